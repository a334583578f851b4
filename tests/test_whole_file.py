"""Whole files: the old one or the new one, never a part; rights and links stay."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from traynews.whole_file import write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and links as POSIX has them")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", [b"one ", b"two"])
    write_whole(tmp_path / "file", iter([b"three"]))
    assert (tmp_path / "file").read_bytes() == b"three"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@posix
def test_a_new_file_is_its_owners_alone_and_an_old_one_keeps_its_rights(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", [b"1"])
    assert rights(tmp_path / "new") == 0o600
    (tmp_path / "new").chmod(0o644)
    write_whole(tmp_path / "new", [b"2"])
    assert rights(tmp_path / "new") == 0o644


@posix
def test_a_link_stays_and_what_it_names_is_written(tmp_path: Path) -> None:
    (tmp_path / "kept elsewhere").mkdir()
    target = tmp_path / "kept elsewhere" / "file"
    target.write_bytes(b"old")
    (tmp_path / "link").symlink_to(target)
    write_whole(tmp_path / "link", [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert target.read_bytes() == b"new"
    assert [one.name for one in target.parent.iterdir()] == ["file"]


def test_who_looks_last_may_leave_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def refuse() -> None:
        assert len(list(tmp_path.iterdir())) == 2, "the new text lies beside the old one"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own, from above
        write_whole(path, [b"new"], last_look=refuse)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_content_that_fails_half_way_leaves_the_old_file_alone(tmp_path: Path) -> None:
    def fail() -> Iterator[bytes]:
        yield b"half"
        raise ValueError

    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(ValueError):  # noqa: PT011 - our own, from above
        write_whole(path, fail())
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "nowhere" / "file", [b""])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX kills")
def test_killed_while_it_writes_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    script = (
        "import os, sys; from pathlib import Path; from traynews.whole_file import write_whole\n"
        "def content():\n    yield b'x' * 200_000\n    os.kill(os.getpid(), 9)\n    yield b'y'\n"
        "write_whole(Path(sys.argv[1]), content())"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"


@posix
def test_it_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def note_replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    write_whole(tmp_path / "file", [b"x"])
    assert steps == ["file", "rename", "folder"]


def test_a_file_that_somebody_reads_for_a_moment_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    reading = path.open("rb")  # Windows lets nobody replace it meanwhile
    closing = threading.Timer(0.2, reading.close)
    closing.start()
    write_whole(path, [b"new"])
    closing.join()
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
