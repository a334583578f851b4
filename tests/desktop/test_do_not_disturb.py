"""How each notification server tells that it holds pop-ups back."""

from __future__ import annotations

from pathlib import Path

import pytest

from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Body
from traynews.desktop.popups.do_not_disturb import (
    Line,
    Question,
    Setting,
    change_of,
    holds_back,
    is_held,
    sign_of,
)
from traynews.desktop.popups.notification import Server

GSETTINGS = """\
#!/bin/sh
# A stand-in: prints what it was told to, where it is asked for what GNOME, Cinnamon and MATE have.
case "$*" in
    "get org.gnome.desktop.notifications show-banners") echo "$GNOME" ;;
    "get org.cinnamon.desktop.notifications display-notifications") echo "$CINNAMON" ;;
    "get org.mate.NotificationDaemon do-not-disturb") echo "$MATE" ;;
    *) echo "No such schema" >&2; exit 1 ;;
esac
"""


def server(name: str) -> Server:
    return Server(":1.7", name)


def changes(name: str) -> list[str]:
    """Return the rule for the signal that tells of the switch, part by part."""
    rule = change_of(server(name))
    return [] if rule is None else rule.serialise().split(",")


@pytest.mark.parametrize(
    ("name", "destination", "member", "about"),
    [
        ("Xfce Notify Daemon", "org.xfce.Xfconf", "GetProperty", ("/do-not-disturb",)),
        ("dunst", "", "Get", ("paused",)),
        ("Plasma", "", "Get", ("Inhibited",)),
        ("mako", "", "ListModes", ()),
        ("", "", "Get", ("Inhibited",)),
    ],
)
def test_who_tells_on_the_bus_is_asked_there(
    name: str, destination: str, member: str, about: tuple[str, ...]
) -> None:
    sign = sign_of(server(name))
    assert isinstance(sign, Question)
    assert (sign.destination, sign.member) == (destination, member)
    assert sign.body[1:] == about


@pytest.mark.parametrize(
    ("reply", "held"),
    [
        ((("b", True),), True),
        ((("b", False),), False),
        ((("s", "true"),), False),  # another server's idea of it
        ((("i", 1),), False),
        ((), False),
        ((True,), False),
        ((["default", "do-not-disturb"],), True),
        ((["Do_Not_Disturb"],), True),
        ((["dnd"],), True),
        ((["default", "away", "dndx"],), False),
        (([],), False),
        (([7],), False),
    ],
)
def test_only_a_clear_yes_holds_alerts_back(reply: Body, held: bool) -> None:  # noqa: FBT001
    assert is_held(reply) is held


@pytest.mark.parametrize(
    ("name", "variable", "holding", "free"),
    [
        ("gnome-shell", "GNOME", "false", "true"),
        ("cinnamon", "CINNAMON", "false", "true"),
        ("Notification Daemon", "MATE", "true", "false"),
    ],
)
def test_the_switches_in_gsettings_are_read_afresh(
    name: str, variable: str, holding: str, free: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    program = tmp_path / "gsettings"
    program.write_text(GSETTINGS, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(sign_of(server(name)), Setting)
    for value, held in ((holding, True), (free, False), ("", None), ("'true'", None)):
        monkeypatch.setenv(variable, value)
        assert holds_back(Bus(), server(name)) is held
    program.unlink()
    assert holds_back(Bus(), server(name)) is None


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("[General]\ndoNotDisturb=true\n", True),
        ("[General]\nwidth=300\ndoNotDisturb=false\n[Other]\ndoNotDisturb=true\n", False),
        ("[General]\nspacing=6\n", False),
        ("[General]\ndoNotDisturb=true\nthis is no line of such a file\n", None),
        ("[General]\ndoNotDisturb=perhaps\n", None),
        (None, None),
    ],
)
def test_lxqts_switch_is_read_from_its_file(
    text: str | None, held: bool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # noqa: FBT001
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert isinstance(sign_of(server("lxqt-notificationd")), Line)
    if text is not None:
        (tmp_path / "lxqt").mkdir()
        (tmp_path / "lxqt" / "notifications.conf").write_text(text, encoding="utf-8")
    assert holds_back(Bus(), server("lxqt-notificationd")) is held


def test_the_signal_of_a_switch_is_heard_from_who_keeps_it() -> None:
    for name in ("gnome-shell", "cinnamon", "Notification Daemon"):
        assert {"sender='ca.desrt.dconf'", "member='Notify'"} <= set(changes(name))
    assert "arg0='/org/gnome/desktop/notifications/show-banners'" in changes("gnome-shell")
    assert {"sender='org.xfce.Xfconf'", "arg0='xfce4-notifyd'"} <= set(
        changes("Xfce Notify Daemon")
    )
    for name in ("Plasma", "dunst", "mako"):
        assert "sender='org.freedesktop.Notifications'" in changes(name)
    assert changes("lxqt-notificationd") == []
