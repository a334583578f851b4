"""Whether two sites tell the same story."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.stories import SPAN, Story, find_same

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
    f"The authorities must stop the evictions at once. {BODY} Background: the law dates from 1984.",
    NOON,
)
HOME = Story(
    0,
    "home",
    "https://www.home.example/press/graustark-eviction-river-quarter",
    "Graustark: forced eviction of river quarter leaves hundreds homeless - new testimony",
    f"Responding to the eviction of the river quarter, Mira Holm said: {BODY}",
    NOON + timedelta(hours=3),
)


def test_a_release_with_its_own_headline_and_first_paragraph_is_the_same_story() -> None:
    assert find_same(HOME, [WORLD]) is WORLD


@pytest.mark.parametrize(
    "other",
    [
        replace(WORLD, url="https://home.example/other"),
        replace(WORLD, feed_id="home"),
        replace(WORLD, published=NOON - SPAN),
        replace(WORLD, title="Ruritania: editor freed"),
        replace(WORLD, text="The authorities must stop the evictions at once. " * 20),
        replace(WORLD, title="Graustark: expulsion forcée du quartier du fleuve", text="Rien."),
    ],
    ids=["same site", "same feed", "days apart", "other headline", "other text", "other language"],
)
def test_what_differs_in_this_is_told_apart(other: Story) -> None:
    assert find_same(HOME, [other]) is None


def test_equal_titles_alone_never_merge() -> None:
    one = replace(HOME, title="Public statement", text="On prisons, in short.")
    other = replace(WORLD, title="Public statement", text="On schools, in short.")
    assert find_same(one, [other]) is None
    long = "Graustark: what the court said on Monday about the river quarter"
    assert find_same(replace(one, title=long), [replace(other, title=long)]) is None


def test_an_excerpt_is_found_in_the_whole_under_the_same_headline() -> None:
    excerpt = " ".join(WORLD.text.split()[:24]) + " […]"
    home = replace(HOME, title=WORLD.title, text=excerpt)
    assert find_same(home, [WORLD]) is WORLD
    assert find_same(replace(home, title="Graustark: hundreds homeless"), [WORLD]) is None


def test_the_likest_is_taken() -> None:
    half = replace(WORLD, entry_id=3, text=WORLD.text[: len(WORLD.text) * 2 // 3] + " And so on.")
    assert find_same(HOME, [half, WORLD, half]) is WORLD


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_compared(one: str, other: str, url: str) -> None:
    find_same(replace(HOME, text=one, title=other), [replace(WORLD, text=other, url=url)])
    assert find_same(replace(HOME, text=""), [replace(WORLD, text="")]) is None
