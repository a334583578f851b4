"""`feeds` and `config set`: what is written, what is kept, what is said."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.installation import Installation, make_feed
from tests.server import FeedServer, Step
from traynews.archive.store import Store
from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError
from traynews.settings import edit
from traynews.settings.file import load, parse
from traynews.settings.template import TEMPLATE

COMMENTED = """\
# Mine.
[alerts]   # how loud
level = "breaking"   # not all

[[feeds]]
id = "uk"   # at home
interval = "20m"
"""


def catalogue() -> Sequence[Feed]:
    return (
        Feed("uk", "https://uk.example/feed"),
        Feed("world", "https://world.example/feed"),
        Feed("press", "https://press.example/feed", enabled=False),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "config.toml"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


def ids(path: Path) -> list[str]:
    return [feed.id for feed in load(path, catalogue).feeds if feed.enabled]


# --- the file ------------------------------------------------------------------------------------


def test_a_value_is_set_and_every_comment_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(COMMENTED, encoding="utf-8")
    edit.set_value(path, "alerts.level", "none", catalogue=catalogue)
    assert path.read_text("utf-8") == COMMENTED.replace('"breaking"', '"none"')
    edit.set_value(path, "menu.headlines", "20", catalogue=catalogue)
    assert path.read_text("utf-8").startswith(COMMENTED.replace('"breaking"', '"none"'))
    assert load(path, catalogue).menu.headlines == 20


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("alerts.sound", "true", lambda found: found.alerts.sound is True),
        ("alerts.digest_above", "5", lambda found: found.alerts.digest_above == 5),
        ("alerts.duration", "10s", lambda found: found.alerts.duration == 10),
        ("alerts.duration", '"10s"', lambda found: found.alerts.duration == 10),
        ("alerts.quiet_hours", '["22:00-07:00"]', lambda found: len(found.alerts.quiet_hours) == 1),
        ("alerts.quiet_hours", ["22:00-07:00"], lambda found: len(found.alerts.quiet_hours) == 1),
        ("menu.badge", "dot", lambda found: found.menu.badge == "dot"),
        ("browser.command", "true", lambda found: found.browser.command == "true"),
        ("browser.command", "", lambda found: found.browser.command == ""),
        ("feeds.uk.alerts", "none", lambda found: found.feeds[0].alerts == "none"),
    ],
)
def test_a_text_is_read_as_the_key_wants_it(
    key: str, value: edit.Value, read: Callable[[Settings], bool], path: Path
) -> None:
    settings = edit.set_value(path, key, value, catalogue=catalogue)
    assert read(settings)
    assert load(path, catalogue) == settings
    assert path.read_text("utf-8").count("\n# ") == TEMPLATE.count("\n# ")


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("menu.headlines", "99", r"^menu.headlines: write a whole number from 1 to 50"),
        ("menu.badge", "big", r'^menu.badge: write one of "number"'),
        ("menu.colour", "red", r'there is no setting "colour" there; write one of menu.headlines'),
        ("menu", "red", r'there is no setting "" there'),
        ("colour", "red", r'there is no setting "colour"; write one of poll.interval'),
        ("poll.interval", "1m", r"^poll.interval: write 5m or more"),
        ("alerts.rules", "[]", r'there is no setting "rules" there'),
        ("feeds.nobody.alerts", "all", r'there is no feed "nobody"; there are uk, world'),
        ("feeds.uk.colour", "red", r"feeds.ID.KEY"),
        ("feeds.uk.interval", "10s", r"^feeds.interval: write 5m or more"),
    ],
)
def test_a_mistake_names_the_key_and_leaves_the_file_alone(
    key: str, value: str, says: str, path: Path
) -> None:
    with pytest.raises(ConfigError, match=says):
        edit.set_value(path, key, value, catalogue=catalogue)
    assert not path.exists()


def test_a_file_that_cannot_be_read_is_not_written(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("[menu]\nheadlines = many\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="this is not TOML"):
        edit.set_value(path, "menu.badge", "dot", catalogue=catalogue)
    assert path.read_text("utf-8") == "[menu]\nheadlines = many\n"


def test_the_first_feed_of_ones_own_keeps_the_default_feeds(path: Path) -> None:
    address = {"url": "https://mine.example/feed"}
    written = edit.add_feed(path, "mine", address, catalogue=catalogue)
    assert written == ("uk", "world")
    assert ids(path) == ["uk", "world", "mine"]
    other = {"url": "https://other.example/feed"}
    assert edit.add_feed(path, "other", other, catalogue=catalogue) == ()
    with pytest.raises(ConfigError, match='there is a feed "other" already'):
        edit.add_feed(path, "other", other, catalogue=catalogue)
    assert ids(path) == ["uk", "world", "mine", "other"]


def test_feeds_are_removed_switched_off_and_on_again(path: Path) -> None:
    edit.remove_feed(path, "world", catalogue=catalogue)
    assert ids(path) == ["uk"]
    edit.enable_feed(path, "press", catalogue=catalogue)
    assert ids(path) == ["uk", "press"]
    edit.enable_feed(path, "uk", enabled=False, catalogue=catalogue)
    assert ids(path) == ["press"]
    edit.enable_feed(path, "uk", catalogue=catalogue)
    assert ids(path) == ["uk", "press"]
    for feed_id, change in (("nobody", True), ("nobody", False), ("world", False)):
        with pytest.raises(ConfigError, match="there is no feed"):
            edit.enable_feed(path, feed_id, enabled=change, catalogue=catalogue)


def test_removing_the_last_feed_does_not_bring_the_default_ones_back(path: Path) -> None:
    for feed_id in ("world", "uk"):
        edit.remove_feed(path, feed_id, catalogue=catalogue)
    assert ids(path) == []


def test_a_file_behind_a_link_is_changed_where_it_is(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text("\ufeff" + COMMENTED.replace("\n", "\r\n"), encoding="utf-8", newline="")
    target.chmod(0o640)
    path.parent.mkdir()
    path.symlink_to(target)
    edit.set_value(path, "alerts.level", "all", catalogue=catalogue)
    assert path.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    expected = "\ufeff" + COMMENTED.replace('"breaking"', '"all"').replace("\n", "\r\n")
    assert target.read_bytes().decode() == expected
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]


def test_feeds_written_inline_are_understood(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('feeds = [{ id = "uk" }, { id = "world" }]\n', encoding="utf-8")
    edit.enable_feed(path, "press", catalogue=catalogue)
    assert ids(path) == ["uk", "world", "press"]


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(_TEXT)
def test_any_text_can_be_a_value_and_comes_back(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        kept: list[str] = []
        patch.setattr(edit, "_read", lambda _: COMMENTED)
        patch.setattr(edit, "_replace", lambda _, changed: kept.append(changed))
        try:
            edit.set_value(Path("x"), "browser.command", text, catalogue=catalogue)
        except ConfigError as error:
            assert "browser.command" in str(error)  # noqa: PT017 - most texts raise nothing
            return
        command = parse(kept[0], catalogue, name="x").browser.command
        assert command == text or tomllib.loads(f"x = {text}")["x"] == command


# --- the commands --------------------------------------------------------------------------------


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    home = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    return Installation(tmp_path, home)


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


def test_add_does_not_get_round_a_refusal(installation: Installation, server: FeedServer) -> None:
    """P20."""
    server.serve("/news", status=403)
    installation.configure(server.url())
    installation.run("feeds", "add", server.url("/news"), status=1)
    assert [seen.target for seen in server.requests()] == ["/news"]


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
    assert installation.run("list", "--feed", "feed1").stdout == "Nothing yet.\n"


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
    assert "410 Gone; it is asked no more until `traynews feeds enable feed1`" in said
    assert listed(installation)["feed1"]["trouble_since"]
    server.serve("/feed", make_feed(1))
    installation.run("feeds", "enable", "feed1")
    assert "feed1: 1 new" in installation.run("check").stdout
    server.serve("/feed", status=500)
    installation.run("check", "--force", status=1)
    said = installation.run("feeds").stdout
    assert "since 2" in said
    assert "next try 2" in said


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
