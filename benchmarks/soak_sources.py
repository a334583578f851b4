# ruff: noqa: INP001 - scripts beside the package
"""Twenty sources on this machine, among them those that nobody would wish for: `soak.py` asks them.

Each is a server of its own, since one server is asked one thing at a time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_FIRST = 5  # releases that are there at the start
_LISTED = 40  # releases that a feed lists, the newest
_FLOOD = 9_990  # items of the flooding feed's every answer: as many as are taken, nearly
_DRIP = 30.0  # seconds for a body that drips
_LATE, _TOO_LATE = 12.0, 20.0  # seconds before an answer; headers are waited for for 15
_NESTED = 400_000  # elements one inside another: more memory than the parse process may have
_NAMESPACES = 60_000  # one inside another: more time than it may take

Answer = tuple[int, dict[str, str], bytes]


class Source(ThreadingHTTPServer):
    """A feed that publishes when it is told to, and says 304 otherwise."""

    daemon_threads = True
    content_type = "application/rss+xml"
    pause = 0.0
    """Seconds over which a body is spread."""
    more = ""
    """Its further settings."""

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.name = name
        self.asked: list[float] = []
        self.published: list[tuple[str, str]] = []  # titles and dates
        for _ in range(_FIRST):
            self.publish()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/feed/"

    def publish(self) -> None:
        """Put one more release on top."""
        title = f"Graustark: {self.name} frees protester number {len(self.published) + 1:05}"
        self.published.append((title, format_datetime(datetime.now(UTC))))

    def tag(self) -> str:
        """Return what names the present state."""
        return f'"{len(self.published)}"'

    def respond(self, path: str, condition: str) -> Answer:
        """Return status, headers and body."""
        if not path.startswith("/feed/"):
            return 404, {}, b""
        self.asked.append(time.monotonic())
        headers = {"ETag": self.tag(), "Content-Type": self.content_type}
        return (304, headers, b"") if condition == self.tag() else (200, headers, self.body())

    def body(self) -> bytes:
        """Return the feed as it stands."""
        first = len(self.published) - _LISTED
        listed = [
            f"<item><title>{title}</title><link>https://{self.name}.example/{number}</link>"
            f"<guid>{number}@{self.name}</guid><pubDate>{date}</pubDate>"
            f"<description>Responding to the ruling in case {number} today.</description></item>"
            for number, (title, date) in enumerate(self.published)
            if number >= first
        ]
        return _rss("".join(reversed(listed)))

    def handle_error(self, *_: object) -> None:
        """Who asked has hung up."""


class Flood(Source):
    """Nearly ten thousand new items in every answer, and no dates."""

    def tag(self) -> str:
        """Return another one each time."""
        return f'"{len(self.asked)}"'

    def body(self) -> bytes:
        """Return items that nobody has seen."""
        first = len(self.asked) * _FLOOD
        return _rss(
            "".join(
                f"<item><title>Flood {number}</title><link>https://flood.example/{number}</link>"
                f"<guid>{number}@flood</guid></item>"
                for number in range(first, first + _FLOOD)
            )
        )


class Drip(Source):
    """A body that takes half a minute, and is another one each time."""

    pause = _DRIP

    def body(self) -> bytes:
        """Return the feed with one more release."""
        self.publish()
        return super().body()


class Late(Source):
    """Answers after a long time, and every fifth time after too long a time."""

    def respond(self, path: str, condition: str) -> Answer:
        """Wait, then answer."""
        answer = super().respond(path, condition)
        time.sleep(_TOO_LATE if len(self.asked) % 5 == 0 else _LATE)
        return answer


class Hostile(Source):
    """A feed, then something that no parser likes, and so on in turn."""

    def body(self) -> bytes:
        """Return one or the other."""
        turn = len(self.asked) % 4
        if turn == 1:
            return _rss("<a>" * _NESTED)
        if turn == 3:  # noqa: PLR2004 - the other odd one
            return _rss("".join(f'<x{n}:a xmlns:x{n}="u{n}">' for n in range(_NAMESPACES)))
        return super().body()

    def tag(self) -> str:
        """Return another one each time."""
        return f'"{len(self.asked)}"'


class Listing(Source):
    """No feed: a page that lists releases, each with a page of its own."""

    content_type = "text/html; charset=utf-8"
    more = 'door = "page"\n'

    def respond(self, path: str, condition: str) -> Answer:
        """Return the listing or a release's page."""
        if not path.startswith("/feed/release-"):
            return super().respond(path, condition)
        number = int(path.rstrip("/").rpartition("-")[2])
        text = (
            f"<html><body><main><h1>{self.published[number][0]}</h1><article><p>Mira Holm said that"
            f" it was a relief to hear of it after so many years, and that the others must be freed"
            f" as well, today.</p><p>A second paragraph of case {number}, long enough to be read."
            "</p></article></main></body></html>"
        )
        return 200, {"Content-Type": self.content_type}, text.encode()

    def body(self) -> bytes:
        """Return the page."""
        cards = [
            f"<li><h2><a href='/feed/release-number-{number}/'>{title}</a></h2>"
            f"<p>Case {number}: Mira Holm said it was a relief.</p></li>"
            for number, (title, _) in enumerate(self.published)
        ][-_LISTED:]
        listed = "".join(reversed(cards))
        return (
            "<html lang='en'><head><title>Latest</title></head><body><main>"
            f"<ul>{listed}</ul></main></body></html>"
        ).encode()


class _Handler(BaseHTTPRequestHandler):
    server: Source
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        condition = self.headers.get("If-None-Match", "")
        status, headers, body = self.server.respond(self.path, condition)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:  # noqa: PLR2004 - it has no body
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in _pieces(body, self.server.pause):
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Keep the terminal for the figures."""


def _pieces(body: bytes, pause: float) -> Iterator[bytes]:
    """Return a body at once, or in a hundred pieces over so many seconds."""
    if not pause:
        yield body
        return
    size = len(body) // 100 + 1
    for start in range(0, len(body), size):
        time.sleep(pause / 100)
        yield body[start : start + size]


def _rss(items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()
