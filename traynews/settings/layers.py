"""Layers of settings: what an administrator gives all users, below each user's own file.

The user's file counts key by key: what it does not say is as the system's files say. Of those the
first folder of `XDG_CONFIG_DIRS` counts most (XDG Base Directory Specification). A key that one of
them names in `[locked] keys` is never taken from the user's file. `feeds` and `alerts.rules` are
one key each: a list stands as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from traynews.base_folders import config_folders
from traynews.core.data.settings import Settings

_WHOLE = frozenset({"feeds", "locked"})  # top-level keys that no other level stands below


@dataclass(frozen=True, slots=True)
class Below:
    """What lies below a file: the settings so far, and who said what.

    `values` are those of the system's files as they are written, by dotted key; `sources` names the
    file of each, `locked` the file that locks a key.
    """

    settings: Settings
    values: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)

    def add(self, settings: Settings, name: str, data: Mapping[str, Any]) -> Below:
        """Return what lies below the next file, on top of one of the system's."""
        values = {key: value for key, value in said(data).items() if key != "locked"}
        locks = data.get("locked", {}).get("keys", ())
        return Below(
            settings,
            {**self.values, **values},
            {**self.sources, **dict.fromkeys(values, name)},
            {**self.locked, **dict.fromkeys(locks, name)},
        )

    def why_locked(self, key: str) -> str:
        """Return the line that tells who locks a key; empty where nobody does."""
        return f"{key} is locked for all users by {self.locked[key]}" if key in self.locked else ""


def said(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the data of a file say, by dotted key."""
    found: dict[str, Any] = {}
    for name, table in data.items():
        if name in _WHOLE or not isinstance(table, Mapping):
            found[name] = table
        else:
            found |= {f"{name}.{key}": value for key, value in table.items()}
    return found


def key_of(path: tuple[str | int, ...]) -> str:
    """Return the dotted key that a place in a file belongs to."""
    return str(path[0]) if path[0] in _WHOLE else ".".join(map(str, path[:2]))


def system_paths(environ: Mapping[str, str], platform: str) -> tuple[Path, ...]:
    """Return where settings for all users may lie, the most important first."""
    if platform in {"win32", "darwin"}:
        return ()
    return tuple(one / "traynews" / "config.toml" for one in config_folders(environ))
