"""Locks between processes, which the kernel takes back however their holder ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PATIENCE = 5.0  # seconds; whoever changes a file takes milliseconds
_PAUSE = 0.02  # a lock has no event

if sys.platform == "win32":
    import msvcrt

    def take_lock(fd: int, *, shared: bool = False) -> bool:  # noqa: ARG001 - Windows has one sort
        """Lock an open file; False where another process has it."""
        # Byte 1 MiB lies beyond the text, which others may read while it is locked.
        os.lseek(fd, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(fd, 0, os.SEEK_SET)
        return True

    def is_shared(_: int) -> bool:
        """Return False: where there is one sort of lock, nobody can tell."""
        return False

    def _open(path: Path) -> int:
        # No folder can be locked here; this file goes with whoever had it open last.
        flags = os.O_RDWR | os.O_CREAT | os.O_TEMPORARY
        return os.open(path.with_name(f".{path.name}.lock"), flags)

else:
    import fcntl

    def take_lock(fd: int, *, shared: bool = False) -> bool:
        """Lock an open file; False where another process has it."""
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(fd, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def is_shared(fd: int) -> bool:
        """Whether those who have locked this open file share it, so that nobody has it alone."""
        shares = take_lock(fd, shared=True)
        if shares:
            fcntl.flock(fd, fcntl.LOCK_UN)
        return shares

    def _open(path: Path) -> int:
        return os.open(path.parent, os.O_RDONLY)  # a file that is replaced carries no lock


@contextlib.contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Be the only one who changes the file at `path`, from reading it to replacing it.

    Waits for another that does. Where nothing can be locked (a folder that is still to be made,
    some network shares), or that one has come to a stop, it goes on all the same: whoever writes
    looks once more whether the file is what was read.
    """
    try:
        fd = _open(path)
    except OSError:
        yield
        return
    try:
        deadline = time.monotonic() + _PATIENCE
        while not take_lock(fd) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(fd)
