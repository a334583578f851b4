"""Data that a page carries for programs: JSON-LD (schema.org) and the state of a Next.js site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from traynews.feeds.child.tree import Element

MOST_VALUES = 100_000
"""Values of a page's data that are looked at."""


def read_scripts(page: Element) -> Iterator[Any]:
    """Yield the data of each JSON-LD script of a page; what cannot be read is passed over."""
    for one in page.elements():
        kind = one.attributes.get("type", "").lower().partition(";")[0].strip()
        if one.tag == "script" and kind == "application/ld+json":
            yield from _read(one.script())


def read_state(page: Element) -> Iterator[Any]:
    """Yield the state with which a Next.js page starts, if it has one."""
    for one in page.elements():
        if one.tag == "script" and one.attributes.get("id") == "__NEXT_DATA__":
            yield from _read(one.script())


def values(data: Any) -> Iterator[Any]:
    """Yield every object and list in a piece of data, the outermost first, in its order."""
    waiting = [data]
    count = 0
    while waiting and count < MOST_VALUES:
        one = waiting.pop()
        count += 1
        if isinstance(one, dict):
            yield one
            waiting.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            yield one
            waiting.extend(reversed(one))


def types_of(found: dict[str, Any]) -> set[str]:
    """Return the types of a JSON-LD object."""
    named = found.get("@type")
    return {one for one in (named if isinstance(named, list) else [named]) if isinstance(one, str)}


def first_text(found: dict[str, Any], *keys: str) -> str:
    """Return the first of these values that says something; of an object, its name."""
    for key in keys:
        value = found.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("rendered") or value.get("@id")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _read(text: str) -> Iterator[Any]:
    try:
        yield json.loads(text)
    except (ValueError, RecursionError):
        return
