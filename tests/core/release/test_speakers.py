"""Who said it: names and roles in the words around a quotation."""

from __future__ import annotations

import pytest

from traynews.core.release.speakers import NOBODY, Speaker, named, speaker_after, speaker_before

LAST = ("Ana Prieto", "Researcher")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Responding to the ruling, Ilse Varga, Amnesty International’s Director, said:",
         ("Ilse Varga", "Amnesty International’s Director")),
        ("Amnesty International’s Myanmar Researcher Joe Freeman said:",
         ("Joe Freeman", "Amnesty International’s Myanmar Researcher")),
        ("Reacting to this, Amnesty International UK’s Refugee Rights Director, Steve Holt, said:",
         ("Steve Holt", "Amnesty International UK’s Refugee Rights Director")),
        ("Ana Luque of Amnesty International Spain said today:",
         ("Ana Luque", "Amnesty International Spain")),
        ("Ana van der Berg, head of the office, told reporters:",
         ("Ana van der Berg", "head of the office")),
        ("Amnesty International said:", ("Amnesty International", "")),
        ("A spokesperson for the family said:", NOBODY),
        ("She added:", LAST),
        ("The head of Amnesty International’s China Team, Ilse Varga, said:",
         ("Ilse Varga", "head of Amnesty International’s China Team")),
        ("Ilse Varga, a judge, refuted the claim and said:", ("Ilse Varga", "a judge")),
        ("New York Attorney General Ilse Varga said:", ("Ilse Varga", "New York Attorney General")),
        ("Ilse Varga also said:", ("Ilse Varga", "")),
        ("Ilse Varga, also, said:", ("Ilse Varga", "")),
        ("Ilse Varga d’Amnesty said:", ("Ilse Varga", "Amnesty")),
        ("Ilse Varga de Amnistía said:", ("Ilse Varga", "Amnistía")),
        ("Quoting Varga, the office said:", NOBODY),
        ("In Paris, he went on to say:", LAST),
        ("Said:", NOBODY),
        ("“This is wrong,” a déclaré Anne Rivière, chercheuse à Amnesty International :",
         ("Anne Rivière", "chercheuse à Amnesty International")),
        ("Así lo ha declarado Ana Luque, directora de Amnistía Internacional:",
         ("Ana Luque", "directora de Amnistía Internacional")),
    ],
)  # fmt: skip
def test_words_before_a_quotation_say_who_speaks(text: str, speaker: Speaker) -> None:
    assert speaker_before(text, LAST) == speaker


@pytest.mark.parametrize(
    "text",
    ["", "Ilse Varga said.", "The court ruled as follows", "These are the demands:", "Background:"],
)
def test_what_introduces_no_quotation_names_nobody(text: str) -> None:
    assert speaker_before(text, LAST) is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("said Ilse Varga, Amnesty International’s Director.",
         ("Ilse Varga", "Amnesty International’s Director")),
        (", said Ilse Varga, Amnesty International’s Director, after the ruling. More text.",
         ("Ilse Varga", "Amnesty International’s Director")),
        ("said Ilse Varga-Holm, Director of Research; the court had no word.",
         ("Ilse Varga-Holm", "Director of Research")),
        ("said Amnesty International’s Director, Ilse Varga.",
         ("Ilse Varga", "Amnesty International’s Director")),
        ("she said.", LAST),
        ("said Ilse Varga, Director of Research at HRW.",
         ("Ilse Varga", "Director of Research at HRW")),
        ("Ilse Varga, a writer, told The Post.", ("Ilse Varga", "a writer")),
        ("explained Ilse Varga, a writer, said in an interview.", ("Ilse Varga", "a writer")),
        ("said he.", LAST),
        ("Ilse Varga later added.", ("Ilse Varga", "")),
        ("she also said.", LAST),
        ("Ilse Varga of Amnesty International also said on Monday.",
         ("Ilse Varga", "Amnesty International")),
        ("Ilse Varga, the organisation’s Director, added that.",
         ("Ilse Varga", "the organisation’s Director")),
        ("said Amnesty International.", ("Amnesty International", "")),
        ("said the minister of the interior.", NOBODY),
    ],
)  # fmt: skip
def test_words_after_a_quotation_say_who_spoke(text: str, speaker: Speaker) -> None:
    assert speaker_after(text, LAST) == speaker


@pytest.mark.parametrize(
    "text",
    ["", "The court sat on Monday.", "Background", "elections were held, Ilse Varga said."],
)
def test_what_attributes_nothing_names_nobody(text: str) -> None:
    assert speaker_after(text, LAST) is None


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Ana Prieto, Regional Director", ("Ana Prieto", "Regional Director")),
        (
            "– Ana Prieto, Regional Director, Americas.",
            ("Ana Prieto", "Regional Director, Americas"),
        ),
        ("Ana Prieto - Regional Director", ("Ana Prieto", "Regional Director")),
        ("Ana Prieto", ("Ana Prieto", "")),
        ("A protester", ("A protester", "")),
    ],
)
def test_a_line_of_attribution_is_read(line: str, speaker: Speaker) -> None:
    assert named(line) == speaker


@pytest.mark.parametrize(
    "part",
    [
        "Sri Lanka",
        "Regional Director",
        "Ana",
        "Ana Bea Cea Dea Eva Fee Gea",
        "Ana 2Pac",
    ],
)
def test_places_posts_and_what_is_too_long_or_too_short_are_no_names(part: str) -> None:
    found = speaker_before(f"{part}, said:")
    assert found is not None
    assert found[0] != part


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Senate Minority Leader Carla Ruiz, said:",
            ("Carla Ruiz", "Senate Minority Leader"),
        ),
        (
            "U.S. District Judge Amy Bell Olsen said:",
            ("Amy Bell Olsen", "U.S. District Judge"),
        ),
        (
            "Ana Prieto Regional Director Costa Rica said:",
            ("Ana Prieto", "Regional Director Costa Rica"),
        ),
        (
            "Ana Prieto of Amnesty International Sierra Leone said:",
            ("Ana Prieto", "Amnesty International Sierra Leone"),
        ),
    ],
)
def test_whoever_is_named_behind_a_post_has_it(text: str, speaker: Speaker) -> None:
    assert speaker_before(text) == speaker


@pytest.mark.parametrize(
    "name",
    ["Ana Prieto", "Ana de la Cruz", "Jean-Luc Noël", "Ana “Nina” Prieto", "Aung San Suu Kyi",
     "Ana al-Holm", "Ana Bea Cea Dea Eva"],
)  # fmt: skip
def test_names_come_in_many_shapes(name: str) -> None:
    assert speaker_before(f"{name}, a lawyer, said:") == (name, "a lawyer")
