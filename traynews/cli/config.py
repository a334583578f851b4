"""The settings file: `config`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from traynews.cli.feeds.switch import say_written
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.command_words import split_command
from traynews.desktop.editor import open_file
from traynews.errors import ConfigError
from traynews.settings import disk, edit
from traynews.settings.catalogue import known_feeds
from traynews.settings.layers import said
from traynews.settings.text import read_toml
from traynews.settings.toml import write_value


def path(session: Session) -> None:
    """`config path`: where the file is, whether it exists or not."""
    say(str(session.locations.config))


def show(session: Session) -> None:
    """`config show`: what the file says, and what the system's say. Raises `ConfigError`."""
    text = disk.read(session.locations.config)
    below = disk.read_system(known_feeds)
    if text is not None or not below.sources:
        say("# all defaults" if text is None else text.rstrip("\n"))
    if not below.sources and not below.locked:
        return
    own = said(read_toml(text or "", str(session.locations.config)))
    say("\n# For all users:")
    for key, source in below.sources.items():
        told = f"# {key} = {_shown(below.values[key])}  # {source}"
        if key in own and key not in below.locked:
            told += ": not used, yours is"
        say(told)
    for key in below.locked:
        say(f"# {below.why_locked(key)}{': yours is not used' if key in own else ''}")


def check(session: Session) -> None:
    """`config check`: whether the file is understood. Raises `ConfigError`."""
    session.settings()
    file = session.locations.config
    below = disk.read_system(known_feeds)
    for source in dict.fromkeys((*below.sources.values(), *below.locked.values())):
        say(f"{source}: fine, for all users")
    otherwise = "all as for all users" if below.sources else "all defaults"
    say(f"{file}: fine" if file.exists() else f"{file}: not there; {otherwise}")
    for key in said(read_toml(disk.read(file) or "", str(file))):
        why = below.why_locked(key)
        if why:
            say(f"{file}: {why}: what this file says there is not used")


def _shown(value: Any) -> str:
    """Return a value of the system's in one line; a list of tables by how many there are."""
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return "1 table" if len(value) == 1 else f"{len(value)} tables"
    return write_value(value)


def get_value(session: Session, key: str) -> None:
    """`config get`: what holds now, be it set or the default. Raises `ConfigError`."""
    value = edit.get_value(session.locations.config, key)
    say(value if isinstance(value, str) else write_value(value))


def set_value(session: Session, key: str, value: str) -> None:
    """`config set`: change one value, comments stay. Raises `ConfigError`."""
    say_written(edit.set_value(session.locations.config, key, value))
    session.ring()
    say(f"{key} is set.")


def unset(session: Session, key: str) -> None:
    """`config unset`: let a key be what it is by default. Raises `ConfigError`."""
    file = session.locations.config
    was_set = edit.unset(file, key)
    session.ring()
    value = edit.get_value(file, key)
    shown = write_value(value)
    source = disk.read_system(known_feeds).sources.get(key)
    whose = f"as {source} says for all users" if source else "the default"
    if was_set:
        say(f"{key} is {shown} again, {whose}.")
    else:
        say(f"{key} was not set; it is {shown}, {whose}.")


def open_in_editor(session: Session) -> None:
    """`config edit`: open the file, made with all defaults in comments if there is none.

    In a terminal with the editor of `$VISUAL` or `$EDITOR`, else as the desktop does. Raises
    `ConfigError` where what was written there is not understood.
    """
    file = session.locations.config
    disk.ensure(file)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not (editor and sys.stdin.isatty() and sys.stdout.isatty()):
        open_file(file)
        return
    _edit_here(editor, file)
    session.settings()
    session.ring()


def _edit_here(editor: str, file: Path) -> None:
    try:
        status = subprocess.run([*split_command(editor), str(file)], check=False).returncode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ConfigError(f"{editor} cannot be started ({why}): set $VISUAL or $EDITOR") from error
    if status:
        raise ConfigError(f"{editor} ended with {status}; look at {file}")
