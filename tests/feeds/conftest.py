"""Servers, fetchers and parse processes for the tests of this wing; each ends with its test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.feeds.samples import NOW, parse_process
from tests.server import FeedServer
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.patience import Limits
from traynews.feeds.parse_process import ParseProcess


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """Serve on this machine."""
    with FeedServer() as running:
        yield running


@pytest.fixture
def fetcher() -> Iterator[HttpFetcher]:
    """Fetch with the real limits."""
    with closing(HttpFetcher(now=lambda: NOW)) as made:
        yield made


@pytest.fixture
def hasty() -> Iterator[HttpFetcher]:
    """Fetch with limits that a test can wait for."""
    limits = Limits(header=0.5, total=1.2)
    with closing(HttpFetcher(now=lambda: NOW, limits=limits)) as made:
        yield made


@pytest.fixture(scope="module")
def parser() -> Iterator[ParseProcess]:
    """Parse in a real process, shared by the tests of a file."""
    process = parse_process()
    yield process
    process.rest()
