"""What is on the screen of a test desktop, and a mouse and keyboard to reach it."""

from __future__ import annotations

import contextlib
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image, ImageChops, ImageGrab
from Xlib.display import Display

from tests.desktop.programs import wait_for


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in pixels from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where to click."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def edges(self) -> tuple[int, int, int, int]:
        """Left, upper, right and lower edge, as Pillow takes them."""
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Window:
    """A window that shows."""

    id: str
    name: str
    box: Box


class Seat(Protocol):
    """Eyes and a mouse on a display that is not X."""

    def grab(self) -> Image.Image:
        """Return what the screen shows now."""

    def move(self, x: int, y: int) -> None:
        """Move the pointer there."""

    def press(self, button: int) -> None:
        """Click where the pointer is: 1 is left, 2 middle, 3 right."""


class Screen:
    """Eyes and hands on one display: an X one, or what `seat` sees and reaches.

    `pictures` is where screenshots go.
    """

    def __init__(
        self, environment: dict[str, str], pictures: Path, seat: Seat | None = None
    ) -> None:
        self._environment = environment
        self._display = environment.get("DISPLAY", "")
        self._pictures = pictures
        self._seat = seat

    def grab(self) -> Image.Image:
        """Return what the screen shows now."""
        return self._seat.grab() if self._seat else ImageGrab.grab(xdisplay=self._display)

    def screenshot(self, name: str) -> Path:
        """Save what the screen shows as `name`.png and return the file."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        path = self._pictures / f"{name}.png"
        self.grab().save(path)
        return path

    def find_change(self, before: Image.Image, within: Box | None = None) -> Box | None:
        """Return the smallest box around what differs now from `before`; None if nothing does."""
        return find_difference(before, self.grab(), within)

    def wait_until_still(self, timeout: float = 5.0, still: float = 0.15) -> Image.Image:
        """Return what the screen shows once it has not changed for `still` seconds."""
        seen, since = self.grab(), time.monotonic()

        def unchanged() -> bool:
            nonlocal seen, since
            now = self.grab()
            if find_difference(seen, now):
                seen, since = now, time.monotonic()
            return time.monotonic() - since >= still

        wait_for(unchanged, timeout, "the screen stands still")
        return seen

    def hosts_xembed(self) -> bool:
        """Whether a panel takes icons in the old manner, by owning the tray's selection."""
        with contextlib.closing(Display(self._display)) as display:
            return bool(display.get_selection_owner(display.intern_atom("_NET_SYSTEM_TRAY_S0")))

    def is_plain(self, within: Box) -> bool:
        """Whether there is one colour only: a window that nobody has painted yet."""
        part = self.grab().crop(within.edges).convert("RGB")
        return part.getcolors(1) is not None

    def find_colour(
        self, colour: tuple[int, int, int], within: Box | None = None, tolerance: int = 8
    ) -> Box | None:
        """Return the smallest box around all pixels of about this colour; None if there is none."""
        near = far_from(self.grab(), colour).point(
            [255] * (tolerance + 1) + [0] * (255 - tolerance)
        )
        return _box_of(near, within)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there: 1 is left, 2 middle, 3 right, 4 and 5 the wheel."""
        if self._seat:
            self._seat.move(x, y)
            self._seat.press(button)
        else:
            self._xdotool("mousemove", str(x), str(y), "click", str(button))

    def move(self, x: int, y: int) -> None:
        """Move the pointer there."""
        if self._seat:
            self._seat.move(x, y)
        else:
            self._xdotool("mousemove", str(x), str(y))

    def key(self, *keys: str) -> None:
        """Press keys one after the other, by X names: `Down`, `Return`, `ctrl+a`."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def windows(self, *, of_class: str = "", name: str = "") -> list[Window]:
        """Return the windows that show whose class or name matches the regular expression."""
        wanted = ["--class", of_class] if of_class else ["--name", name or "."]
        found = []
        for window in self._xdotool("search", "--onlyvisible", *wanted, fine=(0, 1)).split():
            shape = self._xdotool("getwindowgeometry", "--shell", window, fine=(0, 1))
            values = dict(line.split("=", 1) for line in shape.splitlines() if "=" in line)
            if "HEIGHT" not in values:
                continue  # it closed between the two questions
            box = Box(*(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))
            title = self._xdotool("getwindowname", window, fine=(0, 1)).strip()
            found.append(Window(window, title, box))
        return found

    def _xdotool(self, *arguments: str, fine: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
        if done.returncode not in fine:
            raise RuntimeError(f"xdotool {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout


def find_difference(
    before: Image.Image, after: Image.Image, within: Box | None = None
) -> Box | None:
    """Return the smallest box around what differs between two pictures; None if nothing does."""
    difference = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
    return _box_of(difference, within)


def far_from(picture: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """Return how far each pixel is from a colour, in the channel where it is farthest."""
    seen = picture.convert("RGB")
    channels = ImageChops.difference(seen, Image.new("RGB", seen.size, colour)).split()
    return ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])


def _box_of(marks: Image.Image, within: Box | None) -> Box | None:
    left, upper = (within.x, within.y) if within else (0, 0)
    edges = (marks.crop(within.edges) if within else marks).getbbox()
    if edges is None:
        return None
    return Box(left + edges[0], upper + edges[1], edges[2] - edges[0], edges[3] - edges[1])
