"""Every module that decides has a test file of its own, where a stranger looks for it.

For `traynews/core/polling/moves.py` that is `tests/core/polling/test_moves.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "traynews"
DECIDING = ("core", "worker")

WITHOUT = {
    "core.ports": "what is asked of others; nothing is decided",
    "core.data": "records that cross borders; what they decide has test_retention",
    "core.kind": "one reading of a text, judged as a whole on labelled releases: test_classify",
    "core.release.speaker_words": "lists of words, used by person_names and speakers",
    "core.tray.draw": "face and menu put together, which have theirs",
    "worker.adapters": "a record of what is handed in",
    "worker.inbox": "a list of records, by which nothing is decided",
    "worker.snapshots": "one reading of the archive: test_worker",
    "worker.line": "the whole line, over real servers: test_feed_states, tests/politeness",
}
"""Module or room -> why it has none."""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = [
    path
    for room in DECIDING
    for path in sorted((PACKAGE / room).rglob("*.py"))
    if path.stem != "__init__"
]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_that_decides_has_a_test_file_of_its_own(path: Path) -> None:
    name = name_of(path)
    if any(f"{name}.".startswith(f"{one}.") for one in WITHOUT):
        return
    inside = path.relative_to(PACKAGE)
    wanted = TESTS / inside.parent / f"test_{inside.name}"
    assert wanted.is_file(), (
        f"write {wanted.relative_to(TESTS.parent)}, or say in {Path(__file__).name} why not"
    )


def test_what_needs_no_test_file_is_there() -> None:
    names = {name_of(path) for path in MODULES}
    for one in WITHOUT:
        assert any(f"{name}.".startswith(f"{one}.") for name in names), one
