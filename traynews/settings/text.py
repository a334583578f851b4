"""The text of a settings file: TOML in, frozen `Settings` out; each mistake with line and cure.

An unknown key or a bad value is an error, so that a misspelt setting is never silently ignored.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from traynews.core.data.model import Feed, Kind, Level
from traynews.core.data.settings import Rule, Settings
from traynews.core.text.clean import clean_line
from traynews.core.text.unknown_names import find_near
from traynews.errors import ConfigError
from traynews.settings.keys import FEED_KEYS, LOCKED_KEYS, RULE_KEYS, TABLES
from traynews.settings.layers import Below
from traynews.settings.layout import KeyPath, find_line, find_lines
from traynews.settings.values import (
    BadValueError,
    Reader,
    better_mistake,
    check_floor,
    check_names,
)

_SWITCHES = {"true", "false", "yes", "no", "on", "off"}
_AT_LINE = re.compile(r"at line ([0-9]+)")
_BARE_TEXT = re.compile(
    r"\s*(?P<key>[\w.-]+)\s*=\s*[“„”‘’]?(?P<text>\w[^\"'“”„‘’#\[\]=]{0,60}?)[“”‘’]?\s*(?:#.*)?"
)
BOM = "\ufeff"
"""What some editors put in front of UTF-8 text; it is kept where it is."""


@lru_cache(maxsize=4)
def read_toml(text: str, name: str) -> Mapping[str, Any]:
    """Read a text as TOML; what comes of it must not be changed. Raises `ConfigError`.

    One click in the menu reads the same text three times: to change it, to see what came of it, and
    when the worker looks what was written.
    """
    try:
        return tomllib.loads(text.removeprefix(BOM))
    except tomllib.TOMLDecodeError as error:
        hint = _tell_missing_quotes(text, str(error))
        raise ConfigError(f"{name}: this is not TOML: {clean_line(f'{error}{hint}')}") from error
    except ValueError as error:  # Python reads 4,300 digits at most
        raise ConfigError(f"{name}: a number in it is too long to be read") from error
    except RecursionError as error:
        raise ConfigError(f"{name}: this is not TOML that anyone wrote: nested too deep") from error


def _tell_missing_quotes(text: str, mistake: str) -> str:
    """Return what to write for a text without quotes, or with a typesetter's; else nothing."""
    found = _AT_LINE.search(mistake)
    lines = text.splitlines()
    if not found or int(found[1]) > len(lines):
        return ""
    bare = _BARE_TEXT.fullmatch(lines[int(found[1]) - 1])
    if not bare:
        return ""
    if bare["text"].lower() in _SWITCHES:
        return "; write true or false"
    return f'; write text in quotes: {bare["key"]} = "{bare["text"]}"'


def parse(
    text: str,
    catalogue: Callable[[], Sequence[Feed]],
    *,
    name: str,
    below: Below | None = None,
    for_all: bool = False,
) -> Settings:
    """Turn the text of a settings file into settings. Raises `ConfigError`.

    `below` is what holds where the text says nothing, and what it may not change; the defaults
    where it is None. `for_all`: it is a file of the system's, which may lock keys.
    """
    data = read_toml(text, name)
    return _Reading(text, name).settings(data, catalogue(), below, for_all=for_all)


