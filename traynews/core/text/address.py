"""Web addresses as far as TrayNews asks for them or opens them: absolute http(s), nothing hidden.

A link of a feed, a redirect, what a user types, what an export or a settings file holds and what a
browser is handed go through the same gate, `web_address`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

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
_UNQUOTED = re.compile("[\"'<>^`{|}]")
_USER_INFO = re.compile(r"(?:(?<=//)|^)[^/?#\s]*@")
# The same where a slash or its like stands bare in the password: no address, and not to be shown.
_BROKEN_USER_INFO = re.compile(r"(?:(?<=//)|^)[^/?#\s:]+:(?!//|\d+(?:[/?#]|$))[^\s@]*@")
_MOST_REMEMBERED = 512  # addresses: each poll asks for the server of one half a dozen times
_DEFAULT_PORTS = {"http": 80, "https": 443}
_USUAL_PORTS = tuple(map(str, _DEFAULT_PORTS.values()))
_TRACKERS = frozenset(
    {
        # Who brought the reader here: advertisers and social networks …
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid",
        "yclid", "ysclid", "igshid", "igsh", "li_fat_id", "epik", "rdt_cid", "scclid", "srsltid",
        # … and which subscriber of a mailing opened it.
        "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "oly_anon_id", "oly_enc_id", "vero_id",
        "vero_conv", "ml_subscriber", "ml_subscriber_hash", "ck_subscriber_id", "wickedid",
    }
)  # fmt: skip
"""Parameters that tell who follows a link, and never which page it leads to; `utm_…` are more.

After the lists of Firefox (query stripping) and Brave.
"""


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


def without_feed_scheme(address: str) -> str:
    """Return an address without the `feed:` or `feed://` that some readers and pages put before."""
    for scheme in ("feed://", "feed:"):
        if address.lower().startswith(scheme):
            rest = address[len(scheme) :]
            return rest if rest.lower().startswith("http") else f"http://{rest}"
    return address


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
    host = _plain_host(parts.hostname or "")
    if not host.isascii():
        raise UnicodeError("the host has no form in ASCII")
    target = rest.partition("://")[2][len(parts.netloc) :]
    if not target.startswith("/"):
        target = "/" + target
    # Every ASCII character is "safe" here: nothing that was encoded may be encoded again.
    target = quote(target, safe="".join(map(chr, range(0x21, 0x7F))))
    return Place(scheme, host, parts.port or _DEFAULT_PORTS[scheme], target)


def page_address(raw: str) -> str:
    """Return an address as a browser may be handed it, or a page may link to it; empty if none.

    It goes as it came, but for what tells who follows it (`is_tracker`), and for characters that
    stand in no address (RFC 3986) and that scripts around browsers stumble on.
    """
    quoted = _UNQUOTED.sub(lambda found: f"%{ord(found[0]):02X}", raw)
    return _without_trackers(quoted) if web_address(quoted) == quoted else ""


def is_tracker(parameter: str) -> bool:
    """Whether a parameter of an address (`name=value`) tells only who follows it."""
    name = parameter.partition("=")[0].lower()
    return name.startswith("utm_") or name in _TRACKERS


def host_of(url: str) -> str:
    """Return the host of an address as resolvers know it: ASCII, lower-case, without brackets."""
    scheme, mark, rest = url.partition("//")
    return _host_at(scheme + mark + rest.partition("/")[0])  # one for all releases of a site


@lru_cache(maxsize=_MOST_REMEMBERED)
def _host_at(url: str) -> str:
    parts = _split(url)
    return "" if parts is None else _plain_host(parts.hostname or "")


@lru_cache(maxsize=_MOST_REMEMBERED)
def origin_of(url: str) -> str:
    """Return what one robots.txt speaks for: host and port (RFC 9309, 2.3)."""
    parts = _split(url)
    if parts is None:
        return ""
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    return f"{_plain_host(parts.hostname or '')}:{port}"


def server_of(url: str) -> str:
    """Return what counts as one server for holds and spacing: host and port.

    http and https of a host are one where they have their usual ports.
    """
    return origins_of(url)[-1]


def origins_of(url: str) -> tuple[str, ...]:
    """Return the origins that are one server with that of an address."""
    origin = origin_of(url)
    host, _, port = origin.rpartition(":")
    return tuple(f"{host}:{one}" for one in _USUAL_PORTS) if port in _USUAL_PORTS else (origin,)


@lru_cache(maxsize=_MOST_REMEMBERED)
def site_of(url: str) -> str:
    """Return the host of an address as people say it, or nothing."""
    parts = _split(url)
    return "" if parts is None else clean_line((parts.hostname or "").removeprefix("www."))


def is_http(url: str) -> bool:
    """Whether the address is plain http, which a redirect from https must not lead to."""
    return url[:5].lower() == "http:"


def mask_user(text: str) -> str:
    """Hide user names and passwords of the addresses in a text that is shown or logged."""
    return _BROKEN_USER_INFO.sub("…@", _USER_INFO.sub("…@", text))


def has_user(url: str) -> bool:
    """Whether an address names a user or a password, which TrayNews neither sends nor keeps."""
    return "//" in url and _USER_INFO.search(url, url.index("//")) is not None


def _without_trackers(url: str) -> str:
    before, mark, fragment = url.partition("#")
    path, asked, query = before.partition("?")
    kept = "&".join(part for part in query.split("&") if not is_tracker(part))
    if mark and is_tracker(fragment):
        mark = fragment = ""
    return path + (asked if kept or not query else "") + kept + mark + fragment


def _split(url: str) -> SplitResult | None:
    """Take an address apart; None where it has no form at all, or a broken port."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _plain_host(name: str) -> str:
    """Return a host without the closing dot, in ASCII (IDNA) where it has such a form."""
    name = name.rstrip(".")
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _is_absolute(raw: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", raw) is not None
