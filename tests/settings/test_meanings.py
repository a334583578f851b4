"""Every key has words for people."""

from __future__ import annotations

import re

import pytest

from traynews.settings.keys import FEED_KEYS, TABLES
from traynews.settings.meanings import FEED_MEANINGS, MEANINGS
from traynews.settings.values import BadValueError, Reader, allowed_words

BOUND = re.compile(r"[0-9]+[A-Za-z]*")
EXAMPLE = re.compile(r'such as "[^"]*"((, | or )"[^"]*")*')


def test_every_key_has_a_name_and_says_what_it_does() -> None:
    keys = {f"{table}.{key}" for table, (_, keys) in TABLES.items() for key in keys}
    assert keys == set(MEANINGS)
    assert all(name and meaning.endswith(".") for name, meaning in MEANINGS.values())


@pytest.mark.parametrize(
    ("key", "read"),
    [(f"{table}.{key}", read) for table, (_, keys) in TABLES.items() for key, read in keys.items()],
)
def test_the_bounds_of_a_key_are_in_its_words(key: str, read: Reader) -> None:
    """What its reader would say of nonsense, and of a moment."""
    for hopeless in ("?", "1s"):
        try:
            read(hopeless)
        except BadValueError as error:
            bounds = set(BOUND.findall(EXAMPLE.sub("", str(error))))
            assert bounds <= {*BOUND.findall(MEANINGS[key][1]), *allowed_words(read)}


def test_every_key_of_a_source_has_words() -> None:
    assert FEED_KEYS.keys() - {"id", "enabled", "interval", "alerts"} == FEED_MEANINGS.keys()
    assert all(name and meaning.endswith(".") for name, meaning in FEED_MEANINGS.values())


def test_no_two_have_the_same_name() -> None:
    names = [name for name, _ in MEANINGS.values()]
    assert len(set(names)) == len(names)
