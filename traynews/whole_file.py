"""Writing a file whole: whoever reads it, or finds it after a power cut, sees the old or the new.

Written beside its place, flushed to the disk, then renamed; a link is followed to what it names.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_PRIVATE = 0o600
_BUFFER = 1 << 16
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)  # seconds


def write_whole(
    path: Path, content: Iterable[bytes], *, last_look: Callable[[], None] = lambda: None
) -> None:
    """Put `content` into the file at `path`, all of it or nothing. Raises OSError.

    A new file is its owner's alone; one that is replaced hands on its rights. The folder must be
    there. `last_look` is called when nothing is left but the renaming; what it raises prevents it.
    """
    import tempfile  # noqa: PLC0415 - a start writes no file, and it brings half a dozen modules

    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=_BUFFER) as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_rights_of(target))
        _replace(part, target, last_look)
    except BaseException:
        with contextlib.suppress(OSError):  # what went wrong first is what is told
            part.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _replace(part: Path, target: Path, last_look: Callable[[], None]) -> None:
    """Rename it; Windows refuses while anybody has the other open, such as a virus scanner."""
    for pause in _PAUSES if sys.platform == "win32" else ():
        last_look()
        try:
            part.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    last_look()
    part.replace(target)


def _rights_of(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return _PRIVATE


def _flush_folder(folder: Path) -> None:
    """Make the new name outlast a power cut, where folders can be flushed (POSIX)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
