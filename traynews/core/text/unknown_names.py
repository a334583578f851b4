"""What is said of a name that nobody knows: the one that was meant, else those there are."""

from __future__ import annotations

from collections.abc import Collection


def tell_unknown(kind: str, name: str, known: Collection[str]) -> str:
    """Return the line about a name that is none of those of its kind, such as "feed"."""
    near = find_near(name, known)
    hint = f'did you mean "{near}"?' if near else f"there are {', '.join(sorted(known)) or 'none'}"
    return f'there is no {kind} "{name}"; {hint}'


def find_near(name: str, known: Collection[str]) -> str:
    """Return the known name that is spelt most like this one; empty where none is."""
    import difflib  # noqa: PLC0415 - 14 ms, and only for a mistake

    longest = 100  # characters; no name is longer, and difflib takes the square of them
    found = difflib.get_close_matches(name[:longest], known, n=1)
    return found[0] if found else ""
