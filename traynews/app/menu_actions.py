"""What the user asks for that is neither the worker's nor done at once: files, settings, login.

None of it holds up the tray. What changes a file is done one after the other on a thread of its
own, so that two quick clicks cannot undo each other; what opens something, or has the desktop ask
the user something, has a thread each, since that takes seconds or minutes. Afterwards the worker is
rung: it reads the settings again and draws.
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from traynews.app.window_process import WindowProcess
from traynews.core.data.model import Feed
from traynews.core.data.view import Command, Verb
from traynews.desktop.autostart import Autostart
from traynews.desktop.editor import open_file
from traynews.errors import TrayNewsError
from traynews.locations import Locations
from traynews.settings.disk import ensure

log = logging.getLogger(__name__)


class Installer(Protocol):
    """Puts the program into the application menu."""

    def status(self) -> bool | None:
        """Return whether it is there; None where nobody could put it there."""
        ...

    def install(self) -> object:
        """Put it there. Raises `TrayNewsError`."""
        ...


Papers = Mapping[Verb, Callable[[], Path]]
"""What is written for the user and then opened: for each verb, who writes it and says where."""

_NAMES = {
    Verb.SET: "The setting was not changed",
    Verb.TOGGLE_FEED: "The feed was not switched",
    Verb.FOLLOW: "The source is not followed",
    Verb.MUTE: "The feed's alerts were not switched",
    Verb.AUTOSTART: "Starting at login was not changed",
    Verb.INSTALL: "TrayNews was not added to the applications",
    Verb.EDIT_CONFIG: "The settings cannot be edited",
    Verb.WINDOW: "The page cannot be shown",
    Verb.LOG: "The log cannot be shown",
    Verb.DOCTOR: "The doctor's report cannot be shown",
    Verb.ARCHIVE: "The archive cannot be shown",
    Verb.WIPE: "Nothing was removed",
}


class MenuActions:
    """Runs them. `tell` shows a line under a topic (empty: nothing is wrong), from any thread.

    `browse` opens a page, by its address, with an activation token; `done` is called after each
    change. `autostart` is None where starting at login makes no sense (the demo), and so is `wipe`,
    which begins to remove everything and returns. `window` serves the page, None where nobody does.
    """

    def __init__(
        self,
        locations: Locations,
        catalogue: Callable[[], Sequence[Feed]],
        *,
        autostart: Autostart | None,
        installer: Installer | None = None,
        papers: Papers,
        wipe: Callable[[], None] | None = None,
        window: WindowProcess | None = None,
        browse: Callable[[str, str], object],
        tell: Callable[[str, str], None],
        done: Callable[[], None],
    ) -> None:
        self._locations = locations
        self._catalogue = catalogue
        self._autostart = autostart
        self._installer = installer
        self._papers = papers
        self._window = window
        self._browse = browse
        self._tell = tell
        self._done = done
        self._in_order = ThreadPoolExecutor(1, thread_name_prefix="settings")
        self._changes: dict[Verb, Callable[[str], object]] = {
            Verb.SET: self._set,
            Verb.TOGGLE_FEED: self._switch_feed,
            Verb.FOLLOW: self._follow,
            Verb.MUTE: self._mute_feed,
        }
        if wipe is not None:
            self._changes[Verb.WIPE] = lambda _: wipe()
        if installer is not None:
            self._changes[Verb.INSTALL] = lambda _: installer.install()

    @property
    def verbs(self) -> frozenset[Verb]:
        """What can be asked of it."""
        shown = {Verb.EDIT_CONFIG, Verb.LOG} | ({Verb.WINDOW} if self._window else set())
        asked = {Verb.AUTOSTART} if self._autostart else set()
        return frozenset({*self._changes, *self._papers, *shown, *asked})

    def starts_at_login(self) -> bool | None:
        """Return whether the program does; None where nobody knows."""
        return None if self._autostart is None else self._autostart.status()

    def is_in_menu(self) -> bool | None:
        """Return whether the application menu has the program; None where it cannot."""
        return None if self._installer is None else self._installer.status()

    def run(self, command: Command, token: str = "") -> None:
        """Begin one of them and return at once. Any thread."""
        change = self._changes.get(command.verb)
        if change is not None:
            self._in_order.submit(self._try, command.verb, lambda: self._change(change, command))
        else:
            action = functools.partial(self._try, command.verb, lambda: self._show(command, token))
            threading.Thread(target=action, name=str(command.verb), daemon=True).start()

    def close(self) -> None:
        """Wait until the changes under way are written; they take milliseconds."""
        self._in_order.shutdown()
        if self._window is not None:
            self._window.close()

    def _try(self, verb: Verb, action: Callable[[], None]) -> None:
        try:
            action()
        except (TrayNewsError, OSError) as error:
            log.warning("%s: %s", verb, error)
            self._tell(verb, f"{_NAMES[verb]}: {error}")
        except Exception:
            log.exception("an action of the menu failed: %s", verb)
            self._tell(verb, f"{_NAMES[verb]}; the log has the details")
        else:
            self._tell(verb, "")

    # --- what changes a file: one at a time ----------------------------------------------------

    def _change(self, change: Callable[[str], object], command: Command) -> None:
        change(command.value)
        self._done()

    def _set(self, assignment: str) -> None:
        from traynews.settings.edit import set_value  # noqa: PLC0415 - many never change a setting

        key, _, value = assignment.partition("=")
        set_value(self._locations.config, key, value, catalogue=self._catalogue)

    def _switch_feed(self, feed_id: str) -> None:
        from traynews.settings.edit import switch_feed  # noqa: PLC0415 - as above

        switch_feed(self._locations.config, feed_id, catalogue=self._catalogue)

    def _follow(self, feed_id: str) -> None:
        from traynews.settings.edit import enable_feed  # noqa: PLC0415 - as above

        enable_feed(self._locations.config, feed_id, catalogue=self._catalogue)

    def _mute_feed(self, feed_id: str) -> None:
        from traynews.settings.edit import mute_feed  # noqa: PLC0415 - as above

        mute_feed(self._locations.config, feed_id, catalogue=self._catalogue)

    # --- what may take a while -----------------------------------------------------------------

    def _show(self, command: Command, token: str) -> None:
        match command.verb:
            case Verb.AUTOSTART if self._autostart is not None:
                self._autostart.switch(on=command.value == "on")
                self._done()
            case Verb.EDIT_CONFIG:
                ensure(self._locations.config)
                open_file(self._locations.config)
            case Verb.LOG:
                open_file(self._locations.log)
            case Verb.WINDOW if self._window is not None:
                self._browse(self._window.make_address(), token)
            case _:
                paper = self._papers[command.verb]()
                if paper.suffix == ".html":
                    self._browse(paper.as_uri(), token)
                else:
                    open_file(paper)
