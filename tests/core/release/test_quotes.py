"""Quotations: what was said, over as many paragraphs as it ran, and by whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Block, BlockKind
from traynews.core.release.quotes import Quote, find_quotes


def quotes(*lines: str, standfirst: tuple[str, ...] = ()) -> tuple[Quote, ...]:
    return find_quotes(standfirst, [Block(BlockKind.PARAGRAPH, line) for line in lines])


@pytest.mark.parametrize(
    ("intro", "speaker", "role"),
    [
        (
            "Responding to the law, Ana Paz, Amnesty International’s Secretary General, said:",
            "Ana Paz",
            "Amnesty International’s Secretary General",
        ),
        (
            "Responding to the law, Amnesty International’s Myanmar Researcher Joe Hill said:",
            "Joe Hill",
            "Amnesty International’s Myanmar Researcher",
        ),
        (
            "After it, Amnesty's Director for Europe, Karim Daoudi, said:",
            "Karim Daoudi",
            "Amnesty's Director for Europe",
        ),
        (
            "On “domestic rules” - Gerd Kamp, Professor of Law at Hill University, said:",
            "Gerd Kamp",
            "Professor of Law at Hill University",
        ),
        (
            "Reacting to the ban, Tess de la Cruz, Director of Policy, Research and Law, stated:",
            "Tess de la Cruz",
            "Director of Policy, Research and Law",
        ),
        (
            "In response, Ana Luque of Amnesty International said:",
            "Ana Luque",
            "Amnesty International",
        ),
        ("Amnesty International USA said:", "Amnesty International USA", ""),
        (
            "En réaction au vote, Aïcha Kaboré, chercheuse à Amnesty International, a déclaré :",
            "Aïcha Kaboré",
            "chercheuse à Amnesty International",
        ),
        (
            "Ante el fallo, Inés Quiroga, directora de Amnistía Internacional, ha declarado:",
            "Inés Quiroga",
            "directora de Amnistía Internacional",
        ),
        ("Following the raid, the organisation said:", "", ""),
    ],
)
def test_who_speaks_is_read_from_the_paragraph_before(intro: str, speaker: str, role: str) -> None:
    assert quotes(intro, "“This must end now.”") == (Quote("This must end now.", speaker, role),)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "“It must end,” said Ana Paz, Amnesty International’s Director.",
            Quote("It must end,", "Ana Paz", "Amnesty International’s Director"),
        ),
        (
            "“It must end,” said Amnesty International’s Director, Ana Paz, after the vote.",
            Quote("It must end,", "Ana Paz", "Amnesty International’s Director"),
        ),
        (
            "“It must end,” Ana Paz, Amnesty International’s Director, said on Friday.",
            Quote("It must end,", "Ana Paz", "Amnesty International’s Director"),
        ),
        (
            "“It must end,” said Ana Paz of Amnesty International. “It must end today.”",
            Quote("It must end. It must end today.", "Ana Paz", "Amnesty International"),
        ),
        (
            "« Cela doit cesser », a déclaré Léa Morin, chercheuse à Amnesty International.",
            Quote("Cela doit cesser", "Léa Morin", "chercheuse à Amnesty International"),
        ),
        (
            "“Debe terminar ya”, dijo Marina Solís, directora de Amnistía Internacional Perú.",
            Quote("Debe terminar ya", "Marina Solís", "directora de Amnistía Internacional Perú"),
        ),
        (
            "In reply, Steve Vale-Sims, Amnesty’s Director, said: “This is terrible news and…",
            Quote("This is terrible news and…", "Steve Vale-Sims", "Amnesty’s Director"),
        ),
    ],
)
def test_who_spoke_is_read_from_the_same_paragraph(text: str, quote: Quote) -> None:
    assert quotes(text) == (quote,)


def test_a_quotation_runs_on_while_its_paragraphs_stay_open() -> None:
    found = quotes(
        "Ana Paz, Amnesty International’s Director, said:",
        "“First of all.",
        '"Second, in straight quotes.',
        "“Third and last.”",
        "The trial opens in May.",
        "“Nobody knows who says this.”",
    )
    assert found == (
        Quote(
            "First of all.\nSecond, in straight quotes.\nThird and last.",
            "Ana Paz",
            "Amnesty International’s Director",
        ),
        Quote("Nobody knows who says this."),
    )


def test_the_name_after_the_last_paragraph_holds_for_all_of_it() -> None:
    found = quotes("“First of all.", "“And last,” said Ana Paz, Amnesty’s Director.")
    assert found == (Quote("First of all.\nAnd last,", "Ana Paz", "Amnesty’s Director"),)


def test_a_pronoun_means_whoever_spoke_before() -> None:
    found = quotes(
        "Ana Paz, Amnesty’s Director, said:", "“One two three.”", "She added:", "“Four five six.”"
    )
    assert [quote.speaker for quote in found] == ["Ana Paz", "Ana Paz"]


def test_a_line_pulled_into_the_standfirst_is_told_once_and_learns_its_role() -> None:
    body = ("Ana Paz, Amnesty’s Director, said:", "“It must end. It must end today.”")
    told = Quote("It must end. It must end today.", "Ana Paz", "Amnesty’s Director")
    assert quotes(*body, standfirst=("‘It must end today’ - Ana Paz",)) == (told,)
    other = quotes(*body, standfirst=("‘Nobody listened’ – Ana Paz",))
    assert other == (Quote("Nobody listened", "Ana Paz", "Amnesty’s Director"), told)


def test_quoted_words_inside_a_sentence_are_no_statement() -> None:
    assert quotes("The “domestic rules” that ministers cite are vague.") == ()
    assert quotes("“Operation Dawn” began in May and went on for three weeks.") == ()


def test_a_quoted_block_takes_its_signature() -> None:
    blocks = [Block(BlockKind.QUOTE, "“It must end.” — Ana Paz, Regional Director")]
    assert find_quotes((), blocks) == (Quote("It must end.", "Ana Paz", "Regional Director"),)


@given(st.lists(st.text(alphabet='“”«»"‘’ -:,.Aa said', max_size=60), max_size=6))
def test_any_quotation_marks_are_taken_and_only_given_words_come_back(lines: list[str]) -> None:
    given_letters = {char for line in lines for char in line if char.isalnum()}
    for quote in quotes(*lines, standfirst=tuple(lines)):
        assert {char for char in quote.text if char.isalnum()} <= given_letters


@pytest.mark.parametrize(
    "intro",
    [
        "Gwen Hughes, Amnesty International’s Wales Campaigner, has applauded the order.",
        "Amnesty International’s Wales Campaigner Gwen Hughes said the order was overdue.",
    ],
)
def test_whom_of_amnesty_the_paragraph_before_tells_of_is_quoted_next(intro: str) -> None:
    told = ("Gwen Hughes", "Amnesty International’s Wales Campaigner")
    found = quotes(intro, "“It took four applications.", "“Now the family will be heard.”")
    assert [(one.speaker, one.role) for one in found] == [told]
    later = quotes(intro, "“It took four applications,” Hughes said.", "“Now we wait,” she said.")
    assert [(one.speaker, one.role) for one in later] == [told, told]


@pytest.mark.parametrize(
    "intro",
    [
        "The interior minister, Olaf Brandt, has applauded the order.",
        "Olaf Brandt, Minister of the Interior, said the order was overdue.",
        "Graustark, where Amnesty International’s Wales Campaigner lives, has a new law.",
    ],
)
def test_whoever_is_not_of_amnesty_is_not_taken_for_who_speaks_next(intro: str) -> None:
    assert [one.speaker for one in quotes(intro, "“It took four applications.”")] == [""]


def test_a_surname_alone_is_whoever_spoke_before() -> None:
    told = "Amnesty International’s Secretary General Ana Paz said today the law was cruel."
    speaker = ("Ana Paz", "Amnesty International’s Secretary General")
    for after in ("said Paz.", "Paz said."):
        (quote,) = quotes(told, f"“It is cruel and it is stupid,” {after}")
        assert (quote.speaker, quote.role) == speaker
    (quote,) = quotes(told, "“It is cruel and it is stupid,” said Ruiz.")
    assert quote.speaker != "Ana Paz"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It is late,” said Ana Paz. “We go on.”", "It is late. We go on."),
        ("“It is late”, said Ana Paz. “We go on.”", "It is late. We go on."),
        ("“Is it late?” said Ana Paz. “We go on.”", "Is it late? We go on."),
        ("“It is late,” said Ana Paz, “and we go on.”", "It is late, and we go on."),
    ],
)
def test_a_speech_that_is_told_in_pieces_has_its_full_stops(text: str, words: str) -> None:
    assert [quote.text for quote in quotes(text)] == [words]
