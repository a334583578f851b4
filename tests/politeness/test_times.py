"""What the server's log says about when requests come: P10 to P21, P26, P29, P32, P33."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.server import Step
from tests.world import PRESS, START, World, press
from traynews.core.data.settings import PollSettings
from traynews.core.text.address import server_of

ETAG = {"ETag": '"1"'}
SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = 15 * MINUTE


def serve_unchanged(world: World, headers: Mapping[str, str] = ETAG, path: str = "/uk") -> None:
    """Answer with a feed, and then with "not modified", each with these headers."""
    world.server.script(path, Step(200, {**ETAG, **headers}, press(1)), Step(304, headers))


# --- restarts ------------------------------------------------------------------------------------


def test_ten_restarts_before_it_is_due_ask_nothing(world: World) -> None:
    """P10."""
    with world:
        serve_unchanged(world)
        world.poll()
        for _ in range(10):
            world.restart()
            world.run(seconds=5)
        assert len(world.log) == 1
        world.run(minutes=15)
        assert [seen.header("If-None-Match") for seen in world.seen()] == ["", '"1"']


def test_ten_kills_in_the_middle_of_a_poll_ask_once(world: World) -> None:
    """P10: a poll is noted before it is made, so a program that dies in it does not begin anew."""
    with world:
        serve_unchanged(world)
        for _ in range(10):
            assert world.line.claim("uk") is not None or world.now > START
            world.restart()  # whoever was to ask is dead
            world.run(seconds=5)
        assert world.log == []
        world.run(minutes=5)
        assert len(world.log) == 1


# --- gaps ----------------------------------------------------------------------------------------


def test_fifteen_minutes_in_office_hours_an_hour_at_night(world: World) -> None:
    """P11: and always conditional."""
    with world:
        serve_unchanged(world)
        world.run(hours=4)
        assert set(world.gaps()) == {QUARTER}
        world.run(hours=12 - 2.75)
        asked = len(world.log)
        world.run(hours=6)  # from midnight on
        assert set(world.gaps()[asked:]) == {HOUR}
        assert all(seen.header("If-None-Match") for seen in world.seen()[1:])


def test_no_setting_goes_below_five_minutes(world: World) -> None:
    """P11: the settings file refuses it; here is the second lock."""
    with world:
        world.change_feed(interval=timedelta(seconds=1))
        serve_unchanged(world)
        world.run(hours=1)
        assert min(world.gaps()) >= 5 * MINUTE


def test_the_user_may_ask_every_five_minutes_and_no_sooner(world: World) -> None:
    """P11: conditional, too."""
    with world:
        serve_unchanged(world)
        world.poll()
        for _ in range(12):
            world.now += MINUTE
            world.check()
        assert world.gaps() == [5 * MINUTE, 5 * MINUTE]
        assert {seen.header("If-None-Match") for seen in world.seen()[1:]} == {'"1"'}


def test_jitter_only_lengthens(tmp_path: Path) -> None:
    """P12."""
    chance = random.Random(1)  # noqa: S311 - no secret
    with World(tmp_path, jitter=chance.random) as world:
        serve_unchanged(world)
        world.run(hours=6)
        gaps = world.gaps()
        assert min(gaps) > QUARTER
        assert max(gaps) < 17 * MINUTE
        assert len(set(gaps)) > 10


def test_twenty_feeds_do_not_fire_in_one_second(tmp_path: Path) -> None:
    """P12: on twenty hosts, and all due at once."""
    feeds = {f"feed{n}": f"host{n}.example" for n in range(20)}
    with World(tmp_path, feeds) as world:
        for one in feeds:
            world.server.serve(f"/{one}", press(1), headers=ETAG)
        world.run(minutes=5)
        assert len(world.log) == 20
        assert max(Counter(one.at.replace(microsecond=0) for one in world.log).values()) == 1


@pytest.mark.parametrize(
    ("headers", "gap"),
    [
        ({"Cache-Control": "public, max-age=21600"}, 6 * HOUR),
        ({"Cache-Control": "max-age=31536000"}, DAY),
        ({"Cache-Control": "max-age=60"}, QUARTER),
        ({"Expires": format_datetime(START + 3 * HOUR, usegmt=True)}, 3 * HOUR),
        ({"Expires": format_datetime(START + 400 * DAY, usegmt=True)}, DAY),
        (
            {
                "Cache-Control": "max-age=7200",
                "Expires": format_datetime(START + 5 * HOUR, usegmt=True),
            },
            2 * HOUR,
        ),
        ({"Expires": "0"}, QUARTER),
    ],
)
def test_what_a_server_says_about_freshness_lengthens_the_gap(
    headers: dict[str, str], gap: timedelta, world: World
) -> None:
    """P13."""
    with world:
        serve_unchanged(world, headers)
        world.run(hours=25)
        assert world.gaps()[0] == gap


@pytest.mark.parametrize(
    ("channel", "gap"),
    [
        ("<ttl>240</ttl>", 4 * HOUR),
        ("<ttl>1</ttl>", QUARTER),
        ("<ttl>99999999</ttl>", DAY),
        ("<skipHours><hour>10</hour><hour>11</hour></skipHours>", 78 * MINUTE),
        ("<skipDays><day>Monday</day></skipDays>", 13 * HOUR + 18 * MINUTE),
        (
            f'<x:updatePeriod xmlns:x="{SYNDICATION}">daily</x:updatePeriod>',
            DAY,
        ),
    ],
)
def test_what_a_publisher_asks_for_lengthens_the_gap(
    channel: str, gap: timedelta, world: World
) -> None:
    """P14."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1, channel=channel)), Step(304))
        world.run(hours=25)
        assert world.gaps()[0] == gap


