# ruff: noqa: INP001 - scripts beside the package
"""The programs that people use today, set up with a list of feeds and nothing else.

Each writes its settings the way the program itself keeps them, switches off what would ask anybody
but the benchmark's own server, and says how many entries the program has.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from benchmarks.report import debian_version, note
from benchmarks.subject import count_rows

if TYPE_CHECKING:  # the neighbours of a command alone need none
    from tests.desktop.rig import Desktop


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A program with a window: how it is set up, started, and asked what it has.

    `prepare` writes into a home that the program has been started in once (`settle_in`).
    """

    name: str
    package: str
    command: tuple[str, ...]
    prepare: Callable[[Path, Sequence[str]], None]
    count_entries: Callable[[Path], int]
    remark: str = ""
    variables: dict[str, str] = field(default_factory=dict)


def installed(*wanted: Neighbour) -> list[Neighbour]:
    """Return those that are here, and say which are not."""
    here = []
    for one in wanted:
        if debian_version(one.package):
            here.append(one)
        else:
            note(f"{one.name} is left out: apt-get install --no-install-recommends {one.package}")
    return here


def settle_in(one: Neighbour, desktop: Desktop, urls: Sequence[str]) -> Path:
    """Set it up for these feeds, after a first start that makes its archive; return its home."""
    home = Path(desktop.environment["HOME"])
    one.prepare(home, [])
    first = desktop.start(one.command, extra=one.variables)
    time.sleep(8)  # none of them tells when it has made its archive
    first.stop(10)
    one.prepare(home, urls)
    return home


# --- QuiteRSS ----------------------------------------------------------------------------------


def _quiterss_archive(home: Path) -> Path:
    return home / ".local/share/QuiteRss/QuiteRss/feeds.db"


def _prepare_quiterss(home: Path, urls: Sequence[str]) -> None:
    # storeDBMemory: it would write its archive only every few minutes, and at the end.
    settings = {
        "autoUpdatefeedsStartUp": bool(urls),
        "statisticsEnabled2": False,
        "updateCheckEnabled": False,
        "storeDBMemory": False,
    }
    path = home / ".config/QuiteRss/QuiteRss.ini"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name}={str(value).lower()}" for name, value in settings.items()]
    path.write_text("[Settings]\n" + "\n".join(lines) + "\n", "utf-8")
    archive = _quiterss_archive(home)
    if not archive.exists():
        return
    with sqlite3.connect(archive) as db:
        db.executemany(
            "INSERT INTO feeds (text, title, xmlUrl, htmlUrl, parentId, rowToParent, unread,"
            " newCount, undeleteCount, created) VALUES (?1, ?1, ?2, '', 0, ?3, 0, 0, 0, '')",
            [(f"Feed {number}", url, number) for number, url in enumerate(urls)],
        )
    db.close()


def poll_quiterss_every(home: Path, minutes: int) -> None:
    """Have it poll by itself, in a home that is prepared: as it comes, it polls when told to."""
    with (home / ".config/QuiteRss/QuiteRss.ini").open("a", encoding="utf-8") as settings:
        settings.write(
            f"autoUpdatefeeds=true\nautoUpdatefeedsTime={minutes}\nautoUpdatefeedsInterval=0\n"
        )


QUITERSS = Neighbour(
    "QuiteRSS",
    "quiterss",
    ("quiterss",),
    _prepare_quiterss,
    lambda home: count_rows(_quiterss_archive(home), "news"),
)


# --- RSS Guard ---------------------------------------------------------------------------------


def _rssguard_folder(home: Path) -> Path:
    return home / ".config/RSS Guard 4"


def _prepare_rssguard(home: Path, urls: Sequence[str]) -> None:
    settings = _rssguard_folder(home) / "config/config.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        "[main]\nfirst_run=false\nfirst_run_4.0.4=false\nupdate_on_start=false\n"
        f"[feeds]\nfeeds_update_on_startup={str(bool(urls)).lower()}\n"
        "feeds_update_on_startup_delay=0\n",
        "utf-8",
    )
    archive = _rssguard_folder(home) / "database/database.db"
    if not archive.exists():
        return
    with sqlite3.connect(archive) as db:
        db.execute("INSERT INTO Accounts (id, type) VALUES (1, 'std-rss')")
        db.executemany(
            "INSERT INTO Feeds (title, category, source, update_type, account_id, custom_id,"
            ' custom_data) VALUES (?, -1, ?, 0, 1, ?, \'{"type": 1, "encoding": "UTF-8"}\')',
            [(f"Feed {number}", url, str(number + 1)) for number, url in enumerate(urls)],
        )
    db.close()


RSS_GUARD = Neighbour(
    "RSS Guard",
    "rssguard",
    ("rssguard",),
    _prepare_rssguard,
    lambda home: count_rows(_rssguard_folder(home) / "database/database.db", "Messages"),
    remark="waits 3 s before it shows its icon",
    variables={"QTWEBENGINE_DISABLE_SANDBOX": "1"} if os.geteuid() == 0 else {},
)


