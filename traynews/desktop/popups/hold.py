"""Whether the notification server itself holds pop-ups back now; touched on the bus loop only."""

from __future__ import annotations

from collections.abc import Callable

from traynews.desktop.bus import Bus, method_call
from traynews.desktop.objects import DBUS, Body
from traynews.desktop.popups.notification import NAME, PATH
from traynews.errors import BusError

_PATIENCE = 0.25  # seconds for each question
_PROPERTIES = (
    (NAME, "Inhibited"),  # Plasma: do not disturb
    ("org.dunstproject.cmd0", "paused"),  # dunst: `dunstctl set-paused true`
)


class Hold:
    """Asks the properties in which a server tells it; those it lacks are not asked again."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._told_by: dict[str, tuple[tuple[str, str], ...]] = {}  # by owner, the present one only

    def ask(self, owner: str, answer: Callable[[bool], None]) -> None:
        """Have `answer` called with whether pop-ups are held back; False where none can tell."""
        left = list(self._told_by.get(owner, _PROPERTIES))

        def ask_next() -> None:
            if not left:
                self._told_by = {owner: ()}
                answer(False)  # noqa: FBT003 - the callback has no name for it
                return
            get = method_call(owner, PATH, f"{DBUS}.Properties", "Get", "ss", left[0])
            self._bus.call(get, told, timeout=_PATIENCE)

        def told(reply: Body | BusError) -> None:
            match reply:
                case (("b", held),):
                    self._told_by = {owner: (left[0],)}
                    answer(bool(held))
                case _:
                    del left[0]
                    ask_next()

        ask_next()
