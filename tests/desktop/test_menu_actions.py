"""What the menu does around the desktop: settings, feeds, login, log, doctor, about."""

from __future__ import annotations

import contextlib
import os
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress

from tests.desktop.hosted import item_address
from tests.desktop.programs import Program, start_program
from tests.desktop.rig import Desktop
from tests.desktop.test_main_job import headlines, open_menu
from tests.installation import Installation, make_feed, quit_program
from tests.server import FeedServer

pytestmark = pytest.mark.long

SETTINGS = """# my own settings
[menu]
badge = "number"            # I like numbers
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the menu as the panel has it."""

    label: str
    enabled: bool
    checked: bool
    children: tuple[Item, ...]


@dataclass
class User:
    """Somebody with TrayNews on their panel."""

    desktop: Desktop
    installation: Installation
    feeds: FeedServer
    script: Path

    def menu(self) -> tuple[Item, ...]:
        """Return the menu as a panel reads it."""
        address = DBusAddress(
            "/MenuBar", bus_name=item_address(self.desktop), interface="com.canonical.dbusmenu"
        )
        _, layout = self.desktop.call(address, "GetLayout", "iias", 0, -1, [])
        return read_item(layout).children

    def find(self, *labels: str) -> Item:
        """Return the row at the end of this path of labels, once there is one."""
        self.desktop.wait_until(lambda: self.has(*labels), 10, f"there is a row {labels}")
        return self._look(*labels)

    def _look(self, *labels: str) -> Item:
        rows, found = self.menu(), Item("", enabled=True, checked=False, children=())
        for label in labels:
            found = next(one for one in rows if label in one.label)
            rows = found.children
        return found

    def has(self, *labels: str) -> bool:
        """Whether there is such a row."""
        try:
            self._look(*labels)
        except StopIteration:
            return False
        return True

    def choose(self, *labels: str) -> None:
        """Open the menu with the mouse, and go to a row with the keys that lead there.

        What changes the menu is to be over: on one that is being built anew Xfce shows its own.
        """
        self.desktop.wait_until(lambda: self.has(*labels), 10, f"there is a row {labels}")
        keys: list[str] = []
        rows: Sequence[Item] = self.menu()
        for depth, label in enumerate(labels):
            fit = [one for one in rows if one.label and one.enabled]
            index = next(n for n, one in enumerate(fit) if label in one.label)
            # Opening a submenu selects its first row; the menu itself begins with none.
            keys += ["Right"] if depth else ["Down"]
            keys += ["Down"] * index
            rows = fit[index].children
        open_menu(self.desktop, "-".join(labels).lower().replace(" ", "-"))
        self.desktop.key(*keys)
        self.desktop.screen.wait_until_still()
        self.desktop.screenshot("-".join(["at", *labels]).lower().replace(" ", "-"))
        self.desktop.key("Return")

    def settings(self) -> dict[str, Any]:
        """Return the settings file as data."""
        return tomllib.loads(self.installation.config.read_text(encoding="utf-8"))

    def wait_for_setting(self, table: str, key: str, value: object) -> None:
        """Wait until the file says so."""
        self.desktop.wait_until(
            lambda: self.settings().get(table, {}).get(key) == value, 5, f"{table}.{key} is {value}"
        )


def read_item(layout: Any) -> Item:
    """Take a row of dbusmenu's apart."""
    _, properties, children = layout
    values = {key: value for key, (_, value) in properties.items()}
    return Item(
        str(values.get("label", "")).replace("__", "_") if values.get("type") is None else "",
        bool(values.get("enabled", True)),
        values.get("toggle-state") == 1,
        tuple(read_item(child[1] if isinstance(child, tuple) else child) for child in children),
    )


@contextlib.contextmanager
def running(user: User) -> Iterator[Program]:
    """Run the program as an installed one, until the block ends, and see it end well."""
    options = ["--config", str(user.installation.config)]
    options += ["--data-dir", str(user.installation.data)]
    program = start_program(
        [str(user.script), *options],
        dict(user.installation.environment),
        user.installation.folder / "output.txt",
    )
    try:
        user.desktop.wait_for_name("org.traynews.TrayNews", 10)
        user.desktop.wait_until(lambda: len(headlines(user.desktop)) == 2, 10, "two are listed")
        user.desktop.wait_until(lambda: user.find("Check now").enabled, 5, "the check is over")
        yield program
        assert quit_program(program) == 0, program.output()
        assert "Traceback" not in user.installation.log() + program.output()
    finally:
        program.kill()


