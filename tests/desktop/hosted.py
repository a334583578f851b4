"""What panels read of the icon that they host: its address on the bus, its menu."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress

from tests.desktop.rig import WATCHER, Desktop


def item_address(desktop: Desktop) -> str:
    """Return the bus address of the one tray icon on the panel."""
    watcher = DBusAddress(
        "/StatusNotifierWatcher", bus_name=WATCHER, interface="org.freedesktop.DBus.Properties"
    )

    def items() -> list[str]:
        answer = desktop.call(watcher, "Get", "ss", WATCHER, "RegisteredStatusNotifierItems")
        return list(answer[0][1])

    desktop.wait_until(lambda: len(items()) == 1, 10, "the icon is registered")
    return items()[0].removesuffix("/StatusNotifierItem")


def menu_labels(desktop: Desktop) -> list[str]:
    """Return the labels of the menu's first level, as a panel reads them; separators have none."""
    menu = DBusAddress(
        "/MenuBar", bus_name=item_address(desktop), interface="com.canonical.dbusmenu"
    )
    _, (_, _, rows) = desktop.call(menu, "GetLayout", "iias", 0, 1, [])
    return [_label(row[1][1]) for row in rows]


def _label(properties: dict[str, tuple[str, Any]]) -> str:
    return str(properties.get("label", ("s", ""))[1]).replace("__", "_")
