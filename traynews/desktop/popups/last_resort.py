"""Pop-ups through plyer, where nothing else works; they cannot be clicked.

What plyer 2.1 does, read in its source, and what is done about it here:

- Linux: runs `notify-send`, which takes a title that begins with `-` for an option, expands
  backslashes in the body, and whose exit code plyer drops; in Flatpak it runs `gdbus` with a text
  put together from pieces, which an apostrophe breaks (and a hostile title could extend). So those
  characters are replaced by their typographic likes, and the exit code is looked at.
- Windows: a title of more than 63 or a text of more than 255 UTF-16 units raises in a thread where
  nobody sees it. So they are cut before.
- macOS: needs `pyobjus`, which we do not ask for; without it, it fails here, and not silently.
"""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import threading
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from types import ModuleType, SimpleNamespace
from typing import Any

from traynews.core.data.view import Popup
from traynews.desktop.popups.units import cut_to_units
from traynews.errors import PopupError

_MOMENT = 2.0  # seconds the worker waits for plyer
_PATIENCE = 30.0  # seconds; without a server notify-send waits for 25
_TITLE_UNITS = 63
_BODY_UNITS = 255
_SHOWN_FOR = 10  # seconds; on Windows a second tray icon stands for as long
_LIKES = str.maketrans({"'": "’", "\\": "∖", "<": "‹", ">": "›", "\n": " "})


class LastResortPopups:
    """Shows plain pop-ups without buttons: title and text, and nothing comes back."""

    def __init__(self) -> None:
        self._last: Future[None] | None = None

    def show(self, popup: Popup) -> Future[None] | None:
        """Show it; see `ports.Popups`. What plyer has not returned from may well be shown."""
        if self._last is not None and not self._last.done():
            raise PopupError("plyer: it still hangs in the one before")
        outcome: Future[None] = Future()
        title, body = fit(popup.title, _TITLE_UNITS), fit(popup.body, _BODY_UNITS)
        name = "News" if popup.discreet else "TrayNews"
        threading.Thread(
            target=_settle, args=(outcome, name, title, body), name="plyer", daemon=True
        ).start()
        self._last = outcome
        try:
            outcome.result(_MOMENT)
        except FutureTimeout:
            return outcome
        return None

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Do nothing: plyer forgets what it has shown."""

    def close(self) -> None:
        """Do nothing: plyer holds nothing."""


def fit(text: str, units: int) -> str:
    """Return `text` safe for every system that plyer serves, in at most `units` UTF-16 units."""
    text = text.translate(_LIKES).strip()
    if text.startswith("-"):
        text = "‐" + text[1:]
    return cut_to_units(text, units)


def _settle(outcome: Future[None], name: str, title: str, body: str) -> None:
    try:
        _notify(name, title, body)
    except Exception as error:  # noqa: BLE001 - whatever it raises, the next way must be tried
        reason = str(error) or type(error).__name__
        outcome.set_exception(PopupError(f"plyer: {reason}"))
    else:
        outcome.set_result(None)


def _notify(name: str, title: str, body: str) -> None:
    platform = importlib.import_module("plyer.utils").platform
    # Not `plyer.notification`: that prints a traceback and goes on when its import fails.
    module = importlib.import_module(f"plyer.platforms.{platform}.notification")
    with warnings.catch_warnings(), _looking_at_exit_codes(module):
        warnings.simplefilter("ignore")  # it warns that dbus-python is missing, as we know
        module.instance().notify(
            title=title, message=body or " ", app_name=name, timeout=_SHOWN_FOR
        )


@contextlib.contextmanager
def _looking_at_exit_codes(module: ModuleType) -> Iterator[None]:
    """Have plyer's Linux module, for the one call, run its programs with a check and a limit."""
    real = getattr(module, "subprocess", None)
    if real is None:
        yield
        return
    stand_in = SimpleNamespace(call=_run, run=_run, DEVNULL=subprocess.DEVNULL)
    _put(module, stand_in)
    try:
        yield
    finally:
        _put(module, real)


def _put(module: Any, value: Any) -> None:
    module.subprocess = value


def _run(command: Sequence[str], **_: object) -> int:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OSError(f"{command[0]} failed: {said[-1] if said else done.returncode}")
    return 0
