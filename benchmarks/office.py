# ruff: noqa: E402, INP001 - a script beside the package
"""An office of 200 desktops: `python benchmarks/office.py`.

nginx, configured as `docs/office.md` tells (with other paths and ports, and an hour of that page in
24 seconds), stands before an origin on this machine, another nginx with a certificate of its own.
Two hundred clients ask through TrayNews's fetcher, each once an interval at a time of its own and
with its own validators. Requests are those of the origin's log.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project

from benchmarks.press import items_of, write_rss
from benchmarks.report import debian_version, note, say, say_surroundings, say_table
from benchmarks.webserver import find_nginx, free_port, wait_until_open
from traynews.clock import utc_now
from traynews.core.data.document import Answer, Failure, Reach, Request, Validators
from traynews.feeds.http.fetch import HttpFetcher

CLIENTS = 200
INTERVAL = 6.0  # seconds, for the quarter of an hour of the page
_ROUNDS = 4  # intervals in each part
_SITE = "www.amnesty.org"  # the name in the page; nobody looks it up, and nobody there is asked
_PATH = "/en/feed/"
_PAGE = Path(__file__).parent.parent / "docs" / "office.md"
_CERTIFY = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
_MAIN = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
user {user};
events {{ worker_connections 1024; }}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {inside}
}}
"""
_ORIGIN = """
  default_type application/rss+xml;
  log_format traffic '$status';
  access_log {folder}/access.log traffic;
  gzip on;
  gzip_types application/rss+xml;
  gzip_proxied any;
  gzip_vary on;
  server {{
    listen 127.0.0.1:{port} ssl;
    listen 127.0.0.1:{plain};
    server_name {site};
    ssl_certificate {folder}/cert.pem;
    ssl_certificate_key {folder}/key.pem;
    root {folder};
    location = {path} {{
      if (-f {folder}/ailing) {{ return 503; }}
      add_header Cache-Control "private, no-cache";
      add_header Set-Cookie "who=you";
      try_files /feed.xml =404;
    }}
  }}
"""


