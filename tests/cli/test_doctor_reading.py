"""What doctor says of the process that reads feeds."""

from __future__ import annotations

import sys

import pytest

from tests.feeds.samples import PARSE_COMMAND
from traynews.cli.doctor.finding import State
from traynews.cli.doctor.reading import examine_reading
from traynews.feeds.parse_process import ParseProcess


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no cage")
def test_doctor_tells_what_holds_the_parse_process() -> None:
    (finding,) = examine_reading(ParseProcess(PARSE_COMMAND))
    assert (finding.topic, finding.state) == ("reading", State.FINE)
    assert "can open no file, connection or program" in finding.says
    assert "a filter of system calls" in finding.says


def test_doctor_tells_the_last_words_of_one_that_does_not_start() -> None:
    (finding,) = examine_reading(ParseProcess([sys.executable, "-c", "import not_there_at_all"]))
    assert finding.state is State.WRONG
    assert "No module named 'not_there_at_all'" in finding.says
    assert finding.cure
