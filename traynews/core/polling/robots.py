"""Which pages of a site may be asked for, by its robots.txt. Source: RFC 9309.

The file itself is read in the parse process (`feeds/child/newsroom/robots.py`); what comes out of
it are these rules, which decide here, where addresses are chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import quote, unquote, urlsplit

from traynews.core.data.document import Answer, Failure, Robots, Validators

GOOD_FOR = timedelta(days=1)
"""How long a site's rules hold before they are asked for again (RFC 9309, 2.4), and how long its
pages are left alone where it refuses them or cannot give them."""

_UNRESERVED = "/*$~-._!'()+,;:@&=?"
_NORMAL = re.compile(rf"[A-Za-z0-9{re.escape(_UNRESERVED)}]*")
_NONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What is known of a site's robots.txt: what it said when it was `checked`.

    `closed`: it was refused, or the site was ill; then no page is asked for until the next check.
    """

    checked: datetime
    robots: Robots = field(default_factory=Robots)
    validators: Validators = field(default_factory=Validators)
    closed: bool = False


def address_of_robots(url: str) -> str:
    """Return where the rules for a page stand."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def is_fresh(rules: SiteRules | None, now: datetime) -> bool:
    """Whether rules hold still; not those that a wrong clock dated ahead (P32)."""
    return rules is not None and timedelta(0) <= now - rules.checked < GOOD_FOR


def why_not(rules: SiteRules, url: str) -> str:
    """Return why a page may not be asked for, in a line for the user; empty where it may."""
    if rules.closed:
        host = urlsplit(url).hostname or url
        return f"{host} does not give its robots.txt, so its pages are left alone for a day"
    return tell_ban(rules.robots, url)


def tell_ban(robots: Robots, url: str) -> str:
    """Return the line that tells that a site's rules forbid a page; empty where they allow it."""
    host = urlsplit(url).hostname or url
    allowed = may_ask(robots, url)
    return "" if allowed else f"the robots.txt of {host} asks programs not to read this page"


def after_robots(
    known: SiteRules | None, answer: Answer | Failure, robots: Robots | None
) -> SiteRules:
    """Return what is known after robots.txt was asked for; `robots` is what a body said.

    A site without the file allows all (2.3.1.3); one that refuses it or is ill allows nothing for a
    day (2.3.1.4); one that says "not modified" keeps its rules.
    """
    checked = answer.received
    if isinstance(answer, Failure):
        return SiteRules(checked, closed=answer.status not in _NONE)
    if answer.body is None:
        return replace(known, checked=checked) if known else SiteRules(checked)
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    return SiteRules(checked, robots or Robots(), Validators(etag, modified))


def may_ask(robots: Robots, url: str) -> bool:
    """Whether a page may be asked for: the longest rule that matches decides (2.2.2).

    Of the same rule twice the one that allows; of others as long the one that forbids.
    """
    after_host = url.partition("://")[2].partition("#")[0]
    path = _normal("/" + after_host.partition("/")[2])
    rules = ((_normal(rule.path), rule.allow) for rule in robots.rules)
    matching = {(pattern, allow) for pattern, allow in rules if _matches(pattern, path)}
    longest = max((len(pattern) for pattern, _ in matching), default=0)
    deciding = {pattern for pattern, _ in matching if len(pattern) == longest}
    return all((pattern, True) in matching for pattern in deciding)


def _normal(path: str) -> str:
    """Return a path with its escapes written one way."""
    if _NORMAL.fullmatch(path):
        return path
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
