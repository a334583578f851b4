"""How the program is: online or not, who fails and since when, who waits and why, until when.

Made here once, from what polling left behind. Menu, tooltip, `status`, doctor and pop-ups say it in
the words of `words.py`, and so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from traynews.core.data.document import TroubleKind
from traynews.core.data.model import FeedStatus, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.health.holds import Hold, read_hold
from traynews.core.text.address import host_of


class State(StrEnum):
    """How it is in one word; the first that is true."""

    NOT_RUNNING = "not-running"
    PAUSED = "paused"
    METERED = "metered"  # the connection is paid for by what goes through it: nobody is asked
    OFF = "off"  # no source is switched on
    OFFLINE = "offline"  # no server at all can be reached
    FAILING = "failing"  # no source can be read
    AILING = "ailing"  # some cannot
    CHECKING = "checking"
    UNCHECKED = "unchecked"  # nobody was asked yet
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Health:
    """What is true at `taken`. `failing` are of the `watched`, those that cannot be read.

    `online` is None where nobody can tell: nobody was asked, or one single server is silent.
    `checked` is when somebody was last asked, `due` when somebody is next. `was_read` tells whether
    any source ever was. `hold` is why alerts wait.
    """

    taken: datetime
    state: State
    sources: State  # the same, of the sources alone: running and waiting aside
    watched: tuple[FeedStatus, ...] = ()
    failing: tuple[FeedStatus, ...] = ()
    online: bool | None = None
    was_read: bool = False
    checked: datetime | None = None
    due: datetime | None = None
    paused_until: datetime | None = None
    hold: Hold | None = None


def find_health(
    feeds: Sequence[FeedStatus],
    now: datetime,
    *,
    running: bool = True,
    checking: bool = False,
    paused_until: datetime | None = None,
    metered: bool = False,
    hold: Hold | None = None,
) -> Health:
    """Return how it is, from the sources and what the program knows of itself."""
    watched = tuple(one for one in feeds if one.feed.enabled)
    failing = tuple(one for one in watched if is_failing(one))
    paused = paused_until if paused_until is not None and paused_until > now else None
    sources = _judge(watched, failing, checking=checking)
    state = sources
    if not running:
        state = State.NOT_RUNNING
    elif paused:
        state = State.PAUSED
    elif metered:
        state = State.METERED
    concerned = failing if sources in {State.OFFLINE, State.FAILING, State.AILING} else watched
    moments = [one.state.last_checked for one in watched if one.state.last_checked]
    due = [next_check for one in concerned if one.is_asked and (next_check := one.next_check)]
    return Health(
        now,
        state,
        sources,
        watched,
        failing,
        _find_online(watched, sources),
        any(one.state.polled for one in watched),
        max(moments, default=None),
        min(due, default=None),
        paused,
        hold,
    )


def health_of(snapshot: Snapshot, settings: Settings, now: datetime, zone: tzinfo) -> Health:
    """Return how the running program is."""
    paused = snapshot.paused_until
    hold = read_hold(snapshot.held_because, settings, paused, now, zone)
    return find_health(
        snapshot.feeds,
        now,
        checking=snapshot.checking,
        paused_until=paused,
        metered=snapshot.metered,
        hold=hold,
    )


def is_failing(status: FeedStatus) -> bool:
    """Whether a source that is watched cannot be read."""
    return status.feed.enabled and (status.state.stopped or bool(status.state.trouble))


def is_out_of_reach(status: FeedStatus) -> bool:
    """Whether it is the network that fails, and no server."""
    return status.state.trouble_kind is TroubleKind.NETWORK


def _judge(
    watched: Sequence[FeedStatus], failing: Sequence[FeedStatus], *, checking: bool
) -> State:
    if not watched:
        return State.OFF
    if failing and len(failing) == len(watched):
        return State.OFFLINE if all(map(is_out_of_reach, failing)) else State.FAILING
    if failing:
        return State.AILING
    if checking:
        return State.CHECKING
    asked = any(one.state.last_checked for one in watched)
    return State.WELL if asked else State.UNCHECKED


def _find_online(watched: Sequence[FeedStatus], sources: State) -> bool | None:
    if sources is State.OFFLINE:
        servers = {host_of(one.feed.mirror or one.feed.url) for one in watched}
        return None if len(servers) == 1 else False
    answered = any(one.state.last_checked and not is_out_of_reach(one) for one in watched)
    return True if answered else None
