"""The steps by which items are known again; see `identity`, which calls them in order."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from traynews.core.keys import Names, headline, keys, link_name, text_hash
from traynews.core.model import Item

_FEWEST_LOOSE = 2
"""One item alone is never found loosely: a second "Public statement" of the day is news, and a lost
alert is worse than one too many."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What the archive knows of an entry that answers to a name.

    `feed_id` is the feed that it first came from and that may change it; `feeds` are all its
    sources. `title`, `url`, `stated` (its date) and `text_hash` are as that feed last gave them.
    `hash_only` counts the changes of its text alone. A `tombstone` was deleted and stays so (I11).
    """

    entry_id: int
    feed_id: str
    title: str
    url: str
    published: datetime
    stated: datetime | None = None
    text_hash: str = ""
    hash_only: int = 0
    tombstone: bool = False
    feeds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one document that are the same release, with the one that speaks for them.

    `every` holds the names of all of them. `exact` is false where its key (guid, or link) stands on
    other groups as well, so that it needs the second key, too (I2). `lone_link`: no other release
    of the document has its link.
    """

    item: Item
    title: str
    names: Names
    every: frozenset[str]
    position: int
    exact: bool = True
    lone_link: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that a group is; `own` where the polled feed had it before."""

    entry: KnownEntry
    own: bool = True


def group_items(items: Sequence[Item]) -> tuple[list[Group], int]:
    """Put items together that share their key; return them with the number of unnamed items.

    The key is guid and link; without a guid, link and title; without both, what the item says. A
    document that is given in another order gives the same groups.
    """
    named = [(position, item, keys(item)) for position, item in enumerate(items)]
    named = [one for one in named if one[2].guid or one[2].link or one[2].said]
    clusters: dict[object, list[tuple[int, Item, Names]]] = {}
    for one in named:
        clusters.setdefault(_key(one[1], one[2]), []).append(one)
    return _with_doubts([_group(cluster) for cluster in clusters.values()]), len(items) - len(named)


def match_groups(
    groups: Sequence[Group],
    own: Mapping[str, Sequence[KnownEntry]],
    elsewhere: Mapping[str, Sequence[KnownEntry]],
) -> tuple[list[tuple[Group, Match | None]], bool]:
    """Find each group's entry, if there is one, and tell whether the feed changed its guids.

    Groups that are new and the same release (link, title and date) come back as one.
    """
    matching = _Matching(groups, own, elsewhere)
    matching.match_exactly()
    hinted = matching.match_by_hint()
    matching.match_elsewhere()
    churn = matching.match_loosely(hinted)
    matching.match_twins()
    matched = list(zip(groups, matching.matches, strict=True))
    return [*(one for one in matched if one[1]), *_new_ones(matched)], churn


class _Matching:
    """The state of one matching: what each group is, and which entries are taken.

    Past the exact step an entry is given away once only, in an order made of the groups' names and
    not of their places, so that the document's order decides nothing.
    """

    def __init__(
        self,
        groups: Sequence[Group],
        own: Mapping[str, Sequence[KnownEntry]],
        elsewhere: Mapping[str, Sequence[KnownEntry]],
    ) -> None:
        self._groups = groups
        self._own = own
        self._elsewhere = elsewhere
        self._order = sorted(range(len(groups)), key=lambda index: sorted(groups[index].every))
        self._taken: set[int] = set()
        self.matches: list[Match | None] = [None] * len(groups)

    def match_exactly(self) -> None:
        """Match by key (I1, I2)."""
        for index, group in enumerate(self._groups):
            entry = _exact(group, self._own)
            if entry is not None:
                self._take(index, entry)

    def match_by_hint(self) -> int:
        """Match by link or bare guid where title or date agree (I4); return how many."""
        found = 0
        for agree in (_agree_fully, _agree):
            for index in self._open():
                group = self._groups[index]
                near = self._free(self._own, _hints(group))
                wanted = agree if group.lone_link and len(near) == 1 else _agree_fully
                same = [entry for entry in near if wanted(group, entry)]
                if not same and group.names.guid:  # a shared guid on a release that moved
                    near = self._free(self._own, [group.names.guid])
                    same = [entry for entry in near if _agree_fully(group, entry)]
                if same:
                    self._take(index, max(same, key=functools.partial(_likeness, group)))
                    found += 1
        return found

    def match_elsewhere(self) -> None:
        """Match by link with other feeds' entries (I12); a page with many releases needs more."""
        for index in self._open():
            group = self._groups[index]
            near = self._free(self._elsewhere, [group.names.link])
            if not group.lone_link or len(near) > 1:
                near = [entry for entry in near if _agree_fully(group, entry)]
            if near:
                best = max(near, key=functools.partial(_likeness, group))
                self._take(index, best, own=False)

    def match_loosely(self, hinted: int) -> bool:
        """Match by link alone, or title and day, where that explains over half the unseen (I7)."""
        rest = self._open()
        days = Counter(self._groups[index].names.day for index in rest)
        loose: dict[int, KnownEntry] = {}
        for index in rest:
            group = self._groups[index]
            near = self._free(self._own, [group.names.link] if group.lone_link else [])
            if len(near) != 1 and days[group.names.day] == 1:
                near = self._free(self._own, [group.names.day])
            if len(near) == 1 and near[0] not in loose.values():
                loose[index] = near[0]
        explained = hinted + len(loose)
        churn = explained >= _FEWEST_LOOSE and explained * 2 > hinted + len(rest)
        for index, entry in loose.items() if churn else ():
            self._take(index, entry)
        return churn

    def match_twins(self) -> None:
        """Match what says the same as something matched: a release under two guids, told once."""
        known: dict[object, Match] = {}
        for index in self._order:
            match, twin = self.matches[index], _twin_key(self._groups[index])
            if match is not None and twin is not None:
                known.setdefault(twin, match)
        for index in self._open():
            self.matches[index] = known.get(_twin_key(self._groups[index]))

    def _open(self) -> list[int]:
        return [index for index in self._order if self.matches[index] is None]

    def _take(self, index: int, entry: KnownEntry, *, own: bool = True) -> None:
        self.matches[index] = Match(entry, own)
        self._taken.add(entry.entry_id)

    def _free(
        self, known: Mapping[str, Sequence[KnownEntry]], names: Iterable[str]
    ) -> list[KnownEntry]:
        found = {entry.entry_id: entry for name in names for entry in known.get(name, ())}
        return [entry for entry in found.values() if entry.entry_id not in self._taken]