# --- being sent away -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "form", ["7200", format_datetime(START + 2 * HOUR, usegmt=True)], ids=["seconds", "date"]
)
def test_retry_after_is_kept_also_across_restarts_and_wishes(
    status: int, form: str, world: World
) -> None:
    """P15, P16."""
    with world:
        headers = {"Retry-After": form, "Date": format_datetime(START, usegmt=True)}
        world.server.script("/uk", Step(status, headers), Step(200, ETAG, press(1)))
        world.poll()
        for _ in range(11):
            world.run(minutes=10)
            world.restart()
            world.check()
            world.check("uk")
        assert len(world.log) == 1
        world.run(minutes=15)
        assert world.gaps() == [2 * HOUR]


@pytest.mark.parametrize("value", [None, "soon", "-5", "1e9", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_without_a_usable_retry_after_the_back_off_grows_by_itself(
    value: str | None, world: World
) -> None:
    """P17: never faster than usual, and back to it after a success."""
    with world:
        sent_away = Step(503, {"Retry-After": value} if value else {})
        steps = [sent_away] * 4 + [Step(200, ETAG, press(1)), Step(304)]
        world.server.script("/uk", *steps)
        world.run(hours=5)
        assert world.gaps()[:5] == [QUARTER, 2 * QUARTER, 4 * QUARTER, 8 * QUARTER, QUARTER]


def test_a_huge_retry_after_ends_after_a_week(world: World) -> None:
    """P17."""
    with world:
        away = Step(503, {"Retry-After": "99999999999"})
        world.server.script("/uk", away, Step(200, ETAG, press(1)))
        world.run(days=8)
        assert world.gaps()[0] == 7 * DAY


@pytest.mark.parametrize("retry_after", ["3600", None])
def test_a_429_holds_the_whole_host(retry_after: str | None, tmp_path: Path) -> None:
    """P18: for its other feeds, across restarts, and against the user's own wish."""
    feeds = {"uk": PRESS, "blog": PRESS, "other": "other.example"}
    with World(tmp_path, feeds) as world:
        headers = {"Retry-After": retry_after} if retry_after else {}
        world.server.script("/uk", Step(429, headers), Step(200, ETAG, press(1)))
        for one in ("blog", "other"):
            world.server.serve(f"/{one}", press(1), headers=ETAG)
        world.run(seconds=40)
        hold = HOUR if retry_after else QUARTER
        assert world.held() == START + hold
        world.restart()
        world.run(minutes=5)
        world.check()
        assert world.asked("/blog") == []
        assert len(world.asked("/other")) == 2  # asked by the user after five minutes
        world.now = START + hold
        world.run(minutes=1)
        assert len(world.asked("/blog")) == 1


def test_what_was_seen_to_answer_lately_is_asked_first_at_a_first_run(tmp_path: Path) -> None:
    answered = {"old": None, "lately": date(2026, 10, 2), "once": date(2026, 4, 30)}
    with World(tmp_path, {name: f"{name}.example" for name in answered}) as world:
        for name, day in answered.items():
            world.change_feed(name, answered=day)
            world.server.script(f"/{name}", Step(200, {"ETag": '"1"'}, press(1)))
        world.run(minutes=1)
        assert [one.path for one in world.log] == ["/lately", "/once", "/old"]


@pytest.mark.parametrize("retry_after", ["604800", None])
def test_a_429_behind_a_redirect_holds_who_was_led_there_and_nobody_else(
    retry_after: str | None, tmp_path: Path
) -> None:
    """P18: else a server that redirects could silence the feeds of any other for a week."""
    with World(tmp_path, {"uk": PRESS, "blog": "cdn.example", "news": PRESS}) as world:
        world.server.redirect("/uk", world.url("/moved", "cdn.example"))
        headers = {"Retry-After": retry_after} if retry_after else {}
        world.server.script("/moved", Step(429, headers))
        for one in ("blog", "news"):
            world.server.serve(f"/{one}", press(1), headers=ETAG)
        world.run(minutes=14)
        world.check()
        assert world.held("cdn.example") is None
        assert world.held(PRESS) is None
        assert world.asked("/blog")
        assert world.asked("/news")
        assert len(world.asked("/uk")) == 1
        assert world.state("uk").held_until == world.state("uk").next_check


def test_a_trial_at_another_host_is_asked_although_the_feeds_own_is_held(world: World) -> None:
    """P18: what is held is the server of the address to be asked, in every place."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(410))
        world.change_feed(candidates=(world.url("/other", "mirror.example"),))
        world.server.serve("/other", press(1), headers=ETAG)
        world.run(minutes=20)
        assert world.state().trials
        world.store.hold_host(server_of(world.url("/uk")), world.now + DAY)
        world.run(hours=2)
        assert world.asked("/other")


@pytest.mark.parametrize(
    "step", [Step(500), Step(502), Step(reset=True), Step(200, {}, press(1), cut_after=50)]
)
def test_a_failing_server_is_asked_later_and_later_up_to_a_day(step: Step, world: World) -> None:
    """P19: no second try within a cycle, and a success sets everything back."""
    with world:
        world.server.script("/uk", step)
        world.run(days=5)
        gaps = world.gaps()
        assert gaps[:4] == [QUARTER, 2 * QUARTER, 4 * QUARTER, 8 * QUARTER]
        assert gaps[-1] == DAY
        assert gaps == sorted(gaps)
        serve_unchanged(world)
        asked = len(world.log)
        world.run(days=1)
        world.now = START + 7 * DAY  # a Monday morning
        world.run(hours=1)
        assert world.state().failures == 0
        assert QUARTER in world.gaps()[asked:]


def test_a_missing_network_is_tried_again_within_seconds_and_troubles_nobody(
    tmp_path: Path,
) -> None:
    """P19: Wi-Fi comes up late after waking; after hours without it, an hour is the longest."""
    with World(tmp_path, {"uk": PRESS, "blog": "blog.example"}) as world:
        world.unreachable = True
        serve_unchanged(world)
        serve_unchanged(world, path="/blog")
        world.run(seconds=20)
        assert world.state().trouble
        world.unreachable = False
        world.run(seconds=40)
        assert len(world.log) == 2
        world.unreachable = True
        world.run(hours=20)
        world.unreachable = False
        world.run(hours=1, minutes=5)
        assert len(world.asked("/uk")) >= 2
        assert len(world.asked("/blog")) >= 2


def test_one_name_that_is_gone_for_good_is_tried_daily_at_last(tmp_path: Path) -> None:
    """P19: the others can be reached, so it is not the network."""
    with World(tmp_path, {"uk": PRESS, "gone": "gone.example"}) as world:
        serve_unchanged(world)
        tried: list[str] = []
        resolve = world._resolve

        def look_up(host: str, port: int) -> object:
            tried.append(host)
            if host == "gone.example":
                raise OSError("no such name")
            return resolve(host, port)

        world._resolve = look_up  # type: ignore[method-assign,assignment]
        world.restart()
        world.run(days=6)
        assert tried.count("gone.example") < 20
        due = world.state("gone").next_check
        assert due is not None
        assert due - (world.state("gone").last_checked or START) == DAY


@pytest.mark.parametrize("status", [401, 403, 404, 451])
def test_a_refusal_is_asked_again_daily_with_its_reason_shown(status: int, world: World) -> None:
    """P20: under the same name; ten failures remove nothing."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(status))
        world.run(days=12)
        assert set(world.gaps()[2:]) == {DAY}
        assert str(status) in world.state().trouble
        assert world.state().failures >= 10
        assert len({seen.header("User-Agent") for seen in world.seen()}) == 1
        assert world.titles() == ["Graustark: release 1"]


def test_gone_stops_the_polling_until_the_user_acts(world: World) -> None:
    """P21: what it gave is kept; a general check is no wish for this feed, its own one is."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(410))
        world.run(days=7)
        world.restart()
        world.run(days=7)
        world.check()
        assert len(world.log) == 2
        assert world.state().stopped
        assert world.titles() == ["Graustark: release 1"]
        world.server.script("/uk", Step(200, ETAG, press(2, 1)))
        world.check("uk")
        assert len(world.titles()) == 2
        assert not world.state().stopped


# --- hosts, sleep, clocks, pause -----------------------------------------------------------------


def test_one_host_is_asked_one_at_a_time_and_left_in_peace_between(tmp_path: Path) -> None:
    """P26."""
    feeds = dict.fromkeys((f"feed{n}" for n in range(20)), PRESS)
    with World(tmp_path, feeds) as world:
        for one in feeds:
            world.server.serve(f"/{one}", press(1), headers=ETAG)
        world.run(minutes=5)
        assert len(world.log) == 20
        assert min(world.gaps()) >= timedelta(seconds=2)
        assert max(world.gaps()) < timedelta(seconds=4)


def test_a_host_that_a_redirect_leads_to_has_its_peace_as_well(tmp_path: Path) -> None:
    """P26."""
    with World(tmp_path, {"uk": PRESS, "world": "other.example"}) as world:
        world.server.redirect("/uk", world.url("/led", "other.example"), 302)
        world.server.serve("/led", press(1), headers=ETAG)
        world.server.serve("/world", press(2), headers=ETAG)
        world.run(minutes=5)
        led, asked = world.asked("/led"), world.asked("/world")
        assert (len(led), len(asked)) == (1, 1)
        assert abs(led[0] - asked[0]) >= timedelta(seconds=2)


def test_waking_asks_each_feed_once_and_not_at_once(tmp_path: Path) -> None:
    """P29: twenty feeds, nine hours of sleep."""
    feeds = {f"feed{n}": f"host{n % 3}.example" for n in range(20)}
    chance = random.Random(2)  # noqa: S311 - no secret
    with World(tmp_path, feeds, jitter=chance.random) as world:
        for one in feeds:
            serve_unchanged(world, path=f"/{one}")
        world.run(minutes=5)
        asked = len(world.log)
        world.now += 9 * HOUR
        woken = world.now
        world.line.spread_due(timedelta(minutes=2))
        world.run(minutes=4)
        after = [one for one in world.log[asked:] if one.at >= woken]
        assert Counter(one.path for one in after) == {f"/{one}": 1 for one in feeds}
        assert after[-1].at - after[0].at > MINUTE
        assert len(Counter(one.at for one in after)) == len(after)


def test_the_returning_network_is_felt_by_all_feeds_but_only_once(tmp_path: Path) -> None:
    """P29: who could not be reached is asked within minutes, each once."""
    feeds = {f"feed{n}": f"host{n}.example" for n in range(6)}
    chance = random.Random(3)  # noqa: S311 - no secret
    with World(tmp_path, feeds, jitter=chance.random) as world:
        for one in feeds:
            serve_unchanged(world, path=f"/{one}")
        world.unreachable = True
        world.run(hours=5)
        world.unreachable = False
        world.run(hours=1, minutes=10)
        first = world.log[0].at
        soon = [one for one in world.log if one.at < first + 10 * MINUTE]
        assert Counter(one.path for one in soon) == {f"/{one}": 1 for one in feeds}


@pytest.mark.parametrize("jump", [-400 * DAY, -3 * DAY, -HOUR, 3 * DAY, 400 * DAY])
def test_a_clock_that_jumps_makes_no_burst_and_freezes_nobody(
    jump: timedelta, tmp_path: Path
) -> None:
    """P32: with a restart after it, and without."""
    with World(tmp_path, {"uk": PRESS, "blog": "blog.example"}) as world:
        for path in ("/uk", "/blog"):
            serve_unchanged(world, path=path)
        world.run(minutes=40)
        asked = len(world.log)
        world.now += jump
        world.run(minutes=2)
        assert len(world.log) - asked <= 2
        world.restart()
        world.run(minutes=2)
        assert len(world.log) - asked <= 2
        world.run(hours=24)
        assert len(world.log) - asked > 20
        recent = [one for one in world.log[asked + 2 :] if one.path == "/uk"]
        gaps = [later.at - earlier.at for earlier, later in itertools.pairwise(recent)]
        assert min(gaps) >= QUARTER


def test_a_hold_set_by_a_wrong_clock_does_not_outlast_the_cap(world: World) -> None:
    """P32: the clock was in 2040 when the server said 429."""
    with world:
        world.now += 14 * 365 * DAY
        away = Step(429, {"Retry-After": "3600"})
        world.server.script("/uk", away, Step(200, ETAG, press(1)))
        world.poll()
        world.now = START
        world.run(days=1)
        assert len(world.log) >= 2
        assert world.log[1].at >= START + HOUR


DAILY = timedelta(days=1)


def test_a_shorter_interval_holds_at_once(world: World) -> None:
    with world:
        world.change_feed(interval=DAILY)
        serve_unchanged(world)
        world.run(minutes=10)
        world.change_feed(interval=QUARTER)
        world.run(minutes=6)
        assert world.gaps() == [QUARTER]


def test_a_shorter_general_interval_holds_at_once(world: World) -> None:
    with world:
        world.adopt(replace(world.settings, poll=PollSettings(DAILY, DAILY)))
        serve_unchanged(world)
        world.run(minutes=20)
        world.adopt(replace(world.settings, poll=PollSettings()))
        world.run(minutes=1)
        assert [gap // MINUTE for gap in world.gaps()] == [20]
        world.adopt(replace(world.settings, poll=PollSettings(2 * HOUR, 2 * HOUR)))
        world.run(hours=2)
        assert [gap // MINUTE for gap in world.gaps()] == [20, 15], "a longer one comes after it"


@pytest.mark.parametrize(
    "step",
    [
        Step(503, {"Retry-After": "7200"}),
        Step(500),
        Step(200, {"ETag": '"1"'}, press(1, channel="<ttl>120</ttl>")),
        Step(200, {}, press(1) + b"<!--" + b"x" * 200_000 + b"-->"),  # large: three hours
        Step(410),
    ],
    ids=["hold", "back-off", "publisher", "no validators", "gone"],
)
def test_a_shorter_interval_overrides_nobody_else(step: Step, world: World) -> None:
    """P04, P14, P15, P19, P21."""
    with world:
        world.change_feed(interval=3 * HOUR)
        world.server.script("/uk", step)
        world.run(minutes=10)
        world.change_feed(interval=QUARTER)
        world.run(minutes=100)
        assert len(world.log) == 1


def test_another_time_zone_moves_the_hours_in_which_a_feed_is_asked_often(world: World) -> None:
    with world:
        serve_unchanged(world)
        world.run(hours=2)
        assert set(world.gaps()) == {QUARTER}
        world.change_feed(zone="Pacific/Auckland")  # where it is after midnight
        asked = len(world.log)
        world.run(hours=3)
        assert set(world.gaps()[asked:]) == {HOUR}


def test_feeds_switched_off_are_not_asked(world: World) -> None:
    """P33."""
    with world:
        serve_unchanged(world)
        world.run(minutes=10)
        world.change_feed(enabled=False)
        world.run(days=2)
        assert len(world.log) == 1


def test_an_answer_that_comes_after_its_address_was_changed_teaches_nothing(world: World) -> None:
    """P09: the validators of one address are never sent to another."""
    with world:
        world.server.serve("/uk", press(1), headers={"ETag": '"old"'})
        world.server.serve("/new", press(2), headers={"ETag": '"new"'})
        world.rounds.poll()  # asked, not yet answered
        world.change_feed(url=world.url("/new"))
        world.poll()
        world.run(hours=1)
        assert world.titles() == ["Graustark: release 2"]
        assert {seen.header("If-None-Match") for seen in world.seen("/new")[1:]} == {'"new"'}


def test_longer_intervals_are_kept(world: World) -> None:
    with world:
        poll = PollSettings(interval=2 * HOUR, quiet_interval=4 * HOUR)
        world.adopt(replace(world.settings, poll=poll))
        serve_unchanged(world)
        world.run(hours=5)
        assert set(world.gaps()) == {2 * HOUR}
