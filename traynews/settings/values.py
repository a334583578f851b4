"""What each setting may be: one reader per key, which returns the value or says what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from traynews.command_words import split_command
from traynews.core.alerts.quiet import parse_quiet_hours
from traynews.core.data.document import Door
from traynews.core.data.match import Match
from traynews.core.data.model import Level, is_feed_id
from traynews.core.data.retention import Keep, parse_keep
from traynews.core.data.settings import (
    QuietSpan,
    Rule,
)
from traynews.core.polling.timing import format_duration, parse_duration, shortest_interval
from traynews.core.release.places import places, suggest
from traynews.core.text.address import has_user, web_address
from traynews.core.text.unknown_names import tell_unknown
from traynews.patterns import read_match

_LONGEST_POPUP = 86_400.0  # seconds; a server counts milliseconds in 32 bits, which end at 24 days
_SHOWN = 60  # characters of a text that is repeated
_COMMAS = re.compile("[,;،؛，；、\n]")  # of any keyboard
_PROXY = re.compile(r"(http|socks4a?|socks5h?)://[^\s/?#]+/?", re.ASCII)


class BadValueError(ValueError):
    """A value that cannot be used; the text says what is allowed."""


class WrongTypeError(BadValueError):
    """A value that is no text, or no list of texts, where one is wanted."""


Read = TypeVar("Read")
Reader = Callable[[Any], Any]


def take_boolean(value: Any) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise BadValueError("write true or false")
    return value


def take_text(value: Any) -> str:
    """Take any text."""
    if not isinstance(value, str):
        raise WrongTypeError('write text in quotes, such as "…"')
    return value


def take_texts(value: Any) -> tuple[str, ...]:
    """Take a list of texts."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise WrongTypeError('write a list of texts, such as ["…", "…"]')
    return tuple(value)


def better_mistake(read: Reader, value: Any, bad: BadValueError) -> BadValueError:
    """Return what says more of a value of the wrong type: what list or text it would be."""
    if not isinstance(bad, WrongTypeError):
        return bad
    if isinstance(value, str):
        return BadValueError(f'write a list of texts, such as ["{value[:_SHOWN]}"]')
    if not isinstance(value, int | float):
        return bad
    try:
        read(str(value))
    except BadValueError as better:
        return bad if isinstance(better, WrongTypeError) else better
    return bad


def take_whole(least: int, most: int) -> Reader:
    """Return who takes a whole number."""

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


def take_choice(*allowed: str) -> _Choice:
    """Return who takes one of a few words."""
    return _Choice(allowed)


def allowed_words(read: Reader) -> tuple[str, ...]:
    """Return all that a key may be, where that is a few words; else nothing."""
    if isinstance(read, _Choice):
        return read.allowed
    if read is take_door:
        return ("auto", *Door)
    return ("true", "false") if read is take_boolean else ()


def take_choices(*allowed: str) -> Reader:
    """Return who takes some of a few words."""
    one = take_choice(*allowed)

    def read(value: Any) -> tuple[str, ...]:
        return tuple(one(entry) for entry in take_texts(value))

    return read


def _read_as(parse: Callable[[str], Read], text: str) -> Read:
    try:
        return parse(text)
    except ValueError as error:
        raise BadValueError(str(error)) from error


def take_interval(value: Any) -> timedelta:
    """Take how often a feed is asked."""
    return _read_as(parse_duration, take_text(value))


def take_remote_interval(value: Any) -> timedelta:
    """Take how often servers elsewhere are asked."""
    gap = take_interval(value)
    check_floor(gap, "https://example.org/")
    return gap


def check_floor(gap: timedelta, url: str) -> None:
    """Raise `BadValueError` where servers at `url` would be asked too often."""
    floor = shortest_interval(url)
    if gap < floor:
        raise BadValueError(
            f"write {format_duration(floor)} or more: servers ban readers that ask oftener"
        )


