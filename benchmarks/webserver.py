# ruff: noqa: INP001 - scripts beside the package
"""nginx on the loopback address, serving a folder of feeds."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
user {user};
events {{ worker_connections 512; }}
http {{
  default_type application/rss+xml;
  types {{ application/rss+xml xml; }}
  charset utf-8;
  charset_types application/rss+xml;
  gzip on;
  gzip_types application/rss+xml;
  gzip_proxied any;
  gzip_vary on;
  log_format traffic '$request_length $bytes_sent $status "$http_user_agent"';
  access_log {log};
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""
_LINE = re.compile(r'(\d+) (\d+) (\d+) "(.*)"')


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One request as the server's log has it; sizes in bytes, headers included."""

    asked: int
    answered: int
    status: int
    agent: str


@dataclass(frozen=True, slots=True)
class Webserver:
    """A running server: what lies in `root` is at `url`."""

    root: Path
    port: int
    log: Path

    def url(self, name: str) -> str:
        """Return the address of a file."""
        return f"http://127.0.0.1:{self.port}/{name}"

    def take_log(self) -> list[Exchanged]:
        """Return the requests since this was last asked."""
        found = [_LINE.fullmatch(line) for line in self.log.read_text("utf-8").splitlines()]
        self.log.write_text("", "utf-8")
        return [Exchanged(int(m[1]), int(m[2]), int(m[3]), m[4]) for m in found if m]


def find_nginx() -> str:
    """Return where nginx is; SystemExit where it is not installed."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if program is None:
        raise SystemExit("nginx is missing: apt-get install --no-install-recommends nginx-light")
    return program


@contextlib.contextmanager
def running_webserver(folder: Path, *, logs: bool = False) -> Iterator[Webserver]:
    """Run nginx (Debian's nginx-light) in a folder; SystemExit where it is not installed."""
    program = find_nginx()
    root, log = folder / "root", folder / "access.log"
    root.mkdir(parents=True)
    log.touch()
    port = free_port()
    text = _CONFIG.format(
        folder=folder,
        root=root,
        port=port,
        user=folder.owner(),
        log=f"{log} traffic" if logs else "off",
    )
    config = folder / "nginx.conf"
    config.write_text(text, "utf-8")
    server = subprocess.Popen([program, "-c", config, "-p", folder], stderr=subprocess.DEVNULL)
    try:
        wait_until_open(port)
        yield Webserver(root, port, log)
    finally:
        server.terminate()
        server.wait(10)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_until_open(port: int) -> None:
    """Return once somebody listens at a port."""
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)  # between two looks
        else:
            return
