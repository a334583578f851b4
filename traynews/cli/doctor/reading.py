"""What `doctor` says of the process that reads feeds: whether it works, and what holds it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from traynews.cli.doctor.finding import Finding, fine, note, wrong
from traynews.clock import utc_now
from traynews.core.data.document import Answer, Failure
from traynews.core.data.model import Feed
from traynews.feeds.parse_process import ParseProcess

_FEED = b"<rss version='2.0'><channel><item><title>A release</title></item></channel></rss>"


def examine_reading(process: ParseProcess | None = None) -> Iterator[Finding]:
    """Have a feed read, and say what the process can still do, or what it said as it failed."""
    url = "https://feed.example/"
    process = process or ParseProcess()
    try:
        found = process.parse(Answer(url, 200, {}, _FEED, utc_now()), Feed("", url))
    finally:
        process.rest()
    if isinstance(found, Failure):
        cure = "the packages must be where TrayNews's Python finds them; else install it anew"
        yield wrong("reading", found.reason, cure)
    elif process.cage:
        yield fine(
            "reading",
            f"by a process that can open no file, connection or program ({process.cage})",
        )
    else:
        says = "by a process with a limit on time and, where there is one, on memory; no cage"
        state = note if sys.platform == "linux" else fine
        yield state("reading", says)
