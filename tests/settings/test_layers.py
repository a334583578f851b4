"""Settings for all users: whose value holds, what is locked, what is said about it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.settings.test_text import catalogue
from traynews.core.alerts.rules import describe_rule
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError
from traynews.settings import disk, edit
from traynews.settings.disk import SettingsFile
from traynews.settings.keys import LOCKABLE
from traynews.settings.layers import Below, key_of, said, system_paths
from traynews.settings.text import parse, read_toml

FIRST, SECOND, USER = "first", "second", "user"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two folders of the system's in it, of which the first counts more."""
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"relative:{tmp_path / FIRST}:{tmp_path / SECOND}")
    return tmp_path


def put(folder: Path, layer: str, text: str) -> Path:
    path = folder / layer / "traynews" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path) -> Settings:
    return disk.load(folder / USER / "traynews" / "config.toml", catalogue)


LINUX = pytest.mark.skipif(os.name == "nt", reason="there are no such folders on Windows")
pytestmark = LINUX


@pytest.mark.parametrize(
    ("layers", "headlines", "badge"),
    [
        ({}, 12, "number"),
        ({SECOND: "headlines = 5"}, 5, "number"),
        ({SECOND: "headlines = 5", FIRST: "headlines = 6"}, 6, "number"),
        ({SECOND: "headlines = 5", FIRST: 'badge = "dot"'}, 5, "dot"),
        ({SECOND: "headlines = 5", USER: 'badge = "dot"'}, 5, "dot"),
        ({SECOND: "headlines = 5", FIRST: "headlines = 6", USER: "headlines = 7"}, 7, "number"),
        ({FIRST: "headlines = 6", USER: "headlines = 12"}, 12, "number"),
    ],
)
def test_the_users_file_counts_key_by_key_and_of_the_systems_the_first(
    layers: dict[str, str], headlines: int, badge: str, folder: Path
) -> None:
    for layer, line in layers.items():
        put(folder, layer, f"[menu]\n{line}\n")
    menu = load(folder).menu
    assert (menu.headlines, menu.badge) == (headlines, badge)


VALUES = {
    "menu.headlines": ("5", "7"),
    "menu.badge": ('"dot"', '"none"'),
    "network.mirror": ('"http://news.office.example/"', '""'),
    "network.proxy": ('"http://proxy.office.example:8080"', '"socks5h://127.0.0.1:9050"'),
    "poll.interval": ('"30m"', '"5m"'),
    "alerts.level": ('"breaking"', '"all"'),
    "archive.keep": ('"5y"', '"1y"'),
}


def write(values: dict[str, str], locked: list[str] | None = None) -> str:
    tables: dict[str, list[str]] = {}
    for key, value in values.items():
        table, name = key.split(".")
        tables.setdefault(table, []).append(f"{name} = {value}")
    text = "\n".join(f"[{name}]\n" + "\n".join(lines) for name, lines in tables.items())
    return text if locked is None else f"{text}\n[locked]\nkeys = {locked!r}\n"


def value_of(found: Settings, key: str) -> object:
    table, name = key.split(".")
    return getattr(getattr(found, table), name)


@given(
    st.sets(st.sampled_from(sorted(VALUES))),
    st.sets(st.sampled_from(sorted(VALUES))),
    st.lists(st.sampled_from(sorted(VALUES)), unique=True),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_locked_key_never_takes_the_users_value_and_every_other_does(
    system: set[str], own: set[str], locked: list[str]
) -> None:
    for_all = write({key: VALUES[key][0] for key in system}, locked)
    user = write({key: VALUES[key][1] for key in own})
    given_settings = parse(for_all, catalogue, name="system", for_all=True)
    below = Below(given_settings).add(given_settings, "system", read_toml(for_all, "system"))
    found = parse(user, catalogue, name="user", below=below)
    alone = parse(user, catalogue, name="user")
    for key in VALUES:
        is_own = key in own and key not in locked
        assert value_of(found, key) == value_of(alone if is_own else given_settings, key)
    mirror = found.network.mirror
    assert {feed.mirror for feed in found.feeds} == {mirror}


def test_feeds_and_rules_are_taken_as_a_whole_and_can_be_locked(folder: Path) -> None:
    own = '[[feeds]]\nid = "mine"\nurl = "https://mine.example/"\n'
    rule = '[[alerts.rules]]\nlevel = "silent"\nfeeds = ["office"]\n'
    put(folder, FIRST, '[[feeds]]\nid = "office"\nurl = "https://office.example/"\n')
    assert [feed.id for feed in load(folder).feeds] == ["office"]
    put(folder, USER, own + rule)
    assert [feed.id for feed in load(folder).feeds] == ["mine"]
    assert len(load(folder).alerts.rules) == 1
    put(folder, FIRST, '[[feeds]]\nid = "uk"\n[locked]\nkeys = ["feeds", "alerts.rules"]\n')
    put(folder, USER, own)
    assert [feed.id for feed in load(folder).feeds] == ["uk"]
    put(folder, USER, '[[alerts.rules]]\nlevel = "silent"\n')
    assert load(folder).alerts.rules == ()


def test_a_feed_of_the_systems_is_known_to_the_users_file(folder: Path) -> None:
    put(folder, FIRST, '[[feeds]]\nid = "office"\nurl = "https://office.example/"\n')
    path = put(folder, USER, "")
    assert edit.set_value(path, "feeds.office.alerts", "none", catalogue=catalogue) == ("office",)
    (feed,) = load(folder).feeds
    assert (feed.url, feed.alerts) == ("https://office.example/", "none")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[locked]\nkeys = true\n", "line 2, locked.keys: write a list of texts"),
        ('[locked]\nkeys = ["menu.bagde"]\n', 'there is no key "menu.bagde"; did you mean'),
        ("[locked]\nkey = []\n", 'did you mean "keys"'),
        ("locked = 1\n", r"write a table: a line \[locked\]"),
        ("[menu]\nheadlines = 0\n", "line 2, menu.headlines: write a whole number"),
    ],
)
def test_a_mistake_in_the_systems_file_is_named_with_that_file(
    text: str, says: str, folder: Path
) -> None:
    put(folder, USER, "[menu]\nheadlines = 3\n")
    path = put(folder, FIRST, text)
    with pytest.raises(ConfigError, match=says) as caught:
        load(folder)
    assert str(caught.value).startswith(f"{path}, line ")


