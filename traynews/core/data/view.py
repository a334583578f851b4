"""What the user is shown and can ask for: commands, menu rows, the icon's face, pop-ups. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Verb(StrEnum):
    """What a user can ask for, from a pop-up's button or a menu row."""

    OPEN = "open"
    READ = "read"
    LATER = "later"
    READ_ALL = "read-all"
    OPEN_UNREAD = "open-unread"
    CHECK = "check"
    PAUSE = "pause"
    RESUME = "resume"
    VISIT = "visit"
    WINDOW = "window"
    ARCHIVE = "archive"
    SET = "set"
    EDIT_CONFIG = "edit-config"
    TOGGLE_FEED = "toggle-feed"
    FOLLOW = "follow"
    CHECK_FEED = "check-feed"
    MUTE = "mute"
    MUTE_PLACE = "mute-place"
    UNMUTE_PLACE = "unmute-place"
    AUTOSTART = "autostart"
    INSTALL = "install"
    ABOUT = "about"
    TEST_ALERT = "test-alert"
    LOG = "log"
    DOCTOR = "doctor"
    WIPE = "wipe"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Command:
    """A wish of the user: the verb, and what it is about.

    `entry_ids` and `url` for OPEN and READ; `url` for VISIT; `value` for the rest (a duration in
    seconds for PAUSE, `tomorrow` for the next morning, empty for "until resumed", see
    `pause.pause_end`; `key=value` for SET; `on` or `off` for AUTOSTART; a feed id for FOLLOW and
    the feed verbs).
    """

    verb: Verb
    entry_ids: tuple[int, ...] = ()
    url: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a menu, as every tray back end and the terminal can draw it.

    `checked` is None for a plain row, else a check mark, or a radio mark where `radio`. A row
    without command and children is text only (`enabled` false); with an empty label it is a
    separator.
    """

    label: str = ""
    command: Command | None = None
    children: tuple[Row, ...] = ()
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    default: bool = False  # what a left click does where the tray has such a thing

    @property
    def separator(self) -> bool:
        """Whether it is a line between two groups."""
        return not self.label and not self.children


class Mood(StrEnum):
    """What the icon says, the most pressing first."""

    TROUBLE = "trouble"
    PAUSED = "paused"
    URGENT = "urgent"
    BREAKING = "breaking"
    UNREAD = "unread"
    NORMAL = "normal"


Badge = Literal["number", "dot", "none"]


@dataclass(frozen=True, slots=True)
class Face:
    """What the icon shows: its mood and how many are unread."""

    mood: Mood = Mood.NORMAL
    count: int = 0
    badge: Badge = "number"


@dataclass(frozen=True, slots=True)
class View:
    """The tray, drawn from a snapshot: icon, tooltip (plain, short) and menu."""

    face: Face = Face()
    tooltip: str = "TrayNews"
    rows: tuple[Row, ...] = ()


class Urgency(StrEnum):
    """The three urgencies of the Desktop Notifications specification."""

    LOW = "low"
    NORMAL = "normal"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Button:
    """One action of a pop-up. The command whose verb is OPEN is also the click on the body."""

    label: str
    command: Command


@dataclass(frozen=True, slots=True)
class Popup:
    """A pop-up to be shown, in clean plain text; each back end escapes for itself.

    `key` names what it replaces: an earlier pop-up with the same key (the digest) makes room for
    it. A `breaking` one has an icon of its own. `seconds` is None for the server's choice and 0 for
    "until dismissed". A `discreet` one is shown without the program's name and without an address.
    `body_if_cut` stands for the body where the server cuts long titles: it tells the whole title.
    """

    title: str
    body: str = ""
    buttons: tuple[Button, ...] = ()
    key: str = ""
    urgency: Urgency = Urgency.NORMAL
    seconds: float | None = None
    sound: bool = False
    breaking: bool = False
    entry_ids: tuple[int, ...] = ()
    discreet: bool = False
    body_if_cut: str = ""
