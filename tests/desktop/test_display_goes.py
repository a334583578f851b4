"""A display that ends between two words: on logging out, or when the X server crashes."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from tests.desktop.rig import Desktop
from traynews.core.data.view import Face
from traynews.desktop.bus.connection import Bus
from traynews.desktop.presence import ask_x_server
from traynews.desktop.tray.xembed import DockedIcon, find_tray

_PORT = 6000  # of display 0 (X11, appendix B)
_MOST_WORDS = 60  # that any of these hears from a display


class Loop:
    """A bus loop on which nothing comes of itself."""

    def __init__(self) -> None:
        self.watched: set[int] = set()

    def watch(self, number: int, _: Callable[[], None]) -> None:
        self.watched.add(number)

    def unwatch(self, number: int) -> None:
        self.watched.remove(number)

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Nothing is asked twice here."""


class MortalDisplay:
    """Hands on so many words of a real display to each who comes, and is gone for him then."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._listener = _listen()
        self.name = f"127.0.0.1:{self._listener.getsockname()[1] - _PORT}"
        self.words = 0
        self.ended = False
        """Whether the last who came was left before he had heard all."""
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(30)
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                guest, _ = self._listener.accept()
                self.ended = False
                with guest, socket.socket(socket.AF_UNIX) as display:
                    display.connect(self._place)
                    speaker = threading.Thread(target=_hand_on, args=(guest, display))
                    speaker.start()
                    self._hand_back(display, guest)
                    for one in (guest, display):
                        with contextlib.suppress(OSError):
                            one.shutdown(socket.SHUT_RDWR)
                    speaker.join(30)

    def _hand_back(self, display: socket.socket, guest: socket.socket) -> None:
        for _ in range(self.words):
            said = display.recv(65536)
            if not said:
                return
            with contextlib.suppress(OSError):
                guest.sendall(said)
        self.ended = True


def _listen() -> socket.socket:
    for number in range(200, 400):
        listener = socket.socket()
        try:
            listener.bind(("127.0.0.1", _PORT + number))
        except OSError:
            listener.close()
            continue
        listener.listen()
        return listener
    pytest.fail("no display number is free")


def _hand_on(guest: socket.socket, display: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while said := guest.recv(65536):
            display.sendall(said)
        display.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def mortal(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[MortalDisplay]:
    number = re.sub(r"\D", "", desktop.environment["DISPLAY"])
    made = MortalDisplay(f"/tmp/.X11-unix/X{number}")  # noqa: S108 - where every X server listens
    monkeypatch.setenv("DISPLAY", made.name)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    yield made
    made.close()


def dock() -> None:
    loop = Loop()
    icon = DockedIcon(cast("Bus", loop), lambda: None, lambda _: None)
    icon.begin(Face())
    icon.show(Face())
    icon.end()
    assert not loop.watched


# python-xlib leaves its socket to the garbage collector when it cannot connect.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("ask", [ask_x_server, find_tray, dock])
def test_whoever_asks_a_display_that_ends_meanwhile_goes_on(
    mortal: MortalDisplay, desktop: Desktop, ask: Callable[[], object]
) -> None:
    """After every word that it says, up to the last one."""
    desktop.start_panel("trayer")
    while mortal.words < _MOST_WORDS:
        ask()
        mortal.words += 1
        if not mortal.ended:
            break
    assert 1 < mortal.words < _MOST_WORDS
