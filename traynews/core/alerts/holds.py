"""Why alerts that are owed are not shown now, for the menu, `status` and `why`.

The archive keeps the reason as half a sentence ("the screen is locked"), since those commands run
in a process of their own.
"""

from __future__ import annotations

from traynews.core.data.model import Entry, Level

HELD_BECAUSE = "held_because"
"""The key under which the archive keeps it; nothing is there while nothing is held back."""

PAUSED = "alerts are paused"
QUIET = "these are quiet hours"


def describe_hold(reason: str) -> str:
    """Return the sentence without its full stop; empty where nothing is held back."""
    return f"Alerts wait: {reason}" if reason else ""


def explain(entry: Entry, hold: str, told: str) -> str:
    """Say why an entry was alerted, or was not.

    `hold` is the reason for which alerts wait now, `told` when it was alerted, in words.
    """
    if entry.announced is not None:
        return f"Alerted {told} ({entry.level}): {entry.reason}."
    if entry.level is Level.SILENT:
        return f"Not alerted: {entry.reason}."
    wait = f" {describe_hold(hold)}." if hold else ""
    return f"Not alerted yet ({entry.level}): {entry.reason}.{wait}"
