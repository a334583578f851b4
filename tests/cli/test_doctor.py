"""What the doctor says of the program, its files and its feeds."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.installation import ROOT, Installation, make_feed
from tests.server import FeedServer
from traynews.archive.soundness import examine
from traynews.cli.doctor import files
from traynews.cli.doctor.doctor import write
from traynews.cli.doctor.finding import Finding, State, fine, note, wrong
from traynews.cli.session import Session
from traynews.cli.tables import PIPED, Screen
from traynews.core.data.document import TroubleKind
from traynews.core.data.model import Feed, FeedState, FeedStatus
from traynews.core.data.settings import Settings
from traynews.core.health.health import find_health
from traynews.errors import StoreError
from traynews.locations import Locations

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


@pytest.fixture
def installation(installation: Installation) -> Installation:
    installation.configure("http://127.0.0.1:9/feed")
    return installation


def examine_installation(installation: Installation, *, status: int = 1) -> dict[str, Any]:
    """Run the doctor and return its findings by topic."""
    done = installation.run("doctor", "--json", status=status)
    return {one["topic"]: one for one in json.loads(done.stdout)}


def test_it_looks_at_everything_asks_no_server_and_makes_nothing(
    installation: Installation, feeds: FeedServer
) -> None:
    installation.configure(feeds.url("/feed"))
    found = examine_installation(installation)
    topics = {"version", "python", "packages", "settings", "disk", "running", "archive", "clock"}
    assert topics | {"proxy", "autostart"} <= set(found)
    assert "/releases" in found["version"]["says"]
    if sys.platform == "linux":
        assert found["session bus"]["state"] == "wrong"
        assert "terminal" in found["session bus"]["cure"]
    assert found["archive"]["says"].endswith("is not there yet")
    assert feeds.requests() == []
    assert not installation.data.exists()


def test_it_ends_with_1_and_one_line_that_names_what_does_not_work(
    installation: Installation,
) -> None:
    installation.environment["BROWSER"] = "/nowhere/browser"
    done = installation.run("doctor", status=1)
    assert done.stderr == "traynews: not all is well: sources, session bus, browser\n"
    assert "! browser " in done.stdout
    assert "there is no program '/nowhere/browser'" in done.stdout
    assert done.stdout.endswith("3 of these do not work (marked !).\n")


def test_feeds_show_what_the_last_check_said(installation: Installation, feeds: FeedServer) -> None:
    feeds.serve("/good", make_feed(2))
    feeds.serve("/gone", status=404)
    installation.configure(feeds.url("/good"), feeds.url("/gone"))
    installation.run("check")
    asked = len(feeds.requests())
    found = examine_installation(installation)
    assert found["feed feed1"]["state"] == "fine"
    assert found["feed feed1"]["says"].startswith("Checked ")
    assert "read through its feed" in found["feed feed1"]["says"]
    assert "mirror" not in found
    assert found["feed feed2"]["state"] == "note"  # young trouble mends itself
    assert "404" in found["feed feed2"]["says"]
    assert re.search(r"is sound: 2 releases, \d+ KB$", found["archive"]["says"])
    assert len(feeds.requests()) == asked


def test_the_mirror_that_is_asked_is_named(installation: Installation) -> None:
    mirror = "http://127.0.0.1:9/"
    installation.config.write_text(f'[network]\nmirror = "{mirror}"\n', encoding="utf-8")
    installation.run("status")  # which makes the archive
    found = examine_installation(installation)
    assert found["mirror"]["says"].startswith(f"{mirror} is asked for 2 sources of the catalogue")


def test_a_mistake_in_the_settings_is_named_and_the_rest_still_looked_at(
    installation: Installation,
) -> None:
    installation.config.write_text('[menu]\nbadge = "huge"\n', encoding="utf-8")
    found = examine_installation(installation)
    assert found["settings"]["state"] == "wrong"
    assert "line 2, menu.badge" in found["settings"]["says"]
    assert "clock" in found


def test_a_damaged_archive_is_told_and_left_as_it_is(
    installation: Installation, feeds: FeedServer
) -> None:
    feeds.serve("/feed", make_feed(20))
    installation.configure(feeds.url("/feed"))
    installation.run("check")
    archive = installation.data / "traynews.db"
    broken = bytearray(archive.read_bytes())
    broken[4096 * 3 : 4096 * 12] = b"\xa5" * (4096 * 9)
    archive.write_bytes(broken)
    found = examine_installation(installation)
    assert found["archive"]["state"] == "wrong"
    assert "is damaged" in found["archive"]["says"]
    assert "saves what can be read" in found["archive"]["cure"]
    assert archive.read_bytes() == bytes(broken)
    archive.write_bytes(b"no archive at all, but long enough to be looked at as one" * 100)
    assert "is damaged" in examine_installation(installation)["archive"]["says"]


def test_an_archive_of_a_newer_program_is_not_touched(installation: Installation) -> None:
    installation.run("status")
    archive = installation.data / "traynews.db"
    with sqlite3.connect(archive) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    found = examine_installation(installation)
    assert found["archive"]["state"] == "wrong"
    assert "newer TrayNews" in found["archive"]["says"]


def test_an_archive_that_may_not_be_read_is_an_error_with_its_path(tmp_path: Path) -> None:
    folder = tmp_path / "traynews.db"
    folder.mkdir()
    with pytest.raises(StoreError, match=r"traynews\.db cannot be read"):
        examine(folder)


def test_the_clock_must_not_be_behind_what_has_happened(tmp_path: Path) -> None:
    session = Session(Locations(tmp_path / "config.toml", tmp_path / "data"))
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    found = {one.topic: one for one in files.examine_data(session, Settings(), long_ago)}
    assert found["clock"].state is State.WRONG
    assert "set the clock" in found["clock"].cure
    now = datetime.now(UTC)
    found = {one.topic: one for one in files.examine_data(session, Settings(), now)}
    assert found["clock"].state is State.FINE


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1_000_000

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage)
    session = Session(Locations(tmp_path / "config.toml", tmp_path / "not" / "there"))
    found = {one.topic: one for one in files.examine_data(session, Settings(), NOW)}
    assert found["disk"].state is State.WRONG
    assert found["disk"].says.startswith("1 MB free")


def held(one: FeedStatus) -> FeedStatus:
    return replace(one, held_until=NOW + timedelta(days=1))


def status(*, enabled: bool = True, **fields: Any) -> FeedStatus:
    feed = Feed("uk", "https://news.example/feed", enabled=enabled)
    return FeedStatus(feed, FeedState("uk", **fields))


def failing(name: str) -> FeedStatus:
    state = FeedState(name, trouble="no name", trouble_kind=TroubleKind.NETWORK)
    return FeedStatus(Feed(name, f"https://{name}.example/feed"), state)


DAY_AGO = NOW - timedelta(days=2)


@pytest.mark.parametrize(
    ("given", "state", "says"),
    [
        (status(), State.NOTE, "Not checked yet"),
        (status(enabled=False), State.NOTE, "Switched off"),
        (status(last_checked=NOW, last_success=NOW), State.FINE, "read through its feed"),
        (status(trouble="no name", trouble_since=NOW, failures=1), State.NOTE, "no name"),
        (
            status(trouble="no name", trouble_since=DAY_AGO, failures=9),
            State.WRONG,
            "no name, since",
        ),
        (status(stopped=True), State.WRONG, "asked no more"),
        (held(status(last_success=NOW)), State.FINE, "as its server asked"),
        (held(status(trouble="429", trouble_since=NOW)), State.NOTE, "; waits until "),
    ],
)
def test_a_feed_is_wrong_when_its_trouble_does_not_mend_itself(
    given: FeedStatus, state: State, says: str
) -> None:
    found = files._describe_feed(given, NOW)
    assert (found.topic, found.state) == ("feed uk", state)
    assert says in found.says


@pytest.mark.parametrize(
    ("given", "state", "says"),
    [
        ([status()], State.WRONG, "none was ever read: Not checked yet"),
        ([status(enabled=False)], State.WRONG, "No source is switched on"),
        ([status(polled=True, last_checked=NOW)], State.FINE, "Checked "),
        ([status(polled=True, trouble="no", failures=1)], State.WRONG, "uk cannot be read"),
        ([failing("uk"), failing("int")], State.WRONG, "Offline, "),
        ([failing("uk"), status(polled=True, last_checked=NOW)], State.NOTE, "uk cannot be read"),
    ],
)
def test_it_fails_where_nothing_can_be_read(
    given: list[FeedStatus], state: State, says: str
) -> None:
    found = files._describe_health(find_health(given, NOW, running=False))
    assert found.state is state
    assert found.says.startswith(says)
    assert bool(found.cure) == (state is State.WRONG)


@pytest.mark.parametrize(
    ("variable", "setting", "says"),
    [
        ("http://me:secret@proxy.example:3128", "", "https: http://proxy.example:3128 (the sys"),
        ("", "socks5h://me:secret@127.0.0.1:9050", "all: socks5h://127.0.0.1:9050 ([network]"),
    ],
)
def test_proxies_are_told_without_their_passwords(
    installation: Installation, variable: str, setting: str, says: str
) -> None:
    if variable:
        installation.environment["https_proxy"] = variable
    if setting:
        installation.configure("http://127.0.0.1:9/feed", more=f'[network]\nproxy = "{setting}"\n')
    done = installation.run("doctor", status=1)
    assert f"for {says}" in done.stdout
    assert (
        "it looks up the feeds' names; a page that you open goes the browser's own way"
        in done.stdout
    )
    assert "secret" not in done.stdout


def test_every_package_that_the_program_needs_is_looked_at() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=; \[]", line, maxsplit=1)[0] for line in project["dependencies"]}
    assert needed == set(files.PACKAGES)


def test_a_missing_package_is_told_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(files.PACKAGES, "jinja2", "no_such_module_as_this")
    found = next(one for one in files.examine_program() if one.state is State.WRONG)
    assert (found.says, found.cure) == ("missing: jinja2", "pip install jinja2")


@pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is Linux's")
@pytest.mark.parametrize(("answer", "state"), [("", "note"), ("firefox.desktop", "fine")])
def test_an_opener_without_a_browser_behind_it_is_told(
    installation: Installation, answer: str, state: str
) -> None:
    tools = installation.folder / "bin"
    tools.mkdir()
    for name, script in (("xdg-open", ":"), ("xdg-mime", f"echo {answer}")):
        (tools / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    installation.environment["PATH"] = f"{tools}:/usr/bin:/bin"
    found = examine_installation(installation)["browser"]
    assert (found["state"], "no browser is set" in found["says"]) == (state, state == "note")
    assert found["says"].startswith(str(tools / "xdg-open"))


def test_the_report_marks_what_is_wrong_and_says_what_to_do() -> None:
    findings: list[Finding] = [
        fine("python", "3.11"),
        note("running", "no", "start it"),
        wrong("tray", "no panel", "add one"),
    ]
    _, _, *lines = write(findings, PIPED).splitlines()
    assert lines == [
        "  python   3.11",
        "· running  no",
        "           → start it",
        "! tray     no panel",
        "           → add one",
        "",
        "One of these does not work (the !).",
    ]
    assert write(findings[:2], PIPED).endswith("\nEverything works.")


def test_the_report_is_as_wide_as_the_terminal() -> None:
    findings: list[Finding] = [
        fine("packages", "pystray 0.19.5, pillow 13.0.0"),
        wrong("tray", "no panel shows icons", "add an icon area to the panel"),
    ]
    _, _, *lines = write(findings, Screen(30, colours=False)).splitlines()
    assert lines[:7] == [
        "  packages  pystray 0.19.5,",
        "            pillow 13.0.0",
        "! tray      no panel shows",
        "            icons",
        "            → add an icon area",
        "              to the panel",
        "",
    ]
