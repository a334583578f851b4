"""The settings file: `config`."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from traynews.cli.feeds.switch import say_written
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.desktop.editor import open_file
from traynews.errors import ConfigError
from traynews.settings import disk, edit
from traynews.settings.toml import write_value


def path(session: Session) -> None:
    """`config path`: where the file is, whether it exists or not."""
    say(str(session.locations.config))


def show(session: Session) -> None:
    """`config show`: what the file says. Raises `ConfigError`."""
    text = disk.read(session.locations.config)
    say("# all defaults" if text is None else text.rstrip("\n"))


def check(session: Session) -> None:
    """`config check`: whether the file is understood. Raises `ConfigError`."""
    session.settings()
    file = session.locations.config
    say(f"{file}: fine" if file.exists() else f"{file}: not there; all defaults")


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
    say(f"{key} is {shown} again, the default." if was_set else f"{key} was not set: {shown}.")


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
        status = subprocess.run([*shlex.split(editor), str(file)], check=False).returncode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ConfigError(f"{editor} cannot be started ({why}): set $VISUAL or $EDITOR") from error
    if status:
        raise ConfigError(f"{editor} ended with {status}; look at {file}")
