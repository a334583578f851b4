"""Why alerts that are owed are not shown now, for the menu, `status` and `why`.

The archive keeps the reason as half a sentence ("the screen is locked"), since those commands run
in a process of their own.
"""

from __future__ import annotations

HELD_BECAUSE = "held_because"
"""The key under which the archive keeps it; nothing is there while nothing is held back."""

PAUSED = "alerts are paused"
QUIET = "these are quiet hours"


def describe_hold(reason: str) -> str:
    """Return the sentence without its full stop; empty where nothing is held back."""
    return f"Alerts wait: {reason}" if reason else ""
