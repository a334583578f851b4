"""Changing settings in their file: comments, order and everything else in it stay.

Each change is made on the text, read as the program would read it, compared with what it was to
be, and only then put in the file's place, whole. A mistake leaves the file as it was and names the
key.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from traynews.core.data.model import Feed
from traynews.errors import ConfigError
from traynews.settings import disk, rewrite
from traynews.settings.catalogue import known_feeds
from traynews.settings.layout import KeyPath
from traynews.settings.template import TEMPLATE
from traynews.settings.text import BOM, parse, read_toml, shown
from traynews.settings.toml import Value
from traynews.settings.values import FEED_KEYS, TABLES, BadValueError, Reader

Catalogue = Callable[[], Sequence[Feed]]

_PLACE = re.compile(r"^.*?, line \d+, ", re.DOTALL)  # of a text that nobody has seen
_FEEDS = ("feeds",)


def set_value(
    path: Path, dotted_key: str, value: Value, *, catalogue: Catalogue = known_feeds
) -> None:
    """Set one key, such as `menu.badge` or `feeds.uk.alerts`.

    A text is taken as TOML where that is allowed for the key (`true`, `12`, `["22:00-07:00"]`),
    else as the text itself, else as the only one of a list. Raises `ConfigError`.
    """
    change = _Change(path, catalogue)
    where, read = change.find_key(dotted_key)
    change.put(where, _choose(value, read, f"{where[0]}.{where[-1]}"))
    change.save()


def unset(path: Path, dotted_key: str, *, catalogue: Catalogue = known_feeds) -> bool:
    """Let a key be what it is by default; return whether it was set. Raises `ConfigError`."""
    change = _Change(path, catalogue)
    where, _ = change.find_key(dotted_key)
    was_set = change.drop(where)
    if was_set:
        change.save()
    return was_set


def add_feed(
    path: Path, feed_id: str, values: Mapping[str, Value], *, catalogue: Catalogue = known_feeds
) -> tuple[str, ...]:
    """Add a feed; return the ids of the default feeds that had to be written out with it.

    `values` are its keys besides `id`; those of a catalogue feed may be empty. Raises `ConfigError`
    where there is such a feed already.
    """
    change = _Change(path, catalogue)
    if feed_id in change.listed:
        raise ConfigError(f'there is a feed "{feed_id}" already')
    written = change.write_defaults_out()
    if feed_id not in written:
        change.add_tables(_FEEDS, [{"id": feed_id, **values}])
    change.save()
    return written


def add_feeds(
    path: Path, feeds: Mapping[str, Mapping[str, Value]], *, catalogue: Catalogue = known_feeds
) -> tuple[str, ...]:
    """Add many feeds in one change, all or none; return as `add_feed` does."""
    change = _Change(path, catalogue)
    written = change.write_defaults_out()
    change.add_tables(_FEEDS, [{"id": feed_id, **values} for feed_id, values in feeds.items()])
    change.save()
    return written


def remove_feed(path: Path, feed_id: str, *, catalogue: Catalogue = known_feeds) -> None:
    """Take a feed out of the file; what it gave is kept. Raises `ConfigError`.

    The last feed is switched off instead: a file without feeds would mean the default ones.
    """
    change = _Change(path, catalogue)
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
    """Switch a feed on (one of the catalogue is added for it) or off; return as `add_feed` does.

    Raises `ConfigError` where nobody knows the feed.
    """
    change = _Change(path, catalogue)
    written = change.write_defaults_out()
    known = any(feed.id == feed_id for feed in catalogue())
    if enabled and known and feed_id not in change.listed:
        change.add_tables(_FEEDS, [{"id": feed_id}])
    elif enabled:
        change.drop((*change.find_feed(feed_id), "enabled"))  # true is the default
    else:
        change.put((*change.find_feed(feed_id), "enabled"), value=False)
    change.save()
    return written


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


class _Change:
    """One change of the file at `path`: of its text, and of the data that it is to mean."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self._path = path
        self._catalogue = catalogue
        self._before = disk.read(path)
        text = TEMPLATE if self._before is None else self._before
        parse(text, catalogue, name=str(path))  # who broke it must mend it
        self._bom = BOM if text.startswith(BOM) else ""
        self._text = text.removeprefix(BOM)
        self._data: dict[str, Any] = copy.deepcopy(dict(read_toml(text, str(path))))

    def save(self) -> None:
        """Put what was changed into the file's place, if it is what it was to be."""
        text = self._bom + self._text
        if text == self._before:
            return
        try:
            parse(text, self._catalogue, name=str(self._path))
        except ConfigError as error:
            raise ConfigError(_PLACE.sub("", str(error))) from error
        if _without_empty(read_toml(text, str(self._path))) != _without_empty(self._data):
            raise ConfigError(
                f"{self._path}: only an editor can change this: `traynews config edit`"
            )
        if disk.read(self._path) != self._before:
            raise ConfigError(f"{self._path}: somebody else has just written it; try again")
        disk.write(self._path, text)

    @property
    def listed(self) -> list[str]:
        """The ids of the feeds that the file lists."""
        return [feed["id"] for feed in self._data.get("feeds", [])]

    def find_key(self, dotted_key: str) -> tuple[KeyPath, Reader]:
        """Return where a key stands, or would, and who reads it."""
        table, _, key = dotted_key.partition(".")
        if table == "feeds":
            feed_id, _, key = key.rpartition(".")
            keys, instead = FEED_KEYS, "feeds.ID.KEY, such as feeds.uk.alerts"
        elif table in TABLES:
            keys, instead = TABLES[table][1], f"one of {_every_key(table)}"
        else:
            raise ConfigError(f'there is no setting "{dotted_key}"; write one of {_every_key()}')
        if key not in keys:
            raise ConfigError(f'there is no setting "{key}" there; write {instead}')
        if table != "feeds":
            return (table, key), keys[key]
        self.write_defaults_out()
        return (*self.find_feed(feed_id), key), keys[key]

    def find_feed(self, feed_id: str) -> KeyPath:
        """Return where a feed stands."""
        if feed_id not in self.listed:
            there = ", ".join(self.listed)
            raise ConfigError(f'there is no feed "{feed_id}"; there are {there}')
        return ("feeds", self.listed.index(feed_id))

    def write_defaults_out(self) -> tuple[str, ...]:
        """List the default feeds in a file that lists none; any [[feeds]] would replace them."""
        if "feeds" in self._data:
            return ()
        defaults = tuple(feed.id for feed in self._catalogue() if feed.enabled)
        self.add_tables(_FEEDS, [{"id": feed_id} for feed_id in defaults])
        return defaults

    def put(self, path: KeyPath, value: Value) -> None:
        """Set a key."""
        self._text = rewrite.put(self._text, path, value)
        self._reach(path[:-1])[path[-1]] = _as_read(value)

    def drop(self, path: KeyPath) -> bool:
        """Take out a key; return whether it was there."""
        table = self._reach(path[:-1])
        if path[-1] not in table:
            return False
        self._text = rewrite.drop(self._text, path, template=TEMPLATE)
        del table[path[-1]]
        return True

    def add_tables(self, path: KeyPath, tables: Sequence[Mapping[str, Value]]) -> None:
        """Add tables to those of an array."""
        self._text = rewrite.add_tables(self._text, path, tables)
        read = [{key: _as_read(value) for key, value in table.items()} for table in tables]
        self._reach(path[:-1]).setdefault(path[-1], []).extend(read)

    def drop_table(self, path: KeyPath) -> None:
        """Take one table out of an array."""
        self._text = rewrite.drop_table(self._text, path)
        del self._reach(path[:-1])[path[-1]]

    def _reach(self, path: KeyPath) -> Any:
        data: Any = self._data
        for step in path:
            data = data.setdefault(step, {}) if isinstance(step, str) else data[step]
        return data


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data without empty tables, which mean nothing and go with their last key."""
    return {key: value for key, value in data.items() if value != {}}


def _as_read(value: Value) -> Any:
    return value if isinstance(value, str | int) else list(value)


def _choose(value: Value, read: Reader, key: str) -> Value:
    """Return what a value means for its key: the first of its meanings that is allowed.

    Raises `ConfigError` about the first where none is.
    """
    readings = [value]
    if isinstance(value, str):
        try:
            readings = [tomllib.loads(f"x = {value}")["x"], value, [value]]
        except (tomllib.TOMLDecodeError, ValueError, RecursionError):
            readings = [value, [value]]
    mistakes = []
    for reading in readings:
        try:
            read(reading)
        except BadValueError as bad:
            mistakes.append(f"{key}: {bad} (it says {shown(reading)})")
        else:
            return reading
    raise ConfigError(mistakes[0])


def _every_key(only: str = "") -> str:
    tables = {only: TABLES[only]} if only else TABLES
    return ", ".join(f"{name}.{key}" for name, (_, keys) in tables.items() for key in keys)
