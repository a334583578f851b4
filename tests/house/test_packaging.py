"""What packages are made of, checked by the tools that distributions use."""

from __future__ import annotations

import configparser
import importlib
import plistlib
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from tests.installation import ROOT
from tests.tools import find_tool
from traynews import PROJECT_URL, __version__
from traynews.cli.install import COMPLETIONS, ICON_SIZES
from traynews.core.data.view import Popup
from traynews.desktop.control import NAME
from traynews.desktop.popups.notification import Server, compose
from traynews.desktop.program import APP_ID

PACKAGING = ROOT / "packaging"
MENU_ENTRY = ROOT / "assets" / "traynews.desktop"
METAINFO = PACKAGING / "org.traynews.TrayNews.metainfo.xml"


def read_menu_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(MENU_ENTRY, encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_menu_entry_satisfies_the_validator() -> None:
    validate = find_tool("desktop-file-validate", "desktop-file-utils")
    done = subprocess.run([validate, MENU_ENTRY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_description_satisfies_the_validator() -> None:
    validate = find_tool("appstreamcli", "appstream")
    done = subprocess.run(
        [validate, "validate", "--no-net", METAINFO], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_unit_satisfies_systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verify = [find_tool("systemd-analyze", "systemd"), "--user", "verify"]
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    done = subprocess.run(
        [*verify, PACKAGING / "systemd" / "traynews.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_entry_description_and_program_name_each_other() -> None:
    component = ET.parse(METAINFO).getroot()  # noqa: S314 - our own file
    server = Server("", "", frozenset())
    arguments, _ = compose(Popup("title"), server)
    assert component.findtext("id") == NAME
    assert component.findtext("launchable") == f"{arguments[6]['desktop-entry'][1]}.desktop"
    assert component.findtext("provides/dbus") == NAME
    assert component.findtext("url") == PROJECT_URL
    assert read_menu_entry()["icon"] == component.findtext("icon") == "traynews"
    assert read_menu_entry()["exec"] == "traynews"


def test_the_description_ends_with_the_version_of_the_program() -> None:
    release = ET.parse(METAINFO).getroot().find("releases/release")  # noqa: S314 - as above
    assert release is not None
    assert release.get("version") == __version__
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## {__version__} ({release.get('date')})\n" in changes


def test_the_actions_of_the_menu_entry_are_commands(tmp_path: Path) -> None:
    text = MENU_ENTRY.read_text(encoding="utf-8")
    for words in re.findall(r"^Exec=traynews (.+)$", text, re.MULTILINE):
        command = [sys.executable, "-m", "traynews", *words.split(), "--help"]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
        assert done.returncode == 0, (words, tmp_path)


def test_a_prefix_gets_entry_description_manual_completions_and_a_crisp_icon_of_each_size(
    tmp_path: Path,
) -> None:
    script = PACKAGING / "desktop_files.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    share = tmp_path / "share"
    assert (share / "applications" / "traynews.desktop").is_file()
    assert (share / "metainfo" / METAINFO.name).is_file()
    assert (share / "man" / "man1" / "traynews.1").is_file()
    assert (share / "icons/hicolor/scalable/apps/traynews.svg").is_file()
    assert all((share / name).is_file() for name in COMPLETIONS.values())
    for size in ICON_SIZES:
        path = share / f"icons/hicolor/{size}x{size}/apps/traynews.png"
        with Image.open(path) as picture:
            assert picture.size == (size, size)
            assert picture.getpixel((size // 2, size - 1 - size // 8)) != (0, 0, 0, 0)
    refused = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert refused.stderr.startswith("usage: desktop_files.py PREFIX")


def test_the_installers_shortcut_has_the_id_of_the_program() -> None:
    """By it Windows knows that shortcut, toasts and balloons are of one program."""
    script = (PACKAGING / "windows" / "traynews.nsi").read_text("utf-8")
    assert f'!define APP_ID "{APP_ID}"' in script
    assert '!insertmacro NAME_SHORTCUT "$SMPROGRAMS\\TrayNews.lnk"' in script


def test_the_pictures_of_the_program_are_all_made_by_one_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """But one, which shows windows of a desktop's own, side by side."""
    shown = {
        name
        for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
        for name in re.findall(r"images/([\w/-]+)\.png\)", page.read_text("utf-8"))
    }
    monkeypatch.syspath_prepend(PACKAGING / "pictures")
    made = importlib.import_module("make").PICTURES
    assert shown - {"desktops/menu-entry"} == set(made)


# --- the folder with everything in it, on each system ------------------------------------------


class PyInstaller:
    """Stands in for PyInstaller: reads the spec as on some system, and notes what it asks for."""

    def __init__(self, system: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: dict[str, list[Any]] = {}
        hooks: dict[str, object] = {
            "collect_submodules": lambda name, **_: [name],
            "collect_data_files": lambda *_: [],
            "copy_metadata": lambda *_, **__: [],
        }
        resource = "FixedFileInfo StringFileInfo StringStruct StringTable VSVersionInfo"
        resource += " VarFileInfo VarStruct"
        modules: dict[str, dict[str, object]] = {
            "PyInstaller": {},
            "PyInstaller.utils": {},
            "PyInstaller.utils.hooks": hooks,
            "PyInstaller.utils.win32": {},
            "PyInstaller.utils.win32.versioninfo": {
                name: lambda *words, **more: (words, more) for name in resource.split()
            },
        }
        for name, content in modules.items():
            module = ModuleType(name)
            vars(module).update(content)
            monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setenv("TRAYNEWS_VERSION", "1.2.3")
        monkeypatch.setenv("PYSTRAY_BACKEND", "")  # the spec sets it
        path = PACKAGING / "folder" / "traynews.spec"
        names = ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")
        exec(  # noqa: S102 - as PyInstaller does
            compile(path.read_text("utf-8"), path, "exec"),
            {name: partial(self._ask, name) for name in names},
        )

    def _ask(self, what: str, /, *_: object, **words: Any) -> SimpleNamespace:
        self.asked.setdefault(what, []).append(words)
        return SimpleNamespace(datas=[], pure=[], scripts=[], binaries=[])


@pytest.mark.parametrize(
    ("system", "names"),
    [
        ("linux", {"plyer.platforms.linux.notification", "jeepney", "Xlib"}),
        ("win32", {"plyer.platforms.win.notification", "desktop_notifier"}),
        ("darwin", {"plyer.platforms.macosx.notification", "desktop_notifier"}),
    ],
)
def test_the_frozen_program_is_given_what_is_imported_by_name(
    system: str, names: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (analysis,) = PyInstaller(system, monkeypatch).asked["Analysis"]
    assert names | {"traynews", "plyer.utils"} == set(analysis["hiddenimports"])
    assert analysis["module_collection_mode"] == {"pystray": "py", "Xlib": "py"}


@pytest.mark.parametrize(
    ("system", "programs"),
    [
        ("linux", {"traynews": True}),
        ("win32", {"traynews": True, "traynews-tray": False}),
        ("darwin", {"traynews": False}),
    ],
)
def test_each_system_gets_its_programs(
    system: str, programs: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = PyInstaller(system, monkeypatch).asked
    assert {one["name"]: one["console"] for one in asked["EXE"]} == programs
    assert [bool(one["version"]) for one in asked["EXE"]] == [system == "win32"] * len(programs)
    assert ("BUNDLE" in asked) == (system == "darwin")


def test_macos_gets_a_bundle_of_the_menu_bar_with_its_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (bundle,) = PyInstaller("darwin", monkeypatch).asked["BUNDLE"]
    values = plistlib.loads(plistlib.dumps(bundle["info_plist"]))
    assert values["LSUIElement"] is True
    assert values["CFBundleVersion"] == bundle["version"] == "1.2.3"
    assert bundle["bundle_identifier"] == NAME
    assert Path(bundle["icon"]).name == "traynews.png"


def test_what_macos_is_asked_to_allow_is_on_apples_list() -> None:
    allowed = plistlib.loads((PACKAGING / "macos" / "traynews.entitlements").read_bytes())
    known = {"allow-unsigned-executable-memory", "disable-library-validation"}
    assert allowed == {f"com.apple.security.cs.{name}": True for name in known}
