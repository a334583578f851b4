# ruff: noqa: INP001 - scripts beside the package
"""Figures for people: spreads, tables in Markdown, the machine and the versions they belong to."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from traynews import __version__


@dataclass(frozen=True, slots=True)
class Spread:
    """Repeated measurements of one thing."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    def percentile(self, share: float) -> float:
        """Return the smallest value that so large a share of all does not exceed."""
        ordered = sorted(self.values)
        return ordered[max(0, min(len(ordered) - 1, -int(-share * len(ordered) // 1) - 1))]

    def write(self, unit: str = "", digits: int = 2) -> str:
        """Write median, extremes and count: `0.21 s (0.19–0.30, n=10)`."""
        low, high = min(self.values), max(self.values)
        head = f"{self.median:.{digits}f} {unit}".strip()
        if len(self.values) == 1:
            return head
        return f"{head} ({low:.{digits}f}–{high:.{digits}f}, n={len(self.values)})"


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of some measurements."""
    return Spread(tuple(values))


def write_ratio(ours: float, theirs: float) -> str:
    """Write how ours compares with theirs: `0.31 ×`."""
    return f"{ours / theirs:.2f} ×" if theirs else "–"


def say(line: str = "") -> None:
    """Print a line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def note(line: str) -> None:
    """Print a line about the progress, beside the result."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def say_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table in Markdown, columns aligned."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    for number, row in enumerate([header, *rows]):
        say("| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |")
        if number == 0:
            say("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    say()


def say_surroundings(*versions: str) -> None:
    """Print the machine and the versions that the figures belong to."""
    say(f"Machine: {_machine()}")
    own = [f"TrayNews {__version__}", f"Python {platform.python_version()}"]
    say("Versions: " + ", ".join([*own, *versions]))
    say(f"Load before: {os.getloadavg()[0]:.1f}")
    say()


def debian_version(package: str) -> str:
    """Return `name version` of a Debian package, empty where it is not installed."""
    if shutil.which("dpkg-query") is None:
        return ""
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f=${Status} ${Version}", package],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    installed = "install ok installed "
    return f"{package} {shown.removeprefix(installed)}" if shown.startswith(installed) else ""


def library_version(name: str) -> str:
    """Return `name version` of a library of this interpreter."""
    return f"{name} {importlib.metadata.version(name)}"


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    release = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    kernel = ".".join(platform.release().split(".")[:2])
    model = models[0] if models else platform.machine()
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {release}, Linux {kernel}"
