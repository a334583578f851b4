"""What sort of release something is: labelled releases, formulae that mislead, and robustness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.kind import labelled
from tests.growth import assert_linear
from traynews.core.data.model import BREAKING, Kind
from traynews.core.kind.classify import _reader, classify
from traynews.core.kind.opening import view
from traynews.core.kind.tokens import split
from traynews.core.text.fold import fold

TUNING = "tuning"
HELD_OUT = ("held_out", "held_out_again", "held_out_last", "held_out_final")
"""Each was run once before the rules learned from what it showed. Precision and recall of breaking
on that first run: 1.00/0.96, 0.92/0.79, 1.00/0.67, 0.96/0.89. The later ones are nearly all of the
hard shapes, without a formula; the figures asserted below are those of today's rules."""
PRESS = ("press_1", "press_2", "press_3")
"""Three hundred more, written without sight of the rules, each run once before the rules learned
from it. The rules that were lists of events reached 0.95/0.80, 0.87/0.69 and 0.91/0.82. Those that
know what a deed looks like in grammar had learned from the first when they met the second
(English 0.78/0.80, French 1.00/0.75, Spanish 0.60/0.50) and from both when they met the third:
0.89/0.98."""
WEIGHED = ("press_4", "press_6", "press_7")
"""Three hundred more. Rules alone reached 0.85/0.88, 0.88/0.93 and 0.90/1.00 on them at first; with
the weights of words that were learned from all other sets, 0.93/0.98 on the three together."""
ALL = (TUNING, *HELD_OUT, *PRESS, *WEIGHED)


@pytest.mark.parametrize("name", ALL)
def test_breaking_is_told_from_the_rest(name: str) -> None:
    score = labelled.judge(labelled.read(name))
    print(f"\n{name}: precision {score.precision:.3f}, recall {score.recall:.3f}\n{score.matrix}")  # noqa: T201 -- the matrix is what a reader of the report wants
    assert score.precision >= 0.97, score.wrong
    assert score.recall >= 0.95, score.wrong


def test_breaking_is_told_from_the_rest_in_wording_that_nothing_was_learned_from() -> None:
    """Precision and recall of the three sets: 0.96/0.96, 0.98/0.93, 1.00/1.00."""
    releases = [one for name in "123" for one in labelled.read(name, labelled.UNSEEN)]
    score = labelled.judge(releases)
    print(f"\nunseen: precision {score.precision:.3f}, recall {score.recall:.3f}\n{score.matrix}")  # noqa: T201 -- as above
    assert len(releases) >= 300
    assert score.precision >= 0.97, score.wrong
    assert score.recall >= 0.95, score.wrong


def test_the_labelled_releases_are_many_and_in_three_languages() -> None:
    releases = [one for name in ALL for one in labelled.read(name)]
    languages = {code: sum(one.language == code for one in releases) for code in ("en", "fr", "es")}
    assert len(labelled.read(TUNING)) + len(labelled.read("held_out")) >= 170
    assert languages["en"] >= 320
    assert languages["fr"] >= 90
    assert languages["es"] >= 90
    assert len({one.title for one in releases}) == len(releases)


@pytest.mark.parametrize("name", ALL)
def test_every_kind_is_mostly_recognised(name: str) -> None:
    releases = labelled.read(name)
    right = sum(one.guess is one.kind for one in releases)
    assert right / len(releases) >= 0.95


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Responding to the verdict, Ana Ruiz of Amnesty International said:", Kind.STATEMENT),
        ("In response to a Freedom of Information request, nine forces gave figures.", Kind.REPORT),
        ("Following a two-year investigation, Amnesty International has published maps.", None),
        ("Following the arrest of a poet on Monday, Amnesty International said:", Kind.STATEMENT),
        ("A poll commissioned in response to the bill shows that most people object.", Kind.REPORT),
        ("Two years after the verdict, the family is still waiting.", Kind.NEWS),
        ("He is due to be executed on Thursday.", Kind.URGENT),
        ("He was executed last night in Huntsville, Amnesty International said.", Kind.STATEMENT),
        (
            "Ahead of Tuesday's vote, Amnesty International called on MPs to reject it.",
            Kind.PREVIEW,
        ),
        (
            "Ahead of the execution scheduled for Tuesday, Amnesty International pleaded.",
            Kind.URGENT,
        ),
        (
            "Supporters will hold a vigil to mark the World Day Against the Death Penalty.",
            Kind.NEWS,
        ),
        (
            "Recorded executions rose by a third, Amnesty International said in a new report.",
            Kind.REPORT,
        ),
        ("This press release has been amended: it misstated a date.", Kind.CORRECTION),
        ("Ministers must take urgent action on housing, campaigners say.", Kind.NEWS),
    ],
)
def test_the_same_words_can_mean_other_things(opening: str, kind: Kind | None) -> None:
    found = classify("Somewhere: a headline", (), (opening,)).kind
    if kind is None:
        assert found not in BREAKING
    else:
        assert found is kind


