"""Every command of the grammar on Windows, beside the running program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.every_command import COMMANDS, try_command
from tests.wine.windows import Scene, Windows, playing

pytestmark = [pytest.mark.wine, pytest.mark.xdist_group("wine")]

_FAIL = {
    "doctor": "no source is switched on by then",
    "feeds add": "nobody listens there",
    "feeds import": "standard input is empty",
    "import": "standard input is empty",
    "rules remove": "there is no rule",
}
"""Commands that may well say in one line that they could not do it, and why."""


@pytest.fixture(scope="module")
def beside(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Give a program that all commands are tried on, started anew when one has ended it."""
    titles = ("Ruritania: “Żółć” — court frees 自由 activist", "Zenda: Verdict", "Borduria: Appeal")
    with playing(windows, tmp_path_factory.mktemp("beside"), titles=titles) as given:
        yield given


# An editor stays, and with it the pipe that its output would go to: `config edit` is tried below.
@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "config edit"])
def test_every_command_does_what_it_does_elsewhere(name: str, beside: Scene) -> None:
    beside.start()
    try_command(beside.installation, name, _FAIL)
    assert "Traceback" not in beside.installation.log()


def test_output_into_a_pipe_is_utf_8(beside: Scene) -> None:
    beside.start()
    assert "Ruritania: “Żółć” — court frees 自由 activist" in beside.installation.titles()
    assert "“Żółć” — court frees 自由" in beside.installation.run("list").stdout


def test_a_check_is_heard_at_once(beside: Scene) -> None:
    beside.start()
    assert beside.installation.run("check").stdout == "TrayNews is running; it checks now.\n"


def test_the_window_opens_in_the_browser(beside: Scene) -> None:
    beside.start()
    before = len(beside.installation.opened())
    beside.installation.run("window")
    beside.wait_until(lambda: len(beside.installation.opened()) > before, "the page opens")
    assert beside.installation.opened()[-1].startswith("http://127.0.0.1:")


def test_a_second_start_shows_that_one_runs(beside: Scene) -> None:
    beside.start()
    before = len(beside.installation.opened())
    said = beside.installation.run("run").stdout
    assert "already" in said
    beside.wait_until(lambda: len(beside.installation.opened()) > before, "the page opens")


def test_the_settings_open_in_an_editor_where_no_program_is_known_for_them(beside: Scene) -> None:
    beside.start()
    editing = beside.installation.start("config", "edit")
    beside.wait_until(lambda: not editing.alive, "the command ends")
    assert (editing.process.returncode, editing.output()) == (0, "")
    beside.wait_until(
        lambda: bool(beside.desktop.screen.windows(of_class="^notepad.exe$")), "an editor shows"
    )
    beside.windows.end_all("notepad.exe")
