# ruff: noqa: E402, INP001 - a script beside the package
"""What commands cost: `python benchmarks/commands.py`.

On an archive of 10,000 releases over 21 years: CPU seconds of a whole command, children included,
beside those of an interpreter that starts and does nothing. Then a list of 3,000 feeds, and one
document of 10,000 short items.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project

from benchmarks.generate import fill
from benchmarks.press import items_of, write_rss
from benchmarks.report import Spread, say, say_surroundings, say_table, spread
from benchmarks.subject import Subject
from benchmarks.tree import ended_seconds
from benchmarks.webserver import running_webserver
from traynews.core.data.document import Block, BlockKind

_RELEASES, _FEEDS, _YEARS = 10_000, 4, 21
_LISTED, _ITEMS = 3_000, 10_000
_PARAGRAPH = BlockKind.PARAGRAPH
_SITE = "https://site.example/"


def run(rounds: int) -> None:
    """Measure all and print the table."""
    say_surroundings()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [("an interpreter that does nothing", measure(folder, [sys.executable, "-c", ""]))]
        rows += list(_measure_reading(folder, rounds))
        rows += [(f"`feeds import` of {_LISTED:,} feeds", _measure_import(folder, rounds))]
        rows += [(f"`check` of one document of {_ITEMS:,} short items", _measure_document(folder))]
    say(f"{_RELEASES:,} releases over {_YEARS} years.")
    say()
    say_table(("command", "CPU"), [(what, cpu.write("s")) for what, cpu in rows])


def measure(
    folder: Path,
    command: Sequence[str],
    rounds: int = 10,
    before: Callable[[], object] = lambda: None,
) -> Spread:
    """Return CPU seconds of a command and its children; the first run compiles and warms."""
    environment = Subject(folder / "subject").environment(os.environ)
    found = []
    for _ in range(rounds + 1):
        before()
        began = ended_seconds()
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        found.append(ended_seconds() - began)
    return spread(found[1:] or found)


def _measure_reading(folder: Path, rounds: int) -> Iterator[tuple[str, Spread]]:
    subject = Subject(folder / "subject")
    subject.configure([])
    subject.archive.parent.mkdir()
    fill(subject.archive, _RELEASES, _FEEDS, _YEARS)
    word = _find(subject, "SELECT title FROM entries").split()[0]
    for words in (["list"], ["search", word], ["why", "7"]):
        yield f"`{words[0]}`", measure(folder, subject.command(*words), rounds)
    pages = folder / "pages"
    archive = subject.command("archive", "--no-open", "--output", str(pages))

    def change() -> None:
        with closing(sqlite3.connect(subject.archive)) as db, db:
            db.execute("UPDATE entries SET title = title || ' again' WHERE id = 7")

    def empty() -> None:
        for page in pages.glob("*"):
            page.unlink()

    yield "`archive`, everything", measure(folder, archive, 3, empty)
    yield "`archive`, one changed release", measure(folder, archive, rounds, change)


def _find(subject: Subject, question: str) -> str:
    with closing(sqlite3.connect(subject.archive)) as db:
        return str(db.execute(question).fetchone()[0])


def _measure_import(folder: Path, rounds: int) -> Spread:
    subject = Subject(folder / "importing")
    file = folder / "feeds.opml"
    outlines = "".join(
        f'<outline type="rss" text="Site {n}" xmlUrl="https://site-{n}.example/feed"/>'
        for n in range(_LISTED)
    )
    file.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    command = subject.command("feeds", "import", str(file))
    return measure(folder, command, min(rounds, 5), lambda: subject.configure([]))


def _measure_document(folder: Path) -> Spread:
    with running_webserver(folder / "nginx") as server:
        whole = items_of(_SITE, _ITEMS)  # some 30 MB: an answer may have eight
        items = [
            replace(one, summary="", blocks=(Block(_PARAGRAPH, one.title),) * 2) for one in whole
        ]
        (server.root / "feed.xml").write_bytes(write_rss(items, _SITE))
        subject = Subject(folder / "large")
        subject.configure([server.url("feed.xml")])
        return measure(folder, subject.command("check", "--force"), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10, help="runs of each command (10)")
    run(parser.parse_args().rounds)
