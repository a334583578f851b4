"""The roads to a server: straight to a numeric address, or through a proxy; TLS on top.

Straight, the address connected to is the one whose reach was judged. Through a proxy the name goes
to the proxy and is looked up there: a SOCKS proxy such as Tor's hides whom its user reads, and a
look-up of our own would tell. The only user of truststore, imported with the first https.
"""

from __future__ import annotations

import base64
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from traynews.core.data.document import TroubleKind
from traynews.core.text.address import Place
from traynews.feeds.http.lookup import find_host, look_up
from traynews.feeds.http.patience import ExchangeError, Patience
from traynews.feeds.http.proxies import Proxy
from traynews.feeds.http.socks import ask_socks
from traynews.feeds.http.wire import OddAnswerError, Wire

if TYPE_CHECKING:
    import ssl

Watch = Callable[[socket.socket], None]
"""Hears of each socket before it is waited for, so that it can be cut off."""

_HALF = 2  # what an address that swallows packets may take of the time, while others are left
_GOOD = range(200, 300)


def connect(
    place: Place, addresses: tuple[str, ...], proxy: Proxy | None, patience: Patience, watch: Watch
) -> socket.socket:
    """Return a socket to a server, secured for https; raises `OSError` and `ExchangeError`.

    `addresses` are numeric, and tried one after the other; through a proxy they are not used.
    """
    port = place.port
    if proxy is not None:
        addresses = look_up(find_host, proxy.host, proxy.port, patience).addresses
        port = proxy.port
    sock = _connect_to_first(addresses, port, patience, watch)
    try:
        if proxy is not None and proxy.kind != "http":
            ask_socks(Wire(sock, patience), proxy, place.host, place.port)
        if place.scheme != "https":
            return sock
        if proxy is not None and proxy.kind == "http":
            _ask_for_tunnel(Wire(sock, patience), place, proxy)
        sock.settimeout(patience.left())
        secured = _trust().wrap_socket(sock, server_hostname=place.host)
    except BaseException:
        sock.close()
        raise
    watch(secured)
    return secured


def credentials(proxy: Proxy) -> dict[str, str]:
    """Return the header that tells an HTTP proxy who asks."""
    if not proxy.user:
        return {}
    told = base64.b64encode(f"{proxy.user}:{proxy.password}".encode()).decode("ascii")
    return {"Proxy-Authorization": f"Basic {told}"}


def _connect_to_first(
    addresses: tuple[str, ...], port: int, patience: Patience, watch: Watch
) -> socket.socket:
    """Connect to the first address that answers; raises what the last one did."""
    for rank, address in enumerate(addresses, 1):
        # An address that swallows packets (broken IPv6, mostly) must leave time for the next.
        is_last = rank == len(addresses)
        try:
            return _dial(address, port, patience.left() / (1 if is_last else _HALF), watch)
        except OSError:
            if is_last:
                raise
    raise OSError("no address")


def _dial(address: str, port: int, seconds: float, watch: Watch) -> socket.socket:
    # Not to look anything up: a numeric address, with its scope where it has one.
    numeric = socket.AI_NUMERICHOST
    found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=numeric)
    family, kind, number, _, target = found[0]
    sock = socket.socket(family, kind, number)
    try:
        sock.settimeout(seconds)
        watch(sock)
        sock.connect(target)
    except BaseException:
        sock.close()
        raise
    return sock


def _ask_for_tunnel(wire: Wire, place: Place, proxy: Proxy) -> None:
    host = f"[{place.host}]" if ":" in place.host else place.host
    authority = f"{host}:{place.port}"
    lines = {"Host": authority, **credentials(proxy)}
    wire.send(write_head("CONNECT", authority, lines))
    status, _ = wire.read_head()
    if status not in _GOOD:
        raise ExchangeError(TroubleKind.NETWORK, f"the proxy says {status}")
    if wire.has_more:
        raise OddAnswerError("the proxy speaks out of turn")


def write_head(method: str, target: str, headers: dict[str, str]) -> bytes:
    """Return a request of HTTP/1.1 without a body; every value is one line of Latin-1."""
    lines = [
        f"{method} {target} HTTP/1.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _trust() -> ssl.SSLContext:
    # The system's own trust store, never bypassed (P30). A context per hop: truststore reads the
    # store anew for each handshake, and a kept context would hold two megabytes between polls.
    import ssl  # noqa: PLC0415 -- late

    import truststore  # noqa: PLC0415 -- late

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_alpn_protocols(["http/1.1"])
    return context
