"""Titles: what is markup goes, what only looks like it stays, and none ends empty by that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.clean import clean_line
from traynews.feeds.child.fields import LONGEST_TITLE
from traynews.feeds.child.titles import (
    looks_like_markup,
    read_plain_title,
    read_text_title,
    read_title,
)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("How should <selectedoption> work?", "How should <selectedoption> work?"),
        ("</freedonia>", "</freedonia>"),
        ("if a<b then c>d", "if a<b then c>d"),
        ("mail <press@amnesty.example> for more", "mail <press@amnesty.example> for more"),
        ("5 < 6 &amp; 7 > 6", "5 < 6 & 7 > 6"),
        ("Vec<String> and <T: Clone>", "Vec<String> and <T: Clone>"),
        ("The <template> element, and <dialog>", "The <template> element, and <dialog>"),
        ("<3 for the poet", "<3 for the poet"),
        ("<b>Bold</b> and <i>fine</i>", "Bold and fine"),
        ("<p>Freedonia:<br />free</p>", "Freedonia: free"),
        ('<a href="https://a.test/?x>1">Linked</a> headline', "Linked headline"),
        ("H<sub>2</sub>O", "H2O"),
        ("x<script>alert(1)</script>y", "xy"),
        ("<h2 class='x'>Sentenced</h2>", "Sentenced"),
        ("A <b>bold</b> <selectedoption>", "A bold <selectedoption>"),
        ("One<br>two", "One two"),
        ("<b></b>", "<b></b>"),
        ("<img>", "<img>"),
        ('<img src="https://a.test/1.png">', ""),
        ("<!-- note -->Freed", "Freed"),
        ("", ""),
    ],
)
def test_a_title_keeps_what_is_no_markup(raw: str, title: str) -> None:
    assert read_title(raw) == title


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Use of <b> in HTML", "Use of <b> in HTML"),
        ("5 < 6 &amp; 7", "5 < 6 & 7"),
        ("<b>Bold</b> after all", "Bold after all"),
    ],
)
def test_a_plain_title_is_markup_only_in_pairs(raw: str, title: str) -> None:
    assert read_plain_title(raw) == title


def test_a_title_of_a_json_feed_is_text_whatever_stands_in_it() -> None:
    assert read_text_title("<b>Bold</b> &#8216;x&#8217;") == "<b>Bold</b> ‘x’"


@pytest.mark.parametrize(
    ("text", "is_markup"),
    [
        ("<p>One</p>", True),
        ("one<br/>two", True),
        ('<div class="a"><h1>x</h1></div>', True),
        ("a < b > c", False),
        ("if <selectedoption></selectedoption>", False),
        ("</p>", False),
        ("Use <b> and <i>", False),
    ],
)
def test_text_of_which_nothing_is_said_is_markup_where_it_holds_some(
    text: str,
    is_markup: bool,  # noqa: FBT001 -- a table's column
) -> None:
    assert looks_like_markup(text) == is_markup


@given(st.text(max_size=80) | st.text("<>/abpi =\"'&;!-x", max_size=60))
def test_every_title_is_one_clean_line(raw: str) -> None:
    for title in (read_title(raw), read_plain_title(raw)):
        assert title == clean_line(title, limit=LONGEST_TITLE)
