"""The steps by which items are known again; see `reconcile`, which calls them in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from traynews.core.data.plan import KnownEntry
from traynews.core.identity.grouping import Group, order_of, says_more, twin_key
from traynews.core.identity.names import link_name
from traynews.core.identity.namesakes import Namesakes

_REDATED = timedelta(days=1)
"""By so much a date is set right; what comes later under one title is the next of a series."""

_FEWEST_LOOSE = 2
"""One item alone is never found loosely: a second "Public statement" of the day is news, and a lost
alert is worse than one too many."""


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that a group is; `own` where the polled feed had it before."""

    entry: KnownEntry
    own: bool = True


def match_groups(
    groups: Sequence[Group],
    own: Mapping[str, Sequence[KnownEntry]],
    elsewhere: Mapping[str, Sequence[KnownEntry]],
) -> tuple[list[tuple[Group, Match | None]], bool]:
    """Find each group's entry, if there is one, and tell whether the feed changed its guids.

    Groups that are new and the same release (link, title and date) come back as one.
    """
    if not own and not elsewhere:  # a first document, mostly
        return _new_ones([(group, None) for group in groups]), False
    matching = _Matching(groups, own, elsewhere)
    matching.match_exactly()
    hinted = matching.match_by_hint() + matching.match_by_content()
    matching.match_elsewhere()
    churn = matching.match_loosely(hinted)
    matching.match_twins()
    matched = list(zip(groups, matching.matches, strict=True))
    return [*(one for one in matched if one[1]), *_new_ones(matched)], churn


class _Matching:
    """The state of one matching: what each group is, and which entries are taken.

    But for guids that stand alone, which are certain, an entry is given away once only, in an order
    made of the groups' names and not of their places: the document's order decides nothing.
    """

    def __init__(
        self,
        groups: Sequence[Group],
        own: Mapping[str, Sequence[KnownEntry]],
        elsewhere: Mapping[str, Sequence[KnownEntry]],
    ) -> None:
        self._groups = groups
        self._own = Namesakes(own)
        self._elsewhere = Namesakes(elsewhere)
        self._order = sorted(range(len(groups)), key=lambda index: order_of(groups[index]))
        self._taken: set[int] = set()
        self.matches: list[Match | None] = [None] * len(groups)

    def match_exactly(self) -> None:
        """Match by key (I1, I2): guids that stand alone, guids with a second key, then the rest."""
        for index in self._order:
            group = self._groups[index]
            near = self._own.called(group.names.guid)
            if group.names.guid and group.exact and len(near) == 1:
                self._take(index, near[0])
        for step in (self._by_guid_and_link, self._by_guid_without_link, self._by_link):
            for is_likeness_needed in (True, False):  # whoever kept the title chooses first
                for index in self._open():
                    group = self._groups[index]
                    near = step(group)
                    if is_likeness_needed:
                        near = [entry for entry in near if entry.title == group.title]
                    if near:
                        self._take(index, _likest(group, near))

    def match_by_hint(self) -> int:
        """Match by link or bare guid where title or date agree (I4); return how many."""
        found = 0
        for agree in (_agree_fully, _agree):
            for index in self._open():
                group = self._groups[index]
                near = self._near(self._own, _hints(group), group)
                wanted = agree if group.lone_link and len(near) == 1 else _agree_fully
                same = [entry for entry in near if wanted(group, entry)]
                if not same and group.names.guid:  # a shared guid on a release that moved
                    near = self._near(self._own, [group.names.guid], group)
                    same = [entry for entry in near if _agree_fully(group, entry)]
                if same:
                    self._take(index, _likest(group, same))
                    found += 1
        return found

    def match_by_content(self) -> int:
        """Match what says the very same at the very same time as one that is missing; return count.

        A release under another guid and address, whose old ones are not in the document any more.
        """
        found = 0
        for index in self._open():
            group = self._groups[index]
            near = [
                entry
                for entry in self._near(self._own, [group.names.day], group)
                if _agree_fully(group, entry) and group.said == entry.text_hash
            ]
            if len(near) == 1 and group.says_something:
                self._take(index, near[0])
                found += 1
        return found

    def match_elsewhere(self) -> None:
        """Match by link with other feeds' entries (I12); a page with many releases needs more."""
        for index in self._open():
            group = self._groups[index]
            near = self._near(self._elsewhere, [group.names.link], group)
            if not group.lone_link or len(near) > 1:
                near = [entry for entry in near if _agree_fully(group, entry)]
            if near:
                self._take(index, _likest(group, near), own=False)

    def match_loosely(self, hinted: int) -> bool:
        """Match by link alone, or title and day, where that explains over half the unseen (I7).

        A guid that stands on several items of the document tells nothing and takes no part.
        """
        rest = [index for index in self._open() if self._groups[index].exact]
        days = Counter(self._groups[index].names.day for index in rest)
        loose: dict[int, KnownEntry] = {}
        given: set[int] = set()
        for index in rest:
            group = self._groups[index]
            near = self._near(self._own, [group.names.link] if group.lone_link else [], group)
            if len(near) != 1 and days[group.names.day] == 1:
                near = self._near(self._own, [group.names.day], group)
            if len(near) == 1 and near[0].entry_id not in given:
                loose[index] = near[0]
                given.add(near[0].entry_id)
        explained = hinted + len(loose)
        churn = explained >= _FEWEST_LOOSE and explained * 2 > hinted + len(rest)
        for index, entry in loose.items() if churn else ():
            self._take(index, entry)
        return churn

    def match_twins(self) -> None:
        """Match what says the same as something matched: a release under two guids, told once."""
        known: dict[object, Match] = {}
        for index in self._order:
            match, twin = self.matches[index], twin_key(self._groups[index])
            if match is not None and twin is not None:
                known.setdefault(twin, match)
        for index in self._open():
            self.matches[index] = known.get(twin_key(self._groups[index]))

    def _by_guid_and_link(self, group: Group) -> list[KnownEntry]:
        if not group.names.guid or not group.names.link:
            return []
        return self._free(self._own.both(group.names.guid, group.names.link))

    def _by_guid_without_link(self, group: Group) -> list[KnownEntry]:
        if not group.names.guid or group.names.link:
            return []
        near = self._free(self._own.called(group.names.guid))
        return [entry for entry in near if not link_name(entry.url)]

    def _by_link(self, group: Group) -> list[KnownEntry]:
        if group.names.guid:
            return []
        name = group.names.said or group.names.link
        if self._own.is_crowd(name):
            return self._free(self._own.titled(name, group.title)) if group.title else []
        near = self._free(self._own.called(name))
        if len(near) == 1 and group.exact:
            return near
        return [entry for entry in near if _same_title(group, entry)]

    def _open(self) -> list[int]:
        return [index for index in self._order if self.matches[index] is None]

    def _take(self, index: int, entry: KnownEntry, *, own: bool = True) -> None:
        self.matches[index] = Match(entry, own)
        self._taken.add(entry.entry_id)

    def _near(self, known: Namesakes, names: Iterable[str], group: Group) -> list[KnownEntry]:
        title, stated = group.title, group.item.published
        near = (entry for name in names for entry in known.near(name, title, stated))
        return self._free({entry.entry_id: entry for entry in near}.values())

    def _free(self, entries: Iterable[KnownEntry]) -> list[KnownEntry]:
        return [entry for entry in entries if entry.entry_id not in self._taken]


