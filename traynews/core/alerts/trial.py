"""What a rule would have done: tried on what is kept, by the code that judges new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from traynews.core.alerts.rules import Candidate, candidate_of, judge
from traynews.core.data.model import Entry, Feed, Level, Record
from traynews.core.data.settings import AlertSettings, Rule
from traynews.core.release.take_apart import describe


@dataclass(frozen=True, slots=True)
class Decided:
    """A release on which the rule decides, how loud it is without it, and how loud with it."""

    entry: Entry
    before: Level
    after: Level


def try_rule(
    records: Iterable[Record], feeds: Sequence[Feed], alerts: AlertSettings, number: int
) -> Iterator[Decided]:
    """Give those of the releases on which the rule of that number, from 1, decides."""
    by_id = {feed.id: feed for feed in feeds}
    rules = alerts.rules
    rule, without = rules[number - 1], (*rules[: number - 1], *rules[number:])
    for record in records:
        feed = by_id.get(record.entry.feed_id) or Feed(record.entry.feed_id, "")
        candidate = candidate_of(describe(record.item, feed.title), feed.id)
        if _decides(candidate, feed, alerts, number):
            before = judge(candidate, feed, replace(alerts, rules=without)).level
            yield Decided(record.entry, before, rule.level)


def _decides(candidate: Candidate, feed: Feed, alerts: AlertSettings, number: int) -> bool:
    """Whether it makes a difference to the release how loud the rule is."""

    def level(rule: Rule) -> Level:
        rules = (*alerts.rules[: number - 1], rule, *alerts.rules[number:])
        return judge(candidate, feed, replace(alerts, rules=rules)).level

    rule = alerts.rules[number - 1]
    loud, quiet = (level(replace(rule, level=one)) for one in (Level.URGENT, Level.SILENT))
    return loud is not quiet
