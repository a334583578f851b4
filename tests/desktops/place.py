"""What a desktop is: what it needs, how it starts, what its buttons do."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.desktop.programs import Program
from tests.desktop.rig import NOTIFICATIONS, Desktop
from tests.desktop.screen import Box

PACKAGES = Path(__file__).with_name("packages.txt")
"""Debian's packages for all desktops, one a line: the one list, which `.ci/run` installs."""

_LONG = 40.0  # seconds that a whole desktop may take to start on a busy machine


class Click(Enum):
    """What a click on the icon does."""

    MENU = "opens the menu"
    WINDOW = "opens the page"


class Edge(Enum):
    """Where the panel with the icon is."""

    TOP = "top"
    BOTTOM = "bottom"


Press = Callable[[Desktop, str], None]
"""Presses a button of the newest pop-up, by its key."""

Find = Callable[[Desktop], list[tuple[int, int]]]
"""Asks where the buttons of the newest pop-up are, from the left."""


@dataclass(frozen=True)
class Place:
    """A desktop.

    `needs` are programs (or whole paths) and the packages they come in. `begin`
    starts what lasts as long as the desktop, `start_shell` what holds the icon and can be started
    anew. `body` is the mouse button that opens a pop-up's page,
    `buttons` how many the server draws for one release. `press` replaces a click on a
    pop-up's button where the server draws none. `crashes` is false where what holds the icon does
    not come back for sure. `left` is None where a click does nothing.
    """

    name: str
    needs: Mapping[str, str]
    begin: Callable[[Desktop], None]
    start_shell: Callable[[Desktop], Program]
    variables: Mapping[str, str] = field(default_factory=dict)
    services: Sequence[str] = ()
    names: Sequence[str] = (NOTIFICATIONS,)
    edge: Edge = Edge.BOTTOM
    depth: int = 50
    display: bool = True
    managed: bool = True
    has_icon: bool = True
    left: Click | None = Click.MENU
    right: Click = Click.MENU
    body: int = 1
    buttons: int = 2
    crashes: bool = True
    press: Press | None = None
    find_buttons: Find | None = None

    def missing(self) -> list[str]:
        """Return the packages whose programs are not here."""
        return sorted({self.needs[name] for name in self.needs if not _is_there(name)})

    def strip(self, size: tuple[int, int]) -> Box:
        """Return where on the screen the panel is, and the icon."""
        width, height = size
        return Box(0, 0 if self.edge is Edge.TOP else height - self.depth, width, self.depth)

    def rest(self, size: tuple[int, int]) -> Box:
        """Return where menus and pop-ups show: all but the panel."""
        width, height = size
        return Box(0, self.depth if self.edge is Edge.TOP else 0, width, height - self.depth)


def _is_there(name: str) -> bool:
    return Path(name).is_file() or shutil.which(name) is not None


class Running:
    """A desktop that runs."""

    def __init__(self, place: Place, desktop: Desktop) -> None:
        self.place, self.desktop = place, desktop
        place.begin(desktop)
        self._shell = self._start_shell()

    def restart_shell(self) -> None:
        """End what holds the icon as a crash would, and start it anew."""
        self.desktop.end(self._shell, crash=True)
        for name in self.place.names:
            self.desktop.wait_until_gone(name, _LONG)
        self._shell = self._start_shell()

    def _start_shell(self) -> Program:
        shell = self.place.start_shell(self.desktop)
        for name in (*self.place.names, NOTIFICATIONS):
            self.desktop.wait_for_name(name, _LONG)
        return shell


@contextlib.contextmanager
def running(place: Place) -> Iterator[Running]:
    """Run a desktop until the block ends."""
    with Desktop(
        place.name,
        display=place.display,
        managed=place.managed,
        services=place.services,
        variables=place.variables,
    ) as desktop:
        yield Running(place, desktop)
