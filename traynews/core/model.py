"""The data that crosses borders: frozen, and every datetime aware and UTC.

Words, used the same in code, schema, log and menu:

- *feed*: an address that is polled. *entry*: one release kept in the archive.
- *item*: one `<item>` or `<entry>` as a feed gave it; it becomes an entry, or updates one.
- *document*: one parsed answer of a feed. *validators*: what makes the next GET conditional.
- *alert*: what the user is told. *pop-up*: the window in which a desktop tells it.
- *trouble*: why a feed could not be polled, in one clean line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Literal

# --- what comes from the web -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Validators:
    """The last answer's `ETag` and `Last-Modified`, byte for byte; sent back verbatim.

    Source: RFC 9110, sections 13.1.2 and 13.1.3.
    """

    etag: str | None = None
    last_modified: str | None = None


class BlockKind(StrEnum):
    """What a stretch of a release's text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LISTING = "listing"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text, already plain and clean.

    `label` is the publisher's own name for the field it stood in (`title`, `standfirst`, `body`,
    `uid`, …), where the markup told one; else empty.
    """

    kind: BlockKind
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the publisher filed an item under.

    `scheme` is `category` for plain RSS and Atom categories, and `countries`, `topics`,
    `content-types`, `resource-types` for Amnesty's own namespace. `id` may be empty.
    """

    scheme: str
    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as a feed gave it: text clean and plain, link absolute http(s) or empty.

    `published` is None where the feed gave no date that can be read; `published_raw` keeps what it
    gave.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    published: datetime | None = None
    published_raw: str = ""
    summary: str = ""
    blocks: tuple[Block, ...] = ()
    author: str = ""
    terms: tuple[Term, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a publisher asks of those who poll; hints only ever lengthen a gap.

    Source: RSS 2.0 (`ttl`, `skipHours`, `skipDays`, GMT), RSS 1.0 mod_syndication (`sy:update*`).
    Days count from Monday = 0.
    """

    period: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed feed. `whole` is false where the body was cut; its last item is then left out."""

    title: str = ""
    home: str = ""
    language: str = ""
    items: tuple[Item, ...] = ()
    hints: Hints = Hints()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """One conditional GET to be made."""

    feed_id: str
    url: str
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer that came through whole, and within the limits.

    `body` is decompressed, and None for 304. `headers` have lower-case names. `url` is the address
    that answered at last. `moved_to` is set where every hop on the way was permanent (301, 308).
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes | None
    received: datetime
    moved_to: str | None = None


class TroubleKind(StrEnum):
    """Why a poll failed: it decides the back-off and what the user is told."""

    NETWORK = "network"  # no route, no name, refused, cut
    TIMEOUT = "timeout"
    TLS = "tls"
    REFUSED = "refused"  # an address or a hop we do not follow
    TOO_LARGE = "too-large"
    HTTP = "http"  # an answer that is no success; `status` tells which
    NOT_A_FEED = "not-a-feed"
    PARSER = "parser"  # the parse process raised, ran out of time or memory


@dataclass(frozen=True, slots=True)
class Failure:
    """A poll that gave nothing. `reason` is one clean line for the user.

    `retry_after` is what the server asked for, measured from `received`. `url` is the address that
    failed at last, where one did, and `reached` false where no server can have noticed. `places`
    are addresses that a page names as its feeds, or where such pages mostly have them.
    """

    kind: TroubleKind
    reason: str
    received: datetime
    status: int | None = None
    retry_after: timedelta | None = None
    url: str = ""
    reached: bool = True
    places: tuple[str, ...] = ()


# --- what is kept ------------------------------------------------------------------------------


class Level(StrEnum):
    """How loudly an entry is told."""

    URGENT = "urgent"  # a pop-up that stays
    ALERT = "alert"  # a pop-up
    DIGEST = "digest"  # named in one pop-up for many
    SILENT = "silent"  # kept, not told


class Kind(StrEnum):
    """What sort of release an entry is."""

    STATEMENT = "statement"
    URGENT = "urgent"
    PREVIEW = "preview"
    REPORT = "report"
    CORRECTION = "correction"
    NEWS = "news"


BREAKING = frozenset({Kind.STATEMENT, Kind.URGENT})


@dataclass(frozen=True, slots=True)
class Entry:
    """One release as the archive lists it (without its full text).

    `published` is the time that it is sorted and shown by: the publisher's, unless that is missing
    or absurd, then `first_seen`. `announced` is when the user was told; None while that is owed or
    was never due (`level` silent). `reason` says in a sentence why it was or was not alerted.
    """

    id: int
    feed_id: str
    title: str
    url: str
    published: datetime
    first_seen: datetime
    summary: str = ""
    level: Level = Level.ALERT
    reason: str = ""
    kind: Kind = Kind.NEWS
    countries: tuple[str, ...] = ()
    read: bool = False
    opened: datetime | None = None
    announced: datetime | None = None
    updated: datetime | None = None

    @property
    def breaking(self) -> bool:
        """Whether it answers something that has just happened, or somebody is at risk."""
        return self.kind in BREAKING


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be polled, as catalogue and config define it. Intervals are None for the default.

    `home` is the page that people read and from which the feed can be found again; `candidates` are
    other addresses at which it may live. `alerts` is `all`, `breaking`, `digest` or `none`, and
    empty for the general setting. `mentions` are words, or `/regex/`: where not empty, items that
    do not name them are not kept (for news sources that seldom write about Amnesty).
    """

    id: str
    url: str
    title: str = ""
    home: str = ""
    candidates: tuple[str, ...] = ()
    enabled: bool = True
    interval: timedelta | None = None
    alerts: str = ""
    language: str = ""
    zone: str = "UTC"
    mentions: str = ""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What polling has taught about a feed; committed together with what the poll brought.

    `polled` tells whether a poll ever succeeded: until then everything found is the baseline and
    nobody is alerted. `url` is the address in use, where it differs from the configured one.
    `moved_to`, `moved_since` and `moved_polls` keep count of a permanent redirect until it is
    believed; `trials` are other addresses to be asked, one a poll, and `searched` tells that all
    were (`core/moves.py`). `missed` is when an answer last held nothing that was known.
    """

    feed_id: str
    url: str = ""
    title: str = ""
    validators: Validators = Validators()
    body_hash: str = ""
    polled: bool = False
    last_checked: datetime | None = None
    last_success: datetime | None = None
    next_check: datetime | None = None
    failures: int = 0
    trouble: str = ""
    trouble_kind: TroubleKind | None = None
    trouble_since: datetime | None = None
    stopped: bool = False  # 410: polled no more until the user acts
    held_until: datetime | None = None  # Retry-After: not even the user may ask earlier
    hints: Hints = Hints()
    notice: str = ""  # something honest to say that is no trouble ("some may be missing")
    moved_to: str = ""
    moved_since: datetime | None = None
    moved_polls: int = 0
    trials: tuple[str, ...] = ()
    searched: bool = False
    missed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that carries an entry, with what it calls it; the first is where it came from."""

    feed_id: str
    url: str
    title: str
    guid: str
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """What an entry said until `replaced`; `changed` names what differed then.

    `changed` holds of `title`, `link`, `date`, `text`; `text` is empty where that stayed the same.
    """

    replaced: datetime
    changed: tuple[str, ...]
    title: str
    url: str
    stated: datetime | None
    summary: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the archive keeps of an entry."""

    entry: Entry
    blocks: tuple[Block, ...] = ()
    terms: tuple[Term, ...] = ()
    author: str = ""
    language: str = ""
    published_raw: str = ""
    sources: tuple[Source, ...] = ()
    revisions: tuple[Revision, ...] = ()  # oldest first


# --- what the user is shown --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed with its state, as menu, `status` and `feeds list` show it."""

    feed: Feed
    state: FeedState
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that may be read outside the worker: what was true at `taken`."""

    taken: datetime
    entries: tuple[Entry, ...] = ()  # newest first, as many as the menu may need
    feeds: tuple[FeedStatus, ...] = ()
    unread: int = 0
    paused_until: datetime | None = None  # FOREVER while paused until resumed
    checking: bool = False
    away: tuple[Entry, ...] = ()  # held back and told since, for "While you were away"
    muted: tuple[str, ...] = ()  # places of which the user wants to hear nothing for a while
    notices: tuple[str, ...] = ()  # lines about the program itself (a bad config, no browser)


FOREVER = datetime.max.replace(tzinfo=UTC, microsecond=0)
"""The end of a pause "until resumed"."""


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
    ARCHIVE = "archive"
    SET = "set"
    EDIT_CONFIG = "edit-config"
    TOGGLE_FEED = "toggle-feed"
    CHECK_FEED = "check-feed"
    MUTE = "mute"
    MUTE_PLACE = "mute-place"
    UNMUTE_PLACE = "unmute-place"
    AUTOSTART = "autostart"
    ABOUT = "about"
    LOG = "log"
    DOCTOR = "doctor"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Command:
    """A wish of the user: the verb, and what it is about.

    `entry_ids` and `url` for OPEN and READ; `url` for VISIT; `value` for the rest (a duration in
    seconds for PAUSE, `tomorrow` for the next morning, empty for "until resumed", see
    `menu.pause_end`; `key=value` for SET; `on` or `off` for AUTOSTART; a feed id for the feed
    verbs).
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
    it. `seconds` is None for the server's choice and 0 for "until dismissed".
    """

    title: str
    body: str = ""
    buttons: tuple[Button, ...] = ()
    key: str = ""
    urgency: Urgency = Urgency.NORMAL
    seconds: float | None = None
    sound: bool = False
    entry_ids: tuple[int, ...] = ()
