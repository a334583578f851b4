"""The settings file: TOML in, frozen `Settings` out; every mistake named with line and cure.

An unknown key or a bad value is an error, so that a misspelt setting is never silently ignored.
Writing back (which keeps comments) is in `edit.py`.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from traynews.core.data.model import Feed, Kind, Level
from traynews.core.data.settings import Rule, Settings
from traynews.core.text.clean import clean_line
from traynews.errors import ConfigError
from traynews.settings.lines import find_line, find_tables
from traynews.settings.template import TEMPLATE
from traynews.settings.values import (
    FEED_KEYS,
    RULE_KEYS,
    TABLES,
    BadValueError,
    Reader,
    check_floor,
    check_names,
)
from traynews.whole_file import write_whole

_MOST_BYTES = 1_000_000  # 2,000 feeds with all their keys; tomllib takes 3 s and more for that much


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands, for the line of an error: tables, then the key."""

    path: tuple[str | int, ...]

    def __str__(self) -> str:
        names = [str(step) for step in self.path if isinstance(step, str)]
        return ".".join(names)


class SettingsFile:
    """The settings file on disk: loads it, and notices when it was written.

    `catalogue` gives every feed the program knows; those with `enabled` true are the defaults.
    """

    def __init__(self, path: Path, catalogue: Callable[[], Sequence[Feed]]) -> None:
        self._path = path
        self._catalogue = catalogue
        self._stamp: tuple[int, int] | None = None
        self._was_empty = False

    def load(self) -> Settings:
        """Read the file. Raises `ConfigError`."""
        self._stamp = self._read_stamp()
        return load(self._path, self._catalogue)

    def reread(self) -> Settings | None:
        """Return new settings if the file was written since the last read, else None.

        Raises `ConfigError` once per bad file; the caller keeps the old settings.
        """
        stamp = self._read_stamp()
        if stamp == self._stamp:
            self._was_empty = False
            return None
        # Editors truncate or unlink a file before they write it. One that is gone or empty means
        # all defaults only if it still is at the next look: feeds, quiet hours and the proxy of
        # somebody at risk hang on it.
        if not self._was_empty and (stamp is None or stamp[1] == 0):
            self._was_empty = True
            return None
        self._was_empty = False
        return self.load()

    def ensure(self) -> Path:
        """Return the path of the file, made with all defaults in comments if there is none.

        Raises `ConfigError`.
        """
        if not self._path.exists():
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_whole(self._path, [TEMPLATE.encode()])
            except OSError as error:
                why = error.strerror or error
                raise ConfigError(f"{self._path}: cannot be written: {why}") from error
        return self._path

    def _read_stamp(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def load(path: Path, catalogue: Callable[[], Sequence[Feed]]) -> Settings:
    """Read the file; a missing one means all defaults. Raises `ConfigError`.

    `catalogue` gives every feed the program knows; those with `enabled` true are the default feeds.
    """
    try:
        text = _read_bytes(path).decode("utf-8-sig")
    except FileNotFoundError:
        text = ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: this is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    return parse(text, catalogue, name=str(path))


def _read_bytes(path: Path) -> bytes:
    """Read the file, and neither wait for a pipe's writer nor read a device to its end."""
    at_once = getattr(os, "O_NONBLOCK", 0)
    with open(path, "rb", opener=lambda name, mode: os.open(name, mode | at_once)) as file:
        if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            raise ConfigError(f"{path}: this is a pipe; write the settings to a file")
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ConfigError(f"{path}: this is no settings file: it is larger than 1 MB")
    return data


def parse(text: str, catalogue: Callable[[], Sequence[Feed]], *, name: str) -> Settings:
    """Turn the text of a settings file into settings. Raises `ConfigError`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: this is not TOML: {clean_line(str(error))}") from error
    except ValueError as error:  # Python reads 4,300 digits at most
        raise ConfigError(f"{name}: a number in it is too long to be read") from error
    except RecursionError as error:
        raise ConfigError(f"{name}: this is not TOML that anyone wrote: nested too deep") from error
    return _Reading(text, name).settings(data, catalogue)


class _Reading:
    """One reading of one file: knows its text, so that errors can name the line."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def settings(self, data: dict[str, Any], catalogue: Callable[[], Sequence[Feed]]) -> Settings:
        self._refuse_unknown(data, {*TABLES, "feeds"}, ())
        tables: dict[str, Any] = {}
        for table, (make, keys) in TABLES.items():
            values = self._table(data, table)
            rules = values.pop("rules", None) if table == "alerts" else None
            read = self._read(values, keys, (table,))
            if rules is not None:
                read["rules"] = self._rules(rules)
            tables[table] = make(**read)
        known = catalogue()
        if "feeds" in data:
            feeds = self._feeds(data["feeds"], known)
        else:
            feeds = tuple(feed for feed in known if feed.enabled)
        self._check_rules(tables["alerts"].rules, {feed.id for feed in (*feeds, *known)})
        return Settings(feeds=feeds, **tables)

    def _table(self, data: dict[str, Any], name: str) -> dict[str, Any]:
        values = data.get(name, {})
        if not isinstance(values, dict):
            raise self._error((name,), f"write a table: a line [{name}] with its keys below")
        return dict(values)

    def _rules(self, rules: Any) -> tuple[Rule, ...]:
        read = []
        lines = dict(enumerate(find_tables(self._text, "alerts.rules")))
        for index, table in self._each(rules, ("alerts", "rules")):
            path = ("alerts", "rules", index)
            values = self._read(table, RULE_KEYS, path)
            if "level" not in values:
                raise self._error(path, "a rule needs a level: " + ", ".join(Level))
            values["level"] = Level(values["level"])
            values["kinds"] = tuple(Kind(kind) for kind in values.get("kinds", ()))
            read.append(Rule(**values, line=lines.get(index, 0)))
        return tuple(read)

    def _check_rules(self, rules: Sequence[Rule], feed_ids: set[str]) -> None:
        """Refuse rules for feeds that nobody knows: they would never match."""
        for index, rule in enumerate(rules):
            try:
                check_names(rule.feeds, feed_ids, "feed")
            except BadValueError as bad:
                raise self._error(("alerts", "rules", index, "feeds"), str(bad)) from bad

    def _feeds(self, feeds: Any, known: Sequence[Feed]) -> tuple[Feed, ...]:
        read: dict[str, Feed] = {}
        catalogue = {feed.id: replace(feed, enabled=True) for feed in known}
        for index, table in self._each(feeds, ("feeds",)):
            path = ("feeds", index)
            values = self._read(table, FEED_KEYS, path)
            if "id" not in values:
                raise self._error(path, 'a feed needs an id, such as id = "uk"')
            feed = self._feed(values, catalogue, path)
            if feed.id in read:
                raise self._error((*path, "id"), f'there are two feeds "{feed.id}"; rename one')
            read[feed.id] = feed
        return tuple(read.values())

    def _feed(
        self, values: dict[str, Any], catalogue: Mapping[str, Feed], path: tuple[str | int, ...]
    ) -> Feed:
        known = catalogue.get(values["id"])
        if known is None and "url" not in values:
            names = ", ".join(sorted(catalogue)) or "none"
            raise self._error(
                (*path, "id"),
                f'"{values["id"]}" is not in the catalogue ({names}); give it a url',
            )
        if known is not None and values.get("url", known.url) != known.url:
            values = {"candidates": (), **values}  # the user's own address, and no other
        feed = replace(known, **values) if known else Feed(**values)
        if feed.interval is not None:
            try:
                check_floor(feed.interval, feed.url)
            except BadValueError as bad:
                raise self._error((*path, "interval"), str(bad)) from bad
        return feed

    def _each(self, tables: Any, path: tuple[str, ...]) -> list[tuple[int, dict[str, Any]]]:
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            raise self._error(path, f"write each as a table of its own: [[{'.'.join(path)}]]")
        return list(enumerate(tables))

    def _read(
        self, values: dict[str, Any], keys: Mapping[str, Reader], path: tuple[str | int, ...]
    ) -> dict[str, Any]:
        self._refuse_unknown(values, keys, path)
        read = {}
        for key, value in values.items():
            try:
                read[key] = keys[key](value)
            except BadValueError as bad:
                raise self._error((*path, key), f"{bad} (it says {_shown(value)})") from bad
        return read

    def _refuse_unknown(
        self,
        values: Mapping[str, Any],
        known: Mapping[str, Any] | set[str],
        path: tuple[str | int, ...],
    ) -> None:
        for key in values:
            if key not in known:
                allowed = ", ".join(sorted(known))
                raise self._error((*path, key), f"there is no such key; allowed are {allowed}")

    def _error(self, path: tuple[str | int, ...], why: str) -> ConfigError:
        line = find_line(self._text, path)
        # Keys and values come from the file: no escape sequence of theirs drives the terminal.
        return ConfigError(f"{self._name}, line {line}, {clean_line(f'{_Place(path)}: {why}')}")


def _shown(value: Any) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    longest = 60
    return text if len(text) <= longest else text[:longest] + "…"
