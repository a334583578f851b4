"""What a look at one thing found, as `doctor` tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from traynews.errors import TrayNewsError


class State(StrEnum):
    """How something is."""

    FINE = "fine"
    NOTE = "note"  # works, but may surprise
    WRONG = "wrong"  # does not work


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, how it is, and what to do about it."""

    topic: str
    state: State
    says: str
    cure: str = ""


def fine(topic: str, says: str) -> Finding:
    """Return what works."""
    return Finding(topic, State.FINE, says)


def note(topic: str, says: str, cure: str = "") -> Finding:
    """Return what works otherwise than one may think."""
    return Finding(topic, State.NOTE, says, cure)


def wrong(topic: str, says: str, cure: str = "") -> Finding:
    """Return what does not work."""
    return Finding(topic, State.WRONG, says, cure)


def look(topic: str, examine: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
    """Return what `examine` finds; an error that says what is wrong is a finding, too."""
    try:
        return examine()
    except TrayNewsError as error:
        return [wrong(topic, str(error))]
