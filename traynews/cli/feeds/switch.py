"""`feeds remove`, `enable`, `disable`: poll a feed, or no more."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from traynews.cli.output import say
from traynews.cli.session import Session, refuse_unknown
from traynews.clock import utc_now
from traynews.settings import edit
from traynews.settings.catalogue import known_feeds
from traynews.worker.line import Line


def remove(session: Session, feed_id: str) -> None:
    """Poll a feed no more; its releases are kept. Raises `TrayNewsError`."""
    refuse_unknown(feed_id, (feed.id for feed in session.settings().feeds))
    edit.remove_feed(session.locations.config, feed_id)
    session.ring()
    say(f"{feed_id} is polled no more; what it brought is kept.")


def enable(session: Session, feed_id: str, tell: Callable[[str], None] = say) -> None:
    """Poll a feed (again), also after it was gone. Raises `TrayNewsError`."""
    refuse_unknown(feed_id, (feed.id for feed in (*session.settings().feeds, *known_feeds())))
    say_written(edit.enable_feed(session.locations.config, feed_id), tell)
    with session.store() as store:
        Line(store, session.settings(), now=utc_now, random=random.random).hurry([feed_id])
    session.ring()
    tell(f"{feed_id} is polled.")


def disable(session: Session, feed_id: str) -> None:
    """Poll a feed no more, but keep it in the settings. Raises `TrayNewsError`."""
    refuse_unknown(feed_id, (feed.id for feed in session.settings().feeds))
    say_written(edit.enable_feed(session.locations.config, feed_id, enabled=False))
    session.ring()
    say(f"{feed_id} is polled no more; `traynews feeds enable {feed_id}` brings it back.")


def say_written(written: Sequence[str], tell: Callable[[str], None] = say) -> None:
    """Tell which default feeds had to be written into the file beside the one asked for."""
    if written:
        tell(
            f"The default feeds ({', '.join(written)}) stand in the settings file now, too:"
            " exactly what is listed there is polled."
        )
