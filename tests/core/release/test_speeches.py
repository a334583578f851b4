"""What is speech and what is not, in the marks of many languages, and whose it is."""

from __future__ import annotations

import pytest

from tests.core.release.test_quotes import quotes
from traynews.core.data.document import Block, BlockKind
from traynews.core.release.quotes import Quote, find_quotes


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "‘It must end,’ said Ana Paz, Amnesty UK’s Director. ‘We won’t stop.’",
            Quote("It must end. We won’t stop.", "Ana Paz", "Amnesty UK’s Director"),
        ),
        (
            "„Das muss aufhören“, sagt Julia Duch, Generalsekretärin von Amnesty.",
            Quote("Das muss aufhören", "Julia Duch", "Generalsekretärin von Amnesty"),
        ),
        (
            "»Das muss aufhören«, so Amnesty-Generalsekretärin Julia Duch.",
            Quote("Das muss aufhören", "Julia Duch", "Amnesty-Generalsekretärin"),
        ),
        (
            "«Deve finire subito», ha dichiarato Rico Neri, portavoce di Amnesty Italia.",
            Quote("Deve finire subito", "Rico Neri", "portavoce di Amnesty Italia"),
        ),
        (
            "”Detta måste upphöra”, säger Anna Lind, generalsekreterare på Amnesty.",
            Quote("Detta måste upphöra", "Anna Lind", "generalsekreterare på Amnesty"),
        ),
        (
            "“Isto tem de acabar”, disse Pedro Neto, diretor da Amnistia.",
            Quote("Isto tem de acabar", "Pedro Neto", "diretor da Amnistia"),
        ),
        (
            "« Cela doit cesser », a estimé Léa Morin, chercheuse, dans un communiqué.",
            Quote("Cela doit cesser", "Léa Morin", "chercheuse"),
        ),
        (
            "‘They offered us tea and no key’ – Paul Renouf, prisoner",
            Quote("They offered us tea and no key", "Paul Renouf", "prisoner"),
        ),
        (
            "The law is wrong, it said. “It punishes people who have done nothing,” said Ana Paz.",
            Quote("It punishes people who have done nothing,", "Ana Paz"),
        ),
        (
            "LIMA (dpa).- “Es una sentencia de muerte para nosotros”, lamentó Inés Solís.",
            Quote("Es una sentencia de muerte para nosotros", "Inés Solís"),
        ),
        (
            "Ana Paz told reporters “we have waited long enough for this.”",
            Quote("we have waited long enough for this.", "Ana Paz"),
        ),
    ],
)
def test_speech_is_heard_in_any_marks_and_wherever_it_stands(text: str, quote: Quote) -> None:
    assert quotes(text) == (quote,)


@pytest.mark.parametrize(
    "text",
    [
        "“Sporting matching rings” engraved with their names, the two said nothing, it said.",
        "‘I want to see you here:’ How one woman confronted them",
        "'Tis the season to be jolly, said nobody.",
        "The report, “Like a Prison Convoy”: Unlawful Transfer, was published.",
        "Amnesty said in a new report. The report, “Like a Prison Convoy”: Transfers, is out.",
        "It called the move “deeply worrying and very wrong indeed” on Monday.",
    ],
)
def test_a_title_or_a_part_of_a_sentence_is_no_speech(text: str) -> None:
    assert quotes(text) == ()


def test_a_speech_in_single_marks_runs_on_over_its_paragraphs() -> None:
    found = quotes("Ana Paz, Director, said:", "‘The students’ march was ours.", "‘It’s ours.’")
    assert found == (Quote("The students’ march was ours.\nIt’s ours.", "Ana Paz", "Director"),)
    assert quotes("'It was late.", "'We went on.'") == (Quote("It was late.\nWe went on."),)


@pytest.mark.parametrize(
    ("passages", "found"),
    [
        (("One thought.", "Another."), [("One thought.\nAnother.", "Ana Paz")]),
        (("“One thought.", "“Another.”"), [("One thought.\nAnother.", "Ana Paz")]),
        (("“One thought.”", "“Another.”"), [("One thought.", "Ana Paz"), ("Another.", "Ana Paz")]),
        (("One.", "Two. – Eva Luz, judge"), [("One.\nTwo.", "Eva Luz")]),
        (("One.", "— Eva Luz (@eva) May 3, 2026", "Two."), [("One.", "Eva Luz"), ("Two.", "")]),
        (("One.", "– Eva Luz, judge."), [("One.", "Eva Luz")]),
        (("One.", "– A prisoner, 34"), [("One.", "A prisoner, 34")]),
        (("— Who comes?", "— We all do."), [("— Who comes?\n— We all do.", "Ana Paz")]),
        (("“It ends,” said Eva Luz, a judge.",), [("It ends,", "Eva Luz")]),
    ],
)
def test_passages_set_apart_in_a_row_are_one_speech_unless_their_marks_say_otherwise(
    passages: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    intro = Block(BlockKind.PARAGRAPH, "Ana Paz, Director, said:")
    said = find_quotes((), [intro, *(Block(BlockKind.QUOTE, one) for one in passages)])
    assert [(quote.text, quote.speaker) for quote in said] == found


def test_a_surname_stands_for_whom_the_release_names_in_full() -> None:
    first = "The coach Ana Paz and President Ruiz met on Monday."
    (quote,) = quotes(first, "“It is cruel and it is stupid,” said Paz.")
    assert quote.speaker == "Ana Paz"
    (quote,) = quotes(first, "Paz said: “It is cruel and it is stupid.”")
    assert quote.speaker == "Ana Paz"
    (quote,) = quotes(first, "“It is cruel and it is stupid,” said Ruiz.")
    assert quote.speaker == ""


def test_a_role_beside_a_surname_is_kept() -> None:
    first = "The coach Ana Paz came home on Monday."
    for said in (
        "“It is cruel and it is stupid,” said Paz, a judge.",
        "“It is cruel and it is stupid,” Paz, a judge, said.",
        "Paz, a judge, said: “It is cruel and it is stupid,”",
    ):
        (quote,) = quotes(first, said)
        assert (quote.speaker, quote.role) == ("Ana Paz", "a judge")


def test_a_surname_gives_way_to_whoever_is_named_in_full() -> None:
    first = "The coach Tom London came home on Monday."
    for said in (
        "“It is cruel and it is stupid,” Ana Paz, Director of Research, London, said.",
        "Ana Paz, Director of Research, London, said: “It is cruel and it is stupid,”",
    ):
        (quote,) = quotes(first, said)
        assert (quote.speaker, quote.role) == ("Ana Paz", "Director of Research, London")
