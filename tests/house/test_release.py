"""What a release is made of: versions with hashes, licences, notes; and when it may be made."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tests.installation import ROOT
from traynews import __version__

PACKAGING = ROOT / "packaging"
LOCKED = (PACKAGING / "constraints.txt").read_text("utf-8")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def test_bundles_have_one_version_of_all_that_is_asked_for_and_know_each_file_by_its_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["bundle"]]
    names = {re.split(r"[^\w-]", one, maxsplit=1)[0] for one in wanted}
    one = r"^([\w-]+)==\S+(.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)*)"
    locked = re.findall(one, LOCKED, re.MULTILINE)
    assert names <= {name for name, _ in locked}
    assert all("--hash" in hashes for _, hashes in locked)
    assert "//" not in LOCKED


def test_the_flatpak_is_given_all_that_the_program_needs_on_linux_and_what_that_needs() -> None:
    requirements = script("flatpak/requirements")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    needed = requirements.list_needed(LOCKED, wanted)
    names = {one.name for one in needed}
    assert names >= {
        re.split(r"[^\w-]", one)[0]
        for one in wanted
        if "!= 'linux'" not in one and "win32" not in one
    }
    assert names >= {"six", "feedparser-sgmllib"}
    assert not names & {"pyinstaller", "packaging", "desktop-notifier", "tzdata"}
    assert all(
        re.fullmatch(r"(?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", one.hashes) for one in needed
    )


def test_the_flatpaks_list_has_each_file_once_and_for_the_machines_that_it_is_for() -> None:
    requirements = script("flatpak/requirements")
    needed = requirements.list_needed(LOCKED, ["pillow>=9", "six"])
    both, one, other = ("u/six.whl", "0"), ("u/pillow-1.whl", "1"), ("u/pillow-2.whl", "2")
    files = {"x86_64": [both, one], "aarch64": [both, other]}
    module = requirements.make_module(Path("/dist/traynews.whl"), needed, files)
    (command,) = module["build-commands"]
    assert all(f" {pin.pin} " in command for pin in needed)
    assert module["sources"] == [
        {"type": "file", "path": "traynews.whl"},
        {"type": "file", "url": "u/six.whl", "sha256": "0"},
        {"type": "file", "url": "u/pillow-1.whl", "sha256": "1", "only-arches": ["x86_64"]},
        {"type": "file", "url": "u/pillow-2.whl", "sha256": "2", "only-arches": ["aarch64"]},
    ]


def test_the_flatpaks_list_is_for_the_python_of_the_manifests_runtime() -> None:
    manifest = yaml.safe_load((PACKAGING / "flatpak/org.traynews.TrayNews.yml").read_text("utf-8"))
    requirements = script("flatpak/requirements")
    pythons = {"24.08": "3.12", "25.08": "3.13"}
    assert pythons[manifest["runtime-version"]] == requirements.PYTHON
    assert manifest["modules"][0] == requirements.TARGET.name
    assert f"Sdk//{manifest['runtime-version']}" in script("release").FORMS[-1].needs[-1]


def test_the_licence_of_all_that_a_bundle_holds_is_known_and_told() -> None:
    papers = script("papers")
    parts = list(papers._packages("traynews"))
    assert {"pillow", "pystray", "six"} <= {one.name for one in parts}
    for one in parts:
        assert one.licence, one.name
        assert one.texts, one.name
    told = papers.tell(Path("nowhere"), parts)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in told
    assert '"purl": "pkg:pypi/pillow@' in papers.bill(parts, "1.0")


def test_notes_are_what_stands_below_the_newest_heading() -> None:
    release = script("release")
    new = "### Alerts\n\n- New.\n\n### Sources\n\n- Too.\n"
    changes = f"# Changes\n\nWords.\n\n## 1.1.0 (2027-01-02)\n\n{new}\n## 1.0.0\n\n- Old.\n"
    assert release.read_notes(changes) == ("1.1.0 (2027-01-02)", new)
    heading, notes = release.read_notes((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert heading
    assert notes.startswith(("- ", "### "))
    assert "\n- " in notes
    assert "\n## " not in notes
    assert release.read_version(ROOT) == __version__


@pytest.mark.parametrize(
    ("version", "heading", "described", "lacking"),
    [
        ("1.1", "1.1 (2027-01-02)", ("1.1", "2027-01-02"), 0),
        ("1.1", "1.1 (2027-01-02)", ("1.1", "2027-01-03"), 1),
        ("1.2", "1.1 (2027-01-02)", ("1.1", "2027-01-02"), 1),
        ("1.1", "Unreleased", ("1.1", "2027-01-02"), 2),
    ],
)
def test_a_release_needs_one_version_and_one_date_everywhere(
    version: str, heading: str, described: tuple[str, str], lacking: int, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    release = script("release")
    (tmp_path / "traynews").mkdir()
    (tmp_path / "packaging").mkdir()
    (tmp_path / "traynews" / "__init__.py").write_text(f'__version__ = "{version}"\n', "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changes\n\n## {heading}\n\n- New.\n", "utf-8")
    number, date = described
    described_by = f'<a><releases><release version="{number}" date="{date}"/></releases></a>'
    metainfo = tmp_path / "packaging" / "org.traynews.TrayNews.metainfo.xml"
    metainfo.write_text(described_by, "utf-8")
    monkeypatch.setattr(release, "_run", lambda *_: "")
    assert len(release.find_lacks(tmp_path)) == lacking
    monkeypatch.setattr(release, "_run", lambda *_: " M README.md\n")
    assert len(release.find_lacks(tmp_path)) == lacking + 1


def test_a_folder_that_is_there_is_refused_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = script("release")
    monkeypatch.setattr(release, "_run", lambda *_: pytest.fail("something was done"))
    with pytest.raises(SystemExit) as ended:
        release.main(tmp_path, rehearse=True, checks=False)
    assert ended.value.code == f"{tmp_path}: this is there already; name a folder that is not"


def test_what_was_built_twice_is_compared_to_the_byte(tmp_path: Path) -> None:
    release = script("release")
    for folder, other in (("one", b"same"), ("two", b"not the same")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "traynews-1.flatpak").write_bytes(other)  # has its time in it
        (tmp_path / folder / "a").write_bytes(b"same")
        (tmp_path / folder / "b").write_bytes(other)
    (tmp_path / "one" / "c").write_bytes(b"")
    assert release.compare(tmp_path / "one", tmp_path / "two") == ["b", "c"]
    assert release.compare(tmp_path / "one", tmp_path / "one") == []
