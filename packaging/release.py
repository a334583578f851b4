"""Make a release: `python packaging/release.py FOLDER` is all of it but for upload and tag.

From a clean checkout whose version, CHANGELOG and description for software centres agree, it runs
all checks (.ci/run), builds whatever this machine can, twice, each time from a clone in another
place, compares, and leaves in FOLDER the files to publish, their sums, and the notes.

`--rehearse` goes on where the checkout is not ready, and says why it is not; `--without-checks`
leaves out .ci/run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the program; `script DIST WORK` builds it from what the forms before it left.

    It needs programs, and commands that succeed, such as one that finds a runtime.
    """

    script: str
    needs: tuple[str, ...]


FORMS = (
    Form("folder/build.sh", ("xz",)),
    Form("deb/build.sh", ("dpkg-deb", "strip")),
    Form("windows/build.sh", ("wine", "makensis")),
    Form("macos/build.sh", ("codesign", "ditto")),
    Form("flatpak/build.sh", ("flatpak-builder", "flatpak info org.freedesktop.Sdk//25.08")),
)


def find_lacks(project: Path) -> list[str]:
    """Return what must be done before a release, a line each."""
    lacks = []
    if _run("git", "-C", str(project), "status", "--porcelain"):
        lacks.append("there are changes that are not committed")
    version = read_version(project)
    heading, _ = read_notes((project / "CHANGELOG.md").read_text("utf-8"))
    if heading.split(" ")[0] != version:
        lacks.append(f"the version is {version}, and CHANGELOG begins with {heading}")
    metainfo = ET.parse(project / "packaging" / "org.traynews.TrayNews.metainfo.xml")  # noqa: S314 - ours
    release = metainfo.find("releases/release")
    said = "" if release is None else f"{release.get('version')} ({release.get('date')})"
    if said != heading:
        lacks.append(f"the description for software centres says {said}, CHANGELOG {heading}")
    return lacks


def read_version(project: Path) -> str:
    """Return the one place's version."""
    text = (project / "traynews" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return found[1] if found else ""


def read_notes(changes: str) -> tuple[str, str]:
    """Return the CHANGELOG's newest heading, such as `0.1.0 (2026-11-22)`, and what is below."""
    _, heading, text, *_ = re.split(r"^## (.+)$", changes, maxsplit=2, flags=re.MULTILINE)
    return heading, text.strip() + "\n"


def build(project: Path, target: Path, tools: Path, environment: dict[str, str]) -> list[str]:
    """Build all that can be built here into a folder; return what cannot, and why."""
    dist = target / "dist"
    _show(str(tools), str(project / "packaging/python/build.py"), str(dist), env=environment)
    missing = []
    for form in FORMS:
        lacking = [need for need in form.needs if not _is_there(need)]
        if lacking:
            missing.append(f"{form.script}: no {', '.join(lacking)} here")
            continue
        script = project / "packaging" / form.script
        _show(str(script), str(dist), str(target / form.script.split("/")[0]), env=environment)
    folder = target / "folder" / "traynews"
    for name in ("THIRD-PARTY.txt", "traynews.cdx.json"):
        if folder.is_dir():
            shutil.copyfile(folder / name, dist / name)
    return missing


def compare(first: Path, second: Path) -> list[str]:
    """Return the names of files that are not the same in both.

    A Flatpak's bundle has the second in which it was made (ostree's static delta), so never is.
    """
    names = {path.name for folder in (first, second) for path in folder.iterdir()}
    rest = sorted(name for name in names if not name.endswith(".flatpak"))
    return [name for name in rest if _sum(first / name) != _sum(second / name)]


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _is_there(need: str) -> bool:
    program, *words = need.split()
    if not shutil.which(program):
        return False
    return (
        not words or not subprocess.run(need.split(), capture_output=True, check=False).returncode
    )


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _show(*command: str, env: dict[str, str] | None = None) -> None:
    """Run a command that prints what it does; where it fails, so does the release."""
    if code := subprocess.run(command, check=False, env=env).returncode:
        sys.exit(f"{' '.join(command)}: failed ({code})")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(target: Path, *, rehearse: bool, checks: bool) -> None:
    """Do all of it; ends with a line where something is not as it has to be."""
    if target.exists():
        sys.exit(f"{target}: this is there already; name a folder that is not")
    if lacks := find_lacks(PROJECT):
        _say("\n".join(f"not ready: {one}" for one in lacks))
        if not rehearse:
            sys.exit(1)
    if checks:
        _show(str(PROJECT / ".ci" / "run"))
    commit, epoch = _run("git", "-C", str(PROJECT), "log", "-1", "--format=%H %ct").split()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "tools"
        venv.create(tools, with_pip=True)
        python = tools / "bin" / "python"
        _show(str(python), "-m", "pip", "install", "--quiet", "build", "twine")
        built = []
        for name in ("one", "another"):
            clone = Path(folder) / name / "clone"
            _run("git", "clone", "--quiet", str(PROJECT), str(clone))
            _run("git", "-C", str(clone), "checkout", "--quiet", "--detach", commit)
            missing = build(clone, clone.parent, python, environment)
            built.append(clone.parent / "dist")
        if different := compare(*built):
            sys.exit(f"built twice, and not the same: {', '.join(different)}")
        shutil.copytree(built[0], target)
        archives = [str(path) for path in target.iterdir() if path.suffix in {".whl", ".gz"}]
        _show(str(python), "-m", "twine", "check", "--strict", *archives)
    write_sums(target)
    _, notes = read_notes((PROJECT / "CHANGELOG.md").read_text("utf-8"))
    (target / "NOTES.md").write_text(notes, "utf-8")
    tell(target, missing)


def write_sums(target: Path) -> None:
    """Write SHA256SUMS, which `sha256sum --check` reads."""
    lines = [f"{_sum(path)}  {path.name}\n" for path in sorted(target.iterdir())]
    (target / "SHA256SUMS").write_text("".join(lines), "ascii")


def tell(target: Path, missing: list[str]) -> None:
    """Say what there is, what there is not, and what is left to do."""
    for line in (target / "SHA256SUMS").read_text("ascii").splitlines():
        total, name = line.split("  ")
        _say(f"{(target / name).stat().st_size:>11,}  {total[:16]}…  {name}")
    _say("\n".join(f"not built: {one}" for one in missing) or "all forms were built")
    version = read_version(PROJECT)
    _say(f"Left to do: git tag v{version}, push it, and upload what is in {target}.")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    words.add_argument("folder", type=Path, help="made for what is to be published")
    words.add_argument("--rehearse", action="store_true", help="go on where it is not ready")
    words.add_argument("--without-checks", action="store_true", help="leave out .ci/run")
    given = words.parse_args()
    main(given.folder.absolute(), rehearse=given.rehearse, checks=not given.without_checks)
