"""A menu as it is served over the bus: each item with an id and properties; pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from traynews.desktop.tray.menu import SEPARATOR, Menu, MenuItem, item_key

ROOT = 0

_LOW_LINE = "\u02cd"  # modifier letter low macron

Properties = dict[str, tuple[str, Any]]
"""Property name to a variant: signature and value."""


@dataclass(frozen=True, slots=True)
class Node:
    """One item of the menu as it is served."""

    id: int
    properties: Properties
    item: MenuItem | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole menu with its ids. `shape` is equal for menus that differ in texts and marks only."""

    root: Node
    shape: Hashable
    nodes: dict[int, Node]

    @classmethod
    def of(cls, menu: Menu, ids: Iterator[int], shape: Hashable) -> Layout:
        """Lay a menu of this shape (`list_shapes`) out, taking an id for each item."""
        root = Node(
            ROOT,
            {"children-display": ("s", "submenu")},
            children=tuple(_node(item, ids) for item in menu),
        )
        return cls(root, shape, {node.id: node for node in root.walk()})

    def items(self) -> dict[int, MenuItem]:
        """Return what can be clicked, by id."""
        leaves = (node for node in self.nodes.values() if not node.children)
        return {node.id: node.item for node in leaves if node.item is not None}

    def ids(self) -> list[int]:
        """Return the items' ids in the order in which `of` takes them."""
        return [node.id for node in self.root.walk()][1:]


# What a property is where it is not given, from dbus-menu.xml.
DEFAULTS: Properties = {
    "type": ("s", "standard"),
    "label": ("s", ""),
    "enabled": ("b", True),
    "visible": ("b", True),
    "icon-name": ("s", ""),
    "icon-data": ("ay", b""),
    "shortcut": ("aas", []),
    "toggle-type": ("s", ""),
    "toggle-state": ("i", -1),
    "children-display": ("s", ""),
    "disposition": ("s", "normal"),
}


def _node(item: MenuItem, ids: Iterator[int]) -> Node:
    own = next(ids)
    inside = item.submenu or ()
    return Node(own, _properties(item), item, tuple(_node(child, ids) for child in inside))


def _properties(item: MenuItem) -> Properties:
    if item is SEPARATOR:
        return {"type": ("s", "separator"), "visible": ("b", True)}
    # Label, enabled and visible are sent even where they have their default: Plasma keeps the old
    # value of a property that an update leaves out.
    properties: Properties = {
        "label": ("s", _escape(item.text)),
        "enabled": ("b", bool(item.enabled)),
        "visible": ("b", True),
    }
    if item.checked is not None:
        properties["toggle-type"] = ("s", "radio" if item.radio else "checkmark")
        properties["toggle-state"] = ("i", int(item.checked))
    if item.submenu:
        properties["children-display"] = ("s", "submenu")
    return properties


def _escape(text: str) -> str:
    """Write underscores so that no host takes them for a mnemonic.

    A doubled one is one underscore by the specification, but GNOME was seen to take back one pair
    in a label only; so where there are more, each is written as a letter that looks the same.
    """
    return text.replace("_", "__", 1) if text.count("_") == 1 else text.replace("_", _LOW_LINE)


def list_shapes(items: Iterable[MenuItem]) -> Hashable:
    """Return what is equal for menus that differ in texts and marks only."""
    return tuple(
        (
            item is SEPARATOR,
            item.checked is not None,
            bool(item.radio),
            item_key(item),
            list_shapes(item.submenu) if item.submenu else None,
        )
        for item in items
    )
