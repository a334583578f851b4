"""The settings file: `config`."""

from __future__ import annotations

from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.desktop.editor import open_file
from traynews.settings import disk, edit


def path(session: Session) -> None:
    """`config path`: where the file is, whether it exists or not."""
    say(str(session.locations.config))


def show(session: Session) -> None:
    """`config show`: what the file says. Raises `ConfigError`."""
    text = disk.read(session.locations.config)
    say("# all defaults" if text is None else text.rstrip("\n"))


def open_in_editor(session: Session) -> None:
    """`config edit`: open the file, made with all defaults in comments if there is none."""
    disk.ensure(session.locations.config)
    open_file(session.locations.config)


def check(session: Session) -> None:
    """`config check`: whether the file is understood. Raises `ConfigError`."""
    session.settings()
    file = session.locations.config
    say(f"{file}: fine" if file.exists() else f"{file}: not there; all defaults")


def set_value(session: Session, key: str, value: str) -> None:
    """`config set`: change one value, comments stay. Raises `ConfigError`."""
    edit.set_value(session.locations.config, key, value)
    session.ring()
    say(f"{key} is set.")
