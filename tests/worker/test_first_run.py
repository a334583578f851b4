"""When a newcomer is welcomed, and with which truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.worker.test_alerts import FEED, Bench
from traynews.core.data.document import TroubleKind
from traynews.core.data.model import Feed, FeedState, FeedStatus
from traynews.core.data.view import Command, Verb

OTHER = Feed("usa", "https://usa.example/feed", title="Section USA")
SETTLED, LONG = timedelta(seconds=5), timedelta(minutes=3)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path, welcome=True)
    made.settings = replace(made.settings, offers=(OTHER,))
    made.state = FeedState(FEED.id)
    return made


def fail(bench: Bench, kind: TroubleKind, trouble: str = "no answer") -> None:
    bench.state = replace(
        bench.state, trouble=trouble, trouble_kind=kind, trouble_since=bench.now,
        last_checked=bench.now, next_check=bench.now + timedelta(minutes=15),
    )  # fmt: skip


def read(bench: Bench) -> None:
    bench.state = replace(bench.state, polled=True, last_checked=bench.now)


def test_it_comes_once_when_all_is_known_and_the_panel_had_its_time(bench: Bench) -> None:
    read(bench)
    bench.publish(1)
    bench.store.mark_announced([1], bench.now)
    assert bench.announce() == SETTLED
    bench.now += SETTLED
    bench.announce()
    assert bench.titles() == ["TrayNews is watching for new releases"]
    assert "Press room" in bench.screen.shown[0].body
    bench.close()
    bench.open()
    bench.run()
    assert len(bench.titles()) == 1
    bench.close()


def test_a_release_that_is_told_in_the_first_seconds_does_not_put_it_off(bench: Bench) -> None:
    read(bench)
    bench.publish(1)
    assert bench.announce() == SETTLED
    bench.now += SETTLED
    bench.announce()
    assert bench.titles() == ["Release 1", "TrayNews is watching for new releases"]
    bench.close()


def test_a_source_that_is_looked_for_is_waited_for_but_not_for_ever(bench: Bench) -> None:
    fail(bench, TroubleKind.NOT_A_FEED, "this is a page")
    bench.now += SETTLED
    assert bench.announce() == LONG - SETTLED
    assert bench.titles() == []
    bench.now += LONG - SETTLED
    bench.announce()
    (shown,) = bench.screen.shown
    assert shown.title == "TrayNews has nothing to show yet"
    assert shown.body.startswith("Press room cannot be read, ")
    assert "this is a page, since " in shown.body
    assert shown.buttons[0].command == Command(Verb.FOLLOW, value="usa")
    bench.close()


def test_a_refusal_and_no_network_are_told_at_once(bench: Bench, tmp_path: Path) -> None:
    fail(bench, TroubleKind.TURNED_AWAY, "news.example refuses TrayNews (403)")
    bench.now += SETTLED
    bench.announce()
    assert "refuses TrayNews (403)" in bench.screen.shown[0].body
    bench.close()
    (tmp_path / "offline").mkdir()
    cut_off = Bench(tmp_path / "offline", welcome=True)
    fail(cut_off, TroubleKind.NETWORK)
    other = FeedStatus(OTHER, replace(cut_off.state, feed_id="usa"))
    cut_off.now += SETTLED
    cut_off.alerts.announce(cut_off.settings, (FeedStatus(FEED, cut_off.state), other), None)
    (shown,) = cut_off.screen.shown
    assert shown.body.startswith("Offline, trying again at ")
    assert [button.command.verb for button in shown.buttons] == [Verb.AUTOSTART, Verb.INSTALL]
    cut_off.close()


def test_who_wants_no_welcome_gets_none_and_nobody_comes_back_for_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path, welcome=False)
    read(bench)
    assert bench.announce() is None
    bench.run()
    assert bench.titles() == []
    bench.close()


def test_nobody_comes_back_for_one_that_was_shown(bench: Bench) -> None:
    read(bench)
    bench.now += SETTLED
    bench.announce()
    bench.now += SETTLED
    assert bench.announce() is None
    bench.close()
