"""What words mean: asked for millions of them, and few of them twice."""

from __future__ import annotations

import tracemalloc

import pytest

from traynews.core.kind.classify import evidence_of, look
from traynews.core.kind.meanings import read_meanings

TONGUES = ("en", "fr", "es", "de", "it", "pt", "nl", "ru", "ar")


def test_words_that_nobody_meets_again_are_not_kept() -> None:
    """A source that is never silent numbers its releases; nothing is put off until it rests."""
    meanings = read_meanings("en")
    tracemalloc.start()
    try:
        for number in range(10_000):
            meanings.of(f"{number}")
        before, _ = tracemalloc.get_traced_memory()
        for number in range(10_000, 30_000):
            meanings.of(f"{number}")
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 1_000_000, "20,000 words"


def test_a_word_means_the_same_when_much_was_met_meanwhile() -> None:
    meanings = read_meanings("en")
    before = meanings.of("condemns")
    for number in range(20_000):
        meanings.of(f"{number}")
    assert before
    assert meanings.of("condemns") == before


def _phrases(tongue: str) -> list[list[str]]:
    meanings = read_meanings(tongue)
    listed = [phrase for among in meanings.phrases.values() for phrase in among]
    return [[part.replace("*", "s") for part in parts] for parts, _ in listed]


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_phrase_is_found_whatever_it_begins_with(tongue: str) -> None:
    """A stem, too: "condannat* a morte"."""
    meanings = read_meanings(tongue)
    found = {" ".join(one): meanings.phrase_at(one, 0) for one in _phrases(tongue)}
    assert [one for one, phrase in found.items() if phrase is None] == []


@pytest.mark.parametrize(
    ("tongue", "one", "other"),
    [
        ("de", "Amnesty begrüßt die Freilassung", "Amnesty begrüsst die Freilassung"),
        ("de", "Gericht schließt Radio", "Gericht schliesst Radio"),
        ("fr", "La sœur du poète", "La soeur du poète"),
    ],
)
def test_what_is_spelt_otherwise_in_a_neighbouring_country_means_the_same(
    tongue: str, one: str, other: str
) -> None:
    found = [sorted(evidence_of(look(written, (), (), tongue)).found) for written in (one, other)]
    assert found[0] == found[1]


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_ending_is_found(tongue: str) -> None:
    meanings = read_meanings(tongue)
    assert [one for one in meanings.endings if not meanings.of(f"qqqqqq{one}")] == []


@pytest.mark.parametrize(
    ("compound", "meaning"),
    [
        ("landesverfassungsgericht", "TRIAL"),
        ("fehlurteil", "VERDICT"),
        ("massenabschiebungen", "ANNOUNCE"),
        ("auslandshaft", "ARREST"),
        ("brandanschlag", "KILL"),
        ("gefangenenstatistik", "STUDY"),
    ],
)
def test_a_german_compound_means_what_its_last_part_does(compound: str, meaning: str) -> None:
    assert meaning in read_meanings("de").of(compound)


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("de", "Heute debattiert der Landtag über das Versammlungsrecht."),
        ("fr", "La Cour suprême doit statuer sur le sort de la potière."),
        ("es", "El Senado debe votar la ley de archivos."),
        ("it", "Il Senato discuterà la legge sugli archivi."),
    ],
)
def test_a_debate_or_a_trial_of_today_lies_ahead(tongue: str, text: str) -> None:
    assert "A/AHEAD" in evidence_of(look("", (), [text], tongue)).found
