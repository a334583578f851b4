# ruff: noqa: INP001, T201 - a script beside the package
"""Measure the archive at 100,000 entries: `python benchmarks/archive.py FILE`.

FILE is what `python benchmarks/generate.py FILE 100000 4 20` wrote. Each figure is the best of some
tries in milliseconds, since a busy machine only ever adds. Beside them stand budgets.
"""

from __future__ import annotations

import argparse
import functools
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from traynews.archive.pages.publish import publish
from traynews.archive.store import Store
from traynews.archive.years import days
from traynews.core.release.statistics import count_publications

NOW = datetime(2026, 11, 2, tzinfo=UTC)
_TRIES = 5
_MARK = r'(traynews-mark" content=")[0-9a-f]{32}'


def best(action: Callable[[], object], tries: int = _TRIES) -> float:
    """Return the fastest of some tries, in milliseconds."""
    return min(measure(action) for _ in range(tries))


def measure(action: Callable[[], object]) -> float:
    """Return how long something takes, in milliseconds."""
    began = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - began)


def report(name: str, milliseconds: float, budget: float | None = None) -> None:
    """Print one figure."""
    beside = f"  (budget {budget:,.0f})" if budget else ""
    print(f"{name:<44} {milliseconds:>9,.1f} ms{beside}")


def measure_reading(store: Store) -> None:
    """Measure what the menu and the search ask of the archive."""
    report(
        "menu: 60 newest, unread count", best(lambda: (store.recent(60), store.unread_count())), 10
    )
    [word] = [entry.title.split()[0] for entry in store.entries(1)]
    for query in (word, f"{word[:4]}*", f'"{word}" year:2020', "country:iran", f"{word} -{word}x"):
        report(f"search {query}", best(functools.partial(store.search, query)), 30)

    def count() -> object:
        with store.reading() as db:
            return count_publications(days(db, UTC))

    report("stats", best(count))


def measure_pages(store: Store, folder: Path) -> None:
    """Measure one year from nothing, nothing changed, and one release added to a year."""

    def print_all() -> object:
        with store.reading() as db:
            return publish(db, folder, now=NOW, zone=UTC)

    report("pages: all years from nothing", best(print_all, 1))
    report("pages: nothing changed", best(print_all))
    page = sorted(folder.glob("[0-9]*.html"))[-2]
    size = page.stat().st_size / 1e6
    count = page.read_text(encoding="utf-8").count("<article")

    def from_nothing() -> object:
        page.unlink()
        return print_all()

    report(f"pages: a year of {count} ({size:.0f} MB) from nothing", best(from_nothing), 2000)

    def print_one_changed() -> float:
        """Spoil the marks of one release, of its page and of the index, and print."""
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"<!--[0-9a-f]{24}-->", f"<!--{'0' * 24}-->", text, count=1)
        page.write_text(re.sub(_MARK, f"\\g<1>{'0' * 32}", text, count=1), encoding="utf-8")
        (folder / "index.html").unlink()
        return measure(print_all)

    times = [print_one_changed() for _ in range(_TRIES)]
    report("pages: one release of that year, and the index", min(times), 1000)


def measure_start(file: Path, empty: Path) -> None:
    """Measure a whole command, beside the same on an empty archive."""
    for name, folder in (("an empty archive", empty), ("this archive", file.parent)):
        command = [sys.executable, "-m", "traynews", "--data-dir", str(folder), "list"]
        start = functools.partial(subprocess.run, command, check=True, capture_output=True)
        report(f"traynews list on {name}", best(start))


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="called traynews.db")
    file = parser.parse_args().file
    with tempfile.TemporaryDirectory() as folder, Store(file) as store:
        print(f"{len(store.entries()):,} entries, {file.stat().st_size / 1e6:,.0f} MB")
        measure_reading(store)
        measure_pages(store, Path(folder) / "pages")
        measure_start(file, Path(folder))


if __name__ == "__main__":
    main()
