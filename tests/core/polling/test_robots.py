"""What a site's robots.txt allows, and for how long its rules hold (RFC 9309).

How the file is read is tried in `tests/feeds/child/newsroom/test_robots.py`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Answer, Failure, Robots, Rule, TroubleKind, Validators
from traynews.core.polling.robots import (
    GOOD_FOR,
    SiteRules,
    address_of_robots,
    after_robots,
    is_fresh,
    may_ask,
    why_not,
)

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
SITE = "https://www.press.example"
URL = f"{SITE}/robots.txt"
ROBOTS = Robots((Rule("/private/", allow=False),), 3.0, (f"{SITE}/map.xml",))
KNOWN = SiteRules(NOW - timedelta(days=2), ROBOTS, Validators('"a"', "Mon"))


# --- where they stand, and how long they hold -----------------------------------------------------


@pytest.mark.parametrize(
    ("page", "rules"),
    [
        (f"{SITE}/latest/news/?page=2#top", URL),
        (SITE, URL),
        ("http://127.0.0.1:8080/latest", "http://127.0.0.1:8080/robots.txt"),
        ("https://[::1]/a", "https://[::1]/robots.txt"),
    ],
)
def test_the_rules_of_a_page_stand_at_the_root_of_its_server(page: str, rules: str) -> None:
    assert address_of_robots(page) == rules


@pytest.mark.parametrize(
    ("age", "fresh"),
    [
        (timedelta(0), True),
        (timedelta(days=1) - MOMENT, True),
        (timedelta(days=1), False),
        (-MOMENT, False),
        (timedelta(days=-400), False),
    ],
)
def test_rules_hold_for_a_day_and_never_from_the_future(age: timedelta, *, fresh: bool) -> None:
    """P32: a clock that was ahead must not keep a site's rules, or close it, for years."""
    assert is_fresh(SiteRules(NOW - age), NOW) is fresh
    assert is_fresh(SiteRules(NOW - age, closed=True), NOW) is fresh


def test_rules_that_nobody_has_do_not_hold() -> None:
    assert not is_fresh(None, NOW)
    assert timedelta(days=1) == GOOD_FOR


# --- what comes of asking -------------------------------------------------------------------------


@pytest.mark.parametrize("known", [None, KNOWN], ids=["unknown", "known"])
@pytest.mark.parametrize(
    ("status", "closed"),
    [
        (404, False),
        (410, False),
        *((status, True) for status in (None, 400, 401, 403, 405, 409, 411, 429, 451, 500, 503)),
    ],
)
def test_a_site_without_rules_allows_all_and_one_that_gives_none_nothing(
    known: SiteRules | None, status: int | None, *, closed: bool
) -> None:
    """2.3.1.3, 2.3.1.4: whatever was known before."""
    failure = Failure(TroubleKind.HTTP, "no", NOW, status)
    assert after_robots(known, failure, None) == SiteRules(NOW, closed=closed)


@pytest.mark.parametrize("known", [None, KNOWN, SiteRules(NOW, closed=True)])
def test_rules_that_came_take_the_place_of_what_was_known(known: SiteRules | None) -> None:
    headers = {"etag": '"b"', "last-modified": "Tue", "date": "Wed"}
    after = after_robots(known, Answer(URL, 200, headers, b"-", NOW), ROBOTS)
    assert after == SiteRules(NOW, ROBOTS, Validators('"b"', "Tue"))


def test_a_body_without_rules_allows_all() -> None:
    assert after_robots(KNOWN, Answer(URL, 200, {}, b"", NOW), None) == SiteRules(NOW)


def test_rules_that_did_not_change_hold_for_another_day() -> None:
    answer = Answer(URL, 304, {"etag": '"other"'}, None, NOW)
    assert after_robots(KNOWN, answer, None) == SiteRules(NOW, ROBOTS, Validators('"a"', "Mon"))
    assert after_robots(None, answer, None) == SiteRules(NOW)


# --- why a page may not be asked for --------------------------------------------------------------


def test_why_a_page_is_left_alone_is_said_with_its_host() -> None:
    rules = SiteRules(NOW, ROBOTS)
    assert why_not(rules, f"{SITE}/latest/") == ""
    assert why_not(rules, f"{SITE}/private/a") == (
        "the robots.txt of www.press.example asks programs not to read this page"
    )
    closed = "does not give its robots.txt, so its pages are left alone for a day"
    assert why_not(SiteRules(NOW, closed=True), f"{SITE}/latest/") == f"www.press.example {closed}"
    assert why_not(SiteRules(NOW, closed=True), "nonsense") == f"nonsense {closed}"


