"""The order in which the catalogue's sources are offered."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from traynews.core.data.model import Feed
from traynews.settings import catalogue
from traynews.settings.catalogue import CatalogueFeed, CatalogueKind
from traynews.settings.offers import order_offers, read_languages


def known(
    name: str, language: str, kind: CatalogueKind = "section", answered: date | None = None
) -> CatalogueFeed:
    feed = Feed(name, f"https://{name}.example/", language=language, answered=answered)
    return CatalogueFeed(feed, kind, default=False, seen="", country="")


def names(*feeds: CatalogueFeed, languages: tuple[str, ...] = ("fr",)) -> list[str]:
    return [feed.id for feed in order_offers(feeds, languages)]


def test_language_comes_first_then_what_was_seen_then_the_kind() -> None:
    assert names(
        known("de", "de-DE", "releases", date(2026, 11, 1)),
        known("en", "en-GB", "releases"),
        known("fr-social", "fr-FR", "social"),
        known("fr", "fr-FR", "section"),
        known("fr-seen", "fr-FR", "social", date(2026, 8, 1)),
        known("fr-later", "fr-FR", "social", date(2026, 9, 1)),
    ) == ["fr-later", "fr-seen", "fr", "fr-social", "en", "de"]


def test_the_better_of_two_languages_counts() -> None:
    sources = (known("en", "en"), known("de", "de"), known("fr", "fr"))
    assert names(*sources, languages=("de", "fr")) == ["de", "fr", "en"]
    assert names(*sources, languages=()) == ["en", "de", "fr"]


@pytest.mark.parametrize("language", ["fr", "en", "el", "de", "it", "nl"])
def test_the_real_ones_begin_with_amnestys_own_in_that_language(language: str) -> None:
    first = order_offers(catalogue.load(), (language,))[0]
    expected = "en" if language == "nl" else language
    assert first.language.startswith(expected)
    assert first.mentions is None


@pytest.mark.parametrize(
    ("environ", "codes"),
    [
        pytest.param(
            {},
            (),
            marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows itself is asked"),
        ),
        ({"LANG": "C.UTF-8"}, ()),
        ({"LANG": "POSIX"}, ()),
        ({"LANG": "fr_FR.UTF-8"}, ("fr",)),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "de_DE"}, ("de",)),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "pt_BR:fr:en"}, ("pt", "fr", "en")),
        ({"LANG": "", "LC_MESSAGES": "es"}, ("es",)),
        ({"LANGUAGE": "fr_CA:fr_FR"}, ("fr",)),
    ],
)
def test_the_languages_are_those_of_the_session(
    environ: dict[str, str], codes: tuple[str, ...]
) -> None:
    assert read_languages(environ) == codes
