"""Which pages of a site may be asked for, by its robots.txt. Source: RFC 9309, section 2.2.

The file itself is read in the parse process (`feeds/child/newsroom/robots.py`); what comes out of
it are these rules, which decide here, where addresses are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

_UNRESERVED = "/*$~-._!'()+,;:@&=?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: what it allows or forbids; `*` is any text, a `$` at the end the end."""

    path: str
    allow: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of us: rules in their order, seconds between requests, its sitemaps."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()


def may_ask(robots: Robots, url: str) -> bool:
    """Whether a page may be asked for: the longest rule that matches decides.

    Of the same rule twice the one that allows; of others as long the one that forbids.
    """
    after_host = url.partition("://")[2].partition("#")[0]
    path = _normal("/" + after_host.partition("/")[2])
    matching = [(_normal(rule.path), rule.allow) for rule in robots.rules]
    matching = [(pattern, allow) for pattern, allow in matching if _matches(pattern, path)]
    longest = max((len(pattern) for pattern, _ in matching), default=0)
    deciding = {pattern for pattern, _ in matching if len(pattern) == longest}
    return all((pattern, True) in matching for pattern in deciding)


def _normal(path: str) -> str:
    """Return a path with its escapes written one way (RFC 9309, 2.2.2)."""
    plain = unquote(path, errors="surrogateescape")
    return quote(plain, safe=_UNRESERVED, errors="surrogateescape")


def _matches(pattern: str, path: str) -> bool:
    """Whether a rule's path is found at the beginning of a path; linear, whatever stands in it."""
    ends = pattern.endswith("$")
    first, *rest = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not ends or at == len(path)
    *middle, last = rest
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if ends:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