def test_only_the_systems_files_lock(folder: Path) -> None:
    put(folder, USER, '[locked]\nkeys = ["menu.badge"]\n')
    with pytest.raises(ConfigError, match="there is no such key"):
        load(folder)


@pytest.mark.parametrize("first", [True, False])
def test_a_lock_holds_whichever_of_the_systems_files_sets_it(first: object, folder: Path) -> None:
    """Among the system's own, the order decides all the same."""
    put(folder, FIRST if first else SECOND, '[locked]\nkeys = ["menu.headlines"]\n')
    put(folder, SECOND if first else FIRST, "[menu]\nheadlines = 5\n")
    put(folder, USER, "[menu]\nheadlines = 7\n")
    assert load(folder).menu.headlines == 5


def test_what_is_locked_cannot_be_set_and_can_be_taken_out(folder: Path) -> None:
    system = put(folder, FIRST, '[menu]\nheadlines = 5\n[locked]\nkeys = ["menu.headlines"]\n')
    path = put(folder, USER, "[menu]\nheadlines = 7\n")
    with pytest.raises(ConfigError, match=f"menu.headlines is locked for all users by {system}"):
        edit.set_value(path, "menu.headlines", "9", catalogue=catalogue)
    assert edit.get_value(path, "menu.headlines", catalogue=catalogue) == 5
    assert edit.unset(path, "menu.headlines", catalogue=catalogue)
    assert "headlines" not in path.read_text(encoding="utf-8")


def test_locked_feeds_are_neither_added_nor_removed_nor_switched(folder: Path) -> None:
    put(folder, FIRST, '[locked]\nkeys = ["feeds"]\n')
    path = put(folder, USER, "")
    for change in (
        lambda: edit.add_feeds(
            path, lambda _: {"m": {"url": "https://m.example/"}}, catalogue=catalogue
        ),
        lambda: edit.remove_feed(path, "uk", catalogue=catalogue),
        lambda: edit.switch_feed(path, "uk", catalogue=catalogue),
    ):
        with pytest.raises(ConfigError, match="feeds is locked for all users"):
            change()
    assert path.read_text(encoding="utf-8") == ""


def test_a_rule_is_added_to_those_for_all_users_and_one_of_those_can_be_taken_out(
    folder: Path,
) -> None:
    rule = '[[alerts.rules]]\nmatch = "{}"\nlevel = "silent"\n'
    put(folder, FIRST, rule.format("one") + rule.format("two"))
    path = put(folder, USER, "[alerts]\nsound = true\n")
    edit.remove_rule(path, 1, describe_rule(load(folder).alerts.rules[0]), catalogue=catalogue)
    assert len(load(folder).alerts.rules) == 1
    path.write_text("", encoding="utf-8")
    values = {"match": "three", "level": "alert"}
    assert edit.add_rule(path, values, catalogue=catalogue) == 3
    assert len(load(folder).alerts.rules) == 3


def test_a_change_of_the_systems_file_is_noticed_and_an_empty_one_is_looked_at_twice(
    folder: Path,
) -> None:
    path = put(folder, FIRST, "[menu]\nheadlines = 5\n")
    file = SettingsFile(folder / USER / "traynews" / "config.toml", catalogue)
    assert file.load().menu.headlines == 5
    assert file.reread() is None
    path.write_text("[menu]\nheadlines = 16\n", encoding="utf-8")
    new = file.reread()
    assert new is not None
    assert new.menu.headlines == 16
    path.unlink()
    assert file.reread() is None
    gone = file.reread()
    assert gone is not None
    assert gone.menu.headlines == 12


def test_where_the_systems_files_lie() -> None:
    usual = (Path("/etc/xdg/traynews/config.toml"),)
    assert system_paths({}, "linux") == usual
    assert system_paths({"XDG_CONFIG_DIRS": ""}, "linux") == usual
    named = system_paths({"XDG_CONFIG_DIRS": "/a:b:/c"}, "linux")
    assert named == (Path("/a/traynews/config.toml"), Path("/c/traynews/config.toml"))
    assert system_paths({}, "win32") == system_paths({}, "darwin") == ()


def test_what_a_file_says_is_told_by_the_keys_that_can_be_locked() -> None:
    text = 'menu.badge = "dot"\n[[alerts.rules]]\nlevel = "silent"\n[[feeds]]\nid = "uk"\n'
    assert set(said(read_toml(text, ""))) == {"menu.badge", "alerts.rules", "feeds"}
    assert set(said(read_toml(text, ""))) <= LOCKABLE
    assert key_of(("feeds", 0, "alerts")) == "feeds"
    assert key_of(("alerts", "rules", 2)) == "alerts.rules"


def test_the_users_language_is_what_the_computer_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "fr_CA:en")
    assert load(tmp_path).alerts.languages == ("fr", "en")
