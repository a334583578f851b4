"""What the kernel is asked for when the parse process is shut in: Landlock and a seccomp filter.

By ctypes, so that no package is needed. Sources: landlock(7), seccomp(2), prctl(2), and the tables
of system calls of Linux for x86-64 and for the architectures that share arm64's.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

_SET_DUMPABLE, _SET_NO_NEW_PRIVS, _SET_SECCOMP = 4, 38, 22
_FILTER_MODE = 2
_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same number everywhere
_ASK_VERSION = 1
# What each version of Landlock can forbid: files, TCP, and (scopes) abstract sockets and signals.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6

# All that Python and its libraries ask the kernel for while they read, think and answer. Names are
# those of the manual; numbers are x86-64's and arm64's.
_ALLOWED = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "readv": (19, 65), "writev": (20, 66), "sched_yield": (24, 124), "mremap": (25, 216),
    "madvise": (28, 233), "nanosleep": (35, 101), "getpid": (39, 172), "exit": (60, 93),
    "gettimeofday": (96, 169), "getrlimit": (97, 163), "getrusage": (98, 165),
    "sigaltstack": (131, 132), "setrlimit": (160, 164), "gettid": (186, 178),
    "time": (201, None), "futex": (202, 98), "restart_syscall": (219, 128),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
    "exit_group": (231, 94), "getrandom": (318, 278), "rseq": (334, 293),
}  # fmt: skip
_OWN_LIMITS = (302, 261)  # prlimit64, of the process itself: its first argument is 0
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Column of the tables above, and what the kernel calls the architecture."""

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of classic BPF
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | 1  # refused with EPERM
_X32 = 0x40000000  # numbers of x86-64's second table, which would pass by the filter


def can_filter() -> bool:
    """Whether this kernel and this machine have the filter that `filter_calls` sets."""
    return (
        sys.platform == "linux"
        and _machine() in _MACHINES
        and Path("/proc/sys/kernel/seccomp/actions_avail").exists()
    )


def renounce_privileges() -> bool:
    """Let no program that is started gain rights; Landlock and the filter ask for that."""
    return _control(_SET_NO_NEW_PRIVS, 1)


def hide_memory() -> bool:
    """Let no other process of the user look into this one's memory and environment."""
    return _control(_SET_DUMPABLE, 0)


def forbid_files() -> int:
    """Take all rights to files, and what else it can, by Landlock; return its version, 0 for none.

    What is open already stays so.
    """
    version = int(_system_call(_CREATE_RULESET, None, 0, _ASK_VERSION))
    if version <= 0:
        return 0
    rights = max(count for since, count in _FILE_RIGHTS.items() if since <= version)
    handled = [(1 << rights) - 1]
    handled += [0b11] if version >= _NETWORK_SINCE else []
    handled += [0b11] if version >= _SCOPES_SINCE else []
    attributes = struct.pack(f"={len(handled)}Q", *handled)
    rules = _system_call(_CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return 0
    # The rule set's descriptor stays open: it can only be used to take rights, and there are none.
    return version if _system_call(_RESTRICT_SELF, rules, 0, 0) == 0 else 0


def filter_calls() -> bool:
    """Refuse all system calls but those that reading and answering needs; whether that holds."""
    if _machine() not in _MACHINES:
        return False
    program = _filter(*_MACHINES[_machine()])
    code = ctypes.create_string_buffer(program)
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    return _control(_SET_SECCOMP, _FILTER_MODE, head)


def _machine() -> str:
    """Return what Linux calls this machine: `platform` would be loaded for nothing else."""
    if sys.platform == "win32":
        return ""
    else:  # noqa: RET505 - mypy knows by the else that this is another system
        return os.uname().machine


def _filter(column: int, architecture: int) -> bytes:
    """Return the filter as the kernel takes it: classic BPF, eight bytes an instruction."""
    numbers = [pair[column] for pair in _ALLOWED.values()]
    allowed = [number for number in numbers if number is not None]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_JUMP_AT_LEAST, len(allowed) + 3, 0, _X32),
    ]
    # Each allowed number leads to the last step, one that is not falls through.
    steps += [(_JUMP_EQUAL, len(allowed) - n + 3, 0, one) for n, one in enumerate(allowed)]
    steps += [
        (_JUMP_EQUAL, 0, 2, _OWN_LIMITS[column]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_EQUAL, 1, 0, 0),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _control(option: int, *arguments: int | bytes) -> bool:
    words = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in arguments]
    words += [ctypes.c_ulong(0)] * (4 - len(words))
    return bool(ctypes.CDLL(None).prctl(option, *words) == 0)


def _system_call(number: int, *arguments: int | bytes | None) -> int:
    call = ctypes.CDLL(None).syscall
    call.restype = ctypes.c_long
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(call(ctypes.c_long(number), *words))
