"""Looking hosts up: their numeric addresses in the order to try them, and how far they reach."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

from traynews.core.data.document import Reach, TroubleKind
from traynews.core.polling.reach import reach_of_number
from traynews.core.text.clean import clean_line
from traynews.feeds.http.patience import ExchangeError, Patience


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


def look_up(resolve: Resolve, host: str, port: int, patience: Patience) -> Whereabouts:
    """Look a host up within what is left of the patience; raises `ExchangeError`.

    In a thread of its own: no resolver can be told to give up, and some take half a minute.
    """
    answers: queue.SimpleQueue[Whereabouts | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except Exception as error:  # noqa: BLE001 -- told to whoever waits
            answers.put(error)

    threading.Thread(target=ask, name=f"look up {host}"[:40], daemon=True).start()
    try:
        answer = answers.get(timeout=patience.left())
    except queue.Empty:
        raise patience.at_end() from None
    if isinstance(answer, Whereabouts):
        return answer
    if isinstance(answer, OSError | UnicodeError):
        name = clean_line(host, limit=100)
        raise ExchangeError(TroubleKind.NETWORK, f"the name {name} cannot be found") from answer
    raise answer


def _alternate(addresses: list[str]) -> tuple[str, ...]:
    sixes = [address for address in addresses if ":" in address]
    fours = [address for address in addresses if ":" not in address]
    first, second = (sixes, fours) if addresses[0] in sixes else (fours, sixes)
    mixed: list[str] = []
    for index in range(max(len(first), len(second))):
        mixed += first[index : index + 1] + second[index : index + 1]
    return tuple(mixed)
