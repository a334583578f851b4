"""Where Linux programs keep theirs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from traynews.base_folders import config_folders, config_home, data_folders, data_home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")


def test_the_users_own_are_named_or_the_usual_ones() -> None:
    home = Path(os.environ["HOME"])
    for nothing in ({}, {"XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "relative"}):
        assert (config_home(nothing), data_home(nothing)) == (
            home / ".config",
            home / ".local" / "share",
        )
    named = {"XDG_CONFIG_HOME": "/a", "XDG_DATA_HOME": "/b"}
    assert (config_home(named), data_home(named)) == (Path("/a"), Path("/b"))


def test_the_systems_are_listed_in_order_and_a_relative_one_is_ignored() -> None:
    assert config_folders({"XDG_CONFIG_DIRS": ""}) == [Path("/etc/xdg")]
    assert data_folders({}) == [Path("/usr/local/share"), Path("/usr/share")]
    named = {"XDG_CONFIG_DIRS": "/a:b::/c", "XDG_DATA_DIRS": "/d:e"}
    assert (config_folders(named), data_folders(named)) == (
        [Path("/a"), Path("/c")],
        [Path("/d")],
    )
