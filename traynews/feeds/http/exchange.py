"""One HTTP exchange on the wire: connect, ask, read within limits. The only user of urllib3.

urllib3's connections are used without its pools and redirects, since three things must be ours: the
request target byte for byte, the numeric address (the one whose reach was checked, so that a name
that changes its mind cannot lead inside), and the socket, so that a server that drips can be cut
off by wall clock. urllib3 and truststore are imported with the first exchange, not at start.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traynews.core.data.document import TroubleKind
from traynews.core.text.address import Place
from traynews.core.text.clean import clean_line
from traynews.feeds.http.proxies import Proxy

if TYPE_CHECKING:
    import ssl

    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse

_DECODED = frozenset({"gzip", "x-gzip", "deflate", "identity", ""})
_WITH_BODY = frozenset({200, 226})
_CHUNK = 64 * 1024
_SOCKS4, _SOCKS5 = 1, 2  # PySocks' PROXY_TYPE_SOCKS4 and PROXY_TYPE_SOCKS5


@dataclass(frozen=True, slots=True)
class Limits:
    """What one poll may cost: seconds by wall clock, bytes after decompression, hops.

    Source: feed politeness, P23 and P28. `total` covers everything, name look-up and redirects
    included; `header` is what connecting and waiting for one answer's headers may take.
    """

    header: float = 15.0
    total: float = 60.0
    body: int = 8 * 1024 * 1024
    hops: int = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """One server's answer to one hop; `body` is None where it was not read."""

    status: int
    headers: dict[str, str]
    body: bytes | None = None


