"""What every test may ask for, and what holds for all: nothing of the user's is touched."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.desktop.programs import install_command, missing_packages
from tests.installation import Installation, without_desktop

if TYPE_CHECKING:
    from tests.desktop.rig import Desktop

# The same examples at every run, so that a failure is the change's and not the day's; to look for
# new ones, run with TRAYNEWS_HYPOTHESIS=explore.
_PATIENT = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # which says that the machine is busy
)
for _name, _count in (("quick", 50), ("ci", 100), ("few", 5)):
    settings.register_profile(_name, _PATIENT, max_examples=_count, derandomize=True)
settings.register_profile("explore", _PATIENT, max_examples=1000)
settings.load_profile(os.environ.get("TRAYNEWS_HYPOTHESIS", "quick"))

# Each may have a display, a bus and a panel at the same time.
_MOST_WORKERS = 6

_FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
}
_OF_THE_USER = (
    "BROWSER",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_ACTIVATION_TOKEN",
    "TRAYNEWS_CONFIG",
    "TRAYNEWS_DATA_DIR",
    *(f"{name}{end}" for name in ("http_", "https_", "all_", "no_") for end in ("proxy", "PROXY")),
    *(f"{name}_PROXY" for name in ("HTTP", "HTTPS", "ALL", "NO")),
)


@pytest.fixture(scope="session", autouse=True)
def _strange_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Path]]:
    """Hide what is the user's from wider fixtures, too; give folders for the tests' homes."""
    parent = tmp_path_factory.mktemp("users")
    folders = (parent / str(number) for number in itertools.count())
    with pytest.MonkeyPatch.context() as patch:
        _move_out(patch, next(folders))
        yield folders


@pytest.fixture(autouse=True)
def _strange_home(_strange_session: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a home of its own, without session bus, display, browser and proxies."""
    _move_out(monkeypatch, next(_strange_session))


def _move_out(patch: pytest.MonkeyPatch, folder: Path) -> None:
    for name, below in _FOLDERS.items():
        path = folder / below
        path.mkdir(parents=True, exist_ok=True)
        patch.setenv(name, str(path))
    (folder / "run").chmod(0o700)
    for name in _OF_THE_USER:
        patch.delenv(name, raising=False)
    # Left out, it would mean the machine's own.
    patch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={folder / 'run' / 'no-system-bus'}")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Give an installation whose processes see no session bus, display or browser."""
    return without_desktop(tmp_path)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real and hostile feeds; skip where TRAYNEWS_CORPUS names none."""
    return _given_folder("TRAYNEWS_CORPUS")


@pytest.fixture(scope="session")
def seed() -> Path:
    """Return the folder of real releases; skip where TRAYNEWS_SEED names none."""
    return _given_folder("TRAYNEWS_SEED")


def _given_folder(variable: str) -> Path:
    given = os.environ.get(variable)
    if not given:
        pytest.skip(f"{variable} is not set")
    folder = Path(given)
    assert folder.is_dir(), f"{variable} names no folder: {folder}"
    return folder


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run the whole suite on every core and one more, since many tests wait for other programs.

    What somebody names runs in this process: it starts at once, prints, and stops in a debugger.
    """
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS or config.option.keyword:
        return 0
    return min(len(os.sched_getaffinity(0)) + 1 if sys.platform == "linux" else 2, _MOST_WORKERS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for a desktop."""
    for item in items:
        if "desktop_packages" in getattr(item, "fixturenames", ()):
            item.add_marker("desktop")


@pytest.fixture(scope="session")
def desktop_packages() -> None:
    """Skip where Debian's desktop packages are missing, or fail where they are required."""
    missing = missing_packages()
    if not missing:
        return
    message = f"no test desktop without {', '.join(missing)}: {install_command()}"
    if os.environ.get("TRAYNEWS_REQUIRE_DESKTOP") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture
def desktop(desktop_packages: None, request: pytest.FixtureRequest) -> Iterator[Desktop]:  # noqa: ARG001 - asked for its effect
    """Give a fresh desktop without panel and notification server.

    Fresh for each test, because a pop-up or icon left behind by one would be found by the next; it
    starts in about 0.1 s, a panel in 0.5 s more.
    """
    from tests.desktop.rig import Desktop  # noqa: PLC0415 - needs jeepney, which only Linux has

    with Desktop(request.node.name) as fresh:
        yield fresh
