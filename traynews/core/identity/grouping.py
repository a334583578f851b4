"""Putting the items of one document together that are one release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from traynews.core.data.document import Item
from traynews.core.identity.names import Names, headline, keys, text_hash

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one document that are the same release, with the one that speaks for them.

    `said` is that one's `text_hash`. `every` holds the names of all of them. `exact` is false where
    its key (guid, or link) stands on other groups as well, so that it needs the second key, too
    (I2). `lone_link`: no other release of the document has its link.
    """

    item: Item
    title: str
    names: Names
    said: str
    every: frozenset[str]
    position: int
    exact: bool = True
    lone_link: bool = True

    @property
    def says_something(self) -> bool:
        """Whether there is a text by which it can be known."""
        return bool(self.item.summary) or any(block.text for block in self.item.blocks)


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


def _key(item: Item, names: Names) -> object:
    if names.guid:
        return names.guid, names.link
    return names.said or (names.link, headline(item).casefold())


def twin_key(group: Group) -> object | None:
    """Return what two groups must share to be the same release, whatever their guids."""
    if not group.names.link:
        return None
    names = group.names
    return names.link, names.said, group.title.casefold(), group.item.published


def says_more(item: Item, said: str) -> tuple[datetime, str, str, str]:
    """Rank items of one release by date, so that the same one speaks whatever their order.

    `said` is the item's `text_hash`.
    """
    return item.published or _NEVER, said, item.guid + item.title, item.link


def order_of(group: Group) -> tuple[list[str], tuple[datetime, str, str, str]]:
    """Return what groups are sorted by where their places in the document must not matter."""
    return sorted(group.every), says_more(group.item, group.said)


def _group(cluster: Sequence[tuple[int, Item, Names]]) -> Group:
    _, item, names = cluster[0]
    if len(cluster) > 1:
        _, item, names = max(cluster, key=lambda one: says_more(one[1], text_hash(one[1])))
    return Group(
        item=item,
        title=headline(item),
        names=names,
        said=text_hash(item),
        every=frozenset(name for one in cluster for name in one[2]),
        position=min(position for position, _, _ in cluster),
    )


def _with_doubts(groups: Sequence[Group]) -> list[Group]:
    """Mark the groups whose key or link other releases of the document have as well."""
    guids = Counter(group.names.guid for group in groups)
    links = Counter(link for link, _ in {(group.names.link, twin_key(group)) for group in groups})
    marked = []
    for group in groups:
        names, lone_link = group.names, links[group.names.link] <= 1
        exact = guids[names.guid] == 1 if names.guid else bool(names.said) or lone_link
        is_plain = exact and lone_link
        marked.append(group if is_plain else replace(group, exact=exact, lone_link=lone_link))
    return marked
