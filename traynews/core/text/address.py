"""Web addresses as far as TrayNews asks for them or opens them: absolute http(s), nothing hidden.

A link of a feed, a redirect and what a user types go through the same gate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from traynews.core.text.clean import clean_line

LONGEST_ADDRESS = 4096
"""Longer ones are no address; servers and browsers refuse them as well, most at 8 KiB."""

# Controls and blanks smuggle header lines, backslashes turn into slashes in browsers (UNC paths),
# the rest never stands bare in an address (RFC 3986) and is a sign of markup gone astray.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\xa0\\<>"\u2028\u2029\ud800-\udfff]')
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_HOST_FORBIDDEN = re.compile(r"[\s@%'(){}|^`,;*!$&=+]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect and what to ask for.

    `host` is ASCII (IDNA) without brackets; `target` is path and query as they go over the wire.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The `Host` header: brackets around IPv6, the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The absolute form, as a proxy is asked for it."""
        return f"{self.scheme}://{self.authority}{self.target}"


def web_address(raw: str, base: str = "") -> str:
    """Return `raw` as an absolute http(s) address, resolved against `base`; empty if it is none.

    Refused: other schemes, user names, controls, backslashes, invisible characters, what looks like
    a command's option, broken ports. Blanks inside become `%20`, everything else stays as it came.
    """
    raw = raw.strip(" \t\r\n\f")
    if not raw or raw.startswith("-") or _FORBIDDEN.search(raw) or _INVISIBLE.search(raw):
        return ""
    try:
        joined = urljoin(base, raw) if base and not _is_absolute(raw) else raw
        parts = urlsplit(joined)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _DEFAULT_PORTS or port == 0:
        return ""
    host = parts.hostname or ""
    if not host.strip(".") or "@" in parts.netloc or _HOST_FORBIDDEN.search(host):
        return ""
    address = joined.replace(" ", "%20")
    return address if len(address) <= LONGEST_ADDRESS else ""


def split_address(url: str) -> Place:
    """Take an address apart; `ValueError` where `web_address` would refuse it.

    The target is byte-identical to what stands in the address (feed politeness, P24); only
    characters that cannot go over the wire (blanks, non-ASCII) are percent-encoded as UTF-8.
    """
    if not web_address(url):
        raise ValueError("not a web address")
    rest = url.strip(" \t\r\n\f").partition("#")[0]
    parts = urlsplit(rest)
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    target = rest.partition("://")[2][len(parts.netloc) :]
    if not target.startswith("/"):
        target = "/" + target
    # Every ASCII character is "safe" here: nothing that was encoded may be encoded again.
    target = quote(target, safe="".join(map(chr, range(0x21, 0x7F))))
    return Place(scheme, host, parts.port or _DEFAULT_PORTS[scheme], target)


def host(url: str) -> str:
    """Return the host of an address as people say it, or nothing."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return clean_line(name.removeprefix("www."))


def is_http(url: str) -> bool:
    """Whether the address is plain http, which a redirect from https must not lead to."""
    return url[:5].lower() == "http:"


def _is_absolute(raw: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", raw) is not None
