"""Feeds, what polling taught about them, and when each is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from traynews.archive.rows import (
    STATE_COLUMNS,
    from_stamp,
    moment_or_none,
    read_state,
    scalar,
    state_values,
    to_stamp,
)
from traynews.core.data.model import Feed, FeedState, FeedStatus
from traynews.core.polling import moves
from traynews.core.polling.retry import is_held
from traynews.core.text.address import server_of

_SAVE = f"""INSERT INTO feeds ({STATE_COLUMNS}) VALUES ({", ".join("?" * 26)})
    ON CONFLICT (id) DO UPDATE SET
        url = excluded.url, title = excluded.title, etag = excluded.etag,
        last_modified = excluded.last_modified, body_hash = excluded.body_hash,
        polled = excluded.polled, last_checked = excluded.last_checked,
        last_success = excluded.last_success, next_check = excluded.next_check,
        failures = excluded.failures, trouble = excluded.trouble,
        trouble_kind = excluded.trouble_kind, trouble_since = excluded.trouble_since,
        stopped = excluded.stopped, held_until = excluded.held_until,
        hints = excluded.hints, notice = excluded.notice,
        moved_to = excluded.moved_to, moved_since = excluded.moved_since,
        moved_polls = excluded.moved_polls, trials = excluded.trials,
        searched = excluded.searched, missed = excluded.missed,
        reach = excluded.reach, door = excluded.door
"""  # noqa: S608 - our own names

_ASKED = "(stopped = 0 OR trials <> '[]')"
"""A feed that is gone (410) is asked no more, but its other addresses are."""


def needs_sync(db: sqlite3.Connection, feeds: Sequence[Feed]) -> bool:
    """Whether the configured feeds differ from those that the archive polls."""
    there = db.execute("SELECT id, address FROM feeds WHERE enabled = 1 ORDER BY id").fetchall()
    return there != sorted((feed.id, feed.url) for feed in feeds if feed.enabled)


def sync_feeds(db: sqlite3.Connection, feeds: Sequence[Feed]) -> None:
    """Make rows for configured feeds; others keep their entries and are polled no more.

    A feed whose configured address changed starts afresh: all that polling taught belonged to the
    old address, and the first document of the new one is a baseline.
    """
    db.execute("UPDATE feeds SET enabled = 0 WHERE enabled = 1")
    known = dict(db.execute("SELECT id, address FROM feeds"))
    for feed in feeds:
        if known.get(feed.id, feed.url) != feed.url:
            save_states(db, [FeedState(feed.id)])
        db.execute(
            """INSERT INTO feeds (id, address, enabled) VALUES (?, ?, ?)
            ON CONFLICT (id)
            DO UPDATE SET address = excluded.address, enabled = excluded.enabled""",
            (feed.id, feed.url, feed.enabled),
        )


def save_state(db: sqlite3.Connection, state: FeedState) -> None:
    """Write what a poll without new entries taught."""
    save_states(db, [state])


def save_states(db: sqlite3.Connection, states: Iterable[FeedState]) -> None:
    """Write states as they are."""
    db.executemany(_SAVE, [state_values(state) for state in states])


def feed_number(db: sqlite3.Connection, feed_id: str) -> int:
    """Return the number that stands for a feed in other tables, made if need be."""
    row = db.execute("SELECT num FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is None:
        row = db.execute("INSERT INTO feeds (id) VALUES (?) RETURNING num", (feed_id,)).fetchone()
    return int(row[0])


def states(db: sqlite3.Connection, *feed_ids: str) -> dict[str, FeedState]:
    """Return the state of these feeds, or of every feed that the archive ever polled, by id."""
    chosen = f"WHERE id IN ({', '.join('?' * len(feed_ids))})" if feed_ids else ""
    rows = db.execute(
        f"SELECT {STATE_COLUMNS} FROM feeds {chosen} ORDER BY num",  # noqa: S608 - our own names
        feed_ids,
    )
    return {row[0]: read_state(row) for row in rows}


def make_due(db: sqlite3.Connection, feed_id: str, now: datetime) -> None:
    """Have a feed asked now, also one that was gone; nothing else of its state is touched."""
    db.execute(
        "UPDATE feeds SET next_check = ?, stopped = 0 WHERE id = ?", (to_stamp(now), feed_id)
    )


def due(db: sqlite3.Connection, now: datetime) -> list[FeedState]:
    """Return the feeds whose time has come, the longest due first."""
    rows = db.execute(
        f"""SELECT {STATE_COLUMNS} FROM feeds
        WHERE enabled = 1 AND {_ASKED} AND (next_check IS NULL OR next_check <= ?)
        ORDER BY next_check, num""",  # noqa: S608 - our own names
        (to_stamp(now),),
    )
    return [read_state(row) for row in rows]


def hold_host(db: sqlite3.Connection, host: str, until: datetime) -> None:
    """Ask nothing of a host until then; a shorter hold never replaces a longer one."""
    db.execute(
        """INSERT INTO hosts (host, held_until) VALUES (?, ?)
        ON CONFLICT (host) DO UPDATE SET held_until = max(held_until, excluded.held_until)""",
        (host, to_stamp(until)),
    )


def held_until(db: sqlite3.Connection, host: str) -> datetime | None:
    """Return until when a host is held, if it ever was."""
    row = db.execute("SELECT held_until FROM hosts WHERE host = ?", (host,)).fetchone()
    return None if row is None else moment_or_none(row[0])


def feed_statuses(
    db: sqlite3.Connection, feeds: Sequence[Feed], now: datetime
) -> tuple[FeedStatus, ...]:
    """Return the configured feeds with their states and holds, and how many entries are unread."""
    known = states(db)
    holds = {host: from_stamp(until) for host, until in db.execute("SELECT * FROM hosts")}
    unread = dict(
        db.execute(
            """SELECT f.id, u.count FROM (
                SELECT feed, count(*) AS count FROM entries
                WHERE read = 0 AND deleted IS NULL GROUP BY feed
            ) u JOIN feeds f ON f.num = u.feed"""
        )
    )
    return tuple(
        FeedStatus(
            feed,
            state := known.get(feed.id, FeedState(feed.id)),
            unread.get(feed.id, 0),
            _held_until(feed, state, holds, now),
        )
        for feed in feeds
    )


def _held_until(
    feed: Feed, state: FeedState, holds: Mapping[str, datetime], now: datetime
) -> datetime | None:
    """Return until when a feed is held, by what its server told it or another feed."""
    of_server = holds.get(server_of(moves.address(feed, state))) if holds else None
    both = (state.held_until, of_server)
    return max((one for one in both if one is not None and is_held(one, now)), default=None)


def has_entries(db: sqlite3.Connection, feed_number: int) -> bool:
    """Whether the archive keeps an entry of a feed."""
    return bool(scalar(db, "SELECT EXISTS (SELECT 1 FROM sources WHERE feed = ?)", feed_number))
