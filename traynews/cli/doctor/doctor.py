"""`doctor`: what works, what does not, and what to do about it. Asks no server.

The program's own affairs are looked at here and in `files.py`, the desktop in
`desktop.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from traynews import __version__
from traynews.cli.doctor import files, menu_entry
from traynews.cli.doctor.finding import Finding, State
from traynews.cli.install import Installer
from traynews.cli.output import say, say_json
from traynews.cli.session import Session
from traynews.cli.tables import PIPED, Screen, find_screen
from traynews.clock import utc_now
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError, TrayNewsError
from traynews.rights import make_private
from traynews.whole_file import write_whole

_MARKS = {State.FINE: " ", State.NOTE: "·", State.WRONG: "!"}


def doctor(session: Session, *, as_json: bool) -> None:
    """`doctor`: print what was found. Raises `TrayNewsError` when something does not work."""
    findings = examine(session)
    if as_json:
        say_json(
            [
                {"topic": one.topic, "state": str(one.state), "says": one.says, "cure": one.cure}
                for one in findings
            ]
        )
    else:
        say(write(findings, find_screen()))
    broken = list(dict.fromkeys(one.topic for one in findings if one.state is State.WRONG))
    if broken:
        sys.stdout.flush()
        raise TrayNewsError(f"not all is well: {', '.join(broken)}")


def examine(session: Session) -> list[Finding]:
    """Look at everything. Changes nothing, asks no server, takes a second or two."""
    findings = list(files.examine_program())
    try:
        settings = session.settings(to_poll=True)
    except ConfigError as error:
        settings = Settings()
        cure = "correct that; while it runs, TrayNews keeps to the settings it last understood"
        findings.append(Finding("settings", State.WRONG, str(error), cure))
    else:
        findings += files.examine_settings(session.locations.config)
    findings += files.examine_rights(session.locations)
    findings += files.examine_data(session, settings, utc_now())
    from traynews.cli.doctor import desktop, reading  # noqa: PLC0415 - they know every back end

    findings += reading.examine_reading()
    findings += desktop.examine(settings)
    findings += menu_entry.examine(Installer(session.locations))
    return findings


def write_report(session: Session) -> Path:
    """Write the report into the data folder and return its path. Raises `OSError`."""
    path = session.locations.report
    write_whole(path, [f"{write(examine(session), PIPED)}\n".encode()])
    make_private(path)
    return path


def write(findings: Sequence[Finding], screen: Screen) -> str:
    """Return the report for people, as wide as the screen."""
    width = max(len(one.topic) for one in findings)
    lines = [f"TrayNews {__version__}, {datetime.now().astimezone():%Y-%m-%d %H:%M %Z}", ""]
    for one in findings:
        head = f"{_MARKS[one.state]} {one.topic:<{width}}  "
        blank = " " * len(head)
        lines += _hang(head, screen.lines(one.says, blank))
        lines += _hang(f"{blank}→ ", screen.lines(one.cure, f"{blank}  "))
    wrong = sum(one.state is State.WRONG for one in findings)
    verdict = "Everything works." if not wrong else f"{wrong} of these do not work (marked !)."
    return "\n".join([*lines, "", verdict if wrong != 1 else "One of these does not work (the !)."])


def _hang(head: str, lines: Iterable[str]) -> Iterator[str]:
    """Give lines that are indented alike, the first behind its head."""
    for place, line in enumerate(lines):
        yield line if place else head + line[len(head) :]
