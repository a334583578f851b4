"""The scripted exchanges of the corpus, each played against the whole line by its own words."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.server import Step
from tests.world import PRESS, START, World
from traynews.core.data.document import TroubleKind
from traynews.feeds.http.patience import Limits

pytestmark = pytest.mark.corpus

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def read_scripts() -> dict[str, dict[str, Any]]:
    """Return the scripts by id; none where no corpus was given."""
    folder = os.environ.get("TRAYNEWS_CORPUS")
    if not folder:
        return {}
    lines = (Path(folder) / "hostile" / "http-scenarios.jsonl").read_text("utf-8").splitlines()
    return {script["id"]: script for script in map(json.loads, lines)}


SCRIPTS = read_scripts()


def make_step(script: Mapping[str, Any], folder: Path) -> Step:
    """Return one answer of a script; `@name` is a file, `@now+N` a time."""
    if script.get("accept"):
        return Step(hang=True)
    headers = {
        name: re.sub(
            r"^@now\+(\d+)$",
            lambda found: format_datetime(START + timedelta(seconds=int(found[1])), usegmt=True),
            value,
        )
        for name, value in script["headers"].items()
    }
    length = headers.pop("Content-Length", None)
    kind = headers.pop("Content-Type", "")
    if "drip" in script:
        headers.pop("Transfer-Encoding", None)
        return Step(
            script["status"], headers, itertools.repeat(b" " * 4096), kind, chunked=True,
            body_pause=0.01,
        )  # fmt: skip
    text = script["body"] or ""
    body = (folder / text[1:]).read_bytes() if text.startswith("@") else text.encode()
    return Step(script["status"], headers, body, kind, int(length) if length else None)


# --- what each script asks for: by its "client" and "pass" ---------------------------------------


def polls_twice(world: World) -> None:
    world.run(days=1, hours=2)


def sent(world: World, name: str) -> list[str]:
    return [seen.header(name) for seen in world.seen()]


def etag_quoted(world: World) -> None:
    polls_twice(world)
    assert sent(world, "If-None-Match")[1] == '"abc-123"'


def etag_unquoted(world: World) -> None:
    polls_twice(world)
    assert sent(world, "If-None-Match")[1] == "abc123"


def lm_odd_date(world: World) -> None:
    polls_twice(world)
    assert sent(world, "If-Modified-Since")[1] == "Sat, 1 Jan 2022 0:00:00 GMT"


def no_validators(world: World) -> None:
    polls_twice(world)
    assert set(sent(world, "If-None-Match") + sent(world, "If-Modified-Since")) == {""}
    assert min(world.gaps()) >= HOUR  # and every three hours outside the usual ones (P04)
    assert len(world.log) < 20


def same_body_new_validators(world: World) -> None:
    world.run(hours=1)
    assert sent(world, "If-None-Match")[2] == '"2"'
    assert sent(world, "If-Modified-Since")[2].endswith("11:00:00 GMT")


def etag_changes_lm_same(world: World) -> None:
    world.run(hours=1)
    assert sent(world, "If-None-Match")[2] == '"2"'


def no_retry_after_304(world: World) -> None:
    world.run(minutes=29)
    assert len(world.log) == 2


def bad_body_good_validator(world: World) -> None:
    world.run(hours=1)
    assert sent(world, "If-None-Match")[1] != '"bad"'
    assert {title[:5] for title in world.titles()} >= {"Alpha"}
    assert len(world.titles()) >= 3


def restart_before_due(world: World) -> None:
    world.poll()
    for _ in range(10):
        world.restart()
        world.run(seconds=6)
    assert len(world.log) == 1


def max_age(world: World) -> None:
    world.run(hours=8)
    assert world.gaps()[0] >= 6 * HOUR


def expires_only(world: World) -> None:
    world.run(hours=2, minutes=59)
    assert len(world.log) == 1


def retry_after_seconds(world: World) -> None:
    while len(world.log) < 2:
        world.run(minutes=5)
    (_, refused) = world.asked()
    world.restart()
    while world.now < refused + 2 * HOUR - 6 * MINUTE:
        world.check("uk")
        world.run(minutes=5)
    assert len(world.log) == 2
    world.run(hours=1)
    assert world.gaps()[1] >= 2 * HOUR


def back_off_without_header(world: World) -> None:
    world.run(hours=6)
    first, second, third = world.gaps()[:3]
    assert 15 * MINUTE <= first < second < third


def gone(world: World) -> None:
    world.run(days=1, minutes=1)
    titles = world.titles()
    world.run(days=7)
    world.restart()
    world.run(days=1)
    assert len(world.log) == 2
    assert world.titles() == titles != []


def moved_once_then_back(world: World) -> None:
    world.poll()
    assert world.state().url == ""


def always_302(world: World) -> None:
    (target,) = {step["headers"]["Location"] for step in SCRIPTS["302-always"]["steps"]}
    world.server.serve(target, b"<rss version='2.0'><channel><title>t</title></channel></rss>")
    world.run(days=5)
    assert len(world.asked("/uk")) == len(world.asked(target)) >= 5


def redirect_loop(world: World) -> None:
    for path, target in (("/a", "/b"), ("/b", "/a")):
        world.server.redirect(path, target)
    world.poll()
    assert len(world.log) <= 6
    assert world.state().trouble


def redirect_to_file(world: World) -> None:
    world.poll()
    assert world.state().trouble_kind is TroubleKind.REFUSED
    assert world.titles() == []


def no_cookie_ever(world: World) -> None:
    world.run(days=3)
    assert len(world.log) >= 3
    assert set(sent(world, "Cookie")) == {""}


def delta(world: World) -> None:
    world.run(minutes=20)
    assert set(sent(world, "A-IM")) == {""}
    assert len(world.titles()) == 3  # nothing is taken as gone


def ends_with_trouble(world: World) -> None:
    world.poll()
    assert world.state().trouble_kind in {TroubleKind.TOO_LARGE, TroubleKind.TIMEOUT}


def ttl_and_skip_hours(world: World) -> None:
    world.change_feed(url=world.server.url("/uk"))  # this machine: daily polls would hide the ttl
    world.run(days=2)
    assert min(world.gaps()) >= 4 * HOUR
    assert len(world.log) >= 8
    assert {moment.hour for moment in world.asked()}.isdisjoint({0, 1, 2})


PLAYS: Mapping[str, Callable[[World], None]] = {
    "etag-quoted": etag_quoted,
    "etag-unquoted": etag_unquoted,
    "lm-odd-date": lm_odd_date,
    "no-validators": no_validators,
    "same-body-new-validators": same_body_new_validators,
    "etag-changes-lm-same": etag_changes_lm_same,
    "304-no-retry": no_retry_after_304,
    "bad-body-good-validator": bad_body_good_validator,
    "restart-before-due": restart_before_due,
    "max-age": max_age,
    "expires-only": expires_only,
    "429-seconds": retry_after_seconds,
    "503-no-header": back_off_without_header,
    "410-gone": gone,
    "301-once-then-back": moved_once_then_back,
    "302-always": always_302,
    "redirect-loop": redirect_loop,
    "redirect-file": redirect_to_file,
    "set-cookie": no_cookie_ever,
    "226-delta": delta,
    "endless-chunks": ends_with_trouble,
    "silent-accept": ends_with_trouble,
    "content-length-lies": ends_with_trouble,
    "ttl-and-skiphours": ttl_and_skip_hours,
}
MANY = {"429-host-wide": 2, "wake-from-sleep": 20}
"""Scripts for several feeds on one host."""


@pytest.mark.usefixtures("corpus")
def test_every_script_of_the_corpus_is_played() -> None:
    assert set(SCRIPTS) == {*PLAYS, *MANY}
    assert len(SCRIPTS) == 26


@pytest.mark.parametrize("name", sorted(set(SCRIPTS) & set(PLAYS)))
def test_a_scripted_exchange_passes(name: str, corpus: Path, tmp_path: Path) -> None:
    script = SCRIPTS[name]
    is_silent = any("accept" in step for step in script["steps"])
    limits = Limits(header=1.0, total=2.0) if is_silent else Limits(body=200_000)
    with World(tmp_path, limits=limits) as world:
        if name == "301-once-then-back":
            step = make_step(script["steps"][1], corpus / "hostile")
            world.server.script("/new.xml", step)
        steps = [make_step(step, corpus / "hostile") for step in script["steps"]]
        if name == "redirect-loop":
            steps = steps[:1]
        world.server.script("/uk", *steps)
        PLAYS[name](world)
        assert world.errors == []


def test_two_feeds_on_a_host_that_says_too_many(corpus: Path, tmp_path: Path) -> None:
    with World(tmp_path, {"uk": PRESS, "blog": PRESS}) as world:
        (step,) = SCRIPTS["429-host-wide"]["steps"]
        world.server.script("/uk", make_step(step, corpus / "hostile"))
        world.run(minutes=59)
        assert world.asked("/blog") == []


def test_twenty_feeds_on_one_host_after_nine_hours_of_sleep(corpus: Path, tmp_path: Path) -> None:
    feeds = dict.fromkeys((f"feed{n}" for n in range(MANY["wake-from-sleep"])), PRESS)
    with World(tmp_path, feeds, jitter=iter_chance()) as world:
        for one in feeds:
            steps = SCRIPTS["wake-from-sleep"]["steps"]
            world.server.script(f"/{one}", *(make_step(s, corpus / "hostile") for s in steps))
        world.run(minutes=3)
        asked = len(world.log)
        world.now += 9 * HOUR
        world.line.spread_due(2 * MINUTE)
        world.run(minutes=4)
        paths = [one.path for one in world.log[asked:]]
        assert sorted(paths) == sorted(f"/{one}" for one in feeds)
        moments = [one.at for one in world.log[asked:]]
        assert moments[-1] - moments[0] > MINUTE
        gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
        assert min(gaps) >= timedelta(seconds=2)


def iter_chance() -> Callable[[], float]:
    """Return a source of numbers in [0, 1), the same each time."""
    numbers = itertools.cycle([0.83, 0.11, 0.47, 0.95, 0.29, 0.02, 0.71, 0.58, 0.36])
    return lambda: next(numbers)
