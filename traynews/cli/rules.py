"""`rules`: how loudly what is told, by command: list, add, remove, and try before adding."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.cli.output import NOTHING_YET, say, say_json
from traynews.cli.session import Session
from traynews.cli.tables import entry_rows, find_screen
from traynews.core.alerts.rules import describe_rule
from traynews.core.data.settings import Rule
from traynews.errors import TrayNewsError, UsageError
from traynews.settings import edit
from traynews.settings.toml import Value

Conditions = Sequence[str] | None


def list_rules(session: Session, *, as_json: bool = False) -> None:
    """`rules list`: the rules in their order; the first that matches a release decides."""
    rules = session.settings().alerts.rules
    if as_json:
        say_json([_fields(number, rule) for number, rule in enumerate(rules, start=1)])
        return
    screen = find_screen()
    for number, rule in enumerate(rules, start=1):
        first, *more = screen.lines(describe_rule(rule), "    ")
        for row in (f"{number:>2}  {first[4:]}", *more):
            say(row)
    if not rules:
        say(
            "There are no rules: [alerts] level decides, or the feed's own. "
            "`traynews rules add --help` says how one is added."
        )


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
        raise UsageError(
            "say which releases: --match, --country, --topic, --kind or --feed; "
            "for all of them: traynews config set alerts.level none"
        )
    number = edit.add_rule(session.locations.config, values)
    session.ring()
    say(f"Added as rule {number}: {describe_rule(session.settings().alerts.rules[number - 1])}")


def remove(session: Session, number: int) -> None:
    """`rules remove`: take a rule out of the file. Raises `ConfigError`."""
    rules = session.settings().alerts.rules
    _refuse_unknown(number, rules)
    described = describe_rule(rules[number - 1])
    edit.remove_rule(session.locations.config, number, described)
    session.ring()
    say(f"Removed: {described}")


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
    from traynews.core.alerts.trial import try_rule as try_on  # noqa: PLC0415 - `list` tries none

    settings = session.settings()
    if level.isdigit():
        number = int(level)
        _refuse_unknown(number, settings.alerts.rules)
    else:
        values = _values(level, match, countries, topics, kinds, feeds)
        settings = edit.preview_rule(session.locations.config, values)
        number = len(settings.alerts.rules)
    with session.library() as store:
        records = [store.record(entry.id) for entry in store.entries(limit)]
        kept = [record for record in records if record is not None]
        found = list(try_on(kept, settings.feeds, settings.alerts, number))
    screen = find_screen()
    for one, row in zip(found, entry_rows([one.entry for one in found], screen), strict=True):
        say(row)
        if one.before is not one.after:
            say(f"        {one.before} without this rule, {one.after} with it")
    changed = sum(one.before is not one.after for one in found)
    if not kept:
        say(NOTHING_YET)
        return
    say(f"{describe_rule(settings.alerts.rules[number - 1])}:")
    say(f"  decides on {len(found)} of the newest {len(kept)} releases, and changes {changed}.")


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
        few = {0: "there are none", 1: "there is only rule 1"}
        there = few.get(len(rules), f"there are 1 to {len(rules)}")
        raise TrayNewsError(f"there is no rule {number}; {there}")
