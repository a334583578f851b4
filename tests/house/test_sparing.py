"""Imports without what they would load and never use."""

from __future__ import annotations

import subprocess
import sys

from traynews.sparing import without


def test_within_the_block_a_module_is_empty_and_afterwards_it_is_the_real_one() -> None:
    assert "this" not in sys.modules
    with without("this"):
        import this  # noqa: PLC0415 - the real one would print a poem

        assert not hasattr(this, "s")
    assert "this" not in sys.modules


def test_what_is_loaded_already_stays_as_it_is() -> None:
    with without("subprocess"):
        assert sys.modules["subprocess"] is subprocess
