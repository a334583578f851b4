"""Full-text search: what is found, how, and that no query breaks it."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archive.samples import NOW, WORLD, poll, release
from traynews.archive.search import MARK_END, MARK_START, Hit
from traynews.archive.store import Store
from traynews.archive.word_borders import close_up, space
from traynews.core.data.document import Block, BlockKind, Item
from traynews.core.data.plan import Verdict
from traynews.errors import QueryError


def text(number: int, title: str, body: str = "") -> Item:
    """Return a release with this title and text."""
    blocks = (Block(BlockKind.PARAGRAPH, body),) if body else ()
    return release(number, title=title, summary="", blocks=blocks)


@pytest.fixture
def library(store: Store) -> Store:
    """Return an archive with releases in several scripts."""
    iran = Verdict(
        countries=("Iran",), topics=("Death penalty",), speakers=("Agnès Callamard", "Sacha D.")
    )
    items = [
        text(1, "Iran: Exécution of a protester", "The death penalty must end. It must end now."),
        text(2, "Nigeria: imprisoned journalists freed", "They were imprisoned for years."),
        text(3, "中国：释放被拘留的记者", "人权捍卫者应当立即获释。"),
        text(4, "ประเทศไทย: ปล่อยตัวนักเคลื่อนไหว"),
        text(5, "إيران: يجب وقف الإعدام فوراً", "يجب أيضاً إطلاق سراح السجناء"),
        text(6, "မြန်မာ: စစ်တပ်", ""),
        text(7, "Death of a penalty shoot-out", "C++ and AT&T (2024) 50% off; it's O'Neill."),
    ]
    poll(store, *items, verdicts=[iran, *[Verdict(countries=("Nigeria",))] * 6])
    poll(store, text(9, "Guinea: a world away"), feed=WORLD)
    return store


def found(hits: list[Hit]) -> list[int]:
    """Return the numbers of the releases that were found, as in `library`."""
    return [round((NOW - hit.entry.published).total_seconds() / 3600) for hit in hits]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("iran", [1]),
        ("IRAN", [1]),
        ("execution", [1]),
        ("exécution", [1]),
        ("death penalty", [1, 7]),
        ("penalty death", [1, 7]),
        ('"death penalty"', [1]),
        ("imprison", []),
        ("imprison*", [2]),
        ("death -protester", [7]),
        ('death -"death penalty"', [7]),
        ("country:iran", [1]),
        ("country:Иран", [1]),
        ("country:Nigeria freed", [2]),
        ("country:guinea", []),
        ("country: Iran", [1]),
        ("Country:iran", [1]),
        ('topic: "death penalty" feed: uk', [1]),
        ("exécution of: a protester", [1]),
        ("freed -country: Iran", [2]),
        ("-country:nigeria -feed:world", [1]),
        ("-feed:uk -world", []),
        ("-guinea -death is:unread feed:world", []),
        ("is:unread -iran -country:nigeria feed:uk", []),
        ("country:", []),
        ("country:Atlantis", []),
        ("feed:nothing", []),
        ("guinea", [9]),
        ("“death penalty”", [1]),
        ("„death penalty“ freed", []),
        ("«death penalty»", [1]),
        ("death -“death penalty”", [7]),
        ("topic:“death penalty”", [1]),
        ('topic:"death penalty"', [1]),
        ("topic:death", [1]),
        ("said-by:callamard", [1]),
        ('said-by:"agnes callamard"', [1]),
        ("said-by:nobody", []),
        ("feed:world", [9]),
        ("feed:uk iran", [1]),
        ("feed:world iran", []),
        ("year:2026 iran", [1]),
        ("year:2025 iran", []),
        ("month:2026-03 iran", [1]),
        ("-month:2026-02 iran", [1]),
        ("month:2026-02 iran", []),
        ("is:unread freed", [2]),
        ("is:read freed", []),
        ("中国", [3]),
        ("获释", [3]),
        ("国中", []),
        ("人权捍卫者", [3]),
        ("ไทย", [4]),
        ("الإعدام", [5]),
        ("ايضا", []),
        ("أيضا", [5]),
        ("စစ်တပ်", [6]),
        ("c++", [7]),
        ("at&t", [7]),
        ("o'neill", [7]),
        ("and", [7]),
        ('"AND"', [7]),
        ("iran AND penalty", [1]),
        ("iran OR guinea", [1, 9]),
        ("iran or guinea", []),
        ("OR iran", [1]),
        ("death NOT - iran", [1]),
        ("(iran OR guinea) -(freed)", [1, 9]),
        ("iran OR", [1]),
        ("iran OR OR guinea", [1, 9]),
        ("death iran OR shoot*", [1, 7]),
        ("iran OR shoot* penalty", [1, 7]),
        ("iran OR shoot* penalty -protester", [7]),
        ('"death penalty" OR freed OR “a world”', [1, 2, 9]),
        ("country:iran OR country:nigeria freed OR execution", [1, 2]),
        ("country:iran OR freed", [1, 2]),
        ("feed:world OR topic:death", [1, 9]),
        ("feed:world OR country:iran is:unread", [1, 9]),
        ("iran OR -death is:unread feed:uk country:Nigeria", [2, 3, 4, 5, 6]),
        ("-country:nigeria OR freed", [1, 2, 9]),
        ("is:read OR is:unread freed", [2]),
        ("death NOT protester", [7]),
        ("death NOT country:iran", [7]),
        ("death AND NOT iran", [7]),
        ("NOT -guinea feed:world", []),
        ("death -penalty OR -shoot", [1]),
        ('"title:iran"', []),
    ],
)
def test_queries_find_what_their_words_say(library: Store, query: str, numbers: list[int]) -> None:
    assert found(library.search(query)) == numbers


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "((",
        '"',
        "*",
        "year:20",
        "month:2026",
        "month:2026-13",
        "month:0000-01",
        "month:9999-12",
        "is:new",
        "a*",
        "http://nowhere",
        "title:iran",
        "-autor:iran",
        "-is:new",
        "country:Irn",
        "feed:wrld",
        "iran OR -" * 1_000,
        "is:unread " * 1_000,
    ],
)
def test_a_query_that_means_nothing_gets_one_clear_line(library: Store, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        library.search(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("between", [" ", " NOT ", " OR ", " OR -"])
@pytest.mark.parametrize(
    "word", ["iran", "country:Iran", "feed:uk", "year:2024", "a-b-c-d", "中国"]
)
def test_as_many_words_as_are_allowed_can_be_looked_for(
    library: Store, word: str, between: str
) -> None:
    words = [*(f"{word}{between}" * 400).split()[:399], word]
    assert len(words) == 400
    assert library.search(" ".join(words)) is not None


@given(query=st.text(max_size=40) | st.text(alphabet='ab"*-:()^{}+&|~ANDORT中\x00\n', max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_query_ever_breaks_the_search(library: Store, query: str) -> None:
    with contextlib.suppress(QueryError):
        library.search(query)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("country:Sudan", [1, 3]),
        ("country:Soudan", [1, 3]),
        ('country:"South Sudan"', [2, 3]),
        ("country:Guinea", [4]),
        ("country:Congo", []),
        ("strike -country:Sudan", [2, 4, 5]),
        ("-country:Sudan", [2, 4, 5]),
        ("strike -country:Guinea -country:Sudan", [2, 5]),
        ("country:Congo-Sudan", [1, 3]),
        ("country:Guin*", [4, 5]),
        ("strike -country:Guin*", [1, 2, 3]),
    ],
)
def test_a_country_is_not_found_in_the_name_of_another(
    store: Store, query: str, numbers: list[int]
) -> None:
    about = [
        ("Sudan",), ("South Sudan",), ("South Sudan", "Sudan"), ("Guinea",),
        ("Equatorial Guinea", "Democratic Republic of the Congo"),
    ]  # fmt: skip
    items = [text(number, f"A strike, number {number}") for number in range(1, 6)]
    poll(store, *items, verdicts=[Verdict(countries=names) for names in about])
    assert found(store.search(query)) == numbers


def test_words_found_are_marked_where_they_stand(library: Store) -> None:
    (hit,) = library.search("penalty protester")
    assert f"death {MARK_START}penalty{MARK_END} must end" in hit.snippet
    (hit,) = library.search("获释")
    assert f"{MARK_START}获释{MARK_END}" in hit.snippet
    assert "\u200b" not in hit.snippet


def test_snippets_are_one_line(store: Store) -> None:
    poll(store, release(1))
    (hit,) = store.search("paragraph")
    assert "\n" not in hit.snippet
    assert hit.snippet.startswith(f"First {MARK_START}paragraph{MARK_END}")


def test_the_newest_come_first_and_no_more_than_asked_for(store: Store) -> None:
    poll(store, *(text(n, "Statement") for n in range(30, 0, -1)))
    assert found(store.search("statement", 3)) == [1, 2, 3]


def test_edits_are_found_by_their_new_words_only(store: Store) -> None:
    poll(store, text(8, "Old words"))
    poll(store, text(1, "Old words", "first"), text(2, "Other"))
    poll(store, text(1, "New words", "second"), text(8, "Newest words"))
    assert found(store.search("old")) == []
    assert found(store.search("first")) == []
    assert found(store.search("new second")) == [1]
    assert found(store.search("newest")) == [8]


def test_entries_that_wait_for_the_index_can_be_edited_and_deleted(store: Store) -> None:
    """The first document is indexed late; what happens before that must not confuse the index."""
    first, second, _ = poll(store, *(text(n, f"Number {n}") for n in (1, 2, 3))).new_ids
    poll(store, text(1, "Edited"), text(2, "Number 2"), text(3, "Number 3"))
    store.delete([second], NOW)
    assert store.catch_up_some(1) == 1
    assert store.catch_up_some(1) == 0
    assert found(store.search("number")) == [3]
    assert found(store.search("edited")) == [1]
    store.delete([first], NOW)
    assert found(store.search("edited")) == []


def test_the_index_agrees_with_the_texts(library: Store) -> None:
    """SQLite's own check compares every indexed word with the content."""
    poll(library, text(1, "Edited"))
    library.delete([3], NOW)
    library.catch_up()
    with library.writing() as db:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


@given(st.text(alphabet=st.characters(exclude_characters="\u200b")))
def test_spacing_can_be_undone(text: str) -> None:
    assert close_up(space(text)) == text


@pytest.mark.parametrize("text", ["", "Plain ASCII", "Ünïcödé", "Русский", "עברית", "한국어"])
def test_scripts_that_write_spaces_are_left_alone(text: str) -> None:
    assert space(text) == text


def test_a_missing_text_is_empty() -> None:
    assert space(None) == ""
