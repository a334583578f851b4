"""`window`: the local page, opened in the browser; and the process that serves it."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from traynews.app.window_process import WindowProcess
from traynews.cli.archive import own_command
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.clock import local_zone, utc_now
from traynews.core.data.view import Verb
from traynews.errors import OutOfReachError
from traynews.locations import Locations

if TYPE_CHECKING:
    from traynews.archive.library import Library
    from traynews.core.health.health import Health
    from traynews.window.desk import Desk

_STARTING = 15.0  # seconds for the program to be there
_PAUSE = 0.1


def window(session: Session) -> None:
    """`window`: open the page; starts the program where it does not run. Raises `TrayNewsError`."""
    if session.lock().holder() is None:
        session.settings(to_poll=True)  # what is wrong there would be told where nobody looks
        from traynews.desktop.browser import child_environment, start_detached  # noqa: PLC0415 - not before

        command, environment = own_command(session.locations)
        start_detached([*command, "run"], child_environment() | environment)
    if not _ask_running(session):
        say("The running program cannot be reached: this terminal serves the page, Ctrl-C ends it.")
        _serve_here(session)


def make_window_process(locations: Locations) -> WindowProcess:
    """Return who gives the running program the page's addresses."""
    from traynews.cli.main import WINDOW_COMMAND  # noqa: PLC0415 - it called us

    command, environment = own_command(locations)
    return WindowProcess([*command, WINDOW_COMMAND], environment)


def serve(session: Session) -> None:
    """Be the process that serves the page, for a parent that asks by its standard input."""
    import logging  # noqa: PLC0415 - of a process of its own

    from traynews.window.serving import serve as serve_pages  # noqa: PLC0415 - as above

    logging.raiseExceptions = False
    with contextlib.suppress(OSError):
        logging.basicConfig(
            filename=session.locations.log,
            level=logging.WARNING,
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
    serve_pages(make_desk(session), sys.stdin, sys.stdout)


def make_desk(session: Session) -> Desk:
    """Return what the pages need of the outside."""
    from traynews.cli.autostart import make_autostart  # noqa: PLC0415 - of a process of its own
    from traynews.cli.doctor.doctor import examine  # noqa: PLC0415 - of a process of its own
    from traynews.cli.feeds.add import add  # noqa: PLC0415 - as above
    from traynews.cli.health import ask_health  # noqa: PLC0415 - as above
    from traynews.cli.menu_papers import begin_to_wipe  # noqa: PLC0415 - as above
    from traynews.desktop.autostart import UNSEEN  # noqa: PLC0415 - as above
    from traynews.desktop.program import is_sandboxed  # noqa: PLC0415 - as above
    from traynews.settings.catalogue import known_feeds  # noqa: PLC0415 - as above
    from traynews.window.desk import Desk, Finding  # noqa: PLC0415 - as above

    def add_source(address: str) -> Sequence[str]:
        said: list[str] = []
        add(session, address, said.append)
        return said

    def health(store: Library) -> Health:
        running = session.lock().holder() is not None
        return ask_health(store, session.settings(), running=running)[0]

    startup = make_autostart(session.locations)

    def look() -> Sequence[Finding]:
        return [(one.topic, str(one.state), one.says, one.cure) for one in examine(session)]

    return Desk(
        locations=session.locations,
        archive=session.archive,
        settings=session.settings,
        ring=session.ring,
        ask=session.have_done,
        examine=look,
        catalogue=known_feeds,
        health=health,
        add_source=add_source,
        at_login=startup.status,
        start_at_login=lambda on: startup.switch(on=on),
        unseen=UNSEEN if is_sandboxed() else "",
        wipe=lambda: begin_to_wipe(session.locations),
        now=utc_now,
        zone=local_zone,
    )


def _ask_running(session: Session) -> bool:
    """Have the running program open the page, as soon as it is there; return whether it heard."""
    deadline = time.monotonic() + _STARTING
    while True:
        try:
            session.have_done(Verb.WINDOW)
        except OutOfReachError:
            if time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE)  # a program that starts has no event for us yet
        else:
            return True


def _serve_here(session: Session) -> None:
    from traynews.desktop.browser import SystemBrowser  # noqa: PLC0415 - only where need be
    from traynews.window.serving import serve_once  # noqa: PLC0415

    browser = SystemBrowser(session.settings().browser.command)
    serve_once(make_desk(session), browser.open)
