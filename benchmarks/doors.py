# ruff: noqa: INP001 - a script beside the package
"""What each door of a source costs in requests and bytes, and how soon a release is told.

`python -m benchmarks.doors` lives through a week of a made-up newsroom, once through each door:
real server, fetcher, parse process and archive, made-up time. The server gives validators for the
feed and for REST, as WordPress does, and none for its pages.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import fmean, quantiles

from tests.world import START, World, press
from traynews.core.data.document import Door

DAYS = 8  # the first is for getting to know the source
BEFORE = 20  # releases that are there at the beginning
PAGE_SIZE = 90_000  # bytes of a listing besides its cards, as newsrooms have it
STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Way:
    """A door, where it is, what stands there, and whether the server can say "not modified"."""

    door: Door
    path: str
    write: Callable[[World, list[int]], bytes]
    content_type: str
    conditional: bool


def listing(_: World, numbers: list[int]) -> bytes:
    """Return the page of a newsroom: its newest twelve releases, and much around them."""
    cards = "".join(
        f"<li><h2><a href='/latest/release-number-{number}/'>Graustark: release {number}</a></h2>"
        f"<time datetime='{moment(number):%Y-%m-%dT%H:%M:%SZ}'></time></li>"
        for number in reversed(numbers[-12:])
    )
    return f"<html><body><ul>{cards}</ul><!--{'x' * PAGE_SIZE}--></body></html>".encode()


def news(world: World, numbers: list[int]) -> bytes:
    """Return a sitemap of the last two days."""
    site = world.url("/").rstrip("/")
    fresh = [one for one in numbers if world.now - moment(one) < timedelta(days=2)]
    urls = "".join(
        f"<url><loc>{site}/latest/release-number-{number}/</loc><n:news>"
        f"<n:publication_date>{moment(number):%Y-%m-%dT%H:%M:%SZ}</n:publication_date>"
        f"<n:title>Graustark: release {number}</n:title></n:news></url>"
        for number in fresh
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    ).encode()


def posts(world: World, numbers: list[int]) -> bytes:
    """Return the newest posts as WordPress gives them, with their text."""
    site = world.url("/").rstrip("/")
    rows = ",".join(
        f'{{"link": "{site}/latest/release-number-{number}/",'
        f' "date_gmt": "{moment(number):%Y-%m-%dT%H:%M:%S}",'
        f' "title": {{"rendered": "Graustark: release {number}"}},'
        f' "content": {{"rendered": "<p>{"A case. " * 300}</p>"}}}}'
        for number in reversed(numbers[-20:])
    )
    return f"[{rows}]".encode()


def feed(world: World, numbers: list[int]) -> bytes:
    """Return the feed of the newest twenty releases."""
    return press(*reversed(numbers[-20:]), site=world.url("/").rstrip("/"))


WAYS = (
    Way(Door.FEED, "/uk", feed, "application/rss+xml", conditional=True),
    Way(Door.WORDPRESS, "/wp-json/wp/v2/posts", posts, "application/json", conditional=True),
    Way(Door.NEWS_SITEMAP, "/news-sitemap.xml", news, "application/xml", conditional=False),
    Way(Door.PAGE, "/latest/", listing, "text/html", conditional=False),
)


def moment(number: int) -> datetime:
    """Return when a release was published."""
    return _MOMENTS[number]


def publish() -> dict[int, datetime]:
    """Return the moments of a newsroom: office hours, few at weekends; the same every time."""
    chance = random.Random(1)  # noqa: S311 - no secret
    moments = [START - timedelta(hours=7 * (BEFORE - number)) for number in range(BEFORE)]
    for day in range(DAYS):
        for _ in range(chance.choice((1, 2)) if (START + timedelta(days=day)).weekday() > 4 else 5):  # noqa: PLR2004 - Saturday
            midnight = START.replace(hour=0, minute=0) + timedelta(days=day)
            moments.append(
                midnight + timedelta(minutes=chance.triangular(8 * 60, 20 * 60, 11 * 60))
            )
    return dict(enumerate(sorted(moments)))


_MOMENTS = publish()


def live(way: Way, folder: Path) -> str:
    """Live through the week by one door; return a line of the table."""
    with World(folder) as world:
        world.change_feed(url=world.url(way.path), door=way.door)
        shown = 0
        sent: dict[int, int] = {}
        end = START + timedelta(days=DAYS)
        while world.now < end:
            there = [number for number, when in _MOMENTS.items() if when <= world.now]
            if len(there) != shown:
                shown = len(there)
                body = way.write(world, there)
                headers = {"ETag": f'"{shown}"'} if way.conditional else {}
                world.server.serve(way.path, body, headers=headers, content_type=way.content_type)
                for number in there[-3:]:
                    page = f"<html><body><article><p>{'A case. ' * 300}</p></article></body></html>"
                    path = f"/latest/release-number-{number}/"
                    world.server.serve(path, page.encode(), content_type="text/html")
            world.run(minutes=1)
            for seen in world.log[len(sent) :]:
                size = 0 if seen.seen.header("If-None-Match") == f'"{shown}"' else len(body)
                sent[len(sent)] = size
        return line(way, world, sent)


def line(way: Way, world: World, sent: dict[int, int]) -> str:
    """Return what the week came to."""
    told = {int(one.title.split()[-1]): one.first_seen for one in world.owed()}
    delays = [(told[one] - _MOMENTS[one]).total_seconds() / 60 for one in told]
    late = quantiles(delays, n=10)[-1]
    rows = len(world.log), sum(sent.values()) / 1e6, fmean(delays), late, len(told)
    return "| {} | {} | {:.1f} | {:.0f} | {:.0f} | {} |".format(way.door, *rows)


def main() -> None:
    """Print the table."""
    print("| door | requests | MB | mean delay, min | nine of ten, min | told |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        for way in WAYS:
            print(live(way, Path(folder, way.door)))  # noqa: T201


if __name__ == "__main__":
    main()
