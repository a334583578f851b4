"""`feeds` and `config set`: what is written, what is kept, what is said."""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.installation import Installation, make_feed
from tests.server import FeedServer, Step
from traynews.archive.store import Store
from traynews.cli.feeds import opml
from traynews.cli.output import NOTHING_YET
from traynews.cli.session import Session
from traynews.cli.window import make_desk
from traynews.core.data.model import Feed
from traynews.errors import OpmlError
from traynews.locations import Locations


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


# --- the commands --------------------------------------------------------------------------------


def listed(installation: Installation) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in installation.read("feeds")}


def test_add_takes_a_page_finds_its_feed_and_asks_the_server_only_once(
    installation: Installation, server: FeedServer
) -> None:
    link = b'<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">'
    server.serve("/news", b"<html><head>%s</head></html>" % link, content_type="text/html")
    server.serve("/rss", make_feed(3), headers={"ETag": '"1"'})
    installation.configure()
    said = installation.run("feeds", "add", server.url("/news")).stdout
    assert "Found “Press room”, 3 items:" in said
    assert "protester number 3" in said
    assert f"It will be polled at {server.url('/rss?a=1&b=2')}" in said
    assert "(uk, international) stand in the settings file now, too" in said
    assert "Added as press-room" in said
    assert listed(installation)["press-room"]["enabled"] is True
    assert len(installation.titles()) == 3
    assert installation.read("status")["unread"] == 0
    assert [seen.target for seen in server.requests()] == ["/news", "/rss?a=1&b=2"]
    assert [feed["id"] for feed in installation.read("status")["feeds"]][-1] == "press-room"


def make_list(*numbers: int) -> bytes:
    """Return a page that lists these releases of Graustark."""
    rows = "".join(
        f"<li><h2><a href='/latest/release-number-{number}/'>Graustark: release {number}</a></h2>"
        f"<time datetime='2026-03-02T{number:02}:00:00Z'>2 March 2026</time></li>"
        for number in numbers
    )
    return f"<html lang='en'><body><main><ul>{rows}</ul></main></body></html>".encode()


def test_check_asks_a_newsroom_without_a_feed_to_the_end(
    installation: Installation, server: FeedServer
) -> None:
    """Its rules, its list and the page of each new release are one check, which ends."""
    html = "text/html; charset=utf-8"
    text = b"<html><body><main><h1>Graustark: release 3</h1><p>It must end.</p></main></html>"
    server.serve("/latest/release-number-3/", text, content_type=html)
    server.serve("/latest/", make_list(2, 1), content_type=html)
    installation.configure(server.url("/latest/"))
    with installation.config.open("a", encoding="utf-8") as file:
        file.write('door = "page"\n')
    assert installation.run("check").stdout.startswith("feed1: 2 new")
    assert len(installation.titles()) == 2
    server.serve("/latest/", make_list(3, 2, 1), content_type=html)
    assert "feed1: 1 new" in installation.run("check", "--force").stdout
    assert installation.titles()[0] == "Graustark: release 3"


def test_status_tells_a_feed_that_is_off_from_one_that_was_not_checked_yet(
    installation: Installation, server: FeedServer
) -> None:
    server.serve("/feed", make_feed(1))
    installation.configure(server.url("/feed"))
    assert "    Not checked yet\n" in installation.run("status").stdout
    installation.run("check")
    assert "    Checked " in installation.run("status").stdout
    (feed,) = installation.read("status")["feeds"]
    installation.run("feeds", "disable", feed["id"])
    assert "    Switched off\n" in installation.run("status").stdout


def test_add_refuses_what_is_there_and_what_is_no_feed(
    installation: Installation, server: FeedServer
) -> None:
    server.serve("/feed", make_feed(1))
    installation.configure(server.url())
    assert (
        "there already, as feed1" in installation.run("feeds", "add", server.url(), status=2).stderr
    )
    page = server.url("/nothing")
    said = installation.run("feeds", "add", page, status=1).stderr
    assert said.startswith(f"traynews: {page}: the server says 404")
    assert "no feed was found there" in said


@pytest.mark.parametrize("before", ["http://me:secret@", "me:secret@", "http://me:sec/ret@"])
def test_add_refuses_a_password_without_repeating_it(
    before: str, installation: Installation, server: FeedServer
) -> None:
    installation.configure("http://127.0.0.1:9/never-asked")
    said = installation.run("feeds", "add", f"{before}127.0.0.1:{server.port}/feed", status=1)
    assert "…@127.0.0.1" in said.stderr
    assert "ret" not in said.stderr.replace("are not", "")
    assert not server.requests()
    log = "".join(path.read_text() for path in installation.folder.rglob("*.log"))
    assert "secret" not in log


