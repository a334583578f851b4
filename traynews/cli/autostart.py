"""`autostart`: start at login, or not."""

from __future__ import annotations

from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.desktop.autostart import UNSEEN, Autostart
from traynews.desktop.program import find_program, is_sandboxed, name_icon
from traynews.locations import Locations, find_asset, locate


def autostart(session: Session, action: str) -> None:
    """`autostart`: start at login, or not. Raises `AutostartError`."""
    startup = make_autostart(session.locations)
    if action == "on":
        session.say_missing_config()  # it is named in what starts at login
    if action != "status":
        startup.switch(on=action == "on")
        session.ring()  # the menu shows it, too
    started = startup.status()
    if started is None:
        say("TrayNews does not know whether it starts at login: it is not installed here.")
    else:
        say(f"TrayNews {'starts' if started else 'does not start'} at login.")
        if is_sandboxed():
            say(UNSEEN)


def make_autostart(locations: Locations) -> Autostart:
    """Return how this program starts at login."""
    return Autostart(make_command(locations), name_icon(find_asset("traynews.png")))


def make_command(locations: Locations) -> tuple[str, ...]:
    """Return what a desktop is to start: this program, on these locations where not the usual.

    Nothing where there is no program that could be started from elsewhere.
    """
    command, usual = find_program(), locate(None, None, {})
    if command and locations.config != usual.config:
        command += ("--config", str(locations.config))
    if command and locations.data != usual.data:
        command += ("--data-dir", str(locations.data))
    return command
