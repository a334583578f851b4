"""How the cost of work grows with its size: a factor, which no machine changes."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

import pytest

_TIMES = 8
_MOST = 3 * _TIMES
"""Linear work grows 8-fold, n log n a little more; quadratic work would grow 64-fold."""
_ROUNDS = 3


def assert_linear(work: Callable[[str], object], piece: str, *, length: int) -> None:
    """Check that the work on a text of `length` characters, all pieces, costs no more than it may.

    Compared with an eighth of that text, in processor time, the best of three. Each text is another
    one, so that nothing remembers it.
    """
    if sys.platform == "win32":
        pytest.skip("Windows counts processor time in steps of a sixtieth of a second")
    short, long = (_cost(work, piece * (size // len(piece))) for size in (length // _TIMES, length))
    assert long < _MOST * short, f"{long / short:.0f} times the cost of {_TIMES} times the text"


def _cost(work: Callable[[str], object], text: str) -> float:
    return min(_seconds(work, f"{text}{number}") for number in range(_ROUNDS))


def _seconds(work: Callable[[str], object], text: str) -> float:
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        work(text)
        return time.process_time() - begun
    finally:
        gc.enable()