class Nginx:
    """One nginx in a folder; `inside` is what stands in its `http` block."""

    def __init__(self, folder: Path, inside: str, port: int) -> None:
        self._port = port
        text = _MAIN.format(folder=folder, user=folder.owner(), inside=inside)
        (folder / "nginx.conf").write_text(text, "utf-8")
        self._command = [find_nginx(), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve."""
        self._process = subprocess.Popen(self._command, stderr=subprocess.DEVNULL)
        wait_until_open(self._port)

    def hang(self, *, on: bool) -> None:
        """Take connections and never answer; or go on."""
        if self._process is not None:
            children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
            for pid in (self._process.pid, *map(int, children.read_text("ascii").split())):
                os.kill(pid, signal.SIGSTOP if on else signal.SIGCONT)

    def stop(self) -> None:
        """Be away."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


@dataclass(slots=True)
class Origin:
    """The site that is asked in the end."""

    folder: Path
    port: int
    plain: int
    nginx: Nginx
    releases: int = 25

    def publish(self) -> None:
        """Publish one more release."""
        self.releases += 1
        items = items_of(f"https://{_SITE}/", self.releases)
        (self.folder / "new.xml").write_bytes(write_rss(items[:25], f"https://{_SITE}/"))
        (self.folder / "new.xml").replace(self.folder / "feed.xml")

    def take_log(self) -> Counter[str]:
        """Return the answers since this was last asked, by status."""
        log = self.folder / "access.log"
        found = Counter(log.read_text("utf-8").split())
        log.write_text("", "utf-8")
        return found


@dataclass(slots=True)
class Desktop:
    """One client: what it keeps, and when in an interval it asks."""

    offset: float
    validators: Validators = field(default_factory=Validators)
    body: bytes = b""


@dataclass(slots=True)
class Seen:
    """What the clients saw in one part."""

    answers: Counter[str] = field(default_factory=Counter)
    delays: list[float] = field(default_factory=list)


def _fetch(fetcher: HttpFetcher, desktop: Desktop, url: str, mirror: str) -> str:
    """Ask once, as a poll does; return what was seen."""
    least = Reach.PUBLIC if mirror else Reach.LOOPBACK
    answer = fetcher.fetch(Request("org", url, desktop.validators, reach=least, mirror=mirror))
    if isinstance(answer, Failure):
        return answer.reason
    _keep(desktop, answer)
    return str(answer.status)


def _keep(desktop: Desktop, answer: Answer) -> None:
    if answer.body is not None:
        told = answer.headers
        desktop.validators = Validators(told.get("etag"), told.get("last-modified"))
        desktop.body = answer.body


def live(desktops: Sequence[Desktop], url: str, mirror: str, newest: bytes) -> Seen:
    """Let each client ask once an interval, for a few of them; `newest` is to be in the feed."""
    seen = Seen()
    fetcher = HttpFetcher(now=utc_now)
    begin = time.monotonic()
    told: set[int] = set()

    def ask(number: int, at: float) -> None:
        time.sleep(max(0.0, at - time.monotonic()))
        seen.answers[_fetch(fetcher, desktops[number], url, mirror)] += 1
        if number not in told and newest in desktops[number].body:
            told.add(number)
            seen.delays.append(time.monotonic() - begin)

    plan = sorted(
        (begin + (turn + one.offset) * INTERVAL, number)
        for turn in range(_ROUNDS)
        for number, one in enumerate(desktops)
    )
    with closing(fetcher), ThreadPoolExecutor(32) as pool:
        for done in [pool.submit(ask, number, at) for at, number in plan]:
            done.result()
    return seen


def read_page() -> str:
    """Return the configuration that the page tells."""
    found = re.search(r"```nginx\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    if found is None:
        raise SystemExit(f"{_PAGE} shows no configuration")
    return found[1]


def adapt(text: str, folder: Path, origin: Origin, port: int) -> str:
    """Return the page's configuration for this machine, in its shorter time."""
    changes = {
        "/var/cache/nginx/traynews": f"{folder}/cache",
        "/etc/ssl/certs/ca-certificates.crt": f"{origin.folder}/cert.pem",
        "listen 80;": f"listen 127.0.0.1:{port};",
        f"server {_SITE}:443": f"server 127.0.0.1:{origin.port}",
        "server www.amnesty.org.uk:443": f"server 127.0.0.1:{origin.port}",
        " 15m;": f" {INTERVAL:.0f}s;",
        "fail_timeout=5m": f"fail_timeout={INTERVAL / 3:.0f}s",
    }
    for old, new in changes.items():
        if old not in text:
            raise SystemExit(f"{_PAGE} no longer says {old!r}")
        text = text.replace(old, new)
    return f"access_log off;\n{text}"


@contextmanager
def running_origin(folder: Path) -> Iterator[Origin]:
    """Run the origin, with a certificate for the site's name."""
    subject = ["-subj", f"/CN={_SITE}", "-addext", f"subjectAltName=DNS:{_SITE}"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        [shutil.which("openssl") or "openssl", *_CERTIFY, *subject, *files],
        check=True,
        capture_output=True,
    )
    (folder / "access.log").touch()
    port, plain = free_port(), free_port()
    inside = _ORIGIN.format(folder=folder, port=port, plain=plain, site=_SITE, path=_PATH)
    origin = Origin(folder, port, plain, Nginx(folder, inside, port))
    origin.publish()
    origin.nginx.start()
    try:
        yield origin
    finally:
        origin.nginx.stop()


def run(clients: int) -> None:
    """Live through each part and print the table."""
    say_surroundings(debian_version("nginx"))
    chance = random.Random(1961)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        home, front = Path(name) / "origin", Path(name) / "front"
        home.mkdir()
        front.mkdir()
        with running_origin(home) as origin:
            port = free_port()
            mirror = Nginx(front, adapt(read_page(), front, origin, port), port)
            mirror.start()
            try:
                rows = _live_through(origin, f"http://127.0.0.1:{port}/", clients, chance)
            finally:
                mirror.stop()
    say(f"{clients} clients; an interval of 15 min lasts {INTERVAL:g} s, a part {_ROUNDS} of them.")
    say()
    header = ["part", "clients asked", "they saw", "origin was asked", "it said", "an interval"]
    say_table([*header, "new release seen after, mean", "longest"], rows)


def _live_through(
    origin: Origin, mirror: str, clients: int, chance: random.Random
) -> list[list[str]]:
    rows = []

    def part(
        what: str, desktops: Sequence[Desktop], *, direct: bool = False, news: bool = False
    ) -> None:
        if news:
            origin.publish()
        note(what)
        newest = items_of(f"https://{_SITE}/", origin.releases)[0].link.encode()
        origin.take_log()
        url = f"http://127.0.0.1:{origin.plain}{_PATH}" if direct else f"https://{_SITE}{_PATH}"
        seen = live(desktops, url, "" if direct else mirror, newest)
        rows.append(_row(what, seen, origin.take_log(), news=news))

    alone = [Desktop(chance.random()) for _ in range(clients)]
    part("without a mirror, first polls", alone, direct=True)
    part("without a mirror, a new release", alone, direct=True, news=True)
    desktops = [Desktop(chance.random()) for _ in range(clients)]
    part("mirror, first polls", desktops)
    part("mirror, nothing new", desktops)
    part("mirror, a new release", desktops, news=True)
    origin.nginx.stop()
    part("origin away", desktops)
    origin.nginx.start()
    origin.nginx.hang(on=True)
    part("origin hangs", desktops)
    origin.nginx.hang(on=False)
    (origin.folder / "ailing").touch()
    part("origin says 503", desktops)
    part("origin says 503, a new desktop", [Desktop(0.5)])
    (origin.folder / "ailing").unlink()
    part("origin back, with a new release", desktops, news=True)
    return rows


def _row(what: str, seen: Seen, origin: Counter[str], *, news: bool) -> list[str]:
    minutes = [delay / INTERVAL * 15 for delay in seen.delays]
    late = "" if not news or not minutes else f"{sum(minutes) / len(minutes):.0f} min"
    return [
        what,
        str(seen.answers.total()),
        _count(seen.answers),
        str(origin.total()),
        _count(origin) or "nothing",
        f"{origin.total() / _ROUNDS:g}",
        late,
        f"{max(minutes):.0f} min" if late else "",
    ]


def _count(answers: Counter[str]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in answers.most_common())


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=CLIENTS, help="how many desktops")
    run(parser.parse_args().clients)


if __name__ == "__main__":
    main()
