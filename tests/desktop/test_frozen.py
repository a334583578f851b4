"""The program with everything in it (`packaging/folder`), where one has been built."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.desktop.hosted import menu_labels
from tests.desktop.programs import start_program, wait_for
from tests.desktop.rig import Desktop
from tests.desktop.test_main_job import headlines
from tests.installation import Installation, make_feed, quit_program
from tests.server import FeedServer


class FrozenInstallation(Installation):
    """An installation whose program is a built one."""

    def command(self, *words: str) -> list[str]:
        """Return the command line for these words."""
        _, _, _, *rest = super().command(*words)
        return [os.environ["TRAYNEWS_FROZEN"], *rest]


@pytest.fixture
def frozen(desktop: Desktop, tmp_path: Path) -> FrozenInstallation:
    if not os.environ.get("TRAYNEWS_FROZEN"):
        pytest.skip("TRAYNEWS_FROZEN names no built program")
    made = FrozenInstallation(tmp_path, desktop.environment)
    for name in ("PYTHONPATH", "PYTHONWARNINGS"):
        made.environment.pop(name)
    return made


def test_a_frozen_program_does_the_main_job(desktop: Desktop, frozen: FrozenInstallation) -> None:
    desktop.start_panel("xfce4-panel")
    desktop.start_notifications("dunst")
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(4))
        frozen.configure(feeds.url("/feed"), more='[browser]\ncommand = ""\n')
        program = frozen.start()
        try:
            desktop.wait_until(lambda: bool(headlines(desktop)), 20, "releases are listed")
            feeds.serve("/feed", make_feed(5))
            box = desktop.wait_for_popup(15)
            desktop.screenshot("frozen")
            desktop.click(*box.middle, button=2)
            (opened,) = desktop.opened(1)
            assert opened.arguments == ("https://news.example/release/5",)
            status = frozen.read("status")["feeds"][0]
            assert (status["last_error"], status["failures"]) == (None, 0)
            frozen.run("doctor")
            entry = Path(desktop.environment["XDG_CONFIG_HOME"]) / "autostart/traynews.desktop"
            frozen.run("autostart", "on")
            assert f"TryExec={os.environ['TRAYNEWS_FROZEN']}\n" in entry.read_text("utf-8")
            frozen.run("archive", "--no-open")
            assert (frozen.data / "pages" / "index.html").is_file()
            assert quit_program(program) == 0, program.output()
            assert frozen.log() == ""
        finally:
            program.kill()


def test_a_frozen_demo_shows_a_newcomer_the_whole_thing(
    desktop: Desktop, frozen: FrozenInstallation
) -> None:
    desktop.start_panel("xfce4-panel")
    desktop.start_notifications("xfce4-notifyd")
    before = desktop.screen.wait_until_still()
    program = start_program(
        [os.environ["TRAYNEWS_FROZEN"], "demo", "--every", "2"],
        dict(frozen.environment),
        frozen.folder / "demo.txt",
    )
    try:
        desktop.wait_for_tray_icon(before, 10)
        desktop.wait_for_popup(20)
        wait_for(lambda: bool(menu_labels(desktop)), 5, "there is a menu")
        desktop.screenshot("frozen-demo")
        assert quit_program(program) == 0, program.output()
        assert "Traceback" not in program.output()
    finally:
        program.kill()
