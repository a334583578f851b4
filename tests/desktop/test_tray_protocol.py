"""The item and its menu on a real bus, held against the two specifications."""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.eavesdropper import Eavesdropper
from tests.desktop.notifications import bus_daemon, running_bus, settle
from tests.desktop.programs import wait_for
from tests.desktop.trays import (
    PROPERTIES,
    Host,
    hosted_tray,
    row,
    running_tray,
    running_watcher,
    view,
)
from traynews.core.data.view import Command, Face, Mood, Row, Verb, View
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.bus.wire import method_call
from traynews.desktop.tray import registration
from traynews.desktop.tray.dbusmenu import NAME as MENU
from traynews.desktop.tray.item import ITEM_PATH, MENU_PATH
from traynews.desktop.tray.item import NAME as ITEM
from traynews.desktop.tray.registration import WATCHER
from traynews.errors import BusError

SOON = 10.0  # seconds; who waits for an answer that does not come waits for longer

# org.kde.StatusNotifierItem as Plasma's own client declares it; dbus-menu.xml of libdbusmenu.
ITEM_METHODS = {
    "Activate": ("ii", ""),
    "SecondaryActivate": ("ii", ""),
    "ContextMenu": ("ii", ""),
    "Scroll": ("is", ""),
    "ProvideXdgActivationToken": ("s", ""),
}
ITEM_PROPERTIES = {
    "Category": "s",
    "Id": "s",
    "Title": "s",
    "Status": "s",
    "WindowId": "i",
    "IconThemePath": "s",
    "Menu": "o",
    "ItemIsMenu": "b",
    "IconName": "s",
    "IconPixmap": "a(iiay)",
    "OverlayIconName": "s",
    "OverlayIconPixmap": "a(iiay)",
    "AttentionIconName": "s",
    "AttentionIconPixmap": "a(iiay)",
    "AttentionMovieName": "s",
    "IconAccessibleDesc": "s",
    "AttentionAccessibleDesc": "s",
    "ToolTip": "(sa(iiay)ss)",
}
ITEM_SIGNALS = {
    "NewTitle": "",
    "NewIcon": "",
    "NewAttentionIcon": "",
    "NewOverlayIcon": "",
    "NewMenu": "",
    "NewToolTip": "",
    "NewStatus": "s",
}
MENU_METHODS = {
    "GetLayout": ("iias", "u(ia{sv}av)"),
    "GetGroupProperties": ("aias", "a(ia{sv})"),
    "GetProperty": ("is", "v"),
    "Event": ("isvu", ""),
    "EventGroup": ("a(isvu)", "ai"),
    "AboutToShow": ("i", "b"),
    "AboutToShowGroup": ("ai", "aiai"),
}
MENU_PROPERTIES = {"Version": "u", "TextDirection": "s", "Status": "s", "IconThemePath": "as"}
MENU_SIGNALS = {
    "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
    "LayoutUpdated": "ui",
    "ItemActivationRequested": "iu",
}

SAMPLE = view(
    Row("Checked 10:42", enabled=False),
    Row(),
    row("First"),
    row("Sound", checked=True),
    Row(
        "Icon shows",
        children=(row("Number", checked=True, radio=True), row("Dot", checked=False, radio=True)),
    ),
    row("Archive", default=True),
    row("Resting", enabled=False),
)


def signals_to(host: Host) -> list[tuple[float, Signal]]:
    """Note every signal of item and menu with its time; the list grows on the host's loop."""
    heard: list[tuple[float, Signal]] = []
    for interface, members in ((MENU, MENU_SIGNALS), (ITEM, ITEM_SIGNALS)):
        for member in members:
            rule = SignalRule(interface=interface, member=member, sender=host.service)
            host.bus.subscribe(rule, lambda signal: heard.append((time.monotonic(), signal)))
    settle(host.bus)
    return heard


def members(heard: list[tuple[float, Signal]], interface: str = MENU) -> list[str]:
    return [signal.member for _, signal in heard if signal.interface == interface]


