"""One program per archive: a lock that the kernel takes back however the program ends.

The lock is a file beside the archive, so that two programs with two data folders (the demo beside
the real one) do not get in each other's way. The session bus carries commands to the running one
(`control.py`); the lock alone decides who runs.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from traynews.errors import StoreError
from traynews.file_lock import is_shared, take_lock

LOCK = "traynews.lock"
"""The lock's name in the data folder."""

_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_PATIENCE, _LONGEST = 0.2, 10.0  # seconds for one that runs to end, and for those who only ask
_PAUSE = 0.02


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
        begun = time.monotonic()
        while not take_lock(fd):
            # Somebody may only be asking who runs, and be slow about it on a busy machine.
            patience = _LONGEST if is_shared(fd) else _PATIENCE
            if time.monotonic() > begun + patience:
                os.close(fd)
                return False
            time.sleep(_PAUSE)  # a lock has no event
        self._fd = fd
        with contextlib.suppress(OSError):  # a full disk: held all the same, by nobody knows whom
            os.ftruncate(fd, 0)
            os.write(fd, f"{os.getpid()}\n".encode())
        return True

    def renew(self) -> bool:
        """Take the lock of the folder that is in this one's place now; False where others have it.

        Raises `StoreError`.
        """
        try:
            if self._fd >= 0 and os.path.samestat(os.fstat(self._fd), self._path.stat()):
                return True
        except OSError:
            pass  # another disk, whose lock was never taken
        before, self._fd = self._fd, -1
        if not self.acquire():
            self._fd = before
            return False
        if before >= 0:
            os.close(before)
        return True

    def release(self) -> None:
        """Let another program run. The file stays: removing it would race with its next user."""
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, 0)  # nobody is to be sent a signal by an old number
            os.close(self._fd)
            self._fd = -1

    def holder(self) -> int | None:
        """Return the process that runs on this folder, or None; 0 where it left no number.

        Asks by a shared lock, held for a moment: two that ask do not hinder each other, and one
        that starts just then tries again.
        """
        try:
            fd = os.open(self._path, os.O_RDWR | _CLOEXEC)
        except OSError:
            return None
        try:
            if take_lock(fd, shared=True):
                return None
            text = os.read(fd, 32).decode("ascii", "replace").strip()
            return int(text) if text.isdigit() else 0
        finally:
            os.close(fd)
