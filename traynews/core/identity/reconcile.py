"""Which items are new: a document against what the archive knows, decided without effects.

    known = store.known(feed_id, document)                 what it knows by the names of the items
    plan = reconcile(document, state, known, now)          new entries, updates, sightings
    store.apply(plan, state, now)                          one transaction

The steps, each only for items that the one before left open: *exactly* (guid, else link, else what
the item says; I1, I2) → *by a hint* in the same feed (I4) → *elsewhere*, the same link in another
feed (I12) → *loosely*, where a feed has changed all its guids (I7). What is then still open is new.
No step looks at the order of the items, so any order gives the same entries.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from traynews.core.data.document import Document, Door
from traynews.core.data.model import FeedState
from traynews.core.data.plan import Known, KnownEntry, NewEntry, Plan, Sighting, Update
from traynews.core.identity.grouping import Group, group_items, order_of
from traynews.core.identity.matching import match_groups
from traynews.core.identity.names import canonical_link

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

MOST_REVISIONS = 60
"""So much is kept of what an entry said before; what goes on changing is a page that changes by
itself, in its title, date or address as well."""

MOST_ABSENT = 3
"""More entries that a document lacks at once were not retracted: the feed lists others now."""

MOST_NEW = 500
"""So many new entries of one poll are kept, the newest; no newsroom publishes more between two
polls, and the next document brings the rest. Of a feed's first document all are kept."""

MOST_CHANGED = 500
"""So many entries are changed by one document; the next one changes the rest."""

_AMNESTY_FOUNDED = 1961
_EPOCH_DAY = datetime(1970, 1, 1, tzinfo=UTC).date()


def reconcile(
    document: Document,
    state: FeedState,
    known: Known,
    now: datetime,
    superiors: Collection[str] | None = None,
) -> Plan:
    """Decide what each item of a document is: new, changed, seen again.

    `superiors` are the feeds that speak for an entry where this one carries it, too; for all other
    feeds' entries this one does. None leaves every entry with the feed that it came from.
    """
    groups, skipped = group_items(document.items)
    matched, churn = match_groups(groups, known.own, known.elsewhere)
    found = [(group, match.entry) for group, match in matched if match is not None]
    newest = _newest(groups, known, now)
    every = [_new(group, now, newest) for group, match in matched if match is None]
    moved = _has_moved(document, state)
    if moved and document.partial:  # it shows what it always did: a baseline, but for what is dated
        top = min((group.position for group, _ in found), default=0)
        top = 0 if document.door is Door.SITEMAP else top
        every = [_hush(entry, top) for entry in every]
    is_baseline = not state.polled or (moved and document.partial)
    new = every if is_baseline else _newest_first(every)[:MOST_NEW]
    speaking = _Speaking(state.feed_id, superiors, partial=document.partial, moved=moved)
    updates, sightings = _repeat(speaking, found, known, newest)
    changes = [update for update in updates if update.changed or update.takes_over]
    respelt = [update for update in updates if not (update.changed or update.takes_over)]
    knew = any(match.own for _, match in matched if match is not None)
    sound = state.polled and document.whole and knew and not churn
    # A feed of one item says nothing of what came between: some never hold more.
    has_past = state.polled and known.feed_has_entries and document.whole
    gap = has_past and len(groups) > 1 and not knew
    return Plan(
        feed_id=state.feed_id,
        new=tuple(sorted(new, key=lambda entry: entry.position)),
        updates=(*changes[:MOST_CHANGED], *respelt),
        sightings=sightings,
        absent=known.absent if sound and len(known.absent) <= MOST_ABSENT else (),
        returned=tuple(sorted(known.missed & {entry.entry_id for _, entry in found})),
        baseline=not state.polled,
        gap=gap,
        churn=churn,
        last_id=known.last_id,
        skipped=skipped,
        unkept=len(every) - len(new),
        cut=len(every) > len(new) or len(changes) > MOST_CHANGED,
    )


