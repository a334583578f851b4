"""Opening the settings' file in whatever the system edits it with."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from traynews.desktop import editor
from traynews.errors import BrowserError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the openers are Unix scripts")


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where macOS's `open` writes its words; it knows no program for the file itself."""
    said = tmp_path / "said"
    opener = tmp_path / "open"
    opener.write_text(f'#!/bin/sh\necho "$@" >> \'{said}\'\n[ "$1" = -t ]\n', encoding="utf-8")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(editor, "sys", SimpleNamespace(platform="darwin"))
    return said


def test_a_mac_that_knows_no_such_file_opens_it_as_text(said: Path) -> None:
    editor.open_file(Path("/a b/config.toml"))
    assert said.read_text("utf-8").splitlines() == ["/a b/config.toml", "-t /a b/config.toml"]


def test_where_nothing_opens_text_the_path_is_told(said: Path) -> None:
    said.with_name("open").unlink()
    with pytest.raises(BrowserError, match=r"nothing opens text files here; look at /a/c\.toml"):
        editor.open_file(Path("/a/c.toml"))
