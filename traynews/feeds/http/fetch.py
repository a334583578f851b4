"""Fetching: one conditional GET, politely and within limits. Numbers P… are the politeness rules.

A poll runs in its caller's thread. Every wait in it is cut to the time that is left, so that the
limits hold against a resolver that hangs, a header that drips and a body that never ends.
"""

from __future__ import annotations

import http
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from traynews import PROJECT_URL, __version__
from traynews.core.data.document import Answer, Door, Failure, Reach, Request, TroubleKind
from traynews.core.polling.reach import reach_of_name
from traynews.core.polling.retry import read_retry_after
from traynews.core.polling.robots import tell_ban
from traynews.core.text.address import (
    Place,
    has_user,
    host_of,
    is_http,
    origin_of,
    split_address,
    web_address,
)
from traynews.core.text.clean import clean_line
from traynews.core.text.mirror import meant_by, place_at
from traynews.feeds.http.exchange import Exchange, explain
from traynews.feeds.http.lookup import Resolve, find_host, look_up
from traynews.feeds.http.patience import ExchangeError, Limits
from traynews.feeds.http.ports import NOT_OF_THE_WEB
from traynews.feeds.http.proxies import Proxy, choose_proxy
from traynews.feeds.http.wire import Reply

USER_AGENT = f"TrayNews/{__version__} (+{PROJECT_URL})"
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_NO_ADDRESS = "is none that may be asked"


@dataclass(frozen=True, slots=True)
class _Hop:
    """Where a poll stands: the address that is meant, and the place that is asked for it."""

    url: str
    place: Place
    reach: Reach
    addresses: tuple[str, ...]
    proxy: Proxy | None


class HttpFetcher:
    """Makes conditional GETs over HTTP(S); implements `core.ports.Fetcher`.

    `proxy` is a proxy's address, empty for the system's. Connections are closed after each
    exchange: polls are many minutes apart. `resolve` looks hosts up (an argument for the tests).
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        proxy: str = "",
        limits: Limits = Limits(),  # noqa: B008 -- frozen
        resolve: Resolve = find_host,
    ) -> None:
        self._now = now
        self._proxy = proxy
        self._limits = limits
        self._resolve = resolve
        self._underway: dict[int, Exchange] = {}

    def fetch(self, request: Request) -> Answer | Failure:
        """Return the answer, or why there is none; within the limits by wall clock, no raise."""
        exchange = Exchange(self._limits)
        self._underway[id(exchange)] = exchange
        try:
            return self._follow(request, exchange)
        except ExchangeError as error:
            return self._fail(error, exchange, request)
        except RuntimeError:  # no thread to be had: the machine is full, or the program is ending
            problem = ExchangeError(TroubleKind.NETWORK, "no thread is free for the exchange")
            return self._fail(problem, exchange, request)
        except Exception as error:  # noqa: BLE001 -- the port promises that a poll never raises
            return self._fail(explain(error, host_of(request.url)), exchange, request)
        finally:
            del self._underway[id(exchange)]

    def use_proxy(self, proxy: str) -> None:
        """Go through this proxy from the next request on; empty means the system's."""
        self._proxy = proxy

    def close(self) -> None:
        """Cut exchanges that are under way; no connection outlives its exchange anyway."""
        for exchange in list(self._underway.values()):
            exchange.cut()

    def _follow(self, request: Request, exchange: Exchange) -> Answer | Failure:
        headers = _headers(request)
        method = "GET" if request.page_of is None else "HEAD"
        hop = self._arrive(request.url, None, request, exchange)
        exchange.reach = hop.reach
        visited = {hop.url}
        moved = True
        while True:
            reply = exchange.ask(hop.place, hop.addresses, hop.proxy, headers, method=method)
            location = _read_location(reply)
            if reply.status not in _REDIRECTS or not location:
                break
            following = (web_address(location, hop.url) or location).partition("#")[0]
            following = meant_by(request.mirror, following)
            if following in visited:
                raise ExchangeError(TroubleKind.REFUSED, "the address redirects in a circle")
            if len(visited) > self._limits.hops:
                limit = self._limits.hops
                raise ExchangeError(
                    TroubleKind.REFUSED, f"the address redirects more than {limit} times"
                )
            hop = self._arrive(following, hop, request, exchange)
            _heed_rules(request, following)
            visited.add(following)
            moved = moved and reply.status in _PERMANENT
        moved_to = hop.url if moved and len(visited) > 1 else None
        return self._answer(hop.url, reply, moved_to, exchange.reach, request)

    def _arrive(self, url: str, origin: _Hop | None, request: Request, exchange: Exchange) -> _Hop:
        """Check an address before it is asked: its form, and where it leads (P23).

        Where a mirror is asked instead, its own address may lie inside: the user's settings name
        it. The address that is meant is then judged by its name, as behind a proxy.
        """
        what = "the address" if origin is None else "the redirect"
        try:
            place = split_address(url)
            asked = place_at(request.mirror, place) if request.mirror else place
        except ValueError as error:
            why = "has a user name in it, and none is sent" if has_user(url) else _NO_ADDRESS
            raise ExchangeError(TroubleKind.REFUSED, f"{what} {why}") from error
        if origin is not None and is_http(url) and not is_http(origin.url):
            raise ExchangeError(TroubleKind.REFUSED, "the redirect leaves https for plain http")
        if place.port in NOT_OF_THE_WEB or asked.port in NOT_OF_THE_WEB:
            raise ExchangeError(TroubleKind.REFUSED, f"{what} names a port of another service")
        exchange.patience.expect_headers()
        reach = reach_of_name(place.host)
        is_here = reach_of_name(asked.host) is Reach.LOOPBACK
        proxy = None if is_here else self._choose_proxy(asked)
        addresses: tuple[str, ...] = ()
        if proxy is None:
            found = look_up(self._resolve, asked.host, asked.port, exchange.patience)
            addresses = found.addresses
            reach = reach if request.mirror else found.reach
        if reach < max(request.reach, origin.reach if origin is not None else Reach.LOOPBACK):
            raise ExchangeError(TroubleKind.REFUSED, f"{what} leads into a private network")
        return _Hop(url, asked, reach, addresses, proxy)

    def _choose_proxy(self, place: Place) -> Proxy | None:
        try:
            return choose_proxy(place.scheme, place.host, self._proxy)
        except ValueError as error:
            raise ExchangeError(TroubleKind.NETWORK, clean_line(str(error), limit=150)) from error

    def _answer(
        self, url: str, reply: Reply, moved_to: str | None, reach: Reach, request: Request
    ) -> Answer | Failure:
        received = self._now()
        if reply.body is not None or reply.status == _NOT_MODIFIED:
            return Answer(url, reply.status, reply.headers, reply.body, received, moved_to, reach)
        return Failure(
            TroubleKind.HTTP,
            _told_of(request, describe_status(reply)),
            received,
            status=reply.status,
            retry_after=read_retry_after(reply.headers, received),
            url=url,
            reach=reach,
        )

    def _fail(self, error: ExchangeError, exchange: Exchange, request: Request) -> Failure:
        return Failure(
            error.kind,
            _told_of(request, error.reason),
            self._now(),
            reached=exchange.reached,
            reach=exchange.reach,
            leads_to=error.leads_to,
        )