@pytest.fixture
def user(desktop: Desktop, tmp_path: Path) -> Iterator[User]:
    script = tmp_path / "bin" / "traynews"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\nimport sys\nfrom traynews.cli.main import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    installation = Installation(tmp_path, desktop.environment)
    # What opens a text file differs on every machine; that it is asked to is what matters here.
    (script.parent / "xdg-open").symlink_to(desktop.browser)
    path = desktop.environment["PATH"]
    installation.environment["PATH"] = f"{script.parent}{os.pathsep}{path}"
    desktop.start_panel("xfce4-panel")
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(2))
        installation.configure(feeds.url("/feed"), more=SETTINGS)
        # A row that is grey while a check is under way would lead the keys astray.
        text = installation.config.read_text(encoding="utf-8")
        installation.config.write_text(text.replace('"1s"', '"1h"'), encoding="utf-8")
        yield User(desktop, installation, feeds, script)


def publish(user: User) -> None:
    """Let two more releases come out, which are unread."""
    user.feeds.serve("/feed", make_feed(4))
    user.installation.run("check")
    user.desktop.wait_until(lambda: user.has("Open all unread (2)"), 10, "two are unread")


def test_a_click_on_a_setting_changes_the_file_and_the_icon_at_once(user: User) -> None:
    desktop = user.desktop
    desktop.start_notifications("dunst")
    with running(user):
        publish(user)
        desktop.screen.wait_until_still()
        before = desktop.screen.grab()
        desktop.screenshot("number")
        user.choose("Settings", "Icon shows", "Dot")
        user.wait_for_setting("menu", "badge", "dot")
        desktop.wait_until(
            lambda: desktop.screen.find_change(before, desktop.panel_box) is not None,
            3,
            "the icon changes",
        )
        desktop.screen.wait_until_still()
        desktop.screenshot("dot")
        assert user.find("Settings", "Icon shows", "Dot").checked
        assert not user.find("Settings", "Icon shows", "Number").checked

        user.choose("Settings", "Sound")
        user.wait_for_setting("alerts", "sound", value=True)
        desktop.wait_until(lambda: user.find("Settings", "Sound").checked, 5, "it is checked")
        user.choose("Settings", "Sound")
        user.wait_for_setting("alerts", "sound", value=False)
        desktop.wait_until(lambda: not user.find("Settings", "Sound").checked, 5, "and no more")
        user.choose("Settings", "Discreet")
        user.wait_for_setting("alerts", "discreet", value=True)
        text = user.installation.config.read_text(encoding="utf-8")
        assert text.startswith("# my own settings\n")
        assert "# I like numbers" in text


def test_a_feed_is_switched_off_muted_and_asked_from_the_menu(user: User) -> None:
    desktop, feeds = user.desktop, user.feeds

    def feed() -> dict[str, Any]:
        (only,) = user.settings()["feeds"]
        return dict(only)

    def source() -> str:
        # Without the mark of a feed that is off or troubled, which comes and goes.
        return next(one.label for one in user.find("Sources").children).lstrip("⚠– \u200e")

    with running(user):
        user.choose("Sources", source(), "Alerts")
        desktop.wait_until(lambda: feed().get("alerts") == "none", 5, "it is muted")
        desktop.wait_until(
            lambda: not user.find("Sources", source(), "Alerts").checked, 5, "the menu shows it"
        )
        user.choose("Sources", source(), "Alerts")
        desktop.wait_until(lambda: feed().get("alerts") == "all", 5, "it is heard again")
        desktop.wait_until(
            lambda: user.find("Sources", source(), "Alerts").checked, 5, "the menu shows it"
        )

        user.choose("Sources", source(), "Watched")
        desktop.wait_until(lambda: feed().get("enabled") is False, 5, "it is off")
        desktop.wait_until(
            lambda: not user.find("Sources", source(), "Check now").enabled, 5, "and shown so"
        )
        user.choose("Sources", source(), "Watched")
        desktop.wait_until(lambda: "enabled" not in feed(), 5, "it is on again")
        desktop.wait_until(
            lambda: user.find("Sources", source(), "Check now").enabled, 5, "and shown so"
        )
        asked = len(feeds.requests("/feed"))
        user.choose("Sources", source(), "Check now")
        desktop.wait_until(lambda: len(feeds.requests("/feed")) > asked, 10, "it is asked again")


