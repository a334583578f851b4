"""Settings of every version are understood, and mean what they meant.

The files in `tests/fixtures/settings` are what README showed at its time. When a key comes, what it
shows now joins them.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.installation import ROOT
from traynews.core.data.model import Level
from traynews.core.data.settings import Settings
from traynews.settings.catalogue import known_feeds
from traynews.settings.keys import FEED_KEYS, RULE_KEYS, TABLES
from traynews.settings.text import parse, read_toml

KEPT = sorted((ROOT / "tests" / "fixtures" / "settings").glob("*.toml"))


def read(text: str) -> Settings:
    return parse(text, known_feeds, name="config.toml")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_settings_of_every_version_mean_what_they_meant(path: Path) -> None:
    settings = read(path.read_text("utf-8"))
    assert (settings.poll.interval, settings.poll.quiet_interval) == (
        timedelta(minutes=15), timedelta(minutes=60),
    )  # fmt: skip
    (rule,) = settings.alerts.rules
    assert (rule.level, rule.countries) == (Level.URGENT, ("Iran",))
    assert rule.match is not None
    (feed,) = settings.feeds
    assert (feed.id, feed.enabled, feed.interval) == ("uk", True, timedelta(minutes=15))
    assert (settings.menu.headlines, settings.menu.badge) == (12, "number")


def test_readme_names_every_key_that_there_is() -> None:
    named = set(re.findall(r"\w+", show_readme()))
    keys = {key for _, table in TABLES.values() for key in table}
    assert keys | set(RULE_KEYS) | set(FEED_KEYS) <= named


def test_no_key_that_was_shown_once_is_gone_from_what_is_shown_now() -> None:
    shown = show_readme()
    read(shown)
    for path in KEPT:
        assert keys_of(path.read_text("utf-8")) <= keys_of(shown), path.name


def show_readme() -> str:
    """Return the settings as README shows them."""
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks: list[str] = re.findall(r"^```toml\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    (shown,) = blocks
    return shown


def keys_of(text: str) -> set[str]:
    keys = set()
    for table, values in read_toml(text, "config.toml").items():
        of_one = values[0] if isinstance(values, list) else values
        keys |= {f"{table}.{key}" for key in of_one}
    return keys
