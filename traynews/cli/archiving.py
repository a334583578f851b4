"""What is made of the archive: `archive` (the offline pages) and `stats`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import traynews
from traynews.cli.output import say, say_json
from traynews.cli.session import Session
from traynews.cli.tables import Screen, find_screen, sparkline
from traynews.clock import utc_now
from traynews.core.release.statistics import Statistics, count_publications
from traynews.core.text.width import fit, width_of
from traynews.errors import TrayNewsError
from traynews.locations import Locations

_MOST_COUNTRIES = 15
_LONGEST_NAME = 28
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


def stats(session: Session, *, as_json: bool) -> None:
    """`stats`: publications per week and by country."""
    from traynews.archive.years import days  # noqa: PLC0415 - the archive's side of it

    with session.library() as store, store.reading() as db:
        counted = count_publications(days(db, None))
    if as_json:
        say_json(_fields(counted))
    elif not counted.total:
        say("Nothing yet.")
    else:
        _print(counted, find_screen())


def _fields(counted: Statistics) -> dict[str, Any]:
    first_year = counted.years[-1].year if counted.years else 0
    return {
        "total": counted.total,
        "first": counted.first.isoformat() if counted.first else None,
        "last": counted.last.isoformat() if counted.last else None,
        "years": [
            {"year": year.year, "total": year.total, "weeks": list(year.weeks)}
            for year in counted.years
        ],
        "countries": [
            {
                "name": country.name,
                "total": country.total,
                "years": {
                    str(first_year + place): count
                    for place, count in enumerate(country.by_year)
                    if count
                },
            }
            for country in counted.countries
        ],
    }


def _print(counted: Statistics, screen: Screen) -> None:
    say(f"{counted.total:,} releases, {counted.first} to {counted.last}")
    say()
    say(screen.paint("Each week", "bold") + f" (the highest: {counted.week_scale})")
    digits = max(len(f"{year.total:,}") for year in counted.years)
    for year in counted.years:
        line = sparkline(year.weeks, counted.week_scale)
        say(f"{year.year} {screen.paint(line, 'bar')} {year.total:>{digits},}")
    shown = counted.countries[:_MOST_COUNTRIES]
    if not shown:
        return
    say()
    say(screen.paint("By country", "bold") + f" ({counted.years[-1].year}–{counted.years[0].year})")
    names = [fit(one.name, _LONGEST_NAME) for one in shown]
    width = max(width_of(name) for name in names)
    digits = max(len(f"{one.total:,}") for one in shown)
    most = max(max(one.by_year) for one in shown)
    for name, one in zip(names, shown, strict=True):
        line = sparkline(one.by_year, most)
        padding = " " * (width - width_of(name))
        say(f"{name}{padding} {one.total:>{digits},} {screen.paint(line, 'bar')}")
    if len(counted.countries) > len(shown):
        say(f"and {len(counted.countries) - len(shown)} more: traynews stats --json")


def own_command(locations: Locations) -> tuple[list[str], dict[str, str]]:
    """Return how this very program is started on these locations, and in which environment."""
    # -P: a folder in which somebody starts TrayNews must not lend it its modules.
    run = [] if getattr(sys, "frozen", False) else ["-P", "-m", "traynews"]
    options = ["--config", str(locations.config), "--data-dir", str(locations.data)]
    # The package that is running, wherever it was found.
    environment = {**os.environ, "PYTHONPATH": str(Path(traynews.__file__).parent.parent)}
    return [sys.executable, *run, *options], environment
