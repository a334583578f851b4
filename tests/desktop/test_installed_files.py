"""Files put into a user's folder and taken away again: those, no others, and through no link."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.desktop.installed_files import InstalledFiles, State
from traynews.errors import InstallError

FILES = {"icons/a.png": b"a picture", "man/man1/a.1": b"a page", "a.desktop": b"an entry"}
NEWER = FILES | {"a.desktop": b"another entry"}


class Bench:
    """A folder of data, and a folder of the program's."""

    def __init__(self, folder: Path) -> None:
        self.share, self.record = folder / "share", folder / "own" / "installed.json"
        self.files = InstalledFiles(self.share, self.record)

    def there(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.share)): path.read_bytes()
            for path in self.share.rglob("*")
            if path.is_file() and not path.is_symlink()
        }


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_what_was_put_is_taken_with_the_folders_that_were_made(bench: Bench) -> None:
    (bench.share / "icons").mkdir(parents=True)
    (bench.share / "man").mkdir()
    (bench.share / "man" / "other.1").write_bytes(b"not ours")
    assert bench.files.put(FILES) == []
    assert bench.there() == FILES | {"man/other.1": b"not ours"}
    assert bench.record.is_file()
    assert bench.files.take(FILES) == []
    assert bench.there() == {"man/other.1": b"not ours"}
    assert sorted(path.name for path in bench.share.iterdir()) == ["icons", "man"]
    assert not (bench.share / "man" / "man1").exists()
    assert not bench.files.are_recorded
    assert not bench.record.parent.exists()


def test_twice_is_as_once(bench: Bench) -> None:
    for _ in range(2):
        bench.files.put(FILES)
    assert bench.there() == FILES
    bench.files.take(FILES)
    assert bench.there() == {}
    assert list(bench.share.iterdir()) == []
    assert bench.files.take(FILES) == []


def test_what_is_of_an_older_version_is_renewed_and_what_is_no_longer_wanted_goes(
    bench: Bench,
) -> None:
    bench.files.put(FILES)
    assert set(bench.files.look(NEWER).values()) == {State.FRESH, State.OLD}
    less = {name: content for name, content in NEWER.items() if name != "icons/a.png"}
    bench.files.put(less)
    assert bench.there() == less
    assert set(bench.files.look(less).values()) == {State.FRESH}


def test_what_somebody_changed_or_had_already_stays_and_is_named(bench: Bench) -> None:
    entry, page = bench.share / "a.desktop", bench.share / "man/man1/a.1"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"their own page")
    assert bench.files.put(FILES) == [page]
    entry.write_bytes(b"an entry, changed")
    assert bench.files.look(FILES)[entry] is State.FOREIGN
    assert bench.files.put(NEWER) == [page, entry]
    assert bench.files.take(NEWER) == [entry]  # the page never was ours
    assert bench.there() == {"a.desktop": b"an entry, changed", "man/man1/a.1": b"their own page"}


def test_what_is_missing_comes_back(bench: Bench) -> None:
    bench.files.put(FILES)
    entry = bench.share / "a.desktop"
    entry.unlink()
    assert bench.files.look(FILES)[entry] is State.MISSING
    bench.files.put(FILES)
    assert bench.there() == FILES


def test_what_a_crash_left_unrecorded_is_known_by_its_content(bench: Bench) -> None:
    bench.files.put(FILES)
    bench.record.unlink()
    assert len(bench.files.find(FILES)) == len(FILES)
    assert bench.files.take(FILES) == []
    assert bench.there() == {}


def test_nothing_is_written_through_a_link_or_removed_behind_one(
    bench: Bench, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "man1").mkdir(parents=True)
    victim = elsewhere / "victim"
    victim.write_bytes(b"precious")
    bench.share.mkdir()
    (bench.share / "a.desktop").symlink_to(victim)
    (bench.share / "icons").symlink_to(elsewhere)
    (bench.share / "man").mkdir()
    (bench.share / "man" / "man1").symlink_to(elsewhere / "nowhere")
    assert sorted(bench.files.put(FILES)) == sorted(bench.share / name for name in FILES)
    assert victim.read_bytes() == b"precious"
    assert sorted(path.name for path in elsewhere.iterdir()) == ["man1", "victim"]
    # Put when there was no link, taken when there is one: not followed either.
    (bench.share / "icons").unlink()
    bench.files.put(FILES)
    (bench.share / "icons").rename(elsewhere / "icons")
    (bench.share / "icons").symlink_to(elsewhere / "icons")
    assert bench.files.take(FILES) == [bench.share / "icons" / "a.png"]
    assert (elsewhere / "icons" / "a.png").exists()


def test_a_folder_that_is_itself_reached_by_a_link_is_the_users_choice(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "share").symlink_to(tmp_path / "disk")
    bench = Bench(tmp_path)
    assert bench.files.put(FILES) == []
    assert (tmp_path / "disk" / "a.desktop").exists()
    assert bench.files.take(FILES) == []


@pytest.mark.parametrize("way", ["folder", "file"])
def test_what_is_no_file_is_left_alone(bench: Bench, way: str) -> None:
    entry = bench.share / "a.desktop"
    bench.share.mkdir()
    entry.mkdir() if way == "folder" else os.mkfifo(entry)
    assert bench.files.put(FILES) == [entry]
    assert bench.files.take(FILES) == []


def test_a_folder_that_cannot_be_written_is_named_and_what_was_put_can_be_taken(
    bench: Bench,
) -> None:
    bench.share.mkdir()
    (bench.share / "man").write_bytes(b"in the way")
    with pytest.raises(InstallError, match=r"share/man: cannot be written: "):
        bench.files.put(FILES)
    assert bench.there() == {"icons/a.png": b"a picture", "man": b"in the way"}
    assert bench.files.take(FILES) == []
    assert bench.there() == {"man": b"in the way"}


def test_a_user_whose_folder_of_data_moves_leaves_nothing_behind(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.files.put(FILES)
    moved = InstalledFiles(tmp_path / "new share", bench.record)
    assert len(moved.find(FILES)) == len(FILES)  # where they are, not where they would be
    moved.put(FILES)
    assert bench.there() == {}
    assert (tmp_path / "new share" / "a.desktop").exists()


@given(
    st.one_of(
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["folder", "files", "folders", "a.desktop", "../victim"]), inner
                )
            ),
        ).map(json.dumps),
        st.text(max_size=20),
    )
)
def test_a_record_that_says_anything_harms_nothing(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("record")
    bench = Bench(folder)
    bench.record.parent.mkdir()
    bench.record.write_text(text, encoding="utf-8", errors="replace")
    bench.files.put(FILES)
    assert bench.there() == FILES
    assert bench.files.take(FILES) == []


def test_a_record_names_nothing_outside_of_its_folder(bench: Bench, tmp_path: Path) -> None:
    bench.files.put(FILES)
    victim = tmp_path / "victim"
    victim.write_bytes(FILES["a.desktop"])
    record = json.loads(bench.record.read_text())
    for name in ("../victim", str(victim)):
        record["files"][name] = record["files"]["a.desktop"]
        bench.record.parent.mkdir(exist_ok=True)
        bench.record.write_text(json.dumps(record))
        bench.files.take({})
        assert victim.exists()
