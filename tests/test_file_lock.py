"""One process changes a file at a time; whoever waits has his turn when the other is done."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from traynews import file_lock
from traynews.file_lock import one_writer


def test_the_next_writer_waits_for_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    order: list[str] = []

    def write() -> None:
        with one_writer(path):
            order.append("second")

    with one_writer(path):
        second = threading.Thread(target=write)
        second.start()
        second.join(0.2)
        order.append("first")
    second.join(10)
    assert order == ["first", "second"]
    assert list(tmp_path.iterdir()) == [], "a lock leaves nothing behind"


def test_one_that_has_come_to_a_stop_holds_up_nobody_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "_PATIENCE", 0.05)
    path = tmp_path / "settings.toml"
    with one_writer(path), one_writer(path):
        pass


def test_where_there_is_no_folder_yet_nobody_waits(tmp_path: Path) -> None:
    with one_writer(tmp_path / "none" / "settings.toml"):
        assert list(tmp_path.iterdir()) == []
