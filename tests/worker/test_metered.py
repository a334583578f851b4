"""Polls wait while the connection is paid for by what goes through it, if the user likes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desktop.programs import wait_for
from tests.worker.test_worker import Bench, asked_at_rest, bench
from traynews.core.data.settings import NetworkSettings
from traynews.core.data.view import Command, Verb

__all__ = ["bench"]

WAIT = NetworkSettings(metered="wait")


@pytest.mark.long
def test_nobody_is_asked_until_it_costs_nothing_again_or_the_user_insists(bench: Bench) -> None:
    wait_for(lambda: bench.web.asked >= 2, 15, "it polls")
    bench.costs = True
    asked = bench.web.asked
    wait_for(lambda: bench.web.asked >= asked + 2, 15, "it polls on: that is the default")
    bench.rereads.append(replace(bench.settings, network=WAIT))
    wait_for(lambda: bench.worker.latest.metered, 15, "it is said")
    asked = asked_at_rest(bench)
    bench.worker.post(Command(Verb.CHECK))
    wait_for(lambda: bench.web.asked > asked, 15, "who insists is heard")
    asked_at_rest(bench)  # a heartbeat ends that, once nobody is asked any more
    assert bench.worker.latest.metered
    bench.costs = False
    asked = bench.web.asked
    wait_for(lambda: bench.web.asked >= asked + 2, 15, "it polls again")
    wait_for(lambda: not bench.worker.latest.metered, 15, "and says so")
