"""What the menu has written for the user and opens: the offline pages, the doctor's report."""

from __future__ import annotations

from pathlib import Path

from traynews.app.menu_actions import Papers
from traynews.cli.session import Session
from traynews.core.data.view import Verb


def make_papers(session: Session) -> Papers:
    """Return what can be written for the user: the offline pages, the doctor's report."""

    def write_pages() -> Path:
        from traynews.cli import archiving  # noqa: PLC0415 - nobody may ever ask

        return archiving.write_pages(session.locations)

    def write_report() -> Path:
        from traynews.cli.doctor import doctor  # noqa: PLC0415 - as above

        return doctor.write_report(session)

    return {Verb.ARCHIVE: write_pages, Verb.DOCTOR: write_report}
