"""What a desktop makes of the menu entry: it knows whose pop-ups these are."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.programs import start_program
from tests.desktop.rig import NOTIFICATIONS, Desktop
from tests.desktops import gnome
from tests.desktops.place import Running
from tests.installation import ROOT, Installation, make_feed, quit_program
from tests.server import FeedServer

pytestmark = [pytest.mark.desktops, pytest.mark.xdist_group(gnome.ON_X.name)]

_PATIENCE = 20.0  # seconds; GNOME reads its folders again five seconds after something came
_SHIM = f"""#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
from traynews.cli.main import main
sys.exit(main())
"""
_SOURCES = """JSON.stringify(imports.ui.main.messageTray.getSources().map(
    source => [source.title, source.app ? source.app.get_id() : '', source.policy.id]))"""
_KNOWN = "imports.gi.Shell.AppSystem.get_default().lookup_app('traynews.desktop') !== null"


@contextlib.contextmanager
def newcomer(desktop: Desktop, folder: Path, feed: str) -> Iterator[None]:
    """Run the program as somebody does who has just installed it."""
    installation = Installation(folder, desktop.environment)
    installation.configure(feed, alerts='duration = "until-dismissed"')
    text = installation.config.read_text(encoding="utf-8").replace("welcome = false\n", "")
    installation.config.write_text(text, encoding="utf-8")
    script = folder / "bin" / "traynews"
    script.parent.mkdir()
    script.write_text(_SHIM, encoding="utf-8")
    script.chmod(0o755)
    options = ["--config", str(installation.config), "--data-dir", str(installation.data)]
    program = start_program(
        [str(script), *options], dict(installation.environment), folder / "output.txt"
    )
    try:
        yield
        assert quit_program(program) == 0, program.output()
        assert "Traceback" not in installation.log()
    finally:
        program.kill()


@pytest.mark.parametrize("ran", [pytest.param(gnome.ON_X, id="gnome")], indirect=True)
def test_the_button_of_the_welcome_gives_gnome_the_name_and_settings_of_popups(
    ran: Running, tmp_path: Path
) -> None:
    desktop = ran.desktop
    heard = desktop.watch_bus(NOTIFICATIONS)
    entry = Path(desktop.environment["XDG_DATA_HOME"], "applications", "traynews.desktop")

    def sources() -> list[list[str]]:
        found: list[list[str]] = json.loads(json.loads(gnome.evaluate(desktop, _SOURCES)))
        return found

    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(3))
        with newcomer(desktop, tmp_path, feeds.url("/feed")):
            welcome, *_ = heard.wait_for("Notify", timeout=_PATIENCE)  # others hand it on
            assert welcome.body[5][1::2] == ["Open list", "Start at login", "Add to applications"]
            desktop.wait_until(lambda: sources() == [["TrayNews", "", "generic"]], 5, "it shows")
            desktop.move(desktop.screen.grab().width // 2, 80)  # GNOME draws buttons only then
            desktop.wait_until(lambda: len(gnome.find_buttons(desktop)) == 2, 10, "two buttons")
            desktop.screen.wait_until_still(10, still=0.4)
            desktop.screenshot("welcome")
            desktop.click(*gnome.find_buttons(desktop)[-1])
            desktop.wait_until(entry.exists, 10, "there is an entry")
            assert f"Exec={tmp_path}/bin/traynews " in entry.read_text(encoding="utf-8")
            known = _PATIENCE, "GNOME knows the program"
            desktop.wait_until(lambda: gnome.evaluate(desktop, _KNOWN) == "true", *known)
            desktop.wait_until(lambda: sources() == [], 10, "the welcome is gone")
            desktop.move(10, desktop.screen.grab().height // 2)
            feeds.serve("/feed", make_feed(4))
            wanted = [["TrayNews", "traynews.desktop", "traynews"]]
            theirs = "the pop-up is the program's"
            desktop.wait_until(lambda: sources() == wanted, _PATIENCE, theirs)
    assert entry.stat().st_mode & 0o777 == 0o600
