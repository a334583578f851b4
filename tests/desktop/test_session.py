"""Whether the session that the program was started in is still there."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

import pytest

from traynews.desktop.session import why_over

X11 = "/tmp/.X11-unix"  # noqa: S108 - where every X server on Linux listens


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / "c1").write_text("UID=1000\nSTATE=active\n", encoding="utf-8")
    (folder / "c2").write_text("UID=1000\nSTATE=closing\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "over"),
    [("c1", False), ("c2", True), ("c3", True), ("", False), ("../c2", False)],
)
def test_the_login_manager_is_asked_first(sessions: Path, name: str, over: bool) -> None:  # noqa: FBT001
    environment = {"XDG_SESSION_ID": name, "DISPLAY": ":7"}
    why = why_over(environment, sessions=sessions, answers=lambda _: True)
    assert bool(why) is over


def test_without_a_login_manager_the_folder_and_the_display_tell(tmp_path: Path) -> None:
    nobody = tmp_path / "no-login-manager"
    there = {"XDG_SESSION_ID": "c9", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":7.0"}
    assert why_over(there, sessions=nobody, answers=lambda _: True) == ""
    assert "display" in why_over(there, sessions=nobody, answers=lambda _: False)
    gone = {**there, "XDG_RUNTIME_DIR": str(tmp_path / "gone")}
    assert "folder" in why_over(gone, sessions=nobody, answers=lambda _: True)


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({"DISPLAY": ":7"}, [f"{X11}/X7", f"\0{X11}/X7"]),
        ({"DISPLAY": "unix:12.1"}, [f"{X11}/X12", f"\0{X11}/X12"]),
        ({"DISPLAY": "localhost:10.0"}, []),  # ssh -X
        ({"DISPLAY": ":7", "WAYLAND_DISPLAY": "wayland-1"}, ["{run}/wayland-1"]),
        ({"WAYLAND_DISPLAY": "/elsewhere/way"}, ["/elsewhere/way"]),
        ({}, []),
    ],
)
def test_each_display_is_asked_where_it_listens(
    tmp_path: Path, environment: dict[str, str], asked: list[str]
) -> None:
    tried: list[str] = []

    def answers(place: str) -> bool:
        tried.append(place)
        return False

    why = why_over(
        {**environment, "XDG_RUNTIME_DIR": str(tmp_path)}, sessions=tmp_path / "no", answers=answers
    )
    assert tried == [one.format(run=tmp_path) for one in asked]
    assert bool(why) is bool(asked)  # where nothing tells, the session counts as there


def test_a_real_display_is_one_that_takes_a_connection(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="way-") as folder, socket.socket(socket.AF_UNIX) as one:
        place = Path(folder, "wayland-0")
        one.bind(str(place))
        one.listen()
        there = {"WAYLAND_DISPLAY": str(place)}
        assert why_over(there, sessions=tmp_path / "no") == ""
        one.close()
        assert "display" in why_over(there, sessions=tmp_path / "no")
