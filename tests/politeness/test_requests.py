"""What the server's log says about single requests: P01 to P09, P24, P25, P27, P28, P30, P31."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.server import Step
from tests.world import PRESS, START, World, press
from traynews import PROJECT_URL, __version__
from traynews.core.data.document import TroubleKind, Validators
from traynews.feeds.http.patience import Limits

ETAG = {"ETag": '"1"'}
BOTH = {"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"}


def conditions(world: World) -> list[tuple[str, str]]:
    """Return what each request was conditional on."""
    return [
        (seen.header("If-None-Match"), seen.header("If-Modified-Since")) for seen in world.seen()
    ]


def test_the_first_poll_is_one_plain_get_of_the_exact_address(world: World) -> None:
    """P01."""
    with world:
        address = world.url("/uk?b=2&a=%C3%BC+x&&=")
        world.change_feed(url=address)
        world.server.serve("/uk", press(1), headers=ETAG)
        world.run(minutes=10)
        (only,) = world.server.requests()
        assert (only.method, only.target) == ("GET", "/uk?b=2&a=%C3%BC+x&&=")
        assert not only.header("If-None-Match")
        assert not only.header("If-Modified-Since")
        assert world.titles() == ["Graustark: release 1"]


@pytest.mark.parametrize(
    "etag", ['"abc-123"', 'W/"weak, with comma"', "unquoted", '"a","b"', '""', "'odd' =;"]
)
def test_an_etag_comes_back_byte_for_byte(etag: str, world: World) -> None:
    """P02."""
    with world:
        world.server.script("/uk", Step(200, {"ETag": etag}, press(1)), Step(304))
        world.run(hours=1)
        assert conditions(world)[1] == (etag, "")


@pytest.mark.parametrize(
    "date",
    [
        "Mon, 02 Mar 2026 10:00:00 GMT",
        "Sat, 1 Jan 2022 0:00:00 GMT",
        "Tue, 01 Jan 2999 00:00:00 GMT",
        "2026-03-02T10:00:00Z",
        "yesterday",
    ],
)
def test_a_date_comes_back_byte_for_byte_however_odd(date: str, world: World) -> None:
    """P03."""
    with world:
        world.server.script("/uk", Step(200, {"Last-Modified": date}, press(1)), Step(304))
        world.run(hours=1)
        assert conditions(world)[1] == ("", date)


def test_both_are_sent_where_both_were_given(world: World) -> None:
    """P04."""
    with world:
        world.server.script("/uk", Step(200, BOTH, press(1)), Step(304))
        world.run(hours=1)
        assert conditions(world)[1] == (BOTH["ETag"], BOTH["Last-Modified"])


@pytest.mark.parametrize(("size", "shortest"), [(0, 1), (200_000, 3)])
def test_none_is_invented_and_without_any_a_server_is_asked_seldom(
    size: int, shortest: int, world: World
) -> None:
    """P04: not from Date, not from the dates of items; and the menu says why it is so seldom."""
    body = press(1) + b"<!--" + b"x" * size + b"-->"
    with world:
        world.server.serve("/uk", body, headers={"Date": "Mon, 02 Mar 2026 10:42:00 GMT"})
        world.run(days=3, hours=1)
        assert set(conditions(world)) == {("", "")}
        assert min(world.gaps()) >= timedelta(hours=shortest)
        assert max(world.gaps()) >= timedelta(hours=3 * shortest)
        assert "less often" in world.state().notice


def test_the_user_may_have_such_a_server_asked_more_seldom(world: World) -> None:
    """P04."""
    with world:
        poll = replace(world.settings.poll, unconditional_interval=timedelta(hours=12))
        world.adopt(replace(world.settings, poll=poll))
        world.server.serve("/uk", press(1))
        world.run(days=3)
        assert min(world.gaps()) >= timedelta(hours=12)


def test_the_same_body_with_new_validators_teaches_the_new_ones(world: World) -> None:
    """P05."""
    later = {"ETag": '"2"', "Last-Modified": "Mon, 02 Mar 2026 11:00:00 GMT"}
    with world:
        world.server.script("/uk", Step(200, BOTH, press(1)), Step(200, later, press(1)), Step(304))
        world.run(hours=1)
        assert conditions(world)[2] == ('"2"', "Mon, 02 Mar 2026 11:00:00 GMT")


def test_a_new_etag_on_a_304_is_kept(world: World) -> None:
    """P06."""
    with world:
        world.server.script("/uk", Step(200, BOTH, press(1)), Step(304, {"ETag": '"2"'}), Step(304))
        world.run(hours=1)
        assert conditions(world)[2] == ('"2"', BOTH["Last-Modified"])


@pytest.mark.parametrize(
    ("second", "sent"),
    [
        ({**BOTH, "ETag": '"2"'}, ('"2"', BOTH["Last-Modified"])),
        ({**BOTH, "Last-Modified": "later"}, ('"1"', "later")),
        ({"ETag": '"2"'}, ('"2"', "")),
        ({}, ("", "")),
    ],
)
def test_each_validator_is_updated_by_itself_and_cleared_where_missing(
    second: dict[str, str], sent: tuple[str, str], world: World
) -> None:
    """P07."""
    with world:
        world.server.script("/uk", Step(200, BOTH, press(1)), Step(200, second, press(2, 1)))
        world.run(days=1, hours=1)
        assert conditions(world)[2] == sent


def test_a_304_ends_the_cycle(world: World) -> None:
    """P08."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(304))
        world.run(hours=3)
        assert len(world.log) == 1 + 3 * 4
        assert min(world.gaps()) >= timedelta(minutes=15)


