"""Newsrooms made by hand in the shapes of real systems, and what must be found in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "fixtures" / "newsrooms"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
SITE = "https://www.lantern-society.example"


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