def _exact(group: Group, own: Mapping[str, Sequence[KnownEntry]]) -> KnownEntry | None:
    names = group.names
    near = list(own.get(names.guid or names.link or names.said, ()))
    if group.exact and len(near) == 1:
        return near[0]
    if not names.guid:
        near = [entry for entry in near if _same_title(group, entry)]
    elif names.link:
        linked = {entry.entry_id for entry in own.get(names.link, ())}
        near = [entry for entry in near if entry.entry_id in linked]
    else:
        near = [entry for entry in near if not link_name(entry.url)]
    return max(near, key=functools.partial(_likeness, group), default=None)


def _new_ones(
    matched: Sequence[tuple[Group, Match | None]],
) -> list[tuple[Group, Match | None]]:
    """Put twins among the new groups together; the one that says most speaks for them."""
    twins: dict[object, list[Group]] = {}
    for group, match in matched:
        if match is None:
            twins.setdefault(_twin_key(group) or group.every, []).append(group)
    return [
        (
            replace(
                max(groups, key=lambda group: _says_more(group.item)),
                every=frozenset[str]().union(*(group.every for group in groups)),
                position=min(group.position for group in groups),
            ),
            None,
        )
        for groups in twins.values()
    ]


def _hints(group: Group) -> list[str]:
    return [name for name in group.every if name.startswith(("link:", "bare:"))]


def _same_title(group: Group, entry: KnownEntry) -> bool:
    return bool(group.title) and group.title.casefold() == entry.title.casefold()


def _same_date(group: Group, entry: KnownEntry) -> bool:
    return group.item.published is not None and group.item.published == entry.stated


def _likeness(group: Group, entry: KnownEntry) -> tuple[bool, bool, bool, int]:
    """Rank the entries that a group may be; the older of two that are quite alike."""
    is_dated_alike = group.item.published == entry.stated
    says_the_same = text_hash(group.item) == entry.text_hash
    return _same_title(group, entry), is_dated_alike, says_the_same, -entry.entry_id


def _agree(group: Group, entry: KnownEntry) -> bool:
    return _same_title(group, entry) or _same_date(group, entry)


def _agree_fully(group: Group, entry: KnownEntry) -> bool:
    return _same_title(group, entry) and group.item.published == entry.stated


def _key(item: Item, names: Names) -> object:
    if names.guid:
        return names.guid, names.link
    return (names.link, headline(item).casefold()) if names.link else names.said


def _twin_key(group: Group) -> object | None:
    """Return what two groups must share to be the same release, whatever their guids."""
    if not group.names.link:
        return None
    return group.names.link, group.title.casefold(), group.item.published


def _says_more(item: Item) -> tuple[datetime, str, str, str]:
    """Rank items of one release by date, so that the same one speaks whatever their order."""
    return item.published or _NEVER, text_hash(item), item.guid + item.title, item.link


def _group(cluster: Sequence[tuple[int, Item, Names]]) -> Group:
    _, item, names = max(cluster, key=lambda one: _says_more(one[1]))
    return Group(
        item=item,
        title=headline(item),
        names=names,
        every=frozenset(name for one in cluster for name in one[2]),
        position=min(position for position, _, _ in cluster),
    )


def _with_doubts(groups: Sequence[Group]) -> list[Group]:
    """Mark the groups whose key or link other releases of the document have as well."""
    guids = Counter(group.names.guid for group in groups)
    links = Counter(link for link, _ in {(group.names.link, _twin_key(group)) for group in groups})
    return [
        replace(
            group,
            exact=guids[group.names.guid] == 1
            if group.names.guid
            else links[group.names.link] <= 1,
            lone_link=links[group.names.link] <= 1,
        )
        for group in groups
    ]