def _new_ones(
    matched: Sequence[tuple[Group, Match | None]],
) -> list[tuple[Group, Match | None]]:
    """Put twins among the new groups together; the one that says most speaks for them."""
    twins: dict[object, list[Group]] = {}
    for index, (group, match) in enumerate(matched):
        if match is None:
            twins.setdefault(twin_key(group) or index, []).append(group)
    return [(_speaker(groups), None) for groups in twins.values()]


def _speaker(groups: Sequence[Group]) -> Group:
    """Return the group that says most, under the names of all."""
    if len(groups) == 1:
        return groups[0]
    return replace(
        max(groups, key=lambda group: says_more(group.item, group.said)),
        every=frozenset[str]().union(*(group.every for group in groups)),
        position=min(group.position for group in groups),
    )


def _hints(group: Group) -> list[str]:
    return [name for name in group.every if name.startswith(("link:", "bare:"))]


def _same_title(group: Group, entry: KnownEntry) -> bool:
    return bool(group.title) and group.title.casefold() == entry.title.casefold()


def _same_date(group: Group, entry: KnownEntry) -> bool:
    return group.item.published is not None and group.item.published == entry.stated


def _likest(group: Group, entries: Sequence[KnownEntry]) -> KnownEntry:
    """Return the entry that is most like the group; the older of two that are quite alike."""
    if len(entries) == 1:
        return entries[0]

    def likeness(entry: KnownEntry) -> tuple[bool, bool, bool, int]:
        is_dated_alike = group.item.published == entry.stated
        says_the_same = group.said == entry.text_hash
        return entry.title == group.title, is_dated_alike, says_the_same, -entry.entry_id

    return max(entries, key=likeness)


def _agree(group: Group, entry: KnownEntry) -> bool:
    """Whether title or date say that it is the same, and no next one of a series."""
    return _same_date(group, entry) or (_same_title(group, entry) and not _is_next(group, entry))


def _is_next(group: Group, entry: KnownEntry) -> bool:
    """Whether it says something else, and much later: a weekly statement on one page."""
    stated = group.item.published
    if stated is None or entry.stated is None or group.said == entry.text_hash:
        return False
    return stated - entry.stated > _REDATED


def _agree_fully(group: Group, entry: KnownEntry) -> bool:
    return _same_title(group, entry) and group.item.published == entry.stated
