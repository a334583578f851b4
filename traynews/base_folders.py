"""The folders in which Linux programs keep theirs: the user's own, and the system's.

Source: XDG Base Directory Specification 0.8, by which a relative path is to be ignored.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def config_home(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the user's folder of settings."""
    return _home(environ.get("XDG_CONFIG_HOME", ""), ".config")


def config_folders(environ: Mapping[str, str] = os.environ) -> list[Path]:
    """Return the system's folders of settings, the most important first."""
    return _listed(environ.get("XDG_CONFIG_DIRS") or "/etc/xdg")


def data_home(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the user's folder of data."""
    return _home(environ.get("XDG_DATA_HOME", ""), ".local/share")


def data_folders(environ: Mapping[str, str] = os.environ) -> list[Path]:
    """Return the system's folders of data, the most important first."""
    return _listed(environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share")


def _home(named: str, usual: str) -> Path:
    return Path(named) if named.startswith("/") else Path.home() / usual


def _listed(folders: str) -> list[Path]:
    return [Path(one) for one in folders.split(":") if one.startswith("/")]
