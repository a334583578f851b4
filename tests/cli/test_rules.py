"""`rules`: listed, tried on what is kept, added and removed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.installation import Installation, make_feed
from tests.server import FeedServer


@pytest.fixture
def installation(installation: Installation) -> Installation:
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(3))
        installation.configure(feeds.url("/feed"))
        installation.run("check")
    return installation


def test_a_rule_is_tried_by_the_alerts_own_code_before_it_is_added(
    installation: Installation,
) -> None:
    before = installation.config.read_bytes()
    words = ["--match", "number 2", "--feed", "feed1"]
    said = installation.run("rules", "try", "silent", *words).stdout
    assert "protester number 2" in said
    assert "number 3" not in said
    assert "alert without this rule, silent with it" in said
    assert "decides on 1 of the newest 3 releases, and changes 1." in said
    assert installation.config.read_bytes() == before
    said = installation.run("rules", "add", "silent", *words).stdout
    assert said == "Added as rule 1: silent: what says “number 2” and comes from feed1\n"
    assert "decides on 1 of the newest 3" in installation.run("rules", "try", "1").stdout
    said = installation.run("rules", "try", "alert", "--match", "protester").stdout
    assert "decides on 2 of the newest 3 releases, and changes 0." in said
    (rule,) = installation.read("rules")
    assert (rule["level"], rule["match"], rule["feeds"]) == ("silent", "number 2", ["feed1"])
    assert installation.run("rules").stdout.startswith(" 1  silent: what says “number 2”")
    for number, there in (("2", "there is only rule 1"), ("3", "there is only rule 1")):
        refused = installation.run("rules", "remove", number, status=1).stderr
        assert refused == f"traynews: there is no rule {number}; {there}\n"
    installation.run("rules", "remove", "1")
    refused = installation.run("rules", "remove", "1", status=1).stderr
    assert refused == "traynews: there is no rule 1; there are none\n"
    assert installation.run("rules", "list").stdout.startswith("There are no rules")
    assert installation.config.read_bytes() == before


def test_only_the_newest_are_tried_where_the_user_says_so(installation: Installation) -> None:
    said = installation.run("rules", "try", "urgent", "--limit", "2").stdout
    assert "urgent: all:\n  decides on 2 of the newest 2 releases, and changes 2." in said


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["add", "loud"], 2, "invalid choice: 'loud'"),
        (["try", "loud"], 2, "write urgent, alert, digest, silent, or the number of a rule"),
        (["add", "alert", "--country", "Irann"], 2, 'did you mean "Iran"?'),
        (["try", "alert", "--feed", "feedd1"], 2, 'did you mean "feed1"?'),
        (["add", "alert", "--kind", "urgnt"], 2, '"urgent"'),
        (["add", "silent"], 2, "say which releases: --match"),
        (["addd", "silent"], 2, 'there is no "addd"; did you mean "add"? `traynews rules --help`'),
        (["remove", "1"], 1, "there is no rule 1; there are none"),
        (["try", "7"], 1, "there is no rule 7; there are none"),
        (["remove", "0"], 2, "write a number from 1"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    installation: Installation, words: list[str], status: int, says: str
) -> None:
    before = installation.config.read_bytes()
    done = installation.run("rules", *words, status=status)
    assert says in done.stderr.splitlines()[-1]
    assert installation.config.read_bytes() == before


def test_what_was_read_is_unread_again(installation: Installation) -> None:
    installation.run("unread", "1", "2")
    assert installation.read("status")["unread"] == 2
    installation.run("read", "1")
    assert installation.read("status")["unread"] == 1
    done = installation.run("unread", "99", status=1)
    assert "there is no release 99" in done.stderr


def test_a_setting_is_told_and_let_go(installation: Installation) -> None:
    assert installation.run("config", "get", "menu.badge").stdout == "number\n"
    installation.run("config", "set", "alerts.quiet_hours", "22:00-07:00")
    assert installation.run("config", "get", "alerts.quiet_hours").stdout == '["22:00-07:00"]\n'
    said = installation.run("config", "unset", "alerts.quiet_hours").stdout
    assert said == "alerts.quiet_hours is [] again, the default.\n"
    said = installation.run("config", "unset", "alerts.quiet_hours").stdout
    assert said == "alerts.quiet_hours was not set; it is [], the default.\n"
    assert installation.run("config", "get", "feeds.feed1.interval").stdout == "1s\n"
    assert "there is no setting" in installation.run("config", "get", "x", status=2).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of this kind are POSIX's")
@pytest.mark.parametrize(
    ("editor", "status", "says"),
    [
        ({"EDITOR": "true"}, 0, ""),
        ({"VISUAL": "true", "EDITOR": "false"}, 0, ""),
        ({"EDITOR": "false"}, 2, "false ended with 1"),
        ({"EDITOR": "no-such-editor -x"}, 2, "cannot be started (No such file or directory)"),
        ({"EDITOR": "unclosed '"}, 2, "cannot be started (No closing quotation)"),
        ({"EDITOR": "sh -c 'echo broken >> \"$1\"' sh"}, 2, "this is not TOML"),
    ],
)
def test_in_a_terminal_the_settings_are_edited_with_the_users_editor_and_looked_at(
    installation: Installation, editor: dict[str, str], status: int, says: str
) -> None:
    ours, theirs = os.openpty()
    try:
        done = subprocess.run(
            installation.command("config", "edit"),
            env={**installation.environment, **editor},
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            text=True,
            timeout=30,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == status, done
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == bool(status)
