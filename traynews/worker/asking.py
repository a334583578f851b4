"""Who is being asked: one request at a time to a host, hosts left in peace between requests.

Runs on the worker's thread; only the waiting happens elsewhere (`threads.py`), and what comes of it
arrives in the worker's inbox as `Fetched` and `Parsed`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from traynews.core.data.document import Answer, Document, Failure, Item, Request, TroubleKind
from traynews.core.data.model import Feed
from traynews.core.polling.retraction import Suspect
from traynews.core.ports import Fetcher, Parser
from traynews.worker.faults import Faults
from traynews.worker.inbox import Fetched, Parsed, Read
from traynews.worker.line import Line, Outcome
from traynews.worker.release_pages import Listed
from traynews.worker.threads import ThreadPool, count_cores
from traynews.worker.turns import Turns

log = logging.getLogger(__name__)

_FAULT = "a fault inside TrayNews; the log has the details"
_FETCH_THREADS = 4
_PARSE_THREADS = 2  # each with a parse process, where the machine has the cores for it
_BACKLOG = 8  # bodies that wait before the second one starts: only a first poll of many feeds
_PARSER_REST = 20.0  # seconds without a body after which the parse process ends
_FRESH = timedelta(seconds=1)  # for which a list of who is due may be worked off


class Asking:
    """The polls under way. `post` hands what comes of them to the worker's inbox.

    `ended` is told of each poll that came to its end.
    """

    def __init__(
        self,
        line: Line,
        fetcher: Fetcher,
        parser: Parser,
        post: Callable[[object], None],
        now: Callable[[], datetime],
        ended: Callable[[Outcome], None] = lambda _: None,
    ) -> None:
        self._line = line
        self._fetcher = fetcher
        self._parser = parser
        self._post = post
        self._now = now
        self._ended = ended
        self._fetching = ThreadPool("fetch", post, threads=_FETCH_THREADS)
        self._parsing = ThreadPool(
            "parse",
            post,
            threads=min(_PARSE_THREADS, count_cores()),
            backlog=_BACKLOG,
            idle_seconds=_PARSER_REST,
            on_idle=parser.rest,
        )
        self._turns = Turns(now)
        self._scanned: tuple[datetime, int] | None = None  # when, at which of the line's changes
        self._feeds: set[str] = set()  # from the request to the last step
        self._suspects: dict[int, Suspect] = {}  # from the request to the answer
        self._pages: set[Request] = set()  # of releases, likewise
        self._faults = Faults()

    @property
    def under_way(self) -> bool:
        """Whether anybody is being asked."""
        return bool(self._feeds or self._suspects)

    @property
    def rests(self) -> bool:
        """Whether all who are being asked have pages left, and those wait for their server."""
        asked = {page.feed_id for page in self._pages}
        reading = (self._line.newsroom.is_reading(feed_id) for feed_id in self._feeds - asked)
        return not (self._suspects or asked & self._feeds) and all(reading)

    def poll(self, *, besides: Collection[str] = ()) -> None:
        """Ask who is due, as far as their hosts are free, and is none of `besides`."""
        now = self._now()
        if not self._is_fresh(now):
            self._scan(now, besides)
        self.go_on()

    def go_on(self) -> None:
        """Ask those of the last `poll` whose hosts were not free then and are now."""
        for one in self._turns.next():
            self._begin(one)

    def patience(self) -> float | None:
        """Return the seconds until `go_on` can ask the next; None where nobody waits for a rest."""
        return self._turns.patience()

    def wait_for_nobody(self) -> None:
        """Forget who was to be asked next: the user has paused."""
        self._turns.clear()

    def take(self, message: Fetched | Parsed) -> bool:
        """Take the next step with what arrived; whether that was the last one of its poll.

        Whatever a step raises, its feed is left alone, the longer the oftener: a fault of ours, or
        a full disk, must not become a burst of requests.
        """
        request = message.request
        if isinstance(message, Fetched) and request.page_of is not None:
            suspect = self._suspects.pop(request.page_of)
            self._free_host(message)
            self._line.pages.take(suspect, message.result)
            return True
        try:
            if isinstance(message, Fetched):
                self._free_host(message)
            if request.is_robots or request.is_release:
                outcome = self._take_aside(message)
            else:
                outcome = self._step(message)
        except BaseException:
            self._end(request)
            self._faults.note(request, self._now())
            raise
        if outcome is None:
            return False
        self._end(request)
        self._faults.forget(request.feed_id)
        self._ended(outcome)
        return True

    def _end(self, request: Request) -> None:
        """Forget a poll, and the pages of releases that were still to be read for it."""
        self._feeds.discard(request.feed_id)
        self._pages.discard(request)
        self._line.newsroom.forget((request.feed_id,))

    def stop(self) -> None:
        """Let the threads go."""
        self._fetching.stop()
        self._parsing.stop()
        self._fetcher.close()

    def _is_fresh(self, now: datetime) -> bool:
        """Whether the list of who is due may be worked off, instead of asked for again."""
        if self._turns.is_empty or self._scanned is None:
            return False
        when, changes = self._scanned
        return changes == self._line.changes and timedelta(0) <= now - when < _FRESH

    def _scan(self, now: datetime, besides: Collection[str]) -> None:
        urls = {
            state.feed_id: self._line.request(state).url
            for state in self._line.due()
            if state.feed_id not in self._feeds
            and state.feed_id not in besides
            and not self._faults.hold(state.feed_id, now)
        }
        self._turns.clear()
        for feed_id, url in urls.items():
            self._turns.line_up(feed_id, url)
        for suspect in self._line.pages.suspects():
            if suspect.entry_id not in self._suspects:
                self._turns.line_up(suspect, suspect.url)
        self._line_up_pages(self._feeds)
        self._scanned = (now, self._line.changes)

    def _line_up_pages(self, feed_ids: Collection[str]) -> None:
        """Have the next page of new releases of each of these feeds be asked for."""
        for page in self._line.newsroom.release_pages():
            if page.feed_id in feed_ids and page not in self._pages:
                self._turns.line_up(page, page.url)

    def _begin(self, one: str | Suspect | Request) -> None:
        if isinstance(one, Request):
            if not self._is_to_be_read(one):
                return
            request = one
            self._pages.add(one)
        elif isinstance(one, Suspect):
            request = self._line.pages.claim(one)
            self._suspects[one.entry_id] = one
        else:
            claimed = self._line.claim(one)
            if isinstance(claimed, Outcome):
                self._ended(claimed)
                return
            if claimed is None:  # it was asked, held or taken out meanwhile
                return
            request = claimed
            self._feeds.add(one)
        self._turns.take(request.url)
        self._fetching.submit(lambda: Fetched(request, self._fetch(request)))

    def _is_to_be_read(self, page: Request) -> bool:
        """Whether the page of a release is still to be asked for; else its poll goes on."""
        if page in self._pages or page not in self._line.newsroom.release_pages():
            return False
        if page.feed_id not in self._line.feeds:  # other settings meanwhile
            self._end(page)
            return False
        if self._line.is_held(page.url, self._now()):
            self._go_on_with(self._line.newsroom.give_up(page.feed_id))
            return False
        return True

    # Both promise not to raise. Should one do so all the same (no memory, no thread to be had), its
    # feed has trouble like any other, instead of being under way for ever.

    def _fetch(self, request: Request) -> Answer | Failure:
        try:
            return self._fetcher.fetch(request)
        except Exception:
            log.exception("fetching %s raised", request.url)
            return Failure(TroubleKind.NETWORK, _FAULT, self._now())

    def _parse(self, request: Request, answer: Answer, feed: Feed) -> Read:
        try:
            if request.is_robots:
                return self._parser.read_robots(answer)
            if request.is_release:
                return self._parser.read_release(answer, feed)
            return self._parser.parse(answer, feed, request.doors)
        except Exception:
            log.exception("parsing %s raised", answer.url)
            return Failure(TroubleKind.PARSER, _FAULT, self._now())

    def _free_host(self, asked: Fetched) -> None:
        request = asked.request
        self._turns.free(request.url)  # also where nothing can be read
        self._turns.rest(request.url, self._line.newsroom.rest_of(request))
        self._turns.rest(asked.result.url, timedelta())  # whoever it was led to has peace, too

    def _step(self, message: Fetched | Parsed) -> Outcome | None:
        """Return what the poll brought, or None where it goes on."""
        request = message.request
        if not self._line.is_wanted(request):  # other settings meanwhile
            return Outcome(request.feed_id)
        outcome: Outcome | None
        match message:
            case Parsed(_, answer, Document() | Failure() as result):
                outcome = self._line.take_result(request.feed_id, answer, result)
                if outcome is None and self._line.newsroom.is_reading(request.feed_id):
                    self._line_up_pages({request.feed_id})
                elif outcome is None:
                    self._post(message)  # the rest of it, after whatever else waits
            case Fetched(_, Failure() as failure):
                if self._line.newsroom.note_lead(request, failure):
                    self._begin_again(request)
                    return None
                outcome = self._line.take_failure(request.feed_id, failure)
            case Fetched(_, Answer() as answer):
                outcome = self._line.take_answer(request.feed_id, answer)
                if outcome is None:
                    self._submit(request, answer)
        return outcome

    def _take_aside(self, message: Fetched | Parsed) -> Outcome | None:
        """Take what was asked for on the way to a feed's releases: a site's rules, or a page."""
        request, newsroom = message.request, self._line.newsroom
        if request.feed_id not in self._line.feeds:  # other settings meanwhile
            return Outcome(request.feed_id)
        answer = message.answer if isinstance(message, Parsed) else message.result
        found = message.result if isinstance(message, Parsed) else None
        if found is None and isinstance(answer, Answer) and answer.body is not None:
            self._submit(request, answer)
            return None
        if isinstance(found, Failure):
            answer = found
        if request.is_robots:
            if isinstance(answer, Failure) and not answer.reached:  # which says nothing of a site
                return self._line.take_failure(request.feed_id, answer)
            newsroom.take_robots(request, answer, found)
            self._begin_again(request)
            return None
        self._pages.discard(request)
        nothing = Failure(TroubleKind.NOT_A_FEED, "the page says nothing", self._now())
        page = answer if isinstance(answer, Failure) else nothing
        self._go_on_with(newsroom.take_release(request, found if isinstance(found, Item) else page))
        self._line_up_pages({request.feed_id})
        return None

    def _begin_again(self, request: Request) -> None:
        """Have a feed asked once more: now that it is known what its site allows, or is to be."""
        self._feeds.discard(request.feed_id)
        self._turns.line_up(request.feed_id, request.url)

    def _go_on_with(self, listed: Listed | None) -> None:
        """Take in a listing whose pages were read, as one that has just come."""
        if listed is not None:
            self._post(Parsed(listed.request, listed.answer, listed.document))

    def _submit(self, request: Request, answer: Answer) -> None:
        feed = self._line.feeds[request.feed_id]
        self._parsing.submit(lambda: Parsed(request, answer, self._parse(request, answer, feed)))
