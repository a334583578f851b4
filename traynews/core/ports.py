"""What the straight line needs of the outside, as Protocols: one port, one adapter package.

Rules for every adapter: constructing has no effects; foreign text arrives clean and is escaped
once, there; failures are one of `traynews.errors`, chained with `from`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from traynews.core.data.view import Command, Popup, View

if TYPE_CHECKING:  # the tray, which comes first at a start, needs only what the user can ask for
    from traynews.core.data.document import Answer, Document, Door, Failure, Item, Request, Robots
    from traynews.core.data.icon_place import IconPlace
    from traynews.core.data.model import Entry, Feed, FeedState, FeedStatus
    from traynews.core.data.plan import Known, Plan
    from traynews.core.data.retention import Keep
    from traynews.core.polling.retraction import Finding, Suspect
    from traynews.core.polling.robots import SiteRules
    from traynews.core.release.stories import Story

Report = Callable[[Command, str], None]
"""Called with what the user asked for, and an activation token (often empty), from any thread."""


class Fetcher(Protocol):
    """Makes one conditional GET; called from pool threads, never raises, touches no state."""

    def fetch(self, request: Request) -> Answer | Failure:
        """Return the answer, or why there is none; within 60 s of wall clock."""
        ...

    def use_proxy(self, proxy: str) -> None:
        """Go through this proxy from the next request on; empty means the system's."""
        ...

    def close(self) -> None:
        """Drop idle connections."""
        ...


class Parser(Protocol):
    """Turns bytes into a document in a disposable process; called from one or two threads."""

    def parse(
        self, answer: Answer, feed: Feed, doors: Collection[Door] = ...
    ) -> Document | Failure:
        """Return what came through one of these doors, or why nothing did; within 10 s."""
        ...

    def read_robots(self, answer: Answer) -> Robots | Failure:
        """Return the rules that a robots.txt holds for TrayNews, or why it cannot be read."""
        ...

    def read_release(self, answer: Answer, feed: Feed) -> Item | Failure:
        """Return the release that a page holds, with its text, or why it holds none."""
        ...

    def rest(self) -> None:
        """End the processes that are not at work; the next parse starts another."""
        ...


