"""Pages and robots.txt that somebody made to be costly: read in a time that grows with their size.

What lies in each other is where reading grows with the square: everything that is asked of an
element is asked of all that it holds.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.feeds.child.newsroom.shapes import SITE
from tests.growth import assert_linear
from traynews.core.data.document import Document
from traynews.core.polling.robots import may_ask
from traynews.feeds.child.markup import MOST_ELEMENTS, read_page
from traynews.feeds.child.newsroom import cards
from traynews.feeds.child.newsroom.listing import read_listing
from traynews.feeds.child.newsroom.release import read_release
from traynews.feeds.child.newsroom.robots import read_robots
from traynews.feeds.child.tree import Element
from traynews.feeds.frames import MOST_RULES

pytestmark = pytest.mark.long

URL = f"{SITE}/latest/"
LINK = "<a href='/news/release-one'>Release one is here</a>"
PARAGRAPH = f"<main><h1>A release</h1><p>{'word ' * 40}</p>"
LIST = "".join(
    f"<li><h2><a href='/news/true-{number}'>Court frees protester {number}</a></h2>"
    f"<time>{number} May 2026</time></li>"
    for number in range(1, 11)
)


def read_list(text: str) -> object:
    return read_listing(read_page(text), URL, "UTC")


@pytest.mark.parametrize(
    "piece",
    [
        f"<div>{LINK}",
        f"<div class='tag'>{LINK}",
        f"<h2><div>{LINK}",
        f"<time><div>{LINK}",
        f"<a href='/news/x'>x<object>{LINK}",
        f"<div>{LINK}<i></i><i></i><i></i>",
        f"<div><div>{LINK}</div></div>",
    ],
)
def test_a_listing_is_read_in_linear_time(piece: str) -> None:
    assert_linear(read_list, piece, length=40_000)


@pytest.mark.parametrize(
    "piece",
    ["<div><p>x 1</p>", "<ul><li>x 1", "<time><span>1", "<div>1<i></i><i></i>", "<h1><div>",
     "<div class='share'><p>x", f"<a rel='tag' href='/country/x'><object>{LINK}"],
)  # fmt: skip
def test_a_release_is_read_in_linear_time(piece: str) -> None:
    def read(text: str) -> object:
        return read_release(read_page(PARAGRAPH + text), URL, "UTC")

    assert_linear(read, piece, length=20_000)


def test_rows_of_data_are_read_in_linear_time() -> None:
    def read(text: str) -> object:
        rows = ",".join(f'{{"url":"/n{n}/x","name":"Some name"}}' for n in range(len(text)))
        data = f'{{"@type":"ItemList","itemListElement":[{rows}]}}'
        return read_list(f'<script type="application/ld+json">{data}</script>')

    assert_linear(read, "x", length=8_000)


def test_attributes_are_read_in_linear_time() -> None:
    def read(text: str) -> object:
        return read_page("<a " + " ".join(f"a{number}=1" for number in range(len(text))) + ">x")

    assert_linear(read, "x", length=24_000)


@pytest.mark.parametrize(
    "write",
    [
        lambda n: [f"User-agent: a{i}" for i in range(n)] + [f"Disallow: /{i}" for i in range(n)],
        lambda n: ["User-agent: *"] * n + [f"Disallow: /{i}" for i in range(n)],
        lambda n: ["User-agent: *", *(f"Allow: /*a*{'a' * i}*{'a' * (n - i)}$" for i in range(n))],
        lambda n: [f"Sitemap: /{i}" for i in range(n)],
    ],
)
def test_a_robots_txt_is_read_in_linear_time(write: Callable[[int], list[str]]) -> None:
    def read(text: str) -> object:
        rules = read_robots("\n".join(write(len(text))), URL)
        return may_ask(rules, f"{SITE}/{'a' * 1_000}")

    assert_linear(read, "x", length=400 if "a" * 9 in "\n".join(write(10)) else 8_000)


def test_boxes_in_each_other_do_not_hide_a_list() -> None:
    boxes, listed = f"<div>{LINK}" * 3_000 + "</div>" * 3_000, f"<ul>{LIST}</ul>"
    for text in (boxes + listed, listed + boxes):
        found = read_list(f"<main>{text}</main>")
        assert isinstance(found, Document)
        titles = {item.title for item in found.items if item.published is not None}
        assert titles == {f"Court frees protester {number}" for number in range(1, 11)}


def test_of_blocks_in_each_other_no_more_is_read_than_of_a_large_page_and_its_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted, not timed."""
    read = []
    read_card = cards._read_card

    def count(card: Element, elements: list[Element], *given: object) -> object:
        read.append(len(elements))
        return read_card(card, elements, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(cards, "_read_card", count)
    read_list(f"<div>{LINK}" * 10_000)
    assert 10_000 < sum(read) < 2 * MOST_ELEMENTS


def test_an_element_may_carry_much_data() -> None:
    data = "{" + ", ".join(f'"key {number}": "<p>"' for number in range(3_000)) + "}"
    page = read_page(f"<div data-props='{data}' class='island'>x</div>")
    (island,) = [one for one in page.elements() if one.tag == "div"]
    assert island.attributes["data-props"] == data


def test_all_rules_are_kept_or_all_is_left_alone() -> None:
    rules = [f"Disallow: /{number}/" for number in range(MOST_RULES)]
    kept = read_robots("\n".join(["User-agent: *", *rules]), URL)
    assert not may_ask(kept, f"{SITE}/{MOST_RULES - 1}/x")
    assert may_ask(kept, f"{SITE}/news")
    assert not may_ask(read_robots("\n".join(["User-agent: *", *rules, rules[0]]), URL), URL)