@pytest.mark.parametrize(
    "bad",
    [
        Step(200, {"ETag": '"bad"'}, press(2, 1)[:-150]),
        Step(200, {"ETag": '"bad"'}, b"<html><body>Checking your browser</body></html>"),
        Step(200, {"ETag": '"bad"'}, b""),
        Step(200, {"ETag": '"bad"'}, press(2, 1), cut_after=200),
        Step(200, {"ETag": '"bad"', "Content-Encoding": "gzip"}, press(2, 1)),
        Step(500, {"ETag": '"bad"'}, press(2, 1)),
    ],
    ids=["cut item", "a page", "nothing", "cut line", "false gzip", "an error"],
)
def test_a_body_that_is_none_never_replaces_the_validators(bad: Step, world: World) -> None:
    """P09: the good ones are sent again, and the whole document is read when it comes."""
    with world:
        good = Step(200, {"ETag": '"2"'}, press(2, 1))
        world.server.script("/uk", Step(200, ETAG, press(1)), bad, good)
        world.run(hours=2)
        assert {etag for etag, _ in conditions(world)[1:3]} == {'"1"'}
        assert world.titles() == ["Graustark: release 2", "Graustark: release 1"]
        assert world.state().validators == Validators('"2"')


def test_a_failing_disk_keeps_validators_and_items_together_and_makes_no_burst(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P09: nothing of the answer is kept, and the server is asked seldomer and seldomer."""
    with world:
        world.server.script(
            "/uk", Step(200, ETAG, press(1)), Step(200, {"ETag": '"2"'}, press(2, 1))
        )
        world.run(minutes=10)

        def fail(*_: object) -> None:
            raise OSError("no space left on the disk")

        with monkeypatch.context() as patch:
            patch.setattr(world.store, "apply", fail)
            world.run(hours=24)
            assert world.errors
            assert world.state().validators == Validators('"1"')
            assert world.titles() == ["Graustark: release 1"]
            assert 2 < len(world.log) < 24
            gaps = world.gaps()[1:]
            assert min(gaps) >= timedelta(minutes=5)
            assert gaps[-1] >= timedelta(hours=3)
        world.run(hours=24)
        assert len(world.titles()) == 2


def test_nobody_is_asked_while_the_archive_cannot_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P10: what cannot be noted is not asked, so that no restart begins anew."""
    with world:
        world.server.serve("/uk", press(1), headers=ETAG)

        def fail(*_: object) -> None:
            raise OSError("read-only file system")

        monkeypatch.setattr(world.store, "save_state", fail)
        world.run(hours=3)
        assert world.errors
        assert world.log == []


def test_every_request_says_who_asks_and_nothing_about_the_user(world: World) -> None:
    """P24, P25."""
    with world:
        cookie = {**BOTH, "Set-Cookie": "sid=1; Path=/"}
        world.server.script("/uk", Step(200, cookie, press(1)), Step(304, cookie))
        world.run(hours=2)
        assert len(world.log) > 5
        for seen in world.seen():
            assert seen.header("User-Agent") == f"TrayNews/{__version__} (+{PROJECT_URL})"
            assert "application/rss+xml" in seen.header("Accept")
            assert seen.header("Accept-Encoding") == "gzip, deflate"
            for name in ("Cookie", "Referer", "Cache-Control", "Pragma", "Range", "A-IM", "From"):
                assert seen.header(name) == "", name


def test_a_delta_that_nobody_asked_for_loses_nothing(world: World) -> None:
    """P27: A-IM is not sent; a 226 that comes anyway is read, and what it leaves out stays."""
    with world:
        delta = Step(226, {"ETag": '"2"', "IM": "feed"}, press(3))
        world.server.script("/uk", Step(200, ETAG, press(2, 1)), delta, Step(304))
        world.run(hours=1)
        assert [title[-1] for title in world.titles()] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (Step(hang=True), TroubleKind.TIMEOUT),
        (Step(body=press(1), header_pause=0.05), TroubleKind.TIMEOUT),
        (Step(body=press(1), body_pause=0.05), TroubleKind.TIMEOUT),
        (Step(body=itertools.repeat(b" " * 65536), chunked=True), TroubleKind.TOO_LARGE),
        (Step(body=press(1), length=99_999_999_999), TroubleKind.TOO_LARGE),
    ],
    ids=["silent", "dripping header", "dripping body", "endless", "lying length"],
)
def test_whatever_a_server_does_a_poll_ends_as_one_trouble(
    step: Step, kind: TroubleKind, tmp_path: Path
) -> None:
    """P28: within its limits, and the next comes no sooner for it."""
    soon = Limits(header=0.3, total=0.6)
    limits = soon if kind is TroubleKind.TIMEOUT else Limits(body=1_000_000)
    with World(tmp_path, limits=limits) as world:
        world.server.script("/uk", step)
        world.poll()
        state = world.state()
        assert state.trouble_kind is kind
        assert state.next_check is not None
        assert state.next_check >= START + timedelta(minutes=15)


