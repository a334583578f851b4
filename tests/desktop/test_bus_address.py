"""Where the session bus is: as libdbus reads the session's list of addresses."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.notifications import bus_daemon
from traynews.desktop.bus.address import list_sockets
from traynews.desktop.bus.connection import Bus
from traynews.errors import BusError

RUN = "/run/user/1000"


@pytest.mark.parametrize(
    ("text", "sockets"),
    [
        ("unix:path=/run/bus", ["/run/bus"]),
        ("unix:path=/run/bus,guid=0123", ["/run/bus"]),
        ("unix:guid=0123,path=/run/bus", ["/run/bus"]),
        ("unix:abstract=/tmp/dbus-x,guid=0", ["\0/tmp/dbus-x"]),
        ("unix:runtime=yes", [f"{RUN}/bus"]),
        ("unix:path=/a;unix:path=/b", ["/a", "/b"]),
        ("unix:path=/a;;unix:path=/b;", ["/a", "/b"]),
        ("tcp:host=localhost,port=1;unix:path=/b", ["/b"]),
        ("unixexec:path=/bin/x;autolaunch:;unix:path=/b", ["/b"]),
        ("unix:path=/a%20b%3b%2cc", ["/a b;,c"]),
        ("unix:path=/caf%c3%a9", [os.fsdecode("/café".encode())]),
        ("unix:path=/caf\xe9", ["/caf\xe9"]),
        ("unix:path=/100%25", ["/100%"]),
        ("unix:path=/a%zz", ["/a%zz"]),
        ("", [f"{RUN}/bus"]),
        ("unix:tmpdir=/tmp", []),
        ("nonsense", []),
    ],
)
def test_the_list_is_read_as_libdbus_does(text: str, sockets: list[str]) -> None:
    environment = {"DBUS_SESSION_BUS_ADDRESS": text, "XDG_RUNTIME_DIR": RUN}
    assert list(list_sockets(environment)) == sockets


def test_without_a_variable_and_a_folder_there_is_no_address() -> None:
    assert list_sockets({}) == ()
    assert list_sockets({"XDG_RUNTIME_DIR": "relative"}) == ()


def test_an_address_given_goes_before_the_sessions() -> None:
    assert list_sockets({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/a"}, "unix:path=/b") == ("/b",)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")))
def test_no_text_is_too_odd(text: str) -> None:
    list_sockets({"DBUS_SESSION_BUS_ADDRESS": text, "XDG_RUNTIME_DIR": RUN})


@pytest.mark.usefixtures("desktop_packages")
@pytest.mark.parametrize("told", ["not at all", "after a dead one", "escaped"])
def test_a_bus_that_lives_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: str
) -> None:
    with bus_daemon() as address:
        path = Path(address.removeprefix("unix:path=").partition(",")[0])
        if told == "not at all":
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(path.parent))
        elif told == "escaped":
            escaped = "".join(f"%{byte:02x}" for byte in os.fsencode(path))
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={escaped}")
        else:
            dead = f"unix:path={tmp_path}/dead;tcp:host=localhost,port=9"
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"{dead};{address}")
        bus = Bus()
        with contextlib.closing(bus):
            bus.connect()
            assert bus.unique_name.startswith(":")


def test_where_none_is_found_each_that_was_tried_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    two = f"unix:path={tmp_path}/a;unix:abstract={tmp_path}/b"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", two)
    with pytest.raises(BusError) as caught:
        Bus().connect()
    assert f"{tmp_path}/a: No such file or directory" in str(caught.value)
    assert f"@{tmp_path}/b: Connection refused" in str(caught.value)
