"""Changing settings in their file: comments, order and everything else in it stay.

Each change is made on the text, read as the program would read it, compared with what it was to
be, and only then put in the file's place, whole. A mistake leaves the file as it was and names the
key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from traynews.core.alerts.rules import describe_rule
from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError
from traynews.settings import disk, rewrite
from traynews.settings.catalogue import known_feeds
from traynews.settings.change import Catalogue, Change, changing
from traynews.settings.layout import KeyPath
from traynews.settings.template import TEMPLATE
from traynews.settings.text import shown
from traynews.settings.toml import Value
from traynews.settings.values import BadValueError, Reader, WrongTypeError

_FEEDS = ("feeds",)
_RULES = ("alerts", "rules")


@dataclass(frozen=True, slots=True)
class Added:
    """The ids of feeds that were added, and of the default feeds that were written out with them.

    A file that lists any feed is polled by its list alone.
    """

    ids: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


def set_value(
    path: Path,
    dotted_key: str,
    value: Value,
    *,
    literal: bool = False,
    catalogue: Catalogue = known_feeds,
) -> tuple[str, ...]:
    """Set one key, such as `menu.badge` or `feeds.uk.alerts`; return as `enable_feed` does.

    A text is taken as TOML where that is allowed for the key (`true`, `12`, `["22:00-07:00"]`),
    else as the text itself, else as the only one of a list; `literal` as the text itself alone.
    Raises `ConfigError`.
    """
    with changing(path, catalogue) as change:
        where, read = change.find_key(dotted_key)
        change.put(where, _choose(value, read, f"{where[0]}.{where[-1]}", literal=literal))
        change.save()
        return change.written


def unset(path: Path, dotted_key: str, *, catalogue: Catalogue = known_feeds) -> bool:
    """Let a key be what it is by default; return whether it was set. Raises `ConfigError`."""
    with changing(path, catalogue) as change:
        where, _ = change.find_key(dotted_key)
        was_set = change.drop(where)
        if was_set:
            change.save()
        return was_set


def get_value(path: Path, dotted_key: str, *, catalogue: Catalogue = known_feeds) -> Value:
    """Return what a key is: as the file says, or by default, as it would say. Raises `ConfigError`.

    A feed without an interval or a level of its own has the general one.
    """
    change = Change(path, catalogue)
    where, _ = change.find_key(dotted_key)
    if where[0] != "feeds":
        return _read_value(change, where)
    value = change.get(where)
    if value is None:
        feed_id, key = dotted_key.removeprefix("feeds.").rsplit(".", maxsplit=1)
        general = {"interval": "poll.interval", "alerts": "alerts.level"}
        if key in general:
            return get_value(path, general[key], catalogue=catalogue)
        settings = disk.load(path, catalogue)
        feed = next(feed for feed in settings.feeds if feed.id == feed_id)
        value = getattr(feed, key)
        if key == "mentions":
            value = value.text if value else ""
    found: Value = value
    return found


def get_values(
    path: Path, dotted_keys: Iterable[str], *, catalogue: Catalogue = known_feeds
) -> dict[str, Value]:
    """Return the same of many keys, none of a feed, from one reading. Raises `ConfigError`."""
    change = Change(path, catalogue)
    return {key: _read_value(change, change.find_key(key)[0]) for key in dotted_keys}


def _read_value(change: Change, where: KeyPath) -> Value:
    value = change.get(where)
    found: Value = rewrite.read_comment(TEMPLATE, where) if value is None else value
    return found


def add_rule(path: Path, values: Mapping[str, Value], *, catalogue: Catalogue = known_feeds) -> int:
    """Add a rule behind the others, and return its number, from 1. Raises `ConfigError`."""
    with changing(path, catalogue) as change:
        _write_rule(change, values)
        return len(change.save().alerts.rules)


def preview_rule(
    path: Path, values: Mapping[str, Value], *, catalogue: Catalogue = known_feeds
) -> Settings:
    """Return the settings as they would be with a rule behind the others; write nothing."""
    change = Change(path, catalogue)
    _write_rule(change, values)
    return change.read()


def _write_rule(change: Change, values: Mapping[str, Value]) -> None:
    change.write_rules_out()
    change.add_tables(_RULES, [values])


def remove_rule(
    path: Path, number: int, described: str, *, catalogue: Catalogue = known_feeds
) -> None:
    """Take a rule out of the file, if it still is the one that was `described` to the user.

    Raises `ConfigError`.
    """
    with changing(path, catalogue) as change:
        change.write_rules_out()
        rules = [describe_rule(rule).split() for rule in change.read().alerts.rules]
        if number < 1 or rules[number - 1 : number] != [described.split()]:
            raise ConfigError("There is no such rule any more.")
        change.drop_table((*_RULES, number - 1))
        change.save()


def add_feeds(
    path: Path,
    choose: Callable[[Sequence[Feed]], Mapping[str, Mapping[str, Value]]],
    *,
    catalogue: Catalogue = known_feeds,
) -> Added:
    """Add what `choose` makes of the feeds that are there, in one change, all or none.

    It is called while nobody else can add one, so that its ids stay unlike theirs; for each it
    gives the keys besides `id`; those of a catalogue feed may be empty. Raises `ConfigError`, also
    where there is such a feed already.
    """
    with changing(path, catalogue) as change:
        fresh = choose(change.read().feeds)
        if not fresh:
            return Added()
        there = fresh.keys() & set(change.listed)
        if there:
            raise ConfigError(f'there is a feed "{min(there)}" already')
        change.write_defaults_out()
        tables = [{"id": one, **keys} for one, keys in fresh.items() if one not in change.written]
        if tables:
            change.add_tables(_FEEDS, tables)
        change.save()
        return Added(tuple(fresh), change.written)


def remove_feed(path: Path, feed_id: str, *, catalogue: Catalogue = known_feeds) -> None:
    """Take a feed out of the file; what it gave is kept. Raises `ConfigError`.

    The last feed is switched off instead: a file without feeds would mean the default ones.
    """
    with changing(path, catalogue) as change:
        change.write_defaults_out()
        feed = change.find_feed(feed_id)
        if len(change.listed) == 1:
            change.put((*feed, "enabled"), value=False)
        else:
            change.drop_table(feed)
        change.save()


def enable_feed(
    path: Path, feed_id: str, *, enabled: bool = True, catalogue: Catalogue = known_feeds
) -> tuple[str, ...]:
    """Switch a feed on (one of the catalogue is added for it) or off.

    Returns the ids of the default feeds that had to be written out with it. Raises `ConfigError`
    where nobody knows the feed.
    """
    with changing(path, catalogue) as change:
        change.write_defaults_out()
        known = any(feed.id == feed_id for feed in catalogue())
        if enabled and known and feed_id not in change.listed:
            change.add_tables(_FEEDS, [{"id": feed_id}])
        elif enabled:
            change.drop((*change.find_feed(feed_id), "enabled"))  # true is the default
        else:
            change.put((*change.find_feed(feed_id), "enabled"), value=False)
        change.save()
        return change.written


def switch_feed(path: Path, feed_id: str, *, catalogue: Catalogue = known_feeds) -> None:
    """Poll a feed no more where it is polled, and again where it is not. Raises `ConfigError`."""
    on = any(feed.id == feed_id and feed.enabled for feed in disk.load(path, catalogue).feeds)
    enable_feed(path, feed_id, enabled=not on, catalogue=catalogue)


def mute_feed(path: Path, feed_id: str, *, catalogue: Catalogue = known_feeds) -> None:
    """Switch a feed's alerts off, or on again, as loud as alerts are in general."""
    settings = disk.load(path, catalogue)
    loud = "all" if settings.alerts.level == "none" else settings.alerts.level
    muted = any(feed.id == feed_id and feed.alerts == "none" for feed in settings.feeds)
    set_value(path, f"feeds.{feed_id}.alerts", loud if muted else "none", catalogue=catalogue)


def _choose(value: Value, read: Reader, key: str, *, literal: bool) -> Value:
    """Return what a value means for its key: the first of its meanings that is allowed.

    Raises `ConfigError` where none is: about what the key wants rather than about quotes and lists,
    which a shell does not have.
    """
    readings = [value]
    if isinstance(value, str) and not literal:
        try:
            readings = [tomllib.loads(f"x = {value}")["x"], value, [value]]
        except (tomllib.TOMLDecodeError, ValueError, RecursionError):
            readings = [value, [value]]
    mistakes: list[BadValueError] = []
    for reading in readings:
        try:
            read(reading)
        except BadValueError as bad:
            mistakes.append(bad)
        else:
            return reading
    told = next((bad for bad in mistakes if not isinstance(bad, WrongTypeError)), mistakes[0])
    raise ConfigError(f"{key}: {told} (it says {shown(value)})")
