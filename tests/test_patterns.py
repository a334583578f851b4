"""The user's regular expressions are matched within a limit of work, however they are written."""

from __future__ import annotations

import contextlib
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.words import Words
from traynews.core.data.match import SlowMatchError
from traynews.patterns import Pattern, PatternError, read_match

STALLING = r"/(?:\w+ )+(?:\w+ )+(?:\w+ )+\w+z/"
LONG = "ab " * 600


def test_what_stands_between_slashes_is_a_regex_and_all_else_words() -> None:
    assert read_match("/ir.n/") == Pattern("/ir.n/")
    for text in ("iran", "/", "a/b", "/iran", "and/or/"):
        assert read_match(text) == Words(text)


@pytest.mark.parametrize(
    ("pattern", "title", "text", "found"),
    [
        (r"/^iran\b/", "Iran: poet freed", "", True),
        ("/^Iran: .* freed$/", "Iran: poet freed", "He left prison today.", True),
        ("/^he left/", "Iran: poet freed", "He left prison today.", True),
        ("/poet$/", "Iran: poet freed", "", False),
        ("/end/", "Iran", "word " * 399 + " end", True),
        ("/end/", "Iran", "word " * 400 + " end", False),  # beyond the first 2,000 characters
    ],
)
def test_a_regex_reads_title_and_beginning_in_any_case_and_by_lines(
    pattern: str,
    title: str,
    text: str,
    found: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert read_match(pattern).finds(title, text) is found


@pytest.mark.parametrize("pattern", ["/(/", "/[b-a]/", f"/{'(' * 400}{')' * 399}/"])
def test_a_regex_that_cannot_be_compiled_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="cannot be compiled"):
        read_match(pattern)


def test_a_regex_that_would_be_compiled_into_gigabytes_is_refused() -> None:
    with pytest.raises(PatternError, match="repeats a part"):
        read_match("/((a{1000}){1000})b/")
    with pytest.raises(PatternError, match="longer than"):
        read_match(f"/{'a' * 2000}/")


def test_a_regex_that_stalls_is_given_up_after_a_tenth_of_a_second_of_work() -> None:
    match = read_match(STALLING)
    begun = time.thread_time()
    with pytest.raises(SlowMatchError):
        match.finds("", LONG)
    assert time.thread_time() - begun < 1


def test_the_program_runs_on_meanwhile() -> None:
    """While one thread searched with `re`, which holds the interpreter, no other moved."""
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()
    match = read_match(STALLING.replace("z", "y"))

    def search() -> None:
        begun.set()
        go_on.wait()
        with contextlib.suppress(SlowMatchError):
            match.finds("", LONG)
        done.set()

    thread = threading.Thread(target=search)
    thread.start()
    begun.wait()
    worked = time.thread_time()
    go_on.set()  # by a thread that has a processor
    while not done.is_set():
        pass
    thread.join()
    assert time.thread_time() - worked > 0.02


def test_many_releases_cost_a_slow_regex_no_more_than_what_it_has_saved_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    match = read_match(STALLING.replace("z", "x"))
    begun, slow = time.thread_time(), 0
    for _ in range(300):
        try:
            match.finds("", LONG)
        except SlowMatchError:
            slow += 1
    assert slow == 300
    assert time.thread_time() - begun < 5, "unlimited, it would be thirty"
    later = time.monotonic() + 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert match.finds("", "a b c dx") is True, "what it saved up since lets it search again"


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
def test_any_expression_ends_soon_on_a_text_made_to_stall_it(pattern: str) -> None:
    begun = time.thread_time()
    for text in ("a" * 2000 + "!", "ab" * 1000 + "!"):
        with contextlib.suppress(SlowMatchError):
            read_match(f"/^{pattern}$/").finds("", text)
    assert time.thread_time() - begun < 3, pattern
