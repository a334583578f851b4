"""pystray's menu, made from the core's rows; the one module that imports pystray.

`pystray.Menu` is the menu model of every back end, ours for Linux included. On Linux pystray is
imported with its dummy back end: its own choice there would open the X display on import, and fails
without one.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from traynews.core.data.view import Command, Row


@contextmanager
def _dummy_backend() -> Iterator[None]:
    name = "PYSTRAY_BACKEND"
    before = os.environ.get(name)
    os.environ[name] = "dummy"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


if sys.platform in {"win32", "darwin"}:
    import pystray
else:
    with _dummy_backend():
        import pystray

Icon = pystray.Icon
"""The system's own icon on Windows and macOS; on Linux the base of our back ends."""

Menu = pystray.Menu
MenuItem = pystray.MenuItem
SEPARATOR = pystray.Menu.SEPARATOR

Choose = Callable[[Command], None]


class MenuBuilder:
    """Makes menus of rows; choosing one hands its command to `choose`.

    `escape` turns a plain label into what the back end takes for one. Items of rows that were in
    the menu before are taken from there: one costs two kilobytes, 200 feeds make a thousand, and
    mostly an age or a mark is all that has changed.
    """

    def __init__(self, choose: Choose, *, escape: Callable[[str], str] = str) -> None:
        self._choose = choose
        self._escape = escape
        self._items: dict[Row, pystray.MenuItem] = {}

    def build(self, rows: tuple[Row, ...]) -> pystray.Menu:
        """Return the menu of these rows."""
        kept: dict[Row, pystray.MenuItem] = {}
        menu = self._menu(rows, kept)
        self._items = kept
        return menu

    def _menu(self, rows: tuple[Row, ...], kept: dict[Row, pystray.MenuItem]) -> pystray.Menu:
        return Menu(*(self._item(row, kept) for row in rows))

    def _item(self, row: Row, kept: dict[Row, pystray.MenuItem]) -> pystray.MenuItem:
        if row.separator:
            return SEPARATOR
        if row.children:
            return self._make(row, self._menu(row.children, kept))
        item = kept.get(row) or self._items.get(row)
        if item is None:
            command = row.command
            leads = None if command is None else functools.partial(_choose, self._choose, command)
            item = self._make(row, leads or _do_nothing)
        kept[row] = item
        return item

    def _make(self, row: Row, action: object) -> pystray.MenuItem:
        checked = row.checked
        return MenuItem(
            self._escape(row.label),
            action,
            # pystray asks each time it draws; the row is frozen, so the answer is, too.
            checked=None if checked is None else lambda _item: checked,
            radio=row.radio,
            default=row.default,
            enabled=row.enabled and action is not _do_nothing,
        )


def _choose(choose: Choose, command: Command, _icon: object, _item: object) -> None:
    choose(command)


def _do_nothing(_icon: object, _item: object) -> None:
    """Stand for the action of a row that is text only.

    With None pystray would make up another one for each item, and no two menus would be alike.
    """


def item_key(item: pystray.MenuItem) -> Hashable:
    """Return what makes an item this one and no other: what choosing it does."""
    action = item._action  # noqa: SLF001 - pystray has no public way to ask
    if isinstance(action, functools.partial) and action.func is _choose:
        return (_choose, action.args[1])
    return None if item.submenu else action
