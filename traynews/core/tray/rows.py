"""The rows that a menu is made of, and what is left of them where not everything is offered.

Foreign text has been cleaned when it came in; here it is only cut and, where it runs from right to
left, isolated, so that the mark before it and the age behind it stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from traynews.core.data.document import Reach
from traynews.core.data.model import Entry, Feed, FeedStatus
from traynews.core.data.view import Command, Row, Verb
from traynews.core.health.words import name_feed
from traynews.core.polling.reach import reach_of_name
from traynews.core.text.address import host_of, site_of
from traynews.core.text.clean import clean_line, has_rtl
from traynews.core.text.times import age, local
from traynews.core.text.width import cut_to_width, wrap
from traynews.core.tray.marks import READ_MARK, mark_of

LONGEST_LINE = 60
"""Columns of a menu row; wider menus cover half the screen of a small laptop."""

_MOST_ROWS = 4  # that one notice takes

# Pango takes a row's direction from its first strong letter, isolated or not; the mark before it
# (U+200E) holds the row from left to right, so that unread marks and ages stand in one column.
_LEFT_TO_RIGHT, _ISOLATE, _POP = "\u200e", "\u2068", "\u2069"


def headline(
    entry: Entry, now: datetime, zone: tzinfo, *, under: str = "Today", discreet: bool = False
) -> Row:
    """Return the row of an entry: with its age, or `under` another day's heading its time.

    A `discreet` one opens the same page and does not tell what it is about.
    """
    mark = mark_of(entry) or READ_MARK
    when = (
        age(entry.published, now) if under == "Today" else f"{local(entry.published, zone):%H:%M}"
    )
    tail = f" · {when}"
    if entry.retracted or entry.updated:
        tail += " · retracted" if entry.retracted else " · updated"
    said = "Release" if discreet else entry.title or entry.url
    title = title_of(said, len(mark) + 1 + len(tail))
    command = Command(Verb.OPEN, entry_ids=(entry.id,), url=entry.url)
    return Row(keep_direction(f"{mark} {title}{tail}"), command)


def title_of(foreign: str, used: int = 0) -> str:
    """Return foreign text as a label bears it: cut to what room is left, isolated if it must be."""
    title = cut_to_width(clean_line(foreign), max(1, LONGEST_LINE - used)) or "…"
    # The last mark is for hosts that know no isolates: it parts the title from the age behind it.
    return f"{_ISOLATE}{title}{_POP}{_LEFT_TO_RIGHT}" if has_rtl(title) else title


def keep_direction(label: str) -> str:
    """Return a label that is drawn from left to right whatever is in it."""
    return _LEFT_TO_RIGHT + label if has_rtl(label) else label


def visit(status: FeedStatus, *, discreet: bool = False) -> Row:
    """Return the row that opens a source's home page.

    Its site has a name, but for one inside (an office's, the demo's): that goes by the source's.
    """
    url = status.feed.home
    is_public = reach_of_name(host_of(url)) is Reach.PUBLIC
    where = "the site" if discreet else site_of(url) if is_public else name_feed(status)
    label = title_of(where, len("Visit "))
    return Row(keep_direction(f"Visit {label}"), Command(Verb.VISIT, url=url))


def follow(feed: Feed) -> Row:
    """Return the row that has another source followed, since one cannot be read."""
    label = title_of(feed.title or feed.id, len("Follow  instead"))
    return Row(f"Follow {label} instead", Command(Verb.FOLLOW, value=feed.id))


def setting(key: str, value: str) -> Command:
    """Return the command that changes a setting."""
    return Command(Verb.SET, value=f"{key}={value}")


def switch(label: str, key: str, *, on: bool) -> Row:
    """Return the row that turns a setting on or off."""
    return Row(label, setting(key, "false" if on else "true"), checked=on)


def text(label: str) -> Row:
    """Return a row that only says something."""
    return Row(cut_to_width(label, LONGEST_LINE), enabled=False)


def notice(line: str) -> tuple[Row, ...]:
    """Return rows that say a line whole: what is wrong often stands behind a long path."""
    parts = list(wrap(clean_line(line), LONGEST_LINE))
    last = " ".join(parts[_MOST_ROWS - 1 :])
    return tuple(text(part) for part in (*parts[: _MOST_ROWS - 1], last) if part)


def submenu(label: str, children: Iterable[Row]) -> Row:
    """Return a row that leads to others."""
    return Row(label, children=tuple(children))


def unless_empty(label: str, children: Sequence[Row]) -> tuple[Row, ...]:
    """Return a submenu, or nothing where there is nothing in it."""
    return (submenu(label, children),) if children else ()


def offer(wanted: Iterable[Row], offered: frozenset[Verb]) -> tuple[Row, ...]:
    """Leave out what the application does not serve, and what stands empty then."""
    kept: list[Row] = []
    for row in wanted:
        if row.children:
            inside = offer(row.children, offered)
            if any(_leads_somewhere(child) for child in inside):
                kept.append(replace(row, children=inside))
        elif row.command is None or row.command.verb in offered:
            kept.append(row)
    return _tidy(kept)


def join(groups: Iterable[Sequence[Row]], offered: frozenset[Verb]) -> tuple[Row, ...]:
    """Return what is offered of these groups, with a line between each two."""
    joined: list[Row] = []
    for group in filter(None, (offer(group, offered) for group in groups)):
        joined += [Row(), *group] if joined else group
    return tuple(joined)


def _leads_somewhere(row: Row) -> bool:
    return bool(row.children) or row.command is not None


def _tidy(wanted: Sequence[Row]) -> tuple[Row, ...]:
    """Drop separators at the ends and doubled ones."""
    kept: list[Row] = []
    for row in wanted:
        if not row.separator or (kept and not kept[-1].separator):
            kept.append(row)
    while kept and kept[-1].separator:
        kept.pop()
    return tuple(kept)
