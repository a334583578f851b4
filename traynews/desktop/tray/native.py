"""The tray on Windows and macOS, by pystray's own back ends, with what they leave undone.

- Everything that touches the icon happens on the main thread: on macOS AppKit crashes otherwise, on
  Windows the menu would be rebuilt under the user's pointer. Others post.
- While the menu is open on Windows nothing is drawn; the newest view is drawn when it closes.
- On Windows either button opens the menu (demand 31); on macOS there is but one.
- At log-off pystray answers "no" on Windows, as to all that it does not know; here it is "yes", and
  everything has ended before Windows hears that it has (WM_ENDSESSION).
- Balloons come out of the icon itself, and can be clicked; pystray's own cannot.
- A tooltip longer than 127 UTF-16 units makes pystray raise on Windows; `&` marks a key there.
"""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol

from traynews.core.data.icon_place import IconPlace
from traynews.core.data.view import Command, Face, View
from traynews.desktop.program import name_process
from traynews.desktop.tray.menu import Icon, Menu, MenuBuilder
from traynews.errors import PopupError

if TYPE_CHECKING:
    from traynews.core.ports import Report
    from traynews.desktop.tray.canvas import Picture

log = logging.getLogger(__name__)

_LONGEST_TITLE = 127  # UTF-16 units: NOTIFYICONDATAW.szTip holds 128 with its final zero
_MAC_SIZE = 22  # points: the thickness of the menu bar, to which pystray would scale

Action = Callable[[], None]


class PostingIcon(Protocol):
    """A pystray icon that can be handed work for the thread it runs on."""

    visible: bool
    icon: Picture
    title: str
    menu: Any

    def run(self, setup: Callable[[object], None]) -> None:
        """Serve the icon until `stop`."""

    def stop(self) -> None:
        """End `run`."""

    def post(self, action: Action) -> None:
        """Have `action` run on the icon's thread, while no menu is open. Any thread."""

    def show_balloon(self, title: str, body: str, *, sound: bool, clicked: Action) -> None:
        """Show a balloon instead of the one before; without a body, none. On its own thread."""


class NativeTray:
    """`ports.Tray` on Windows and macOS. `run` must be called on the main thread.

    `session_ends` must have ended everything when it returns; it is called on the main thread.
    """

    def __init__(
        self,
        report: Report,
        *,
        session_ends: Action = lambda: None,
        make_icon: Callable[[], PostingIcon] | None = None,
    ) -> None:
        self._report = report
        self._make_icon = make_icon or (lambda: _make_icon(session_ends))
        self._icon: PostingIcon | None = None
        self._wanted = View()
        self._drawn: View | None = None
        self._stopped = False
        self._builder = MenuBuilder(self._choose, escape=escape_for(sys.platform))

    @property
    def hosted(self) -> bool:
        """Whether the icon shows."""
        return self._icon is not None and self._icon.visible

    @property
    def place(self) -> IconPlace:
        """Where the system shows the icon."""
        return IconPlace.CLOCK if sys.platform == "win32" else IconPlace.MENU_BAR

    def run(self, appeared: Callable[[], None] = lambda: None) -> None:
        """Serve the tray until `stop`."""
        icon = self._icon = self._make_icon()
        self._draw()
        icon.run(setup=lambda _icon: icon.post(lambda: self._appear(appeared)))

    def show(self, view: View) -> None:
        """Draw this view; the newest wins. Any thread."""
        self._wanted = view
        if self._icon is not None:
            self._icon.post(self._draw)

    def balloon(self, title: str, body: str, *, sound: bool, clicked: Action) -> Future[None]:
        """Show a balloon out of the icon (Windows), or take it away; see `Balloons`. Any thread."""
        done: Future[None] = Future()

        def show() -> None:
            if self._icon is None or not self._icon.visible:
                done.set_exception(PopupError("no balloon without the icon"))
                return
            try:
                self._icon.show_balloon(title, body, sound=sound, clicked=clicked)
            except Exception as error:  # noqa: BLE001 - the worker waits for what came of it
                done.set_exception(PopupError(f"no balloon: {error}"))
            else:
                done.set_result(None)

        if self._icon is None:
            show()
        else:
            self._icon.post(show)
        return done

    def stop(self) -> None:
        """Take the icon away and end `run`. Any thread."""
        self._stopped = True
        if self._icon is not None:
            self._icon.post(self._vanish)

    def _appear(self, appeared: Callable[[], None]) -> None:
        if self._stopped:
            self._vanish()
        elif self._icon is not None:
            self._icon.visible = True
            appeared()

    def _vanish(self) -> None:
        if self._icon is not None:
            self._icon.visible = False
            self._icon.stop()

    def _draw(self) -> None:
        icon, view, drawn = self._icon, self._wanted, self._drawn
        if icon is None or view == drawn:
            return
        self._drawn = view
        if drawn is None or view.face != drawn.face:
            icon.icon = draw_for(sys.platform, view.face)
        if drawn is None or view.tooltip != drawn.tooltip:
            icon.title = clip_units(view.tooltip, _LONGEST_TITLE)
        if drawn is None or view.rows != drawn.rows:
            icon.menu = self._builder.build(view.rows)

    def _choose(self, command: Command) -> None:
        self._report(command, "")


