"""robots.txt: read as RFC 9309 says, and as `protego` reads it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from protego import Protego

from tests.feeds.child.newsroom.shapes import EXPECTED, SITE, text_of
from traynews.core.polling.robots import may_ask
from traynews.feeds.child.newsroom.robots import read_robots

URL = f"{SITE}/robots.txt"


@pytest.mark.parametrize("name", EXPECTED["robots"])
def test_a_file_forbids_and_allows_what_it_says(name: str) -> None:
    robots, expected = read_robots(text_of(name), URL), EXPECTED["robots"][name]
    paths: dict[str, Any] = {path: told for path, told in expected.items() if path[0] == "/"}
    assert {path: may_ask(robots, SITE + path) for path in paths} == paths
    assert robots.delay == expected.get("crawl_delay", 0)
    assert list(robots.sitemaps) == expected.get("sitemaps", [])


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", False),
        ("user-agent:*\ndisallow:/a # why", "/a/b", False),
        ("User-agent: a\nUser-agent: traynews\nDisallow: /x", "/x", False),
        ("User-agent: TrayNews/1.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/y", True),
        ("User-agent: *\nDisallow: /x\nUser-agent: *\nDisallow: /y", "/y", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9/1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nCrawl-delay: nan\nDisallow: /b", "/b", False),
    ],
)
def test_rules_hold_as_the_rfc_says(text: str, path: str, *, allowed: bool) -> None:
    assert may_ask(read_robots(text, URL), SITE + path) is allowed


PATHS = st.text("ab/*$?", min_size=1, max_size=8).map("/{}".format)


@given(st.lists(st.tuples(st.booleans(), PATHS), max_size=6), st.text("ab/?", max_size=8))
def test_rules_hold_as_protego_takes_them(rules: list[tuple[bool, str]], path: str) -> None:
    lines = [f"{'Allow' if allow else 'Disallow'}: {rule}" for allow, rule in rules]
    text = "\n".join(["User-agent: *", *lines])
    lengths = [len(rule) for _, rule in rules]
    assume(len(set(lengths)) == len(lengths))  # of rules as long as each other we take the stricter
    assume(not any("$" in rule[:-1] or "**" in rule for _, rule in rules))
    ours = may_ask(read_robots(text, URL), f"{SITE}/{path}")
    assert ours == Protego.parse(text).can_fetch(f"{SITE}/{path}", "TrayNews")


@given(st.text(max_size=300))
def test_any_text_ends_well(nonsense: str) -> None:
    may_ask(read_robots(nonsense, URL), f"{SITE}/a")


def test_a_pattern_of_stars_costs_no_time() -> None:
    robots = read_robots("User-agent: *\nDisallow: /" + "a*" * 900 + "b", URL)
    assert may_ask(robots, f"{SITE}/{'a' * 4_000}")


def test_a_site_that_names_its_sitemap_by_http_means_the_one_by_https() -> None:
    text = "Sitemap: http://www.a.example/s.xml\nSitemap: http://b.example/s.xml"
    found = read_robots(text, "https://www.a.example/robots.txt").sitemaps
    assert found == ("https://www.a.example/s.xml", "http://b.example/s.xml")
