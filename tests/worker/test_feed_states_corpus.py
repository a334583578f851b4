"""The corpus's sequences of feed states, over the whole line; what is asked stands in its index."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server import Step
from tests.world import PRESS, World

pytestmark = pytest.mark.corpus

# Per state: entries kept, entries that the user is to be told (all so far, since nobody tells
# them here), entries changed by this state at most.
SEQUENCES = {
    "title-edited": [(3, 0, 0), (3, 0, 1)],
    "redated": [(3, 0, 0), (3, 0, 3)],
    "guid-http-to-https": [(3, 0, 0), (3, 0, 3)],
    "guid-scheme-churn": [(3, 0, 0), (3, 0, 3)],
    "vanish-and-return": [(3, 0, 0), (3, 0, 0), (3, 0, 0)],
    "flood-of-old": [(3, 0, 0), (43, 0, 0)],
    "late-backdated": [(3, 0, 0), (4, 1, 0)],
    "truncated-then-whole": [(2, 0, 0), (3, 1, 0)],
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_ends_as_its_index_says(name: str, corpus: Path, tmp_path: Path) -> None:
    folder = corpus / "hostile" / "seq" / name
    states = SEQUENCES[name]
    assert len(list(folder.iterdir())) == len(states)
    with World(tmp_path) as world:
        for number, (kept, told, changed) in enumerate(states):
            body = (folder / f"t{number}.xml").read_bytes()
            world.server.script("/uk", Step(200, {"ETag": f'"{number}"'}, body))
            world.run(hours=2)
            assert len(world.titles()) == kept
            assert len(world.owed()) == told
            assert sum(one.updated for one in world.outcomes) <= changed
            world.outcomes.clear()
        order = world.titles()
        world.run(days=1)
        assert world.titles() == order
        assert sum(one.new for one in world.outcomes) == 0


def test_the_same_releases_in_two_feeds_are_told_once(corpus: Path, tmp_path: Path) -> None:
    folder = corpus / "hostile" / "seq" / "two-feeds"
    with World(tmp_path, {"uk": PRESS, "world": "other.example"}) as world:
        for feed, file in (("uk", "feed1.xml"), ("world", "feed2.xml")):
            step = Step(200, {"ETag": '"1"'}, (folder / file).read_bytes())
            world.server.script(f"/{feed}", step)
        world.run(hours=1)
        records = [world.store.record(entry.id) for entry in world.store.entries()]
        assert len(records) == 3
        for record in records:
            assert record is not None
            assert {source.feed_id for source in record.sources} == {"uk", "world"}
        assert world.owed() == []
