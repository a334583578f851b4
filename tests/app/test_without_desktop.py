"""The program where there is no desktop, and the command line."""

from __future__ import annotations

import contextlib
import functools
import re
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from tests.installation import Installation, kilobytes, make_feed, quit_program
from tests.server import FeedServer, Step

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


@pytest.fixture
def slow() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


def test_without_a_bus_it_says_so_and_alerts_in_the_terminal(
    installation: Installation, feeds: FeedServer
) -> None:
    feeds.serve("/feed", make_feed(2))
    installation.configure(feeds.url("/feed"))
    program = installation.start()
    try:
        wait_for(lambda: "no session bus" in program.output(), 10, "it says that there is none")
        wait_for(lambda: len(feeds.requests()) > 1, 10, "it polls")
        assert len(program.output().splitlines()) == 1
        feeds.serve("/feed", make_feed(3))
        wait_for(lambda: "release/3" in program.output(), 10, "it alerts")
        assert "Graustark: Court frees protester number 3" in program.output()
        assert "Responding to today’s ruling in case 3" in program.output()
        assert "already running" in installation.run().stdout
        assert installation.read("status")["running"] is True
        installation.run("quit")
        assert program.process.wait(60) == 0
        assert "Traceback" not in program.output() + installation.log()
    finally:
        program.kill()


def test_check_polls_what_is_due_and_prints_what_is_new(
    installation: Installation, feeds: FeedServer
) -> None:
    feeds.serve("/feed", make_feed(2))
    installation.configure(feeds.url("/feed"))
    assert installation.run("check").stdout == "feed1: 2 new, 0 updated\n"
    feeds.serve("/feed", make_feed(3))
    done = installation.run("check", "--force")
    assert done.stdout.startswith("feed1: 1 new, 0 updated\n")
    assert "protester number 3" in done.stdout
    (newest, *_), status = installation.read("list"), installation.read("status")
    assert newest["announced"]
    assert newest["kind"] == "statement"
    assert newest["breaking"] is True
    assert newest["countries"] == []
    assert status["running"] is False
    assert status["unread"] == 1
    installation.run("read", str(newest["id"]))
    assert installation.read("status")["unread"] == 0
    assert "Alerted" in installation.run("why", str(newest["id"])).stdout


def test_list_and_show_take_apart_only_what_they_print(
    installation: Installation, feeds: FeedServer
) -> None:
    """A first poll of 200 feeds leaves ten seconds of that."""
    feeds.serve("/feed", make_feed(12))
    installation.configure(feeds.url("/feed"))
    installation.run("check")

    def count_waiting() -> int:
        with contextlib.closing(sqlite3.connect(installation.data / "traynews.db")) as db:
            return int(db.execute("SELECT count(*) FROM unindexed").fetchone()[0])

    entries = installation.read("list", "--limit", "3")
    assert [entry["kind"] for entry in entries] == ["statement"] * 3
    assert entries[0]["summary"].startswith("Responding to today’s ruling in case 12")
    assert count_waiting() == 9
    oldest = min(entry["id"] for entry in installation.read("search", "protester"))
    assert count_waiting() == 0
    assert installation.read("show", str(oldest))["kind"] == "statement"


def test_an_edited_release_is_updated_quietly_and_marked(
    installation: Installation, feeds: FeedServer
) -> None:
    feeds.serve("/feed", make_feed(2))
    installation.configure(feeds.url("/feed"))
    installation.run("check")
    edited = make_feed(2).replace(b"frees protester number 2", b"frees the protester number 2")
    feeds.serve("/feed", edited.replace(b"ruling in case 2", b"final ruling in case 2"))
    assert installation.run("check", "--force").stdout == "feed1: 0 new, 1 updated\n"
    newest = installation.read("list")[0]
    assert newest["title"] == "Graustark: Court frees the protester number 2"
    assert newest["summary"].startswith("Responding to today’s final ruling in case 2")
    assert newest["updated"]
    assert newest["announced"] is None
    assert newest["read"] is True
    (old,) = installation.read("show", str(newest["id"]))["revisions"]
    assert old["title"] == "Graustark: Court frees protester number 2"


def test_check_fails_with_one_line_when_every_feed_failed(
    installation: Installation, feeds: FeedServer
) -> None:
    feeds.serve("/feed", status=404)
    installation.configure(feeds.url("/feed"))
    done = installation.run("check", status=1)
    assert re.fullmatch(r"traynews: feed1: .*404.*\n", done.stderr)


def test_open_runs_the_browser_with_exactly_the_address(
    installation: Installation, feeds: FeedServer, tmp_path: Path
) -> None:
    feeds.serve("/feed", make_feed(1))
    opened = tmp_path / "opened"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> {opened}\n', encoding="utf-8")
    script.chmod(0o755)
    installation.configure(feeds.url("/feed"), more=f'[browser]\ncommand = "{script}"\n')
    installation.run("check")
    (entry,) = installation.read("list")
    installation.run("open", str(entry["id"]))
    wait_for(opened.exists, 5, "the browser ran")
    wait_for(lambda: opened.read_text() == "1\nhttps://news.example/release/1\n", 5, "as it should")


