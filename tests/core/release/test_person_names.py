"""What is somebody's name by its shape, and whom a surname alone means."""

from __future__ import annotations

import pytest

from traynews.core.release.person_names import has_post, in_full, is_name, name_run

WHOLE = (
    "Yesterday Ana Paz met President Ruiz in Sri Lanka. Meeting Holm was a surprise, Eva de la "
    "Cruz, a judge, said (Olaf Brandt left). Regional Director Vula was there. Ana Lee Paz came ."
)


@pytest.mark.parametrize(
    "part", ["Ana Paz", "Eva de la Cruz", "Jean-Luc Noël", "Ana “Nina” Paz", "Aung San Suu Kyi"]
)
def test_two_to_six_capitalised_words_are_a_name(part: str) -> None:
    assert is_name(part)


@pytest.mark.parametrize(
    "part",
    ["Ana", "Sri Lanka", "Regional Director", "Quoting Paz", "The Week", "Ana paz", "Ana 2Pac",
     "Ana Bea Cea Dea Eva Fee Gea", ""],
)  # fmt: skip
def test_posts_places_and_beginnings_of_sentences_are_none(part: str) -> None:
    assert not is_name(part)


@pytest.mark.parametrize(
    ("word", "full"),
    [("Paz", "Ana Paz"), ("Cruz", "Eva de la Cruz"), ("Brandt", "Olaf Brandt"), ("Ruiz", ""),
     ("Holm", ""), ("Vula", ""), ("Lanka", ""), ("Amnesty", ""), ("paz", ""), ("Ana Paz", "")],
)  # fmt: skip
def test_a_surname_is_whoever_the_text_names_in_full_first(word: str, full: str) -> None:
    assert in_full(word, WHOLE) == full
    assert in_full(word, "") == ""


def test_a_run_ends_at_the_first_word_that_no_name_has() -> None:
    assert name_run(["Ana", "van", "Paz", "said"]) == ["Ana", "van", "Paz"]
    assert name_run(["Ana", "Paz", "Director"]) == ["Ana", "Paz"]
    assert name_run(["Amnesty’s", "Ana"]) == []


@pytest.mark.parametrize("word", ["Director", "vice-president", "Amnesty’s", "d’Amnesty", "CEO,"])
def test_a_post_is_one_with_its_endings(word: str) -> None:
    assert has_post(word)
    assert not has_post("Holm")
