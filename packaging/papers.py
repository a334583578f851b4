"""Write the papers of a folder with everything in it: `python packaging/papers.py FOLDER`.

Run by the Python that the folder was made with, in an environment that has its packages. FOLDER
gets THIRD-PARTY.txt, with all licences, where the sources are, and how to exchange the parts under
the LGPL, and traynews.cdx.json, the bill of materials (CycloneDX 1.5).
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LGPL = """\
pystray and python-xlib are under the GNU Lesser General Public License, versions 3 and 2.1 or
later. They lie in this folder as loose files, {places}, and TrayNews
runs with whatever you put in their place. Their sources are those files; the whole archives are on
PyPI, under the names and versions below. TrayNews itself is under the MIT licence.
"""
SOURCES = ("source", "source code", "repository", "code", "homepage", "home")  # the first there is
LICENCE_NAMES = ("licen", "copying", "notice", "copyright", "authors")
# What is in the packages and said nowhere in their papers; source: the archives of their sources.
LICENCES = {"plyer": "MIT", "python-xlib": "LGPL-2.1-or-later", "pystray": "LGPL-3.0-only"}


@dataclass(frozen=True, slots=True)
class Part:
    """Something by others that the folder holds; `texts` are its licences, by file name."""

    name: str
    version: str
    licence: str
    source: str
    texts: tuple[tuple[str, str], ...]
    kind: str = "pypi"


def read_parts(folder: Path) -> list[Part]:
    """Return all that is in the folder: Python, its packages, the system's libraries."""
    return [_python(), *_packages("traynews"), *_libraries(folder)]


def _python() -> Part:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))  # Windows has the latter
    (text, *_) = [
        (place / "LICENSE.txt").read_text("utf-8")
        for place in places
        if (place / "LICENSE.txt").is_file()
    ]
    version = platform.python_version()
    texts = (("LICENSE.txt", text),)
    return Part("python", version, "PSF-2.0", "https://www.python.org/", texts, "generic")


def _packages(root: str) -> Iterator[Part]:
    """Return what a package needs here, and what that needs, by name."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # an extra's, or another system's
        waiting += [
            re.split(r"[^\w.-]", wanted, maxsplit=1)[0].lower()
            for wanted in found[name].requires or ()
            if "extra ==" not in wanted
        ]
    for name in sorted(found.keys() - {root}):
        yield _package(name, found[name])


def _package(name: str, distribution: importlib.metadata.Distribution) -> Part:
    papers = distribution.metadata.json
    classified = [
        one.rsplit(" :: ", 1)[1]
        for one in papers.get("classifier", ())
        if one.startswith("License ::")
    ]
    licence = papers.get("license_expression") or LICENCES.get(name) or ", ".join(classified)
    texts = tuple(
        (path.name, Path(str(distribution.locate_file(path))).read_text("utf-8", "replace"))
        for path in distribution.files or ()
        if path.name.lower().startswith(LICENCE_NAMES) and path.suffix not in {".py", ".pyc"}
    )
    return Part(
        name,
        distribution.version,
        str(licence or papers.get("license", "")),
        _find_source(papers),
        texts,
    )


def _find_source(papers: Mapping[str, Any]) -> str:
    """Return where a package says that its source is, else where it is at home."""
    named = dict(one.split(", ", 1) for one in papers.get("project_url", ()))
    places = {name.casefold(): address for name, address in named.items()}
    home = str(papers.get("home_page", ""))
    return next((places[name] for name in SOURCES if name in places), home)


def _libraries(folder: Path) -> Iterator[Part]:
    """Return the system's libraries, by the Debian package each is of; nothing elsewhere."""
    if not shutil.which("dpkg-query"):
        return
    said = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True)
    known = dict(re.findall(r"^\t(\S+) .* => (\S+)$", said.stdout, re.MULTILINE))
    owners: set[str] = set()
    for path in (folder / "_internal").glob("*.so*"):
        if path.name in known:
            owners.add(_owner(Path(known[path.name])))
    for owner in sorted(owners - {""}):
        words = ["dpkg-query", "--show", "--showformat=${source:Package} ${Version}", owner]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        source, version = done.stdout.split()
        text = Path("/usr/share/doc", owner.split(":")[0], "copyright").read_text("utf-8")
        address = f"https://sources.debian.org/src/{source}/{version}/"
        yield Part(
            owner.split(":")[0], version, "see its text", address, (("copyright", text),), "deb"
        )


def _owner(path: Path) -> str:
    """Return the Debian package of a library, or nothing; its folder may be known as a link."""
    for name in {str(path), str(path.resolve()), str(path.resolve()).removeprefix("/usr")}:
        command = ["dpkg-query", "--search", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(": ")[0]
    return ""


def tell(folder: Path, parts: list[Part]) -> str:
    """Return THIRD-PARTY.txt."""
    inside = [folder / "_internal" / name for name in ("pystray", "Xlib")]
    loose = [str(path.relative_to(folder)) for path in inside if path.is_dir()]
    lines = ["What this folder holds that others wrote, and under which licences.", ""]
    lines += [LGPL.format(places=" and ".join(loose)), ""] if loose else []
    lines += [f"{one.name} {one.version}: {one.licence}, {one.source}" for one in parts]
    for one in parts:
        for name, text in one.texts:
            lines += ["", "=" * 78, f"{one.name} {one.version}: {name}", "=" * 78, text.strip()]
    return "\n".join(lines) + "\n"


def bill(parts: list[Part], version: str) -> str:
    """Return the bill of materials as JSON."""
    components = [
        {
            "type": "library",
            "bom-ref": f"{one.kind}/{one.name}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:{one.kind}/{one.name}@{one.version}",
            "licenses": [{"license": {"name": one.licence}}],
            "externalReferences": [{"type": "website", "url": one.source}],
        }
        for one in parts
    ]
    program = {"type": "application", "bom-ref": "traynews", "name": "traynews", "version": version}
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
    }
    return json.dumps(whole, indent=1)


def main(folder: Path) -> None:
    """Write both."""
    parts = read_parts(folder)
    without = [one.name for one in parts if not one.texts and not one.licence]
    if without:
        sys.exit(f"no licence is known of: {', '.join(without)}")
    (folder / "THIRD-PARTY.txt").write_text(tell(folder, parts), "utf-8")
    version = importlib.metadata.version("traynews")
    (folder / "traynews.cdx.json").write_text(bill(parts, version) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):  # noqa: PLR2004 - the script and a folder
        sys.exit(f"usage: {Path(sys.argv[0]).name} FOLDER")
    main(Path(sys.argv[1]))
