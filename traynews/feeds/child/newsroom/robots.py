"""robots.txt, read to the rules that are ours.

Source: RFC 9309; Crawl-delay and Sitemap as crawlers use them.
"""

from __future__ import annotations

from traynews.core.data.document import Robots, Rule
from traynews.core.text.address import web_address
from traynews.core.text.clean import clean_line
from traynews.feeds.child.newsroom.listed import own_address
from traynews.feeds.frames import LONGEST_DELAY, MOST_RULES

LONGEST = 500 * 1024
"""Characters that are read (RFC 9309, 2.5: at least 500 KiB)."""

_OURS, _FOR_ALL = "traynews", "*"
_MOST_SITEMAPS = 20
_LONGEST_PATH = 2_000  # a longer rule is cut, which only forbids more


def read_robots(text: str, url: str) -> Robots:
    """Return the rules for TrayNews by name, else those for all; any text will do.

    A group begins with one or more User-agent lines and ends before the next after a rule (2.2);
    blank lines end nothing, and groups for the same agent are one (2.2.1).
    """
    groups: dict[str, tuple[list[Rule], list[float]]] = {_FOR_ALL: ([], [])}
    agents: set[str] = set()  # those of the group at hand that may be us
    in_rules = True
    sitemaps: dict[str, None] = {}
    for raw in text[:LONGEST].removeprefix("\ufeff").splitlines():
        key, colon, value = raw.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "sitemap" and len(sitemaps) < _MOST_SITEMAPS:
            address = own_address(value, url) or web_address(value, url)
            sitemaps.update(dict.fromkeys(filter(None, [address])))
        elif key in {"user-agent", "useragent"}:
            agents = set() if in_rules else agents
            in_rules = False
            agent = value.lower().partition("/")[0].strip()
            if agent in {_OURS, _FOR_ALL}:
                agents.add(agent)
                groups.setdefault(agent, ([], []))
        elif key in {"allow", "disallow", "crawl-delay"}:
            in_rules = True
            for agent in agents:
                _add(groups[agent], key, value)
    rules, delays = groups.get(_OURS, groups[_FOR_ALL])
    if len(rules) > MOST_RULES:  # what cannot be kept is not gone against
        rules = [Rule("/", allow=False)]
    return Robots(tuple(rules), max(delays, default=0.0), tuple(sitemaps))


def _add(group: tuple[list[Rule], list[float]], key: str, value: str) -> None:
    rules, delays = group
    if key == "crawl-delay":
        try:
            delay = float(value)
        except ValueError:
            return
        if 0 < delay <= LONGEST_DELAY:
            delays.append(delay)
    elif value and len(rules) <= MOST_RULES:  # an empty Disallow forbids nothing
        rules.append(Rule(clean_line(value[:_LONGEST_PATH]), allow=key == "allow"))
