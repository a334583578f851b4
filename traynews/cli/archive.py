"""`archive`: the offline pages, and how the tray has them written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import traynews
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.errors import TrayNewsError
from traynews.locations import Locations

_BUILDING = 120.0  # seconds for the child process that writes the pages


def archive(session: Session, *, output: str | None, no_open: bool) -> None:
    """`archive`: bring the offline pages up to date and open the index. Raises `StoreError`."""
    from traynews.archive.pages.folders import remember_folder  # noqa: PLC0415 - brings templates
    from traynews.archive.pages.publish import publish  # noqa: PLC0415 - as above

    folder = Path(output).expanduser().absolute() if output else session.locations.pages
    with session.library() as store:
        if folder != session.locations.pages:
            remember_folder(store, folder)  # first: whatever becomes of this process
        with store.reading() as db:
            published = publish(db, folder, now=utc_now())
    say(str(published.index))
    if no_open:
        return
    from traynews.desktop.browser import SystemBrowser  # noqa: PLC0415 - see above

    command = session.settings().browser.command
    SystemBrowser(command, pages=folder, patient=True).open_page(published.index)


def write_pages(locations: Locations) -> Path:
    """Bring the pages up to date for the tray, and return the index. Raises `TrayNewsError`.

    In a process of its own: templates and a year of texts would stay in the resident program.
    """
    command, environment = own_command(locations)
    done = subprocess.run(
        [*command, "archive", "--no-open"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_BUILDING,
        check=False,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["the pages cannot be written"]
        raise TrayNewsError(lines[-1].removeprefix("traynews: "))
    return locations.pages / "index.html"


def own_command(locations: Locations) -> tuple[list[str], dict[str, str]]:
    """Return how this very program is started, and the environment that names these locations."""
    # -P: a folder in which somebody starts TrayNews must not lend it its modules.
    run = [] if getattr(sys, "frozen", False) else ["-P", "-m", "traynews"]
    # The package that is running, and what it stands on, wherever they were found.
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = [str(Path(traynews.__file__).parent.parent), *filter(os.path.isabs, given)]
    return [sys.executable, *run], {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
        "TRAYNEWS_CONFIG": str(locations.config),
        "TRAYNEWS_DATA_DIR": str(locations.data),
    }
