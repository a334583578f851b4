"""What is kept: feeds, entries, and what is known of both. Frozen; every datetime aware and UTC.

Words, used the same in code, schema, log and menu:

- *feed*: an address that is polled; menu, page and pop-ups say *source*.
- *entry*: one release kept in the archive.
- *item*: one `<item>` or `<entry>` as a feed gave it; it becomes an entry, or updates one.
- *document*: one parsed answer of a feed. *validators*: what makes the next GET conditional.
- *alert*: what the user is told. *pop-up*: the window in which a desktop tells it.
- *trouble*: why a feed could not be polled, in one clean line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from traynews.core.data.document import Door, Hints, Item, Reach, TroubleKind, Validators
from traynews.core.data.match import Match


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

LIKELY, SURE = 0.45, 0.8
"""The least probability of what counts as breaking, and of what surely is (`docs/breaking.md`)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One release as the archive lists it (without its full text).

    `published` is the time that it is sorted and shown by: the publisher's, unless that is missing
    or absurd, then `first_seen`. `announced` is when the user was told; None while that is owed or
    was never due (`level` silent). `reason` says in a sentence why it was or was not alerted.
    `certainty` is how probable it is that it is breaking, 0 to 1; None where that was not judged.
    `retracted` is when its publisher was found to have taken it back; it is kept.
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
    certainty: float | None = None
    countries: tuple[str, ...] = ()
    read: bool = False
    opened: datetime | None = None
    announced: datetime | None = None
    updated: datetime | None = None
    retracted: datetime | None = None

    @property
    def flag(self) -> str:
        """The English word that tells a breaking one apart; empty for all others."""
        if self.kind is Kind.URGENT:
            return "Urgent"
        likely = self.certainty is not None and self.certainty < SURE
        return "" if not self.breaking else "Likely breaking" if likely else "Breaking"

    @property
    def breaking(self) -> bool:
        """Whether it answers something that has just happened, or somebody is at risk."""
        return self.kind in BREAKING


_FEED_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)


def is_feed_id(text: str) -> bool:
    """Whether a feed may be called so: 1 to 64 small letters, digits, and `.`, `_`, `-` between."""
    return _FEED_ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be polled, as catalogue and config define it. Intervals are None for the default.

    `home` is the page that people read and from which the feed can be found again; `candidates` are
    other addresses at which it may live. `alerts` is `all`, `breaking`, `sure`, `digest` or
    `none`, and empty for the general setting. Items that do not
    say what is looked for by `mentions` are not kept (for news sources that seldom write about
    Amnesty). `door` is what the source is reached through; None: whatever is found to work.
    `mirror` is the office's server that is asked instead; only feeds of the catalogue have one.
    `answered` is the day on which its address was last seen to answer, as the catalogue knows.
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
    mentions: Match | None = None
    door: Door | None = None
    mirror: str = ""
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """How a listing looked when it was last understood, so that a page that changed is noticed.

    `count` releases, `dated` of them with a date, most of them below the path `folder`.
    """

    count: int = 0
    dated: int = 0
    folder: str = ""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What polling has taught about a feed; committed together with what the poll brought.

    `polled` tells whether a poll ever succeeded: until then everything found is the baseline and
    nobody is alerted. `url` is the address in use, where it differs from the configured one.
    `moved_to`, `moved_since` and `moved_polls` keep count of a permanent redirect until it is
    believed; `trials` are other addresses to be asked, one a poll, and `searched` tells that all
    were (`core/polling/moves.py`). `missed` is when an answer last held nothing that was known.
    `reach` is that of the first answer: nothing about this feed may lead further inside (P23).
    `door` is what the source was last reached through; `listing` is how it looked. `looked`: in the
    search under way the feed's page has told its places; `sought`: when a better door was last
    looked for (`core/polling/doors.py`).
    """

    feed_id: str
    url: str = ""
    title: str = ""
    validators: Validators = field(default_factory=Validators)
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
    held_until: datetime | None = None  # its server asked for it: not even the user may ask earlier
    hints: Hints = field(default_factory=Hints)
    notice: str = ""  # something honest to say that is no trouble ("some may be missing")
    moved_to: str = ""
    moved_since: datetime | None = None
    moved_polls: int = 0
    trials: tuple[str, ...] = ()
    searched: bool = False
    missed: datetime | None = None
    reach: Reach | None = None
    door: Door = Door.FEED
    listing: Listing = Listing()
    looked: bool = False
    sought: datetime | None = None


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

    `changed` holds of `title`, `link`, `date`, `text`, or `retracted`; `text` is empty where that
    stayed the same.
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
    """Everything the archive keeps of an entry.

    `item` is what it says, in the words of its feed under the entry's own title and summary, ready
    to be taken apart (`core.release.take_apart`); `topics` and `speakers` came of that before.
    """

    entry: Entry
    item: Item = field(default_factory=Item)
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    revisions: tuple[Revision, ...] = ()  # oldest first


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed with its state, as menu, `status` and `feeds list` show it.

    `held_until` is until when its server wants to be left alone, where it does: for what it told
    this feed, or another one.
    """

    feed: Feed
    state: FeedState
    unread: int = 0
    held_until: datetime | None = None

    @property
    def next_check(self) -> datetime | None:
        """When it is asked next: when it is due, and no sooner than its server asked for."""
        moments = [one for one in (self.state.next_check, self.held_until) if one is not None]
        return max(moments, default=None)

    @property
    def is_asked(self) -> bool:
        """Whether it will be polled again by itself: on, and not gone (410) for good."""
        return self.feed.enabled and (not self.state.stopped or bool(self.state.trials))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that may be read outside the worker: what was true at `taken`."""

    taken: datetime
    entries: tuple[Entry, ...] = ()  # newest first, as many as the menu may need
    feeds: tuple[FeedStatus, ...] = ()
    unread: int = 0
    paused_until: datetime | None = None  # FOREVER while paused until resumed
    metered: bool = False  # nobody is asked while the connection costs
    checking: bool = False
    away: tuple[Entry, ...] = ()  # held back and told since, for "While you were away"
    muted: tuple[str, ...] = ()  # places of which the user wants to hear nothing for a while
    held_because: str = ""  # why alerts wait (`core/health/holds.py`)
    notices: tuple[str, ...] = ()  # lines about the program itself (a bad config, no browser)


LATER = timedelta(hours=1)
"""How long "Later" puts a pop-up off; nothing is put off for longer."""

FOREVER = datetime.max.replace(tzinfo=UTC, microsecond=0)
"""The end of a pause "until resumed"."""
