"""One program per archive: a lock that the kernel takes back however the program ends.

The lock is a file beside the archive, so that two programs with two data folders (the demo beside
the real one) do not get in each other's way. The session bus carries commands to the running one
(`control.py`); the lock alone decides who runs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traynews.errors import StoreError

LOCK = "traynews.lock"
"""The lock's name in the data folder."""


class InstanceLock:
    """The right to run on one data folder. `acquire` it, and keep the object until the end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._fd = -1

    def acquire(self) -> bool:
        """Take the lock; False when another process has it. Raises `StoreError`."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | _CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(
                f"{self._path.parent}: cannot be written ({error.strerror}); "
                "make it writable or choose another with --data-dir"
            ) from error
        if not _lock(fd):
            os.close(fd)
            return False
        self._fd = fd
        os.ftruncate(fd, 0)
        os.write(fd, f"{os.getpid()}\n".encode())
        return True

    def release(self) -> None:
        """Let another program run. The file stays: removing it would race with its next user."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def holder(self) -> int | None:
        """Return the process that runs on this folder, or None. Takes nothing."""
        try:
            fd = os.open(self._path, os.O_RDWR | _CLOEXEC)
        except OSError:
            return None
        try:
            if _lock(fd):
                return None
            text = os.read(fd, 32).decode("ascii", "replace").strip()
            return int(text) if text.isdigit() else 0
        finally:
            os.close(fd)


_CLOEXEC = getattr(os, "O_CLOEXEC", 0)

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> bool:
        # Byte 1 MiB lies beyond the text, which others may read while it is locked.
        os.lseek(fd, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(fd, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