class _Reading:
    """One reading of one file: knows its text, so that errors can name the line."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text.removeprefix(BOM)
        self._name = name

    def settings(
        self,
        data: Mapping[str, Any],
        catalogue: Sequence[Feed],
        below: Below | None,
        *,
        for_all: bool,
    ) -> Settings:
        self._refuse_unknown(data, {*TABLES, "feeds", *(["locked"] if for_all else [])}, ())
        self._read(self._table(data, "locked"), LOCKED_KEYS, ("locked",))
        defaults = Settings(feeds=tuple(feed for feed in catalogue if feed.enabled))
        base, locked = (below.settings, below.locked) if below else (defaults, {})
        known = list({feed.id: feed for feed in (*catalogue, *base.feeds)}.values())
        tables: dict[str, Any] = {}
        for table, (_, keys) in TABLES.items():
            values = self._table(data, table)
            rules = values.pop("rules", None) if table == "alerts" else None
            read = self._read(values, keys, (table,))
            if rules is not None:
                read["rules"] = self._rules(rules)
            own = {key: value for key, value in read.items() if f"{table}.{key}" not in locked}
            tables[table] = replace(getattr(base, table), **own)
        feeds = self._feeds(data["feeds"], known) if "feeds" in data else base.feeds
        feeds = base.feeds if "feeds" in locked else feeds
        if "rules" in data.get("alerts", {}):
            self._check_rules(tables["alerts"].rules, {feed.id for feed in (*feeds, *known)})
        feeds = _with_mirror(feeds, catalogue, tables["network"].mirror)
        return Settings(feeds=feeds, **tables)

    def _table(self, data: Mapping[str, Any], name: str) -> dict[str, Any]:
        values = data.get(name, {})
        if not isinstance(values, dict):
            raise self._error((name,), f"write a table: a line [{name}] with its keys below")
        return dict(values)

    def _rules(self, rules: Any) -> tuple[Rule, ...]:
        read = []
        lines = find_lines(self._text)
        for index, table in self._each(rules, ("alerts", "rules")):
            path = ("alerts", "rules", index)
            values = self._read(table, RULE_KEYS, path)
            if "level" not in values:
                raise self._error(path, "a rule needs a level: " + ", ".join(Level))
            values["level"] = Level(values["level"])
            values["kinds"] = tuple(Kind(kind) for kind in values.get("kinds", ()))
            read.append(Rule(**values, line=lines[path]))
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

    def _feed(self, values: dict[str, Any], catalogue: Mapping[str, Feed], path: KeyPath) -> Feed:
        known = catalogue.get(values["id"])
        if known is None and "url" not in values:
            near = find_near(values["id"], list(catalogue))
            names = f'did you mean "{near}"?' if near else ", ".join(sorted(catalogue)) or "none"
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
        self, values: dict[str, Any], keys: Mapping[str, Reader], path: KeyPath
    ) -> dict[str, Any]:
        self._refuse_unknown(values, keys, path)
        read = {}
        for key, value in values.items():
            try:
                read[key] = keys[key](value)
            except BadValueError as bad:
                why = better_mistake(keys[key], value, bad)
                raise self._error((*path, key), f"{why} (it says {shown(value)})") from bad
        return read

    def _refuse_unknown(
        self,
        values: Mapping[str, Any],
        known: Mapping[str, Any] | set[str],
        path: KeyPath,
    ) -> None:
        for key in values:
            if key not in known:
                allowed = ", ".join(sorted(known))
                near = find_near(key, list(known))
                meant = f' (did you mean "{near}"?)' if near else ""
                why = f"there is no such key{meant}; allowed are {allowed}"
                raise self._error((*path, key), why)

    def _error(self, path: KeyPath, why: str) -> ConfigError:
        line = find_line(self._text, path)
        key = ".".join(step for step in path if isinstance(step, str))
        # Keys and values come from the file: no escape sequence of theirs drives the terminal.
        return ConfigError(f"{self._name}, line {line}, {clean_line(f'{key}: {why}')}")


def _with_mirror(feeds: Sequence[Feed], catalogue: Sequence[Feed], mirror: str) -> tuple[Feed, ...]:
    """Return feeds of which those of the catalogue are asked for at the mirror."""
    known = {(feed.id, feed.url) for feed in catalogue}
    return tuple(
        replace(feed, mirror=mirror if (feed.id, feed.url) in known else "") for feed in feeds
    )


def shown(value: Any) -> str:
    """Return a value as a line about it repeats it."""
    longest = 60
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, list):  # as the file writes it, not as Python does
        text = ", ".join(f'"{one}"' if isinstance(one, str) else str(one) for one in value)
        text = f"[{text}]"
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= longest else text[:longest] + "…"
