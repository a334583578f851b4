"""The settings file on the disk: read with care, watched, replaced whole."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError
from traynews.rights import make_private
from traynews.settings.catalogue import load as load_catalogue
from traynews.settings.layers import Below, system_paths
from traynews.settings.offers import order_offers, read_languages
from traynews.settings.template import TEMPLATE
from traynews.settings.text import parse, read_toml
from traynews.whole_file import write_whole

_Stamp = tuple[int, int, int] | None  # of a file; None where there is none

_MOST_BYTES = 1_000_000  # 2,000 feeds with all their keys; tomllib takes 3 s and more for that much
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_CAREFULLY = (
    getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)  # fmt: skip


def read(path: Path) -> str | None:
    """Return the text of a settings file, None where there is no file. Raises `ConfigError`.

    Only a file is read, or what a link to a file names: nobody waits for a pipe's writer, and no
    device is read to its end. The null device is a file with nothing in it.
    """
    try:
        data = _read_bytes(path)
    except FileNotFoundError:
        if path.is_symlink():
            where = path.readlink()
            raise ConfigError(f"{path}: this is a link to {where}, and nothing is there") from None
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(data) > _MOST_BYTES:
        raise ConfigError(f"{path}: this is no settings file: it is larger than 1 MB")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: this is not UTF-8 text; save it as UTF-8") from error


def load(
    path: Path, catalogue: Callable[[], Sequence[Feed]], *, must_exist: bool = False
) -> Settings:
    """Read the settings; a missing file means all defaults, unless it `must_exist`.

    Raises `ConfigError`. `catalogue` gives every feed the program knows; those with `enabled` true
    are the default feeds.
    """
    below = read_system(catalogue)
    text = read(path)
    if text is None and must_exist:
        raise ConfigError(tell_missing(path))
    settings = parse(text or "", catalogue, name=str(path), below=below)
    languages = read_languages(os.environ)
    return replace(
        settings,
        alerts=replace(settings.alerts, languages=languages),
        offers=order_offers(load_catalogue(), languages),
    )


def tell_missing(path: Path) -> str:
    """Return the line about a settings file that was named and is not there."""
    return (
        f"{path}: there is no such file; to make it, with all defaults:"
        f" traynews --config {shlex.quote(str(path))} config edit"
    )


def read_system(catalogue: Callable[[], Sequence[Feed]]) -> Below:
    """Read what an administrator says to all users. Raises `ConfigError`."""
    below = Below(parse("", catalogue, name=""))
    for path in reversed(system_paths(os.environ, sys.platform)):
        text, name = read(path), str(path)
        if text is not None:
            under = replace(below, locked={})  # it is the user's files that locks are for
            settings = parse(text, catalogue, name=name, below=under, for_all=True)
            below = below.add(settings, name, read_toml(text, name))
    return below


def write(path: Path, text: str, *, last_look: Callable[[], None] = lambda: None) -> None:
    """Put a text in the place of the file, whole, and through a link. Raises `ConfigError`.

    `last_look` may raise it, too: see `write_whole`.
    """
    try:
        if path.exists():
            _refuse_what_is_no_file(path, path.stat(), null=False)
        path.resolve().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, [text.encode()], last_look=last_look)
        close_to_others(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error


def close_to_others(path: Path) -> None:
    """See that only the owner may read the file, and its folder where that is the program's own."""
    make_private(path)
    if path.parent.name == "traynews":
        make_private(path.parent)


def ensure(path: Path) -> None:
    """Make the file, with all defaults in comments, if there is none. Raises `ConfigError`."""
    if read(path) is None:
        write(path, TEMPLATE)


class SettingsFile:
    """The settings file while the program runs: notices when it was written."""

    def __init__(
        self, path: Path, catalogue: Callable[[], Sequence[Feed]], *, must_exist: bool = False
    ) -> None:
        self._path = path
        self._must_exist = must_exist
        self._catalogue = catalogue
        self._stamps: tuple[_Stamp, ...] = ()
        self._was_empty = False

    def load(self) -> Settings:
        """Read the file, and the system's. Raises `ConfigError`."""
        self._stamps = self._read_stamps()
        return load(self._path, self._catalogue, must_exist=self._must_exist)

    def reread(self) -> Settings | None:
        """Return new settings if a file was written since the last read, else None.

        Raises `ConfigError` once per bad file; the caller keeps the old settings.
        """
        stamps = self._read_stamps()
        if stamps == self._stamps:
            self._was_empty = False
            return None
        pairs = zip(stamps, self._stamps, strict=False)
        changed = [new for new, old in pairs if new != old]
        is_empty = any(new is None or new[0] == 0 for new in changed)
        # Editors truncate or unlink a file before they write it. One that is gone or empty means
        # all defaults only if it still is at the next look: feeds, quiet hours and the proxy of
        # somebody at risk hang on it.
        if not self._was_empty and is_empty:
            self._was_empty = True
            return None
        self._was_empty = False
        before, settings = self._stamps, self.load()
        if self._read_stamps() != self._stamps:  # written meanwhile: what was read may be a part
            self._stamps = before
            return None
        return settings

    def _read_stamps(self) -> tuple[_Stamp, ...]:
        paths = (self._path, *system_paths(os.environ, sys.platform))
        return tuple(_read_stamp(path) for path in paths)


def _read_stamp(path: Path) -> _Stamp:
    """Return what changes when a file does: one that is put in its place is another."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _read_bytes(path: Path) -> bytes:
    _refuse_what_is_no_file(path, path.stat())  # opening some devices does something
    with open(path, "rb", opener=lambda name, mode: os.open(name, mode | _CAREFULLY)) as file:
        _refuse_what_is_no_file(path, os.fstat(file.fileno()))
        return file.read(_MOST_BYTES + 1)


def _refuse_what_is_no_file(path: Path, found: os.stat_result, *, null: bool = True) -> None:
    kind = _KINDS.get(stat.S_IFMT(found.st_mode))
    if kind and not (null and _is_null_device(found)):
        raise ConfigError(f"{path}: this is {kind}; write the settings to a file")


def _is_null_device(found: os.stat_result) -> bool:
    return stat.S_ISCHR(found.st_mode) and os.path.samestat(found, Path(os.devnull).stat())
