"""`run`: the program itself, once per data folder."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from traynews.app.main_thread import MainThread
from traynews.app.quitting import end_soon
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.core.data.view import Verb
from traynews.errors import OutOfReachError, StoreError
from traynews.rights import make_private

if TYPE_CHECKING:
    from traynews.app.wiring import App
    from traynews.core.data.icon_place import IconPlace

_MOST_LOG = 1_000_000  # bytes; a longer log is begun anew, the last one kept beside it


def run(session: Session, *, verbose: bool = False) -> None:
    """Serve until the user quits; a second one says so and ends well. Raises `TrayNewsError`."""
    lock = session.lock()
    if not lock.acquire():
        pid = lock.holder()
        which = f" (process {pid})" if pid else ""
        say(f"TrayNews is already running{which}; `traynews quit` ends it.")
        _show_running(session)
        return
    try:
        log_to(session.locations.log, verbose=verbose)
        MainThread(session.locations.data, quitting=end_soon).run(
            lambda main: _load(main, session, lock.renew)
        )
    finally:
        lock.release()


def _show_running(session: Session) -> None:
    """Have the running one show that it is there: who started it again may see no icon."""
    with contextlib.suppress(OutOfReachError):
        session.have_done(Verb.WINDOW)


def _load(main: MainThread, session: Session, claim: Callable[[], bool]) -> App:
    # Here and not above: the icon comes first.
    from traynews.app.memory_release import keep_in_one_place  # noqa: PLC0415
    from traynews.app.wiring import App  # noqa: PLC0415
    from traynews.cli.autostart import make_autostart  # noqa: PLC0415
    from traynews.cli.install import Installer  # noqa: PLC0415
    from traynews.cli.menu_papers import begin_to_wipe, make_papers  # noqa: PLC0415
    from traynews.cli.window import make_window_process  # noqa: PLC0415
    from traynews.settings.catalogue import known_feeds  # noqa: PLC0415
    from traynews.settings.disk import close_to_others  # noqa: PLC0415

    keep_in_one_place()
    close_to_others(session.locations.config)
    make_private(session.locations.old_log)
    make_private(session.locations.report)

    app = App(
        main,
        session.locations,
        known_feeds,
        autostart=make_autostart(session.locations),
        installer=Installer(session.locations),
        papers=make_papers(session),
        window=make_window_process(session.locations),
        wipe=lambda: begin_to_wipe(session.locations),
        claim=claim,
    )
    app.start()
    if main.has_tray and sys.stdout.isatty():
        say(tell_running(main.icon_place()))
    return app


def tell_running(place: IconPlace) -> str:
    """Return the one line for who typed the command: where the program is, and how it ends."""
    if place == "no-extension":
        return (
            "TrayNews is running; GNOME shows no icon without the extension “AppIndicator and"
            " KStatusNotifierItem Support”; `traynews quit` ends it."
        )
    if place in {"nowhere", "old-panel"}:  # one of the old kind is docked seconds later
        return "TrayNews is running; `traynews quit` ends it."
    return "TrayNews is running in the tray; `traynews quit` ends it."


class _CappedFile(logging.FileHandler):
    """A log that begins anew when it is long, and keeps the last one beside it.

    The standard library's own rotating handler loads sockets and pickles, before the icon shows.
    """

    def _open(self) -> TextIOWrapper:
        make_private(Path(self.baseFilename))
        return open(
            self.baseFilename,
            "a",
            encoding="utf-8",
            errors="backslashreplace",
            opener=lambda name, flags: os.open(name, flags, 0o600),
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        super().emit(record)
        path = Path(self.baseFilename)
        try:
            if self.stream is not None and self.stream.tell() > _MOST_LOG:
                self.stream.close()
                path.replace(path.with_suffix(".log.old"))
                self.stream = self._open()
        except OSError:
            self.handleError(record)


def log_to(path: Path, *, verbose: bool) -> None:
    """Write the log to a file, and to the terminal where there is one. Raises `StoreError`."""
    # A log that cannot be written (a full disk) must not write about that into the terminal.
    logging.raiseExceptions = False
    try:
        if path.is_fifo():
            raise StoreError(f"{path}: cannot be written: it is a pipe")
        handlers: list[logging.Handler] = [_CappedFile(path, encoding="utf-8")]
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    if sys.stderr.isatty():
        handlers.append(logging.StreamHandler())
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=handlers,
    )
