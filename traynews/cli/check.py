"""Polling without a tray: `check`."""

from __future__ import annotations

import contextlib
import queue
import random
import sys
from collections.abc import Sequence

from traynews.cli.json_fields import entry_fields
from traynews.cli.output import say, say_json
from traynews.cli.session import Session
from traynews.cli.tables import entry_rows, find_screen
from traynews.clock import utc_now
from traynews.core.data.model import Entry
from traynews.core.data.view import Verb
from traynews.core.ports import Fetcher, Parser
from traynews.errors import OutOfReachError, TrayNewsError
from traynews.worker.asking import Asking
from traynews.worker.inbox import Fetched, Parsed
from traynews.worker.line import Line, Outcome

_HEARING = 0.5  # seconds until Ctrl-C is heard that the system hands to another thread than this


def check(session: Session, *, force: bool, as_json: bool) -> None:
    """`check`: poll what is due, print what is new; the running program does it if there is one.

    Raises `TrayNewsError` when every feed that was asked failed.
    """
    lock = session.lock()
    if not lock.acquire():
        _ask_running(session, as_json=as_json)
        return
    try:
        outcomes = _poll_once(session, force=force, as_json=as_json)
    finally:
        lock.release()
    troubled = [one for one in outcomes if one.trouble]
    if outcomes and len(troubled) == len(outcomes):
        raise TrayNewsError("; ".join(f"{one.feed_id}: {one.trouble}" for one in troubled))


def _poll_once(session: Session, *, force: bool, as_json: bool) -> list[Outcome]:
    """Poll, print what came of it and what is owed to the user, and note that it was told."""
    from traynews.feeds.http.fetch import HttpFetcher  # noqa: PLC0415 - other commands fetch nothing
    from traynews.feeds.parse_process import ParseProcesses  # noqa: PLC0415

    settings = session.settings(to_poll=True)
    fetcher = HttpFetcher(proxy=settings.network.proxy, now=utc_now)
    with session.store(locked=True) as store:
        line = Line(store, settings, now=utc_now, random=random.random)
        if force:
            line.hurry(line.feeds, revive=False)
        outcomes = _ask_all(line, fetcher, ParseProcesses())
        asked = {one.feed_id for one in outcomes}
        owed = [one for one in store.owed(utc_now()) if not as_json or one.feed_id in asked]
        if as_json:
            _print_json(outcomes, owed)
        else:
            _print(outcomes, owed, nothing=_tell_why_not(line, force=force))
        sys.stdout.flush()  # or who was told nothing would never be
        store.mark_announced([entry.id for entry in owed], utc_now())
    return outcomes


def _print_json(outcomes: Sequence[Outcome], owed: Sequence[Entry]) -> None:
    say_json(
        [
            {
                "feed": one.feed_id,
                "new": one.new,
                "updated": one.updated,
                "trouble": one.trouble,
                "entries": [entry_fields(entry) for entry in owed if entry.feed_id == one.feed_id],
            }
            for one in outcomes
        ]
    )


def _ask_all(line: Line, fetcher: Fetcher, parser: Parser) -> list[Outcome]:
    """Ask who is due, as politely as the running program does, until all have answered.

    A newsroom without a feed is asked in several steps (its rules, its list, each new release), so
    who is due is looked up after each; who has answered is not asked twice, however long it takes.
    """
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
    outcomes: dict[str, Outcome] = {}
    answered: set[str] = set()

    def note(one: Outcome) -> None:
        outcomes[one.feed_id] = one

    asking = Asking(line, fetcher, parser, inbox.put, utc_now, note)
    try:
        asking.poll()
        while (patience := asking.patience()) is not None or asking.under_way:
            patience = _HEARING if patience is None else min(patience, _HEARING)
            with contextlib.suppress(queue.Empty):
                message = inbox.get(timeout=patience)
                if isinstance(message, Fetched | Parsed):
                    was_last = asking.take(message)
                    if was_last and not message.request.is_robots:
                        answered.add(message.request.feed_id)
            asking.poll(besides=answered)
    finally:
        asking.stop()
        parser.rest()
    return list(outcomes.values())


def _ask_running(session: Session, *, as_json: bool) -> None:
    try:
        session.have_done(Verb.CHECK)
    except OutOfReachError as error:
        raise TrayNewsError(
            "TrayNews is running and checks by itself; it cannot be reached from here"
        ) from error
    if as_json:
        say_json([])
    else:
        say("TrayNews is running; it checks now.")


def _tell_why_not(line: Line, *, force: bool) -> str:
    """Return what is said where nobody was asked."""
    if not line.feeds:
        return "No source is switched on."
    if not force:
        return "Nothing is due."
    return (
        "Nobody may be asked again yet: five minutes pass between two questions, or what a server"
        " asks for. `traynews status` says when."
    )


def _print(outcomes: Sequence[Outcome], new: Sequence[Entry], *, nothing: str) -> None:
    if not outcomes:
        say(nothing)
    for one in outcomes:
        what = one.trouble or f"{one.new} new, {one.updated} updated"
        say(f"{one.feed_id}: {what}")
    for row in entry_rows(new, find_screen()):
        say(row)
