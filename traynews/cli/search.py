"""`search`: full text, over everything that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.cli.json_fields import entry_fields
from traynews.cli.output import say, say_json
from traynews.cli.session import Session
from traynews.cli.tables import find_screen, found_spans, hit_rows, plain
from traynews.clock import local_zone


def search(session: Session, words: Sequence[str], *, limit: int, as_json: bool) -> None:
    """`search`: full text."""
    with session.library() as store:
        hits = store.search(" ".join(words), limit, local_zone())
    if as_json:
        say_json(
            [
                entry_fields(hit.entry)
                | {"snippet": plain(hit.snippet), "found": found_spans(hit.snippet)}
                for hit in hits
            ]
        )
        return
    for row in hit_rows([(hit.entry, hit.snippet) for hit in hits], find_screen()):
        say(row)
    if not hits:
        say("Nothing found.")
