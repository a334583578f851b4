"""Pop-ups through desktop-notifier: toasts on Windows, the notification centre on macOS.

desktop-notifier is asynchronous and never raises when a pop-up fails: it logs, and leaves out its
`on_dispatched`. It lives in a loop of its own thread. All that is remembered is touched on that
loop, but for clicks on macOS, which come on the main thread and only read.

It runs on Linux, too, which is where its wiring is tested; there our own client is better.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import uuid
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path
from typing import TYPE_CHECKING

from traynews.core.data.view import Command, Popup, Urgency
from traynews.core.ports import Report
from traynews.core.text.clean import cut
from traynews.desktop.popups.notification import main_button
from traynews.desktop.program import APP_ID
from traynews.errors import PopupError

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier, Notification

log = logging.getLogger(__name__)

_PATIENCE = 1.5  # seconds the worker waits
_REMEMBERED = 500
_TITLE_LIMIT = 120
_BODY_LIMIT = 300
_MOST_BUTTONS = 4  # beside the click on the body; Windows draws no more than five
_APP_KEY = rf"Software\Classes\AppUserModelId\{APP_ID}"
_CLICK = ""  # the key of the click on the body


class NativePopups:
    """Shows pop-ups in the system's own way. `icon` is a picture file."""

    def __init__(self, report: Report, *, icon: Path | None = None) -> None:
        self._report = report
        self._icon = icon
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._notifier: DesktopNotifier | None = None
        self._shown: dict[str, tuple[Popup, dict[str, Command]]] = {}
        self._dispatched = ""

    def show(self, popup: Popup) -> Future[None] | None:
        """Show it; see `ports.Popups`. The first one on macOS waits for the user's permission."""
        return self._wait(lambda: self._send(popup))

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Take back pop-ups that are about these entries only, or all."""
        if self._loop is None:
            return
        about = None if entry_ids is None else frozenset(entry_ids)
        try:
            self._wait(lambda: self._clear_about(about))
        except PopupError as error:
            log.debug("a pop-up could not be taken back: %s", error)

    def close(self) -> None:
        """Take back what stands and end the loop; late clicks are lost from here on."""
        self.withdraw(None)
        loop, self._loop = self._loop, None
        if loop is None or self._thread is None:
            return
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join()
        loop.close()

    # --- the loop ------------------------------------------------------------------------------

    def _wait(self, work: Callable[[], Awaitable[None]]) -> Future[None] | None:
        """Do it on the loop, and wait a moment; what takes longer is returned to be waited for."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=self._loop.run_forever, name="native pop-ups", daemon=True
            )
            self._thread.start()
        done: Future[None] = asyncio.run_coroutine_threadsafe(_run(work), self._loop)
        try:
            done.result(_PATIENCE)
        except FutureTimeout:
            return done
        return None

    async def _start(self) -> DesktopNotifier:
        """Connect on the first pop-up: importing it takes 50 ms, which start-up does not have."""
        if self._notifier is not None:
            return self._notifier
        try:
            from desktop_notifier import DesktopNotifier, Icon  # noqa: PLC0415 - see above
        except ImportError as error:
            raise PopupError(f"desktop-notifier is not installed: {error}") from error

        register(self._icon)
        icon = Icon(path=self._icon) if self._icon else None
        notifier = DesktopNotifier(app_name=APP_ID, app_icon=icon)
        # On the class level, because Windows tells late clicks in its Action Center only here.
        notifier.on_dispatched = self._note_dispatched
        notifier.on_clicked = self._click
        notifier.on_button_pressed = self._press
        self._notifier = notifier
        return notifier

    async def _send(self, popup: Popup) -> None:
        notifier = await self._start()
        if not await notifier.get_capabilities():
            raise PopupError("macOS shows pop-ups only for an app bundle")
        if popup.key:
            await self._clear(
                [name for name, (old, _) in self._shown.items() if old.key == popup.key]
            )
        # Unlike any name of an earlier run, whose pop-ups may still stand and be clicked.
        name = uuid.uuid4().hex
        notification, commands = self._compose(name, popup)
        self._remember(name, popup, commands)
        self._dispatched = ""
        await notifier.send_notification(notification)
        if self._dispatched != name:
            self._shown.pop(name, None)
            raise PopupError("the system refused it")
        if not await notifier.has_authorisation():
            raise PopupError("notifications are switched off in the system's settings")

    def _compose(self, name: str, popup: Popup) -> tuple[Notification, dict[str, Command]]:
        from desktop_notifier import DEFAULT_SOUND, Button, Notification  # noqa: PLC0415 - as above
        from desktop_notifier import Urgency as Native  # noqa: PLC0415

        urgencies = {
            Urgency.LOW: Native.Low,
            Urgency.NORMAL: Native.Normal,
            Urgency.CRITICAL: Native.Critical,
        }
        main = main_button(popup)
        others = [button for button in popup.buttons if button is not main][:_MOST_BUTTONS]
        commands = {str(key): button.command for key, button in enumerate(others)}
        if main is not None:
            commands[_CLICK] = main.command
        notification = Notification(
            title=cut(popup.title, _TITLE_LIMIT),
            message=cut(popup.body, _BODY_LIMIT),
            urgency=urgencies[popup.urgency],
            buttons=tuple(
                Button(title=button.label, identifier=str(key)) for key, button in enumerate(others)
            ),
            sound=DEFAULT_SOUND if popup.sound else None,
            timeout=-1 if popup.seconds is None else round(popup.seconds),
            identifier=name,
        )
        return notification, commands

    def _remember(self, name: str, popup: Popup, commands: dict[str, Command]) -> None:
        self._shown[name] = (popup, commands)
        while len(self._shown) > _REMEMBERED:
            del self._shown[next(iter(self._shown))]

    async def _clear_about(self, entry_ids: frozenset[int] | None) -> None:
        await self._clear(
            [
                name
                for name, (popup, _) in self._shown.items()
                if entry_ids is None or (popup.entry_ids and entry_ids.issuperset(popup.entry_ids))
            ]
        )

    async def _clear(self, names: Sequence[str]) -> None:
        notifier = await self._start()
        for name in names:
            del self._shown[name]
            try:
                await notifier.clear(name)
            except KeyError:
                log.debug("%s has closed already", name)  # so its Linux part says it

    # --- what it says --------------------------------------------------------------------------

    def _note_dispatched(self, name: str) -> None:
        self._dispatched = name

    def _click(self, name: str) -> None:
        self._press(name, _CLICK)

    def _press(self, name: str, key: str) -> None:
        _, commands = self._shown.get(name, (None, {}))
        if key in commands:
            self._report(commands[key], "")


def register(icon: Path | None) -> None:
    """Tell Windows the program's name and picture, without which it shows none of its toasts.

    desktop-notifier does so only where the process has no id of its own (`program.name_process`).
    Raises `OSError`.
    """
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - there alone

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _APP_KEY) as key:
            winreg.SetValueEx(key, "DisplayName", 0, winreg.REG_SZ, APP_ID)
            if icon is not None:
                winreg.SetValueEx(key, "IconUri", 0, winreg.REG_SZ, str(icon))


def is_registered() -> bool:
    """Whether Windows was told so."""
    if sys.platform != "win32":
        return False
    else:  # noqa: RET505 - mypy knows by the else that this is another system
        import winreg  # noqa: PLC0415 - as above

        try:
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, _APP_KEY).Close()
        except OSError:
            return False
        return True


def unregister() -> None:
    """Have Windows forget it; the next toast would tell it again. Raises `OSError`."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - as above

        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, _APP_KEY)


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except PopupError:
        raise
    except Exception as error:  # each system raises its own kinds
        raise PopupError(f"{type(error).__name__}: {error}") from error
