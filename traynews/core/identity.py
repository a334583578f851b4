"""Which items are new: a document against what the archive knows, decided without effects.

    known = store.known(feed_id, document)                 what it knows by the names of the items
    plan = reconcile(document, state, known, now)          new entries, updates, sightings
    store.apply(plan, verdicts, state, now)                one transaction

The steps, each only for items that the one before left open: *exactly* (guid, else link, else what
the item says; I1, I2) → *by a hint* in the same feed (I4) → *elsewhere*, the same link in another
feed (I12) → *loosely*, where a feed has changed all its guids (I7). What is then still open is new.
No step looks at the order of the items, so any order gives the same entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from traynews.core.document import Document, Item
from traynews.core.grouping import Group, group_items, order_of
from traynews.core.keys import canonical_link, keys, names_of, text_hash
from traynews.core.matching import KnownEntry, match_groups
from traynews.core.model import FeedState, Kind, Level

__all__ = [
    "Known",
    "KnownEntry",
    "NewEntry",
    "Plan",
    "Sighting",
    "Update",
    "Verdict",
    "canonical_link",
    "keys",
    "names_of",
    "reconcile",
]

OLD = timedelta(days=30)
"""Dated further back than this before its feed's newest item, an unseen one is archived without a
word: an old story that came (back) into the feed (I8). Measured from the feed's newest, not from
now, so that a feed's newest item is always news, however slowly it publishes or its clock goes."""

LATE = timedelta(days=4)
"""Likewise, an unseen item is late: too old to be told as new. Three days, and one for time zones
and for dates without an hour."""

AHEAD = timedelta(hours=24)
"""Dated further ahead, a date is absurd (I10)."""

MOST_HASH_ONLY = 24
"""So many changes of the text alone are kept; then it is taken for a page that changes by itself
(a counter, an advertisement) and left alone (I5)."""

