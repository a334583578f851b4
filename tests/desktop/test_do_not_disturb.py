"""How each notification server tells that it holds pop-ups back."""

from __future__ import annotations

import pytest

from traynews.desktop.bus.objects import Body
from traynews.desktop.popups.do_not_disturb import ask_about, is_held
from traynews.desktop.popups.notification import Server


@pytest.mark.parametrize(
    ("server", "destination", "member", "about"),
    [
        ("Xfce Notify Daemon", "org.xfce.Xfconf", "GetProperty", "/do-not-disturb"),
        ("dunst", ":1.7", "Get", "paused"),
        ("Plasma", ":1.7", "Get", "Inhibited"),
        ("gnome-shell", ":1.7", "Get", "Inhibited"),
        ("", ":1.7", "Get", "Inhibited"),
    ],
)
def test_each_server_is_asked_in_its_own_way(
    server: str, destination: str, member: str, about: str
) -> None:
    question = ask_about(Server(":1.7", server))
    assert (question.destination, question.member) == (destination, member)
    assert question.body[1] == about


@pytest.mark.parametrize(
    ("reply", "held"),
    [
        ((("b", True),), True),
        ((("b", False),), False),
        ((("s", "true"),), False),  # another server's idea of it
        ((("i", 1),), False),
        ((), False),
        ((True,), False),
    ],
)
def test_only_a_clear_yes_holds_alerts_back(reply: Body, held: bool) -> None:  # noqa: FBT001
    assert is_held(reply) is held
