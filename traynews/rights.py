"""Who may read what the program writes: its owner alone, also where others could before.

What somebody reads, and when they want quiet, is nobody else's business on a shared machine. On
Windows a user's folders are closed to others already; what must be secret is so in any folder.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

_OTHERS = 0o077
_get_user = getattr(os, "geteuid", None)  # Windows has none
_WRITING = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_LOOKING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def make_private(path: Path) -> None:
    """Take everybody else's rights to a file or folder of ours; leave alone what is not ours.

    Nobody's link is followed but the user's own. Where that cannot be, nothing happens.
    """
    if not is_open_to_others(path):
        return
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY | _LOOKING)
        try:
            found = os.fstat(handle)
            if _is_ours(found):  # still: what was looked at may have been exchanged
                os.chmod(handle, stat.S_IMODE(found.st_mode) & ~_OTHERS)  # noqa: PTH101 - a handle
        finally:
            os.close(handle)


def is_open_to_others(path: Path) -> bool:
    """Whether others may read or write a file or folder of the user's own."""
    if _get_user is None:
        return False
    try:
        at, found = path.lstat(), path.stat()
    except OSError:
        return False
    return at.st_uid == _get_user() and _is_ours(found) and bool(found.st_mode & _OTHERS)


def _is_ours(found: os.stat_result) -> bool:
    is_kept = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return is_kept and _get_user is not None and found.st_uid == _get_user()


def write_private(path: Path, content: bytes) -> None:
    """Write a secret anew, into a file that was never open to others. Raises `OSError`."""
    path.unlink(missing_ok=True)  # whatever it was, and whoever has it open
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _WRITING, 0o600)
    try:
        _shut_out(path)
        os.write(handle, content)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import ctypes

    _OWNER_ONLY = "D:P(A;;FA;;;OW)"  # of the security descriptor definition language
    _REVISION, _DACL = 1, 4

    def _shut_out(path: Path) -> None:
        """Leave the file to its owner: Windows knows no mode, and hands on the folder's rights."""
        security = ctypes.c_void_p()
        api = ctypes.WinDLL("advapi32", use_last_error=True)
        made = api.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            ctypes.c_wchar_p(_OWNER_ONLY), _REVISION, ctypes.byref(security), None
        )
        if not made:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            if not api.SetFileSecurityW(ctypes.c_wchar_p(str(path)), _DACL, security):
                raise ctypes.WinError(ctypes.get_last_error())
        finally:
            ctypes.WinDLL("kernel32").LocalFree(security)

else:

    def _shut_out(_path: Path) -> None:
        """Do nothing: a file is made with its mode."""
