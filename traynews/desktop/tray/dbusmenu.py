"""A pystray menu served as `com.canonical.dbusmenu`, version 3.

Source: libdbusmenu's `dbus-menu.xml`. Rules learned from hosts: an id never means two things; a
changed structure gets fresh ids and one `LayoutUpdated`; changed texts and marks keep their ids and
get one `ItemsPropertiesUpdated`; every call is answered at once (libdbusmenu gives up after 1 s).
How often the menu may change is the caller's to decide (`sni.py` joins changes).
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Body, CallRefused, Interface, Method, Property
from traynews.desktop.tray.layout import DEFAULTS, ROOT, Layout, Node, Properties, list_shapes
from traynews.desktop.tray.menu import Menu, MenuItem

NAME = "com.canonical.dbusmenu"

_VERSION = 3
_REMEMBERED = 8  # layouts whose items may still be clicked, in a menu that is open while it changes
_AGAIN = 0.3  # seconds in which a second click on the same item is the first one
_MOST_ITEMS = 400  # of all those together; the last one is always remembered


class MenuServer:
    """Serves one menu. Loop thread only.

    `choose` is called with the item that was clicked, after the call was answered; `opening` before
    the menu shows, and may call `update`.
    """

    def __init__(
        self,
        bus: Bus,
        path: str,
        choose: Callable[[MenuItem], None],
        opening: Callable[[], None],
    ) -> None:
        self.revision = 1
        self._bus = bus
        self._path = path
        self._choose = choose
        self._opening = opening
        self._fresh = itertools.count(ROOT + 1)
        self._layout = Layout.of(Menu(), self._fresh, list_shapes(Menu()))
        self._before: deque[dict[int, MenuItem]] = deque(maxlen=_REMEMBERED)
        self._clicked = (ROOT, 0.0)  # what was clicked last, and when (monotonic)

    def update(self, menu: Menu) -> bool:
        """Serve this menu from now on, and say what changed. Returns whether anything did."""
        shape = list_shapes(menu)
        if shape != self._layout.shape:
            self._before.append(self._layout.items())
            while len(self._before) > 1 and sum(map(len, self._before)) > _MOST_ITEMS:
                self._before.popleft()
            self._layout = Layout.of(menu, self._fresh, shape)
            self.revision += 1
            self._emit("LayoutUpdated", "ui", (self.revision, ROOT))
            return True
        same = Layout.of(menu, iter(self._layout.ids()), shape)
        changed = [
            (node.id, updated)
            for node in same.nodes.values()
            if (updated := _changes(self._layout.nodes[node.id].properties, node.properties))
        ]
        self._layout = same
        if changed:
            self._emit("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", (changed, []))
        return bool(changed)

    def interface(self) -> Interface:
        """Return the interface to export at the menu's path."""
        return Interface(
            NAME,
            methods={
                "GetLayout": Method(self._get_layout, "iias", "u(ia{sv}av)"),
                "GetGroupProperties": Method(self._get_group, "aias", "a(ia{sv})"),
                "GetProperty": Method(self._get_property, "is", "v"),
                "Event": Method(self._event, "isvu"),
                "EventGroup": Method(self._event_group, "a(isvu)", "ai"),
                "AboutToShow": Method(self._about_to_show, "i", "b"),
                "AboutToShowGroup": Method(self._about_to_show_group, "ai", "aiai"),
            },
            properties={
                "Version": Property("u", lambda: _VERSION),
                "TextDirection": Property("s", lambda: "ltr"),
                "Status": Property("s", lambda: "normal"),
                "IconThemePath": Property("as", list),
            },
            signals={
                "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
                "LayoutUpdated": "ui",
                "ItemActivationRequested": "iu",
            },
        )

    def _emit(self, member: str, signature: str, body: Body) -> None:
        self._bus.emit(self._path, NAME, member, signature, body)

    # --- what hosts ask ------------------------------------------------------------------------

    def _get_layout(self, parent: int, depth: int, names: Sequence[str]) -> Body:
        return self.revision, _serialise(self._node(parent), depth, frozenset(names))

    def _get_group(self, ids: Sequence[int], names: Sequence[str]) -> Body:
        known, _ = self._sort(ids or self._layout.nodes)
        wanted = frozenset(names)
        return ([(one, _pick(self._layout.nodes[one].properties, wanted)) for one in known],)

    def _get_property(self, of_id: int, name: str) -> Body:
        node = self._node(of_id)
        value = node.properties.get(name) or DEFAULTS.get(name)
        if value is None:
            raise CallRefused(_INVALID, f"item {of_id} has no property {name[:_MOST_NAMED]}")
        return (value,)

    def _event(self, of_id: int, event: str, _data: object, _time: int) -> Body:
        if not self._happened(of_id, event):
            raise CallRefused(_INVALID, f"no item {of_id}")
        return ()

    def _event_group(self, events: Sequence[tuple[int, str, object, int]]) -> Body:
        told = dict.fromkeys((one, event) for one, event, _, _ in events)
        unknown = dict.fromkeys(one for one, event in told if not self._happened(one, event))
        if told and all(one in unknown for one, _ in told):
            raise CallRefused(_INVALID, _describe_unknown(unknown))
        return (list(unknown),)

    def _about_to_show(self, of_id: int) -> Body:
        self._node(of_id)
        return (self._open(of_id),)

    def _about_to_show_group(self, ids: Sequence[int]) -> Body:
        known, unknown = self._sort(ids)
        if unknown and not known:
            raise CallRefused(_INVALID, _describe_unknown(unknown))
        return ([one for one in known if self._open(one)], unknown)

    def _sort(self, ids: Iterable[int]) -> tuple[list[int], list[int]]:
        """Return which of these are items and which are not, each once: some ask for thousands."""
        known: list[int] = []
        unknown: list[int] = []
        for one in dict.fromkeys(ids):
            (known if one in self._layout.nodes else unknown).append(one)
        return known, unknown

    def _open(self, of_id: int) -> bool:
        """Let the menu be brought up to date before it shows; whether it must be read again."""
        if of_id != ROOT:
            return False
        before = self.revision
        self._opening()
        return self.revision != before

    def _happened(self, of_id: int, event: str) -> bool:
        """Take an event in; whether it was about an item of this menu or one just replaced."""
        node = self._layout.nodes.get(of_id)
        before = next((one[of_id] for one in reversed(self._before) if of_id in one), None)
        if node is None and before is None:
            return False
        item = before if node is None else node.item
        if event == "clicked" and item is not None and item.enabled and not item.submenu:
            self._click(of_id, item)
        return True

    def _click(self, of_id: int, item: MenuItem) -> None:
        """Choose an item, once the call is answered. A menu closes at a click: two are one."""
        now = time.monotonic()
        before, self._clicked = self._clicked, (of_id, now)
        if before[0] != of_id or now - before[1] >= _AGAIN:
            self._bus.post(lambda: self._choose(item))

    def _node(self, of_id: int) -> Node:
        node = self._layout.nodes.get(of_id)
        if node is None:
            raise CallRefused(_INVALID, f"no item {of_id}")
        return node


def _describe_unknown(ids: Iterable[int]) -> str:
    few = [str(one) for one in itertools.islice(ids, _MOST_NAMED)]
    return f"none of the items {', '.join(few)}"


_MOST_NAMED = 10  # ids, or letters of a name, in a refusal: a question of any length is refused
_INVALID = "org.freedesktop.DBus.Error.InvalidArgs"


def _changes(before: Properties, after: Properties) -> Properties:
    return {name: value for name, value in after.items() if before.get(name) != value}


def _pick(properties: Properties, names: frozenset[str]) -> Properties:
    return {name: one for name, one in properties.items() if name in names or not names}


def _serialise(node: Node, depth: int, names: frozenset[str]) -> tuple[int, Properties, list[Any]]:
    below = [] if depth == 0 else node.children
    children = [("(ia{sv}av)", _serialise(child, depth - 1, names)) for child in below]
    return node.id, _pick(node.properties, names), children