def test_a_certificate_that_nobody_vouches_for_is_trouble_and_nothing_is_sent(
    tmp_path: Path,
) -> None:
    """P30: this port speaks no TLS; `tests/feeds/http/test_roads.py` has real certificates."""
    with World(tmp_path, limits=Limits(header=0.5, total=1.0)) as world:
        world.change_feed(url=world.url("/uk").replace("http:", "https:"))
        world.poll()
        assert world.state().trouble_kind is not None
        assert [seen for seen in world.server.requests() if seen.method == "GET"] == []


def test_a_server_stuck_on_304_is_never_asked_unconditionally(world: World) -> None:
    """P31: that check is off."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(304))
        world.run(days=9)
        assert len(world.log) > 300
        assert set(conditions(world)[1:]) == {('"1"', "")}


def test_a_304_that_answers_no_condition_teaches_nothing(world: World) -> None:
    with world:
        world.server.script("/uk", Step(304))
        world.run(minutes=5)
        assert "304" in world.state().trouble
        assert not world.state().polled


def test_only_the_host_that_was_named_is_asked(world: World) -> None:
    """P01, P24: the name is that of the settings."""
    with world:
        world.server.serve("/uk", press(1), headers=ETAG)
        world.poll()
        assert [(one.host, one.path) for one in world.log] == [(PRESS, "/uk")]
