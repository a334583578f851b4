"""A pop-up in the words of `org.freedesktop.Notifications`; pure.

Source: Desktop Notifications Specification 1.2, with what the servers really do beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from traynews.core.data.view import Button, Command, Popup, Urgency, Verb
from traynews.core.text.clean import cut
from traynews.desktop.bus.objects import Body
from traynews.desktop.entry import ENTRY

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

NOTIFY = "susssasa{sv}i"
"""The signature of `Notify`."""

DEFAULT_ACTION = "default"
"""The action that a click on the body of a pop-up invokes."""

_APP_NAME = "TrayNews"
_DISCREET_NAME = "News"
_DISCREET_ICON = "dialog-information"  # in every theme; source: Icon Naming Specification
_TITLE_LIMIT = 200  # about three lines of the widest pop-up; servers cut at one or two
_BODY_LIMIT = 600
_LABEL_LIMIT = 40
_MOST_BUTTONS = 3  # GNOME draws no more
_ENDS = ".!?…:;。！？؟"
_LOOKALIKES = str.maketrans({"&": "+", "<": "\u2039"})  # in every font, as in the tooltip
# Not by `html`, which loads the names of two thousand references: half a megabyte.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_URGENCIES = {Urgency.LOW: 0, Urgency.NORMAL: 1, Urgency.CRITICAL: 2}


@dataclass(frozen=True, slots=True)
class Server:
    """Who shows the pop-ups. `owner` is its unique name on the bus."""

    owner: str
    name: str = ""
    capabilities: frozenset[str] = frozenset()

    @property
    def takes_dismissal_for_a_click(self) -> bool:
        """Whether it invokes `default` when a pop-up is merely dismissed.

        Source: awesomeWM pull request 3863 (2023); on every dismissal, and before the close, so
        that no order of signals tells a click from a dismissal there.
        """
        return self.name == "naughty"

    @property
    def is_budgie(self) -> bool:
        """Whether it draws no button for the action that follows `default`, and escapes titles.

        It shows an escaped title as plain text: "A &amp; B" (ran: 10.7).
        """
        return self.name.startswith("Budgie")

    @property
    def title_room(self) -> int:
        """How many characters of a title it shows; it shows the lines of a body as one, too."""
        return 45 if self.name == "gnome-shell" else _TITLE_LIMIT  # ran: 43


def list_actions(popup: Popup, server: Server) -> list[tuple[str, Button]]:
    """Return the buttons this server can offer, with the keys it will report them by.

    The button that opens (else the first) is `default`: a click on the body in most places, and a
    drawn button in Xfce. A server that invokes `default` on dismissal gets it as a plain button.
    """
    if "actions" not in server.capabilities:
        return []  # notify-osd turns a pop-up with actions into a dialog that steals the focus
    main = main_button(popup)
    ordered = [button for button in popup.buttons if button is main]
    ordered += [button for button in popup.buttons if button is not main]
    named = [
        (f"{button.command.verb.value}-{index}", button)
        for index, button in enumerate(ordered[: _MOST_BUTTONS + 1])
    ]
    if named and not server.takes_dismissal_for_a_click:
        named[0] = (DEFAULT_ACTION, named[0][1])
        if server.is_budgie:
            named = [*named[1:], named[0]]
    return named


def main_button(popup: Popup) -> Button | None:
    """Return the button that a click on the body stands for: the one that opens, else the first."""
    for button in popup.buttons:
        if button.command.verb is Verb.OPEN:
            return button
    return popup.buttons[0] if popup.buttons else None


def compose(
    popup: Popup, server: Server, *, icon: str = ENTRY, entry: str = ENTRY, replaces: int = 0
) -> tuple[Body, dict[str, Command]]:
    """Return the arguments of `Notify`, and what each action key stands for.

    `icon` is a name of the icon theme or an absolute path, `entry` the id of the desktop entry by
    which servers find name, icon and what the user set for it.
    """
    actions = list_actions(popup, server)
    text = popup.body
    if server.title_room < _TITLE_LIMIT:
        cuts = len(popup.title) > server.title_room
        text = _end_lines((popup.body_if_cut or text) if cuts else text)
    title = cut(popup.title, _TITLE_LIMIT)
    if server.is_budgie:
        title = title.translate(_LOOKALIKES)
    body = _safe(cut(text, _BODY_LIMIT))
    if "body-markup" in server.capabilities:
        body = body.translate(_ESCAPES)
    hints: dict[str, tuple[str, object]] = {"urgency": ("y", _URGENCIES[popup.urgency])}
    name = _DISCREET_NAME if popup.discreet else _APP_NAME
    if popup.breaking and icon.startswith("/"):
        own = Path(icon)
        icon = str(own.with_name(f"{own.stem}-breaking{own.suffix}"))
    if popup.discreet:
        icon = _DISCREET_ICON
    else:
        hints["desktop-entry"] = ("s", entry)
    if popup.sound:
        hints["sound-name"] = ("s", "message-new-instant")  # freedesktop sound naming specification
    else:
        hints["suppress-sound"] = ("b", True)
    arguments = (
        name,
        replaces,
        Path(icon).as_uri() if icon.startswith("/") else icon,
        _safe(title),  # plain text by specification: never escaped
        body,
        [text for key, button in actions for text in (key, _label(button))],
        hints,
        -1 if popup.seconds is None else round(popup.seconds * 1000),
    )
    return arguments, {key: button.command for key, button in actions}


def _end_lines(text: str) -> str:
    """Give each line but the last a full stop where it has no end, for who shows them as one."""
    *lines, last = text.split("\n")
    return "\n".join((*(_ended(line) for line in lines), last))


def _ended(line: str) -> str:
    return line if not line or line.rstrip("»”’\"')")[-1:] in _ENDS else f"{line}."


def _label(button: Button) -> str:
    return _safe(cut(button.label, _LABEL_LIMIT))


def _safe(text: str) -> str:
    """Guard the connection, which the tray shares.

    The bus hangs up on who sends it a NUL or broken UTF-8. Texts arrive clean, so this changes
    nothing unless another part of the program has a bug.
    """
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
