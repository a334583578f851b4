"""An icon in the old system tray of X11, for panels that host nothing else (trayer, tint2, i3bar).

It has no menu: a click does what the menu's default row does. The docks that need it draw no menus
for their icons, and one drawn by us would need fonts for every script that headlines come in.
Source: the System Tray Protocol 0.3 and the XEmbed Protocol 0.5 of freedesktop.org.

Everything happens on the bus loop's thread, which watches
the connection to the display as well.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from traynews.core.data.view import Face
from traynews.desktop.bus.connection import Bus
from traynews.desktop.xserver import (
    GONE,
    BadMatch,
    CatchError,
    ClientMessage,
    Display,
    X,
    XError,
    Xutil,
    ask,
    open_display,
)

log = logging.getLogger(__name__)

_REQUEST_DOCK = 0
_XEMBED_VERSION, _XEMBED_MAPPED = 0, 1
_SMALLEST = 16
_DEPTH = 32  # bits of a pixel with transparency
_WHEEL = 4  # buttons from here on are the wheel
_PATIENCE = 1.0  # seconds: a panel that also hosts the newer kind takes that first


class DockedIcon:
    """The icon. `docked` is called with whether a tray shows it, each time that changes."""

    def __init__(
        self, bus: Bus, clicked: Callable[[], None], docked: Callable[[bool], None]
    ) -> None:
        self.docked = False
        self._bus = bus
        self._clicked = clicked
        self._changed = docked
        self._face = Face()
        self._display: Any = None
        self._fd = -1
        self._window: Any = None
        self._visual = X.CopyFromParent  # the window's; with transparency where it is a number
        self._tray: Any = None
        self._atoms: dict[str, int] = {}

    def begin(self, face: Face) -> None:
        """Dock where there is a tray, and wherever one comes later; without a display, nowhere."""
        self._face = face
        try:
            self._display = open_display()
        except GONE as error:
            log.info("no icon on the display: %s", error)
            return
        self._fd = self._display.fileno()
        self._bus.watch(self._fd, self._read)
        self._talk(self._introduce)

    def show(self, face: Face) -> None:
        """Draw this face from now on."""
        self._face = face
        self._talk(self._draw)

    def end(self) -> None:
        """Leave the tray and the display."""
        if self._display is None:
            return
        display, self._display, self._window = self._display, None, None
        self._bus.unwatch(self._fd)  # a connection that is gone does not tell its number
        try:
            display.close()  # the server takes the window away with the connection
        except GONE as error:
            log.info("the display went first: %s", error)
        self._set_docked(docked=False)

    @property
    def _root(self) -> Any:
        return self._display.screen().root

    # --- docking -------------------------------------------------------------------------------

    def _introduce(self) -> None:
        self._display.set_error_handler(_note)
        selection = f"_NET_SYSTEM_TRAY_S{self._display.get_default_screen()}"
        for name in (
            "_NET_SYSTEM_TRAY_OPCODE",
            "_NET_SYSTEM_TRAY_VISUAL",
            "_XEMBED_INFO",
            "MANAGER",
            selection,
        ):
            self._atoms[name] = self._display.intern_atom(name)
        self._atoms["selection"] = self._atoms[selection]
        # A tray that starts says so on the root window.
        self._root.change_attributes(event_mask=X.StructureNotifyMask)
        self._dock()

    def _dock(self) -> None:
        if self._display is None or self.docked:
            return
        tray = self._display.get_selection_owner(self._atoms["selection"])
        if tray in (X.NONE, self._tray):  # asked twice, trayer loses the icon
            return
        self._tray = tray
        tray.change_attributes(event_mask=X.StructureNotifyMask)  # to hear when it ends
        visual = self._find_visual(tray)
        if self._window is not None and visual != self._visual:
            self._window.destroy()
            self._window = None
        if self._window is None:
            self._window, self._visual = self._make_window(visual), visual
        request = (X.CurrentTime, _REQUEST_DOCK, self._window.id, 0, 0)
        opcode = self._atoms["_NET_SYSTEM_TRAY_OPCODE"]
        message = ClientMessage(window=tray, client_type=opcode, data=(32, request))
        tray.send_event(message, event_mask=X.NoEventMask)
        self._display.flush()

    def _find_visual(self, tray: Any) -> int:
        """Return the visual the tray wants, if it knows transparency; else the screen's own.

        On a composited panel, an icon of another visual stands in a black box.
        """
        told = tray.get_full_property(self._atoms["_NET_SYSTEM_TRAY_VISUAL"], X.AnyPropertyType)
        wanted = int(told.value[0]) if told is not None and len(told.value) else 0
        for depth in self._display.screen().allowed_depths:
            if depth.depth == _DEPTH and any(one.visual_id == wanted for one in depth.visuals):
                return wanted
        return int(X.CopyFromParent)

    def _make_window(self, visual: int) -> Any:
        screen = self._display.screen()
        look: dict[str, Any] = {"background_pixel": screen.black_pixel}
        if visual != X.CopyFromParent:
            # A visual that is not the parent's needs a border and a map of colours of its own.
            colours = screen.root.create_colormap(visual, X.AllocNone)
            look = {"background_pixel": 0, "border_pixel": 0, "colormap": colours}
        window = screen.root.create_window(
            0,
            0,
            _SMALLEST,
            _SMALLEST,
            0,
            screen.root_depth if visual == X.CopyFromParent else _DEPTH,
            X.InputOutput,
            visual,
            # A window manager that starts while no tray holds the icon would take it for a window
            # of its own (i3, which is both and had crashed).
            override_redirect=True,
            event_mask=X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask,
            **look,
        )
        window.set_wm_name("TrayNews")
        window.set_wm_class("traynews", "TrayNews")
        window.set_wm_normal_hints(flags=Xutil.PMinSize, min_width=_SMALLEST, min_height=_SMALLEST)
        info = self._atoms["_XEMBED_INFO"]
        window.change_property(info, info, 32, [_XEMBED_VERSION, _XEMBED_MAPPED])
        return window

    def _set_docked(self, *, docked: bool) -> None:
        if docked != self.docked:
            self.docked = docked
            self._changed(docked)

    # --- events --------------------------------------------------------------------------------

    def _read(self) -> None:
        self._talk(lambda: None)

    def _talk(self, say: Callable[[], None]) -> None:
        """Say something to the display, and deal with every event that has come meanwhile.

        It may go away between two words; then the icon leaves it.
        """
        if self._display is None:
            return
        try:
            say()
            while self._display is not None and self._display.pending_events():
                self._handle(self._display.next_event())
        except GONE as error:
            log.info("the display went away: %s", error)
            self.end()

    def _handle(self, event: Any) -> None:
        window, ours = getattr(event, "window", None), self._window
        if event.type == X.ClientMessage:
            if event.client_type == self._atoms["MANAGER"]:
                self._tray = None
                self._bus.after(_PATIENCE, self._dock_again)
        elif event.type == X.DestroyNotify:
            self._take_destroyed(window)
        elif ours is None or window != ours:
            return
        elif event.type == X.ReparentNotify:
            self._take_parent(event.parent)
        elif event.type in {X.Expose, X.ConfigureNotify}:
            self._draw()
        elif event.type == X.ButtonPress and event.detail < _WHEEL:
            self._bus.post(self._clicked)

    def _dock_again(self) -> None:
        self._talk(self._dock)

    def _take_destroyed(self, window: Any) -> None:
        if window == self._window:
            self._window = None  # a tray that crashed may take what it held with it
        elif window != self._tray:
            return
        self._tray = None
        self._set_docked(docked=False)
        self._bus.after(_PATIENCE, self._dock_again)

    def _take_parent(self, parent: Any) -> None:
        if parent == self._root:
            # A tray that ends leaves its icons behind as windows of their own.
            self._window.unmap()
            self._tray = None
            self._set_docked(docked=False)
            return
        if self._visual == X.CopyFromParent:
            # What lies below shines through, where the tray has the same depth.
            refusal = CatchError(BadMatch)
            self._window.change_attributes(background_pixmap=X.ParentRelative, onerror=refusal)
            self._display.sync()
            if refusal.get_error():
                log.debug("the tray has another depth; the icon stands on black")
        self._set_docked(docked=True)
        self._draw()

    def _draw(self) -> None:
        if self._window is None or not self.docked:
            return
        from traynews.desktop.tray.icon import draw_alone, draw_over  # noqa: PLC0415 - heavy

        try:
            shape = self._window.get_geometry()
            width, height = shape.width, shape.height
            self._window.clear_area(0, 0, width, height)
            if self._visual == X.CopyFromParent:
                ground = self._window.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF).data
                if len(ground) != 4 * width * height:
                    log.info("the icon is not drawn on a display of depth %s", shape.depth)
                    return
                picture = draw_over(self._face, width, height, ground)
            else:
                picture = draw_alone(self._face, width, height)
            pen = self._window.create_gc()
            self._window.put_image(pen, 0, 0, width, height, X.ZPixmap, shape.depth, 0, picture)
            pen.free()
            self._display.flush()
        except XError as error:
            # Not mapped yet, or gone: an Expose or a DestroyNotify is on its way.
            log.debug("the icon could not be drawn: %s", error)


def find_tray() -> bool:
    """Whether a panel on the display hosts icons in the old manner; False without a display."""
    return bool(ask(_has_tray))


def _has_tray(display: Display) -> bool:
    name = f"_NET_SYSTEM_TRAY_S{display.get_default_screen()}"
    return bool(display.get_selection_owner(display.intern_atom(name)) != X.NONE)


def _note(error: object, _request: object) -> None:
    log.debug("the display refused: %s", error)
