"""Build the source archive and the wheel: `python packaging/python/build.py FOLDER` (needs build).

Both are built twice, from this project and from what the source archive unpacks to, under another
umask, and must be the same to the byte: who has the source archive can make the rest. Times inside
are the commit's. The source archive has what git has.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MADE = "PKG-INFO"  # what the source archive has and the project has not


def build(target: Path) -> None:
    """Build into a folder; raises `SystemExit` with a line where that is not as it has to be."""
    environment = {**os.environ, **_commit_time()}
    with tempfile.TemporaryDirectory() as folder:
        first, second, again = (Path(folder) / name for name in ("first", "second", "again"))
        _build(PROJECT, first, environment)
        (archive,) = first.glob("*.tar.gz")
        os.umask(0o077)
        with tarfile.open(archive) as packed:
            packed.extractall(again, filter="data")
        os.umask(0o022)
        (source,) = again.iterdir()
        _build(source, second, environment)
        for path in sorted(first.iterdir()):
            if path.read_bytes() != (second / path.name).read_bytes():
                sys.exit(f"{path.name}: built twice, and not the same")
        _compare(source)
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(first.iterdir()):
            (target / path.name).write_bytes(path.read_bytes())
            sys.stdout.write(f"{target / path.name}\n")


def _build(project: Path, target: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "build", "--outdir", str(target), str(project)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def _commit_time() -> dict[str, str]:
    """Return when the project last changed; nothing where git does not know."""
    found = _git("log", "-1", "--format=%ct")
    return {"SOURCE_DATE_EPOCH": found.strip()} if found else {}


def _compare(source: Path) -> None:
    listed = _git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if listed is None:
        return
    here = {name for name in listed.split("\0") if (PROJECT / name).is_file()}
    there = {str(path.relative_to(source)) for path in source.rglob("*") if path.is_file()}
    if here != there - {MADE}:
        sys.exit(f"the source archive and git differ: {sorted(here ^ (there - {MADE}))}")


def _git(*words: str) -> str | None:
    """Return what git says about this project, None where it is not git's."""
    if not (PROJECT / ".git").exists():
        return None
    command = ["git", "-C", str(PROJECT), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):  # noqa: PLR2004 - the script and a folder
        sys.exit(f"usage: {Path(sys.argv[0]).name} FOLDER")
    build(Path(sys.argv[1]).absolute())