def take_popup_duration(value: Any) -> float | None:
    """Take how long a pop-up stands, in seconds; None for as long as the server likes."""
    if value == "default":
        return None
    if value == "until-dismissed":
        return 0.0
    try:
        seconds = parse_duration(take_text(value)).total_seconds()
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= _LONGEST_POPUP:
        raise BadValueError(
            'write "default", "until-dismissed" or a duration from "1s" to "1d", such as "10s"'
        )
    return seconds


def take_quiet_hours(value: Any) -> tuple[QuietSpan, ...]:
    """Take spans of quiet."""
    return tuple(_read_as(parse_quiet_hours, span) for span in take_texts(value))


def take_match(value: Any) -> Match | None:
    """Take what a release must say: words, or a /regex/."""
    text = take_text(value)
    return _read_as(read_match, text) if text.strip() else None


def take_watch(value: Any) -> tuple[Rule, ...]:
    """Read `"urgent: Iran, death penalty"`: a level, then places and words; `alert` without one."""
    level, _, names = take_text(value).rpartition(":")
    level = level.strip() or Level.ALERT
    if level not in set(Level):
        raise BadValueError(
            'write a level and what to watch, such as "urgent: Iran, death penalty"; levels are '
            + ", ".join(f'"{one}"' for one in Level)
        )
    return tuple(
        Rule(Level(level), countries=(name,))
        if places(name)
        else Rule(Level(level), take_match(name))
        for name in split_names(names)
    )


def split_names(text: str) -> list[str]:
    """Return the names between commas of any keyboard, semicolons or ends of lines."""
    return [name for part in _COMMAS.split(text) if (name := part.strip())]


def take_countries(value: Any) -> tuple[str, ...]:
    """Take names of countries and regions."""
    names = take_texts(value)
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
            raise BadValueError(tell_unknown(kind, name, known))


def take_proxy(value: Any) -> str:
    """Take the address of a proxy; empty for the system's."""
    text = take_text(value)
    if text and not (_PROXY.fullmatch(text) and _has_sound_port(text)):
        raise BadValueError(
            'write an address such as "http://host:8080" or "socks5h://127.0.0.1:9050"'
        )
    return text


def take_mirror(value: Any) -> str:
    """Take the address of an office's mirror, with a slash at its end; empty for none."""
    text = take_text(value)
    if text and (web_address(text) != text or set(text) & set("?#")):
        raise BadValueError('write the mirror\'s address, such as "http://news.office.example/"')
    return text if text.endswith("/") or not text else text + "/"


def _has_sound_port(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:  # no number, or above 65535; or a bracket that is not closed
        return False


def take_command(value: Any) -> str:
    """Take a command as a shell does; empty for none."""
    text = take_text(value)
    try:
        split_command(text)
    except ValueError as error:
        raise BadValueError(f"write a command as in a shell: {error}") from error
    return text


def take_keep(value: Any) -> Keep:
    """Take how long releases are kept."""
    return _read_as(parse_keep, take_text(value))


def take_feed_id(value: Any) -> str:
    """Take what a feed is called."""
    text = take_text(value)
    if not is_feed_id(text):
        raise BadValueError('write 1 to 64 of a-z, 0-9, dot, dash and underscore, such as "uk"')
    return text


def take_web_address(value: Any) -> str:
    """Take an address of the web."""
    text = take_text(value)
    if has_user(text):
        raise BadValueError("write the address without user name and password: none are sent")
    if web_address(text) != text or not text:
        raise BadValueError('write a web address such as "https://www.example.org/feed/"')
    return text


def take_door(value: Any) -> Door | None:
    """Return a door of a source; None for whatever is found to work."""
    name = take_choice("auto", *Door)(value)
    return None if name == "auto" else Door(name)


def take_zone(value: Any) -> str:
    """Take the name of a time zone."""
    text = take_text(value)
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValueError('write a time zone such as "Europe/London"') from error
    return text
