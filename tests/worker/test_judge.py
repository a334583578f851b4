"""The judge takes a document a few releases at a time, and loads what others carry once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.release.test_stories import HOME, HOME_TEXT, WORLD, WORLD_TEXT
from traynews.core.alerts.mutes import Mute
from traynews.core.data.document import Block, BlockKind, Document, Item
from traynews.core.data.model import Feed, FeedState, Kind, Level
from traynews.core.data.plan import Known, Sighting, Verdict
from traynews.core.data.settings import AlertSettings
from traynews.core.identity.reconcile import reconcile
from traynews.core.release.stories import Story
from traynews.worker.judge import Judge

NOW = HOME.published + timedelta(hours=1)
FEED = Feed(HOME.feed_id, "https://uk.example/feed", title="Press room", language="en")


class Others:
    """What of the archive a judge asks: what other feeds carry."""

    def __init__(self, *carried: Story, text: str = "") -> None:
        self.carried, self._text = carried, text
        self.loads: list[tuple[datetime, datetime]] = []

    def stories(self, feed_id: str, since: datetime, until: datetime) -> Sequence[Story]:
        assert feed_id == FEED.id
        self.loads.append((since, until))
        return self.carried

    def text(self, _: int) -> str:
        return self._text


def item(number: int, **changes: object) -> Item:
    values: dict[str, object] = {
        "guid": f"g{number}",
        "link": f"https://uk.example/{number}",
        "title": f"Graustark: poet number {number} freed",
        "published": NOW - timedelta(minutes=number),
    }
    return Item(**(values | changes))  # type: ignore[arg-type]


def judge(
    *items: Item,
    polled: bool = True,
    store: Others | None = None,
    alerts: AlertSettings | None = None,
    mutes: Sequence[Mute] = (),
    superiors: Sequence[str] = (),
) -> Judge:
    state = FeedState(FEED.id, polled=polled)
    plan = reconcile(Document(items=items), state, Known(), NOW)
    archive: object = store or Others()
    return Judge(archive, FEED, alerts or AlertSettings(), mutes, superiors, plan)  # type: ignore[arg-type]


def verdicts(one: Judge) -> list[Verdict]:
    while not one.go_on():
        pass
    return [new.verdict for new in one.plan.new]


def test_a_flood_is_judged_ten_releases_at_a_time() -> None:
    flood = judge(*(item(number) for number in range(45)))
    assert [flood.go_on() for _ in range(5)] == [False, False, False, False, True]
    assert all(new.verdict.reason for new in flood.plan.new)


def test_what_a_feed_always_held_is_passed_over_at_once_and_taken_apart_later() -> None:
    first = judge(*(item(number) for number in range(45)), polled=False)
    assert first.go_on()
    assert {(new.verdict.kind, new.verdict.level) for new in first.plan.new} == {
        (None, Level.SILENT)
    }


def test_what_others_carry_is_loaded_once_for_all_days_of_the_document() -> None:
    store = Others()
    days = [0, 60 * 24, 60 * 48]
    verdicts(judge(*(item(day) for day in days), store=store))
    (since, until), *more = store.loads
    assert not more
    assert since <= NOW - timedelta(days=5)
    assert until >= NOW + timedelta(days=3)


def test_a_document_that_tells_nobody_anything_loads_nothing() -> None:
    store = Others()
    (verdict,) = verdicts(judge(item(1), store=store, alerts=AlertSettings(level="none")))
    assert (verdict.level, store.loads) == (Level.SILENT, [])


@pytest.mark.parametrize("superior", [True, False])
def test_a_story_that_others_carry_names_them_and_who_speaks(superior: bool) -> None:  # noqa: FBT001 - a table's column
    text = Block(BlockKind.PARAGRAPH, HOME_TEXT)
    same = item(1, title=HOME.title, link=HOME.url, published=HOME.published, blocks=(text,))
    store = Others(WORLD, text=WORLD_TEXT)
    superiors = [WORLD.feed_id] if superior else []
    (verdict,) = verdicts(judge(same, store=store, superiors=superiors))
    assert (verdict.same_as, verdict.instead) == (WORLD.entry_id, not superior)


def test_a_muted_place_is_quiet_and_says_until_when() -> None:
    mute = Mute("Iran", datetime(2026, 5, 4, tzinfo=UTC))
    (verdict,) = verdicts(judge(item(1, title="Iran: poet freed"), mutes=[mute]))
    assert verdict.level is Level.SILENT
    assert "4 May 2026" in verdict.reason


def test_what_another_feed_kept_quiet_is_judged_by_this_ones_settings() -> None:
    one = judge(alerts=AlertSettings(level="all"))
    plan = one.plan
    seen = Sighting(7, item(1), (), new_source=True)
    late = Sighting(8, item(2), (), new_source=True, late=True)
    known = Sighting(9, item(3), ("guid:g3",))
    one.plan = type(plan)(FEED.id, sightings=(seen, late, known))
    assert one.go_on()
    louder = [sighting.louder for sighting in one.plan.sightings]
    assert [verdict and verdict.level for verdict in louder] == [Level.ALERT, None, None]


def test_the_kind_and_what_it_is_about_come_with_the_verdict() -> None:
    text = Block(BlockKind.PARAGRAPH, "Iran must free the poet, Amnesty International said today.")
    (verdict,) = verdicts(judge(item(1, title="Iran: court jails poet", blocks=(text,))))
    assert isinstance(verdict.kind, Kind)
    assert "Iran" in verdict.countries
