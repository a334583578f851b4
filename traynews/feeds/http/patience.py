"""How long an exchange may take, and how much it may bring; why one failed.

Every wait on the wire is cut to what is left, so that neither a server that drips nor a proxy that
hangs can outlast the limits.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from traynews.core.data.document import TroubleKind


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


class ExchangeError(Exception):
    """Why an exchange failed: the kind of trouble, one line for the user, `Failure.leads_to`."""

    def __init__(self, kind: TroubleKind, reason: str, *, leads_to: str = "") -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.leads_to = leads_to


def too_large(limit: int) -> ExchangeError:
    """Return the error for a body of more bytes than the limit."""
    size = f"{limit / (1024 * 1024):g} MiB"
    return ExchangeError(TroubleKind.TOO_LARGE, f"the answer is larger than {size}")


class Patience:
    """The time that is left for one poll, by the monotonic clock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._ends = time.monotonic() + limits.total
        self.expect_headers()

    def expect_headers(self) -> None:
        """Start the wait for an answer: look-up, connection and headers."""
        self._phase = f"no answer within {self._limits.header:g} s"
        self._until = min(time.monotonic() + self._limits.header, self._ends)

    def expect_body(self) -> None:
        """Start the wait for a body: all the time that is left."""
        self._phase = f"the answer did not end within {self._limits.total:g} s"
        self._until = self._ends

    def left(self) -> float:
        """Return the seconds left; raises `ExchangeError` where there are none."""
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise self.at_end()
        return seconds

    def at_end(self) -> ExchangeError:
        """Return the error that tells what was waited for in vain."""
        return ExchangeError(TroubleKind.TIMEOUT, self._phase)
