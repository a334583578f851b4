"""Who is let in: a one-time key for a cookie, and with it only what our own page asks.

The address that opens the page holds a key, which counts once and for a minute, since command lines
and a browser's history show it to others. What it is exchanged for is a cookie that no script sees
and no other site's page has sent along. Every other rule here stands between a page of somebody
else, in the same browser, and ours:

- `Host` must be the address that we gave out: a name that was made to lead here (DNS rebinding) is
  another host.
- What changes something comes by POST, from our own origin, with a token that our pages hold.
- Nothing is answered that the browser says another site asked for (`Sec-Fetch-Site`).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from http import HTTPStatus

from traynews.window.message import Request, Response, redirect, refusal

ENTRY = "/enter"
TOKEN = "token"  # noqa: S105 - the name of a form's field
KEY_LIFE = 60.0
"""Seconds in which a browser must have come with its key."""

_AGAIN = "Open TrayNews from its icon, or with `traynews window`."
_USED = f"This address was good for one visit and a minute. {_AGAIN}"
_UNKNOWN = f"This page is for the user of this computer, and closed by now. {_AGAIN}"
_STRANGE = "Another site asked for this; TrayNews answers only its own page."


def make_token() -> str:
    """Return what nobody guesses."""
    return secrets.token_urlsafe(32)


class Doorkeeper:
    """Keeps the door of the page at `port`. `clock` gives seconds that only grow.

    `token` is what a form of our own pages holds.
    """

    def __init__(self, port: int, token: str, clock: Callable[[], float]) -> None:
        self._host = f"127.0.0.1:{port}"
        self._cookie = f"traynews-{port}"  # cookies do not tell ports apart
        self._clock = clock
        self._keys: dict[str, float] = {}  # and until when each is good
        self._secret = make_token()
        self._token = token

    def make_address(self) -> str:
        """Return an address that lets in one browser, once and soon."""
        now = self._clock()
        self._keys = {key: until for key, until in self._keys.items() if until > now}
        key = make_token()
        self._keys[key] = now + KEY_LIFE
        return f"http://{self._host}{ENTRY}?key={key}"

    def admit(self, request: Request) -> Response | None:
        """Return None for a request that is to be answered, else what is said instead."""
        if request.headers.get("host") != self._host:
            return refusal(HTTPStatus.MISDIRECTED_REQUEST)
        if request.path == ENTRY:
            return self._exchange(request)
        if not self._is_ours(request):
            return refusal(HTTPStatus.FORBIDDEN, _STRANGE)
        if not _same(request.cookie(self._cookie), self._secret):
            return refusal(HTTPStatus.FORBIDDEN, _UNKNOWN)
        return None

    def _exchange(self, request: Request) -> Response:
        until = self._keys.pop(request.query.get("key", ""), 0.0)
        if request.method != "GET" or until <= self._clock():
            return refusal(HTTPStatus.FORBIDDEN, _USED)
        cookie = f"{self._cookie}={self._secret}; Path=/; HttpOnly; SameSite=Strict"
        return redirect("/", **{"Set-Cookie": cookie})

    def _is_ours(self, request: Request) -> bool:
        """Whether our own page asks, or the user typed the address (old browsers do not tell)."""
        site = request.headers.get("sec-fetch-site")
        origin = request.headers.get("origin")
        if request.method == "GET":
            return site in {"same-origin", "none", None} and origin in {None, self._origin}
        # A page with `no-referrer` sends "null" for its forms' origin; so do pages of nobody, which
        # the browser then tells to be of another site.
        is_own = origin == self._origin or (origin == "null" and site == "same-origin")
        return (
            is_own
            and site in {"same-origin", None}
            and _same(request.form.get(TOKEN, ""), self._token)
        )

    @property
    def _origin(self) -> str:
        return f"http://{self._host}"


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
