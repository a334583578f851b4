"""The README's picture of the page: the headlines by day, and a release by night."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from PIL import Image

from tests.archive.press import add, paragraphs
from tests.archive.samples import UK
from tests.browser_page.chromium import Chromium
from tests.window.desks import NOW, make_desk, serving
from traynews.archive.store import Store
from traynews.core.data.model import FeedState, Kind

_RELEASES = (
    ("Syldavia: Reaction to the arrest of three journalists", "Syldavia", Kind.STATEMENT, 1),
    ("Graustark: Court frees two women who marched for clean water", "Graustark", Kind.NEWS, 4),
    ("Borduria: Report finds forty families lost their homes", "Borduria", Kind.REPORT, 22),
    ("Ruritania: Parliament must reject the bill on gatherings", "Ruritania", Kind.NEWS, 27),
    ("Zenda: Verdict against a teacher is a travesty of justice", "Zenda", Kind.STATEMENT, 46),
)  # fmt: skip
_TEXT = paragraphs(
    "Responding to the news that the police held three journalists in the capital this morning,"
    " Mira Holm, who leads the work on the press, said:",
    "“Nobody should spend an hour in a cell for what they wrote. All three must be released at"
    " once, and without conditions.”",
    "The three reported on the eviction of forty families from the shore of the lake. Their editor"
    " was told neither where they are held nor why.",
    "Since January, at least twelve people who work for newspapers have been held there.",
)
_WIDTH, _HEIGHT = 900, 860
_GAP = 14  # pixels between the two
_COLOURS = 224


def take(target: Path) -> None:
    """Fill an archive, serve the page, take both pictures, join them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder)
        with serving(make_desk(folder)) as client, Chromium(folder) as browser:
            parts = []
            for path, dark in (("/", False), ("/release/1", True)):
                browser.show_as(width=_WIDTH, height=_HEIGHT, dark=dark)
                browser.open(client.server.make_address())
                browser.open(f"http://{client.host}{path}")
                browser.picture(folder / "part.png")
                parts.append(Image.open(folder / "part.png").convert("RGB"))
    both = Image.new("RGB", (2 * _WIDTH + _GAP, _HEIGHT), "white")
    for number, part in enumerate(parts):
        both.paste(part, (number * (_WIDTH + _GAP), 0))
    both.quantize(_COLOURS).save(target, optimize=True)


def _fill(folder: Path) -> None:
    desk = make_desk(folder, fill=lambda _: None)
    with Store(desk.locations.archive) as store:
        store.sync_feeds([UK])
        for number, (title, place, kind, hours) in enumerate(_RELEASES):
            add(
                store,
                number,
                title,
                NOW - timedelta(hours=hours),
                text=_TEXT,
                countries=[place],
                topics=["Press freedom"] if number == 0 else [],
                speakers=["Mira Holm"],
                kind=kind,
                reason="it was already there when this feed was first checked",
                url=f"https://www.amnesty.org.uk/press-releases/{number}",
            )
        store.mark_read([3, 4, 5])
        for feed in desk.settings().feeds:
            asked, due = NOW - timedelta(minutes=3), NOW + timedelta(minutes=12)
            store.save_state(FeedState(feed.id, polled=True, last_checked=asked, next_check=due))
