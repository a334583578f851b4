"""Limits that the parse process puts on itself before it reads the first foreign byte.

The parent's timer is the first net and works everywhere; these are the second, and the only one
against memory. Systems without `resource` (Windows) have the timer alone.
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
_MOST_FILES = 32  # modules are still imported after this, and time zones read


def confine() -> None:
    """Limit memory, files and processes for good; never raises."""
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