def _has_moved(document: Document, state: FeedState) -> bool:
    """Whether a source is reached through another door than the last time it gave something."""
    if not state.polled:
        return False
    return document.door is not state.door or (document.partial and bool(state.trials))


def _hush(entry: NewEntry, top: int) -> NewEntry:
    """Take what has no date for old, unless it stands above the first release that is known."""
    is_old = entry.dated_by_us and entry.position >= top
    return replace(entry, age_silent=entry.age_silent or is_old)


def _newest_first(entries: Sequence[NewEntry]) -> list[NewEntry]:
    """Sort by date; what has none stands as the feed has it, its newest at the top."""
    return sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.position))


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
        text_hash=group.said,
        dated_by_us=by_us,
        age_silent=stated is not None and newest - stated > OLD,
        late=not by_us and newest - published > LATE,
    )


def _is_absurd(stated: datetime, now: datetime) -> bool:
    """Whether a date is no release's: ahead of time, before Amnesty, or the zero of Unix time."""
    return stated > now + AHEAD or stated.year < _AMNESTY_FOUNDED or stated.date() == _EPOCH_DAY


@dataclass(frozen=True, slots=True)
class _Speaking:
    """For which entries a document's feed speaks.

    `partial`: it has no text of its own. `moved`: it came through another door than the last one.
    """

    feed_id: str
    superiors: Collection[str] | None
    partial: bool
    moved: bool

    def takes_over(self, entry: KnownEntry) -> bool:
        """Whether another feed's entry is to be this one's from now on."""
        if entry.feed_id == self.feed_id or self.superiors is None or self.partial:
            return False
        return entry.feed_id not in self.superiors


def _repeat(
    speaking: _Speaking,
    found: Sequence[tuple[Group, KnownEntry]],
    known: Known,
    newest: datetime,
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
        takes_over = speaking.takes_over(entry)
        speaks = takes_over or entry.feed_id == speaking.feed_id
        update = None
        if speaks:
            update = _update(group, entry, speaking, takes_over=takes_over)
        names = group.every - recorded.get(entry.entry_id, set())
        source = speaking.feed_id not in entry.feeds
        if update is None:
            unchanged.add(entry.entry_id)
        else:
            updates.setdefault(entry.entry_id, update)
        if names or source:
            late = newest - (group.item.published or entry.published) > LATE
            sightings.append(
                Sighting(entry.entry_id, group.item, tuple(sorted(names)), source, late)
            )
    kept = (update for update in updates.values() if update.entry_id not in unchanged)
    return tuple(kept), tuple(sightings)


def _update(
    group: Group, entry: KnownEntry, speaking: _Speaking, *, takes_over: bool
) -> Update | None:
    # A listing knows neither text nor hour, and not all of a headline: what it lacks is no change.
    partial = speaking.partial
    item, said = group.item, entry.text_hash if partial else group.said
    is_cut = partial and (not item.title or item.title.endswith(("…", "...")))
    title = entry.title if is_cut else group.title
    differs = {
        "title": title != entry.title,
        "link": _is_other_page(item.link, entry.url),
        "date": not partial and item.published not in {None, entry.stated},
        "text": said != entry.text_hash,
    }
    changed = frozenset(name for name, is_other in differs.items() if is_other)
    update = Update(
        entry.entry_id,
        item,
        title,
        said,
        changed,
        takes_over,
        partial=partial,
        moved=speaking.moved,
    )
    if not takes_over and not changed:
        is_respelt = item.link and item.link != entry.url
        return replace(update, revised=False) if is_respelt else None
    revised = entry.revisions < MOST_REVISIONS
    is_restless = changed == {"text"} and entry.hash_only >= MOST_HASH_ONLY
    is_idle = not revised and changed <= {"link", "date"}  # an address with a number for each poll
    if not takes_over and (is_restless or is_idle):
        return None
    return replace(update, revised=revised)


def _is_other_page(link: str, known: str) -> bool:
    """Whether a link leads elsewhere: https, `www.` and trackers make no other page (I4)."""
    return bool(link) and link != known and canonical_link(link) != canonical_link(known)
