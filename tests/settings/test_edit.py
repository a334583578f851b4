"""Changing settings in their file: what is written, what stays."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.rules import describe_rule
from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError
from traynews.settings import disk, edit
from traynews.settings.disk import load
from traynews.settings.keys import TABLES
from traynews.settings.template import TEMPLATE
from traynews.settings.text import parse
from traynews.settings.toml import Value

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
        ("alerts.quiet_hours", "22:00-07:00", lambda found: len(found.alerts.quiet_hours) == 1),
        (
            "alerts.quiet_hours",
            "Sat,Sun 0:00-24:00",
            lambda found: len(found.alerts.quiet_hours) == 1,
        ),
        ("alerts.quiet_hours", "[]", lambda found: found.alerts.quiet_hours == ()),
        ("menu.badge", "dot", lambda found: found.menu.badge == "dot"),
        ("browser.command", "true", lambda found: found.browser.command == "true"),
        ("browser.command", "", lambda found: found.browser.command == ""),
        ("feeds.uk.alerts", "none", lambda found: found.feeds[0].alerts == "none"),
    ],
)
def test_a_text_is_read_as_the_key_wants_it(
    key: str, value: Value, read: Callable[[Settings], bool], path: Path
) -> None:
    edit.set_value(path, key, value, catalogue=catalogue)
    assert read(load(path, catalogue))
    # Of the comments, the one that named the key has made room for it.
    named = not key.startswith("feeds.")
    assert path.read_text("utf-8").count("\n# ") == TEMPLATE.count("\n# ") - named


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("menu.headlines", "99", r"^menu.headlines: write a whole number from 1 to 50"),
        ("menu.badge", "big", r'^menu.badge: write one of "number"'),
        ("menu.colour", "red", r'there is no setting "menu.colour"; write one of menu.headlines'),
        ("menu", "red", r"^menu is more than one setting; write one of menu.headlines"),
        ("colour", "red", r'there is no setting "colour"; write one of poll.interval'),
        ("poll.interval", "1m", r"^poll.interval: write 5m or more"),
        ("alerts.rules", "[]", r'there is no setting "alerts.rules"'),
        ("feeds.nobody.alerts", "all", r'there is no feed "nobody"; there are uk, world'),
        ("feeds.uk.size", "12", r"feeds.ID.KEY"),
        ("badge", "dot", r'there is no setting "badge"; did you mean "menu.badge"\?'),
        ("menu.bagde", "dot", r'did you mean "menu.badge"\?'),
        ("alert.level", "none", r'did you mean "alerts.level"\?'),
        ("feeds.uk.alert", "none", r'did you mean "feeds.uk.alerts"\?'),
        ("poll.interval", "10", r"^poll.interval: write a duration .* \(it says \"10\"\)"),
        ("archive.keep", "5", r'^archive.keep: write "forever"'),
        ("alerts.quiet_hours", "22-7", r"^alerts.quiet_hours: write spans such as"),
        ("alerts.quiet_hours", "10pm-7am", r"^alerts.quiet_hours: write spans such as"),
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
    mine = {"mine": {"url": "https://mine.example/feed"}}
    added = edit.add_feeds(path, lambda _: mine, catalogue=catalogue)
    assert added == edit.Added(("mine",), ("uk", "world"))
    assert ids(path) == ["uk", "world", "mine"]
    other = {"other": {"url": "https://other.example/feed"}}
    assert edit.add_feeds(path, lambda _: other, catalogue=catalogue).written == ()
    with pytest.raises(ConfigError, match='there is a feed "other" already'):
        edit.add_feeds(path, lambda _: other, catalogue=catalogue)
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


@pytest.mark.skipif(os.name == "nt", reason="links and rights as POSIX has them")
def test_a_file_behind_a_link_is_changed_where_it_is(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text("\ufeff" + COMMENTED.replace("\n", "\r\n"), encoding="utf-8", newline="")
    target.chmod(0o640)
    path.parent.mkdir()
    path.symlink_to(target)
    edit.set_value(path, "alerts.level", "all", catalogue=catalogue)
    assert path.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o600  # nobody else's business any more
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
        patch.setattr(disk, "read", lambda _: COMMENTED)
        patch.setattr(disk, "write", lambda _, changed, **__: kept.append(changed))
        try:
            edit.set_value(Path("x"), "browser.command", text, catalogue=catalogue)
        except ConfigError as error:
            assert "browser.command" in str(error)  # noqa: PT017 - most texts raise nothing
            return
        command = parse(kept[-1] if kept else COMMENTED, catalogue, name="x").browser.command
        assert command == text or tomllib.loads(f"x = {text}")["x"] == command


KEYS = [
    ("alerts.level", ["none", "breaking"]),
    ("alerts.quiet_hours", ["22:00-07:00", '["1:00-2:00", "Sat 3:00-4:00"]']),
    ("menu.badge", ["dot"]),
    ("network.mirror", ["http://news.office.example/", ""]),
    ("network.proxy", ["socks5h://127.0.0.1:9050", ""]),
    ("browser.command", ["fox '%s'", 'fox "%s" # x']),
    ("feeds.uk.alerts", ["digest"]),
    ("feeds.world.mentions", [r"/\bIran\b/", "“Amnesty”"]),
]
FILES = {
    "template": TEMPLATE,
    "commented": COMMENTED + '\n[[feeds]]\nid = "world"  # abroad\n',
    "windows": "\ufeff" + COMMENTED.replace("\n", "\r\n"),
    "inline": 'feeds = [{ id = "uk" }, # home\n { id = "world" }]\nmenu = { badge = "none" }\n',
    "dotted": '# Mine\nmenu.headlines = 3\nalerts.sound = true # loud\n[[feeds]]\nid = "uk"',
    "empty": "",
}


@given(
    st.sampled_from(sorted(FILES)),
    st.lists(
        st.sampled_from(KEYS).flatmap(
            lambda one: st.tuples(st.just(one[0]), st.none() | st.sampled_from(one[1]))
        ),
        max_size=6,
    ),
)
def test_whatever_is_set_and_unset_the_file_stays_readable_and_its_remarks_stay(
    name: str, changes: list[tuple[str, str | None]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        kept = [FILES[name]]
        patch.setattr(disk, "read", lambda _: kept[-1])
        patch.setattr(disk, "write", lambda _, changed, **__: kept.append(changed))
        for key, value in changes:
            try:
                if value is None:
                    edit.unset(Path("x"), key, catalogue=catalogue)
                else:
                    edit.set_value(Path("x"), key, value, catalogue=catalogue)
            except ConfigError as error:
                assert "there is no feed" in str(error)  # noqa: PT017 - not every file lists both
    parse(kept[-1], catalogue, name="x")
    assert kept[-1].startswith("\ufeff") == kept[0].startswith("\ufeff")
    if "\r\n" in kept[0]:
        assert kept[-1].count("\n") == kept[-1].count("\r\n")
    for remark in (
        "# Mine",
        "# how loud",
        "# not all",
        "# at home",
        "# abroad",
        "# home",
        "# loud",
    ):
        assert remark in kept[-1] or remark not in kept[0]


def test_what_is_unset_again_leaves_the_file_as_it_was(path: Path) -> None:
    disk.ensure(path)
    for key, (value, *_) in KEYS[:5]:
        edit.set_value(path, key, value, catalogue=catalogue)
        assert edit.unset(path, key, catalogue=catalogue)
        assert not edit.unset(path, key, catalogue=catalogue)
        assert path.read_bytes() == TEMPLATE.encode()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("alerts.level", "breaking"),
        ("alerts.quiet_hours", []),
        ("alerts.duration", "default"),
        ("poll.interval", "15m"),
        ("menu.headlines", 12),
        ("feeds.uk.interval", "20m"),
        ("feeds.uk.alerts", "breaking"),
        ("feeds.uk.enabled", True),
        ("feeds.uk.url", "https://uk.example/feed"),
        ("feeds.uk.mentions", ""),
    ],
)
def test_what_a_key_is_is_told_be_it_set_or_not(path: Path, key: str, value: Value) -> None:
    path.parent.mkdir()
    path.write_text(COMMENTED, encoding="utf-8")
    assert edit.get_value(path, key, catalogue=catalogue) == value
    if value != []:
        edit.set_value(path, key, value, catalogue=catalogue)
        assert edit.get_value(path, key, catalogue=catalogue) == value


def test_every_key_of_the_tables_has_a_default_in_the_template(path: Path) -> None:
    for table, (_, keys) in TABLES.items():
        for key in keys:
            default = edit.get_value(path, f"{table}.{key}", catalogue=catalogue)
            assert default is not None, key
            edit.set_value(path, f"{table}.{key}", default, catalogue=catalogue)
    assert load(path, catalogue) == parse("", catalogue, name="x")


def test_rules_are_added_tried_and_removed(path: Path) -> None:
    disk.ensure(path)
    rule: dict[str, Value] = {"match": "urgent action", "countries": ["Iran"], "level": "urgent"}
    assert edit.add_rule(path, rule, catalogue=catalogue) == 1
    text = path.read_text("utf-8")
    tried = edit.preview_rule(path, {"level": "silent"}, catalogue=catalogue)
    assert [one.level for one in tried.alerts.rules] == ["urgent", "silent"]
    assert path.read_text("utf-8") == text
    with pytest.raises(ConfigError, match=r"^alerts.rules.countries: no country or region"):
        edit.add_rule(path, {"level": "alert", "countries": ["Irann"]}, catalogue=catalogue)
    (added,) = load(path, catalogue).alerts.rules
    for number, described in ((1, "another"), (0, ""), (2, describe_rule(added))):
        with pytest.raises(ConfigError, match="no such rule any more"):
            edit.remove_rule(path, number, described, catalogue=catalogue)
    assert path.read_text("utf-8") == text
    edit.remove_rule(path, 1, describe_rule(added), catalogue=catalogue)
    assert path.read_text("utf-8") == TEMPLATE


def test_comments_of_others_stay_when_a_feed_goes_or_comes(path: Path) -> None:
    path.parent.mkdir()
    text = '[[feeds]]\nid = "uk"\n\n# For work\n[[feeds]]\nid = "world"\n\n# The menu\n[menu]\n'
    path.write_text(text, encoding="utf-8")
    edit.add_feeds(path, lambda _: {"press": {}}, catalogue=catalogue)
    edit.remove_feed(path, "uk", catalogue=catalogue)
    assert path.read_text("utf-8") == (
        '\n# For work\n[[feeds]]\nid = "world"\n\n[[feeds]]\nid = "press"\n\n# The menu\n[menu]\n'
    )


def test_changes_at_the_same_time_are_all_made(path: Path) -> None:
    """Menu, page and commands are processes of their own; so each has its own open file here."""

    def add_rules(name: str) -> None:
        for number in range(8):
            rule = {"match": f"{name} {number}", "level": "silent"}
            edit.add_rule(path, rule, catalogue=catalogue)

    path.parent.mkdir()
    with ThreadPoolExecutor() as writers:
        for done in [writers.submit(add_rules, name) for name in ("menu", "page", "command")]:
            done.result()
    assert len({describe_rule(rule) for rule in load(path, catalogue).alerts.rules}) == 24


def test_what_somebody_else_has_just_written_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As late as may be: a disk takes its time over the new text."""
    path.parent.mkdir()
    path.write_text(COMMENTED, encoding="utf-8")
    flush = os.fsync

    def flush_slowly(handle: int) -> None:
        monkeypatch.setattr(os, "fsync", flush)
        path.write_text(COMMENTED + "\n# an editor's\n", encoding="utf-8")
        flush(handle)

    monkeypatch.setattr(os, "fsync", flush_slowly)
    with pytest.raises(ConfigError, match="somebody else has just written it"):
        edit.set_value(path, "menu.badge", "dot", catalogue=catalogue)
    assert path.read_text(encoding="utf-8").endswith("# an editor's\n")
    assert list(path.parent.iterdir()) == [path]


def test_a_click_in_the_menu_reads_the_toml_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = disk.SettingsFile(path, catalogue)
    disk.ensure(path)
    file.load()
    read: list[str] = []
    loads = tomllib.loads

    def count(text: str) -> dict[str, object]:
        read.append(text)
        return loads(text)

    monkeypatch.setattr("traynews.settings.text.tomllib.loads", count)
    edit.mute_feed(path, "uk", catalogue=catalogue)
    settings = file.reread()
    assert settings is not None
    assert settings.feeds[0].alerts == "none"
    whole = [text for text in read if len(text) > 500]
    assert len(whole) == 1
    edit.mute_feed(path, "uk", catalogue=catalogue)
    edit.switch_feed(path, "world", catalogue=catalogue)
    settings = file.reread()
    assert settings is not None
    assert [(feed.alerts, feed.enabled) for feed in settings.feeds] == [("all", True), ("", False)]
