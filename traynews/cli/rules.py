"""`rules`: how loudly what is told, by command: list, add, remove, and try before adding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from traynews.cli.output import say, say_json
from traynews.cli.session import Session
from traynews.cli.tables import entry_rows, find_screen
from traynews.core.data.model import Entry, Feed, Level
from traynews.core.data.settings import AlertSettings, Rule, Settings
from traynews.errors import TrayNewsError
from traynews.settings import edit
from traynews.settings.toml import Value

if TYPE_CHECKING:
    from traynews.archive.store import Store
    from traynews.core.alerts.rules import Candidate

Conditions = Sequence[str] | None


def list_rules(session: Session, *, as_json: bool = False) -> None:
    """`rules list`: the rules in their order; the first that matches a release decides."""
    rules = session.settings().alerts.rules
    if as_json:
        say_json([_fields(number, rule) for number, rule in enumerate(rules, start=1)])
        return
    screen = find_screen()
    for number, rule in enumerate(rules, start=1):
        first, *more = screen.lines(describe(rule), "    ")
        for row in (f"{number:>2}  {first[4:]}", *more):
            say(row)
    if not rules:
        say("No rules: [alerts] level decides, or the feed's own. `traynews rules add --help`")


def list_as_json(session: Session) -> None:
    """`rules list --json`: the same for programs."""
    list_rules(session, as_json=True)


def add(
    session: Session,
    level: str,
    *,
    match: str | None,
    countries: Conditions,
    topics: Conditions,
    kinds: Conditions,
    feeds: Conditions,
) -> None:
    """`rules add`: write a rule behind the others. Raises `ConfigError`."""
    values = _values(level, match, countries, topics, kinds, feeds)
    if len(values) == 1:  # the level alone
        raise TrayNewsError(
            "say which releases: --match, --country, --topic, --kind or --feed; "
            "for all of them: traynews config set alerts.level none"
        )
    number = edit.add_rule(session.locations.config, values)
    session.ring()
    say(f"Added as rule {number}: {describe(session.settings().alerts.rules[number - 1])}")


def remove(session: Session, number: int) -> None:
    """`rules remove`: take a rule out of the file. Raises `ConfigError`."""
    rules = session.settings().alerts.rules
    _refuse_unknown(number, rules)
    edit.remove_rule(session.locations.config, number)
    session.ring()
    say(f"Removed: {describe(rules[number - 1])}")


def try_rule(
    session: Session,
    level: str,
    *,
    limit: int,
    match: str | None,
    countries: Conditions,
    topics: Conditions,
    kinds: Conditions,
    feeds: Conditions,
) -> None:
    """`rules try`: say which of the newest releases a rule would decide on, and write nothing.

    LEVEL is that of a rule still to be added, or the number of one that is there.
    """
    now = session.settings()
    if level.isdigit():
        number = int(level)
        _refuse_unknown(number, now.alerts.rules)
        rules = now.alerts.rules
        settings, without = now, (*rules[: number - 1], *rules[number:])
    else:
        values = _values(level, match, countries, topics, kinds, feeds)
        settings = edit.preview_rule(session.locations.config, values)
        number, without = len(settings.alerts.rules), settings.alerts.rules[:-1]
    rule = settings.alerts.rules[number - 1]
    by_id = {feed.id: feed for feed in settings.feeds}
    found: list[tuple[Entry, Level]] = []
    with session.library() as store:
        entries = store.entries(limit)
        for entry in entries:
            feed = by_id.get(entry.feed_id) or Feed(entry.feed_id, "")
            before = _decides(number, _candidate(store, entry, feed), feed, settings, without)
            if before is not None:
                found.append((entry, before))
    screen = find_screen()
    for (_, before), row in zip(found, entry_rows([one for one, _ in found], screen), strict=True):
        say(row)
        if before is not rule.level:
            say(f"        {before} without this rule, {rule.level} with it")
    changed = sum(before is not rule.level for _, before in found)
    if not entries:
        say("Nothing is kept yet to try a rule on.")
        return
    say(f"{describe(rule)}:")
    say(f"  decides on {len(found)} of the newest {len(entries)} releases, and changes {changed}.")


def describe(rule: Rule) -> str:
    """Return a rule in words."""
    conditions = [f"says “{rule.match.text}”"] if rule.match else []
    for name, values in (
        ("is about", rule.countries), ("has the topic", rule.topics),
        ("is a", tuple(map(str, rule.kinds))), ("comes from", rule.feeds),
    ):  # fmt: skip
        if values:
            conditions.append(f"{name} {' or '.join(values)}")
    return f"{rule.level}: what {' and '.join(conditions)}" if conditions else f"{rule.level}: all"


def _decides(
    number: int, candidate: Candidate, feed: Feed, settings: Settings, without: tuple[Rule, ...]
) -> Level | None:
    """Return how loud a release is without a rule, if that rule decides on it; by `judge` alone."""
    from traynews.core.alerts.rules import judge  # noqa: PLC0415 - `list` and its kin judge nothing

    def level(rules: tuple[Rule, ...]) -> Level:
        alerts: AlertSettings = replace(settings.alerts, rules=rules)
        return judge(candidate, feed, alerts).level

    rules = settings.alerts.rules
    loud, quiet = (
        level((*rules[: number - 1], replace(rules[number - 1], level=one), *rules[number:]))
        for one in (Level.URGENT, Level.SILENT)
    )
    return None if loud is quiet else level(without)


def _candidate(store: Store, entry: Entry, feed: Feed) -> Candidate:
    from traynews.core.alerts.rules import candidate_of  # noqa: PLC0415 - see above
    from traynews.core.release.take_apart import describe as take_apart  # noqa: PLC0415

    record = store.record(entry.id)
    if record is None:
        raise TrayNewsError(f"release {entry.id} has just been removed; try again")
    return candidate_of(take_apart(record.item, feed.title), feed.id)


def _values(
    level: str,
    match: str | None,
    countries: Conditions,
    topics: Conditions,
    kinds: Conditions,
    feeds: Conditions,
) -> dict[str, Value]:
    lists = {"countries": countries, "topics": topics, "kinds": kinds, "feeds": feeds}
    values: dict[str, Value] = {"match": match} if match else {}
    return values | {key: list(value) for key, value in lists.items() if value} | {"level": level}


def _fields(number: int, rule: Rule) -> dict[str, object]:
    return {
        "number": number,
        "level": str(rule.level),
        "match": rule.match.text if rule.match else None,
        "countries": list(rule.countries),
        "topics": list(rule.topics),
        "kinds": [str(kind) for kind in rule.kinds],
        "feeds": list(rule.feeds),
        "line": rule.line or None,
    }


def _refuse_unknown(number: int, rules: Sequence[Rule]) -> None:
    if not 1 <= number <= len(rules):
        there = f"there are 1 to {len(rules)}" if rules else "there are none"
        raise TrayNewsError(f"there is no rule {number}; {there}")
