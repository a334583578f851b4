"""A small HTTP server on this machine for tests: scripted answers, and a full log of requests.

    with FeedServer() as server:
        server.serve("/feed", body=RSS, headers={"ETag": '"1"'})
        fetch(server.url("/feed"))
        assert server.requests("/feed")[0].header("User-Agent").startswith("TrayNews/")

`serve` makes a path answer the same for ever; `script` takes one `Step` after another, and the last
step repeats. A step can hang, drip, cut, reset, lie. Paths that nobody scripted answer 404. Nothing
leaves 127.0.0.1 (or ::1); leaving the `with` ends every connection, hanging ones included.
"""

from __future__ import annotations

import contextlib
import http
import queue
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

FEED_TYPE = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """One request as it came over the wire.

    `target` is byte-identical (as Latin-1), `lines` are the raw header lines in their order, and
    `at` is the monotonic time at which the request was complete.
    """

    method: str
    target: str
    version: str
    lines: tuple[str, ...]
    at: float

    @property
    def headers(self) -> dict[str, str]:
        """The headers by lower-case name, a repeated one joined by a comma."""
        found: dict[str, str] = {}
        for line in self.lines:
            name, _, value = line.partition(":")
            key = name.lower()
            found[key] = f"{found[key]}, {value.strip()}" if key in found else value.strip()
        return found

    def header(self, name: str) -> str:
        """Return a header's value, empty where it was not sent."""
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True)
class Step:
    """One answer.

    `body` may be an iterable of chunks (a generator serves one request only). Without `length` the
    real length is announced, or nothing for an iterable: the connection's end is then the body's,
    unless it is `chunked`.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""
    content_type: str = FEED_TYPE
    length: int | None = None
    """Announce this Content-Length, true or not."""
    chunked: bool = False
    hang: bool = False
    """Read the request and say nothing, until the client or the test goes."""
    header_pause: float = 0.0
    """Seconds between two bytes of the header."""
    body_pause: float = 0.0
    """Seconds between two chunks of the body (an iterable), or two bytes of it."""
    cut_after: int | None = None
    """Close the connection after so many bytes of the body."""
    reset: bool = False
    """Reset the connection (RST) instead of answering."""
    raw: bytes | None = None
    """Send exactly these bytes and close."""


class FeedServer:
    """Serves scripted steps per path and logs every request; see the module's docstring."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self._tls = tls
        self._scripts: dict[str, list[Step]] = {}
        self._log: list[Seen] = []
        self._arrivals: queue.SimpleQueue[Seen] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._connections: dict[int, socket.socket] = {}
        self._threads: list[threading.Thread] = []
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.socket(family, socket.SOCK_STREAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind((host, 0))
        self._listener.listen(128)
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        acceptor = threading.Thread(target=self._accept, name="feed server")
        self._threads.append(acceptor)
        acceptor.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving and end every connection."""
        self._ending.set()
        for sock in (self._listener, *self._connections.values()):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        # Some systems do not wake accept() by a shutdown; a knock does.
        with contextlib.suppress(OSError), socket.create_connection((self.host, self.port), 1):
            pass
        for thread in list(self._threads):
            thread.join(10)
        self._listener.close()

    def url(self, path: str = "/feed", host: str | None = None) -> str:
        """Return the absolute address of a path, under another host name if wanted."""
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self._tls else 'http'}://{name}:{self.port}{path}"

    def serve(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        content_type: str = FEED_TYPE,
    ) -> None:
        """Answer this path the same from now on."""
        raw = body.encode() if isinstance(body, str) else body
        self.script(path, Step(status, headers or {}, raw, content_type))

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Answer this path with a redirect from now on."""
        self.script(path, Step(status, {"Location": to}, content_type=""))

    def script(self, path: str, *steps: Step) -> None:
        """Answer this path by these steps, one a request; the last repeats."""
        self._scripts[path] = list(steps)

    def requests(self, path: str | None = None) -> list[Seen]:
        """Return the requests so far, all or those for one target, oldest first."""
        return [seen for seen in self._log if path is None or seen.target == path]

    def wait_for_request(self, timeout: float = 30.0) -> Seen:
        """Wait for the next request nobody waited for yet; `queue.Empty` when none comes."""
        return self._arrivals.get(timeout=timeout)

    def _accept(self) -> None:
        while not self._ending.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve_one, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve_one(self, connection: socket.socket) -> None:
        key = id(connection)
        self._connections[key] = connection
        try:
            with contextlib.suppress(OSError):
                if self._tls is not None:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                    self._connections[key] = connection
                while not self._ending.is_set():
                    seen = self._receive(connection)
                    if seen is None or not self._respond(connection, seen):
                        return
        finally:
            del self._connections[key]
            connection.close()

    def _receive(self, connection: socket.socket) -> Seen | None:
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return None
            data += more
        first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        method, target, version = (*first.split(" "), "", "")[:3]
        seen = Seen(method, target, version, tuple(lines), time.monotonic())
        self._log.append(seen)
        self._arrivals.put(seen)
        return seen

    def _next_step(self, target: str) -> Step:
        steps = self._scripts.get(target) or self._scripts.get(target.partition("?")[0])
        if not steps:
            return Step(404, content_type="text/plain", body=b"nothing here")
        return steps.pop(0) if len(steps) > 1 else steps[0]

    def _respond(self, connection: socket.socket, seen: Seen) -> bool:
        """Send one answer; whether the connection may be used again."""
        step = self._next_step(seen.target)
        if step.hang:
            self._ending.wait()
            return False
        if step.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if step.raw is not None:
            connection.sendall(step.raw)
            return False
        self._send(connection, _head(step), step.header_pause)
        has_body = step.status not in {204, 304} and seen.method != "HEAD"
        if has_body and not self._send_body(connection, step):
            return False
        is_framed = isinstance(step.body, bytes) or step.chunked or not has_body
        return is_framed and "close" not in seen.header("Connection").lower()

    def _send_body(self, connection: socket.socket, step: Step) -> bool:
        if isinstance(step.body, bytes) and step.cut_after is not None:
            step = replace(step, body=step.body[: step.cut_after])
        whole = isinstance(step.body, bytes)
        pieces: Iterable[bytes] = [step.body] if isinstance(step.body, bytes) else step.body
        for piece in pieces:
            if self._ending.is_set():
                return False
            data = b"%x\r\n%b\r\n" % (len(piece), piece) if step.chunked and piece else piece
            self._send(connection, data, step.body_pause if whole else 0.0)
            if not whole and step.body_pause and self._ending.wait(step.body_pause):
                return False
        if step.cut_after is not None:
            return False
        if step.chunked:
            connection.sendall(b"0\r\n\r\n")
        return True

    def _send(self, connection: socket.socket, data: bytes, pause: float) -> None:
        if not pause:
            connection.sendall(data)
            return
        for index in range(len(data)):
            connection.sendall(data[index : index + 1])
            if self._ending.wait(pause):
                return


def _head(step: Step) -> bytes:
    try:
        phrase = http.HTTPStatus(step.status).phrase
    except ValueError:
        phrase = "Odd"
    lines = [f"HTTP/1.1 {step.status} {phrase}"]
    given = {name.lower() for name in step.headers}
    if step.content_type and "content-type" not in given and step.status not in {204, 304}:
        lines.append(f"Content-Type: {step.content_type}")
    if step.chunked:
        lines.append("Transfer-Encoding: chunked")
    elif step.length is not None:
        lines.append(f"Content-Length: {step.length}")
    elif isinstance(step.body, bytes):
        if step.status not in {204, 304}:
            lines.append(f"Content-Length: {len(step.body)}")
    else:
        lines.append("Connection: close")
    lines += [f"{name}: {value}" for name, value in step.headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
