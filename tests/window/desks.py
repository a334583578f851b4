"""A filled archive on a desk, the page's server on it, and a client that speaks HTTP by hand."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from tests.archive.press import add, paragraphs
from tests.archive.samples import UK
from traynews.archive.store import Store
from traynews.core.data.model import Kind
from traynews.core.data.view import Verb
from traynews.core.health.health import find_health
from traynews.desktop.autostart import UNSEEN
from traynews.errors import TrayNewsError
from traynews.locations import Locations
from traynews.settings import disk
from traynews.settings.catalogue import known_feeds
from traynews.window.desk import Desk
from traynews.window.server import Server
from traynews.window.serving import make_server

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
HOSTILE = "<script>document.title='caught'</script> {{ 7*7 }} <img src=x onerror=alert(1)>"


@dataclass
class Told:
    """What the running program was told."""

    rings: int = 0
    asked: list[Verb] = field(default_factory=list)
    at_login: bool | None = False
    sandboxed: bool = False
    wiped: bool = False

    def add(self, address: str) -> list[str]:
        """Find nothing at one address, and something at all others."""
        if "nothing" in address:
            raise TrayNewsError(f"{address}: no feed was found there")
        return [f"Found “{address}”, 3 items:", "Added as found."]

    def start(self, on: bool) -> None:  # noqa: FBT001 - the signature is the desk's
        """Start at login, or not."""
        self.at_login = on

    def wipe(self) -> None:
        """Begin to remove everything."""
        self.wiped = True

    def ring(self) -> None:
        """Hear a ring."""
        self.rings += 1


def make_desk(
    folder: Path, told: Told | None = None, fill: Callable[[Store], None] | None = None
) -> Desk:
    """Return a desk on an archive with some releases: new and old, one hostile, one in Arabic."""
    heard = told or Told()
    locations = Locations(folder / "config.toml", folder / "data")
    locations.data.mkdir(exist_ok=True)
    with Store(locations.archive) as store:
        if not store.entries(1):
            store.sync_feeds([UK])
            (fill or _fill)(store)

    @contextlib.contextmanager
    def archive() -> Iterator[Store]:
        with Store(locations.archive, may_mend=False) as store:
            yield store

    return Desk(
        locations=locations,
        archive=archive,
        settings=lambda: disk.load(locations.config, known_feeds),
        ring=heard.ring,
        ask=heard.asked.append,
        examine=lambda: [("archive", "fine", "12 releases", ""), ("icon", "wrong", "none", "do")],
        catalogue=known_feeds,
        health=lambda store: find_health(
            store.feed_statuses(disk.load(locations.config, known_feeds).feeds, NOW), NOW
        ),
        add_source=heard.add,
        at_login=lambda: heard.at_login,
        start_at_login=heard.start,
        unseen=UNSEEN if heard.sandboxed else "",
        wipe=heard.wipe,
        now=lambda: NOW,
        zone=lambda: UTC,
    )


def _fill(store: Store) -> None:
    for number in range(8):
        add(
            store,
            number,
            f"Graustark: Court frees protester number {number}",
            NOW - timedelta(hours=5 * number + 3),
            text=paragraphs(
                f"A relief after {number} months, and a warning to others.",
                "The court in the capital heard the case behind closed doors for eleven hours.",
                "“We were there all night, and nobody told us anything,” said Mira Holm, who leads"
                " the work on prisons.",
                f"Needle{number} in the haystack.",
            ),
            countries=["Chad"] if number % 3 else ["Iran", "Chad"],
            topics=["Detention"],
            speakers=["Mira Holm"],
            kind=Kind.STATEMENT if number % 5 == 0 else Kind.NEWS,
        )
    add(store, 90, HOSTILE, NOW - timedelta(days=4), text=paragraphs(f"Also {HOSTILE}", HOSTILE))
    add(
        store,
        92,
        "إيران: الحكم على ناشطة حقوقية",
        NOW - timedelta(days=5),
        text=paragraphs("نص عربي قصير عن المحاكمة.", "قالت الناشطة إن الحكم ظالم ولا أساس له."),
        countries=["Iran"],
        language="ar",
    )


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers by small names, body."""

    status: int
    headers: dict[str, str]
    body: str


class Client:
    """Somebody who speaks to the server by hand; `cookie` and `token` once they were let in."""

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.cookie = ""
        self.token = ""

    def enter(self) -> Answer:
        """Come in as a browser does: with a fresh key, for a cookie."""
        address = self.server.make_address()
        answer = self.get(address.removeprefix(f"http://{self.host}"))
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        found = re.search(r'traynews-token" content="([^"]+)"', self.get("/").body)
        assert found is not None
        self.token = found[1]
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page; a header set to nothing is left out, `_` stands for `-` in names."""
        return self.send(self._head("GET", path, {}, headers))

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """Send a form, with the token unless `fields` names another."""
        body = urlencode({"token": self.token, **(fields or {})})
        usual = {
            "Origin": f"http://{self.host}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
        }
        return self.send(self._head("POST", path, usual, headers) + body.encode())

    def _head(
        self, method: str, path: str, usual: dict[str, str], changed: dict[str, str]
    ) -> bytes:
        given = {name.replace("_", "-").title(): value for name, value in changed.items()}
        headers = {"Host": self.host, "Cookie": self.cookie, **usual, **given}
        lines = [f"{method} {path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items() if value]
        return "\r\n".join([*lines, "", ""]).encode()

    def connect(self) -> socket.socket:
        """Open a connection and say nothing."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def send(self, request: bytes) -> Answer:
        """Send bytes, and read until the server hangs up; status 0 where it said nothing."""
        with self.connect() as wire:
            with contextlib.suppress(OSError):  # it may hang up before it has all
                wire.sendall(request)
            return read_answer(wire)


def read_answer(wire: socket.socket) -> Answer:
    """Read an answer to its end."""
    data = b""
    with contextlib.suppress(ConnectionError):
        while part := wire.recv(65_536):
            data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    for line in lines:
        if line.lower().startswith(("set-cookie", "location")):
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
    return Answer(int(first.split()[1]) if first else 0, headers, body.decode())


@contextlib.contextmanager
def serving(desk: Desk, *, rest: float = 600.0) -> Iterator[Client]:
    """Serve the pages of a desk on a thread, and give a client that has yet to come in."""
    server = make_server(desk, rest=rest)
    loops: list[asyncio.AbstractEventLoop] = []
    begun = threading.Event()

    async def main() -> None:
        loops.append(asyncio.get_running_loop())
        begun.set()
        await server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    assert begun.wait(20)
    port = int(server.make_address().split("/")[2].rpartition(":")[2])
    try:
        yield Client(server, port)
    finally:
        with contextlib.suppress(RuntimeError):  # it has ended by itself
            loops[0].call_soon_threadsafe(server.end)
        thread.join(20)
        assert not thread.is_alive()
