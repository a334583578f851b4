"""Alerts as lines in the terminal, for where there is no desktop."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from traynews.core.data.view import Popup
from traynews.core.text.clean import clean_line
from traynews.desktop.popups.notification import main_button
from traynews.errors import PopupError

_BELL = "\a"


class TerminalPopups:
    """Prints one block for each alert: headline, first sentence, address, and an empty line.

    Nothing can be clicked, so the address stands there to be opened. `stream` is standard output
    as it is when an alert comes, unless one is given.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def show(self, popup: Popup) -> None:
        """Print it and flush; `PopupError` when nobody reads any more."""
        stream = self._stream or sys.stdout
        if stream is None:  # a program without a console has none
            raise PopupError("no alert in the terminal: there is none")
        text = "".join(f"{line}\n" for line in _list_lines(popup)) + "\n"
        if popup.sound:
            text += _BELL
        encoding = stream.encoding or "utf-8"
        try:
            stream.write(text.encode(encoding, "replace").decode(encoding))
            stream.flush()
        except (OSError, ValueError) as error:  # ValueError: it has been closed
            raise PopupError(f"no alert in the terminal: {error}") from error

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Do nothing: what is printed stays."""

    def close(self) -> None:
        """Do nothing: the stream is not ours."""


def _list_lines(popup: Popup) -> list[str]:
    button = main_button(popup)
    # An address tells as much as a headline.
    address = button.command.url if button and not popup.discreet else ""
    # Cleaned once more: an escape sequence that slipped through would drive the terminal.
    body = [clean_line(line) for line in popup.body.splitlines()]
    return [
        clean_line(popup.title),
        *(f"  {line}" for line in [*body, clean_line(address)] if line),
    ]
