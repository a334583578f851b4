"""`run`: the program itself, once per data folder."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from traynews.app import App
from traynews.commands.conveniences import make_autostart, make_papers
from traynews.commands.session import Session, known_feeds, say
from traynews.errors import StoreError

_MOST_LOG = 1_000_000  # bytes; a longer log is begun anew, the last one kept beside it


def run(session: Session, *, verbose: bool = False) -> None:
    """Serve until the user quits; a second one says so and ends well. Raises `TrayNewsError`."""
    app = App(
        session.locations,
        known_feeds,
        autostart=make_autostart(session.locations),
        papers=make_papers(session),
    )
    lock = session.lock()
    if not lock.acquire():
        pid = lock.holder()
        which = f" (process {pid})" if pid else ""
        say(f"TrayNews is already running{which}; `traynews quit` ends it.")
        return
    log_to(session.locations.log, verbose=verbose)
    app.run(lock)


def log_to(path: Path, *, verbose: bool) -> None:
    """Write the log to a file, and to the terminal where there is one. Raises `StoreError`."""
    try:
        if path.exists() and path.stat().st_size > _MOST_LOG:
            path.replace(path.with_suffix(".log.old"))
        handlers: list[logging.Handler] = [logging.FileHandler(path, encoding="utf-8")]
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    if sys.stderr.isatty():
        handlers.append(logging.StreamHandler())
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=handlers,
    )
