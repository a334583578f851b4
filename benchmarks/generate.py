# ruff: noqa: INP001 - a script beside the package
"""Fill an archive: `python benchmarks/generate.py FILE [ENTRIES] [FEEDS] [YEARS]`.

The words are invented and follow Zipf's law, as those of real texts do; every run gives the same.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from traynews.archive.store import Store
from traynews.core.data.document import Block, BlockKind, Document, Item
from traynews.core.data.model import Feed, FeedState, Level
from traynews.core.data.plan import Verdict
from traynews.core.identity.reconcile import reconcile

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
_BATCH = 500  # items in one document
_VOCABULARY = 30_000
_PARAGRAPHS, _PARAGRAPH_WORDS = 5, 70  # about 2.5 kB of text, a short press release


def invent_words(chance: random.Random) -> list[str]:
    """Return made-up words, all different."""
    letters = "eeeaaaooiiutnsrhldcmfpgwybvkxjqz"
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        words["".join(chance.choices(letters, k=chance.randint(2, 10)))] = None
    return list(words)


def invent_items(
    count: int, site: str, chance: random.Random, gap: timedelta = timedelta(hours=1)
) -> Iterator[Item]:
    """Give so many releases, one after each gap, the oldest first."""
    words = invent_words(chance)
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in range(count):
        published = NOW - (count - number) * gap
        blocks = [
            Block(
                BlockKind.PARAGRAPH,
                " ".join(chance.choices(words, cum_weights=weights, k=_PARAGRAPH_WORDS)),
            )
            for _ in range(_PARAGRAPHS)
        ]
        yield Item(
            guid=f"{site}?p={number}",
            link=f"{site}news/{published:%Y/%m}/release-{number}/",
            title=" ".join(chance.choices(words, cum_weights=weights, k=9)).capitalize(),
            published=published,
            summary=blocks[0].text[:200],
            blocks=tuple(blocks),
            author="Press office",
        )


def fill(path: Path, entries: int, feeds: int, years: float = 0) -> None:
    """Write so many entries, spread over so many feeds, and over so many years (0: one an hour)."""
    chance = random.Random(1961)  # noqa: S311 - no secret
    gap = timedelta(days=365.25 * years * feeds / entries) if years else timedelta(hours=1)
    verdict = Verdict(Level.SILENT, "it was made up", countries=("Iran",), read=True)
    with Store(path) as store:
        made = [Feed(f"feed-{n}", f"https://feed-{n}.example/feed/") for n in range(feeds)]
        store.sync_feeds(made)
        for feed in made:
            items = list(invent_items(entries // feeds, f"https://{feed.id}.example/", chance, gap))
            for start in range(0, len(items), _BATCH):
                document = Document(items=tuple(reversed(items[start : start + _BATCH])))
                state = FeedState(feed.id, polled=start > 0, next_check=NOW + timedelta(hours=1))
                plan = reconcile(document, state, store.known(feed.id, document), NOW)
                judged = tuple(replace(new, verdict=verdict) for new in plan.new)
                store.apply(replace(plan, new=judged), state, NOW)
        store.catch_up()


def main() -> None:
    """Read the command line and fill the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("entries", type=int, nargs="?", default=100_000)
    parser.add_argument("feeds", type=int, nargs="?", default=4)
    parser.add_argument("years", type=float, nargs="?", default=0)
    chosen = parser.parse_args()
    began = time.perf_counter()
    fill(chosen.file, chosen.entries, chosen.feeds, chosen.years)
    size = chosen.file.stat().st_size / 1e6
    print(f"{chosen.entries} entries, {size:.0f} MB, {time.perf_counter() - began:.1f} s")  # noqa: T201


if __name__ == "__main__":
    main()
