"""What the menu has written for the user and opens: the offline pages, the doctor's report."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

from traynews.app.menu_actions import Papers
from traynews.cli.session import Session
from traynews.core.data.view import Verb
from traynews.locations import Locations


def make_papers(session: Session) -> Papers:
    """Return what can be written for the user: the offline pages, the doctor's report."""

    def write_pages() -> Path:
        from traynews.cli import archive  # noqa: PLC0415 - nobody may ever ask

        return archive.write_pages(session.locations)

    def write_report() -> Path:
        from traynews.cli.doctor import doctor  # noqa: PLC0415 - as above

        return doctor.write_report(session)

    return {Verb.ARCHIVE: write_pages, Verb.DOCTOR: write_report}


def begin_to_wipe(locations: Locations) -> None:
    """Start the program that ends this one and removes everything; the user has been asked."""
    from traynews.cli.archive import own_command  # noqa: PLC0415 - nobody may ever ask

    command, environment = own_command(locations)
    wiping = subprocess.Popen(
        [*command, "wipe", "--yes"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    # It outlives us unless it fails, and then somebody has to notice its end.
    threading.Thread(target=wiping.wait, name="wipe", daemon=True).start()
