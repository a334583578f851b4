"""What each setting may be: one reader per key, which returns the value or says what is allowed."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from traynews.core.alerts.quiet import parse_quiet_hours
from traynews.core.data.match import Match
from traynews.core.data.model import Kind, Level, is_feed_id
from traynews.core.data.retention import Keep, parse_keep
from traynews.core.data.settings import (
    AlertLevel,
    AlertSettings,
    ArchiveSettings,
    BrowserSettings,
    MenuSettings,
    NetworkSettings,
    PollSettings,
    QuietHoursLet,
    QuietSpan,
    Rule,
    UnreadLanguages,
)
from traynews.core.data.view import Badge
from traynews.core.polling.timing import format_duration, parse_duration, shortest_interval
from traynews.core.release.places import places, suggest
from traynews.core.text.address import has_user, web_address
from traynews.patterns import PatternError, read_match

_MOST_HEADLINES = 50
_LONGEST_POPUP = 86_400.0  # seconds; a server counts milliseconds in 32 bits, which end at 24 days
_PROXY = re.compile(r"(http|socks4a?|socks5h?)://[^\s/?#]+/?", re.ASCII)


class BadValueError(ValueError):
    """A value that cannot be used; the text says what is allowed."""


Reader = Callable[[Any], Any]


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("write true or false")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError('write text in quotes, such as "…"')
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadValueError('write a list of texts, such as ["…", "…"]')
    return tuple(value)


def _whole(least: int, most: int) -> Reader:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadValueError(f"write a whole number from {least} to {most}")
        return value

    return read


@dataclass(frozen=True, slots=True)
class _Choice:
    """The reader of a key that takes one of a few words."""

    allowed: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        if value not in self.allowed:
            raise BadValueError("write one of " + ", ".join(f'"{one}"' for one in self.allowed))
        return str(value)


def _choice(*allowed: str) -> _Choice:
    return _Choice(allowed)


def allowed_words(read: Reader) -> tuple[str, ...]:
    """Return all that a key may be, where that is a few words; else nothing."""
    if isinstance(read, _Choice):
        return read.allowed
    return ("true", "false") if read is _boolean else ()


def _choices(*allowed: str) -> Reader:
    one = _choice(*allowed)

    def read(value: Any) -> tuple[str, ...]:
        return tuple(one(entry) for entry in _texts(value))

    return read


def _interval(value: Any) -> timedelta:
    try:
        return parse_duration(_text(value))
    except ValueError as error:
        raise BadValueError(str(error)) from error


def _remote_interval(value: Any) -> timedelta:
    gap = _interval(value)
    check_floor(gap, "https://example.org/")
    return gap


def check_floor(gap: timedelta, url: str) -> None:
    """Raise `BadValueError` where servers at `url` would be asked too often."""
    floor = shortest_interval(url)
    if gap < floor:
        raise BadValueError(
            f"write {format_duration(floor)} or more: servers ban readers that ask oftener"
        )


def _popup_duration(value: Any) -> float | None:
    if value == "default":
        return None
    if value == "until-dismissed":
        return 0.0
    try:
        seconds = parse_duration(_text(value)).total_seconds()
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= _LONGEST_POPUP:
        raise BadValueError(
            'write "default", "until-dismissed" or a duration from "1s" to "1d", such as "10s"'
        )
    return seconds


def _quiet_hours(value: Any) -> tuple[QuietSpan, ...]:
    try:
        return tuple(parse_quiet_hours(span) for span in _texts(value))
    except BadValueError:
        raise
    except ValueError as error:
        raise BadValueError(str(error)) from error


def _match(value: Any) -> Match | None:
    text = _text(value)
    try:
        return read_match(text) if text.strip() else None
    except PatternError as error:
        raise BadValueError(str(error)) from error


def _watch(value: Any) -> tuple[Rule, ...]:
    """Read `"urgent: Iran, death penalty"`: a level, then places and words; `alert` without one."""
    level, _, names = _text(value).rpartition(":")
    level = level.strip() or Level.ALERT
    if level not in set(Level):
        raise BadValueError(
            'write a level and what to watch, such as "urgent: Iran, death penalty"; levels are '
            + ", ".join(f'"{one}"' for one in Level)
        )
    named = [name.strip() for name in names.split(",")]
    return tuple(
        Rule(Level(level), countries=(name,)) if places(name) else Rule(Level(level), _match(name))
        for name in named
        if name
    )


def _countries(value: Any) -> tuple[str, ...]:
    names = _texts(value)
    for name in names:
        if not places(name):
            near = suggest(name)
            hint = f'; did you mean "{near}"?' if near else "; for other places use match"
            raise BadValueError(f'no country or region is called "{name}"{hint}')
    return names


def check_names(names: Sequence[str], known: Collection[str], kind: str) -> None:
    """Raise `BadValueError` where a name is none of those that are known."""
    for name in names:
        if name not in known:
            import difflib  # noqa: PLC0415 - only for a mistake

            near = difflib.get_close_matches(name, known, n=1)
            hint = f'did you mean "{near[0]}"' if near else f"there are {', '.join(sorted(known))}"
            raise BadValueError(f'there is no {kind} "{name}"; {hint}{"?" if near else ""}')


def _proxy(value: Any) -> str:
    text = _text(value)
    if text and not (_PROXY.fullmatch(text) and _has_sound_port(text)):
        raise BadValueError(
            'write an address such as "http://host:8080" or "socks5h://127.0.0.1:9050"'
        )
    return text


def _has_sound_port(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:  # no number, or above 65535; or a bracket that is not closed
        return False


def _command(value: Any) -> str:
    text = _text(value)
    try:
        shlex.split(text, posix=sys.platform != "win32")
    except ValueError as error:
        raise BadValueError(f"write a command as in a shell: {error}") from error
    return text


def _keep(value: Any) -> Keep:
    try:
        return parse_keep(_text(value))
    except ValueError as error:
        raise BadValueError(str(error)) from error


def _feed_id(value: Any) -> str:
    text = _text(value)
    if not is_feed_id(text):
        raise BadValueError('write 1 to 64 of a-z, 0-9, dot, dash and underscore, such as "uk"')
    return text


def _web_address(value: Any) -> str:
    text = _text(value)
    if has_user(text):
        raise BadValueError("write the address without user name and password: none are sent")
    if web_address(text) != text or not text:
        raise BadValueError('write a web address such as "https://www.example.org/feed/"')
    return text


def _zone(value: Any) -> str:
    text = _text(value)
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValueError('write a time zone such as "Europe/London"') from error
    return text


_ALERT_LEVELS = get_args(AlertLevel)

TABLES: Mapping[str, tuple[Callable[..., Any], Mapping[str, Reader]]] = {
    "poll": (PollSettings, {"interval": _remote_interval, "quiet_interval": _remote_interval}),
    "alerts": (
        AlertSettings,
        {
            "level": _choice(*_ALERT_LEVELS),
            "digest_above": _whole(1, 1000),
            "welcome": _boolean,
            "duration": _popup_duration,
            "quiet_hours": _quiet_hours,
            "quiet_hours_let": _choice(*get_args(QuietHoursLet)),
            "unread_languages": _choice(*get_args(UnreadLanguages)),
            "watch": _watch,
            "sound": _boolean,
            "discreet": _boolean,
        },
    ),
    "menu": (
        MenuSettings,
        {"headlines": _whole(1, _MOST_HEADLINES), "badge": _choice(*get_args(Badge))},
    ),
    "browser": (BrowserSettings, {"command": _command}),
    "network": (NetworkSettings, {"proxy": _proxy}),
    "archive": (ArchiveSettings, {"keep": _keep}),
}

RULE_KEYS: Mapping[str, Reader] = {
    "match": _match,
    "countries": _countries,
    "topics": _texts,
    "kinds": _choices(*Kind),
    "feeds": _texts,
    "level": _choice(*Level),
}

FEED_KEYS: Mapping[str, Reader] = {
    "id": _feed_id,
    "url": _web_address,
    "title": _text,
    "home": _web_address,
    "enabled": _boolean,
    "interval": _interval,
    "alerts": _choice(*_ALERT_LEVELS),
    "language": _text,
    "zone": _zone,
    "mentions": _match,
}
