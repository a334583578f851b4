"""Files put beside the program into a folder of the user's, and taken away again: those, no others.

What was written is known again by its digest: a record says which file had which. Nothing that is
there already and is not ours is replaced or removed, and nothing is written through a link.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath

from traynews.errors import InstallError
from traynews.whole_file import write_whole

Files = Mapping[str, bytes]
"""What is to be there: content by name, relative to the folder, in the order of writing."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class State(Enum):
    """How one of the files is."""

    FRESH = "as it would be written now"
    OLD = "as it was written, but that was another"
    MISSING = "not there"
    FOREIGN = "somebody else's, or changed"


@dataclass(frozen=True, slots=True)
class _Record:
    """What was put where: digests by name, and the folders that were made, the outer ones first."""

    folder: Path
    digests: Mapping[str, str] = field(default_factory=dict)
    made: Sequence[str] = ()


class InstalledFiles:
    """The files below `folder`, remembered in the file `record`. Constructing touches nothing."""

    def __init__(self, folder: Path, record: Path) -> None:
        self._folder = folder
        self._path = record

    @property
    def are_recorded(self) -> bool:
        """Whether any were put anywhere."""
        return self._path.is_file()

    def look(self, files: Files) -> dict[Path, State]:
        """Return how each of these files is, those of before that are no longer wanted left out."""
        record = self._read()
        return {
            record.folder / name: _examine(record, name, content) for name, content in files.items()
        }

    def put(self, files: Files) -> list[Path]:
        """Write the files; return those that somebody else's stand in the way of, and stay.

        What was put before and is not wanted any more goes. Raises `InstallError`.
        """
        if self._read().folder != self._folder:
            self.take({})
        record = self._read()
        digests, made, foreign = dict(record.digests), list(record.made), []
        try:
            for name, content in files.items():
                state = _examine(record, name, content)
                if state is State.FOREIGN:
                    foreign.append(self._folder / name)
                    continue
                if state is not State.FRESH:
                    made += _make_folders(self._folder, name)
                    _write(self._folder / name, content)
                digests[name] = _digest(content)
            for name in [one for one in digests if one not in files]:
                if _examine(record, name) is State.OLD:
                    _remove(self._folder / name)
                del digests[name]
        finally:
            self._write(_Record(self._folder, digests, made))
        return foreign

    def find(self, files: Files) -> list[Path]:
        """Return what `take` would remove."""
        record = self._read()
        return [record.folder / name for name, state in _all(record, files) if _is_ours(state)]

    def take(self, files: Files) -> list[Path]:
        """Remove what was put, and these where they are as they would be written.

        Returns those that were changed meanwhile, and stay. Raises `InstallError`.
        """
        record, changed = self._read(), []
        for name, state in _all(record, files):
            if _is_ours(state):
                _remove(record.folder / name)
            elif state is State.FOREIGN and name in record.digests:
                changed.append(record.folder / name)
        _remove(self._path)
        made = [record.folder / name for name in reversed(record.made)]
        for folder in (*made, self._path.parent):
            with contextlib.suppress(OSError):  # something else is in there
                folder.rmdir()
        return changed

    def _read(self) -> _Record:
        """Return the record; an empty one where there is none, or none that can be believed."""
        try:
            found = json.loads(self._path.read_bytes())
            record = _Record(Path(found["folder"]), dict(found["files"]), list(found["folders"]))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return _Record(self._folder)
        is_sound = (
            record.folder.is_absolute()
            and all(map(_is_inside, [*record.digests, *record.made]))
            and all(map(_is_digest, record.digests.values()))
        )
        return record if is_sound else _Record(self._folder)

    def _write(self, record: _Record) -> None:
        text = {
            "folder": str(record.folder),
            "files": record.digests,
            "folders": list(record.made),
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, [json.dumps(text, indent=1).encode()])
        except OSError as error:
            raise _refusal(self._path, error) from error


def _all(record: _Record, files: Files) -> Iterator[tuple[str, State]]:
    """Give what was put, and what would be."""
    for name in dict.fromkeys([*record.digests, *files]):
        yield name, _examine(record, name, files.get(name))


def _examine(record: _Record, name: str, wanted: bytes | None = None) -> State:
    path = record.folder / name
    try:
        # Links are followed to nowhere outside of the folder, which may itself be reached by one.
        if path.is_symlink() or not path.parent.resolve().is_relative_to(record.folder.resolve()):
            return State.FOREIGN
        if not path.exists():
            return State.MISSING
        found = _digest(path.read_bytes()) if path.is_file() else ""
    except OSError as error:
        raise InstallError(f"{path}: cannot be read: {error.strerror or error}") from error
    if wanted is not None and found == _digest(wanted):
        return State.FRESH
    return State.OLD if found and found == record.digests.get(name) else State.FOREIGN


def _is_ours(state: State) -> bool:
    return state in {State.FRESH, State.OLD}


def _is_inside(name: object) -> bool:
    if not isinstance(name, str) or not name or "\0" in name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _is_digest(text: object) -> bool:
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _make_folders(folder: Path, name: str) -> list[str]:
    """Make the folders that a file stands in; return those that were not there."""
    made = []
    for above in reversed(PurePosixPath(name).parents):
        path = folder / above
        if path.is_dir():
            continue
        try:
            path.mkdir(parents=True, mode=0o700)  # as the Base Directory Specification wants it
        except OSError as error:
            raise _refusal(path, error) from error
        if above.name:
            made.append(str(above))
    return made


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, [content])
    except OSError as error:
        raise _refusal(path, error) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> InstallError:
    return InstallError(f"{path}: cannot be written: {error.strerror or error}")


def touch(folder: Path) -> None:
    """Tell that something in a folder has changed, to who looks at its time only."""
    with contextlib.suppress(OSError):
        os.utime(folder)