class Popups(Protocol):
    """Shows pop-ups, called from the worker; clicks go to the `Report` it was built with."""

    def show(self, popup: Popup) -> Future[None] | None:
        """Show it. None: it is shown. `PopupError` within about a second: it is not, nor will be.

        A future: whoever shows it has it and has not said so within a moment. It is settled when
        they do, however late, or with a `PopupError`; until then it counts as on the screen, and
        neither this pop-up nor another is to be shown.
        """
        ...

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Take back pop-ups about these entries where they still stand, or all; never raises."""
        ...

    def close(self) -> None:
        """Take back what still stands, and let go of the server; late clicks may be lost."""
        ...


class Presence(Protocol):
    """Whether somebody is there to see a pop-up."""

    def away(self) -> str:
        """Return why nobody would see it now ("the screen is locked"), or nothing."""
        ...


class Tray(Protocol):
    """An icon with a menu. `run` takes the main thread; the others may be called from any."""

    @property
    def place(self) -> IconPlace:
        """Where the icon is now."""
        ...

    def run(self, appeared: Callable[[], None] = ...) -> None:
        """Serve the tray until `stop`; `appeared` is called once the desktop has the icon."""
        ...

    def show(self, view: View) -> None:
        """Draw this view; the newest wins."""
        ...

    def stop(self) -> None:
        """End `run`."""
        ...


class Browser(Protocol):
    """Opens pages."""

    def open(self, url: str, token: str = "") -> None:
        """Open an http(s) address, or a `file:` page of our own; `BrowserError` if it cannot."""
        ...


class Applied(Protocol):
    """What one transaction did."""

    @property
    def new_ids(self) -> Sequence[int]:
        """The entries it made."""
        ...

    @property
    def updated_ids(self) -> Sequence[int]:
        """The entries it changed."""
        ...


class Archive(Protocol):
    """Everything that is kept; used by the thread that opened it. Raises `StoreError`."""

    def check_file(self) -> None:
        """Raise `StoreError` where what is written would be lost: the file is gone.

        `ExchangedError` where another lies in its place.
        """
        ...

    def reopen(self) -> None:
        """Go on with the file that lies in its place now."""
        ...

    def sync_feeds(self, feeds: Sequence[Feed]) -> None:
        """Poll these feeds from now on; what others gave is kept."""
        ...

    def states(self, *feed_ids: str) -> dict[str, FeedState]:
        """Return what is known of these feeds, or of all that were ever polled, by feed id."""
        ...

    def due(self, now: datetime) -> Sequence[FeedState]:
        """Return those not stopped whose time has come, the longest due first, held or not."""
        ...

    def save_state(self, state: FeedState) -> None:
        """Keep what a poll without new entries taught."""
        ...

    def save_states(self, changed: Sequence[FeedState]) -> None:
        """Keep several in one transaction."""
        ...

    def hold_host(self, host: str, until: datetime) -> None:
        """Ask nothing of this server (`address.server_of`) until then (429)."""
        ...

    def held_until(self, host: str) -> datetime | None:
        """Return until when a host is held, or was."""
        ...

    def site_rules(self, origin: str) -> SiteRules | None:
        """Return what is known of an `address.origin_of`, if its robots.txt was ever asked for."""
        ...

    def save_site_rules(self, origin: str, rules: SiteRules) -> None:
        """Keep what a server's robots.txt says."""
        ...

    def known(self, feed_id: str, document: Document) -> Known:
        """Return what is known by the names of the document's items."""
        ...

    def apply(self, plan: Plan, state: FeedState, now: datetime) -> Applied:
        """Store entries, names, validators and due time in one transaction."""
        ...

    def stories(self, feed_id: str, since: datetime, until: datetime) -> Sequence[Story]:
        """Return what other feeds carry of that time that the user is, or was, told of."""
        ...

    def text(self, entry_id: int) -> str:
        """Return what an entry says besides its title."""
        ...

    def suspects(self, now: datetime) -> Sequence[Suspect]:
        """Return the entries that may have been retracted, whose pages are to be asked for now."""
        ...

    def note_ask(self, entry_id: int, now: datetime) -> None:
        """Note that such a page is about to be asked for."""
        ...

    def note_finding(self, entry_id: int, finding: Finding, now: datetime) -> None:
        """Note what such a page said."""
        ...

    def publication_times(self, feed_id: str, since: datetime) -> Sequence[datetime]:
        """Return when a feed's entries were published."""
        ...

    def owed(self, now: datetime) -> Sequence[Entry]:
        """Return what is stored and to be told, but was not yet; in the order of publication."""
        ...

    def mark_announcing(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these are about to be shown."""
        ...

    def mark_announced(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these were shown."""
        ...

    def defer(self, entry_ids: Sequence[int], until: datetime) -> None:
        """Tell these again, at that time."""
        ...

    def hold(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these came while the user was away; they stay owed."""
        ...

    def held(self) -> frozenset[int]:
        """Return which entries were held back and are still owed."""
        ...

    def mark_opened(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that the user opened these; opened entries are read."""
        ...

    def mark_read(self, entry_ids: Sequence[int] | None) -> None:
        """Note that the user has read these; None means all."""
        ...

    def find_read(self, entry_ids: Sequence[int]) -> frozenset[int]:
        """Return which of these the user has read, or deleted."""
        ...

    def recent(self, limit: int) -> tuple[Entry, ...]:
        """Return the newest entries, the newest first."""
        ...

    def unread_count(self) -> int:
        """Return how many entries are unread."""
        ...

    def away(self) -> tuple[Entry, ...]:
        """Return what was held back while the user was away and told since."""
        ...

    def feed_statuses(self, feeds: Sequence[Feed], now: datetime) -> tuple[FeedStatus, ...]:
        """Return these feeds with their state, and what holds them now."""
        ...

    def get(self, key: str) -> str:
        """Return a value of the program's own, or nothing."""
        ...

    def set(self, key: str, value: str) -> None:
        """Keep a value of the program's own."""
        ...

    def change(self, key: str, revise: Callable[[str], str]) -> None:
        """Keep what `revise` makes of a value; nobody else can write it meanwhile."""
        ...

    def rest(self) -> None:
        """Let go of memory that only work needs."""
        ...

    def catch_up_some(self) -> int:
        """Take apart and index a few entries that wait for it; return how many are left."""
        ...

    def forget_some(self, keep: Keep, now: datetime) -> bool:
        """Forget a few releases that need not be kept; return whether there is more to do."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
