"""The documents: what one names is there, and a decision's number names one decision."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """Return the anchors that GitHub gives a document's headings."""
    headings = _HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one.relative_to(ROOT)))
def test_what_a_document_links_to_is_there(document: Path) -> None:
    for link in _LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = Counter(int(one.name[:4]) for one in DECISIONS)
    assert numbers == Counter(range(1, len(DECISIONS) + 1))
    for one in DECISIONS:
        assert one.read_text(encoding="utf-8").startswith(f"# {int(one.name[:4])}. "), one.name


def test_no_change_is_told_twice() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = Counter(re.findall(r"^- .*", changes, re.MULTILINE))
    assert [one for one, count in told.items() if count > 1] == []