# --- what is published -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name", "methods", "properties", "signals"),
    [
        (ITEM_PATH, ITEM, ITEM_METHODS, ITEM_PROPERTIES, ITEM_SIGNALS),
        (MENU_PATH, MENU, MENU_METHODS, MENU_PROPERTIES, MENU_SIGNALS),
    ],
)
def test_each_interface_is_published_as_its_specification_has_it(
    address: str,
    path: str,
    name: str,
    methods: dict[str, tuple[str, str]],
    properties: dict[str, str],
    signals: dict[str, str],
) -> None:
    with hosted_tray(address, SAMPLE) as (_, host):
        (document,) = host.ask(path, "org.freedesktop.DBus.Introspectable", "Introspect")
        interface = ET.fromstring(document).find(f"interface[@name='{name}']")  # noqa: S314 - ours
        assert interface is not None

        def types(element: ET.Element, direction: str) -> str:
            return "".join(
                arg.get("type", "")
                for arg in element.iter("arg")
                if arg.get("direction", "out") == direction
            )

        assert methods == {
            one.get("name"): (types(one, "in"), types(one, "out"))
            for one in interface.iter("method")
        }
        assert signals == {one.get("name"): types(one, "out") for one in interface.iter("signal")}
        assert properties == {
            one.get("name"): one.get("type") for one in interface.iter("property")
        }
        (everything,) = host.ask(path, PROPERTIES, "GetAll", "s", name)
        assert {key: signature for key, (signature, _) in everything.items()} == properties
        for key in properties:
            assert host.ask(path, PROPERTIES, "Get", "ss", name, key)[0] == everything[key]


def test_every_method_answers_at_once(address: str) -> None:
    calls: dict[str, tuple[Any, ...]] = {
        "GetLayout": (0, -1, []),
        "GetGroupProperties": ([], []),
        "GetProperty": (0, "children-display"),
        "Event": (0, "opened", ("s", ""), 0),
        "EventGroup": ([(0, "opened", ("s", ""), 0)],),
        "AboutToShow": (0,),
        "AboutToShowGroup": ([0],),
    }
    assert calls.keys() == MENU_METHODS.keys()
    with hosted_tray(address, SAMPLE) as (_, host):
        host.property("IconPixmap")  # drawn now, so that Pillow's import is not measured
        started = time.monotonic()
        for member, arguments in calls.items():
            host.menu(member, MENU_METHODS[member][0], *arguments)
        for member in ("SecondaryActivate", "ContextMenu"):
            host.item(member, "ii", 0, 0)
        host.item("Scroll", "is", 1, "vertical")
        host.item("ProvideXdgActivationToken", "s", "token")
        assert time.monotonic() - started < SOON


def test_the_icon_comes_in_every_size_with_four_bytes_a_pixel(address: str) -> None:
    with hosted_tray(address, view(face=Face(Mood.UNREAD, 3))) as (_, host):
        pixmaps = host.property("IconPixmap")
        assert [(w, h, len(data)) for w, h, data in pixmaps] == [
            (size, size, 4 * size * size) for size in (16, 22, 24, 32, 48, 64)
        ]
        assert host.property("IconName") == ""  # a name would win over the pixmap on GNOME


def test_title_and_tooltip_bear_no_markup(address: str) -> None:
    with hosted_tray(address, view(tooltip="TrayNews · 3 unread\nA & B: <b>no answer</b>")) as (
        _,
        host,
    ):
        assert host.property("Title") == "TrayNews"
        assert host.property("ToolTip") == (
            "",
            [],
            "TrayNews · 3 unread",
            "A + B: ‹b›no answer‹/b›",
        )


def test_an_urgent_release_asks_for_attention(address: str) -> None:
    with hosted_tray(address, view()) as (running, host):
        heard = signals_to(host)
        assert host.property("Status") == "Active"
        running.tray.show(view(face=Face(Mood.URGENT, 1)))
        wait_for(lambda: "NewStatus" in members(heard, ITEM), 5, "NewStatus")
        assert host.property("Status") == "NeedsAttention"
        assert next(s.body for _, s in heard if s.member == "NewStatus") == ("NeedsAttention",)
        assert "NewIcon" in members(heard, ITEM)


