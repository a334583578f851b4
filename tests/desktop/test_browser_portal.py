"""The desktop portal, which opens pages where programs live in a sandbox."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.notifications import running_bus
from tests.desktop.portals import PATH, own
from traynews.desktop.browser import SystemBrowser
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Interface, Method

pytestmark = pytest.mark.usefixtures("desktop_packages")

PAGE = "https://news.example/a"


@pytest.fixture
def calls(address: str) -> Iterator[queue.SimpleQueue[tuple[Any, ...]]]:
    heard: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()

    def open_uri(*arguments: Any) -> tuple[str]:
        heard.put(arguments)
        return (f"{PATH}/request/1",)

    with running_bus(address) as portal:
        method = Method(open_uri, "ssa{sv}", "o")
        portal.export(PATH, Interface("org.freedesktop.portal.OpenURI", {"OpenURI": method}))
        own(portal)
        yield heard


@pytest.fixture
def bus(
    address: str,
    sandbox: str,  # noqa: ARG001 - asked for its effect
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Bus]:
    """Be in a Flatpak, where there is an `xdg-open` as well, which tells of its calls."""
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/opened\nexit 9\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("traynews.desktop.browser._SOON", 30.0)
    with running_bus(address) as given:
        yield given


def test_in_a_sandbox_the_portal_opens_the_page(
    bus: Bus, calls: queue.SimpleQueue[tuple[Any, ...]]
) -> None:
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    browser = SystemBrowser(bus=bus, on_failure=told.put)
    browser.open(PAGE)
    browser.open(PAGE, "launch-1")
    assert calls.get(timeout=30) == ("", PAGE, {})
    assert calls.get(timeout=30) == ("", PAGE, {"activation_token": ("s", "launch-1")})
    assert told.empty()


def test_a_portal_that_is_not_there_is_told_in_one_line(bus: Bus) -> None:
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    SystemBrowser(bus=bus, on_failure=told.put).open(PAGE)
    assert told.get(timeout=30).startswith("no browser: set [browser] command; the desktop said")


def test_a_file_is_handed_to_the_sandbox_own_opener(bus: Bus, tmp_path: Path) -> None:
    """The portal takes files by descriptor only, and that `xdg-open` does it."""
    page = tmp_path / "page.html"
    page.touch()
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    SystemBrowser(bus=bus, on_failure=told.put).open_page(page)
    assert told.get(timeout=30).endswith("ended with code 9")
    assert (tmp_path / "opened").read_text() == f"{page.as_uri()}\n"
