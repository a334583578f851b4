"""Sources that are no feeds: what their sites ask of programs, and the pages of their releases.

Runs on the worker's thread. Feeds are made for programs and are asked for as they are; every other
door of a source, and every page of a release, is asked for only where the site's robots.txt, kept
for a day, allows it (RFC 9309, P35).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from traynews.core.data.document import (
    Answer,
    Document,
    Failure,
    Item,
    Reach,
    Request,
    Robots,
    TroubleKind,
    Validators,
)
from traynews.core.data.model import FeedState
from traynews.core.identity import reconcile
from traynews.core.polling import doors, timing
from traynews.core.polling.robots import (
    SiteRules,
    address_of_robots,
    after_robots,
    is_fresh,
    why_not,
)
from traynews.core.ports import Archive
from traynews.core.text.address import origin_of, origins_of
from traynews.worker.inbox import Read
from traynews.worker.release_pages import Listed, ReleasePages, choose_pages

log = logging.getLogger(__name__)

_MOST_LEADS = 2  # other sites that one page may redirect over, each with rules of its own
_HOLD = timedelta(hours=1)  # of a server that says 429, and not for how long


class Newsroom:
    """Knows what may be asked for, and reads the pages of new releases."""

    def __init__(self, store: Archive, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._pages = ReleasePages()
        self._leads: dict[str, dict[str, Reach]] = {}  # where a feed's page redirects, to whom

    # --- robots.txt ----------------------------------------------------------------------------

    def asked_first(self, request: Request) -> Request | None:
        """Return the request for the rules of a page's site, where they are not known yet.

        Also of those sites to which the page was last seen to redirect.
        """
        for url, reach in self._hops(request).items():
            rules = self._rules(url)
            if is_fresh(rules, self._now()):
                continue
            known = rules.validators if rules is not None and not rules.closed else Validators()
            robots, least = address_of_robots(url), max(request.reach, reach)
            return replace(
                request, url=robots, validators=known, is_robots=True, rules=None, reach=least
            )
        return None

    def refusal(self, request: Request) -> Failure | None:
        """Return why a page may not be asked for; None where it may, or nobody knows yet."""
        for url in self._hops(request):
            rules = self._rules(url)
            if rules is None or not is_fresh(rules, self._now()):
                return None
            if reason := why_not(rules, url):
                self._leads.pop(request.feed_id, None)  # it may lead elsewhere the next time
                return Failure(TroubleKind.REFUSED, reason, self._now(), url=url)
        return None

    def with_rules(self, request: Request) -> Request:
        """Return the request for a page with the rules by which its redirects may be followed."""
        if not doors.is_page_door(request.doors):
            return request
        known = {origin_of(url): self._rules(url) for url in self._hops(request)}
        rules = tuple(
            (origin, one.robots)
            for origin, one in known.items()
            if one is not None and is_fresh(one, self._now()) and not one.closed
        )
        return replace(request, rules=rules)

    def note_lead(self, request: Request, failure: Failure) -> bool:
        """Note where a page redirects; whether it is to be asked again once that site was heard."""
        if not failure.leads_to:
            return False
        leads = self._leads.setdefault(request.feed_id, {})
        if failure.leads_to in leads or len(leads) >= _MOST_LEADS:
            del self._leads[request.feed_id]
            return False
        leads[failure.leads_to] = failure.reach or request.reach
        self._make_due(request.feed_id)
        return True

    def forget_leads(self, feed_id: str, answer: Answer) -> None:
        """Forget where a page redirects that came from elsewhere: nobody else is to be heard."""
        origins = {origin_of(url) for url in self._leads.get(feed_id, ())}
        if origin_of(answer.url) not in origins:
            self._leads.pop(feed_id, None)

    def _hops(self, request: Request) -> dict[str, Reach]:
        """Return the pages that a request may come by, as far as known; none of a feed."""
        if not doors.is_page_door(request.doors):
            return {}
        return {request.url: request.reach, **self._leads.get(request.feed_id, {})}

    def take_robots(self, request: Request, answer: Answer | Failure, read: Read | None) -> None:
        """Keep a site's rules; who had to hear them first is due again at once."""
        origin = origin_of(request.url)
        if isinstance(answer, Failure):
            self._hold(request, answer)
        robots = read if isinstance(read, Robots) else None
        rules = after_robots(self._store.site_rules(origin), answer, robots)
        self._store.save_site_rules(origin, rules)
        if rules.closed:
            log.info("%s gives no rules: its pages are left alone for a day", origin)
        self._make_due(request.feed_id)

    def _make_due(self, feed_id: str) -> None:
        for state in self._store.states(feed_id).values():
            self._store.save_state(replace(state, next_check=self._now()))

    def _hold(self, request: Request, failure: Failure) -> None:
        otherwise = failure.received + _HOLD
        for server, until in timing.server_holds(failure, request.url, otherwise).items():
            self._store.hold_host(server, until)

    def rest_of(self, request: Request) -> timedelta:
        """Return how long the server of a request wants to be left alone after it."""
        every = map(self._store.site_rules, origins_of(request.url))
        delays = [rules.robots.delay for rules in every if rules is not None]
        return timedelta(seconds=max(delays, default=0))

    def sitemaps_of(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the rules of a page's site name."""
        rules = self._rules(url)
        return rules.robots.sitemaps if rules is not None else ()

    def _rules(self, url: str) -> SiteRules | None:
        return self._store.site_rules(origin_of(url))

    # --- listings ------------------------------------------------------------------------------

    def doubt(self, state: FeedState, answer: Answer, document: Document) -> Failure | None:
        """Return why a listing is not believed; None where it may be what it was."""
        known = self._store.known(state.feed_id, document)
        reason = doors.doubt(state, document, knew=bool(known.own))
        if not reason:
            return None
        return Failure(TroubleKind.NOT_A_FEED, reason, answer.received, url=answer.url)

    def read_first(
        self, request: Request, state: FeedState, answer: Answer, document: Document
    ) -> bool:
        """Begin to read the pages of a listing's new releases; whether there are any.

        None at a source's first poll: nobody is told of what it brings.
        """
        urls: list[str] = []
        if document.partial and state.polled:
            known = self._store.known(state.feed_id, document)
            plan = reconcile.reconcile(document, state, known, self._now())
            urls = [url for url in choose_pages(plan.new) if self._allows(url)]
        return self._pages.begin(Listed(request, answer, document), urls)

    def _allows(self, url: str) -> bool:
        rules = self._rules(url)
        return rules is not None and is_fresh(rules, self._now()) and not why_not(rules, url)

    def is_reading(self, feed_id: str) -> bool:
        """Whether pages of a feed's new releases are still to come."""
        return self._pages.is_reading(feed_id)

    def release_pages(self) -> list[Request]:
        """Return the pages of new releases to be asked for now."""
        return self._pages.requests()

    def take_release(self, request: Request, page: Item | Failure) -> Listed | None:
        """Note what the page of a new release said; the listing comes back once all were read."""
        if isinstance(page, Failure):
            self._hold(request, page)
            if _is_of_server(page):
                return self.give_up(request.feed_id)
        return self._pages.take(request, page)

    def give_up(self, feed_id: str) -> Listed | None:
        """Read no more pages for a listing; return it as far as they were read."""
        return self._pages.finish(feed_id)

    def forget(self, feed_ids: Collection[str]) -> None:
        """Read no pages of these feeds any more: their polls have come to an end."""
        self._pages.forget(feed_ids)


def _is_of_server(failure: Failure) -> bool:
    """Whether it is not one page that fails, but its server that refuses, is ill or away (P36)."""
    if failure.kind is TroubleKind.HTTP:
        return failure.status not in {404, 410}
    return failure.kind in {TroubleKind.NETWORK, TroubleKind.TIMEOUT, TroubleKind.TLS}
