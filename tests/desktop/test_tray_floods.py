"""What a program on the bus can make the menu do by asking for very much of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest

from tests.desktop.notifications import bus_daemon, settle
from tests.desktop.trays import Host, Running, hosted_tray, row, view
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Body, CallRefused
from traynews.desktop.tray import dbusmenu
from traynews.desktop.tray.dbusmenu import MenuServer
from traynews.desktop.tray.menu import MenuBuilder
from traynews.errors import BusError

MENU = view(*(row(f"Row {number}") for number in range(100)))
MANY = 20_000


class Counted(int):
    """An id that counts how often it is looked at."""

    looks: ClassVar[int] = 0

    def __hash__(self) -> int:
        Counted.looks += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        Counted.looks += 1
        return super().__eq__(other)


@pytest.fixture
def server() -> MenuServer:
    made = MenuServer(Bus(), "/MenuBar", lambda _: None, lambda: None)
    made.update(MenuBuilder(lambda _: None).build(MENU.rows))
    return made


def ask(server: MenuServer, member: str, *arguments: Any) -> Body:
    serve: Callable[..., Body | None] = server.interface().methods[member].serve
    return serve(*arguments) or ()


@pytest.mark.parametrize(
    ("member", "more"), [("AboutToShowGroup", ()), ("GetGroupProperties", ([],))]
)
def test_every_id_is_looked_at_a_few_times_however_many_there_are(
    server: MenuServer, member: str, more: tuple[Any, ...]
) -> None:
    Counted.looks = 0
    ids = [Counted(number) for number in range(MANY)]
    ask(server, member, ids, *more)
    assert Counted.looks < 12 * MANY


def test_every_event_is_looked_at_a_few_times_however_many_there_are(server: MenuServer) -> None:
    for number in range(8):  # menus that were there before are looked into, too
        server.update(MenuBuilder(lambda _: None).build(view(row(f"Before {number}")).rows))
    Counted.looks = 0
    with pytest.raises(CallRefused):
        ask(server, "EventGroup", [(Counted(10**6 + n), "clicked", 0, 0) for n in range(MANY)])
    assert Counted.looks < 40 * MANY


@pytest.fixture
def hosted() -> Iterator[tuple[Running, Host, list[int]]]:
    opened: list[int] = []

    def redraw() -> Any:
        opened.append(1)
        return MENU

    with bus_daemon() as address, hosted_tray(address, MENU, redraw=redraw) as (running, host):
        yield running, host, opened


@pytest.mark.usefixtures("desktop_packages")
def test_one_that_asks_for_the_same_thing_over_and_over_gets_it_once(
    hosted: tuple[Running, Host, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbusmenu, "_AGAIN", 30.0)
    running, host, opened = hosted
    (one, *_) = host.layout()[1].values()
    assert len(host.menu("GetGroupProperties", "aias", [one] * MANY, [])[0]) == 1
    assert host.menu("AboutToShowGroup", "ai", [0] * MANY + [10**6] * 5) == ([], [10**6])
    assert len(opened) == 1
    events = [(one, "clicked", ("i", 0), 0)] * 2000
    assert host.menu("EventGroup", "a(isvu)", events) == ([],)
    for _ in range(20):
        host.click(one)
    settle(running.bus)
    running.clicks.next()
    assert running.clicks.quiet


@pytest.mark.usefixtures("desktop_packages")
def test_a_refusal_is_short_however_long_the_question(
    hosted: tuple[Running, Host, list[int]],
) -> None:
    _, host, _ = hosted
    for member, signature, body in (
        ("AboutToShowGroup", "ai", list(range(10**6, 10**6 + MANY))),
        ("EventGroup", "a(isvu)", [(10**6 + n, "x", ("i", 0), 0) for n in range(4000)]),
    ):
        with pytest.raises(BusError) as caught:
            host.menu(member, signature, body)
        assert len(str(caught.value)) < 200
    with pytest.raises(BusError) as caught:
        host.menu("GetProperty", "is", 0, "x" * 100_000)
    assert len(str(caught.value)) < 200


@pytest.mark.usefixtures("desktop_packages")
@pytest.mark.parametrize("depth", [-(2**31), -2, -1, 2**31 - 1])
def test_any_depth_is_the_whole_menu_or_less(
    hosted: tuple[Running, Host, list[int]], depth: int
) -> None:
    _, host, _ = hosted
    _, (_, _, rows) = host.menu("GetLayout", "iias", 0, depth, [f"name{n}" for n in range(5000)])
    assert len(rows) == 100
    for parent in (-1, 2**31 - 1):
        with pytest.raises(BusError, match="no item"):
            host.menu("GetLayout", "iias", parent, depth, [])
