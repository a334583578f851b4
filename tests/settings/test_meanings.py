"""Every key has words for people."""

from __future__ import annotations

from traynews.settings.keys import TABLES
from traynews.settings.meanings import MEANINGS


def test_every_key_has_a_name_and_says_what_it_does() -> None:
    keys = {f"{table}.{key}" for table, (_, keys) in TABLES.items() for key in keys}
    assert keys == set(MEANINGS)
    assert all(name and meaning.endswith(".") for name, meaning in MEANINGS.values())


def test_no_two_have_the_same_name() -> None:
    names = [name for name, _ in MEANINGS.values()]
    assert len(set(names)) == len(names)
