"""How far an address reaches: this machine, a private network, or the public internet.

A redirect must never lead further in than where it came from: a public server could otherwise make
TrayNews knock at routers and services of the user's own network (feed politeness, P23).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum


class Reach(IntEnum):
    """From the innermost to the outermost."""

    LOOPBACK = 0
    PRIVATE = 1
    PUBLIC = 2


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The numeric addresses of a host, in the order to try them, and the innermost reach of all."""

    addresses: tuple[str, ...]
    reach: Reach


Resolve = Callable[[str, int], Whereabouts]
"""Looks a host up; raises `OSError` (`socket.gaierror`) where it has no address."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_ADDRESSES = 6


def find_host(host: str, port: int) -> Whereabouts:
    """Look a host name up in the system's resolver; IPv6 and IPv4 take turns (after RFC 8305)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not addresses:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    reach = min(reach_of_number(address) for address in addresses)
    return Whereabouts(_alternate(addresses)[:_MOST_ADDRESSES], reach)


def reach_of_number(address: str) -> Reach:
    """Return how far a numeric address reaches; the unspecified address is this machine too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return reach_of_number(str(inner))
    if ip.is_loopback or ip.is_unspecified:
        return Reach.LOOPBACK
    return Reach.PUBLIC if ip.is_global and not ip.is_multicast else Reach.PRIVATE


def reach_of_name(host: str) -> Reach:
    """Return how far a host reaches without asking a resolver (a proxy would do that for us).

    Numeric hosts and `localhost` tell by themselves; any other name passes for public, since it is
    looked up, and connected to, from the proxy's side.
    """
    try:
        return reach_of_number(host)
    except ValueError:
        lowered = host.lower().rstrip(".")
        is_local = lowered == "localhost" or lowered.endswith(".localhost")
        return Reach.LOOPBACK if is_local else Reach.PUBLIC


def _alternate(addresses: list[str]) -> tuple[str, ...]:
    sixes = [address for address in addresses if ":" in address]
    fours = [address for address in addresses if ":" not in address]
    first, second = (sixes, fours) if addresses[0] in sixes else (fours, sixes)
    mixed: list[str] = []
    for index in range(max(len(first), len(second))):
        mixed += first[index : index + 1] + second[index : index + 1]
    return tuple(mixed)