def test_a_formula_that_follows_a_standfirst_without_full_stop_is_seen() -> None:
    run_together = (
        "Bill gives police new powers Campaigners call it a charter for abuse "
        "Responding to the publication of the bill, Tom Adeyemi…"
    )
    assert classify("UK: New bill", (), (run_together,)).kind is Kind.STATEMENT


def test_what_is_quoted_does_not_make_a_statement_a_report() -> None:
    verdict = classify(
        "Chad: Verdict against editor",
        (),
        (
            "Reacting to the conviction of an editor, Amnesty International's Researcher said:",
            "“Our new report shows, ten years on, ahead of the election, that nothing changed.”",
        ),
    )
    assert verdict.kind is Kind.STATEMENT


def test_what_was_found_in_other_years_makes_no_report_of_a_statement() -> None:
    background = (
        "Amnesty International has documented arbitrary arrests since 2019. In a report "
        "published last year, researchers interviewed 62 people in four regions."
    )
    opening = (
        "The authorities must free the editor of a weekly newspaper, Amnesty International said, "
        "after police took her from her desk on Tuesday."
    )
    assert classify("Chad: Editor arrested", (), (opening, background)).kind is Kind.STATEMENT
    assert classify("Chad: Press", (), (background, opening)).kind is Kind.REPORT


def test_a_deed_alone_makes_no_statement_where_nobody_speaks_of_it() -> None:
    text = "The town was flattened, and the people who fled lost everything."
    assert classify("Chad: A town", (), (text,)).kind is Kind.NEWS
    spoken = f"{text[:-1]}, Amnesty International said."
    assert classify("Chad: A town", (), (spoken,)).kind is Kind.STATEMENT


def test_a_spanish_release_in_an_english_feed_is_read_in_spanish() -> None:
    text = "Ante la condena de doce manifestantes a penas de cárcel, Amnistía Internacional pide"
    assert classify("Cuba: condena injusta", (), (text,), "en-GB").kind is Kind.STATEMENT


@pytest.mark.parametrize("language", ["", "en", "en-GB", "fr_FR", "es-419", "xx", "العربية"])
def test_any_language_tag_is_taken(language: str) -> None:
    assert classify("", (), (), language).kind is Kind.NEWS


def test_the_reason_quotes_the_wording_that_decided() -> None:
    verdict = classify("Iran: a verdict", (), ("Responding to the verdict, X said:",))
    assert "Responding to the verdict" in verdict.reason
    assert "something that has just happened" in verdict.reason


@given(
    st.text(max_size=200),
    st.lists(st.text(max_size=200), max_size=4),
    st.lists(st.text(max_size=200), max_size=4),
    st.sampled_from(["en", "fr", "es", "my", ""]),
)
def test_any_text_gets_a_kind_and_one_clean_sentence(
    title: str, standfirst: list[str], paragraphs: list[str], language: str
) -> None:
    verdict = classify(title, standfirst, paragraphs, language)
    assert verdict == classify(title, standfirst, paragraphs, language)
    assert verdict.reason.endswith(".")
    assert len(verdict.reason) < 250


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "said ",
        "the ",
        "after ",
        "“",
        "‘a’ ",
        ", ",
        "… ",
        "responding to ",
        "x" * 50 + " ",
        "ب",
        "က",
    ],
)
def test_the_cost_of_a_long_text_grows_no_faster_than_the_text(piece: str) -> None:
    assert_linear(lambda text: classify(text, (text,), (text, text)), piece, length=300_000)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_a_way_needs_is_in_everything_that_it_finds(language: str) -> None:
    reader = _reader(language)
    found = 0
    for release in (one for name in ALL for one in labelled.read(name)):
        lead = "\n".join([*release.standfirst, *release.paragraphs])
        whole, _ = view(split(fold(f"{release.title}\n{lead}")), reader)
        for ready, way in (*reader.breaking.ways, *reader.calm.ways):
            for phrase_way in (way, *(one for unless in ready.unless for one in unless.ways)):
                for place in phrase_way.compiled.finditer(whole.signs):
                    found += 1
                    around = whole.signs[max(place.start() - 1, 0) : place.end() + 1]
                    assert not phrase_way.needs.isdisjoint(around) or "\n" in phrase_way.needs
    assert found > 1000
