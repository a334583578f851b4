"""The tray on Linux: a StatusNotifierItem where a panel hosts it, else an old docked icon.

Changes are drawn at most four times a second, however fast they come.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from traynews.core.data.view import Command, View
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.wire import daemon_call
from traynews.desktop.tray.item import StatusNotifierIcon
from traynews.desktop.tray.menu import MenuBuilder

if TYPE_CHECKING:
    from traynews.core.data.icon_place import IconPlace
    from traynews.core.ports import Report
    from traynews.desktop.tray.xembed import DockedIcon

_GAP = 0.25  # seconds between two changes: two LayoutUpdated at once leave blank rows on GNOME
_PATIENCE = 2.0  # seconds a panel is given to host the item before the old way is tried


class StatusNotifierTray:
    """`ports.Tray` on Linux. The bus is connected already; `run` serves its loop.

    `report` hears commands on the loop's thread. `redraw`, if given, is asked for a fresh view just
    before the menu opens, so that the ages in it are right without a timer. `hosted` is told
    whether a panel shows the icon, each time that changes.
    """

    def __init__(
        self,
        bus: Bus,
        report: Report,
        *,
        redraw: Callable[[], View] | None = None,
        hosted: Callable[[bool], None] = lambda _hosted: None,
    ) -> None:
        self._bus = bus
        self._report = report
        self._redraw = redraw
        self._tell = hosted
        self._icon = StatusNotifierIcon(bus, "traynews", self._opening, self._hosting_changed)
        self._builder = MenuBuilder(self._choose)
        self._docked: DockedIcon | None = None
        self._wanted: View | None = None
        self._drawn: View | None = None
        self._last = -_GAP  # when the last change was drawn, on the monotonic clock
        self._due = False  # whether a drawing is on its way

    @property
    def hosted(self) -> bool:
        """Whether a panel shows the icon, either way. Any thread."""
        docked = self._docked
        return self._icon.registration.hosted or (docked is not None and docked.docked)

    @property
    def place(self) -> IconPlace:
        """Where the icon is. Any thread."""
        from traynews.core.data.icon_place import place_on_linux  # noqa: PLC0415 - once a welcome

        docked = self._docked
        return place_on_linux(
            os.environ.get("XDG_CURRENT_DESKTOP", ""),
            hosted=self._icon.registration.hosted,
            docked=docked is not None and docked.docked,
        )

    def run(self, appeared: Callable[[], None] = lambda: None) -> None:
        """Serve the tray, and all else on the bus, until `stop`. `BusError` if the bus goes away.

        The icon is registered as soon as the loop runs; where no tray is there it waits for one.
        """
        try:
            self._icon.run(setup=lambda _icon: self._bus.post(lambda: self._appear(appeared)))
        finally:
            self._undock()  # when the bus has gone: an icon that nobody serves must not stand there

    def show(self, view: View) -> None:
        """Draw this view; the newest wins. Any thread."""
        self._bus.post(lambda: self._want(view))

    def stop(self) -> None:
        """Take the icon away and end `run`. Any thread."""
        self._bus.post(self._vanish)

    def _appear(self, appeared: Callable[[], None]) -> None:
        self._icon.visible = True
        self._bus.after(_PATIENCE, self._dock)
        # The bus answers in order: with this answer, the watcher has been told.
        question = daemon_call("GetId")
        self._bus.call(question, lambda _reply: appeared(), timeout=_PATIENCE)

    def _vanish(self) -> None:
        self._icon.visible = False
        self._undock()
        self._bus.stop()

    # --- where no panel hosts the item ---------------------------------------------------------

    def _hosting_changed(self, hosted: bool) -> None:  # noqa: FBT001 - `Registration` calls it so
        if hosted:
            self._undock()
        elif self._icon.visible:
            self._bus.after(_PATIENCE, self._dock)
        self._tell(self.hosted)

    def _dock(self) -> None:
        if self._docked is not None or self._icon.registration.hosted or not self._icon.visible:
            return
        if not os.environ.get("DISPLAY"):
            return
        from traynews.desktop.tray.xembed import DockedIcon  # noqa: PLC0415 - rarely needed

        self._docked = DockedIcon(self._bus, self._icon, lambda _docked: self._tell(self.hosted))
        self._docked.begin(self._icon.icon)

    def _undock(self) -> None:
        docked, self._docked = self._docked, None
        if docked is not None:
            docked.end()

    # --- drawing, at most four times a second --------------------------------------------------

    def _want(self, view: View) -> None:
        self._wanted = view  # on the loop, where no older one from `redraw` can take its place
        self._draw_soon()

    def _draw_soon(self) -> None:
        if not self._due:
            self._due = True
            self._bus.after(max(0.0, self._last + _GAP - time.monotonic()), self._draw)

    def _opening(self) -> None:
        if self._redraw is not None:
            self._wanted = self._redraw()
        if self._wanted is not None:
            if time.monotonic() - self._last >= _GAP:
                self._draw()
            else:
                self._draw_soon()

    def _draw(self) -> None:
        self._due = False
        view, self._wanted = self._wanted, None
        if view is None or view == self._drawn:
            return
        self._last = time.monotonic()
        drawn, self._drawn = self._drawn, view
        if drawn is None or view.face != drawn.face:
            self._icon.icon = view.face
            if self._docked is not None:
                self._docked.show(view.face)
        self._icon.title = view.tooltip
        if drawn is None or view.rows != drawn.rows:
            self._icon.menu = self._builder.build(view.rows)

    def _choose(self, command: Command) -> None:
        self._report(command, self._icon.take_token())
