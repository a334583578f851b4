"""Lists of feeds, in and out: `feeds import FILE`, `feeds export FILE` (OPML)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from traynews.cli.feeds.switch import say_written
from traynews.cli.output import STANDARD_STREAM, flows, refuse_to_replace, say
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.core.data.model import Feed
from traynews.errors import OpmlError
from traynews.feeds import opml
from traynews.settings import edit
from traynews.settings.catalogue import known_feeds
from traynews.settings.toml import Value
from traynews.whole_file import write_whole

_BY_HAND = "`traynews feeds add"


def import_list(session: Session, file: str) -> None:
    """Add every feed of a list that is not there yet, and say what was left out and why.

    Raises `OpmlError`, `ConfigError`; then no feed was added.
    """
    path = Path(file)
    try:
        with sys.stdin.buffer if file == STANDARD_STREAM else path.open("rb") as stream:
            data = stream.read(opml.LARGEST + 1)  # a device has no end
    except OSError as error:
        raise OpmlError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        outlines, skipped = opml.parse_opml(data)
    except OpmlError as error:
        raise OpmlError(f"{path}: {error}") from error
    named: dict[str, opml.Outline] = {}
    there: tuple[opml.Outline, ...] = ()
    inner: tuple[opml.Outline, ...] = ()

    def choose(feeds: Sequence[Feed]) -> dict[str, dict[str, Value]]:
        nonlocal named, there, inner
        fresh, there = opml.split_known(outlines, feeds)
        fresh, inner = opml.split_inner(fresh)
        named = opml.make_ids(fresh, {feed.id for feed in (*feeds, *known_feeds())})
        return {feed_id: _values(one) for feed_id, one in named.items()}

    added = edit.add_feeds(session.locations.config, choose)
    if added.ids:
        say_written(added.written)
        session.ring()
    for feed_id, one in named.items():
        say(f"+ {feed_id}: {one.title or one.url}")
    for one in there:
        say(f"= {one.title or one.url}: there already")
    for reason in skipped:
        say(f"- {reason}")
    for one in inner:
        say(
            f"- {one.title or one.url}: it lies in a private network; {_BY_HAND} {one.url}` adds it"
        )
    left_out = len(skipped) + len(inner)
    say(f"{len(named)} added, {len(there)} there already, {left_out} skipped.")


def export_list(session: Session, file: str, *, force: bool) -> None:
    """Write the feeds that are polled, for other readers; `-` is standard output.

    A file that is there is replaced as `export` does. Raises `TrayNewsError`.
    """
    path = Path(file)
    feeds = [feed for feed in session.settings().feeds if feed.enabled]
    written = opml.write_opml(feeds, utc_now())
    if file == STANDARD_STREAM:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
        return
    try:
        if flows(file):
            path.write_bytes(written)
        else:
            refuse_to_replace(path, session.locations, force=force)
            write_whole(path, [written])
    except OSError as error:
        raise OpmlError(f"{path}: cannot be written: {error.strerror or error}") from error
    say(f"{'1 feed' if len(feeds) == 1 else f'{len(feeds)} feeds'} written to {path}")


def _values(one: opml.Outline) -> dict[str, Value]:
    values = {"url": one.url, "title": one.title, "home": one.home}
    return {key: value for key, value in values.items() if value}
