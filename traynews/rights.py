"""Who may read what the program writes: its owner alone, also where others could before.

What somebody reads, and when they want quiet, is nobody else's business on a shared machine. On
Windows a user's folders are closed to others already; what must be secret is so in any folder.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable
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

    _REVISION, _DACL, _QUERY, _USER = 1, 4, 8, 1  # of sddl.h, winnt.h
    _MOST_USER = 32  # pointers; a TOKEN_USER takes two, and the longest SID 68 bytes

    def _shut_out(path: Path) -> None:
        """Leave the file to the user: Windows knows no mode, and hands on the folder's rights."""
        api = ctypes.WinDLL("advapi32", use_last_error=True)
        free = ctypes.WinDLL("kernel32").LocalFree
        # In the security descriptor definition language: nothing inherited, all to this one.
        text = f"D:P(A;;FA;;;{_own_sid(api, free)})"
        security = ctypes.c_void_p()
        _check(
            api.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                ctypes.c_wchar_p(text), _REVISION, ctypes.byref(security), None
            )
        )
        try:
            _check(api.SetFileSecurityW(ctypes.c_wchar_p(str(path)), _DACL, security))
        finally:
            free(security)

    def _own_sid(api: ctypes.WinDLL, free: Callable[[object], object]) -> str:
        """Return whom Windows takes us for (S-1-5-21-…)."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        token, user, size = ctypes.c_void_p(), (ctypes.c_void_p * _MOST_USER)(), ctypes.c_ulong()
        me = ctypes.c_void_p(kernel.GetCurrentProcess())
        _check(api.OpenProcessToken(me, _QUERY, ctypes.byref(token)))
        try:
            where = ctypes.byref(user), ctypes.sizeof(user), ctypes.byref(size)
            _check(api.GetTokenInformation(token, _USER, *where))
        finally:
            kernel.CloseHandle(token)
        sid = ctypes.c_wchar_p()  # a TOKEN_USER begins with the pointer to it
        _check(api.ConvertSidToStringSidW(ctypes.c_void_p(user[0]), ctypes.byref(sid)))
        try:
            return sid.value or ""
        finally:
            free(sid)

    def _check(done: int) -> None:
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())

else:

    def _shut_out(_path: Path) -> None:
        """Do nothing: a file is made with its mode."""