def test_add_does_not_get_round_a_refusal(installation: Installation, server: FeedServer) -> None:
    """P20."""
    server.serve("/news", status=403)
    installation.configure(server.url())
    installation.run("feeds", "add", server.url("/news"), status=1)
    assert [seen.target for seen in server.requests()] == ["/news"]


def test_a_hold_is_told_wherever_the_next_check_is(installation: Installation) -> None:
    """P18: of every feed of that server, and never as a time that is past."""
    installation.configure("http://127.0.0.1:9/held", "http://127.0.0.1:9/other")
    installation.run("status")
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    with Store(installation.data / "traynews.db") as store:
        store.hold_host("127.0.0.1:9", until)
    told = f"{until.astimezone():%H:%M}, as its server asked"
    assert installation.run("status").stdout.count(told) == 2
    stamp = until.isoformat().replace("+00:00", "Z")
    for feed in installation.read("status")["feeds"]:
        assert (feed["held_until"], feed["next_check"]) == (stamp, stamp)


def test_the_catalogues_feeds_are_switched_by_their_ids(installation: Installation) -> None:
    said = installation.run("feeds", "enable", "human-rights-watch").stdout
    assert said.endswith("human-rights-watch is polled.\n")
    assert listed(installation)["human-rights-watch"]["enabled"] is True
    assert "only what names “Amnesty” is kept" in installation.run("feeds").stdout
    installation.run("feeds", "disable", "uk")
    assert listed(installation)["uk"]["enabled"] is False
    assert listed(installation)["international"]["enabled"] is True
    assert "off uk" in installation.run("feeds", "list").stdout
    installation.run("feeds", "remove", "human-rights-watch")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["list", "--feed"], "there are feed1, feed2, gone\n"),
        (["feeds", "remove"], "there are feed1, feed2\n"),
        (["feeds", "disable"], "there are feed1, feed2\n"),
        (["feeds", "enable"], "feed1, feed2, france, "),
    ],
)
def test_a_feed_that_nobody_knows_is_one_line_that_names_those_there_are(
    installation: Installation, server: FeedServer, words: list[str], named: str
) -> None:
    server.serve("/feed", make_feed(1))
    installation.configure(server.url(), "http://127.0.0.1:9/never-asked")
    installation.run("check")
    with Store(installation.data / "traynews.db") as store:
        store.sync_feeds([Feed("gone", "https://gone.example/feed")])
    done = installation.run(*words, "nobody", status=1)
    assert done.stdout == ""
    assert done.stderr.startswith('traynews: there is no feed "nobody"; there are ')
    assert named in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_known_feed_without_releases_is_no_mistake(installation: Installation) -> None:
    installation.configure("http://127.0.0.1:9/never-asked")
    assert installation.run("list", "--feed", "feed1").stdout == f"{NOTHING_YET}\n"


def test_a_feed_that_is_gone_has_no_next_check(
    installation: Installation, server: FeedServer
) -> None:
    server.script("/feed", Step(410))
    installation.configure(server.url())
    installation.run("check", status=1)
    (feed,) = installation.read("status")["feeds"]
    assert (feed["next_check"], feed["failures"]) == (None, 1)
    assert "next" not in installation.run("status").stdout


def test_the_list_says_since_when_a_feed_has_trouble_and_what_comes_next(
    installation: Installation, server: FeedServer
) -> None:
    server.script("/feed", Step(410))
    installation.configure(server.url())
    installation.run("check", status=1)
    said = installation.run("feeds").stdout
    assert "; it is asked no more until `traynews feeds enable feed1`" in said
    assert listed(installation)["feed1"]["trouble_since"]
    server.serve("/feed", make_feed(1))
    installation.run("feeds", "enable", "feed1")
    assert "feed1: 1 new" in installation.run("check").stdout
    server.serve("/feed", status=500)
    installation.run("check", "--force", status=1)
    said = installation.run("feeds").stdout
    assert ", since " in said
    assert "next try " in said


def test_a_server_that_wants_to_be_left_alone_is_not_called_not_due(
    installation: Installation, server: FeedServer
) -> None:
    server.script("/feed", Step(503, {"Retry-After": "3600"}))
    installation.configure(server.url())
    installation.run("check", status=1)
    assert installation.run("check").stdout == "Nothing is due.\n"
    said = installation.run("check", "--force").stdout
    assert said.startswith("Nobody may be asked again yet: ")
    assert len(said.splitlines()) == 1
    assert len(server.requests()) == 1


