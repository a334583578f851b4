"""What sort of release something is: formulae that mislead, how sure it is, why, and robustness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.kind import labelled
from tests.growth import assert_linear
from traynews.core.data.model import BREAKING, LIKELY, SURE, Kind
from traynews.core.kind.classify import classify, look
from traynews.core.kind.tongue import UNREAD

ALL = sorted(path.stem for path in labelled.FOLDER.glob("*.txt"))


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Responding to the verdict, Ana Ruiz of Amnesty International said:", Kind.STATEMENT),
        ("In response to a Freedom of Information request, nine forces gave figures.", None),
        ("Following a two-year investigation, Amnesty International has published maps.", None),
        ("Following the arrest of a poet on Monday, Amnesty International said:", Kind.STATEMENT),
        ("A poll commissioned in response to the bill shows that most people object.", None),
        ("Two years after the verdict, the family is still waiting.", None),
        ("He is due to be executed on Thursday.", Kind.URGENT),
        ("Ahead of the election, Amnesty International called on the parties to speak.", None),
        ("Recorded executions rose by a third, Amnesty International said in a new report.", None),
        ("Supporters will hold a vigil to mark the World Day Against the Death Penalty.", None),
    ],
)
def test_the_same_words_can_mean_other_things(opening: str, kind: Kind | None) -> None:
    found = classify("Somewhere: a headline", (), (opening,)).kind
    if kind is None:
        assert found not in BREAKING
    else:
        assert found is kind


@pytest.mark.parametrize(
    ("language", "title", "opening"),
    [
        ("de", "Aserbaidschan: Haftstrafe", "Zur heutigen Verurteilung einer Ärztin sagt Amnesty:"),
        ("it", "Bielorussia: cinque anni", "Commentando la condanna odierna, Amnesty ha detto:"),
        ("fr", "Tchad : verdict", "En réaction à la condamnation d’un journaliste hier, Amnesty :"),
        ("es", "Cuba: condena", "Ante la noticia de la condena de un poeta, Amnistía declaró hoy:"),
        ("pt", "Angola: sentença", "Em resposta à condenação de um jornalista, a Amnistia disse:"),
        ("nl", "Turkije: vonnis", "In reactie op de veroordeling van een dichter zei Amnesty:"),
        ("ru", "Армения: суд", "Комментируя приговор, вынесенный сегодня, Amnesty заявила:"),
        (
            "ar",
            "تونس: حكم",
            "تعقيبًا على الحكم الصادر اليوم بسجن الصحفية، قالت منظمة العفو الدولية:",
        ),
    ],
)
def test_an_answer_by_formula_is_breaking_in_every_language_that_is_read(
    language: str, title: str, opening: str
) -> None:
    verdict = classify(title, (), (opening,), language)
    assert verdict.certainty is not None
    assert verdict.kind in BREAKING


def test_a_formula_that_follows_a_standfirst_without_full_stop_is_seen() -> None:
    run_together = (
        "Bill gives police new powers Campaigners call it a charter for abuse "
        "Responding to the publication of the bill, Tom Adeyemi…"
    )
    assert classify("UK: New bill", (), (run_together,)).kind is Kind.STATEMENT


def test_a_spanish_release_in_an_english_feed_is_read_in_spanish() -> None:
    text = "Ante la condena de doce manifestantes a penas de cárcel, Amnistía Internacional pide"
    seen = look("Cuba: condena injusta", (), (text,), "en-GB")
    assert seen.tongue == "es"


@pytest.mark.parametrize(
    "text",
    [
        "Рыбаку грозит депортация в ближайшие часы, хотя на родине его могут пытать.",
        "Грузчику грозит казнь: казнь назначена на пятницу, его семья просит о помиловании.",
    ],
)
def test_a_danger_is_heard_in_a_language_that_is_judged_by_its_formulae(text: str) -> None:
    assert classify("Таджикистан: суд над рыбаком", (), (text,), "ru").kind in BREAKING


@pytest.mark.parametrize("language", ["", "en", "en-GB", "fr_FR", "es-419", "العربية"])
def test_any_language_tag_is_taken(language: str) -> None:
    assert classify("", (), (), language).kind in Kind


@pytest.mark.parametrize(
    ("language", "name"), [("tr", "Turkish"), ("tr-TR", "Turkish"), ("xx", "its language")]
)
def test_what_is_in_a_language_that_is_not_read_is_not_judged(language: str, name: str) -> None:
    text = "Gazeteciye verilen ceza ifade özgürlüğüne bir saldırıdır, dedi Uluslararası Af Örgütü."
    verdict = classify("Türkiye: ceza", (), (text,), language)
    assert verdict.certainty is None
    assert verdict.kind is Kind.NEWS
    assert verdict.reason == f"Not judged: TrayNews does not read {name}."


def test_without_a_tag_the_words_tell_that_a_language_is_not_read() -> None:
    text = "Gazeteciye verilen ceza ifade özgürlüğüne saldırıdır, dedi Uluslararası Af Örgütü."
    assert look("Ankara", (), (text,), "").tongue == UNREAD
    assert look("Iran", (), (), "").tongue == "en"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Türkiye: Gazeteciye hapis",
            "İstanbul’da bir mahkeme bugün gazeteci Ayşe Demir’i beş yıl hapis cezasına çarptırdı.",
        ),
        (
            "Väinö fick stanna",
            "Beslutet att skicka hem kocken ändrades efter att tusentals människor skrivit brev.",
        ),
    ],
)
def test_a_chance_word_of_ours_makes_no_text_one_that_is_read(title: str, text: str) -> None:
    assert look(title, (), (text,), "").tongue == UNREAD


def test_a_french_release_without_a_tag_is_read_in_french() -> None:
    text = "Amnesty International accueille avec joie cette nouvelle de Banjul, tombée dimanche."
    assert look("Gambie. Opposant relâché", (), (text,), "").tongue == "fr"


def test_the_reason_quotes_a_whole_sentence() -> None:
    verdict = classify("Iran: a verdict", (), ("Responding to the verdict, X said:",))
    assert "“Responding to the verdict, X said”" in verdict.reason
    assert "something that has just happened" in verdict.reason


def test_where_nothing_can_be_shown_the_reason_speaks_of_the_wording_at_large() -> None:
    assert "wording is like that of" in classify("Tea", (), ("It was hot.",)).reason


def test_the_reason_says_so_when_it_is_not_sure() -> None:
    told = [
        classify(one.title, one.standfirst, one.paragraphs, one.language)
        for one in labelled.read("1", labelled.UNSEEN)
    ]
    for verdict in told:
        assert verdict.certainty is not None
        unsure = 1 - SURE < verdict.certainty < SURE
        assert ("Not sure" in verdict.reason) is unsure
        assert (verdict.kind in BREAKING) is (verdict.certainty >= LIKELY) or (
            verdict.kind is Kind.CORRECTION
        )


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Urgent Action", Kind.URGENT),
        ("Urgent actions", Kind.URGENT),
        ("Acción urgente", Kind.URGENT),
        ("Report", Kind.REPORT),
        ("Rapport annuel", Kind.REPORT),
        ("Research", Kind.REPORT),
    ],
)
def test_what_the_publisher_calls_it_decides(label: str, kind: Kind) -> None:
    opening = "Ahead of the election next week, here are ten questions to the parties."
    verdict = classify("Ten questions", (), (opening,), "en", filed=["Chad", label])
    assert verdict.kind is kind
    assert f"Its publisher filed it as “{label}”" in verdict.reason


def test_an_urgent_action_that_is_over_is_judged_by_its_words() -> None:
    verdict = classify(
        "Action lettre terminée", (), ("Merci de vos lettres.",), "fr", ["Action urgente"]
    )
    assert verdict.kind is not Kind.URGENT


def test_other_labels_weigh() -> None:
    opening = "The court has ruled on the case of the poet today, and we are not amused."
    plain = classify("A ruling", (), (opening,)).certainty
    blog = classify("A ruling", (), (opening,), filed=["Blog"]).certainty
    assert plain is not None
    assert blog is not None
    assert blog < plain


@given(
    st.text(max_size=200),
    st.lists(st.text(max_size=200), max_size=4),
    st.lists(st.text(max_size=200), max_size=4),
    st.sampled_from(["en", "fr", "es", "de", "it", "my", ""]),
)
def test_any_text_gets_a_kind_and_a_clean_reason(
    title: str, standfirst: list[str], paragraphs: list[str], language: str
) -> None:
    verdict = classify(title, standfirst, paragraphs, language)
    assert verdict == classify(title, standfirst, paragraphs, language)
    assert verdict.reason.endswith(".")
    assert len(verdict.reason) < 350
    assert verdict.certainty is None or 0 <= verdict.certainty <= 1


@pytest.mark.long
@pytest.mark.parametrize(
    "piece",
    [
        "a", "said ", "the ", "after ", "“", "‘a’ ", ", ", "… ", "responding to ",
        "x" * 50 + " ", "ب", "က",
    ],
)  # fmt: skip
def test_the_cost_of_a_long_text_grows_no_faster_than_the_text(piece: str) -> None:
    assert_linear(lambda text: classify(text, (text,), (text, text)), piece, length=300_000)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous, organisations signataires, condamnons l’arrestation, hier, du poète Luc Ba."),
        ("es", "Las organizaciones firmantes condenamos la detención, ayer, del poeta Luis Paz."),
        ("it", "Noi, associazioni firmatarie, condanniamo l’arresto, ieri, del poeta Aldo Neri."),
        ("en", "We, groups of writers, deplore the arrest yesterday of the poet Joel Kato."),
    ],
)
def test_many_who_condemn_in_the_first_person_make_a_statement(language: str, text: str) -> None:
    assert classify("Niger: 14", (), (text,), language).kind in BREAKING
