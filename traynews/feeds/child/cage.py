"""The cage that the parse process shuts itself in before it reads the first foreign byte.

It reads standard input and writes standard output, and needs nothing else. On Linux the kernel
holds it to that: no file, no connection, no program, no other process. Limits on time and memory
come first, and hold on every system but Windows, where the parent's timer is the only net.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from pathlib import Path

MOST_MEMORY = 140 * 1024 * 1024
"""Bytes that the process may hold; measured on feeds of 8 MiB, which need up to 100 MiB."""
MOST_SECONDS = 12
"""CPU time for one document; the parent ends it after 10 s by the clock."""
_MOST_FILES = 32


def confine() -> str:
    """Take from this process for good what reading does not need; never raises.

    Everything must be imported by now. Returns what holds, in words for `doctor`.
    """
    # Ctrl-C in a terminal reaches the whole group; the parent decides when this process ends.
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- there is none on Windows

        limits = {
            resource.RLIMIT_AS: _address_space(),
            resource.RLIMIT_NOFILE: _MOST_FILES,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_NPROC: 0,
        }
        for name, limit in limits.items():
            with contextlib.suppress(ValueError, OSError):
                _, hard = resource.getrlimit(name)
                ceiling = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
                resource.setrlimit(name, (ceiling, ceiling))
    return _shut() if sys.platform == "linux" else ""


def _shut() -> str:
    try:
        from traynews.feeds.child import system_calls  # noqa: PLC0415 -- Linux alone has them

        if not system_calls.renounce_privileges():
            return ""
        version = system_calls.forbid_files()
        filtered = system_calls.filter_calls()
    except (ImportError, OSError, AttributeError):  # a Python without ctypes, a C library apart
        return ""
    held = [f"Landlock {version}"] if version else []
    return " and ".join([*held, "a filter of system calls"] if filtered else held)


def renew_time() -> None:
    """Give the next document its share of CPU time; the kernel ends the process beyond it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- there is none on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            soft = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _address_space() -> int:
    """Return a limit of address space that keeps the resident memory below `MOST_MEMORY`.

    What is mapped already and not resident (libraries, locales) is not going to grow.
    """
    page = 4096
    with contextlib.suppress(OSError, ValueError, IndexError):
        mapped, resident = Path("/proc/self/statm").read_text(encoding="ascii").split()[:2]
        return int(mapped) * page + MOST_MEMORY - int(resident) * page
    return 4 * MOST_MEMORY