# --- Liferea -----------------------------------------------------------------------------------


def _prepare_liferea(home: Path, urls: Sequence[str]) -> None:
    folder = home / ".config/liferea"
    folder.mkdir(parents=True, exist_ok=True)
    outlines = "".join(
        f'<outline title="Feed {number}" text="Feed {number}" description="Feed {number}"'
        f' type="rss" id="feed{number:03}" sortColumn="time" xmlUrl={quoteattr(url)}'
        ' htmlUrl="" updateInterval="-1" collapsed="true"/>'
        for number, url in enumerate(urls)
    )
    (folder / "feedlist.opml").write_text(
        '<?xml version="1.0" encoding="utf-8"?><opml version="1.0"><head>'
        f"<title>Liferea Feed List Export</title></head><body>{outlines}</body></opml>",
        "utf-8",
    )


LIFEREA = Neighbour(
    "Liferea",
    "liferea",
    ("liferea",),
    _prepare_liferea,
    lambda home: count_rows(home / ".local/share/liferea/liferea.db", "items"),
    # It polls nothing while the machine has no way to the outside, and in seclusion there is none.
    variables={"GIO_USE_NETWORK_MONITOR": "base"},
)


# --- programs for the terminal, and a library --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Refresher:
    """A command that polls all feeds once, in a folder of its own; its entries can be counted."""

    name: str
    version: str
    prepare: Callable[[Path, Sequence[str]], None]
    command: Callable[[Path], list[str]]
    count_entries: Callable[[Path], int]


def _prepare_newsboat(folder: Path, urls: Sequence[str]) -> None:
    (folder / "urls").write_text("".join(f"{url}\n" for url in urls), "utf-8")
    (folder / "config").write_text("reload-threads 4\n", "utf-8")


def _newsboat_command(folder: Path) -> list[str]:
    files = ["-u", f"{folder}/urls", "-c", f"{folder}/cache.db", "-C", f"{folder}/config"]
    return ["newsboat", *files, "-x", "reload"]


def _prepare_sfeed(folder: Path, urls: Sequence[str]) -> None:
    feeds = "".join(f"\tfeed 'feed{number:04}' '{url}'\n" for number, url in enumerate(urls))
    (folder / "sfeedrc").write_text(
        f"sfeedpath='{folder}/feeds'\nmaxjobs=4\nfeeds() {{\n{feeds}}}\n", "utf-8"
    )


def _count_sfeed(folder: Path) -> int:
    files = (folder / "feeds").glob("feed*")
    return sum(len(file.read_bytes().splitlines()) for file in files)


READER_SCRIPT = """
import sys
from reader import make_reader
folder, urls = sys.argv[1], sys.argv[2:]
reader = make_reader(folder + "/reader.db")
for url in urls:
    reader.add_feed(url, exist_ok=True)
if not urls:
    reader.update_feeds(scheduled=False, workers=4)
reader.close()
"""


def neighbours_python() -> str:
    """Return the interpreter that has `reader` and `fastfeedparser`: `TRAYNEWS_NEIGHBOURS`."""
    return os.environ.get("TRAYNEWS_NEIGHBOURS") or sys.executable


def library_of_neighbours(name: str) -> str:
    """Return `name version` of a library in that interpreter, empty where it is not there."""
    script = f"import {name}, importlib.metadata as m; print({name!r}, m.version({name!r}))"
    done = subprocess.run(
        [neighbours_python(), "-c", script], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def _prepare_reader(folder: Path, urls: Sequence[str]) -> None:
    command = [neighbours_python(), "-c", READER_SCRIPT, str(folder), *urls]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def refreshers() -> list[Refresher]:
    """Return those that are here, and say which are not."""
    newsboat = Refresher(
        "newsboat -x reload, 4 threads",
        debian_version("newsboat"),
        _prepare_newsboat,
        _newsboat_command,
        lambda folder: count_rows(folder / "cache.db", "rss_item"),
    )
    sfeed = Refresher(
        "sfeed_update, 4 jobs",
        debian_version("sfeed"),
        _prepare_sfeed,
        lambda folder: ["sfeed_update", f"{folder}/sfeedrc"],
        _count_sfeed,
    )
    reader = Refresher(
        "reader, 4 workers",
        library_of_neighbours("reader"),
        _prepare_reader,
        lambda folder: [neighbours_python(), "-c", READER_SCRIPT, str(folder)],
        lambda folder: count_rows(folder / "reader.db", "entries"),
    )
    found = []
    for one in (newsboat, sfeed, reader):
        if one.version:
            found.append(one)
        else:
            note(f"{one.name} is left out: it is not installed")
    return found
