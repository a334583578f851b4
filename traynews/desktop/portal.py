"""The desktop's portal, which does for programs in a sandbox what they cannot do themselves.

A sandbox does not reach the folder of what starts at login. The background portal writes there, if
the user lets it, and tells nobody afterwards how it stands. It answers by a signal: at once, or
when the user has answered its question. So whoever asks has a connection of its own, and waits.

Source: xdg-desktop-portal, `org.freedesktop.portal.Background` and `Request`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traynews.desktop.bus.objects import Body
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.entry import entry_id
from traynews.errors import AutostartError, BusError

if TYPE_CHECKING:
    from traynews.desktop.bus.connection import Bus  # needs jeepney, which only Linux has

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"

_BACKGROUND = "org.freedesktop.portal.Background"
_REQUEST = "org.freedesktop.portal.Request"
_REASON = "TrayNews tells of new releases from when you log in, and has no window."
_PATIENCE = 25.0  # seconds for the bus to start the portal, and for that to take the request
_LONGEST = 600.0  # seconds for the user to answer its question
_ALLOWED, _REFUSED = 0, 1

_ENDED = "your desktop ended its question without an answer; try again"
_LATE = "nobody answered your desktop's question for ten minutes; try again"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the desktop starts the program at login from now on; None: it is as it was.

    `refusal` says why that is not what was asked for; empty where it is.
    """

    starts: bool | None
    refusal: str = ""


def ask_to_start(command: Sequence[str], *, on: bool) -> Answer:
    """Have the desktop start the program at login, or no more. Takes as long as the user does.

    `command` is what runs in the sandbox. Raises `AutostartError` where nobody answers.
    """
    options = {
        "reason": ("s", _REASON),
        "autostart": ("b", on),
        "commandline": ("as", list(command)),
    }
    with _reach() as bus:
        body = _request(bus, options)
    return _read(body, on=on)


def check() -> None:
    """Raise `AutostartError` where there is no background portal."""
    from traynews.desktop.bus.wire import property_call  # noqa: PLC0415 - as above

    with _reach() as bus:
        bus.ask(property_call(PORTAL, PATH, _BACKGROUND, "version"), timeout=_PATIENCE)


@contextlib.contextmanager
def _reach() -> Iterator[Bus]:
    try:
        from traynews.desktop.bus.connection import Bus  # noqa: PLC0415 - as above

        bus = Bus()
        bus.connect()
        with contextlib.closing(bus):
            yield bus
    except BusError as error:
        raise AutostartError(
            "your desktop lets no sandbox change what it starts at login; change that in its "
            f"settings, where TrayNews is `flatpak run {entry_id()}`: {error}"
        ) from error


def _request(bus: Bus, options: dict[str, tuple[str, object]]) -> Body:
    """Call `RequestBackground`, and return what its signal says."""
    from traynews.desktop.bus.wire import method_call  # noqa: PLC0415 - as above

    answered: Future[Body] = Future()

    def fail(line: str) -> None:
        if not answered.done():
            answered.set_exception(AutostartError(line))

    def hear(signal: Signal) -> None:
        if not answered.done():
            answered.set_result(signal.body)

    def change_hands(owner: str) -> None:
        if not owner:
            fail(_ENDED)

    # Listened to before it is asked: some answer at once. The path is as the portal will make it.
    token = f"traynews{os.urandom(8).hex()}"
    sender = bus.unique_name.removeprefix(":").replace(".", "_")
    handle = f"{PATH}/request/{sender}/{token}"
    response = SignalRule(interface=_REQUEST, member="Response", sender=PORTAL, path=handle)
    bus.subscribe(response, hear)
    bus.when_lost(lambda _: fail(_ENDED))
    options = {**options, "handle_token": ("s", token)}
    call = method_call(PORTAL, PATH, _BACKGROUND, "RequestBackground", "sa{sv}", ("", options))
    bus.ask(call, timeout=_PATIENCE)
    bus.watch_name(PORTAL, change_hands)
    bus.after(_LONGEST, lambda: fail(_LATE))
    return bus.wait(answered, timeout=_LONGEST + _PATIENCE)


def _read(body: Body, *, on: bool) -> Answer:
    match body:
        case (int(response), dict(results)) if response in (_ALLOWED, _REFUSED):
            pass
        case _:
            raise AutostartError(_ENDED)
    starts = None
    match results.get("autostart"):
        case ("b", bool(told)):
            starts = told
    if starts is on:
        return Answer(starts)
    if response == _REFUSED:
        return Answer(
            starts,
            "your desktop does not let TrayNews run without a window; allow that in its settings, "
            f"or with `flatpak permission-set background background {entry_id()} yes`",
        )
    return Answer(
        starts,
        "your desktop lets TrayNews run without a window, but does not change what it starts at "
        "login; do that in its settings",
    )
