"""Feeds that were really published, and feeds that were made to hurt: the folder TRAYNEWS_CORPUS.

What each hostile file must come to is written here by name; a file nobody wrote about must at least
keep the limits of time and memory and end in a document or one clean line.
"""

from __future__ import annotations

import csv
import gzip
import io
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feeds.samples import FEED, answer, parse_process
from traynews.core.data.document import Document, Failure, TroubleKind
from traynews.core.text.clean import clean_line
from traynews.feeds.http.patience import Limits
from traynews.feeds.parse_process import ParseProcess

pytestmark = pytest.mark.corpus

MOST_KIB = 150 * 1024
CONTROLS = {"ok-1", "ok-2"}
NO_FEED = {"html-challenge.html", "empty.xml", "body-is-path.txt"}
COUNTS = {
    "bare-ampersand.xml": 3,
    "undeclared-prefix.xml": 3,
    "uppercase-elements.xml": 2,
    "php-warning-before-decl.xml": 2,
    "enc-utf8-declared-cp1252-bytes.xml": 1,
    "enc-utf16-declared-utf8-bytes.xml": 2,
    "enc-utf16be-nobom-nodecl.xml": 2,
    "enc-double-bom.xml": 2,
    "json-feed.json": 1,
    "many-items-6000.xml": 6000,
    "guid-all-same.xml": 4,
    "guid-empty.xml": 3,
    "guid-permalink-no-link.xml": 2,
    "gml-srsname.xml": 3,
    "charref-out-of-range.xml": 3,
    "doctype-backslash-entity.xml": 3,
    "slow-author-32k.xml": 3,
    "truncated-mid-item.xml": 2,
    "seq/truncated-then-whole/t0.xml": 2,
    "seq/truncated-then-whole/t1.xml": 3,
    "seq/flood-of-old/t1.xml": 43,
    "seq/late-backdated/t1.xml": 4,
}


@pytest.fixture(scope="module")
def process() -> Iterator[ParseProcess]:
    """Share a process among files; one that fails takes a fresh one by itself."""
    made = parse_process()
    yield made
    made.rest()


