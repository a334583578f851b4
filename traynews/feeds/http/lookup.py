"""Looking hosts up: their numeric addresses in the order to try them, and how far they reach."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

from traynews.core.data.document import Reach
from traynews.core.polling.reach import reach_of_number


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The numeric addresses of a host, in the order to try them, and the innermost reach of all."""

    addresses: tuple[str, ...]
    reach: Reach


Resolve = Callable[[str, int], Whereabouts]
"""Looks a host up; raises `OSError` (`socket.gaierror`) where it has no address."""

_MOST_ADDRESSES = 6


def find_host(host: str, port: int) -> Whereabouts:
    """Look a host name up in the system's resolver; IPv6 and IPv4 take turns (after RFC 8305)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not addresses:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    reach = min(reach_of_number(address) for address in addresses)
    return Whereabouts(_alternate(addresses)[:_MOST_ADDRESSES], reach)


def _alternate(addresses: list[str]) -> tuple[str, ...]:
    sixes = [address for address in addresses if ":" in address]
    fours = [address for address in addresses if ":" not in address]
    first, second = (sixes, fours) if addresses[0] in sixes else (fours, sixes)
    mixed: list[str] = []
    for index in range(max(len(first), len(second))):
        mixed += first[index : index + 1] + second[index : index + 1]
    return tuple(mixed)
