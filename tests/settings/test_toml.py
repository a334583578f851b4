"""Values and keys, written as TOML."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.settings.toml import Value, write_inline_table, write_key, write_value

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Value] = TEXTS | st.booleans() | st.integers() | st.lists(TEXTS)


@given(st.dictionaries(TEXTS, VALUES))
def test_what_is_written_is_read_again(table: dict[str, Value]) -> None:
    written = write_inline_table(table)
    assert "\n" not in written
    assert tomllib.loads(f"x = {written}")["x"] == table


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_key_of_any_letters_is_read_again(names: list[str]) -> None:
    data: Any = tomllib.loads(f"{write_key(names)} = 1")
    for name in names:
        data = data[name]
    assert data == 1


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("dot", '"dot"'),
        ("it's", '"it\'s"'),
        (r"/\bIran\b/", r"'/\bIran\b/'"),
        ('fox "%s"', "'fox \"%s\"'"),
        ("both ' and \"", '"both \' and \\""'),
        ("a\nb", '"a\\nb"'),
        ("\x7f\x1b", '"\\u007F\\u001B"'),
        (True, "true"),
        (12, "12"),
        (["a", "b"], '["a", "b"]'),
        ((), "[]"),
    ],
)
def test_values_are_written_as_people_write_them(value: Value, written: str) -> None:
    assert write_value(value) == written