# --- which rule decides ---------------------------------------------------------------------------


def asked(path: str, *rules: tuple[str, str]) -> bool:
    """Whether a path may be asked for by rules such as `("-", "/a")` and `("+", "/a/b")`."""
    return may_ask(Robots(tuple(Rule(path, sign == "+") for sign, path in rules)), SITE + path)


@pytest.mark.parametrize(
    ("path", "rules", "allowed"),
    [
        ("/a", [], True),
        ("/a", [("-", "/")], False),
        ("", [("-", "/")], False),
        ("/a", [("-", "/b")], True),
        ("/a/b", [("-", "/a"), ("+", "/a/b")], True),
        ("/a/b", [("+", "/a/b"), ("-", "/a")], True),
        ("/a/b", [("+", "/a"), ("-", "/a/b")], False),
        ("/a/c", [("-", "/a"), ("+", "/a/b")], False),
        ("/a", [("-", "/a"), ("+", "/a")], True),
        ("/a", [("+", "/a"), ("-", "/a")], True),
        ("/ab", [("+", "/*b"), ("-", "/a*")], False),  # as long as each other
        ("/ab", [("-", "/*b"), ("+", "/a*")], False),
    ],
)
def test_the_longest_rule_decides_and_of_one_twice_the_kinder(
    path: str, rules: list[tuple[str, str]], *, allowed: bool
) -> None:
    """2.2.2."""
    assert asked(path, *rules) is allowed


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/a", "/a/b?c", True),
        ("/a", "/A", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/a$b", "/a$b", True),
        ("/a?b", "/a?b=1", True),
        ("/a?b", "/a", False),
        ("/*", "/", True),
        ("/*b", "/ab", True),
        ("/*b", "/ac", False),
        ("/*.pdf$", "/a.pdf", True),
        ("/*.pdf$", "/a.pdf.html", False),
        ("/*.pdf$", "/.pdf.pdf", True),
        ("/a*a$", "/a", False),
        ("/a*a$", "/aa", True),
        ("/ab*bc$", "/abc", False),
        ("/ab*bc$", "/abbc", True),
        ("/a*b*c", "/axbxc", True),
        ("/a*b*c", "/axcxb", False),
        ("/a*b*b", "/ab", False),
        ("/a*b*b", "/abb", True),
        ("/a*bb*bc$", "/abbc", False),
        ("/a*bb*bc$", "/abbbc", True),
        ("/a*$", "/abc", True),
        ("/a**b", "/ab", True),
        ("/a*b*c", "/ac", False),
        ("/a*a*c", "/ac", False),
        ("/*/*", "/a", False),
        ("/*/*", "/a/b", True),
        ("/a%ff", "/a%fe", False),
        ("/a#b", "/a", False),  # what follows a # is no part of an address that is asked
    ],
)
def test_a_star_is_any_text_and_a_dollar_the_end(pattern: str, path: str, *, matches: bool) -> None:
    """2.2.3."""
    assert asked(path, ("-", pattern)) is not matches
    assert asked(path, ("-", "/"), ("+", pattern)) is matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/caf%c3%a9", "/caf%C3%A9"),
        ("/café", "/caf%C3%A9"),
        ("/caf%C3%A9", "/café"),
        ("/%7Ejoe/%61", "/~joe/a"),
        ("/a%ffb", "/a%FFb/c"),
    ],
)
def test_one_path_is_one_however_it_is_escaped(pattern: str, path: str) -> None:
    assert not asked(path, ("-", pattern))


def test_neither_the_host_nor_the_fragment_is_part_of_the_path() -> None:
    forbidden = Robots((Rule("/press", allow=False), Rule("/*#", allow=False)))
    assert may_ask(forbidden, "https://press.example/a#/press")
    assert not may_ask(forbidden, "https://other.example/press")
    assert not may_ask(Robots((Rule("/go?to=http://", allow=False),)), f"{SITE}/go?to=http://b")


RULES = st.tuples(st.sampled_from("+-"), st.text("ab*$", max_size=5).map("/{}".format))


@given(st.lists(RULES, max_size=6), st.text("ab", max_size=6), st.randoms())
def test_the_order_of_the_rules_says_nothing(
    rules: list[tuple[str, str]], path: str, chance: Random
) -> None:
    shuffled = list(rules)
    chance.shuffle(shuffled)
    assert asked(f"/{path}", *rules) is asked(f"/{path}", *shuffled)


@given(st.text(max_size=20), st.text(max_size=20))
def test_without_a_rule_that_forbids_everything_may_be_asked_for(pattern: str, path: str) -> None:
    assert asked(f"/{path}", ("+", pattern))
