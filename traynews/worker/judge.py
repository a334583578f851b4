"""How new entries are told, as archive and settings stand: what `core.alerts.rules` decides on.

Runs on the worker's thread, within a step of `line.Line`.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace

from traynews.core.alerts import rules
from traynews.core.alerts.mutes import Mute
from traynews.core.data.document import Item
from traynews.core.data.model import Feed, Level
from traynews.core.data.plan import NewEntry, Sighting, Update, Verdict
from traynews.core.data.settings import AlertSettings
from traynews.core.ports import Archive
from traynews.core.release import stories, take_apart
from traynews.core.release.stories import Story

log = logging.getLogger(__name__)


class Judge:
    """Judges what one document of `feed` brings; `superiors` are the feeds listed before it."""

    def __init__(
        self,
        store: Archive,
        feed: Feed,
        alerts: AlertSettings,
        mutes: Sequence[Mute],
        superiors: Collection[str],
    ) -> None:
        self._store = store
        self._feed = feed
        self._alerts = alerts
        self._mutes = mutes
        self._superiors = superiors

    def judge_new(self, new: NewEntry, *, baseline: bool) -> NewEntry:
        """Decide how loudly a new entry is told, and give it its clean title and first sentence.

        What nobody asked for (the baseline, a flood of old releases) nobody has to read, and it is
        taken apart later: 200 feeds make 5,000 of them at once.
        """
        item = _in_language(new.item, self._feed)
        too_old = new.age_silent or new.late
        if baseline or too_old:
            candidate = rules.Candidate(
                self._feed.id, new.title, baseline=baseline, too_old=too_old
            )
            verdict = rules.judge(candidate, self._feed, self._alerts)
            title = take_apart.clean_title(item.title, self._feed.title) or new.title
            verdict = replace(verdict, kind=None, read=baseline or new.age_silent)
            return replace(new, item=item, title=title, verdict=verdict)
        described = take_apart.describe(item, self._feed.title)
        taken, about = described.release, described.about
        candidate = rules.candidate_of(described, self._feed.id)
        verdict = replace(
            rules.judge(candidate, self._feed, self._alerts, self._mutes),
            kind=about.kind,
            countries=about.countries,
            topics=about.topics,
            speakers=about.speakers,
        )
        new = replace(
            new,
            item=replace(item, summary=taken.lead or item.summary),
            title=taken.title or new.title,
        )
        log.info("%s: %s: %s, because %s", self._feed.id, new.title, verdict.level, verdict.reason)
        if verdict.level is not Level.SILENT:
            verdict = self._tell_once(new, taken.text, verdict)
        return replace(new, verdict=verdict)

    def judge_sighting(self, sighting: Sighting, *, baseline: bool) -> Sighting:
        """Decide whether an entry that another feed kept quiet is told, since this one carries it.

        The archive raises only what is unread and was silenced by that feed's alerts.
        """
        if not sighting.new_source or baseline or sighting.late:
            return sighting
        described = take_apart.describe(_in_language(sighting.item, self._feed), self._feed.title)
        candidate = rules.candidate_of(described, self._feed.id)
        verdict = rules.judge(candidate, self._feed, self._alerts, self._mutes)
        return replace(sighting, louder=None if verdict.level is Level.SILENT else verdict)

    def _tell_once(self, new: NewEntry, text: str, verdict: Verdict) -> Verdict:
        """Keep one of two quiet where another site has told the same story."""
        story = Story(0, self._feed.id, new.item.link, new.title, new.published)
        others = self._store.stories(
            self._feed.id, new.published - stories.SPAN, new.published + stories.SPAN
        )
        near = stories.find_near(story, others)
        texts = [(one, self._store.text(one.entry_id)) for one in near]
        found = stories.find_same(story, text, texts)
        if found is None:
            return verdict
        instead = found.feed_id not in self._superiors
        return replace(verdict, same_as=found.entry_id, instead=instead)


def describe_anew(update: Update, feed: Feed) -> Update:
    """Give an edited entry what it says and is about now, as a new one gets it."""
    item = _in_language(update.item, feed)
    described = take_apart.describe(item, feed.title)
    item = replace(item, summary=described.release.lead or item.summary)
    title = described.release.title or update.title
    return replace(update, item=item, title=title, about=described.about)


def _in_language(item: Item, feed: Feed) -> Item:
    return item if item.language or not feed.language else replace(item, language=feed.language)
