"""A change of the settings file under way: its text, and the data that the text is to mean."""

from __future__ import annotations

import contextlib
import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.core.text.unknown_names import find_near, tell_unknown
from traynews.errors import ConfigError
from traynews.file_lock import one_writer
from traynews.settings import disk, rewrite
from traynews.settings.keys import FEED_KEYS, TABLES
from traynews.settings.layers import key_of
from traynews.settings.layout import KeyPath, find_piece, read_layout
from traynews.settings.template import TEMPLATE
from traynews.settings.text import BOM, parse, read_toml
from traynews.settings.toml import Value
from traynews.settings.values import Reader

Catalogue = Callable[[], Sequence[Feed]]

_PLACE = re.compile(r"^.*?, line \d+, ", re.DOTALL)  # of a text that nobody has seen


@contextlib.contextmanager
def changing(path: Path, catalogue: Catalogue) -> Iterator[Change]:
    """Begin a change that is to be saved; nobody else's comes between reading and replacing."""
    with one_writer(path):
        yield Change(path, catalogue)


class Change:
    """One change of the file at `path`, from reading to replacing it. Raises `ConfigError`."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self._path = path
        self._catalogue = catalogue
        self._before = disk.read(path)
        self.written: tuple[str, ...] = ()  # the default feeds that had to be written out
        text = TEMPLATE if self._before is None else self._before
        self._below = disk.read_system(catalogue)
        parse(text, catalogue, name=str(path), below=self._below)  # who broke it must mend it
        self._bom = BOM if text.startswith(BOM) else ""
        self._text = text.removeprefix(BOM)
        self._data: dict[str, Any] = copy.deepcopy(dict(read_toml(text, str(path))))

    def read(self) -> Settings:
        """Return the settings as they are with what was changed."""
        try:
            text, name = self._bom + self._text, str(self._path)
            return parse(text, self._catalogue, name=name, below=self._below)
        except ConfigError as error:
            raise ConfigError(_PLACE.sub("", str(error))) from error

    def save(self) -> Settings:
        """Put what was changed into the file's place, if it is what it was to be."""
        text = self._bom + self._text
        settings = self.read()
        if text == self._before:
            return settings
        if _without_empty(read_toml(text, str(self._path))) != _without_empty(self._data):
            raise ConfigError(
                f"{self._path}: only an editor can change this: `traynews config edit`"
            )
        disk.write(self._path, text, last_look=self._refuse_if_written)
        return settings

    def _refuse_if_written(self) -> None:
        """Asked last of all: a disk may take long over the new text, and others write meanwhile."""
        if disk.read(self._path) != self._before:
            raise ConfigError(f"{self._path}: somebody else has just written it; try again")

    def get(self, path: KeyPath) -> Any:
        """Return what the file says at `path`, else what the system's do; None for neither."""
        own, key = self._reach(path[:-1]).get(path[-1]), key_of(path)
        if path[0] == "feeds":
            return own
        return self._below.values.get(key) if own is None or key in self._below.locked else own

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
            keys, instead = TABLES[table][1], f"one of {', '.join(_every_key(table))}"
        else:
            raise _unknown_key(dotted_key, _every_key(), f"one of {', '.join(_every_key())}")
        if not key:
            raise ConfigError(f"{dotted_key} is more than one setting; write {instead}")
        if key not in keys:
            there = [f"{dotted_key.rpartition('.')[0]}.{one}" for one in keys]
            raise _unknown_key(dotted_key, there, instead)
        if table != "feeds":
            return (table, key), keys[key]
        self.write_defaults_out()
        return (*self.find_feed(feed_id), key), keys[key]

    def find_feed(self, feed_id: str) -> KeyPath:
        """Return where a feed stands."""
        if feed_id not in self.listed:
            raise ConfigError(tell_unknown("feed", feed_id, self.listed))
        return ("feeds", self.listed.index(feed_id))

    def write_defaults_out(self) -> None:
        """List the default feeds in a file that lists none; any [[feeds]] would replace them."""
        if "feeds" in self._data:
            return
        defaults = tuple(feed.id for feed in self._below.settings.feeds if feed.enabled)
        self.add_tables(("feeds",), [{"id": feed_id} for feed_id in defaults])
        self.written = defaults

    def write_rules_out(self) -> None:
        """List the rules for all users in a file that lists none; any would replace them."""
        rules = self._below.values.get("alerts.rules")
        if rules and "rules" not in self._data.get("alerts", {}):
            self.add_tables(("alerts", "rules"), rules)

    def put(self, path: KeyPath, value: Value) -> None:
        """Set a key."""
        self._refuse_locked(path)
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
        self._refuse_locked(path)
        self._text = rewrite.add_tables(self._text, path, tables)
        read = [{key: _as_read(value) for key, value in table.items()} for table in tables]
        self._reach(path[:-1]).setdefault(path[-1], []).extend(read)

    def drop_table(self, path: KeyPath) -> None:
        """Take one table out of an array."""
        self._refuse_locked(path)
        self._text = rewrite.drop_table(self._text, path)
        array = self._reach(path[:-1])
        del array[path[-1]]
        if not array and find_piece(read_layout(self._text), path[:-1]) is None:
            del self._reach(path[:-2])[path[-2]]  # it was no more than its tables

    def _refuse_locked(self, path: KeyPath) -> None:
        why = self._below.why_locked(key_of(path))
        if why:
            raise ConfigError(f"{why}, and cannot be changed here")

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


def _every_key(only: str = "") -> list[str]:
    tables = {only: TABLES[only]} if only else TABLES
    return [f"{name}.{key}" for name, (_, keys) in tables.items() for key in keys]


def _unknown_key(dotted_key: str, known: Sequence[str], instead: str) -> ConfigError:
    """Return the error about a key that nobody knows: the one that was meant, else those there are.

    They are compared by their last part, since `badge` is written for `menu.badge`.
    """
    by_name = {key.rpartition(".")[2]: key for key in reversed(known)}
    near = find_near(dotted_key.rpartition(".")[2], by_name)
    hint = f'did you mean "{by_name[near]}"?' if near else f"write {instead}"
    return ConfigError(f'there is no setting "{dotted_key}"; {hint}')
