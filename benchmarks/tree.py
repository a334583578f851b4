# ruff: noqa: INP001 - scripts beside the package
"""What a program and all its children cost, read from /proc."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """A process tree at one moment; what adds up is counted since each process began.

    `pss` is the memory in bytes, shared pages divided among those who share them. `wakes` are the
    voluntary context switches of every thread: how often something stopped waiting; those of
    children that have ended are gone with them. `cpu` is in seconds, and `ended` those of children
    that have ended. `written` are the bytes that went to the disk, theirs included.
    """

    processes: int
    threads: int
    pss: int
    wakes: int
    cpu: float
    ended: float
    written: int

    def __add__(self, other: Cost) -> Cost:
        """Return what both cost together."""
        return Cost(
            self.processes + other.processes,
            self.threads + other.threads,
            self.pss + other.pss,
            self.wakes + other.wakes,
            self.cpu + other.cpu,
            self.ended + other.ended,
            self.written + other.written,
        )


def measure_tree(root: int) -> Cost:
    """Return what a process and all its descendants cost now."""
    return measure(descendants(root))


def measure(pids: Collection[int]) -> Cost:
    """Return what these processes cost now."""
    tasks = [task for pid in pids for task in Path(f"/proc/{pid}/task").iterdir()]
    return Cost(
        processes=len(pids),
        threads=len(tasks),
        pss=sum(_field(Path(f"/proc/{pid}/smaps_rollup"), "Pss") * 1024 for pid in pids),
        wakes=sum(_field(task / "status", "voluntary_ctxt_switches") for task in tasks),
        cpu=sum(_cpu_seconds(pid, 11) for pid in pids),
        ended=sum(_cpu_seconds(pid, 13) for pid in pids),
        written=sum(_field(Path(f"/proc/{pid}/io"), "write_bytes") for pid in pids),
    )


def descendants(root: int) -> list[int]:
    """Return a process and all below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):  # it has just ended
                parents.setdefault(int(_stat(int(folder.name))[1]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def _field(path: Path, name: str) -> int:
    for line in path.read_text("ascii", "replace").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


def ended_seconds() -> float:
    """Return the CPU seconds of this process's own children that have ended, and of theirs."""
    times = os.times()
    return times.children_user + times.children_system


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name: state, parent, …."""
    text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    return text.rpartition(")")[2].split()


def _cpu_seconds(pid: int, first: int) -> float:
    """Return user and system seconds, which stand beside each other from the field `first` on."""
    return sum(map(int, _stat(pid)[first : first + 2])) / _TICKS