def index(corpus: Path, part: str) -> list[dict[str, str]]:
    text = (corpus / part / "INDEX.tsv").read_text("utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if (corpus / part / row["file"]).is_file()]


def peak_memory(process: ParseProcess) -> int:
    """Return the process's peak resident memory in KiB, 0 where it has ended."""
    if sys.platform != "linux" or process.pid is None:
        return 0
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM"))


def load(path: Path) -> bytes:
    """Return a file as the fetcher would hand it on: unpacked, up to the body limit."""
    if path.suffix != ".gz":
        return path.read_bytes()
    with gzip.open(path) as packed:
        return packed.read(Limits().body)


def test_every_hostile_file_ends_well(corpus: Path, process: ParseProcess) -> None:
    told = []
    for row in index(corpus, "hostile"):
        name = row["file"]
        if name.endswith(".jsonl"):
            continue
        body = load(corpus / "hostile" / name)
        started = time.monotonic()
        found = process.parse(answer(body, content_type=row["content_type"]), FEED)
        took = time.monotonic() - started
        memory = peak_memory(process)
        told.append(f"{name}: {took:.2f} s, {memory // 1024} MiB")
        assert memory < MOST_KIB, name
        check_hostile(name, row["a_sound_client"], found)
    assert len(told) > 60
    print("\n".join(told))  # noqa: T201 -- the measured figures, seen with -s


def check_hostile(name: str, wanted: str, found: Document | Failure) -> None:
    """Check one outcome against what a sound client does."""
    if isinstance(found, Failure):
        assert found.reason == clean_line(found.reason), name
        assert name not in COUNTS, (name, found.reason)
        assert "ok-1, ok-2" not in wanted, (name, found.reason)
        assert (found.kind is TroubleKind.NOT_A_FEED) == (name in NO_FEED), (name, found.reason)
        return
    assert name not in NO_FEED
    if name in COUNTS:
        assert len(found.items) == COUNTS[name], name
    if "ok-1, ok-2" in wanted:
        assert {item.guid for item in found.items} >= CONTROLS, name
    assert found.whole is not ("truncated-" in name and not name.endswith("t1.xml")), name
    for item in found.items:
        assert item.link.startswith(("https://", "http://")) or not item.link, name
        for text in (item.title, item.summary, *(block.text for block in item.blocks)):
            assert text == clean_line(text, limit=20_000), name
        assert "root:" not in item.title + item.summary, name


BOMB = """
import gzip, resource, sys
from tests.feeds.samples import FEED, answer, parse_process

process = parse_process()
with gzip.open(sys.argv[1]) as packed:
    found = process.parse(answer(packed.read(int(sys.argv[2]))), FEED)
process.rest()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, found.reason)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures with getrusage, in KiB")
def test_a_bomb_that_costs_feedparser_gigabytes_is_stopped_by_the_process_itself(
    corpus: Path,
) -> None:
    """Handed on up to the body limit, as if the fetcher had let it through."""
    bomb = str(corpus / "hostile" / "gzip-bomb-64MiB.xml.gz")
    done = subprocess.run(
        [sys.executable, "-c", BOMB, bomb, str(Limits().body)],
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    peak, _, reason = done.stdout.strip().partition(" ")
    assert reason == "reading the feed needs too much memory"
    assert 0 < int(peak) < MOST_KIB
    print(f"peak over the bomb: {int(peak) // 1024} MiB")  # noqa: T201 -- seen with -s


def items_of(corpus: Path, process: ParseProcess, name: str) -> Document:
    found = process.parse(answer((corpus / "hostile" / name).read_bytes()), FEED)
    assert isinstance(found, Document), found
    return found


def test_the_particular_hazards_come_out_as_told(corpus: Path, process: ParseProcess) -> None:
    titles = {
        name: items_of(corpus, process, name).items[1].title
        for name in ("bare-ampersand.xml", "markup-title.xml", "nul-bytes.xml", "title-300k.xml")
    }
    assert titles["bare-ampersand.xml"] == "Marks & Spencer & Co"
    assert "<" not in titles["markup-title.xml"].replace("5 < 6", "")
    assert titles["nul-bytes.xml"] == "BeforeAfter"
    assert len(titles["title-300k.xml"]) <= 1000
    assert items_of(corpus, process, "bare-ampersand.xml").items[1].link.endswith("?a=1&b=2")
    (cafe,) = items_of(corpus, process, "enc-utf8-declared-cp1252-bytes.xml").items
    assert cafe.title == "“Rights” – Café"
    drupal = items_of(corpus, process, "date-drupal-us.xml").items[1].published
    assert drupal is not None
    assert drupal.isoformat() == "2023-12-22T17:31:00+00:00"
    assert items_of(corpus, process, "date-year-99999.xml").items[1].published is None
    for name in ("javascript", "file", "unc", "newline", "option"):
        assert items_of(corpus, process, f"link-{name}.xml").items[1].link == "", name


def test_every_real_feed_gives_as_many_items_as_feedparser_alone_and_the_same_twice(
    corpus: Path, process: ParseProcess
) -> None:
    rows = index(corpus, "real")
    assert len(rows) >= 160
    ours = theirs = undated = 0
    for row in rows:
        sent = answer((corpus / "real" / row["file"]).read_bytes(), content_type="")
        found = process.parse(sent, FEED)
        assert isinstance(found, Document), (row["file"], found)
        assert len(found.items) >= int(row["fp_entries"]), row["file"]
        assert found.whole, row["file"]
        assert found == process.parse(sent, FEED), row["file"]
        empty = [item for item in found.items if not (item.title or item.blocks or item.summary)]
        # One feed really carries an item with an empty title and an empty description.
        assert all("/archives/" in item.link for item in empty), row["file"]
        ours += len(found.items)
        theirs += int(row["fp_entries"])
        # The year 1 is a date that was never set; feedparser reads 2001.
        meant = [item for item in found.items if " 0001 " not in item.published_raw]
        undated += sum(item.published is None for item in meant)
    assert undated <= sum(int(row["fp_no_date"]) for row in rows)
    print(f"{ours} items, feedparser alone {theirs}; without date {undated}")  # noqa: T201