def test_a_pause_until_tomorrow_ends_at_seven_of_the_next_day(installation: Installation) -> None:
    before = datetime.now().astimezone()
    installation.run("pause", "tomorrow")
    after = datetime.now().astimezone()
    until = datetime.fromisoformat(installation.read("status")["paused_until"]).astimezone()
    assert until.date() - timedelta(days=1) in {before.date(), after.date()}
    assert (until.hour, until.minute) == (7, 0)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["nonsense"], 2, 'there is no "nonsense"'),
        (["show", "99"], 1, "there is no release 99"),
        (["show", "-1"], 2, "ID"),
        (["pause", "soon"], 2, "write a duration"),
        (["read"], 2, "say which releases"),
        (["list", "--limit", "0"], 2, "from 1"),
    ],
)
def test_bad_words_get_one_clear_line(
    installation: Installation, words: list[str], status: int, says: str
) -> None:
    done = installation.run(*words, status=status)
    assert says in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", ["run", "check", "status", "demo", "config"])
def test_every_command_has_help(installation: Installation, command: str) -> None:
    assert "usage: traynews" in installation.run(command, "--help").stdout


def test_a_bad_settings_file_names_file_line_key_and_cure(installation: Installation) -> None:
    installation.config.write_text('[menu]\nbadge = "huge"\n', encoding="utf-8")
    for words in ([], ["check"], ["status"], ["config", "check"]):
        done = installation.run(*words, status=2)
        assert done.stderr == (
            f"traynews: {installation.config}, line 2, menu.badge: "
            'write one of "number", "dot", "none" (it says "huge")\n'
        )


@pytest.mark.long
def test_settings_that_turn_bad_while_running_change_nothing(
    installation: Installation, feeds: FeedServer
) -> None:
    feeds.serve("/feed", make_feed(1))
    installation.configure(feeds.url("/feed"))
    program = installation.start()
    try:
        wait_for(lambda: len(feeds.requests()) > 1, 10, "it polls")
        installation.config.write_text("[menu\n", encoding="utf-8")
        wait_for(lambda: "this is not TOML" in installation.log(), 10, "it says so")
        asked = len(feeds.requests())
        wait_for(lambda: len(feeds.requests()) > asked + 2, 10, "it polls on")
        assert installation.log().count("this is not TOML") == 1
        assert quit_program(program) == 0
    finally:
        program.kill()


@pytest.mark.long
def test_feeds_that_misbehave_trouble_only_themselves(
    installation: Installation, feeds: FeedServer, slow: FeedServer
) -> None:
    """A feed that is HTML, a bomb, billions of laughs, or slow or fatal to parse."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bombs = {
        "/html": b"<html><body>Just a moment</body></html>",
        "/laughs": (
            f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>'
            "<rss version='2.0'><channel><item><title>&l8;</title></item></channel></rss>"
        ).encode(),
        "/spin": make_feed(1).replace(b"<guid", b"<author>" + b"a" * 120_000 + b"</author><guid"),
        "/raise": make_feed(1).replace(b"ruling in case", b"ruling &amp;#x110000; &#xD800; in"),
        "/empty": b"",
    }
    for path, body in bombs.items():
        feeds.serve(path, body)
    feeds.script("/gzip", _gzip_bomb())
    feeds.serve("/good", make_feed(2))
    slow.script("/hang", Step(hang=True))
    paths = [*bombs, "/gzip", "/good"]
    installation.configure(*(feeds.url(path) for path in paths), slow.url("/hang"))
    names = {path: f"feed{number}" for number, path in enumerate([*paths, "/hang"], start=1)}
    program = installation.start()
    try:
        wait_for(lambda: bool(installation.read("status")["feeds"]), 10, "it runs")
        for path in ("/html", "/empty", "/gzip", "/hang"):
            feed = names[path]
            wait_for(functools.partial(_is_troubled, installation, feed), 30, f"{path} fails")
        asked = len(feeds.requests("/good"))
        wait_for(lambda: len(feeds.requests("/good")) > asked + 1, 20, "the good one goes on")
        assert [t for t in installation.titles() if "number 2" in t]
        assert installation.trouble(names["/good"]) == ""
        assert kilobytes([program.process.pid]) < 150_000
        assert "Traceback" not in installation.log(), installation.log()
        assert quit_program(program) == 0
    finally:
        program.kill()


def _is_troubled(installation: Installation, feed: str) -> bool:
    return bool(installation.trouble(feed))


def _gzip_bomb() -> Step:
    """Return 200 MB of blanks in a few hundred kilobytes."""
    import gzip  # noqa: PLC0415 - one test needs it

    body = gzip.compress(b" " * 200_000_000, 1)
    return Step(headers={"Content-Encoding": "gzip"}, body=body)
