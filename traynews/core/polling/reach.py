"""How far a host reaches: this machine, a private network, or the public internet.

Nobody outside may make TrayNews knock at routers and services of the user's own network (feed
politeness, P23): each request carries the innermost reach that it may have.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from functools import lru_cache

from traynews.core.data.document import Document, Reach
from traynews.core.text.address import host_of

_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""NAT64 (RFC 6052, RFC 8215): the last 32 bits are the IPv4 address that is meant."""

_MADE_UP = ipaddress.ip_network("198.18.0.0/15")
"""Kept for benchmarks (RFC 2544), and what circumvention tools answer look-ups with, before they
carry the connection outside. No router or printer lives there."""

_COMPATIBLE = ipaddress.ip_network("::/96")  # IPv4 of old (RFC 4291, 2.5.5.1), deprecated
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")  # deprecated (RFC 3879), and still inside

_LOOPBACK_NAMES = frozenset(
    {
        "localhost", "localhost.localdomain", "localhost4", "localhost6", "ip6-localhost",
        "ip6-loopback", "loopback",
    }
)  # fmt: skip
_INNER_ENDS = (
    # RFC 6762 (with appendix G), RFC 8375, and what ICANN and routers keep for inside.
    ".local", ".localdomain", ".internal", ".intranet", ".private", ".corp", ".home", ".lan",
    ".home.arpa", ".fritz.box",
)  # fmt: skip
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE | re.ASCII)
_MOST_PARTS, _BYTE = 4, 1 << 8
_MOST_ADDRESSES = 512


def reach_of_number(address: str) -> Reach:
    """Return how far a numeric address reaches; the unspecified address is this machine too.

    Raises `ValueError` for what is no number.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _COMPATIBLE and not (ip.is_loopback or ip.is_unspecified):
            inner = ipaddress.IPv4Address(int(ip))
        if any(ip in network for network in _EMBEDDING):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return reach_of_number(str(inner))
        if ip in _SITE_LOCAL:
            return Reach.PRIVATE
    elif ip in _MADE_UP:
        return Reach.PUBLIC
    if ip.is_loopback or ip.is_unspecified:
        return Reach.LOOPBACK
    return Reach.PUBLIC if ip.is_global and not ip.is_multicast else Reach.PRIVATE


@lru_cache(maxsize=_MOST_ADDRESSES)
def reach_of_name(host: str) -> Reach:
    """Return how far a host reaches without asking a resolver (a proxy would do that for us).

    Numbers tell by themselves, in every spelling that resolvers take, and so do the names that
    never leave a network: those without a dot, and those below `.local` and its like. Any other
    name passes for public.
    """
    name = host.lower().rstrip(".")
    try:
        return reach_of_number(_spell_out(name) or name)
    except ValueError:
        pass
    if name in _LOOPBACK_NAMES or name.endswith(".localhost"):
        return Reach.LOOPBACK
    is_inner = "." not in name or name.endswith(_INNER_ENDS) or f".{name}" in _INNER_ENDS
    return Reach.PRIVATE if is_inner else Reach.PUBLIC


def reach_of(url: str) -> Reach:
    """Return how far an address reaches as it is spelled."""
    return reach_of_name(host_of(url))


def keep_outside(document: Document, reach: Reach) -> Document:
    """Return a document without the links that lead further inside than where it was found.

    A click on one would have the user's browser ask his router, with all that the browser knows.
    """

    def is_inner(link: str) -> bool:
        return bool(link) and reach_of(link) < reach

    if not is_inner(document.home) and not any(is_inner(item.link) for item in document.items):
        return document
    items = tuple(replace(one, link="") if is_inner(one.link) else one for one in document.items)
    return replace(document, home="" if is_inner(document.home) else document.home, items=items)


def is_loopback(url: str) -> bool:
    """Whether the address is on this machine (the demo, tests)."""
    return bool(host_of(url)) and reach_of(url) is Reach.LOOPBACK


def _spell_out(name: str) -> str:
    """Return the dotted form of an IPv4 number spelled oddly (`127.1`, `0x7f000001`, `0300.…`).

    As inet_aton reads it: one to four parts, each decimal, octal or hexadecimal; the last one fills
    what is left. Empty where it is none.
    """
    parts = name.split(".")
    if len(parts) > _MOST_PARTS or not all(_NUMBER.fullmatch(part) for part in parts):
        return ""
    try:
        numbers = [_read_number(part) for part in parts]
    except ValueError:  # 08: no octal number
        return ""
    *first, last = numbers
    left = _MOST_PARTS - len(first)
    if any(number >= _BYTE for number in first) or last >= _BYTE**left:
        return ""
    value = last + sum(number << (8 * (3 - place)) for place, number in enumerate(first))
    return str(ipaddress.IPv4Address(value))


def _read_number(part: str) -> int:
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)
