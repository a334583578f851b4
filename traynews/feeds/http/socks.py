"""Asking a SOCKS proxy for a connection: versions 4a and 5 (RFC 1928, RFC 1929), always by name.

The proxy looks the name up. There is no other way here, so that none can be taken by mistake: who
reads through Tor must not have a resolver told whom.
"""

from __future__ import annotations

import ipaddress
import struct

from traynews.core.data.document import TroubleKind
from traynews.feeds.http.patience import ExchangeError
from traynews.feeds.http.proxies import Proxy
from traynews.feeds.http.wire import Wire

_NO_PASSWORD, _PASSWORD = 0, 2
_IPV4, _NAME, _IPV6 = 1, 3, 4
_GRANTED_BY_4 = 90
_LONGEST = 255  # bytes of a name, a user or a password
_REFUSALS = {
    1: "it failed",
    2: "its rules forbid it",
    3: "the network cannot be reached",
    4: "the server cannot be reached",
    5: "the server refuses the connection",
    6: "the server does not answer",
}


def ask_socks(wire: Wire, proxy: Proxy, host: str, port: int) -> None:
    """Have the proxy connect to a host; raises `ExchangeError`."""
    if max(len(part.encode()) for part in (host, proxy.user, proxy.password)) > _LONGEST:
        raise _fail("a name is too long for it")
    if proxy.kind == "socks4a":
        _ask_version_4(wire, proxy, host, port)
    else:
        _greet_version_5(wire, proxy)
        _ask_version_5(wire, host, port)


def _ask_version_4(wire: Wire, proxy: Proxy, host: str, port: int) -> None:
    # 4a: an impossible number, 0.0.0.1, says that a name follows.
    user = proxy.user.encode().replace(b"\0", b"")
    wire.send(struct.pack("!BBH4B", 4, 1, port, 0, 0, 0, 1) + user + b"\0" + host.encode() + b"\0")
    code = wire.read_exactly(8)[1]
    if code != _GRANTED_BY_4:
        raise _fail(f"it says {code}")


def _greet_version_5(wire: Wire, proxy: Proxy) -> None:
    ways = bytes([_NO_PASSWORD, _PASSWORD] if proxy.user else [_NO_PASSWORD])
    wire.send(bytes([5, len(ways)]) + ways)
    version, way = wire.read_exactly(2)
    if version != 5:  # noqa: PLR2004 -- what the version is called
        raise _fail("it is no SOCKS 5 proxy")
    if way == _PASSWORD and proxy.user:
        user, password = proxy.user.encode(), proxy.password.encode()
        wire.send(bytes([1, len(user)]) + user + bytes([len(password)]) + password)
        if wire.read_exactly(2)[1]:
            raise _fail("user name or password are wrong")
    elif way != _NO_PASSWORD:
        raise _fail("it wants a user name and a password")


def _ask_version_5(wire: Wire, host: str, port: int) -> None:
    wire.send(bytes([5, 1, 0]) + _write_host(host) + struct.pack("!H", port))
    _, code, _, kind = wire.read_exactly(4)
    if code:
        raise _fail(_REFUSALS.get(code, f"it says {code}"))
    size = {_IPV4: 4, _IPV6: 16}.get(kind)
    wire.read_exactly((wire.read_exactly(1)[0] if size is None else size) + 2)


def _write_host(host: str) -> bytes:
    try:
        number = ipaddress.ip_address(host).packed
    except ValueError:
        name = host.encode()
        return bytes([_NAME, len(name)]) + name
    return bytes([_IPV4 if len(number) == 4 else _IPV6]) + number  # noqa: PLR2004 -- bytes


def _fail(why: str) -> ExchangeError:
    return ExchangeError(TroubleKind.NETWORK, f"the proxy makes no connection: {why}")
