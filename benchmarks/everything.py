# ruff: noqa: INP001 - a script beside the package
"""All measurements, one after the other, into the page: `python benchmarks/everything.py [NAME …]`.

What each prints replaces what stands between its marks in `docs/performance.md`
(`<!-- start -->` … `<!-- /start -->`). Without names every mark of the page is done; a machine that
does nothing else is needed for three quarters of an hour.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_PAGE = _ROOT / "docs" / "performance.md"
_BLOCK = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- /\2 -->)", re.DOTALL)
_COMMAND = re.compile(r"^    python (benchmarks/\S+\.py.*)$", re.MULTILINE)


def measure(command: str) -> str:
    """Run one script from the project's folder and return what it printed."""
    sys.stderr.write(f"python {command}\n")
    done = subprocess.run(
        [sys.executable, *command.split()], cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


def main() -> None:
    """Read the command line, measure, and write the page after each measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these marks")
    chosen = parser.parse_args()
    page = _PAGE.read_text("utf-8")
    commands = {Path(one.split()[0]).stem: one for one in _COMMAND.findall(page)}
    for name in [found[1] for found in _BLOCK.findall(page)]:
        if chosen.names and name not in chosen.names:
            continue
        _fill(name, measure(commands[name]))


def _fill(name: str, printed: str) -> None:
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = _PAGE.read_text("utf-8").partition(start)
    _PAGE.write_text(f"{before}{start}\n\n{printed}\n\n{end}{rest.partition(end)[2]}", "utf-8")


if __name__ == "__main__":
    main()
