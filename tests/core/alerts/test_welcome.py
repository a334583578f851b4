"""What a newcomer is shown."""

from __future__ import annotations

import pytest

from traynews.core.alerts.welcome import sample_alert, welcome
from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import Feed
from traynews.core.data.settings import AlertSettings
from traynews.core.data.view import Button, Command, Popup, Verb

PLAIN = AlertSettings(duration=7)
DISCREET = AlertSettings(discreet=True)
OPEN = Button("Open list", Command(Verb.WINDOW))
USA = Feed("usa", "https://usa.example/feed", "Section USA")


def feeds(count: int) -> list[Feed]:
    return [Feed(f"f{n}", f"https://news.example/{n}", f"News {n}") for n in range(1, count + 1)]


def test_the_first_run_is_told_with_what_is_watched_and_where_the_icon_is() -> None:
    assert welcome(feeds(2), 1, PLAIN, place=IconPlace.PANEL, at_login=False) == Popup(
        title="TrayNews is watching for new releases",
        body=(
            "It follows 2 sources: News 1 and News 2.\n"
            "1 headline is in the menu; you will be told of new ones from now on.\n"
            "Its icon is in the panel; a right click opens its menu."
        ),
        buttons=(OPEN, Button("Start at login", Command(Verb.AUTOSTART, value="on"))),
        key="welcome",
        seconds=7,
    )


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (0, "No source is switched on."),
        (1, "It follows 1 source: News 1."),
        (3, "It follows 3 sources: News 1, News 2 and News 3."),
        (5, "It follows 5 sources: News 1, News 2, News 3 and 2 more."),
    ],
)
def test_it_names_what_is_watched(count: int, line: str) -> None:
    assert line in welcome(feeds(count), 25, PLAIN, place=IconPlace.PANEL).body.splitlines()


def test_where_nothing_can_be_read_it_says_so_first_and_offers_another() -> None:
    said = ("Offline, trying again at 21:53",)
    shown = welcome(feeds(2), 0, PLAIN, place=IconPlace.PANEL, health=said, offer=USA)
    assert shown.title == "TrayNews has nothing to show yet"
    assert shown.body.splitlines()[0] == "Offline, trying again at 21:53."
    assert shown.buttons == (Button("Follow Section USA", Command(Verb.FOLLOW, value="usa")),)
    assert "headline" not in shown.body


@pytest.mark.parametrize("place", IconPlace)
def test_every_place_is_told_and_none_promises_a_menu_that_is_not_there(place: IconPlace) -> None:
    shown = welcome(feeds(1), 3, PLAIN, place=place)
    *_, counted, where = shown.body.splitlines()
    has_menu = "opens its menu" in where
    assert ("in the menu" in counted) == has_menu
    if place is IconPlace.NO_EXTENSION:
        assert "AppIndicator" in where
        assert "`traynews list`" in where
    if place in {IconPlace.NOWHERE, IconPlace.OLD_PANEL, IconPlace.NO_EXTENSION}:
        assert not has_menu


@pytest.mark.parametrize("at_login", [True, None])
def test_starting_at_login_is_offered_where_it_can_be_switched_on(at_login: bool | None) -> None:  # noqa: FBT001 - parametrized
    assert welcome(feeds(1), 3, PLAIN, place=IconPlace.PANEL, at_login=at_login).buttons == (OPEN,)


@pytest.mark.parametrize(("in_menu", "offered"), [(False, True), (True, False), (None, False)])
def test_the_application_menu_is_offered_where_it_can_have_the_program(
    in_menu: bool | None,  # noqa: FBT001 - parametrized
    offered: bool,  # noqa: FBT001 - as above
) -> None:
    shown = welcome(feeds(1), 3, PLAIN, place=IconPlace.PANEL, in_menu=in_menu)
    wanted = Button("Add to applications", Command(Verb.INSTALL))
    assert shown.buttons == ((OPEN, wanted) if offered else (OPEN,))


def test_no_more_buttons_than_gnome_draws() -> None:
    shown = welcome(
        feeds(1), 3, PLAIN, place=IconPlace.PANEL, at_login=False, in_menu=False, offer=USA
    )
    assert [button.command.verb for button in shown.buttons] == [
        Verb.WINDOW,
        Verb.FOLLOW,
        Verb.AUTOSTART,
    ]
    hidden = welcome(feeds(1), 3, DISCREET, place=IconPlace.PANEL, at_login=False, offer=USA)
    assert hidden.buttons[1].label == "Follow another source"


def test_an_alert_to_look_at_is_as_loud_as_the_others() -> None:
    shown = sample_alert(AlertSettings(sound=True, duration=0))
    assert (shown.sound, shown.seconds, shown.buttons[0]) == (True, 0, OPEN)
