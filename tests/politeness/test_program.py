"""Politeness of the real program, by the log of a server on this machine."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator

import pytest

from tests.desktop.programs import wait_for
from tests.installation import Installation, make_feed, quit_program
from tests.server import FeedServer, Step

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no session bus, on purpose")


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


def poll_slowly(installation: Installation, *urls: str) -> None:
    """Write settings with feeds that are asked every ten minutes."""
    tables = (
        f'[[feeds]]\nid = "feed{n}"\nurl = "{url}"\ninterval = "10m"\n'
        for n, url in enumerate(urls, start=1)
    )
    installation.config.write_text("".join(tables), encoding="utf-8")


def run_for_a_moment(installation: Installation) -> None:
    """Start the program, wait until it has looked who is due, and quit it."""
    program = installation.start("run", "--verbose")
    try:
        wait_for(lambda: installation.read("status")["running"], 10, "it runs")
        wait_for(lambda: "no session bus" in program.output(), 10, "it serves")
        assert quit_program(program) == 0
    finally:
        program.kill()


@pytest.mark.long
def test_ten_starts_in_a_row_ask_once(installation: Installation, server: FeedServer) -> None:
    """P10: nothing that is not due is asked because the program starts."""
    server.serve("/feed", make_feed(2), headers={"ETag": '"1"'})
    poll_slowly(installation, server.url())
    installation.run("check")
    for _ in range(10):
        run_for_a_moment(installation)
    assert len(server.requests()) == 1


def test_a_program_killed_in_the_middle_of_a_poll_asks_later(
    installation: Installation, server: FeedServer
) -> None:
    """P10: the silent server would otherwise be asked at each start."""
    server.script("/feed", Step(hang=True))
    poll_slowly(installation, server.url())
    program = installation.start()
    server.wait_for_request()
    program.send(signal.SIGKILL)
    program.process.wait(60)
    status = installation.read("status")
    assert status["running"] is False
    assert status["feeds"][0]["next_check"] is not None


def test_validators_outlive_a_kill(installation: Installation, server: FeedServer) -> None:
    """P02, P10: byte for byte."""
    server.script("/feed", Step(200, {"ETag": 'W/"a, b"'}, make_feed(2)), Step(304))
    installation.configure(server.url())
    program = installation.start()
    wait_for(lambda: len(server.requests()) > 1, 20, "it polls")
    program.send(signal.SIGKILL)
    program.process.wait(60)
    before = len(server.requests())
    installation.run("check", "--force")
    assert {seen.header("If-None-Match") for seen in server.requests()[1:]} == {'W/"a, b"'}
    assert len(server.requests()) > before


def test_a_hold_of_the_host_binds_every_command(
    installation: Installation, server: FeedServer
) -> None:
    """P15, P18: `check --force` and a restart ask nothing of a host that said 429."""
    server.script("/one", Step(429, {"Retry-After": "3600"}))
    server.serve("/two", make_feed(1))
    poll_slowly(installation, server.url("/one"), server.url("/two"))
    installation.run("check", status=1)
    installation.run("check", "--force")
    run_for_a_moment(installation)
    assert [seen.target for seen in server.requests()] == ["/one"]


def test_a_pause_asks_nobody(installation: Installation, server: FeedServer) -> None:
    """P33: not even a feed that is due every second."""
    server.serve("/feed", make_feed(2), headers={"ETag": '"1"'})
    installation.configure(server.url())
    installation.run("pause")
    run_for_a_moment(installation)
    assert server.requests() == []
    installation.run("resume")
    program = installation.start()
    try:
        wait_for(lambda: len(server.requests()) > 0, 20, "it polls again")
        quit_program(program)
    finally:
        program.kill()


def test_quitting_does_not_wait_for_a_silent_server(
    installation: Installation, server: FeedServer
) -> None:
    """P28."""
    server.script("/feed", Step(hang=True))
    installation.configure(server.url())
    program = installation.start()
    try:
        server.wait_for_request()
        assert quit_program(program) == 0
        assert "quitting took too long" not in installation.log()
    finally:
        program.kill()


def test_a_check_asks_one_feed_of_a_host_at_a_time(
    installation: Installation, server: FeedServer
) -> None:
    """P26: `check` goes the same way as the running program."""
    paths = [f"/feed{n}" for n in range(5)]
    for path in paths:
        server.serve(path, make_feed(2), headers={"ETag": '"1"'})
    poll_slowly(installation, *(server.url(path) for path in paths))
    done = installation.run("check")
    assert done.stdout.count(" new, 0 updated") == 5
    assert sorted(seen.target for seen in server.requests()) == paths
    assert installation.run("check").stdout == "Nothing is due.\n"