def test_a_host_that_may_miss_its_first_picture_gets_another_that_looks_the_same(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cinnamon takes it for another by its bytes; the icon of 24 pixels is in both."""
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "X-Cinnamon")
    monkeypatch.setattr("traynews.desktop.tray.item._STARTED", 0.5)
    with hosted_tray(address, view()) as (_, host):

        def drawn() -> list[tuple[int, int, bytes]]:
            return [(width, height, bytes(data)) for width, height, data in
                    host.property("IconPixmap")]  # fmt: skip

        heard = signals_to(host)
        [(first, _, whole)] = drawn()
        wait_for(lambda: "NewIcon" in members(heard, ITEM), SOON, "NewIcon")
        [(then, _, again)] = drawn()
        assert (first, then) == (96, 72)
        assert every_nth_pixel(whole, first, 4) == every_nth_pixel(again, then, 3)


def every_nth_pixel(data: bytes, width: int, step: int) -> list[bytes]:
    return [
        data[4 * (y * width + x) :][:4]
        for y in range(0, width, step)
        for x in range(0, width, step)
    ]


# --- clicks on the icon ------------------------------------------------------------------------


def test_a_click_is_refused_so_that_the_host_opens_the_menu(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (running, host):
        assert host.property("ItemIsMenu") is True
        with pytest.raises(BusError, match=r"org\.freedesktop\.DBus\.Error\.UnknownMethod"):
            host.item("Activate", "ii", 0, 0)
        assert running.clicks.quiet


@pytest.mark.parametrize("desktop", ["LXQt", "MATE", "X-Cinnamon"])
@pytest.mark.parametrize("member", ["Activate", "SecondaryActivate"])
def test_where_a_click_opens_no_menu_it_does_what_the_default_row_does(
    address: str, monkeypatch: pytest.MonkeyPatch, member: str, desktop: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    with hosted_tray(address, SAMPLE) as (running, host):
        host.item(member, "ii", 0, 0)
        assert running.clicks.next()[0] == Command(Verb.SET, value="Archive")


def test_an_activation_token_goes_with_the_next_command_and_no_other(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (running, host):
        host.item("ProvideXdgActivationToken", "s", "token-1")
        _, ids = host.layout()
        host.click(ids["First"])
        host.click(ids["Sound"])
        assert [running.clicks.next()[1] for _ in range(2)] == ["token-1", ""]


def test_a_screen_reader_hears_the_count(address: str) -> None:
    first = view(row("First"), tooltip="TrayNews · 3 unread\nChecked 10:42")
    with hosted_tray(address, first) as (_, host):
        assert host.property("IconAccessibleDesc") == "TrayNews · 3 unread"
        assert host.property("AttentionAccessibleDesc") == "TrayNews · 3 unread"


def test_one_underscore_is_escaped_as_the_specification_has_it(address: str) -> None:
    with hosted_tray(address, view(row("a_b"))) as (_, host):
        assert list(host.layout()[1]) == ["a__b"]


# --- the menu ----------------------------------------------------------------------------------


def test_the_layout_tells_of_every_item_what_it_is(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (_, host):
        _, (root, properties, children) = host.menu("GetLayout", "iias", 0, -1, [])
        assert (root, properties) == (0, {"children-display": ("s", "submenu")})
        items = [child for _, child in children]
        assert [item[1] for item in items] == [
            _standard("Checked 10:42", enabled=False),
            {"type": ("s", "separator"), "visible": ("b", True)},
            _standard("First"),
            _standard("Sound") | {"toggle-type": ("s", "checkmark"), "toggle-state": ("i", 1)},
            _standard("Icon shows") | {"children-display": ("s", "submenu")},
            _standard("Archive"),
            _standard("Resting", enabled=False),
        ]
        assert [child[1] for _, child in items[4][2]] == [
            _standard("Number") | {"toggle-type": ("s", "radio"), "toggle-state": ("i", 1)},
            _standard("Dot") | {"toggle-type": ("s", "radio"), "toggle-state": ("i", 0)},
        ]


def _standard(label: str, *, enabled: bool = True) -> dict[str, tuple[str, Any]]:
    return {"label": ("s", label), "enabled": ("b", enabled), "visible": ("b", True)}


def test_the_layout_is_served_from_any_item_to_any_depth(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (_, host):
        _, ids = host.layout()
        _, (_, _, children) = host.menu("GetLayout", "iias", 0, 1, ["label"])
        assert len(children) == 7
        assert all(not child[2] for _, child in children)
        assert {key for _, child in children for key in child[1]} == {"label"}
        _, below = host.menu("GetLayout", "iias", ids["Icon shows"], -1, [])
        assert [child[0] for _, child in below[2]] == [ids["Number"], ids["Dot"]]
        assert host.menu("GetLayout", "iias", 0, 0, [])[1][2] == []
        with pytest.raises(BusError, match="no item 9999"):
            host.menu("GetLayout", "iias", 9999, -1, [])


def test_properties_are_told_one_by_one_and_all_together(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (_, host):
        _, ids = host.layout()
        (everything,) = host.menu("GetGroupProperties", "aias", [], [])
        assert {of_id for of_id, _ in everything} == {0, *range(1, 10)}
        (some,) = host.menu("GetGroupProperties", "aias", [ids["First"], 9999], ["label"])
        assert some == [(ids["First"], {"label": ("s", "First")})]
        assert host.menu("GetProperty", "is", ids["First"], "label") == (("s", "First"),)
        assert host.menu("GetProperty", "is", ids["First"], "toggle-state") == (("i", -1),)
        with pytest.raises(BusError, match="no property nonsense"):
            host.menu("GetProperty", "is", ids["First"], "nonsense")


def test_labels_are_literal(address: str) -> None:
    title = 'a_b __c & <d> "e" -f é ع'
    with hosted_tray(address, view(row(title))) as (_, host):
        # More than one underscore is too much for GNOME: each is a letter that looks like it.
        assert list(host.layout()[1]) == ['aˍb ˍˍc & <d> "e" -f é ع']


def test_a_click_reports_the_command_of_its_row(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (running, host):
        _, ids = host.layout()
        host.click(ids["First"])
        host.menu("EventGroup", "a(isvu)", [(ids["Dot"], "clicked", ("i", 0), 0)])
        assert [running.clicks.next()[0].value for _ in range(2)] == ["First", "Dot"]


def test_what_is_no_choice_reports_nothing(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (running, host):
        _, ids = host.layout()
        for of_id in (0, ids["Checked 10:42"], ids["Icon shows"], ids["Resting"]):
            host.click(of_id)
        host.menu("Event", "isvu", ids["First"], "hovered", ("i", 0), 0)
        settle(host.bus)
        host.click(ids["First"])
        assert running.clicks.next()[0].value == "First"
        assert running.clicks.quiet


def test_unknown_items_are_named_and_refused_where_none_is_known(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (_, host):
        events = [(0, "opened", ("i", 0), 0), (9999, "clicked", ("i", 0), 0)]
        assert host.menu("EventGroup", "a(isvu)", events) == ([9999],)
        assert host.menu("EventGroup", "a(isvu)", []) == ([],)
        assert host.menu("AboutToShowGroup", "ai", [0, 9999]) == ([], [9999])
        for member, signature, argument in (
            ("EventGroup", "a(isvu)", events[1:]),
            ("AboutToShowGroup", "ai", [9999]),
            ("AboutToShow", "i", 9999),
        ):
            with pytest.raises(BusError, match="9999"):
                host.menu(member, signature, argument)
        with pytest.raises(BusError, match="9999"):
            host.click(9999)


# --- changes -----------------------------------------------------------------------------------


def test_texts_and_marks_change_under_the_same_ids(address: str) -> None:
    with hosted_tray(address, view(row("old", "x"), row("Sound", checked=False))) as (
        running,
        host,
    ):
        heard = signals_to(host)
        revision, before = host.layout()
        running.tray.show(view(row("new", "x", enabled=False), row("Sound", checked=True)))
        wait_for(lambda: bool(members(heard)), 5, "a signal")
        assert members(heard) == ["ItemsPropertiesUpdated"]
        assert heard[-1][1].body == (
            [
                (before["old"], {"label": ("s", "new"), "enabled": ("b", False)}),
                (before["Sound"], {"toggle-state": ("i", 1)}),
            ],
            [],
        )
        assert host.layout() == (revision, {"new": before["old"], "Sound": before["Sound"]})


def test_another_structure_has_fresh_ids_and_a_new_revision(address: str) -> None:
    with hosted_tray(address, view(row("a"), row("b"))) as (running, host):
        heard = signals_to(host)
        revision, before = host.layout()
        running.tray.show(view(row("n"), row("a")))  # as many rows, but not the same
        wait_for(lambda: bool(members(heard)), 5, "a signal")
        after_revision, after = host.layout()
        assert after_revision == revision + 1
        assert [s.body for _, s in heard if s.member == "LayoutUpdated"] == [(after_revision, 0)]
        assert not set(before.values()) & set(after.values())


def test_a_click_on_a_row_just_replaced_does_what_the_row_said(address: str) -> None:
    with hosted_tray(address, view(row("a"))) as (running, host):
        heard = signals_to(host)
        _, before = host.layout()
        running.tray.show(view(row("b"), row("c")))
        wait_for(lambda: bool(members(heard)), 5, "a signal")
        host.click(before["a"])
        assert running.clicks.next()[0].value == "a"


def test_the_same_view_says_nothing(address: str) -> None:
    with hosted_tray(address, SAMPLE) as (running, host):
        heard = signals_to(host)
        running.tray.show(SAMPLE)
        running.tray.show(view(*SAMPLE.rows, row("last")))
        wait_for(lambda: bool(members(heard)), 5, "a signal")
        assert members(heard) == ["LayoutUpdated"]


@pytest.mark.long
def test_five_hundred_changes_make_at_most_four_signals_a_second_and_reuse_no_id(
    address: str,
) -> None:
    seen: dict[int, str] = {}
    with hosted_tray(address, view(row("0-0"))) as (running, host):
        heard, begun = signals_to(host), time.monotonic()
        # Icon and texts change each time, the structure with every fortieth.
        for number in range(500):
            rows = [row(f"{number}-{place}", f"{number // 40}-{place}") for place in range(3)]
            running.tray.show(view(*rows, face=Face(Mood.UNREAD, number % 7)))
            threading.Event().wait(0.01)
            for label, of_id in host.layout()[1].items():
                command = f"{int(label.split('-')[0]) // 40}-{label.split('-')[1]}"
                assert seen.setdefault(of_id, command) == command
        wait_for(lambda: "499-0" in host.layout()[1], 5, "the last view")
        settle(host.bus)
        took = time.monotonic() - begun
    assert set(members(heard)) == {"LayoutUpdated", "ItemsPropertiesUpdated"}
    assert 10 <= len(members(heard)) <= 4 * (took + 1), f"within {took} s"
    assert len(seen) >= 3 * 10


def test_the_menu_is_brought_up_to_date_before_it_opens(address: str) -> None:
    minutes = itertools.count(1)
    first, redraw = view(row("0 min")), lambda: view(row(f"{next(minutes)} min"))
    with hosted_tray(address, first, redraw=redraw) as (_, host):
        threading.Event().wait(0.3)  # longer than the gap between two changes
        assert host.menu("AboutToShow", "i", 0) == (True,)
        assert list(host.layout()[1]) == ["1 min"]


def test_a_view_that_comes_while_the_menu_is_brought_up_to_date_is_drawn(address: str) -> None:
    asked, go_on = threading.Event(), threading.Event()
    older = view(row("older"))

    def redraw() -> View:
        asked.set()
        assert go_on.wait(20)
        return older

    with hosted_tray(address, older, redraw=redraw) as (running, host):
        opens = method_call(host.service, MENU_PATH, MENU, "AboutToShow", "i", (0,))
        host.bus.call(opens, lambda _: None, timeout=None)
        assert asked.wait(30)
        running.tray.show(view(row("newer")))
        go_on.set()
        wait_for(lambda: list(host.layout()[1]) == ["newer"], 5, "the newer one is drawn")


def test_nothing_has_to_be_read_again_where_nothing_changed(address: str) -> None:
    with hosted_tray(address, SAMPLE, redraw=lambda: SAMPLE) as (_, host):
        assert host.menu("AboutToShow", "i", 0) == (False,)
        assert host.menu("AboutToShowGroup", "ai", [0]) == ([], [])


# --- registering and leaving -------------------------------------------------------------------


def test_a_tray_that_comes_late_gets_the_icon(address: str) -> None:
    with running_tray(address, SAMPLE) as running:
        settle(running.bus)
        assert not running.tray.hosted
        with running_watcher(address) as watcher:
            wait_for(lambda: running.tray.hosted, 5, "hosted")
            assert watcher.items == [f"org.kde.StatusNotifierItem-{os.getpid()}-1"]
        wait_for(lambda: not running.tray.hosted, 5, "no longer hosted")
        with running_watcher(address) as watcher:
            wait_for(lambda: running.tray.hosted, 5, "hosted again")
            assert len(watcher.items) == 1
    assert running.hosted == [True, False, True, False]


def test_a_watcher_without_a_panel_shows_nothing_until_one_comes(address: str) -> None:
    with running_watcher(address, host=False) as watcher, running_tray(address, SAMPLE) as running:
        wait_for(lambda: bool(watcher.items), 5, "registered")
        settle(running.bus)
        assert not running.tray.hosted
        watcher.set_host(present=True)
        wait_for(lambda: running.tray.hosted, 5, "hosted")
        watcher.set_host(present=False)
        wait_for(lambda: not running.tray.hosted, 5, "no longer hosted")
        assert len(watcher.items) == 1


def test_a_watcher_that_is_not_ready_is_asked_again(address: str) -> None:
    with (
        running_watcher(address, refusals=1) as watcher,
        running_tray(address, SAMPLE) as running,
    ):
        wait_for(lambda: running.tray.hosted, 5, "hosted")
        assert len(watcher.items) == 1


def test_a_watcher_is_asked_for_as_long_as_it_takes_ever_more_seldom_and_told_of_once(
    address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(registration, "_SHORTEST_PAUSE", 0.001)
    with running_watcher(address, refusals=9) as watcher:
        begun = time.monotonic()
        with running_tray(address, SAMPLE) as running:
            wait_for(lambda: running.tray.hosted, 5, "hosted")
            assert time.monotonic() - begun > 0.001 * (2**9 - 1)
            assert len(watcher.items) == 1
    assert len([one for one in caplog.records if one.levelname == "WARNING"]) == 1


def test_a_new_watcher_is_asked_at_once_and_the_old_one_no_more(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "_SHORTEST_PAUSE", 0.3)
    with running_tray(address, SAMPLE) as running:
        with running_watcher(address, refusals=1) as watcher:
            wait_for(lambda: not watcher.refusals, 5, "refused")
        with running_watcher(address) as watcher:
            wait_for(lambda: running.tray.hosted, 5, "hosted")
            passed = threading.Event()  # the pause, after which the old one would be asked again
            running.bus.post(lambda: running.bus.after(0.3, passed.set))
            assert passed.wait(30)
            settle(running.bus)
            assert len(watcher.items) == 1


def test_where_the_name_is_refused_the_unique_one_serves(address: str) -> None:
    with running_bus(address) as other, running_watcher(address) as watcher:
        taken = threading.Event()
        name = f"org.kde.StatusNotifierItem-{os.getpid()}-1"
        other.post(lambda: other.own_name(name, lambda _ours: taken.set()))
        assert taken.wait(30)
        with running_tray(address, SAMPLE) as running:
            wait_for(lambda: running.tray.hosted, 5, "hosted")
            assert watcher.items == [running.bus.unique_name]
            assert Host(watcher.bus, watcher.items[0]).property("Id") == "traynews"


def test_leaving_gives_the_name_back_and_ends_every_thread(address: str) -> None:
    before = set(threading.enumerate())
    with running_watcher(address) as watcher:
        with running_tray(address, SAMPLE) as running:
            wait_for(lambda: running.tray.hosted, 5, "hosted")
            name = watcher.items[0]
            assert watcher.bus.owner_of(name)
        assert not watcher.bus.owner_of(name)
        assert not running.raised
    assert set(threading.enumerate()) <= before  # threads of others may end meanwhile, too


def test_a_tray_stopped_before_it_ran_ends_at_once(address: str) -> None:
    with running_tray(address) as running:
        running.tray.stop()
        running.thread.join(30)
        assert not running.thread.is_alive()


def test_a_watcher_that_leaves_before_it_tells_of_a_host_hosts_nothing(address: str) -> None:
    hung = Bus(address)
    hung.connect()
    hung.own_name(WATCHER, lambda _: None)  # and from here on its loop is never turned
    hung.owner_of(WATCHER)
    with running_tray(address, SAMPLE) as running, Eavesdropper(address) as heard:
        registration = running.tray._icon.registration
        running.bus.post(registration._ask_for_host)
        heard.wait_for("Get")
        hung.close()
        heard.wait_for("NameOwnerChanged", matching=lambda said: said.body[0] == WATCHER)
        settle(running.bus)
        settle(running.bus)
        assert not running.tray.hosted


@pytest.mark.usefixtures("desktop_packages")
def test_the_icon_comes_back_with_the_bus() -> None:
    with tempfile.TemporaryDirectory(prefix="bus-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        with bus_daemon(folder=folder) as address:
            tray = stack.enter_context(running_tray(address, SAMPLE))
            with running_watcher(address) as watcher:
                wait_for(lambda: bool(watcher.items), 5, "the item registers")
            lost = threading.Event()
            tray.bus.when_lost(lambda _: lost.set())
        assert lost.wait(30)
        wait_for(lambda: not tray.tray.hosted, 5, "nobody hosts it")
        with bus_daemon(folder=folder) as address, running_watcher(address) as watcher:
            tray.bus.post(tray.bus.connect)
            wait_for(lambda: bool(watcher.items) and tray.tray.hosted, 5, "it registers again")
            assert "First" in Host(watcher.bus, watcher.items[0]).layout()[1]
            tray.tray.stop()
            tray.thread.join(30)
        assert tray.raised == []
