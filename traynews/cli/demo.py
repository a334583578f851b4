"""`demo`: the whole program, offline, for a newcomer's first minute.

A feed of invented releases is served on this machine: a welcome, a breaking release, an urgent one,
a quiet one and several at once. Settings, archive and log live in a folder that is thrown away at
the end.
"""

from __future__ import annotations

import html
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from traynews.app.main_thread import MainThread
from traynews.app.wiring import App
from traynews.cli.menu_papers import make_papers
from traynews.cli.output import say
from traynews.cli.run import log_to
from traynews.cli.session import Session
from traynews.cli.window import make_window_process
from traynews.clock import utc_now
from traynews.desktop.instance import InstanceLock
from traynews.locations import Locations, find_asset
from traynews.settings.catalogue import known_feeds

_SETTINGS = """\
[alerts]
watch = "urgent: deportation"

[[alerts.rules]]
kinds = ["report"]
level = "silent"

[[feeds]]
id = "demo"
title = "TrayNews demo"
url = "{address}/feed"
home = "{address}/"
interval = "2s"
"""
_IN_TRAY = (
    "TrayNews demo: look at the tray. Something new comes out every {seconds} seconds;"
    " Quit in the menu, or Ctrl-C, ends it."
)
_IN_TERMINAL = (
    "TrayNews demo: alerts appear here. Something new comes out every {seconds} seconds;"
    " Ctrl-C ends it."
)
_AGE = timedelta(hours=3)  # between two releases of the first edition


@dataclass(frozen=True, slots=True)
class DemoRelease:
    """One invented release."""

    title: str
    standfirst: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What is published at once, and what the user is told of it."""

    says: str
    releases: tuple[DemoRelease, ...]


class DemoFeed:
    """What the demo's server publishes: one edition at once, then another every `seconds`.

    The clock starts with the first request, so that the first poll finds the first edition only.
    Each edition is told, by its own words, when it is asked for first.
    """

    def __init__(
        self, editions: Sequence[Edition], seconds: float, tell: Callable[[str], None]
    ) -> None:
        self._editions = editions
        self._seconds = seconds
        self._tell = tell
        self._began = utc_now()
        self._first_request: float | None = None
        self._told = 0

    def poll(self) -> None:
        """Publish what is due: the feed was asked for."""
        if self._first_request is None:
            self._first_request = time.monotonic()
        due = 1 + int((time.monotonic() - self._first_request) / self._seconds)
        for edition in self._editions[self._told : due]:
            self._tell(edition.says)
        self._told = max(self._told, min(due, len(self._editions)))

    def published(self) -> list[tuple[int, DemoRelease, datetime]]:
        """Return number, release and time of all that is out, the newest first."""
        first = len(self._editions[0].releases)
        out: list[tuple[int, DemoRelease, datetime]] = []
        for turn, edition in enumerate(self._editions[: self._told]):
            at = self._began + turn * timedelta(seconds=self._seconds)
            for release in edition.releases:
                number = len(out)
                out.append((number, release, at - max(0, first - number) * _AGE))
        return out[::-1]

    def document(self, address: str) -> bytes:
        """Return the feed as RSS 2.0."""
        items = "".join(_item(address, *one) for one in self.published())
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>TrayNews demo</title><link>{address}/</link><description/>"
            f"<language>en</language>{items}</channel></rss>"
        ).encode()

    def page(self, path: str) -> bytes | None:
        """Return the page of one release, or of the newsroom."""
        if path == "/":
            rows = "".join(
                f'<li><a href="/release/{number}">{html.escape(release.title)}</a>'
                for number, release, _ in self.published()
            )
            return _page("The demo's newsroom", f"<ul>{rows}</ul>")
        releases = {f"/release/{number}": release for number, release, _ in self.published()}
        release = releases.get(path)
        if release is None:
            return None
        text = "".join(f"<p>{html.escape(line)}</p>" for line in release.body)
        return _page(release.title, f"<p><b>{html.escape(release.standfirst)}</b></p>{text}")


def demo(_: Session, *, every: float, verbose: bool) -> None:
    """Run the program on the demo's feed until the user quits."""
    seconds = max(1.0, every)
    with tempfile.TemporaryDirectory(prefix="traynews-demo-") as folder:
        locations = Locations(Path(folder) / "config.toml", Path(folder))
        server = _Server(("127.0.0.1", 0), _Handler)
        server.feed = DemoFeed(load_editions(), seconds, say)  # type: ignore[attr-defined]
        address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, name="demo-server", daemon=True).start()
        locations.config.write_text(_SETTINGS.format(address=address), encoding="utf-8")
        lock = InstanceLock(locations.data)
        try:
            lock.acquire()
            log_to(locations.log, verbose=verbose)
            MainThread(locations.data).run(lambda main: _load(main, locations, seconds))
        finally:
            lock.release()
            server.shutdown()
            server.server_close()


def _load(main: MainThread, locations: Locations, seconds: float) -> App:
    say((_IN_TRAY if main.has_tray else _IN_TERMINAL).format(seconds=f"{seconds:g}"))
    app = App(
        main,
        locations,
        known_feeds,
        papers=make_papers(Session(locations)),
        window=make_window_process(locations),
    )
    app.start()
    return app


def load_editions() -> tuple[Edition, ...]:
    """Return the bundled releases, by when they come out."""
    text = find_asset("demo.toml").read_text(encoding="utf-8")
    return tuple(
        Edition(
            one["says"],
            tuple(
                DemoRelease(release["title"], release["standfirst"], tuple(release["body"]))
                for release in one["releases"]
            ),
        )
        for one in tomllib.loads(text)["editions"]
    )


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet where who asked has gone, as at the end."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        feed: DemoFeed = self.server.feed  # type: ignore[attr-defined]
        address = f"http://{self.headers.get('Host', '127.0.0.1')}"
        if self.path != "/feed":
            page = feed.page(self.path)
            status = HTTPStatus.OK if page else HTTPStatus.NOT_FOUND
            self._send(status, page or b"not here", "text/html; charset=utf-8", "")
            return
        feed.poll()
        body = feed.document(address)
        etag = f'"{len(body)}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(HTTPStatus.NOT_MODIFIED, b"", "", etag)
        else:
            self._send(HTTPStatus.OK, body, "application/rss+xml", etag)

    def _send(self, status: HTTPStatus, body: bytes, content_type: str, etag: str) -> None:
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the terminal quiet."""


def _item(address: str, number: int, release: DemoRelease, published: datetime) -> str:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in (release.standfirst, *release.body))
    return (
        f"<item><title>{html.escape(release.title)}</title>"
        f"<link>{address}/release/{number}</link>"
        f'<guid isPermaLink="false">traynews-demo-{number}</guid>'
        f"<pubDate>{format_datetime(published)}</pubDate>"
        f"<description>{html.escape(body)}</description></item>"
    )


def _page(title: str, body: str) -> bytes:
    title = html.escape(title)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:18px/1.6 sans-serif;max-width:40em;margin:3em auto;padding:0 1em}</style>"
        f"<h1>{title}</h1>{body}"
    ).encode()