_AMNESTY_FOUNDED = 1961
_EPOCH_DAY = datetime(1970, 1, 1, tzinfo=UTC).date()


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows by the names of one document's items.

    `own` are the names recorded for the polled feed, `elsewhere` the links recorded for others.
    `last_id` is the newest entry at the time of asking, `feed_has_entries` whether this feed has
    any, `newest` the date of its newest.
    """

    own: Mapping[str, tuple[KnownEntry, ...]] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[KnownEntry, ...]] = field(default_factory=dict)
    last_id: int = 0
    feed_has_entries: bool = False
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An item that becomes an entry.

    `title` and the item's summary may be replaced by better ones before it is stored; what the item
    itself says is remembered apart. `published` is what it is sorted by: the feed's date unless
    that is missing or absurd, then now (`dated_by_us`; I9, I10). `age_silent`: too old to be told
    at all (I8). `late`: too old to be told as new. `position` counts from 0 at
    the top of the document.
    """

    item: Item
    title: str
    names: tuple[str, ...]
    published: datetime
    position: int
    text_hash: str
    dated_by_us: bool = False
    age_silent: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """A known entry whose feed now says something else; never told again (I5).

    `title` and the item's summary may be replaced by better ones, as in `NewEntry`.

    `changed` holds of `title`, `link`, `date`, `text` what differs. Names that come with it
    are in a sighting of the same entry.
    """

    entry_id: int
    item: Item
    title: str
    text_hash: str
    changed: frozenset[str]

    @property
    def hash_only(self) -> bool:
        """Whether only the text differs."""
        return self.changed == {"text"}

    @property
    def marked(self) -> bool:
        """Whether the entry is to be shown as updated."""
        return bool(self.changed & {"title", "text"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A known entry with something to remember: further names, or this feed as a source (I12)."""

    entry_id: int
    item: Item
    names: tuple[str, ...]
    new_source: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What one document means for the archive; how loudly it is told is decided in `rules`.

    `baseline`: the first document of its feed, nobody is told (I6). `gap`: nothing in it was known,
    so some releases may be missing. `churn`: the feed changed its guids, found again by link or by
    title and day (I7). `last_id` is that of `Known`; `skipped` items have nothing to know them by.
    """

    feed_id: str
    new: tuple[NewEntry, ...] = ()
    updates: tuple[Update, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    baseline: bool = False
    gap: bool = False
    churn: bool = False
    last_id: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided about a new entry: how loudly it is told and why, and what it is about.

    `read` entries are not counted as unread (the baseline).
    """

    level: Level = Level.ALERT
    reason: str = ""
    kind: Kind = Kind.NEWS
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    read: bool = False


def reconcile(document: Document, state: FeedState, known: Known, now: datetime) -> Plan:
    """Decide what each item of a document is: new, changed, seen again."""
    groups, skipped = group_items(document.items)
    matched, churn = match_groups(groups, known.own, known.elsewhere)
    found = [(group, match.entry) for group, match in matched if match is not None]
    newest = _newest(groups, known, now)
    new = [_new(group, now, newest) for group, match in matched if match is None]
    updates, sightings = _repeat(state.feed_id, found, known)
    knew = any(match.own for _, match in matched if match is not None)
    return Plan(
        feed_id=state.feed_id,
        new=tuple(sorted(new, key=lambda entry: entry.position)),
        updates=updates,
        sightings=sightings,
        baseline=not state.polled,
        gap=state.polled
        and known.feed_has_entries
        and document.whole
        and bool(groups)
        and not knew,
        churn=churn,
        last_id=known.last_id,
        skipped=skipped,
    )


def _newest(groups: Sequence[Group], known: Known, now: datetime) -> datetime:
    """Return the date of the feed's newest item, in this document or an earlier one."""
    dates = [group.item.published for group in groups]
    sound = [date for date in dates if date is not None and not _is_absurd(date, now)]
    if known.newest is not None:
        sound.append(known.newest)
    return min(now, max(sound, default=now))


def _new(group: Group, now: datetime, newest: datetime) -> NewEntry:
    stated = group.item.published
    absurd = stated is not None and _is_absurd(stated, now)
    by_us = stated is None or absurd
    published = now if stated is None or absurd else stated
    return NewEntry(
        item=group.item,
        title=group.title,
        names=tuple(sorted(group.every)),
        published=published,
        position=group.position,
        text_hash=text_hash(group.item),
        dated_by_us=by_us,
        age_silent=stated is not None and newest - stated > OLD,
        late=not by_us and newest - published > LATE,
    )


def _is_absurd(stated: datetime, now: datetime) -> bool:
    """Whether a date is no release's: ahead of time, before Amnesty, or the zero of Unix time."""
    return stated > now + AHEAD or stated.year < _AMNESTY_FOUNDED or stated.date() == _EPOCH_DAY


def _repeat(
    feed_id: str, found: Sequence[tuple[Group, KnownEntry]], known: Known
) -> tuple[tuple[Update, ...], tuple[Sighting, ...]]:
    """Decide what known entries have to learn: mostly nothing, and then nothing is written."""
    recorded: dict[int, set[str]] = {}
    for name, entries in known.own.items():
        for entry in entries:
            recorded.setdefault(entry.entry_id, set()).add(name)
    updates: dict[int, Update] = {}
    sightings: list[Sighting] = []
    unchanged: set[int] = set()
    for group, entry in sorted(found, key=lambda one: order_of(one[0])):
        if entry.tombstone:
            continue
        update = _update(group, entry) if entry.feed_id == feed_id else None
        names = group.every - recorded.get(entry.entry_id, set())
        source = feed_id not in entry.feeds
        if update is None:
            unchanged.add(entry.entry_id)
        else:
            updates.setdefault(entry.entry_id, update)
        if names or source:
            sightings.append(Sighting(entry.entry_id, group.item, tuple(sorted(names)), source))
    kept = (update for update in updates.values() if update.entry_id not in unchanged)
    return tuple(kept), tuple(sightings)


def _update(group: Group, entry: KnownEntry) -> Update | None:
    item, said = group.item, text_hash(group.item)
    differs = {
        "title": group.title != entry.title,
        "link": bool(item.link) and item.link != entry.url,
        "date": item.published is not None and item.published != entry.stated,
        "text": said != entry.text_hash,
    }
    changed = frozenset(name for name, is_other in differs.items() if is_other)
    if not changed or (changed == {"text"} and entry.hash_only >= MOST_HASH_ONLY):
        return None
    return Update(entry.entry_id, item, group.title, said, changed)
