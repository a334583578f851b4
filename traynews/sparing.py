"""Imports without what they would load and never use."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from types import ModuleType


@contextlib.contextmanager
def without(*names: str) -> Iterator[None]:
    """Have an empty module imported, within the block, in place of each that is not loaded yet.

    Afterwards whoever asks for one of them gets the real one.
    """
    empty = [name for name in names if name not in sys.modules]
    sys.modules.update((name, ModuleType(name)) for name in empty)
    try:
        yield
    finally:
        for name in empty:
            del sys.modules[name]
