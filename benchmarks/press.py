# ruff: noqa: INP001 - scripts beside the package
"""Feeds of invented releases, as a press room serves them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.generate import invent_items
from traynews.core.data.document import Item


@cache
def items_of(site: str, count: int, seed: int = 1961) -> tuple[Item, ...]:
    """Return so many releases of a site, the newest first, about 2.5 kB of text each."""
    chance = random.Random(f"{seed} {site}")  # noqa: S311 - no secret
    return tuple(reversed(list(invent_items(count, site, chance, timedelta(hours=7)))))


def write_rss(items: Sequence[Item], site: str) -> bytes:
    """Return an RSS 2.0 feed with the whole text of each item, as WordPress writes it."""
    body = "\n".join(_write_item(item) for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>Press room {escape(site)}</title><link>{escape(site)}</link>"
        f"<description/><language>en-GB</language>\n{body}\n</channel>\n</rss>\n"
    ).encode()


def publish(folder: Path, feeds: int, entries: int, *, more: int = 0) -> int:
    """Write `feed-N.xml` for each feed: `entries` releases, after `more` newer ones came.

    Returns the bytes of all.
    """
    written = 0
    for number in range(feeds):
        site = f"https://site-{number}.example/"
        made = items_of(site, entries + 1)
        first = len(made) - entries - more
        body = write_rss(made[first : first + entries], site)
        (folder / f"feed-{number}.xml").write_bytes(body)
        written += len(body)
    return written


def _write_item(item: Item) -> str:
    texts = [escape(block.text) for block in item.blocks]
    texts[1] = f"“{texts[1]},” said Mira Holm, Graustark researcher at the press office."
    paragraphs = "\n".join(f"<p>{text}</p>" for text in texts)
    date = format_datetime(item.published) if item.published else ""
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.link)}</link>"
        f"<dc:creator><![CDATA[{item.author}]]></dc:creator><pubDate>{date}</pubDate>"
        f'<category><![CDATA[News]]></category><guid isPermaLink="false">{escape(item.guid)}</guid>'
        f"<description><![CDATA[{item.summary} [&#8230;]]]></description>"
        f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
    )
