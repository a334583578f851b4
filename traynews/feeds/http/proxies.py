"""Which proxy an address is asked through: the configured one, else the system's, else none."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# GNOME writes `socks://` into `all_proxy`, and means 5 first (GLib, gsimpleproxyresolver.c).
_KINDS = {"socks4": "socks4a", "socks5": "socks5h", "socks": "socks5h"}
_PORTS = {"http": 8080, "socks4a": 1080, "socks5h": 1080}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: `kind` is `http`, `socks4a` or `socks5h`.

    A SOCKS proxy looks names up itself, whether or not it is called so (`socks5`): who reads
    through Tor must not have a resolver told whom.
    """

    kind: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def choose_proxy(scheme: str, host: str, configured: str) -> Proxy | None:
    """Return the proxy for a host, or None to go straight; `ValueError` for one we cannot use.

    `configured` wins; empty means the system's settings and their exceptions (`no_proxy`, or what
    Windows and macOS keep). The caller leaves out addresses of this machine.
    """
    address = configured or _system_proxy(scheme, host)
    return read_proxy(address) if address else None


def read_proxy(address: str) -> Proxy:
    """Take a proxy address apart; a bare `host:port` is an HTTP proxy.

    Raises `ValueError` with a line for the user.
    """
    parts = urlsplit(address if "://" in address else f"http://{address}")
    kind = _KINDS.get(parts.scheme.lower(), parts.scheme.lower())
    if kind not in _PORTS:
        allowed = ", ".join(_PORTS)
        raise ValueError(f"a proxy of the kind “{kind}” cannot be used (possible: {allowed})")
    try:
        port = parts.port or _PORTS[kind]
    except ValueError as error:
        raise ValueError("the proxy's port is no number") from error
    if not parts.hostname:
        raise ValueError("the proxy has no host name")
    return Proxy(
        kind,
        parts.hostname,
        port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _system_proxy(scheme: str, host: str) -> str:
    if sys.platform == "linux" and not any(name.lower().endswith("_proxy") for name in os.environ):
        return ""
    # Late, since it weighs 40 ms and 3 MB, and on Linux only the environment can name a proxy.
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 -- see above

    if proxy_bypass(host):
        return ""
    proxies = getproxies()
    return proxies.get(scheme) or proxies.get("all") or ""
