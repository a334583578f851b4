"""Feeds and reports from the field, where TRAYNEWS_FIELD names the folder: all read right.

Each file of `feeds` and each of its cases is a symptom that somebody reported of some program,
rebuilt by hand. The cases run the installed program against a private bus and server.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.feeds.samples import NOW
from traynews.core.data.document import Answer, Document, Item
from traynews.core.data.model import Feed
from traynews.core.identity.names import headline
from traynews.core.release.take_apart import take_apart
from traynews.feeds.parse_process import ParseProcess

APPEAL = "hear the appeal of Sen. Roe against his sentence."
HOST = "http://127.0.0.1:8080"
FOLDER = Path(os.environ.get("TRAYNEWS_FIELD", "")) if os.environ.get("TRAYNEWS_FIELD") else None
pytestmark = pytest.mark.skipif(FOLDER is None, reason="TRAYNEWS_FIELD is not set")

# What the index of the folder calls right, by the number of the file.
RIGHT: dict[str, dict[str, object]] = {
    "01": {"title": "Freedonia: free the poet today!", "paragraphs": 1},
    "03": {"lead": "The court set him free."},
    "05": {"lead": f"A court in Freedonia will on Jan. 5 {APPEAL}"},
    "07": {"published": datetime(2026, 5, 6, 10, tzinfo=UTC)},
    "09": {"published": datetime(2026, 11, 28, 9, tzinfo=UTC)},
    "11": {"published": datetime(2026, 5, 6, 10, tzinfo=UTC)},
    "13": {"published": datetime(2018, 9, 24, 22, 42, 40, tzinfo=UTC)},
    "15": {"link": f"{HOST}/press/15"},
    "17": {"link": "https://a.test/report.pdf"},
    "19": {"paragraphs": 1},
    "21": {"lead": "Free the poet now."},
    "23": {"lead": ""},
    "25": {"lead": ""},
    "27": {"link": "https://www.a.test/27"},
}
# Of the cases, those that are about reading; the others have tests where they belong.
CASES = ("01", "03", "04", "06", "08", "13", "16", "18", "20", "22", "30")


def facts(item: Item) -> dict[str, object]:
    release = take_apart(item)
    return {
        "title": headline(item),
        "link": item.link,
        "published": item.published,
        "lead": release.lead or item.summary,
        "paragraphs": len(release.paragraphs),
    }


@pytest.mark.parametrize("number", RIGHT)
def test_a_feed_from_the_field_is_read_right(number: str, parser: ParseProcess) -> None:
    assert FOLDER is not None
    (path,) = (FOLDER / "feeds").glob(f"{number}-*.xml")
    sent = Answer(f"{HOST}/feed", 200, {"content-type": "text/xml"}, path.read_bytes(), NOW)
    document = parser.parse(sent, Feed("x", f"{HOST}/feed"))
    assert isinstance(document, Document), document
    found = facts(document.items[0])
    assert {key: found[key] for key in RIGHT[number]} == RIGHT[number]


@pytest.mark.long
@pytest.mark.desktop
@pytest.mark.parametrize("number", CASES)
def test_a_case_from_the_field_is_mended(number: str, tmp_path: Path) -> None:
    assert FOLDER is not None
    program = tmp_path / "traynews"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m traynews "$@"\n')
    program.chmod(0o755)
    cases = FOLDER / "cases"
    done = subprocess.run(
        [sys.executable, cases / f"case_{number}.py"],
        env={**os.environ, "RIG": str(cases), "TRAYNEWS": str(program)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "FAIL" not in done.stdout
