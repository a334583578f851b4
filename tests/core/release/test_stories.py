"""Whether two sites tell the same story."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.release.stories import SPAN, OtherStories, Story

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BODY = (
    "“Nobody should lose their home because a minister wants a faster road,” said Mira Holm. “The "
    "families of the river quarter were given two days, no hearing and no other place to go, and "
    "what was done to them on Monday morning was a forced eviction by any reading of the law.” "
    "The bulldozers came at six. By noon, forty houses and the only school there were gone."
)
WORLD = Story(
    7,
    "world",
    "https://www.world.example/en/news/graustark-river/",
    "Graustark: Hundreds left homeless by forced eviction of river quarter",
    NOON,
)
WORLD_TEXT = f"The authorities must stop the evictions at once. {BODY} Background: the law of 1984."
HOME = Story(
    0,
    "home",
    "https://www.home.example/press/graustark-eviction-river-quarter",
    "Graustark: forced eviction of river quarter leaves hundreds homeless - new testimony",
    NOON + timedelta(hours=3),
)
HOME_TEXT = f"Responding to the eviction of the river quarter, Mira Holm said: {BODY}"


def tell_same(
    *others: tuple[Story, str], story: Story = HOME, text: str = HOME_TEXT
) -> Story | None:
    texts = {one.entry_id: written for one, written in others}
    return OtherStories([one for one, _ in others], texts.__getitem__).find_same(story, text)


def test_a_release_with_its_own_headline_and_first_paragraph_is_the_same_story() -> None:
    assert tell_same((WORLD, WORLD_TEXT)) is WORLD


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"url": "https://home.example/other"}, WORLD_TEXT),
        ({"feed_id": "home"}, WORLD_TEXT),
        ({"published": NOON - SPAN}, WORLD_TEXT),
        ({"title": "Ruritania: editor freed"}, WORLD_TEXT),
        ({}, "The authorities must stop the evictions at once. " * 20),
        ({"title": "Graustark: expulsion forcée du quartier du fleuve"}, "Rien."),
    ],
    ids=["same site", "same feed", "days apart", "other headline", "other text", "other language"],
)
def test_what_differs_in_this_is_told_apart(changes: dict[str, Any], text: str) -> None:
    assert tell_same((replace(WORLD, **changes), text)) is None


@pytest.mark.parametrize("title", ["Public statement", "Graustark: what the court said on Monday"])
def test_equal_titles_alone_never_merge(title: str) -> None:
    other = (replace(WORLD, title=title), "On schools, in short.")
    story = replace(HOME, title=title)
    assert tell_same(other, story=story, text="On prisons, in short.") is None


def test_a_short_title_says_nothing_even_over_the_same_short_text() -> None:
    other = (replace(WORLD, title="Public statement"), "The court sat over the case on Monday.")
    story = replace(HOME, title="Public statement")
    assert tell_same(other, story=story, text=other[1]) is None


def test_an_excerpt_is_found_in_the_whole_under_the_same_headline() -> None:
    excerpt = " ".join(WORLD_TEXT.split()[:24]) + " […]"
    home = replace(HOME, title=WORLD.title)
    assert tell_same((WORLD, WORLD_TEXT), story=home, text=excerpt) is WORLD
    assert tell_same((WORLD, WORLD_TEXT), text=excerpt) is None


def test_the_likest_is_taken() -> None:
    half = replace(WORLD, entry_id=3)
    others = [(half, WORLD_TEXT[: len(WORLD_TEXT) * 2 // 3] + " And so on."), (WORLD, WORLD_TEXT)]
    assert tell_same(*others) is WORLD
    assert tell_same(*reversed(others)) is WORLD


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_compared(one: str, other: str, url: str) -> None:
    tell_same((replace(WORLD, title=one, url=url), other), story=replace(HOME, title=one), text=one)
    assert tell_same((WORLD, ""), text="") is None


def test_a_flood_on_either_side_is_compared_by_the_likest_few_and_each_is_read_once() -> None:
    """500 new releases against 1,000 of another site under one title: no text is read over."""
    read: Counter[int] = Counter()

    def text_of(entry_id: int) -> str:
        read[entry_id] += 1
        return f"{WORLD_TEXT} {entry_id}"

    flood = [replace(WORLD, entry_id=number) for number in range(1000)]
    others = OtherStories(flood, text_of)
    for _ in range(500):
        assert others.find_same(HOME, HOME_TEXT) is not None
    assert max(read.values()) == 1
    assert len(read) <= 10
