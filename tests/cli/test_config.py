"""The commands of the settings where an administrator has a say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.installation import Installation

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="no such folders there")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Return a user's own folder."""
    (tmp_path / "user").mkdir()
    return Installation(tmp_path / "user")


@pytest.fixture
def system(installation: Installation, tmp_path: Path) -> Path:
    """Return the system's file, which says and locks something."""
    path = tmp_path / "xdg" / "traynews" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        '[network]\nmirror = "http://news.office.example/"\n[menu]\nheadlines = 5\nbadge = "dot"\n'
        '[[feeds]]\nid = "uk"\n[locked]\nkeys = ["network.mirror", "network.proxy"]\n',
        encoding="utf-8",
    )
    installation.environment["XDG_CONFIG_DIRS"] = str(tmp_path / "xdg")
    return path


def test_config_tells_where_each_value_is_from_and_what_is_locked(
    installation: Installation, system: Path
) -> None:
    own = '[network]\nmirror = "http://mine.example/"\n[menu]\nbadge = "none"\n'
    installation.config.write_text(own, encoding="utf-8")
    lines = installation.run("config", "show").stdout.splitlines()
    assert lines[:4] == own.splitlines()
    assert lines[6:] == [
        f'# network.mirror = "http://news.office.example/"  # {system}',
        f"# menu.headlines = 5  # {system}",
        f'# menu.badge = "dot"  # {system}: not used, yours is',
        f"# feeds = 1 table  # {system}",
        f"# network.mirror is locked for all users by {system}: yours is not used",
        f"# network.proxy is locked for all users by {system}",
    ]
    locked = f"network.mirror is locked for all users by {system}"
    assert installation.run("config", "check").stdout.splitlines() == [
        f"{system}: fine, for all users",
        f"{installation.config}: fine",
        f"{installation.config}: {locked}: what this file says there is not used",
    ]
    mirror = installation.run("config", "get", "network.mirror").stdout
    assert mirror == "http://news.office.example/\n"


def test_config_set_of_a_locked_key_is_refused_in_one_line(
    installation: Installation, system: Path
) -> None:
    done = installation.run("config", "set", "network.proxy", "socks5h://127.0.0.1:9050", status=2)
    assert done.stderr == (
        f"traynews: network.proxy is locked for all users by {system}, and cannot be changed here\n"
    )
    assert not installation.config.exists()


def test_a_key_that_is_unset_is_as_for_all_users(installation: Installation, system: Path) -> None:
    installation.run("config", "set", "menu.headlines", "7")
    said = installation.run("config", "unset", "menu.headlines").stdout
    assert said == f"menu.headlines is 5 again, as {system} says for all users.\n"


def test_a_file_that_is_not_understood_is_shown_all_the_same(
    installation: Installation, system: Path
) -> None:
    installation.config.write_text("menu = 1\n", encoding="utf-8")
    assert installation.run("config", "show").stdout.startswith("menu = 1\n")
    assert "write a table" in installation.run("config", "check", status=2).stderr
    assert system.exists()
