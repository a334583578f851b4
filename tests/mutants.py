"""Puts small faults into the modules that decide, one at a time, and tells which no test notices.

    python tests/mutants.py                        # all, in some ten minutes on two cores
    python tests/mutants.py core.polling archive   # the modules whose names begin like this
    python tests/mutants.py --show core.polling    # with each fault that went unseen

Works on a copy. Which modules and which tests stands in pyproject.toml (`[tool.mutmut]`); a fault
is tried with those of the tests that run the line it is in. Needs `pip install -e ".[mutants]"`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SEEN = {"killed", "timeout", "suspicious", "caught by type check", "segfault"}
MUTMUT = [sys.executable, "-m", "mutmut"]


def main() -> int:
    """Read the command line, try the faults and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="print each fault that went unseen")
    parser.add_argument("modules", nargs="*", help="beginnings of names, such as core.polling")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder, "project")
        _copy_project(copy)
        patterns = [f"traynews.{name}*" for name in given.modules]
        # A fault that only chance finds is not seen; what is left of properties takes moments.
        environment = {**os.environ, "TRAYNEWS_HYPOTHESIS": "few"}
        run = subprocess.run(  # noqa: PLW1510 - its table is printed first
            [*MUTMUT, "run", *patterns], cwd=copy, env=environment, stdout=subprocess.PIPE
        )
        found = _read_results(copy)
        _print_table(found)
        if given.show:
            _print_unseen(found, copy)
        if run.returncode:
            sys.stdout.buffer.write(run.stdout[-5000:])
        return run.returncode


def _copy_project(copy: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    for name in listed.stdout.decode().rstrip("\0").split("\0"):
        source = PROJECT / name
        if source.is_file():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())


def _read_results(copy: Path) -> dict[str, dict[str, str]]:
    """Return what became of each fault that was tried, by module."""
    listed = subprocess.run(
        [*MUTMUT, "results", "--all", "true"], cwd=copy, stdout=subprocess.PIPE, check=True
    )
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in listed.stdout.decode().splitlines():
        name, _, status = line.strip().rpartition(": ")
        if name and status != "not checked":
            found[name.rpartition(".")[0]][name] = status
    return found


def _print_table(found: dict[str, dict[str, str]]) -> None:
    for module, faults in sorted(found.items()):
        counts = Counter(faults.values())
        seen = sum(counts[status] for status in SEEN)
        rest = ", ".join(f"{n} {status}" for status, n in counts.items() if status not in SEEN)
        share = f"{seen:4} of {len(faults):4} {seen / len(faults):6.1%}"
        sys.stdout.write(f"{module:40} {share}  {rest}\n")


def _print_unseen(found: dict[str, dict[str, str]], copy: Path) -> None:
    for faults in found.values():
        for name, status in faults.items():
            if status not in SEEN:
                shown = subprocess.run([*MUTMUT, "show", name], cwd=copy, stdout=subprocess.PIPE)  # noqa: PLW1510 - what cannot be shown is named
                changed = [
                    line for line in shown.stdout.decode().splitlines()
                    if line.startswith(("-", "+")) and not line.startswith(("---", "+++"))
                ]  # fmt: skip
                sys.stdout.write("\n".join([f"\n{name}: {status}", *changed, ""]))


if __name__ == "__main__":
    sys.exit(main())
