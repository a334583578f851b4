"""Values and keys, written as TOML; `tomllib` only reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Value = str | bool | int | Sequence[str]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f']*")
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_value(value: Value) -> str:
    """Write a value."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str() if _ESCAPED.search(value) and _LITERAL.fullmatch(value):
            return f"'{value}'"  # as people write a pattern or a command with quotes in it
        case str():
            return f'"{_ESCAPED.sub(_escape, value)}"'
        case _:
            return f"[{', '.join(map(write_value, value))}]"


def write_key(names: Sequence[str]) -> str:
    """Write a dotted key."""
    return ".".join(name if _BARE.fullmatch(name) else write_value(name) for name in names)


def write_pair(key: str, value: Value) -> str:
    """Write a key with its value."""
    return f"{write_key([key])} = {write_value(value)}"


def write_inline_table(table: Mapping[str, Value]) -> str:
    """Write a table on one line."""
    return "{ " + ", ".join(write_pair(key, value) for key, value in table.items()) + " }"


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"
