"""How loudly each new entry is told, and what is told together. Everything is stored anyway."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from traynews.core.alerts.mutes import Mute, find_mute
from traynews.core.data.model import BREAKING, Entry, Feed, Kind, Level
from traynews.core.data.plan import Verdict
from traynews.core.data.settings import AlertLevel, AlertSettings, Rule
from traynews.core.release.places import places
from traynews.core.release.take_apart import Description
from traynews.core.text.times import month

_MOST_SEARCHED = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a rule may look at: one new entry, before it is stored."""

    feed_id: str
    title: str
    text: str = ""
    kind: Kind = Kind.NEWS
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    baseline: bool = False  # it was there at the feed's first poll
    too_old: bool = False


def candidate_of(
    description: Description, feed_id: str, *, baseline: bool = False, too_old: bool = False
) -> Candidate:
    """Return what the rules look at of a release that was taken apart."""
    release = description.release
    return Candidate(
        feed_id=feed_id,
        title=release.title,
        text=release.text,
        kind=description.kind,
        countries=release.places,
        topics=release.topics,
        baseline=baseline,
        too_old=too_old,
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that one pop-up tells."""

    entries: tuple[Entry, ...]
    digest: bool
    away: bool = False  # they came while the user was away


def judge(
    candidate: Candidate, feed: Feed, alerts: AlertSettings, mutes: Sequence[Mute] = ()
) -> Verdict:
    """Decide the level of one new entry.

    What keeps quiet comes first (baseline, age, muted places), then the user's rules in order, then
    the feed's own setting, then the general one.
    """
    if candidate.baseline:
        return Verdict(Level.SILENT, "it was already there when this feed was first checked")
    if candidate.too_old:
        return Verdict(Level.SILENT, "its date is too old to be news")
    mute = find_mute(mutes, candidate.countries)
    if mute is not None:
        return Verdict(
            Level.SILENT,
            f"{mute.place} is muted until {mute.until.day} {month(mute.until)} {mute.until.year}",
        )
    for number, rule in enumerate(alerts.rules, start=1):
        if matches(rule, candidate):
            return Verdict(rule.level, f"rule {number} says {rule.level}")
    wanted = feed.alerts or alerts.level
    where = f"the feed {feed.id}" if feed.alerts else "[alerts] level"
    return _judge_generally(candidate, wanted, where)


def matches(rule: Rule, candidate: Candidate) -> bool:
    """Whether every condition of the rule holds; a rule without conditions matches everything."""
    return (
        (not rule.feeds or candidate.feed_id in rule.feeds)
        and (not rule.kinds or candidate.kind in rule.kinds)
        and _overlaps(rule.countries, candidate.countries, candidate.title)
        and _overlaps(rule.topics, candidate.topics, "")
        and (not rule.match or compile_match(rule.match).search(_haystack(candidate)) is not None)
    )


def compile_match(match: str) -> re.Pattern[str]:
    """Compile `words` (all of them, in any case, as whole words, next to each other) or `/regex/`.

    `^` and `$` hold at every line: the title is one, and each paragraph. Raises re.error.
    """
    if is_regex(match):
        return re.compile(match[1:-1], re.IGNORECASE | re.MULTILINE)
    words = r"\s+".join(re.escape(word) for word in match.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def is_regex(match: str) -> bool:
    """Whether it is a `/regex/`, and no words."""
    return len(match) > 1 and match.startswith("/") and match.endswith("/")


def batch(owed: Sequence[Entry], alerts: AlertSettings) -> tuple[Batch, ...]:
    """Group what is owed into pop-ups: urgent ones alone, few singly, many as one digest.

    The digest takes in everything of level digest, and all else once that is more than
    `digest_above`.
    """
    urgent = [entry for entry in owed if entry.level is Level.URGENT]
    plain = [entry for entry in owed if entry.level is Level.ALERT]
    digest = [entry for entry in owed if entry.level is Level.DIGEST]
    if len(plain) > alerts.digest_above:
        plain, digest = [], [entry for entry in owed if entry.level is not Level.URGENT]
    batches = [Batch((entry,), digest=False) for entry in (*urgent, *plain)]
    if digest:
        batches.append(Batch(tuple(digest), digest=len(digest) > 1))
    return tuple(batches)


def _judge_generally(candidate: Candidate, wanted: str | AlertLevel, where: str) -> Verdict:
    breaking = candidate.kind in BREAKING
    match wanted:
        case "none":
            return Verdict(Level.SILENT, f"{where} is none")
        case "digest":
            return Verdict(Level.DIGEST, f"{where} is digest")
        case "breaking" if not breaking:
            return Verdict(Level.SILENT, f"{where} is breaking, and this is {candidate.kind}")
        case _ if candidate.kind is Kind.URGENT:
            return Verdict(Level.URGENT, "somebody is at immediate risk")
        case _:
            return Verdict(Level.ALERT, f"{where} is {wanted}")


def _overlaps(wanted: Iterable[str], have: Iterable[str], title: str) -> bool:
    # "UK" and "Royaume-Uni" are the United Kingdom to a rule, too, and "Israel-OPT" names two.
    names = {name: places(name) or (name,) for name in wanted}
    if not names:
        return True
    meant = {one.casefold() for several in names.values() for one in several}
    if meant & {name.casefold() for name in have}:
        return True
    return any(compile_match(name).search(title) for name in names) if title else False


def _haystack(candidate: Candidate) -> str:
    # The user's own regex may be slow; what it meets from strangers is short.
    return f"{candidate.title}\n{candidate.text}"[:_MOST_SEARCHED]
