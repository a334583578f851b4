"""The settings file: `config`."""

from __future__ import annotations

from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.desktop.editor import open_file
from traynews.errors import ConfigError
from traynews.settings.catalogue import known_feeds
from traynews.settings.edit import set_value as write_value
from traynews.settings.file import SettingsFile


def path(session: Session) -> None:
    """`config path`: where the file is, whether it exists or not."""
    say(str(session.locations.config))


def show(session: Session) -> None:
    """`config show`: what the file says."""
    file = session.locations.config
    try:
        say(file.read_text(encoding="utf-8", errors="replace").rstrip("\n"))
    except FileNotFoundError:
        say("# all defaults")
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror or error}") from error


def edit(session: Session) -> None:
    """`config edit`: open the file, made with all defaults in comments if there is none."""
    open_file(SettingsFile(session.locations.config, known_feeds).ensure())


def check(session: Session) -> None:
    """`config check`: whether the file is understood. Raises `ConfigError`."""
    session.settings()
    file = session.locations.config
    say(f"{file}: fine" if file.exists() else f"{file}: not there; all defaults")


def set_value(session: Session, key: str, value: str) -> None:
    """`config set`: change one value, comments stay. Raises `ConfigError`."""
    write_value(session.locations.config, key, value)
    session.ring()
    say(f"{key} is set.")