def clip_units(text: str, units: int) -> str:
    """Cut `text` to at most so many UTF-16 units, never inside a surrogate pair."""
    while len(text.encode("utf-16-le", "surrogatepass")) > 2 * units:
        text = text[: max(0, min(len(text) - 1, units))]
    return text


def escape_for(platform: str) -> Callable[[str], str]:
    """Return how a plain label becomes what the system takes for one."""
    return _double_ampersands if platform == "win32" else str


def _double_ampersands(label: str) -> str:
    return label.replace("&", "&&")


def draw_for(platform: str, face: Face) -> Picture:
    """Return the icon in the size in which the system shows it without blurring."""
    from traynews.desktop.tray.icon import draw_image  # noqa: PLC0415 - Pillow is heavy

    if platform != "win32":
        return draw_image(face, _MAC_SIZE)
    # Windows loads it at 32 pixels and shows it at 16 (at 200 %: 64 and 32): each pixel doubled,
    # it arrives as it was drawn.
    picture = draw_image(face, 16)
    return picture.resize((32, 32), resample=0)


def _make_icon(session_ends: Action) -> PostingIcon:
    """Return the system's icon; constructing it needs the system's tray."""
    if sys.platform == "win32":
        name_process()
        return WindowsIcon(session_ends)
    elif sys.platform == "darwin":  # noqa: RET505 - mypy reads only one branch on each system
        return MacIcon()
    else:
        raise NotImplementedError(f"no native tray on {sys.platform}")


if sys.platform == "win32":
    import ctypes

    _WM_LBUTTONUP, _WM_RBUTTONUP = 0x0202, 0x0205
    _WM_QUERYENDSESSION, _WM_ENDSESSION = 0x0011, 0x0016
    _BALLOON_CLICKED = 0x0400 + 5  # NIN_BALLOONUSERCLICK, where others have a mouse message
    _NIM_MODIFY, _NIF_INFO = 1, 0x10
    _OUR_ICON, _SILENT = 0x04 | 0x20, 0x10  # NIIF_USER | NIIF_LARGE_ICON, NIIF_NOSOUND
    _WM_POSTED = 0x8000 + 1  # WM_APP + 1; pystray's own messages are below WM_APP

    class WindowsIcon(Icon):  # type: ignore[misc] # pystray has no types
        """pystray's Windows icon, with an inbox and a menu that is left alone while open."""

        def __init__(self, session_ends: Action) -> None:
            super().__init__("traynews", icon=draw_for("win32", Face()), menu=Menu())
            self._inbox: deque[Action] = deque()
            self._open = False
            self._session_ends = session_ends
            self._balloon_clicked: Action = lambda: None
            self._message_handlers[_WM_POSTED] = self._on_posted
            self._message_handlers[_WM_QUERYENDSESSION] = lambda _wparam, _lparam: True
            self._message_handlers[_WM_ENDSESSION] = self._on_end_session

        def post(self, action: Action) -> None:
            """Have `action` run on the icon's thread, while no menu is open. Any thread."""
            self._inbox.append(action)
            if self._hwnd:
                ctypes.windll.user32.PostMessageW(self._hwnd, _WM_POSTED, 0, 0)

        def show_balloon(self, title: str, body: str, *, sound: bool, clicked: Action) -> None:
            """Show a balloon instead of the one before; without a body, none. On its own thread."""
            self._balloon_clicked = clicked
            self._message(
                _NIM_MODIFY,
                _NIF_INFO,
                szInfo=body,
                szInfoTitle=title,
                dwInfoFlags=_OUR_ICON | (0 if sound else _SILENT),
                hBalloonIcon=self._icon_handle,
            )

        def _on_end_session(self, ends: int, _lparam: int) -> None:
            if ends:
                self.visible = False
                run_guarded(self._session_ends)

        def _on_posted(self, _wparam: int, _lparam: int) -> None:
            # An open menu has a message loop of its own, which also delivers this message.
            while self._inbox and not self._open:
                run_guarded(self._inbox.popleft())

        def _on_notify(self, wparam: int, lparam: int) -> None:
            if lparam == _BALLOON_CLICKED:
                run_guarded(self._balloon_clicked)
            # Called for every move of the pointer, too, and again from within an open menu.
            if lparam not in {_WM_LBUTTONUP, _WM_RBUTTONUP} or self._open:
                return
            self._open = True
            try:
                super()._on_notify(wparam, _WM_RBUTTONUP)
            finally:
                self._open = False
                self._on_posted(0, 0)


if sys.platform == "darwin":
    from PyObjCTools import AppHelper  # type: ignore[import-not-found, unused-ignore] # no types

    class MacIcon(Icon):  # type: ignore[misc] # pystray has no types
        """pystray's macOS icon, with work handed to AppKit's main thread."""

        def __init__(self) -> None:
            super().__init__("traynews", icon=draw_for("darwin", Face()), menu=Menu())

        def post(self, action: Action) -> None:
            """Have `action` run on the main thread. Any thread."""
            AppHelper.callAfter(run_guarded, action)

        def show_balloon(self, title: str, body: str, *, sound: bool, clicked: Action) -> None:
            """Show none: there are no balloons."""
            raise NotImplementedError(f"no balloons on macOS: {title}, {body}, {sound}, {clicked}")


def run_guarded(action: Action) -> None:
    """Run one posted action; what it raises must not end the loop that the tray lives on."""
    try:
        action()
    except Exception:
        log.exception("the tray could not do what was asked")
