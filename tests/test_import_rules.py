"""The shape of the house, held by reading the imports of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "traynews"
MODULES = sorted(PACKAGE.rglob("*.py"))

MAY_SEE = {
    "core": {"core"},
    "feeds": {"feeds", "core", "errors", "sparing"},
    "archive": {"archive", "core", "errors"},
    "desktop": {"desktop", "core", "errors", "sparing"},
    "poll": {"core", "errors", "pace", "judging", "pages"},
    "judging": {"core"},
    "pages": {"core"},
    "pace": {"core"},
    "lanes": set(),
    "sparing": set(),
    "alerts": {"core", "errors"},
    "heartbeat": set(),
    "wishes": {"core", "poll"},
    "rounds": {"core", "poll", "lanes"},
    "parts": {"core"},
    "worker": {"core", "errors", "alerts", "poll", "rounds", "heartbeat", "wishes", "parts"},
}
"""What each part may import of TrayNews; what is not listed knows everything."""

ONE_MODULE_EACH = {
    "jeepney", "feedparser", "selectolax", "urllib3", "truststore", "schedule", "plyer",
    "desktop_notifier", "dateutil", "tomlkit", "jinja2", "platformdirs", "Xlib", "PIL", "pystray",
}  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(module: str) -> str:
    return module.split(".")[1] if module.startswith("traynews.") else ""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_inwards(path: Path) -> None:
    allowed = MAY_SEE.get(part_of(name_of(path)))
    if allowed is None:
        return
    seen = {
        module
        for module in imports(path)
        if module.startswith("traynews.")
        and part_of(module) not in allowed
        and module not in {"traynews.__version__", "traynews.PROJECT_URL"}
    }
    assert not seen, f"{name_of(path)} must not know {sorted(seen)}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").glob("*.py")), ids=name_of)
def test_the_core_uses_the_standard_library_only_and_none_of_its_effects(path: Path) -> None:
    effects = {
        "os", "io", "socket", "threading", "subprocess", "logging", "time", "random", "sqlite3",
        "queue", "urllib.request", "http.client", "pathlib", "sys", "signal", "asyncio",
    }  # fmt: skip
    for module in imports(path):
        top = module.split(".")[0]
        assert top == "traynews" or top in sys.stdlib_module_names, f"{path.name} imports {module}"
        assert module not in effects, f"{path.name} imports {module}"


def test_each_outside_package_is_imported_by_one_module() -> None:
    users: defaultdict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        for module in imports(path):
            top = module.split(".")[0]
            if top in ONE_MODULE_EACH:
                users[top].add(name_of(path))
    shared = {package: sorted(names) for package, names in users.items() if len(names) > 1}
    assert not shared


def test_importing_every_module_opens_nothing_and_needs_no_display() -> None:
    names = [name_of(path) for path in MODULES if path.stem != "__main__"]
    elsewhere = {"traynews.desktop.tray.native"} if sys.platform == "linux" else set[str]()
    script = (
        "import importlib, socket, threading\n"
        "def refuse(*_): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = refuse\n"
        f"for name in {sorted(set(names) - elsewhere)!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", script],
        env={"PATH": "", "HOME": "/nonexistent", "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
