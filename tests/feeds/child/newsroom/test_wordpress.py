"""Posts by the REST interface of WordPress."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.child.newsroom.shapes import EXPECTED, SITE, text_of
from traynews.core.data.document import Document
from traynews.feeds.child.newsroom.wordpress import read_json, types_address

ANSWERS: dict[str, Any] = EXPECTED["wp_json"]
URL = f"{SITE}/wp-json/wp/v2/types"


@pytest.mark.parametrize("name", [name for name, row in ANSWERS.items() if "entries" in row])
def test_posts_are_read_as_they_are_meant(name: str) -> None:
    found = read_json(text_of(name), URL)
    assert isinstance(found, Document)
    assert [item.link for item in found.items] == [row["url"] for row in ANSWERS[name]["entries"]]
    for item, row in zip(found.items, ANSWERS[name]["entries"], strict=True):
        assert item.title == row["title"]
        assert item.published is not None
        assert item.published.isoformat() == row["date"]
        assert item.summary == row.get("excerpt", item.summary)
        text = [[block.kind.value, block.text] for block in item.blocks]
        assert text == row.get("text", [])


@pytest.mark.parametrize("name", ["wp-json-error.json", "wp-json-no-route.json"])
def test_a_refusal_is_no_answer(name: str) -> None:
    assert read_json(text_of(name), URL) is None


def test_of_the_types_that_of_press_releases_is_preferred() -> None:
    found = read_json(text_of("wp-json-types.json"), URL)
    assert isinstance(found, tuple)
    assert found[0].startswith(f"{SITE}/wp-json/wp/v2/press-release?")
    assert found[1].startswith(f"{SITE}/wp-json/wp/v2/posts?")


def test_the_root_that_a_page_names_leads_to_the_types() -> None:
    assert types_address(f"{SITE}/en/wp-json/") == f"{SITE}/en/wp-json/wp/v2/types"


@given(st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["link", "title", "rest_base", "date_gmt"]), x)))  # fmt: skip  # noqa: E501
def test_any_json_ends_well(data: Any) -> None:
    import json  # noqa: PLC0415 - here alone

    read_json(json.dumps(data), URL)


def test_posts_of_a_site_that_calls_itself_by_http_are_its_own() -> None:
    """WordPress behind a proxy that does its TLS."""
    post = '[{"link": "http://a.example/2026/one/", "title": "One"}]'
    found = read_json(post, "https://a.example/x")
    assert isinstance(found, Document)
    assert [item.link for item in found.items] == ["https://a.example/2026/one/"]
