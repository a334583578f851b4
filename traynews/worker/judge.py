"""How new entries are told, as archive and settings stand: what `core.alerts.rules` decides on.

Runs on the worker's thread, within a step of `documents.Documents`.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from traynews.core.alerts import rules
from traynews.core.alerts.mutes import Mute
from traynews.core.data.document import Item
from traynews.core.data.model import Feed, Level
from traynews.core.data.plan import NewEntry, Plan, Sighting, Update, Verdict
from traynews.core.data.settings import AlertSettings
from traynews.core.ports import Archive
from traynews.core.release import stories, take_apart
from traynews.core.release.stories import OtherStories, Story

log = logging.getLogger(__name__)


_AT_A_TIME = 10  # releases, at some milliseconds each


class Judge:
    """Judges what one document of `feed` brings; `superiors` are the feeds listed before it.

    `plan` is what the document comes to: as `reconcile` made it, and judged in the end.
    """

    def __init__(
        self,
        store: Archive,
        feed: Feed,
        alerts: AlertSettings,
        mutes: Sequence[Mute],
        superiors: Collection[str],
        plan: Plan,
    ) -> None:
        self._store = store
        self._feed = feed
        self._alerts = alerts
        self._mutes = mutes
        self._superiors = superiors
        self.plan = plan
        self._work = self._judge()

    def go_on(self) -> bool:
        """Judge a few more; whether all are judged. To be called no more once it raised."""
        return any(next(self._work, self) is self for _ in range(_AT_A_TIME))

    def _judge(self) -> Iterator[None]:
        """Judge all, with a rest after each release that was taken apart."""
        plan = self.plan
        new, updates, sightings = [], [], []
        for one in plan.new:
            if plan.baseline or one.age_silent or one.late:
                new.append(self._pass_over(one))
            else:
                new.append(self._judge_new(one))
                yield
        for update in plan.updates:
            if update.retold:
                updates.append(_describe_anew(update, self._feed))
                yield
            else:
                updates.append(update)
        for sighting in plan.sightings:
            if plan.baseline or sighting.late or not sighting.new_source:
                sightings.append(sighting)
            else:
                sightings.append(self._judge_sighting(sighting))
                yield
        self.plan = replace(
            plan, new=tuple(new), updates=tuple(updates), sightings=tuple(sightings)
        )

    def _pass_over(self, new: NewEntry) -> NewEntry:
        """Keep an entry quiet that nobody asked for: of the baseline, or of a flood of old ones.

        It is taken apart later: 200 feeds make 5,000 of them at once.
        """
        item, baseline = _in_language(new.item, self._feed), self.plan.baseline
        candidate = rules.Candidate(
            self._feed.id, new.title, baseline=baseline, too_old=not baseline
        )
        verdict = rules.judge(candidate, self._feed, self._alerts)
        verdict = replace(verdict, kind=None, read=baseline or new.age_silent)
        title = take_apart.clean_title(item.title, self._feed.title) or new.title
        return replace(new, item=item, title=title, verdict=verdict)

    def _judge_new(self, new: NewEntry) -> NewEntry:
        """Decide how loudly a new entry is told, and give it its clean title and first sentence."""
        item = _in_language(new.item, self._feed)
        described = take_apart.describe(item, self._feed.title)
        taken, about = described.release, described.about
        candidate = rules.candidate_of(described, self._feed.id)
        verdict = replace(
            rules.judge(candidate, self._feed, self._alerts, self._mutes),
            kind=about.kind,
            certainty=about.certainty,
            countries=about.countries,
            topics=about.topics,
            speakers=about.speakers,
        )
        new = replace(
            new,
            item=replace(item, summary=taken.told or item.summary),
            title=taken.title or new.title,
        )
        log.info("%s: %s: %s, because %s", self._feed.id, new.title, verdict.level, verdict.reason)
        if verdict.level is not Level.SILENT:
            verdict = self._tell_once(new, taken.text, verdict)
        return replace(new, verdict=verdict)

    def _judge_sighting(self, sighting: Sighting) -> Sighting:
        """Decide whether an entry that another feed kept quiet is told, since this one carries it.

        The archive raises only what is unread and was silenced by that feed's alerts.
        """
        described = take_apart.describe(_in_language(sighting.item, self._feed), self._feed.title)
        candidate = rules.candidate_of(described, self._feed.id)
        verdict = rules.judge(candidate, self._feed, self._alerts, self._mutes)
        return replace(sighting, louder=None if verdict.level is Level.SILENT else verdict)

    def _tell_once(self, new: NewEntry, text: str, verdict: Verdict) -> Verdict:
        """Keep one of two quiet where another site has told the same story."""
        story = Story(0, self._feed.id, new.item.link, new.title, new.published)
        found = self._others.find_same(story, text)
        if found is None:
            return verdict
        instead = found.feed_id not in self._superiors
        return replace(verdict, same_as=found.entry_id, instead=instead)

    @cached_property
    def _others(self) -> OtherStories:
        """What other feeds carry of the days in which the new entries were published."""
        days = [new.published for new in self.plan.new if not new.late]
        since, until = min(days) - stories.SPAN, max(days) + stories.SPAN
        return OtherStories(self._store.stories(self._feed.id, since, until), self._store.text)


def _describe_anew(update: Update, feed: Feed) -> Update:
    """Give an edited entry what it says and is about now, as a new one gets it."""
    item = _in_language(update.item, feed)
    described = take_apart.describe(item, feed.title)
    item = replace(item, summary=described.release.told or item.summary)
    title = described.release.title or update.title
    return replace(update, item=item, title=title, about=described.about)


def _in_language(item: Item, feed: Feed) -> Item:
    return item if item.language or not feed.language else replace(item, language=feed.language)
