"""The text of a settings file: every mistake named with its line and its cure."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.words import Words
from traynews.core.data.model import Feed, Kind, Level
from traynews.core.data.retention import Keep
from traynews.core.data.settings import Rule, Settings
from traynews.errors import ConfigError
from traynews.patterns import Pattern
from traynews.settings.template import TEMPLATE
from traynews.settings.text import parse


def catalogue() -> Sequence[Feed]:
    return (
        Feed("uk", "https://www.example.org/feed", candidates=("https://www.example.org/rss",)),
        Feed("world", "https://world.example.org/feed"),
        Feed("other", "https://other.example.org/feed", enabled=False),
    )


def read(text: str) -> Settings:
    return parse(text, catalogue, name="config.toml")


def test_an_empty_file_means_every_default_and_the_default_feeds() -> None:
    settings = read("")
    assert settings == Settings(feeds=tuple(catalogue()[:2]))


def test_the_template_says_exactly_the_defaults() -> None:
    assert read(TEMPLATE) == read("")
    everything = "\n".join(
        line.removeprefix("# ")
        for line in TEMPLATE.splitlines()
        if line.startswith(("# [[", "[")) or (" = " in line and line.startswith("# "))
    )
    settings = read(everything.replace('"https://..."', '"https://www.example.org/feed"'))
    defaults = read("")
    assert settings.poll == defaults.poll
    assert settings.menu == defaults.menu
    assert settings.browser == defaults.browser


def test_every_documented_key_is_read() -> None:
    settings = read(
        """
        [poll]
        interval = "10m"
        quiet_interval = "2h"
        [alerts]
        level = "breaking"
        digest_above = 5
        welcome = false
        duration = "10s"
        quiet_hours = ["22:00-07:00", "Sat,Sun 00:00-24:00"]
        quiet_hours_let = "urgent"
        unread_languages = "silent"
        watch = "urgent: Iran, death penalty"
        sound = true
        discreet = true
        [[alerts.rules]]
        match = "/urgent action/"
        countries = ["Iran"]
        kinds = ["urgent"]
        level = "urgent"
        [menu]
        headlines = 20
        badge = "dot"
        [browser]
        command = "firefox %s"
        [network]
        proxy = "socks5h://127.0.0.1:9050"
        [archive]
        keep = "5y"
        [[feeds]]
        id = "uk"
        alerts = "digest"
        [[feeds]]
        id = "mine"
        url = "http://127.0.0.1:8000/feed"
        interval = "1s"
        enabled = false
        """
    )
    assert settings.poll.interval == timedelta(minutes=10)
    assert settings.alerts.duration == 10.0
    assert settings.alerts.rules == (
        Rule(Level.URGENT, Pattern("/urgent action/"), ("Iran",), (), (Kind.URGENT,)),
    )
    assert settings.alerts.rules[0].line > 1
    assert settings.alerts.watch == (
        Rule(Level.URGENT, countries=("Iran",)),
        Rule(Level.URGENT, Words("death penalty")),
    )
    assert settings.alerts.quiet_hours_let == "urgent"
    assert settings.alerts.unread_languages == "silent"
    assert settings.menu.badge == "dot"
    assert settings.network.proxy == "socks5h://127.0.0.1:9050"
    assert settings.archive.keep == Keep(age=timedelta(days=1826.25))
    uk, mine = settings.feeds
    assert (uk.url, uk.alerts, uk.enabled) == ("https://www.example.org/feed", "digest", True)
    assert (mine.interval, mine.enabled) == (timedelta(seconds=1), False)


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ("x = 1", 1, "x", "allowed are alerts, archive, browser"),
        ('[archive]\nkeep = "5 years"', 2, "archive.keep", 'write "forever", an age'),
        ('[poll]\n\nintervall = "15m"', 3, "poll.intervall", "interval, quiet_interval"),
        ('[poll]\ninterval = "1m"', 2, "poll.interval", "write 5m or more"),
        ('poll.interval = "1m"', 1, "poll.interval", "write 5m or more"),
        ("[poll]\ninterval = 15", 2, "poll.interval", 'write a duration such as "90s", "15m"'),
        ("[archive]\nkeep = 5", 2, "archive.keep", 'write "forever", an age'),
        ("[browser]\ncommand = 5", 2, "browser.command", "write text in quotes"),
        ('[alerts]\nquiet_hours = "22:00-07:00"', 2, "alerts.quiet_hours",
         'such as ["22:00-07:00"]'),
        ('[[feed]]\nid = "uk"', 1, "feed", 'no such key (did you mean "feeds"?); allowed are'),
        ('[[alerts.rules]]\ncountry = ["Iran"]', 2, "alerts.rules.country", '"countries"?'),
        ('[[feeds]]\nid = "ukk"', 2, "feeds.id",
         'not in the catalogue (did you mean "uk"?); give it a url'),
        ('[alerts]\nlevel = "loud"', 2, "alerts.level", '"all", "breaking", "sure", "digest"'),
        ('[alerts]\nquiet_hours = ["22-7", "x"]', 2, "alerts.quiet_hours",
         '(it says ["22-7", "x"])'),
        ("[menu]\nheadlines = true", 2, "menu.headlines", "(it says true)"),
        ("[alerts]\nsound = 1", 2, "alerts.sound", "true or false"),
        ("[alerts]\ndigest_above = 0", 2, "alerts.digest_above", "from 1 to 1000"),
        ('[alerts]\nquiet_hours = ["late"]', 2, "alerts.quiet_hours", "22:00-07:00"),
        ('[alerts]\nduration = "long"', 2, "alerts.duration", "until-dismissed"),
        ('[alerts]\nduration = "0s"', 2, "alerts.duration", 'from "1s" to "1d"'),
        ('[alerts]\nduration = "30d"', 2, "alerts.duration", 'from "1s" to "1d"'),
        ("[browser]\ncommand = 'fox \"%s'", 2, "browser.command", "No closing quotation"),
        ('[network]\nproxy = "http://a:99999"', 2, "network.proxy", "http://host:8080"),
        ('[alerts]\nwatch = "loud: Iran"', 2, "alerts.watch", "write a level and what to watch"),
        ('[[alerts.rules]]\nmatch = "x"', 1, "alerts.rules", "needs a level"),
        (
            '[[alerts.rules]]\nlevel = "silent"\n[[alerts.rules]]\nmatch = "/(/"\nlevel = "alert"',
            4, "alerts.rules.match", "cannot be compiled",
        ),
        (
            '[[alerts.rules]]\nlevel="silent"\n[[alerts.rules]]\ncountries = ["Iran", "Irann"]',
            4, "alerts.rules.countries", 'is called "Irann"; did you mean "Iran"?',
        ),
        ('[[alerts.rules]]\nlevel = "alert"\ncountries = ["Qqqq"]', 3, "alerts.rules.countries",
         "use match"),
        ('[[alerts.rules]]\nlevel = "alert"\nkinds = ["urgnt"]', 3, "alerts.rules.kinds",
         '"urgent"'),
        ('[[alerts.rules]]\nlevel = "alert"\nfeeds = ["wrld"]', 3, "alerts.rules.feeds",
         'there is no feed "wrld"; did you mean "world"?'),
        ('[[alerts.rules]]\nlevel = "alert"\nfeeds = ["x"]\n[[feeds]]\nid = "uk"', 3,
         "alerts.rules.feeds", "there are other, uk, world"),
        ('[[feeds]]\nid = "uk"\nmentions = "/((a{1000}){1000})/"', 3, "feeds.mentions",
         "repeats a part more than 10000 times"),
        ("[menu]\nheadlines = 99", 2, "menu.headlines", "from 1 to 50"),
        ('[network]\nmirror = "news.office.example"', 2, "network.mirror", "http://news.office"),
        ('[network]\nmirror = "http://news.example/?at="', 2, "network.mirror", "http://news.office"),
        ('[network]\nmirror = "http://u:p@news.example/"', 2, "network.mirror", "http://news.office"),
        ('[network]\nproxy = "tor"', 2, "network.proxy", "socks5h://127.0.0.1:9050"),
        ('[[feeds]]\nurl = "https://a.example/"', 1, "feeds", "needs an id"),
        ('[[feeds]]\nid = "nowhere"', 2, "feeds.id", "not in the catalogue"),
        ('[[feeds]]\nid = "uk"\n\n[[feeds]]\nid = "uk"', 5, "feeds.id", "two feeds"),
        ('[[feeds]]\nid = "f"\nurl = "file:///etc/passwd"', 3, "feeds.url", "web address"),
        ('[[feeds]]\nid = "f"\nurl = "https://a.example:port/"', 3, "feeds.url", "web address"),
        ('[[feeds]]\nid = "f"\nurl = "https://[::1/"', 3, "feeds.url", "web address"),
        ('[[feeds]]\nid = "f"\nurl = "https://a\\u0000.example/"', 3, "feeds.url", "web address"),
        ('[[feeds]]\nid = "f"\nurl = "https://a.example/"\ninterval = "1s"', 4, "feeds.interval",
         "5m or more"),
        ('[[feeds]]\nid = "Not An Id"', 2, "feeds.id", "a-z"),
        ('[[feeds]]\nid = "uk"\nzone = "Mars/Olympus"', 3, "feeds.zone", "Europe/London"),
        ("feeds = 3", 1, "feeds", "[[feeds]]"),
        ("poll = 3", 1, "poll", "[poll]"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_line_key_and_cure(
    text: str, line: int, key: str, says: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    message = str(caught.value)
    assert message.startswith(f"config.toml, line {line}, {key}: ")
    assert says in message
    assert "\n" not in message


def test_rules_name_places_as_anybody_does_and_feeds_that_are_known() -> None:
    settings = read(
        '[[alerts.rules]]\nlevel = "silent"\nfeeds = ["other", "mine", "uk"]\ncountries = ["UK", '
        '"Royaume-Uni", "Israel-OPT", "Middle East", "St Kitts and Nevis", "Gibraltar"]\n'
        '[[feeds]]\nid = "mine"\nurl = "https://mine.example/feed"'
    )
    assert settings.alerts.rules[0].feeds == ("other", "mine", "uk")


@pytest.mark.parametrize("text", ["[poll", "a = ", "= 3", "a = 1\na = 2", "[" * 2000])
def test_what_is_not_toml_is_named_with_its_place(text: str) -> None:
    with pytest.raises(ConfigError, match=r"^config\.toml: this is not TOML"):
        read(text)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("badge = dot", '; write text in quotes: badge = "dot"'),
        ("badge = “dot”  # small", '; write text in quotes: badge = "dot"'),
        ("keep = 5y", '; write text in quotes: keep = "5y"'),
        ("command = firefox --new-tab", '; write text in quotes: command = "firefox --new-tab"'),
        ("sound = Yes", "; write true or false"),
        ('badge = dot"', ""),
        ("badge == dot", ""),
        ("badge dot", ""),
    ],
)
def test_a_text_without_quotes_is_told_with_them(line: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(f"[menu]\n{line}\n")
    assert str(caught.value).partition(")")[2] == hint


@given(st.text(max_size=200))
def test_no_text_gives_a_traceback(text: str) -> None:
    try:
        read(text)
    except ConfigError as error:
        assert "\n" not in str(error)  # noqa: PT017 - an error is allowed, not demanded


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "url", "level", "x"]), inner, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_no_value_of_a_known_key_gives_a_traceback(value: object) -> None:
    for path in (("poll", "interval"), ("alerts", "rules"), ("feeds",), ("menu", "badge")):
        text = ".".join(path) + " = " + _toml(value)
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue
        try:
            read(text)
        except ConfigError as error:
            assert str(error).startswith("config.toml, line 1, ")  # noqa: PT017


def _toml(value: object) -> str:
    match value:
        case None:
            return '""'
        case bool():
            return str(value).lower()
        case str():
            escaped = "".join(f"\\U{ord(char):08X}" for char in value)
            return f'"{escaped}"'
        case dict():
            return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            return str(value)


def test_a_number_that_python_cannot_read_is_an_error_like_any_other() -> None:
    with pytest.raises(ConfigError, match="a number in it is too long"):
        read(f"[menu]\nheadlines = {'9' * 5000}")


def test_each_rule_knows_the_line_on_which_it_begins() -> None:
    settings = read('[[alerts.rules]]\nlevel = "alert"\n\n[[alerts.rules]]\nlevel = "silent"')
    assert [rule.line for rule in settings.alerts.rules] == [1, 4]
    inline = read('[alerts]\nrules = [{level = "alert"}]')
    assert [rule.line for rule in inline.alerts.rules] == [2]


def test_a_mirror_is_that_of_the_catalogues_feeds_and_ends_with_a_slash() -> None:
    text = '[network]\nmirror = "http://news.office.example"\n'
    text += '[[feeds]]\nid = "uk"\n[[feeds]]\nid = "mine"\nurl = "https://mine.example/"\n'
    settings = parse(text, catalogue, name="config.toml")
    mirrors = {feed.id: feed.mirror for feed in settings.feeds}
    assert mirrors == {"uk": "http://news.office.example/", "mine": ""}


@pytest.mark.parametrize("comma", [",", ";", "،", "؛", "，", "；", "、", "\\n"])
def test_watched_names_are_parted_by_the_commas_of_any_keyboard(comma: str) -> None:
    settings = read(f'[alerts]\nwatch = "urgent: Iran{comma} a name {comma}"')
    first, second = settings.alerts.watch
    assert first.countries == ("Iran",)
    assert second.match is not None
    assert second.match.text == "a name"
