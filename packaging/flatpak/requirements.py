"""List what goes into the Flatpak: `python packaging/flatpak/requirements.py WHEEL`.

Writes `python3-requirements.json` beside the manifest, which names it as a module: the wheel, which
is put there, too, and what that needs of `constraints.txt`, as files with their hashes. Where those
files are, pip tells when the list is made (a build has no network of its own), so it is no part of
the project.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pip._vendor.packaging.markers import Marker

HERE = Path(__file__).resolve().parent
TARGET = HERE / "python3-requirements.json"
PYTHON = "3.13"  # of the runtime that the manifest names
PLATFORMS = {
    machine: [f"manylinux_2_28_{machine}", f"manylinux_2_17_{machine}", f"manylinux2014_{machine}"]
    for machine in ("x86_64", "aarch64")
}

_LOCKED = re.compile(
    r"^(?P<pin>(?P<name>[\w.-]+)==\S+)(?: ; (?P<marker>.+?))? \\\n"
    r"(?P<hashes>(?:    --hash=\S+(?: \\)?\n)+)"
    r"(?P<reasons>(?:    #.*\n)*)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of constraints.txt; `needed_by` has the names of those that it is there for."""

    name: str
    pin: str
    hashes: str
    needed_by: frozenset[str]


def list_needed(lock: str, dependencies: Iterable[str]) -> list[Locked]:
    """Return what a program with these dependencies needs on Linux, and what that needs."""
    there = [
        Locked(
            found["name"],
            found["pin"],
            found["hashes"],
            frozenset(
                re.findall(r"# +(?:via )?([\w.-]+)(?: \(.*\))?$", found["reasons"], re.MULTILINE)
            ),
        )
        for found in _LOCKED.finditer(lock)
        if not found["marker"] or Marker(found["marker"]).evaluate({"sys_platform": "linux"})
    ]
    needed: set[str] = set()
    wanted = {re.split(r"[^\w.-]", one, maxsplit=1)[0].lower() for one in dependencies}
    more = {one.name for one in there if one.name in wanted}
    while more:
        needed |= more
        more = {one.name for one in there if one.needed_by & needed} - needed
    return [one for one in there if one.name in needed]


def make_module(
    wheel: Path, needed: Sequence[Locked], files: Mapping[str, Sequence[tuple[str, str]]]
) -> dict[str, Any]:
    """Return the manifest's module; `files` has, by machine, addresses and hashes."""
    machines = {
        file: [machine for machine in files if file in files[machine]]
        for each in files.values()
        for file in each
    }
    sources: list[dict[str, Any]] = [{"type": "file", "path": wheel.name}]
    for (url, sha256), on in machines.items():
        source = {"type": "file", "url": url, "sha256": sha256}
        sources.append(source if len(on) == len(files) else {**source, "only-arches": on})
    return {
        "name": "python3-requirements",
        "buildsystem": "simple",
        "build-commands": [
            "pip3 install --no-index --find-links=. --no-deps --prefix=${FLATPAK_DEST} "
            + " ".join([*(one.pin for one in needed), "traynews"])
        ],
        "sources": sources,
    }


def find_files(needed: Sequence[Locked], platforms: Sequence[str]) -> list[tuple[str, str]]:
    """Return address and SHA-256 of the file of each package that such a machine takes."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("".join(f"{one.pin} \\\n{one.hashes}" for one in needed), "utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--report", "-"]
        # A dry run puts nothing there; older pips ask for it where a platform is named.
        command += ["--target", folder, "--ignore-installed", "--no-deps"]
        command += ["--implementation", "cp", "--python-version", PYTHON]
        command += ["--only-binary", ":all:", *(f"--platform={one}" for one in platforms)]
        command += ["--require-hashes", "--requirement", str(wanted)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    infos = [one["download_info"] for one in json.loads(told)["install"]]
    return [(one["url"], one["archive_info"]["hashes"]["sha256"]) for one in infos]


def main(wheel: Path) -> None:
    """Write the list."""
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (HERE.parent / "constraints.txt").read_text("utf-8")
    needed = list_needed(lock, project["dependencies"])
    files = {machine: find_files(needed, platforms) for machine, platforms in PLATFORMS.items()}
    shutil.copyfile(wheel, HERE / wheel.name)  # a path elsewhere would stand in what is built
    TARGET.write_text(json.dumps(make_module(wheel, needed, files), indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].endswith(".whl"):  # noqa: PLR2004 - script and wheel
        sys.exit(f"usage: {Path(sys.argv[0]).name} WHEEL")
    main(Path(sys.argv[1]).resolve())
