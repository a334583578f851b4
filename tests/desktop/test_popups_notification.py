"""A pop-up in the specification's words, for any text and any server."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.view import Button, Command, Popup, Urgency, Verb
from traynews.desktop.bus.wire import method_call
from traynews.desktop.popups.notification import (
    NAME,
    NOTIFY,
    PATH,
    Server,
    compose,
    list_actions,
    main_button,
)
from traynews.locations import find_asset

ABILITIES = ["actions", "body", "body-markup", "icon-static", "persistence"]
servers = st.builds(
    Server,
    st.just(":1.2"),
    st.sampled_from(["dunst", "naughty", "gnome-shell", "Budgie Notification Server", ""]),
    st.frozensets(st.sampled_from(ABILITIES)),
)
buttons = st.builds(
    Button, st.text(max_size=60), st.builds(Command, st.sampled_from([*Verb]), st.just((1,)))
)
popups = st.builds(
    Popup,
    title=st.text(max_size=300),
    body=st.text(max_size=800),
    buttons=st.lists(buttons, max_size=6).map(tuple),
    urgency=st.sampled_from([*Urgency]),
    seconds=st.none() | st.floats(0, 3600),
    sound=st.booleans(),
)


@given(popups, servers)
def test_any_popup_can_be_sent(popup: Popup, server: Server) -> None:
    """The bus hangs up on broken UTF-8 and on NUL; the connection is the tray's, too."""
    body, commands = compose(popup, server)
    wire = method_call(server.owner, PATH, NAME, "Notify", NOTIFY, body).serialise(serial=1)
    assert wire
    _, _, _, title, text, actions, _, _ = body
    assert "\0" not in title + text + "".join(actions)
    assert set(actions[::2]) == set(commands)
    assert len(set(actions[::2])) == len(actions[::2])


@given(popups, servers)
def test_escaped_bodies_say_the_same(popup: Popup, server: Server) -> None:
    body, _ = compose(popup, server)
    marked = Server(server.owner, server.name, server.capabilities | {"body-markup"})
    plain = Server(server.owner, server.name, server.capabilities - {"body-markup"})
    escaped, bare = compose(popup, marked)[0][4], compose(popup, plain)[0][4]
    assert "<" not in escaped
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == bare
    assert body[3] == compose(popup, marked)[0][3]


def test_no_entity_is_made_or_lost() -> None:
    server = Server(":1.2", "dunst", frozenset({"body-markup"}))
    escaped = compose(Popup("", "&amp; & &lt;"), server)[0][4]
    assert unescape(escaped) == "&amp; & &lt;"


READ = Button("Mark read", Command(Verb.READ, (1,)))
OPEN = Button("Open", Command(Verb.OPEN, (1,), url="https://news.example/"))


@pytest.mark.parametrize(
    ("given_buttons", "main"),
    [((READ, OPEN), OPEN), ((OPEN, READ), OPEN), ((READ,), READ), ((), None)],
)
def test_the_button_that_opens_is_the_click_on_the_body(
    given_buttons: tuple[Button, ...], main: Button | None
) -> None:
    popup = Popup("A", buttons=given_buttons)
    assert main_button(popup) is main
    actions = list_actions(popup, Server(":1", "", frozenset({"actions"})))
    assert [key for key, _ in actions][:1] == (["default"] if main else [])
    assert [button for _, button in actions][:1] == ([main] if main else [])


def test_a_discreet_popup_bears_neither_our_name_nor_our_icon() -> None:
    popup = Popup("1 new release", discreet=True)
    server = Server(":1.1", "fake", frozenset({"actions", "body"}))
    (name, _, icon, *_, hints, _), _ = compose(popup, server, icon="/usr/share/traynews.png")
    assert (name, icon) == ("News", "dialog-information")
    assert "desktop-entry" not in hints


def test_a_breaking_pop_up_has_an_icon_of_its_own_that_is_there() -> None:
    server = Server(":1.1")
    usual = find_asset("traynews.png")
    (_, _, icon, *_), _ = compose(Popup("T", breaking=True), server, icon=str(usual))
    assert icon == usual.with_name("traynews-breaking.png").as_uri()
    assert usual.with_name("traynews-breaking.png").is_file()


@pytest.mark.parametrize(
    ("popup", "body"),
    [
        (Popup("Short", "Body"), "Body"),
        (Popup("T" * 45, "Body", body_if_cut="Whole"), "Body"),
        (Popup("T" * 46, "Body", body_if_cut="Whole\nBody"), "Whole.\nBody"),
        (Popup("T" * 46, "One\ntwo"), "One.\ntwo"),
        (Popup("2 new", "A!\nB.\nC?\n“D.”\nE\nand 3 more"), "A!\nB.\nC?\n“D.”\nE.\nand 3 more"),
        (Popup("Nothing to say"), ""),
    ],
)
def test_gnome_cuts_titles_and_shows_lines_as_one(popup: Popup, body: str) -> None:
    arguments, _ = compose(popup, Server(":1.1", "gnome-shell"))
    assert arguments[4] == body
    assert compose(popup, Server(":1.1", "dunst"))[0][4] == popup.body


def test_budgie_draws_every_button_and_no_entity() -> None:
    opened, read = Command(Verb.OPEN, (1,)), Command(Verb.READ, (1,))
    popup = Popup("A & B < C", "&", (Button("Open", opened), Button("Mark read", read)))
    budgie = Server(":1.1", "Budgie Notification Server", frozenset({"actions", "body-markup"}))
    arguments, commands = compose(popup, budgie)
    assert arguments[5][-2] == "default", "it passes over the action behind that"
    assert commands["default"] == opened
    assert read in commands.values()
    assert not {"&", "<"} & set(arguments[3])
    assert arguments[4] == "&amp;"
