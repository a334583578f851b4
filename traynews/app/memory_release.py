"""Keeping memory small: what the C library sets aside."""

from __future__ import annotations

import contextlib
import sys

_M_ARENA_MAX = -8  # malloc.h


def keep_in_one_place() -> None:
    """Have all threads share one heap; to be called before they start.

    glibc gives each a heap of its own, against a contention that Python has not, and a dozen
    megabytes stay in their holes (measured: 42 MB with an icon and no feed yet, 34 with one heap).
    Source: mallopt(3). Does nothing where the system has no such call.
    """
    _call("mallopt", _M_ARENA_MAX, 1)


def give_back() -> None:
    """Return the pages that nothing uses any more; it takes a few milliseconds.

    Source: malloc_trim(3).
    """
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, AttributeError):  # musl has neither
            import ctypes  # noqa: PLC0415 - other systems need none

            getattr(ctypes.CDLL(None), name)(*values)