def test_where_no_source_is_switched_on_a_check_says_so(
    installation: Installation, server: FeedServer
) -> None:
    installation.configure(server.url())
    installation.run("feeds", "disable", "feed1")
    for words in (("check",), ("check", "--force")):
        assert installation.run(*words).stdout == "No source is switched on.\n"


def test_config_set_changes_one_value_and_says_what_is_wrong(installation: Installation) -> None:
    installation.configure()
    assert installation.run("config", "set", "menu.badge", "dot").stdout == "menu.badge is set.\n"
    assert 'badge = "dot"' in installation.run("config", "show").stdout
    done = installation.run("config", "set", "menu.badge", "big", status=2)
    assert done.stderr.startswith("traynews: menu.badge: write one of")
    assert "fine" in installation.run("config", "check").stdout
    assert installation.run("config", "path").stdout.strip() == str(installation.config)


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of the example")
def test_words_that_are_none_end_with_usage(installation: Installation) -> None:
    installation.run("feeds", "add", status=2)
    installation.run("config", "set", "menu.badge", status=2)
    installation.run("feeds", "sing", status=2)


@pytest.mark.long
def test_an_address_without_a_scheme_is_asked_by_https_and_the_user_hears_why_no_other(
    installation: Installation, server: FeedServer
) -> None:
    server.serve("/feed", make_feed(1))
    installation.configure()
    address = server.url("/feed").removeprefix("http://")
    said = installation.run("feeds", "add", address, status=1).stderr
    assert len(said.splitlines()) == 1
    assert "what comes by http:// can be read and changed on the way" in said
    assert said.endswith(f"traynews feeds add http://{address}\n")
    assert not server.requests()
    assert "Added as" in installation.run("feeds", "add", f"http://{address}").stdout


def test_a_list_that_cannot_be_written_leaves_the_one_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(Locations(tmp_path / "config.toml", tmp_path / "data"))
    file = tmp_path / "list.opml"
    file.write_text("the list of last year", encoding="utf-8")

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("traynews.whole_file.os.fsync", refuse)
        with pytest.raises(OpmlError, match=r"list.opml: cannot be written: No space left"):
            opml.export_list(session, str(file), force=True)
    assert file.read_text("utf-8") == "the list of last year"
    assert [one.name for one in tmp_path.iterdir()] == [file.name]
    opml.export_list(session, str(file), force=True)
    assert "<opml" in file.read_text("utf-8")


def test_two_pages_that_add_a_source_at_once_hear_each_of_its_own(
    tmp_path: Path, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    may_end = [threading.Event(), threading.Event()]
    for number, event in enumerate(may_end):
        feed = make_feed(number + 1).replace(b"Press room", b"Room %d" % number)
        server.script(f"/{number}", Step(body=_slowly(feed, event)))
    desk = make_desk(Session(Locations(tmp_path / "config.toml", tmp_path / "data")))
    with ThreadPoolExecutor() as pages:
        told = []
        for number in range(2):
            told.append(pages.submit(desk.add_source, server.url(f"/{number}")))
            server.wait_for_request(30)
        for number, event in enumerate(may_end):
            event.set()
            lines = told[number].result()
            assert lines[0].startswith(f"Found “Room {number}”")
            assert lines[-1].startswith(f"Added as room-{number}")
    assert capsys.readouterr().out == ""  # where the program reads the page's address


def test_sources_of_one_title_that_are_added_at_once_have_an_id_each(
    tmp_path: Path, server: FeedServer
) -> None:
    may_end = threading.Event()
    for number in range(2):
        slow = [Step(body=_slowly(make_feed(number + 1), may_end)) for _ in range(2)]
        server.script(f"/{number}", *slow)
    session = Session(Locations(tmp_path / "config.toml", tmp_path / "data"))
    desk = make_desk(session)
    with ThreadPoolExecutor() as pages:
        told = []
        for path in ("/0", "/1", "/1"):
            told.append(pages.submit(desk.add_source, server.url(path)))
            server.wait_for_request(30)
        may_end.set()
        ends = [str(one.exception() or one.result()[-1].split(";")[0]) for one in told]
    *added, refused = sorted(ends)
    assert added == ["Added as press-room", "Added as press-room-2"]
    assert "/1 is there already, as press-room" in refused
    found = {feed.id: feed.url for feed in session.settings().feeds}
    assert {found["press-room"], found["press-room-2"]} == {server.url("/0"), server.url("/1")}


def _slowly(body: bytes, event: threading.Event) -> Iterator[bytes]:
    yield body[:9]
    event.wait()
    yield body[9:]
