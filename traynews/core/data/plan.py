"""What a document comes to: what the archive knows of it, and the plan that it then carries out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from traynews.core.data.document import Item
from traynews.core.data.model import Kind, Level


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided about a new entry: how loudly it is told and why, and what it is about.

    `read` entries are not counted as unread (the baseline). `kind` is None where all that stays to
    be found out: nobody is told of the entry, so its text is taken apart when there is time.
    `same_as` is an entry of another site that tells the same story; with `instead`, it is that one
    which is kept quiet, if it still can. `slow` are the numbers of the rules that took too long.
    """

    level: Level = Level.ALERT
    reason: str = ""
    kind: Kind | None = Kind.NEWS
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    read: bool = False
    same_as: int | None = None
    instead: bool = False
    slow: tuple[int, ...] = ()
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An item that becomes an entry.

    `title` and the item's summary may be replaced by better ones before it is stored; what the item
    itself says is remembered apart. `published` is what it is sorted by: the feed's date unless
    that is missing or absurd, then now (`dated_by_us`; I9, I10). `age_silent`: too old to be told
    at all (I8). `late`: too old to be told as new. `position` counts from 0 at
    the top of the document. `verdict` is the judge's (`core.alerts.rules`): how it is told.
    """

    item: Item
    title: str
    names: tuple[str, ...]
    published: datetime
    position: int
    text_hash: str
    dated_by_us: bool = False
    age_silent: bool = False
    late: bool = False
    verdict: Verdict = Verdict()


@dataclass(frozen=True, slots=True)
class About:
    """What a release is about, and what sort of release it is."""

    kind: Kind = Kind.NEWS
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """A known entry whose feed now says something else; never told again (I5).

    `takes_over`: it came from another feed, and this one is to speak for it from now on. `revised`:
    what it said before is kept. Where nothing is `changed`, the same page has another spelling.
    `partial`: it says nothing of the text, which stays as it is. `moved`: the feed came through
    another door than the last time, so that this is how that one tells it, and no edit.

    `title` and the item's summary may be replaced by better ones, as in `NewEntry`.

    `changed` holds of `title`, `link`, `date`, `text` what differs; `about` is what the entry is
    about now, where that was found out. Names that come with it are in a sighting of the same
    entry.
    """

    entry_id: int
    item: Item
    title: str
    text_hash: str
    changed: frozenset[str]
    takes_over: bool = False
    about: About | None = None
    revised: bool = True
    partial: bool = False
    moved: bool = False

    @property
    def hash_only(self) -> bool:
        """Whether only the text differs."""
        return self.changed == {"text"} and not self.takes_over

    @property
    def retold(self) -> bool:
        """Whether it is to be taken apart and indexed anew."""
        return bool(self.changed & {"title", "text"}) or self.takes_over

    @property
    def marked(self) -> bool:
        """Whether the entry is to be shown as updated."""
        return bool(self.changed & {"title", "text"}) and not (self.takes_over or self.moved)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A known entry with something to remember: further names, or this feed as a source (I12).

    `late`: too old to be told as new. `louder` is set where this feed's alerts ask for what the
    ones before kept quiet about.
    """

    entry_id: int
    item: Item
    names: tuple[str, ...]
    new_source: bool = False
    late: bool = False
    louder: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What one document means for the archive; how loudly it is told is decided in `rules`.

    `baseline`: the first document of its feed, nobody is told (I6). `gap`: nothing in it was known,
    so some releases may be missing. `churn`: the feed changed its guids, found again by link or by
    title and day (I7). `absent` entries should stand in the document by their date and do not;
    `returned` ones were missed, or taken for retracted, and stand in it again. `last_id` is that of
    `Known`; `skipped` items have nothing to know them by. `unkept` new ones were
    too many; `cut` where that, or too many changes, left something for the next document.
    """

    feed_id: str
    new: tuple[NewEntry, ...] = ()
    updates: tuple[Update, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    absent: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    baseline: bool = False
    gap: bool = False
    churn: bool = False
    last_id: int = 0
    skipped: int = 0
    unkept: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What the archive knows of an entry that answers to a name.

    `feed_id` is the feed that it first came from and that may change it; `feeds` are all its
    sources. `title`, `url`, `stated` (its date) and `text_hash` are as that feed last gave them.
    `hash_only` counts the changes of its text alone,
    `revisions` what is kept of its past. A `tombstone` was deleted and stays so (I11).
    """

    entry_id: int
    feed_id: str
    title: str
    url: str
    published: datetime
    stated: datetime | None = None
    text_hash: str = ""
    hash_only: int = 0
    revisions: int = 0
    tombstone: bool = False
    feeds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows by the names of one document's items.

    `own` are the names recorded for the polled feed, `elsewhere` the links recorded for others.
    `last_id` is the newest entry at the time of asking, `feed_has_entries` whether this feed has
    any, `newest` the date of its newest. `absent` are entries of this feed that are dated as if
    they stood in the document, and that none of its names calls; `missed` are those of the called
    ones that were absent before, or taken for retracted.
    """

    own: Mapping[str, tuple[KnownEntry, ...]] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[KnownEntry, ...]] = field(default_factory=dict)
    last_id: int = 0
    feed_has_entries: bool = False
    newest: datetime | None = None
    absent: tuple[int, ...] = ()
    missed: frozenset[int] = frozenset()
