"""The shape of the house, held by reading the imports of every module.

Each package, and each module that stands alone, is listed with what it may see of TrayNews besides
itself. What is not listed sees nothing, and what is no longer there must not be listed.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "traynews"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE_ROOMS = frozenset(
    f"core.{room}"
    for room in (
        "data", "text", "polling", "identity", "kind", "release", "alerts", "health", "tray",
    )
)  # fmt: skip
CORE = CORE_ROOMS | {"core.ports"}

MAY_SEE: dict[str, frozenset[str]] = {
    # The core: two rooms that all others stand on, then the stages.
    "core": frozenset(),
    "core.data": frozenset(),
    "core.text": frozenset(),
    "core.polling": frozenset({"core.data", "core.text"}),
    "core.identity": frozenset({"core.data", "core.text"}),
    "core.kind": frozenset({"core.data", "core.text"}),
    "core.release": frozenset({"core.data", "core.text", "core.kind"}),
    "core.alerts": frozenset({"core.data", "core.text", "core.release"}),
    "core.health": frozenset({"core.data", "core.text", "core.alerts"}),
    "core.tray": frozenset({"core.data", "core.text", "core.polling", "core.health"}),
    "core.ports": CORE_ROOMS,
    # The wings, which do not see each other.
    "feeds": CORE | {"errors", ""},
    "archive": CORE | {"errors", "whole_file", ""},
    "desktop": CORE
    | {"base_folders", "command_words", "errors", "file_lock", "rights", "whole_file"},
    "settings": CORE
    | {
        "base_folders", "command_words", "errors", "file_lock", "patterns", "rights", "whole_file",
    },
    # The thread that owns state knows ports, and nobody behind them.
    "worker": CORE | {"errors", ""},
    # The page's own process, which does as commands do.
    "window": CORE | {"archive", "settings", "errors", "locations"},
    # Who puts it together knows all.
    "app": CORE
    | {
        "feeds", "archive", "desktop", "settings", "worker", "clock", "errors", "locations",
    },
    "cli": CORE
    | {
        "feeds", "archive", "desktop", "settings", "worker", "app", "window", "base_folders",
        "clock", "command_words", "errors", "locations", "rights", "whole_file", "",
    },
    "__main__": frozenset({"cli"}),
    "": frozenset(),
    "base_folders": frozenset(),
    "clock": frozenset(),
    "command_words": frozenset(),
    "errors": frozenset(),
    "file_lock": frozenset(),
    "rights": frozenset(),
    "locations": frozenset({"errors"}),
    "patterns": CORE,
    "whole_file": frozenset(),
}  # fmt: skip
"""What each part may import of TrayNews; "" is the package itself: its version and home."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if is_module(name) else node.module
        elif isinstance(node, ast.Call) and (named := imported_by_name(node)):
            yield named


def imported_by_name(call: ast.Call) -> str:
    """Return what `import_module("...")` or `__import__("...")` names, as far as it is written."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name not in {"import_module", "__import__"} or not call.args:
        return ""
    first = call.args[0]
    if isinstance(first, ast.JoinedStr):
        first = first.values[0]
    given = first.value if isinstance(first, ast.Constant) else None
    return given.rstrip(".") if isinstance(given, str) else ""


def is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """Return the listed part that a module is in: the longest name that leads to it."""
    inside = module.removeprefix("traynews").removeprefix(".")
    steps = inside.split(".")
    names = [".".join(steps[:length]) for length in range(len(steps), 0, -1)]
    return next((name for name in names if name in MAY_SEE), inside)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_sees_only_what_its_part_may_see(path: Path) -> None:
    part = part_of(name_of(path))
    allowed = MAY_SEE.get(part, frozenset()) | {part}
    ours = {one for one in imports(path) if one == "traynews" or one.startswith("traynews.")}
    seen = {module for module in ours if part_of(module) not in allowed}
    assert not seen, f"{name_of(path)} must not know {sorted(seen)}"


def test_every_part_is_listed_and_every_listed_part_is_there() -> None:
    assert {part_of(name_of(path)) for path in MODULES} == set(MAY_SEE)


def test_what_is_listed_leaves_no_circle() -> None:
    left = {part: set(seen - {part}) for part, seen in MAY_SEE.items()}
    while ready := {part for part, seen in left.items() if not seen & left.keys()}:
        left = {part: seen for part, seen in left.items() if part not in ready}
    assert not left


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=name_of)
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
            if top != "traynews" and top not in sys.stdlib_module_names:
                users[top].add(name_of(path))
    shared = {package: sorted(names) for package, names in users.items() if len(names) > 1}
    assert not shared
    assert {"plyer", "jeepney", "feedparser"} <= users.keys()


def test_each_outside_package_that_is_imported_is_declared() -> None:
    """What only comes along with another package may stay away with its next version."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {re.split(r"[^\w.-]", one)[0].lower() for one in project["project"]["dependencies"]}
    brought = packages_distributions()
    tops = {module.split(".")[0] for path in MODULES for module in imports(path)}
    outside = tops - set(sys.stdlib_module_names) - {"traynews"}
    missing = {
        top for top in outside if not {name.lower() for name in brought.get(top, [])} & declared
    }
    elsewhere = {"PyObjCTools"}  # macOS only, where pystray stands on it
    assert not missing - elsewhere


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
