"""How loudly each new entry is told, and what is told together. Everything is stored anyway."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from traynews.core.alerts.mutes import Mute, find_mute
from traynews.core.alerts.words import Words
from traynews.core.data.match import SlowMatchError
from traynews.core.data.model import BREAKING, SURE, Entry, Feed, Kind, Level
from traynews.core.data.plan import Verdict
from traynews.core.data.settings import AlertSettings, Rule
from traynews.core.release.places import places
from traynews.core.text.times import full_date

if TYPE_CHECKING:  # its patterns cost 20 ms, which a start has no need of
    from traynews.core.release.take_apart import Description

_KINDS = {
    Kind.STATEMENT: "a statement",
    Kind.URGENT: "urgent",
    Kind.PREVIEW: "a preview",
    Kind.REPORT: "a report",
    Kind.CORRECTION: "a correction",
    Kind.NEWS: "news",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a rule may look at: one new entry, before it is stored."""

    feed_id: str
    title: str
    text: str = ""
    kind: Kind = Kind.NEWS
    kind_reason: str = ""  # why it is of that kind, a sentence
    certainty: float | None = 1.0  # None where it was not judged: its language is not read
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
        kind_reason=description.reason,
        certainty=description.certainty,
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
    the watch list, the feed's own setting, and the general one. A rule whose search takes too long
    is passed over, and the reason says so.
    """
    if candidate.baseline:
        return Verdict(Level.SILENT, "it was already there when this feed was first checked")
    if candidate.too_old:
        return Verdict(Level.SILENT, "its date is too old to be news")
    mute = find_mute(mutes, candidate.countries)
    if mute is not None:
        return Verdict(Level.SILENT, f"{mute.place} is muted until {full_date(mute.until)}")
    slow: list[int] = []
    for number, rule in enumerate(alerts.rules, start=1):
        try:
            applies = matches(rule, candidate)
        except SlowMatchError:
            slow.append(number)
            continue
        if applies:
            because = f", since {_told_kind(candidate)}" if rule.kinds else ""
            verdict = Verdict(rule.level, f"rule {number} says {rule.level}{because}")
            break
    else:
        verdict = _watched(candidate, alerts) or _judge_generally(candidate, feed, alerts)
    if not slow:
        return verdict
    passed = " and ".join(name_rule(number, alerts.rules[number - 1]) for number in slow)
    reason = f"{verdict.reason}; {passed} took too long, and passed it over"
    return replace(verdict, reason=reason, slow=tuple(slow))


def name_rule(number: int, rule: Rule) -> str:
    """Return what to call a rule, counted from 1, so that the user finds it."""
    return f"rule {number}" + (f" (line {rule.line} of the settings)" if rule.line else "")


def matches(rule: Rule, candidate: Candidate) -> bool:
    """Whether every condition of the rule holds; a rule without conditions matches everything.

    Raises `SlowMatchError`.
    """
    return (
        (not rule.feeds or candidate.feed_id in rule.feeds)
        and (not rule.kinds or candidate.kind in rule.kinds)
        and _overlaps(rule.countries, candidate.countries, candidate.title)
        and _overlaps(rule.topics, candidate.topics, "")
        and (rule.match is None or rule.match.finds(candidate.title, candidate.text))
    )


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


def _watched(candidate: Candidate, alerts: AlertSettings) -> Verdict | None:
    for rule in alerts.watch:
        if matches(rule, candidate):
            name = rule.match.text if rule.match else rule.countries[0]
            return Verdict(rule.level, f"“{name}” is on your watch list")
    return None


def _judge_generally(candidate: Candidate, feed: Feed, alerts: AlertSettings) -> Verdict:
    wanted = feed.alerts or alerts.level
    where = f"the feed {feed.id}" if feed.alerts else "[alerts] level"
    if wanted in {"none", "digest"}:
        level = Level.SILENT if wanted == "none" else Level.DIGEST
        return Verdict(level, f"{where} is {wanted}")
    told = _told_kind(candidate)
    picky = wanted in {"breaking", "sure"}
    reason = f"{where} is {wanted}, and {told}"
    if picky and candidate.certainty is None:
        # A lost alert is worse than one too many.
        level = Level.SILENT if alerts.unread_languages == "silent" else Level.ALERT
        return Verdict(level, f"[alerts] unread_languages is {alerts.unread_languages}, and {told}")
    sure = candidate.certainty is not None and candidate.certainty >= SURE
    if picky and (candidate.kind not in BREAKING or (wanted == "sure" and not sure)):
        return Verdict(Level.SILENT, reason)
    if candidate.kind is Kind.URGENT:
        return Verdict(Level.URGENT, told)
    return Verdict(Level.ALERT, reason if picky else f"{where} is {wanted}")


def _overlaps(wanted: Iterable[str], have: Iterable[str], title: str) -> bool:
    # "UK" and "Royaume-Uni" are the United Kingdom to a rule, too, and "Israel-OPT" names two.
    names = {name: places(name) or (name,) for name in wanted}
    if not names:
        return True
    meant = {one.casefold() for several in names.values() for one in several}
    if meant & {name.casefold() for name in have}:
        return True
    return any(Words(name).finds(title, "") for name in names) if title else False


def _told_kind(candidate: Candidate) -> str:
    """Say what sort of release it is, and why."""
    reason = candidate.kind_reason.rstrip(".")
    if candidate.certainty is None and reason:
        return f"{reason[0].lower()}{reason[1:]}"
    because = f": {reason[0].lower()}{reason[1:]}" if reason else ""
    return f"this is {_KINDS[candidate.kind]}{because}"


def describe_rule(rule: Rule) -> str:
    """Return a rule in words."""
    conditions = [f"says “{rule.match.text}”"] if rule.match else []
    for name, values in (
        ("is about", rule.countries), ("has the topic", rule.topics),
        ("is a", tuple(map(str, rule.kinds))), ("comes from", rule.feeds),
    ):  # fmt: skip
        if values:
            conditions.append(f"{name} {' or '.join(values)}")
    return f"{rule.level}: what {' and '.join(conditions)}" if conditions else f"{rule.level}: all"
