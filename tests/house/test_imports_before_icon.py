"""What the program loads before its icon shows: as little as an icon needs.

What is loaded, not how long it takes: that is measured in `benchmarks/start.py`. A module that is
added to one of the lists here should be worth what it costs at every start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.notifications import bus_daemon
from tests.installation import ROOT

pytestmark = pytest.mark.usefixtures("desktop_packages")

_OURS = {
    "traynews",
    "traynews.cli.main",
    "traynews.app",
    "traynews.cli",
    "traynews.core.data",
    "traynews.desktop.bus",
    "traynews.cli.output",
    "traynews.cli.run",
    "traynews.cli.session",
    "traynews.core",
    "traynews.core.ports",
    "traynews.core.data.host",
    "traynews.core.data.view",
    "traynews.desktop",
    "traynews.desktop.bus.address",
    "traynews.desktop.bus.connection",
    "traynews.desktop.bus.names",
    "traynews.desktop.bus.wire",
    "traynews.desktop.control",
    "traynews.desktop.hearing",
    "traynews.desktop.instance",
    "traynews.desktop.loop",
    "traynews.desktop.bus.objects",
    "traynews.desktop.bus.signals",
    "traynews.desktop.tray",
    "traynews.desktop.tray.dbusmenu",
    "traynews.desktop.tray.layout",
    "traynews.desktop.tray.item",
    "traynews.desktop.tray.menu",
    "traynews.desktop.tray.registration",
    "traynews.desktop.tray.sni",
    "traynews.errors",
    "traynews.file_lock",
    "traynews.app.main_thread",
    "traynews.app.quitting",
    "traynews.locations",
    "traynews.rights",
}
_OTHERS = {"jeepney", "platformdirs", "pystray", "six"}
"""Outside packages; pystray brings six along, and would bring Pillow if its own tray were used."""

_TOO_HEAVY = {
    "PIL", "argparse", "asyncio", "calendar", "ctypes", "email", "hashlib", "html", "http",
    "multiprocessing", "sqlite3", "ssl", "tomllib", "unittest", "urllib.request", "xml", "zoneinfo",
}  # fmt: skip
"""Of the standard library and of what draws; each costs between one and twenty milliseconds."""

# The real program as a login starts it, on a real bus, up to the point where it loads everything
# else: the icon is registered, as far as there is a tray, and no panel asks for its picture.
_SCRIPT = """
import json, sys
from traynews.cli import main, run
from traynews.errors import TrayNewsError
def tell(main_thread, session, claim):
    json.dump(sorted(sys.modules), sys.stdout)
    raise TrayNewsError("that was all")
run._load = tell
sys.exit(main.main([]))
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    with bus_daemon() as address:
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env=_environment(address),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "traynews: that was all\n")
    # What any interpreter loads (an editable installation, tools for coverage) is not ours.
    return set(json.loads(done.stdout)) - _of_a_bare_interpreter()


def _of_a_bare_interpreter() -> set[str]:
    script = "import json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    return set(json.loads(done.stdout)) - {"json"}


def _environment(address: str) -> dict[str, str]:
    return {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "PYTHONPATH": str(ROOT)}


def test_of_ours_only_the_tray_is_loaded_before_the_icon(loaded: set[str]) -> None:
    ours = {name for name in loaded if name.partition(".")[0] == "traynews"}
    assert "traynews.desktop.tray.sni" in ours
    assert not ours - _OURS


def test_of_other_packages_only_those_of_the_tray_are_loaded(loaded: set[str]) -> None:
    outside = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert {"jeepney", "pystray"} <= outside
    assert not {name for name in outside if not name.startswith("_")} - {"traynews"} - _OTHERS


def test_nothing_heavy_is_loaded_before_the_icon(loaded: set[str]) -> None:
    assert not sorted(loaded & _TOO_HEAVY)


def test_the_lists_name_modules_that_are_there() -> None:
    files = {
        path.relative_to(ROOT).with_suffix("") for path in Path(ROOT, "traynews").rglob("*.py")
    }
    names = {".".join(path.parts).removesuffix(".__init__") for path in files}
    assert not _OURS - names