class ExchangeError(Exception):
    """Why an exchange failed: the kind of trouble, and one line for the user."""

    def __init__(self, kind: TroubleKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class Exchange:
    """The hops of one poll, in a thread of their own.

    Whoever waits for that thread reads `wait_until` (by the monotonic clock) and calls `cut` when
    it has passed; `phase` is then the line that says what was being waited for. `reached` tells
    whether any server was connected to: if not, none was troubled.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._ends = time.monotonic() + limits.total
        self._socket: socket.socket | None = None
        self._connection: HTTPConnection | None = None
        self._is_cut = False
        self.phase = ""
        self.reached = False
        self.wait_until = 0.0
        self._expect_headers()

    def cut(self) -> None:
        """End the exchange from outside: whatever it waits for fails at once."""
        self._is_cut = True
        connection = self._connection
        for sock in (self._socket, connection.sock if connection else None):
            if sock is not None:
                # Not SSLSocket.shutdown, which pulls the TLS state away under the reading thread.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def ask(
        self,
        place: Place,
        addresses: tuple[str, ...],
        proxy: Proxy | None,
        headers: Mapping[str, str],
        *,
        method: str = "GET",
    ) -> Reply:
        """Make one GET or HEAD and read the answer; raises `ExchangeError`.

        The body is read for 200 and 226 only. `addresses` are numeric, and tried one after the
        other; through a proxy they are not used.
        """
        self._expect_headers()
        try:
            connection = self._connect(place, addresses, proxy)
            with contextlib.closing(connection):
                self._socket = connection.sock
                self.reached = True
                forwarded = proxy is not None and proxy.kind == "http" and place.scheme == "http"
                target = place.url if forwarded else place.target
                lines = {"Host": place.authority, **headers}
                if forwarded and proxy is not None:
                    lines |= _proxy_credentials(proxy)
                connection.request(method, target, headers=lines, preload_content=False)
                response = connection.getresponse()
                with contextlib.closing(response):
                    return self._read(response, has_body=method == "GET")
        except ExchangeError:
            raise
        except Exception as error:
            raise explain(error, place.host) from error
        finally:
            self._connection = self._socket = None

    def _expect_headers(self) -> None:
        limit = self._limits.header
        self.phase = f"no answer within {limit:g} s"
        self.wait_until = min(time.monotonic() + limit, self._ends)

    def _expect_body(self) -> None:
        self.phase = f"the answer did not end within {self._limits.total:g} s"
        self.wait_until = self._ends

    def _connect(
        self, place: Place, addresses: tuple[str, ...], proxy: Proxy | None
    ) -> HTTPConnection:
        hosts = addresses if proxy is None else ("",)
        failed: Exception | None = None
        for rank, host in enumerate(hosts, 1):
            # An address that swallows packets (broken IPv6, mostly) must leave time for the next.
            limit = self._limits.header / (1 if rank == len(hosts) else 3)
            connection = _prepare(place, host, proxy, limit)
            self._connection = connection
            try:
                if not self._is_cut:
                    connection.connect()
            except Exception as error:  # noqa: BLE001 -- the next address may do; the last is told
                connection.close()
                failed = error
            else:
                connection.timeout = self._limits.header
                return connection
            if time.monotonic() >= self.wait_until or self._is_cut:
                break
        raise failed or ExchangeError(TroubleKind.NETWORK, f"{place.host} has no address")

    def _read(self, response: HTTPResponse, *, has_body: bool) -> Reply:
        self._expect_body()
        headers = {
            name.lower(): " ".join(value.splitlines()) for name, value in response.headers.items()
        }
        if response.status not in _WITH_BODY:
            return Reply(response.status, headers)
        if not has_body:
            return Reply(response.status, headers, b"")
        for coding in headers.get("content-encoding", "").lower().split(","):
            if coding.strip() not in _DECODED:
                name = clean_line(coding, limit=20)
                raise ExchangeError(
                    TroubleKind.NETWORK, f"the answer is packed in a way not asked for ({name})"
                )
        announced = headers.get("content-length", "")
        if announced.isdigit() and int(announced[:20]) > self._limits.body:
            raise self._too_large()
        body = bytearray()
        while chunk := response.read(_CHUNK):
            body += chunk
            if len(body) > self._limits.body:
                raise self._too_large()
        return Reply(response.status, headers, bytes(body))

    def _too_large(self) -> ExchangeError:
        size = self._limits.body / (1024 * 1024)
        return ExchangeError(TroubleKind.TOO_LARGE, f"the answer is larger than {size:g} MiB")


def explain(error: BaseException, host: str) -> ExchangeError:
    """Turn whatever came up on the wire into a kind of trouble and one line."""
    if isinstance(error, ExchangeError):
        return error
    host = clean_line(host, limit=100)
    chain = _causes(error)
    for cause in chain:
        for types, kind, line in _lines():
            if isinstance(cause, types):
                why = clean_line(getattr(cause, "verify_message", ""), limit=120)
                return ExchangeError(kind, line.format(host=host) + (f": {why}" if why else ""))
    plain = [cause for cause in chain if isinstance(cause, OSError)]
    reason = clean_line(plain[-1].strerror or str(plain[-1]), limit=150) if plain else ""
    return ExchangeError(TroubleKind.NETWORK, reason or f"{host} answers with something odd")


def _lines() -> tuple[tuple[tuple[type[BaseException], ...], TroubleKind, str], ...]:
    # In the order in which they are asked: the particular before the general.
    import ssl  # noqa: PLC0415 -- it came with urllib3; before the first exchange nobody needs it

    from urllib3 import exceptions as broken  # noqa: PLC0415 -- late, see the module's docstring

    untrusted = "the certificate of {host} is not trusted"
    insecure = "no secure connection to {host} is possible"
    return (
        ((ssl.SSLCertVerificationError,), TroubleKind.TLS, untrusted),
        ((ssl.SSLError,), TroubleKind.TLS, insecure),
        ((socket.gaierror, UnicodeError), TroubleKind.NETWORK, "the name {host} cannot be found"),
        # Not urllib3's own TimeoutError: a refused connection is one of those.
        (
            (TimeoutError, broken.ReadTimeoutError),
            TroubleKind.TIMEOUT,
            "{host} does not answer",
        ),
        ((broken.DecodeError,), TroubleKind.NETWORK, "the answer is packed wrongly"),
        (
            (broken.IncompleteRead, broken.ProtocolError),
            TroubleKind.NETWORK,
            "the answer was cut short",
        ),
    )


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        second = current.args[1] if len(current.args) > 1 else None
        inner = second if isinstance(second, BaseException) else None
        current = current.__cause__ or current.__context__ or inner
    return chain


def _prepare(place: Place, address: str, proxy: Proxy | None, timeout: float) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415 -- late

    secure = place.scheme == "https"
    if proxy is not None and proxy.kind != "http":
        return _prepare_socks(place, proxy, timeout)
    host, port = (address, place.port) if proxy is None else (proxy.host, proxy.port)
    if not secure:
        return HTTPConnection(host, port, timeout=timeout)
    connection = HTTPSConnection(
        host, port, timeout=timeout, server_hostname=place.host, ssl_context=_trust()
    )
    if proxy is not None:
        connection.set_tunnel(place.host, place.port, headers=_proxy_credentials(proxy))
    return connection


def _prepare_socks(place: Place, proxy: Proxy, timeout: float) -> HTTPConnection:
    from urllib3.contrib import socks  # noqa: PLC0415 -- late, and few people need it

    options: socks._TYPE_SOCKS_OPTIONS = {
        "socks_version": _SOCKS5 if proxy.kind.startswith("socks5") else _SOCKS4,
        "proxy_host": proxy.host,
        "proxy_port": proxy.port,  # type: ignore[typeddict-item] # PySocks wants the number
        "username": proxy.user or None,
        "password": proxy.password or None,
        "rdns": proxy.kind in {"socks5h", "socks4a"},  # the proxy looks names up: Tor needs that
    }
    if place.scheme == "http":
        return socks.SOCKSConnection(options, place.host, place.port, timeout=timeout)
    return socks.SOCKSHTTPSConnection(
        options, place.host, place.port, timeout=timeout, ssl_context=_trust()
    )


def _trust() -> ssl.SSLContext:
    # The system's own trust store, never bypassed (P30). A context per hop: truststore reads the
    # store anew for each handshake, and a kept context would hold two megabytes between polls.
    import ssl  # noqa: PLC0415 -- late

    import truststore  # noqa: PLC0415 -- late

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _proxy_credentials(proxy: Proxy) -> dict[str, str]:
    from urllib3.util import make_headers  # noqa: PLC0415 -- late

    if not proxy.user:
        return {}
    return make_headers(proxy_basic_auth=f"{proxy.user}:{proxy.password}")
