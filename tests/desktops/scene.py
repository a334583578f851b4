"""The program on a whole desktop, and what a user sees and does there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from jeepney import DBusAddress
from jeepney.wrappers import DBusErrorResponse
from PIL import Image

from tests.desktop.hosted import menu_labels
from tests.desktop.rig import NOTIFICATIONS, Desktop
from tests.desktop.screen import Box, find_difference
from tests.desktops.place import Click, Place, Running
from tests.desktops.sight import find_buttons, find_lines
from tests.installation import Installation, make_feed, quit_program
from tests.server import FeedServer

SITE = "https://news.example"

_TEAL = (15, 118, 128)  # of the icon, where nothing is urgent
_BUTTONS = 3  # of a pop-up for one release
_SERVER = DBusAddress(
    "/org/freedesktop/Notifications", bus_name=NOTIFICATIONS, interface=NOTIFICATIONS
)
_MOST_POPUPS = 40  # that tests on one desktop show
_PATIENCE = 15.0  # seconds for whatever a busy machine does late


class Scene:
    """The program runs on this desktop and knows of so many releases."""

    def __init__(
        self,
        running: Running,
        installation: Installation,
        feeds: FeedServer,
        titles: Sequence[str],
    ) -> None:
        self.running, self.installation, self._feeds = running, installation, feeds
        self._titles = titles
        self.place: Place = running.place
        self.desktop: Desktop = running.desktop
        self._heard = self.desktop.watch_bus(NOTIFICATIONS)
        self._count = 0
        self._ground: Image.Image | None = None

    # --- the feed ------------------------------------------------------------------------------

    def publish(self, count: int) -> None:
        """Let the feed hold so many releases."""
        self._count = count
        self._feeds.serve("/feed", make_feed(count, site=SITE, titles=self._titles))

    def is_read(self, number: int) -> bool:
        """Whether a release counts as read."""
        return self.installation.is_read(f"{SITE}/release/{number}")

    def opened(self) -> str:
        """Return the one page that the browser was told to open."""
        (call,) = self.desktop.opened(self._opened + 1, _PATIENCE)[self._opened :]
        return call.arguments[0]

    @property
    def _size(self) -> tuple[int, int]:
        return self.desktop.screen.grab().size

    # --- the icon and its menu -----------------------------------------------------------------

    def begin(self) -> None:
        """Note what the screen shows before anything happens."""
        self._opened = len(self.desktop.opened())

    def find_icon(self) -> Box | None:
        """Return where the panel shows the icon."""
        strip = self.place.strip(self._size)
        return self.desktop.screen.find_colour(_TEAL, strip, tolerance=14)

    def wait_for_icon(self) -> Box:
        """Return where the panel shows the icon, once it does."""
        self.desktop.wait_until(lambda: self.find_icon() is not None, _PATIENCE, "the icon shows")
        self._wait_until_still()
        box = self.find_icon()
        assert box is not None
        return box

    def click_icon(self, button: int) -> None:
        """Click the icon."""
        icon = self.wait_for_icon()
        self._ground = self._wait_until_still()
        self.desktop.click(*icon.middle, button)

    def open_menu(self, button: int | None = None) -> Box:
        """Click the icon, by the button that opens the menu, and return where the menu is."""
        self.click_icon(button or (1 if self.place.left is Click.MENU else 3))
        self._rest_pointer()  # some show a tooltip above the menu while it is on the icon
        return self._wait_for_new(100, "the menu")

    def click_row(self, menu: Box, label: str) -> None:
        """Click the row that bears the label."""
        labels = [one for one in menu_labels(self.desktop) if one]

        def lines() -> list[Box]:
            return find_lines(self.desktop.screen.grab(), menu)

        what = f"the menu at {menu} shows {len(labels)} rows: {labels}"
        self.desktop.wait_until(lambda: len(lines()) == len(labels), _PATIENCE, what)
        (number,) = [n for n, one in enumerate(labels) if label in one]
        x = menu.x + min(80, menu.width // 2)
        self.desktop.click(x, lines()[number].middle[1])

    # --- pop-ups -------------------------------------------------------------------------------

    def wait_for_popup(self) -> Box:
        """Publish one release more and return where its pop-up is, once it shows."""
        self._rest_pointer()
        self._ground = self._wait_until_still()
        before = len(self._heard.heard("Notify", kind="method_call"))
        self.publish(self._count + 1)
        self._heard.wait_for("Notify", count=before + 1, timeout=_PATIENCE)
        return self._wait_for_new(40, "the pop-up")

    def click_body(self, popup: Box) -> None:
        """Click the pop-up where its text is."""
        self.desktop.click(
            popup.x + popup.width // 2, popup.y + popup.height * 2 // 5, self.place.body
        )

    def press(self, popup: Box, number: int) -> None:
        """Press a button of the pop-up: 0 is Open, which not all draw, since the body does it.

        The pointer stays on it until the server tells that it was pressed.
        """
        before = len(self._heard.heard("ActionInvoked"))
        if self.place.press:
            self.place.press(self.desktop, self._keys()[number])
        else:
            self._click_button(popup, number)
        self._heard.wait_for("ActionInvoked", count=before + 1, timeout=_PATIENCE)

    def _click_button(self, popup: Box, number: int) -> None:
        self.desktop.move(*popup.middle)  # some draw their buttons only then

        def seen() -> list[tuple[int, int]]:
            if self.place.find_buttons:
                return self.place.find_buttons(self.desktop)
            box, picture = self._new() or popup, self.desktop.screen.grab()
            return [one.middle for one in find_buttons(picture, box, self.place.buttons)]

        self.desktop.wait_until(lambda: bool(seen()), _PATIENCE, "there are buttons")
        self._wait_until_still()
        button = seen()[number - _BUTTONS]
        self.desktop.move(*button)  # as a hand does: some drop a press that comes with the move
        self._wait_until_still()
        self.desktop.screenshot(f"button-{number}")
        self.desktop.click(*button)

    def wait_until_gone(self) -> None:
        """Wait until no pop-up and no menu shows any more."""
        self._rest_pointer()
        self.desktop.wait_until(lambda: self._new() is None, _PATIENCE, "it goes")

    def _rest_pointer(self) -> None:
        """Move the pointer where there is nothing that it could bring up."""
        width, height = self._size
        self.desktop.move(width // 4, height // 2)

    def close_popups(self) -> None:
        """Close what pop-ups are left."""
        for number in range(1, _MOST_POPUPS):
            with contextlib.suppress(DBusErrorResponse):  # some refuse what they do not know
                self.desktop.call(_SERVER, "CloseNotification", "u", number)

    def _wait_until_still(self) -> Image.Image:
        """Wait until nothing moves; these draw by software, a few times a second."""
        return self.desktop.screen.wait_until_still(_PATIENCE, still=0.4)

    def _keys(self) -> list[str]:
        notify = self._heard.heard("Notify", kind="method_call")[-1]
        return list(notify.body[5][::2])

    def _wait_for_new(self, height: int, what: str) -> Box:
        def shows() -> bool:
            box = self._new()
            return box is not None and box.height >= height

        self.desktop.wait_until(shows, _PATIENCE, f"{what} shows")
        self._wait_until_still()
        box = self._new()
        assert box is not None
        return box

    def _new(self) -> Box | None:
        assert self._ground is not None
        rest = self.place.rest(self._ground.size)
        return find_difference(self._ground, self.desktop.screen.grab(), rest)


@contextlib.contextmanager
def playing(
    running: Running, folder: Path, count: int = 3, titles: Sequence[str] = ()
) -> Iterator[Scene]:
    """Run the program on a desktop, with so many releases already known, until the block ends."""
    desktop = running.desktop
    installation = Installation(folder, desktop.environment)
    with FeedServer() as feeds:
        scene = Scene(running, installation, feeds, titles)
        scene.publish(count)
        installation.configure(feeds.url("/feed"), alerts='duration = "until-dismissed"')
        program = installation.start()
        try:
            desktop.wait_for_name("org.traynews.TrayNews", 10)
            desktop.wait_until(
                lambda: len(installation.titles()) == count, _PATIENCE, "the releases are stored"
            )
            scene.begin()
            yield scene
            assert quit_program(program) == 0, program.output()
            assert "Traceback" not in installation.log(), installation.log()
        finally:
            program.kill()
            scene.close_popups()
            if running.place.has_icon:
                desktop.wait_until(lambda: scene.find_icon() is None, _PATIENCE, "the icon goes")
