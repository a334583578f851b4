"""A browser for all tests of the pages, and pages for it to show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.archive.press import add, paragraphs, print_pages
from tests.archive.samples import UK
from tests.browser_page.chromium import Chromium, missing_packages
from traynews.archive.store import Store
from traynews.core.data.model import Kind

HOSTILE = "<script>document.title='caught'</script> {{ 7*7 }} <img src=x onerror=alert(1)>"


@pytest.fixture(scope="package")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Give one browser; skip where there is none, or fail where it is required."""
    missing = missing_packages()
    if missing:
        message = f"no browser without {', '.join(missing)}: apt-get install {' '.join(missing)}"
        if os.environ.get("TRAYNEWS_REQUIRE_DESKTOP") == "1":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    with Chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture(scope="package")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of pages: two years, some releases in other scripts, one hostile."""
    folder = tmp_path_factory.mktemp("archive")
    with Store(folder / "traynews.db") as store:
        store.sync_feeds([UK])
        _fill(store)
        print_pages(store, folder / "pages")
    return folder / "pages"


@pytest.fixture
def browser(chromium: Chromium) -> Iterator[Chromium]:
    """Give the browser at desktop size; afterwards its console must have been silent."""
    chromium.show_as(width=1280, height=1000)
    chromium.console()
    yield chromium
    assert chromium.console() == []


def _fill(store: Store) -> None:
    start = datetime(2026, 2, 1, 9, tzinfo=UTC)
    long = "The court in the capital heard the case behind closed doors for eleven hours. " * 6
    for number in range(30):
        add(
            store,
            number,
            f"Country {number}: Court frees protester number {number}",
            start + timedelta(hours=7 * number),
            text=paragraphs(
                f"A relief after {number} months, and a warning to others.",
                long,
                "“We were there all night, and nobody told us anything,” said Mira Holm.",
                f"Needle{number} in the haystack.",
            ),
            countries=["Chad"] if number % 3 else ["Iran", "Chad"],
            topics=["Detention"] if number % 2 else ["Detention", "Fair trial"],
            kind=Kind.STATEMENT if number % 5 == 0 else Kind.NEWS,
        )
    add(store, 90, HOSTILE, start + timedelta(days=20), text=paragraphs(f"Also {HOSTILE}", HOSTILE))
    add(store, 91, "Città: l’élection “contestée”", start + timedelta(days=21), language="it")
    add(
        store,
        92,
        "إيران: الحكم على ناشطة حقوقية",
        start + timedelta(days=22),
        text=paragraphs("نص عربي قصير عن المحاكمة.", "قالت الناشطة إن الحكم ظالم ولا أساس له."),
        countries=["Iran"],
        language="ar",
    )
    add(store, 93, "An older one", datetime(2025, 12, 20, 10, tzinfo=UTC), countries=["Chad"])
