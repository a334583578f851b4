"""The settings file and the feeds in it: `config`, `feeds`."""

from __future__ import annotations

from traynews.commands.session import Session, known_feeds, say, say_json
from traynews.config import SettingsFile
from traynews.desktop.editor import open_file


def config(session: Session, action: str) -> None:
    """`config`: where the file is, what it says, whether it is understood, edit it."""
    path = session.locations.config
    match action:
        case "path":
            say(str(path))
        case "show":
            say(path.read_text(encoding="utf-8") if path.exists() else "# all defaults")
        case "check":
            session.settings()
            say(f"{path}: fine" if path.exists() else f"{path}: not there; all defaults")
        case _:
            open_file(SettingsFile(path, known_feeds).ensure())


def list_feeds(session: Session, action: str, *, as_json: bool) -> None:  # noqa: ARG001 - one only
    """List what is polled, and what the catalogue offers beside it (`feeds`)."""
    polled = {feed.id: feed for feed in session.settings().feeds if feed.enabled}
    everything = {feed.id: feed for feed in known_feeds()} | polled
    if as_json:
        say_json(
            [
                {"id": feed.id, "title": feed.title, "url": feed.url, "enabled": feed.id in polled}
                for feed in everything.values()
            ]
        )
        return
    for feed in everything.values():
        say(f"{'on ' if feed.id in polled else 'off'} {feed.id:<24} {feed.title or feed.url}")
