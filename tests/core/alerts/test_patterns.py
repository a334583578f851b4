"""Regular expressions that may take for ever are known by how they are built."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.patterns import find_danger


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$", "(a*)*$", "(?:a+)*b", "(a|a)+$", "(a|ab)+$", "([a-z]+)*!", "(.*)*x", "(a?a?)+$",
        "((ab*)c?)+$", r"(\w+\s?)+$", "(a+){10}$", "(a+){2,}$", "(?P<x>a+)+$", "(?i:a+)+$",
        "^(([a-z])+.)+[A-Z]([a-z])+$", "(a|b|ab)*c", "(|a)+$", "((a+)b?)*$", "(?=(a+)+$)b",
        "x(a+)+y|fine", "fine|(a+)+", "(a+)++", "(a+)+?$", "[]](a+)+", "[^]](a+)+", r"\((a+)+\)",
        r"(a+\))+", "(a{1,3})+$", "(a{2,})*", "(A|a)+$", r"(a)(\1|a)+", "(?#x)(a+)+",
        "(a)?(?(1)a+|b)+",
        "(a+)(?:b|(c+)+)", r"\N{DIGIT ONE}(a+)+",
    ],
)  # fmt: skip
def test_what_repeats_something_variable_is_dangerous(pattern: str) -> None:
    re.compile(pattern)
    assert "may take for ever" in find_danger(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "urgent action", "(urgent|ua) action", "death.*penalty", r"\bIran\b", "(foo|bar)+", "[a+]+",
        r"(\d{3},)+", r"execut(ed|ion|ions)?", "(ab)+", "a{2}b*", r"\(a+\)+", "(?:Iran|Iraq): .+",
        r"(\w+\s){1,3}fired", "^Iran.*exec", "(?i)urgent", "x{", "x{,y", "a{}+", r"[\]+]+", "[)(]+",
        "(?=.*Iran)(?=.*prison)", "(?<!no )fire", "(?#(a+)b", r"\\(a)+", "(a)(b)+", "", "a||b",
        "(?P<y>\\d{4})-(?P=y)", "(?>ab)+", "a++b", "(amnesty(?:-international)?|ai) says",
    ],
)  # fmt: skip
def test_what_people_write_is_allowed(pattern: str) -> None:
    re.compile(pattern)
    assert find_danger(pattern) == ""


def test_blanks_and_comments_inside_are_not_read() -> None:
    assert find_danger("(?x) (a+) +") == "write it without the flag x"
    assert find_danger("(?ix: (a+) +)") == "write it without the flag x"


_PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "ab", ".", "[ab]", r"\w", r"(?:a|b)"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "+?"])).map(
            lambda made: f"(?:{made[0]}){made[1]}"
        ),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda made: f"({'|'.join(made)})"),
    ),
    max_leaves=6,
)


@given(_PATTERNS)
def test_what_is_allowed_ends_soon_on_a_text_made_to_stall_it(pattern: str) -> None:
    if find_danger(pattern):
        return
    begun = time.process_time()
    for text in ("a" * 26 + "!", "ab" * 13 + "!"):
        re.fullmatch(f"{pattern}$", text)
    assert time.process_time() - begun < 3, pattern


@given(st.text(alphabet="ab()[]{}|*+?\\^$.-,:=!<>#P1xNd", max_size=14))
def test_every_expression_that_compiles_is_read(pattern: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError, FutureWarning):
        return
    assert isinstance(find_danger(pattern), str)