def _heed_rules(request: Request, url: str) -> None:
    """Raise `ExchangeError` where a page redirects past a robots.txt, or to one not heard yet."""
    if request.rules is None:
        return
    robots = dict(request.rules).get(origin_of(url))
    if robots is None:
        line = f"the page redirects to {host_of(url)}, whose robots.txt was not heard yet"
        raise ExchangeError(TroubleKind.REFUSED, line, leads_to=url)
    if ban := tell_ban(robots, url):
        raise ExchangeError(TroubleKind.REFUSED, ban)


def _told_of(request: Request, reason: str) -> str:
    """Return a reason with the name of the mirror that was asked, where one was."""
    return f"the mirror {host_of(request.mirror)}: {reason}" if request.mirror else reason


def describe_status(reply: Reply) -> str:
    """Say in one line what a status means; the server's own words are not repeated."""
    try:
        phrase = f" {http.HTTPStatus(reply.status).phrase}"
    except ValueError:
        phrase = ""
    line = f"the server says {reply.status}{phrase}"
    if reply.headers.get("cf-mitigated") == "challenge":
        line += " (it wants to see a browser)"
    return line


def _read_location(reply: Reply) -> str:
    """Return where a redirect leads; bare UTF-8, as many servers send it, is read as that."""
    location = reply.headers.get("location", "")
    try:
        return location.encode("latin-1").decode()
    except UnicodeDecodeError:
        return location


def _headers(request: Request) -> dict[str, str]:
    # P24: who we are, and what we read. P25: no Cookie, Referer, Cache-Control, Range. P02-P04: the
    # validators byte for byte as the server gave them, and none of our own making.
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": _accept(request),
        "Accept-Encoding": "gzip, deflate",
    }
    if request.validators.etag and _is_sendable(request.validators.etag):
        headers["If-None-Match"] = request.validators.etag
    if request.validators.last_modified and _is_sendable(request.validators.last_modified):
        headers["If-Modified-Since"] = request.validators.last_modified
    headers["Connection"] = "close"
    return headers


def _accept(request: Request) -> str:
    if request.is_robots:
        return "text/plain, */*;q=0.5"
    is_page = request.page_of is not None or Door.PAGE in request.doors
    return "text/html, */*;q=0.5" if is_page else ACCEPT


def _is_sendable(value: str) -> bool:
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return "\r" not in value and "\n" not in value and "\0" not in value
