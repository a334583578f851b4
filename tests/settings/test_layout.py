"""Where what stands in a settings file."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given

from tests.settings.documents import documents, walk
from traynews.settings.layout import find_line, read_layout


@given(documents())
def test_every_value_is_found_where_it_stands(text: str) -> None:
    data = tomllib.loads(text)
    pieces = read_layout(text)
    values = {piece.path: text[piece.value : piece.end] for piece in pieces if not piece.is_head}
    for path, value in walk(data):
        if path in values:
            assert tomllib.loads(f"x = {values[path]}")["x"] == value
        else:  # a table that is no value anywhere: told by heads, or by dotted keys
            assert isinstance(value, dict | list)
    assert set(values) <= {path for path, _ in walk(data)}


@given(documents())
def test_pieces_come_in_the_order_of_the_text_and_heads_are_whole(text: str) -> None:
    pieces = read_layout(text)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    for piece in pieces:
        if piece.is_head:
            assert text[piece.start] == "["
            assert text[piece.end - 1] == "]"


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("", ("feeds", 0), 1),
        ("[menu]\n\nbadge = 1", ("menu", "badge"), 3),
        ("[menu]\n\nbadge = 1", ("menu", "headlines"), 1),
        ("menu.badge = 1", ("menu", "badge"), 1),
        ('[[feeds]]\nid = "a"\n[[feeds]]\n# a comment\n"id" = "b"\n', ("feeds", 1, "id"), 5),
        ('[[feeds]]\nid = "a"\n[[feeds]]\n# a comment\n"id" = "b"\n', ("feeds", 1), 3),
        ("feeds = [\n  { id = 'a' },\n  { id = 'b' },\n]", ("feeds", 1, "id"), 3),
        ('a = """\n[menu]\nbadge = 1\n"""\n[menu]\nbadge = 2', ("menu", "badge"), 6),
        ("a = '''\nx = 1'''''\nx = 2", ("x",), 3),
        ("[[alerts.rules]]\nlevel=1\n[alerts]\nsound=2", ("alerts", "sound"), 4),
        ("[a.b]\nc = 1\n[[a.d]]\n[a.d.e]\nf = 1", ("a", "d", 0, "e", "f"), 5),
    ],
)
def test_the_line_of_a_value_is_its_own_or_that_of_its_table(
    text: str, path: tuple[str | int, ...], line: int
) -> None:
    tomllib.loads(text)
    assert find_line(text, path) == line


@pytest.mark.parametrize("text", ["[", "a", "a =", "a = [", '"', "= 3", "[[a]", "a = {b", "]"])
def test_what_is_no_toml_comes_to_an_end_all_the_same(text: str) -> None:
    read_layout(text)
