"""The archive of the program that polls: what it reads and marks, and what only polling does."""

from __future__ import annotations

from datetime import datetime

from traynews.archive import absences, apply, known, retention, robots
from traynews.archive.apply import Applied
from traynews.archive.connection import reads, writes
from traynews.archive.library import Library
from traynews.core.data.model import FeedState
from traynews.core.data.plan import Plan
from traynews.core.data.retention import Keep


class Store(Library):
    """A `Library` that polls fill, and that forgets what nobody wants to keep."""

    stories = reads(known.stories)
    text = reads(known.text)
    publication_times = reads(known.publication_times)
    known = reads(known.known)  # after the others of its module, whose name it takes
    suspects = reads(absences.suspects)
    site_rules = reads(robots.site_rules)
    save_site_rules = writes(robots.save_site_rules, durable=False)
    note_ask = writes(absences.note_ask)
    note_finding = writes(absences.note_finding)
    delete = writes(apply.delete)

    def apply(self, plan: Plan, state: FeedState, now: datetime) -> Applied:
        """Store entries, names, sources, revisions, validators and due time in one transaction."""
        with self.writing(durable=bool(plan.new or plan.updates or plan.sightings)) as db:
            return apply.apply_plan(db, plan, state, now)

    def forget_some(self, keep: Keep, now: datetime) -> bool:
        """Take a step of `retention.forget_some`; return whether there is more to do."""
        return retention.forget_some(self, keep, now)
