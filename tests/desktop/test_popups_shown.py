"""What a server's signals about our pop-ups mean, in any order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.view import Command, Popup, Verb
from traynews.desktop.popups.shown import REMEMBERED, ShownPopups

OPEN = Command(Verb.OPEN, (1,))
READ = Command(Verb.READ, (1,))
BUTTONS = {"default": OPEN, "read-1": READ}


def make_shown(*popups: Popup) -> ShownPopups:
    shown = ShownPopups()
    for number, popup in enumerate(popups, 1):
        shown.add(number, popup, BUTTONS)
    return shown


def test_a_click_in_the_history_long_after_the_dismissal_opens() -> None:
    shown = make_shown(Popup("A"))
    shown.hear_close(1, 2, now=10)
    assert shown.hear_action(1, "default", now=10.2) is None
    assert shown.hear_action(1, "default", now=60) == (OPEN, "")


def test_ten_quick_clicks_are_one_and_a_later_one_is_another() -> None:
    shown = make_shown(Popup("A"), Popup("B"))
    clicks = [shown.hear_action(1, "default", now=10 + n / 10) for n in range(10)]
    assert clicks == [(OPEN, "")] + [None] * 9
    assert shown.hear_action(1, "read-1", now=11) == (READ, "")
    assert shown.hear_action(2, "default", now=11) == (OPEN, "")
    assert shown.hear_action(1, "default", now=12) == (OPEN, "")


def test_a_button_after_the_close_counts_at_once() -> None:
    shown = make_shown(Popup("A"))
    shown.hear_close(1, 2, now=10)
    assert shown.hear_action(1, "read-1", now=10) == (READ, "")


def test_only_the_newest_are_remembered_and_their_keys_with_them() -> None:
    shown = ShownPopups()
    shown.add(1, Popup("first", key="digest"), BUTTONS)
    for number in range(2, REMEMBERED + 2):
        shown.add(number, Popup("A"), BUTTONS)
    assert len(shown) == REMEMBERED
    assert shown.standing("digest") == 0
    assert shown.hear_action(1, "default", now=0) is None
    assert shown.hear_action(2, "default", now=0) == (OPEN, "")


def test_a_replaced_popup_is_the_newest_and_its_clicks_are_the_new_ones() -> None:
    shown = ShownPopups()
    shown.add(1, Popup("old", key="digest"), {"default": OPEN})
    shown.add(1, Popup("new", key="digest"), {"default": READ})
    assert len(shown) == 1
    assert shown.standing("digest") == 1
    assert shown.hear_action(1, "default", now=0) == (READ, "")


def test_a_popup_without_a_key_replaces_nothing() -> None:
    assert make_shown(Popup("A")).standing("") == 0


numbers = st.integers(1, 4)
events = st.lists(
    st.one_of(
        st.tuples(st.just("close"), numbers),
        st.tuples(st.just("add"), numbers),
        st.tuples(st.just("withdraw"), numbers),
    ),
    max_size=20,
)


@given(events)
def test_what_stands_is_what_was_added_last_and_neither_closed_nor_withdrawn(
    happened: list[tuple[str, int]],
) -> None:
    shown, standing = ShownPopups(), set[int]()
    digest = 0
    for now, (kind, number) in enumerate(happened):
        if kind == "add":
            shown.add(number, Popup("A", key="digest", entry_ids=(number,)), BUTTONS)
            standing.add(number)
            digest = number
        elif kind == "close":
            shown.hear_close(number, 2, now)
            standing.discard(number)
        else:
            assert shown.withdraw([number]) == ([number] if number in standing else [])
            standing.discard(number)
        digest = digest if digest in standing else 0
        assert shown.standing("digest") == digest


@given(events)
def test_every_popup_ever_added_still_opens_a_second_later(
    happened: list[tuple[str, int]],
) -> None:
    shown, added = ShownPopups(), set[int]()
    for kind, number in happened:
        if kind == "add":
            shown.add(number, Popup("A", entry_ids=(number,)), BUTTONS)
            added.add(number)
        elif kind == "close":
            shown.hear_close(number, 2, now=0)
        else:
            shown.withdraw([number])
    for number in range(1, 5):
        click = shown.hear_action(number, "default", now=1)
        assert click == ((OPEN, "") if number in added else None)