def test_start_at_login_writes_an_entry_that_starts_this_very_installation(user: User) -> None:
    desktop = user.desktop
    entry = Path(desktop.environment["XDG_CONFIG_HOME"]) / "autostart" / "traynews.desktop"
    with running(user):
        user.choose("Settings", "Start at login")
        desktop.wait_until(entry.exists, 5, "there is an entry")
        config, data = user.installation.config, user.installation.data
        line = f"Exec={user.script} --config {config} --data-dir {data}\n"
        assert line in entry.read_text(encoding="utf-8")
        desktop.wait_until(
            lambda: user.find("Settings", "Start at login").checked, 5, "it is checked"
        )
        said = user.installation.run("autostart", "status").stdout
        # The tests run the checkout; it is a program only where one is installed beside Python.
        installed = Path(sys.executable).with_name("traynews").is_file()
        assert ("starts at login" if installed else "not installed") in said
        user.choose("Settings", "Start at login")
        desktop.wait_until(lambda: not entry.exists(), 5, "it is gone")
        desktop.wait_until(
            lambda: not user.find("Settings", "Start at login").checked, 5, "the menu shows it"
        )


def test_help_tells_about_the_program_and_opens_log_and_doctor(user: User) -> None:
    desktop = user.desktop
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus("org.freedesktop.Notifications")
    with running(user):
        user.choose("Help", "What works")
        (opened,) = desktop.opened(1, timeout=10)
        report = user.installation.data / "doctor.txt"
        assert opened.arguments == (str(report),)
        text = report.read_text(encoding="utf-8")
        assert "a panel shows icons with menus" in text
        assert "dunst" in text
        assert "feed feed1" in text
        user.choose("Help", "What happened")
        (_, opened) = desktop.opened(2, timeout=10)
        assert opened.arguments == (str(user.installation.data / "traynews.log"),)
        user.choose("Settings", "Edit the settings file")
        (*_, opened) = desktop.opened(3, timeout=10)
        assert opened.arguments == (str(user.installation.config),)
        user.choose("Help", "About")
        desktop.wait_for_popup(5)
        desktop.screenshot("about")
        (notify,) = heard.heard("Notify", kind="method_call")
        assert notify.body[3].startswith("TrayNews ")
        assert "MIT" in notify.body[4]


def test_the_archive_opens_as_a_page_of_all_that_is_kept(user: User) -> None:
    with running(user):
        user.choose("Help", "Archive")
        (opened,) = user.desktop.opened(1, timeout=20)
        index = user.installation.data / "pages" / "index.html"
        assert opened.arguments == (index.as_uri(),)
        assert "protester number 2" in index.read_text(encoding="utf-8")


def test_everything_is_removed_after_a_question(user: User) -> None:
    with running(user) as program:
        user.choose("Help", "Remove everything?", "Yes")
        assert program.process.wait(60) == 0
        user.desktop.wait_until(lambda: not user.installation.data.exists(), 20, "all is gone")
        assert user.installation.config.exists()


def test_a_setting_that_cannot_be_written_is_said_in_the_menu_until_it_can(user: User) -> None:
    desktop, config = user.desktop, user.installation.config
    with running(user):
        good = config.read_text(encoding="utf-8")
        config.write_text(good + "\n[broken\n", encoding="utf-8")
        user.choose("Settings", "Sound")
        desktop.wait_until(lambda: user.has("The setting was not changed"), 5, "it is said")
        assert config.read_text(encoding="utf-8") == good + "\n[broken\n"
        config.write_text(good, encoding="utf-8")
        user.choose("Settings", "Sound")
        user.wait_for_setting("alerts", "sound", value=True)
        desktop.wait_until(
            lambda: not user.has("The setting was not changed"), 5, "nothing is wrong any more"
        )
