"""A StatusNotifierItem with a menu on the session bus, as a back end of pystray.

A click on the icon opens the menu, with either button: `ItemIsMenu` is true and `Activate` answers
that there is no such method, which is how hosts know (demand 31: what left and right do differs
from panel to panel, so everything is in the menu). Some hosts know neither and would do nothing
(`core/data/host.py`): there the left button does what the menu's default row does, as the middle
one does everywhere.

The icon is drawn when a host first asks for it, and Pillow is loaded only then.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from traynews.core.data.host import Host, host_of
from traynews.core.data.view import Face, Mood
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import DBUS, Body, CallRefused, Interface, Method, Property
from traynews.desktop.tray.dbusmenu import MenuServer
from traynews.desktop.tray.menu import Icon, Menu, MenuItem
from traynews.desktop.tray.registration import Registration

NAME = "org.kde.StatusNotifierItem"
ITEM_PATH = "/StatusNotifierItem"
MENU_PATH = "/MenuBar"

# Hosts show titles and tooltips as markup (Waybar) or as text (Xfce); these serve both.
_NO_MARKUP = str.maketrans({"&": "+", "<": "‹", ">": "›"})
_TIMES = (4, 3)  # each pixel of a magnified picture is so many wide
_STARTED = 5.0  # seconds, after which a host that has just taken the icon is up


class StatusNotifierIcon(Icon):  # type: ignore[misc] # pystray has no types
    """pystray's icon over the session bus.

    What pystray calls the icon's image is a `Face` here: the panel says how large it wants it.
    """

    HAS_NOTIFICATION = False
    HAS_DEFAULT_ACTION = False

    def __init__(
        self,
        bus: Bus,
        name: str,
        opening: Callable[[], None],
        hosted: Callable[[bool], None],
    ) -> None:
        super().__init__(name, icon=Face(), title="", menu=Menu())
        self.token = ""
        self.registration = Registration(bus, self._hear_host)
        self._hosted = hosted
        self._times = _TIMES[0]
        self._bus = bus
        self._host = Host()
        self._server = MenuServer(bus, MENU_PATH, self._choose, opening)

    def take_token(self) -> str:
        """Return the activation token that came with the click, once."""
        token, self.token = self.token, ""
        return token

    # --- what pystray asks of a back end -------------------------------------------------------

    def _run(self) -> None:
        self._host = host_of(os.environ.get("XDG_CURRENT_DESKTOP", ""))
        self._bus.export(ITEM_PATH, self._interface())
        self._bus.export(MENU_PATH, self._server.interface())
        self._mark_ready()
        try:
            self._bus.run()
        finally:
            self._running = False
            self._visible = False
            self._bus.withdraw(ITEM_PATH)
            self._bus.withdraw(MENU_PATH)

    def _run_detached(self) -> None:
        raise NotImplementedError("the bus has one loop, and it belongs to the main thread")

    def _stop(self) -> None:
        self._bus.stop()

    def _show(self) -> None:
        self.registration.begin()

    def _hide(self) -> None:
        self.registration.end()

    def _update_icon(self) -> None:
        self._icon_valid = True
        for member in ("NewIcon", "NewAttentionIcon"):
            self._bus.emit(ITEM_PATH, NAME, member)
        self._bus.emit(ITEM_PATH, NAME, "NewStatus", "s", (self._status(),))

    def _update_title(self) -> None:
        self._bus.emit(ITEM_PATH, NAME, "NewToolTip")

    def _update_menu(self) -> None:
        self._server.update(self._menu)

    def _notify(self, message: str, title: str | None = None) -> None:
        raise NotImplementedError("pop-ups have a port of their own")

    def _remove_notification(self) -> None:
        raise NotImplementedError("pop-ups have a port of their own")

    def _hear_host(self, hosted: bool) -> None:  # noqa: FBT001 - the signature is `Registration`'s
        self._hosted(hosted)
        if hosted and self._host.misses_first:
            self._bus.after(_STARTED, self._draw_anew)

    def _draw_anew(self) -> None:
        """Hand over the same picture in another size, which such a host takes for another one."""
        self._times = _TIMES[1]
        self._update_icon()

    # --- what hosts ask ------------------------------------------------------------------------

    def _interface(self) -> Interface:
        return Interface(
            NAME,
            methods={
                "Activate": Method(self._activate, "ii"),
                "SecondaryActivate": Method(self._activate_secondary, "ii"),
                "ContextMenu": Method(_nothing, "ii"),
                "Scroll": Method(_nothing, "is"),
                "ProvideXdgActivationToken": Method(self._take_token_in, "s"),
            },
            properties=self._properties(),
            signals={
                "NewTitle": "",
                "NewIcon": "",
                "NewAttentionIcon": "",
                "NewOverlayIcon": "",
                "NewToolTip": "",
                "NewStatus": "s",
                "NewMenu": "",
            },
        )

    def _properties(self) -> dict[str, Property]:
        return {
            "Category": Property("s", lambda: "Communications"),
            "Id": Property("s", lambda: self.name),
            "Title": Property("s", lambda: "TrayNews"),
            "Status": Property("s", self._status),
            "WindowId": Property("i", lambda: 0),
            "IconThemePath": Property("s", lambda: ""),
            "Menu": Property("o", lambda: MENU_PATH),
            "ItemIsMenu": Property("b", lambda: True),
            # A name would win over the pixmap on GNOME.
            "IconName": Property("s", lambda: ""),
            "IconPixmap": Property("a(iiay)", self._pixmaps),
            "OverlayIconName": Property("s", lambda: ""),
            "OverlayIconPixmap": Property("a(iiay)", list),
            "AttentionIconName": Property("s", lambda: ""),
            "AttentionIconPixmap": Property("a(iiay)", self._pixmaps),
            "AttentionMovieName": Property("s", lambda: ""),
            # What a screen reader says; GNOME's extension stumbles where they are missing.
            "IconAccessibleDesc": Property("s", self._describe),
            "AttentionAccessibleDesc": Property("s", self._describe),
            "ToolTip": Property("(sa(iiay)ss)", self._tooltip),
        }

    def _status(self) -> str:
        return "NeedsAttention" if self._icon.mood is Mood.URGENT else "Active"

    def _pixmaps(self) -> list[tuple[int, int, bytes]]:
        from traynews.desktop.tray import icon  # noqa: PLC0415 - Pillow is heavy

        if self._host.magnified:
            return icon.draw_magnified(self._icon, self._host.magnified, self._times)
        return icon.draw_pixmaps(self._icon)

    def _tooltip(self) -> tuple[str, list[tuple[int, int, bytes]], str, str]:
        head, _, rest = self._title.translate(_NO_MARKUP).partition("\n")
        return ("", [], head, rest)

    def _describe(self) -> str:
        return self._tooltip()[2]

    def _activate(self, x: int, y: int) -> Body:
        if self._host.click == "window":
            return self._activate_secondary(x, y)
        # The answer by which GNOME and Plasma before 6.4 know to open the menu instead.
        raise CallRefused(f"{DBUS}.Error.UnknownMethod", "a click opens the menu")

    def _activate_secondary(self, _x: int, _y: int) -> Body:
        self._bus.post(self)
        return ()

    def _take_token_in(self, token: str) -> Body:
        self.token = token
        return ()

    def _choose(self, item: MenuItem) -> None:
        item(self)


def _nothing(*_: object) -> None:
    """Answer what a menu of our own leaves to the host."""
