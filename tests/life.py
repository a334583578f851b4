"""The program's life in a made-up year: real archive, line, commands and alerts, a clock to set.

`Life` does what `worker.py` does at each heartbeat, is the screen and the user's presence, and
asks at every step the diary of `tests/worker/year.py` whether that was right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from tests.clocks import DAY, HOUR, MINUTE, is_quiet
from tests.tools import next_due
from tests.worker.year import Diary, Press, Release, Wish
from traynews.archive.store import Store
from traynews.core.data.document import Answer, Document, Failure, Request, TroubleKind
from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import FOREVER
from traynews.core.data.view import Command, Popup, Urgency, Verb
from traynews.errors import PopupError
from traynews.worker.alerts import Alerts
from traynews.worker.commands import Commands
from traynews.worker.line import Line, Outcome

HEARTBEAT = timedelta(seconds=30)
PACE = timedelta(seconds=3)
RESTART = timedelta(seconds=5)
_WAKE_SPREAD = timedelta(minutes=2)
_STEPS = (HEARTBEAT, HOUR, 5 * HOUR)
_NUMBER = re.compile(r"/release/(\d+)")


class Crash(BaseException):
    """The program is killed here."""


@dataclass(frozen=True)
class Surroundings:
    """What commands and alerts need besides archive and line."""

    popups: Life
    presence: Life
    now: Callable[[], datetime]
    zone: Callable[[], ZoneInfo]
    icon: Callable[[], IconPlace] = lambda: IconPlace.PANEL
    at_login: Callable[[], bool | None] = lambda: False
    in_menu: Callable[[], bool | None] = lambda: None


class Life:
    """See the module's docstring.

    `locked`: why the user cannot be told anything, else empty. `broken`: there is no notification
    server. `kills`: where the program is killed next: `asking` a feed, with its answer `stored`,
    `before` or `after` a pop-up is on the screen.
    """

    def __init__(
        self, folder: Path, wish: Wish, *, begin: datetime, zone: ZoneInfo, random: Random
    ) -> None:
        self.path, self.now, self.zone = folder / "a.db", begin, zone
        self.spans, self.random = tuple(wish.spans), random
        self.press, self.diary = Press(list(wish.feeds)), Diary(wish)
        self.locked, self.broken, self.kills = "", False, ""
        self.paused: datetime | None = None
        self.failed, self._may_show = False, False
        self.shown: list[Popup] = []
        self._numbers: dict[int, int] = {}  # of entries
        self._last: datetime | None = None  # pop-up
        self._again: datetime | None = None  # when the next may be shown
        self._expected: list[Release] = []
        self.settings = wish.settings()
        self.start()

    # --- what happens to it --------------------------------------------------------------------

    def start(self) -> None:
        """Start the program."""
        self.store = Store(self.path)
        self.store.open()
        self.line = Line(self.store, self.settings, now=self._clock, random=self.random.random)
        around = Surroundings(self, self, self._clock, lambda: self.zone)
        self.commands = Commands(self.store, self.line, around)
        self.alerts = Alerts(self.store, around)
        self._again = None

    def restart(self, off: timedelta = timedelta(0)) -> None:
        """End the program, well or not: an archive has no other state than its file. Start it."""
        self.store.close()
        self.now += off + RESTART
        self.start()

    def live(self, span: timedelta) -> None:
        """Let time pass, with a heartbeat whenever there can be anything to do."""
        end = self.now + span
        while self.now < end:
            try:
                self._beat()
            except Crash:
                self.restart()
            except BaseException:
                self.failed = True
                raise
            self.now = self._next_moment(max(end, self.now))

    def sleep(self, span: timedelta) -> None:
        """Let time pass without a heartbeat, and wake."""
        self.now += span
        if span > MINUTE:
            self.line.spread_due(_WAKE_SPREAD)

    def pause(self, value: str) -> None:
        """Pause for so many seconds, until `tomorrow` at seven, or (empty) until resumed."""
        self.commands.obey(Command(Verb.PAUSE, value=value))
        if value == "tomorrow":
            date = self.now.astimezone(self.zone).date() + DAY
            self.paused = datetime.combine(date, time(7), self.zone).astimezone(self.now.tzinfo)
        else:
            self.paused = self.now + timedelta(seconds=float(value)) if value else FOREVER

    def resume(self) -> None:
        """End the pause."""
        self.commands.obey(Command(Verb.RESUME))
        self.paused = None

    def mute(self, place: str) -> None:
        """Hear nothing of a place for a week."""
        self.commands.obey(Command(Verb.MUTE_PLACE, value=place))
        self.diary.mutes[place] = self.now + 7 * DAY

    # --- what the worker does ------------------------------------------------------------------

    def _beat(self) -> None:
        assert (self.commands.paused_until() is not None) == self._is_paused()
        if not self._is_paused():
            for state in self.line.due():
                self._ask(state.feed_id)
        self.store.catch_up_some()
        self._tell()

    def _ask(self, feed: str) -> None:
        request = self.line.claim(feed)
        assert not isinstance(request, Outcome)
        if request is None:  # another answer has put it off: the network is back
            return
        self._die("asking")
        if feed in self.press.down:
            reached = self.random.random() < 1 / 2
            kind = TroubleKind.HTTP if reached else TroubleKind.NETWORK
            self.line.take_failure(feed, Failure(kind, "no answer", self.now, reached=reached))
            return
        count, carried = self.press.window(feed, self.now)
        answer = self._answer(request, count)
        if self.line.take_answer(feed, answer) is None:
            items = tuple(release.item(feed) for release in carried)
            self.line.take_document(feed, answer, Document(title=feed, items=items))
        self.diary.note_poll(feed, carried, self.now)
        self._die("stored")

    def _answer(self, request: Request, count: int) -> Answer:
        """Return the answer of a server whose feed has had so many releases."""
        etag = f'"{count}"'
        status, body = (304, None) if request.validators.etag == etag else (200, etag.encode())
        return Answer(request.url, status, {"etag": etag}, body, self.now)

    def _tell(self) -> None:
        self._again = None
        hindered = (
            bool(self.locked) or self._is_paused() or is_quiet(self.spans, self.now, self.zone)
        )
        soon = self._last is not None and self.now - self._last < PACE
        self._expected = [] if hindered or soon else self.diary.next_popup(self.now)
        self._may_show, before = not (hindered or soon), len(self.shown)
        statuses = self.store.feed_statuses(self.settings.feeds, self.now)
        try:
            wait = self.alerts.announce(self.settings, statuses, self.commands.paused_until())
        except PopupError:
            assert self.broken
            return
        self._again = None if wait is None else self.now + wait
        if hindered:
            self.diary.note_hindrance()
        elif self._expected:
            assert len(self.shown) == before + 1, "somebody is owed a pop-up, and got none"
            self.diary.note_done([one.number for one in self._expected])
        assert hindered or not self.diary.owed or wait, "the rest would be forgotten"

    def _clock(self) -> datetime:
        return self.now

    def _is_paused(self) -> bool:
        return self.paused is not None and self.now < self.paused

    def _next_moment(self, end: datetime) -> datetime:
        moments = [end, *([self._again] if self._again else [])]
        if self._is_paused() and self.paused:
            moments.append(self.paused)
        else:
            moments.append(max(next_due(self.store) or end, self.now + HEARTBEAT))
        if not self.diary.owed:
            return min(moments)
        moment = min([*moments, self.now + self.random.choice(_STEPS)])
        return self._edge(moment) if self.spans else moment

    def _edge(self, moment: datetime) -> datetime:
        """Return the last second before quiet begins or ends, then the first of it, if it does."""
        early, late = self.now, moment
        was = is_quiet(self.spans, early, self.zone)
        if is_quiet(self.spans, late, self.zone) == was:
            return moment
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            is_same = is_quiet(self.spans, middle, self.zone) == was
            early, late = (middle, late) if is_same else (early, middle)
        return early if early > self.now else late

    def _die(self, where: str) -> None:
        if self.kills == where:
            self.kills = ""
            raise Crash

    # --- the screen, and who sits before it ----------------------------------------------------

    def away(self) -> str:
        """Return why the user cannot be told, as `Presence` does."""
        return self.locked

    def show(self, popup: Popup) -> None:
        """Take a pop-up, fail or kill, as `Popups` does."""
        assert self._may_show, "nothing may pop up now"
        if self.broken:
            raise PopupError("no server")
        numbers = [self._number(entry) for entry in popup.entry_ids]
        expected = [one.number for one in self._expected]
        assert numbers == expected, f"at {self.now}: {numbers} are told instead of {expected}"
        if numbers:
            self._check(popup)
        is_first = bool(numbers) and not self.diary.doomed.intersection(numbers)
        kills = self.kills if is_first and self.kills in {"before", "after"} else ""
        if kills:
            self.kills = ""
            self.diary.doomed.update(numbers)
        if kills != "before":
            self.shown.append(popup)
            self._last = self.now
            self.diary.note_shown(numbers)
        if kills:
            self.diary.repeated.update(numbers if kills == "after" else ())
            raise Crash

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Do nothing: what was told was told."""

    def close(self) -> None:
        """Do nothing."""

    def _check(self, popup: Popup) -> None:
        told = self._expected
        title, lines = self.diary.wording(told, self.now)
        assert popup.title == title
        shown = popup.body.splitlines()[:3]
        assert not lines or len(shown) == len(lines)
        assert all(line in wanted for line, wanted in zip(shown, lines, strict=False))
        is_urgent = len(told) == 1 and self.diary.levels[told[0].number] == "urgent"
        assert (popup.urgency is Urgency.CRITICAL) == is_urgent

    def _number(self, entry_id: int) -> int:
        if entry_id not in self._numbers:
            entry = self.store.entry(entry_id)
            assert entry is not None
            self._numbers[entry_id] = _number_in(entry.url)
        return self._numbers[entry_id]

    # --- the end -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Have everything told that is still owed, and compare the archive with the diary."""
        self.locked, self.broken, self.kills, self.spans = "", False, "", ()
        alerts = replace(self.settings.alerts, quiet_hours=())
        self.settings = replace(self.settings, alerts=alerts)
        self.resume()
        self.live(DAY / 8)
        assert not self.diary.owed
        assert self.store.owed(self.now) == []
        entries = {_number_in(entry.url): entry for entry in self.store.entries()}
        assert len(entries) == len(self.store.entries())
        assert sorted(entries) == sorted(self.diary.seen())
        releases = {one.number: one for one in self.press.releases}
        for number, entry in entries.items():
            level = self.diary.levels[number]
            assert (number, entry.level) == (number, level)
            assert len(entry.reason.split()) > 2, "no sentence says why"
            told = 0 if level == "silent" else 1 + (number in self.diary.repeated)
            assert (number, self.diary.told.get(number, 0)) == (number, told)
            assert level == "silent" or entry.kind == releases[number].kind
        assert sum(popup.key == "welcome" for popup in self.shown) == 1
        self.store.close()


def _number_in(url: str) -> int:
    return int(_NUMBER.findall(url)[0])
