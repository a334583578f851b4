"""The keys of a settings file, and who reads each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from traynews.core.data.model import Kind, Level
from traynews.core.data.settings import (
    AlertLevel,
    AlertSettings,
    ArchiveSettings,
    BrowserSettings,
    MenuSettings,
    Metered,
    NetworkSettings,
    PollSettings,
    QuietHoursLet,
    UnreadLanguages,
)  # fmt: skip
from traynews.core.data.view import Badge
from traynews.settings.values import (
    Reader,
    check_names,
    take_boolean,
    take_choice,
    take_choices,
    take_command,
    take_countries,
    take_door,
    take_feed_id,
    take_interval,
    take_keep,
    take_match,
    take_mirror,
    take_popup_duration,
    take_proxy,
    take_quiet_hours,
    take_remote_interval,
    take_text,
    take_texts,
    take_watch,
    take_web_address,
    take_whole,
    take_zone,
)  # fmt: skip

_MOST_HEADLINES = 50
_ALERT_LEVELS = get_args(AlertLevel)

TABLES: Mapping[str, tuple[Callable[..., Any], Mapping[str, Reader]]] = {
    "poll": (
        PollSettings,
        {
            "interval": take_remote_interval,
            "quiet_interval": take_remote_interval,
            "unconditional_interval": take_remote_interval,
        },
    ),
    "alerts": (
        AlertSettings,
        {
            "level": take_choice(*_ALERT_LEVELS),
            "digest_above": take_whole(1, 1000),
            "welcome": take_boolean,
            "duration": take_popup_duration,
            "quiet_hours": take_quiet_hours,
            "quiet_hours_let": take_choice(*get_args(QuietHoursLet)),
            "unread_languages": take_choice(*get_args(UnreadLanguages)),
            "watch": take_watch,
            "sound": take_boolean,
            "discreet": take_boolean,
        },
    ),
    "menu": (
        MenuSettings,
        {"headlines": take_whole(1, _MOST_HEADLINES), "badge": take_choice(*get_args(Badge))},
    ),
    "browser": (BrowserSettings, {"command": take_command}),
    "network": (
        NetworkSettings,
        {
            "proxy": take_proxy,
            "mirror": take_mirror,
            "metered": take_choice(*get_args(Metered)),
        },
    ),
    "archive": (ArchiveSettings, {"keep": take_keep}),
}

LOCKABLE = frozenset(
    {
        "feeds",
        "alerts.rules",
        *(f"{name}.{key}" for name, (_, keys) in TABLES.items() for key in keys),
    }
)
"""What an administrator may lock."""


def take_lockable(value: Any) -> tuple[str, ...]:
    """Take names of keys that an administrator may lock."""
    names = take_texts(value)
    check_names(names, LOCKABLE, "key")
    return names


LOCKED_KEYS: Mapping[str, Reader] = {"keys": take_lockable}
"""Of `[locked]`, which only the system's files may have."""

RULE_KEYS: Mapping[str, Reader] = {
    "match": take_match,
    "countries": take_countries,
    "topics": take_texts,
    "kinds": take_choices(*Kind),
    "feeds": take_texts,
    "level": take_choice(*Level),
}

FEED_KEYS: Mapping[str, Reader] = {
    "id": take_feed_id,
    "url": take_web_address,
    "title": take_text,
    "home": take_web_address,
    "enabled": take_boolean,
    "interval": take_interval,
    "alerts": take_choice(*_ALERT_LEVELS),
    "language": take_text,
    "zone": take_zone,
    "mentions": take_match,
    "door": take_door,
}
