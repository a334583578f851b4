"""The server under attack: it lets nobody else in, nobody keeps the user out, and it ends."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import pytest

from tests.window.desks import Client, read_answer, serving
from traynews.window.desk import Desk
from traynews.window.message import LONGEST_HEAD


def test_it_listens_on_the_loopback_alone(stranger: Client) -> None:
    own = socket.gethostbyname(socket.gethostname())
    elsewhere = "127.0.0.2" if own.startswith("127.") else own
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((elsewhere, stranger.port), timeout=5)


def test_without_a_cookie_there_is_nothing_but_a_line(stranger: Client) -> None:
    for path in ("/", "/release/1", "/wall", "/style.css", "/script.js", "/changes", "/nothing"):
        answer = stranger.get(path)
        assert answer.status == 403
        assert "Graustark" not in answer.body
    assert stranger.post("/mark", {"all": "1"}).status == 403


def test_a_key_leaves_the_address_and_is_good_once(stranger: Client) -> None:
    address = stranger.server.make_address().removeprefix(f"http://{stranger.host}")
    first, again = stranger.get(address), stranger.get(address)
    assert (first.status, first.headers["location"]) == (303, "/")
    assert (again.status, "set-cookie" in again.headers) == (403, False)
    assert "one visit" in again.body


def test_a_name_that_was_made_to_lead_here_is_another_host(client: Client) -> None:
    for host in ("evil.example", f"evil.example:{client.port}", f"localhost:{client.port}"):
        assert client.get("/", host=host).status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/mark", {"all": "1"}, **headers).status == 403
    assert "10</span> unread" in client.get("/").body


def test_a_form_without_the_token_changes_nothing(client: Client) -> None:
    assert client.post("/mark", {"all": "1", "token": ""}).status == 403
    assert client.get("/mark?all=1").status == 404
    assert "10</span> unread" in client.get("/").body


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/release/../wall", "/window.css",
        "/release/1%00", "/release/-1", "/release/99999999999999999999", "/release/01", "//etc",
        "/style.css/../../server.py", "/release/",
    ],
)  # fmt: skip
def test_no_path_leads_out(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    assert "root:" not in answer.body


def test_a_head_or_body_that_is_too_large_is_refused(client: Client) -> None:
    assert client.get("/", x_long="x" * LONGEST_HEAD).status in {0, 431}
    assert client.post("/mark", content_length="70000").status == 413
    assert client.get("/?q=" + "x" * 3900).status == 200
    assert client.get("/").status == 200


def test_a_thousand_connections_keep_nobody_out(client: Client) -> None:
    with contextlib.ExitStack() as stack:
        wires = [stack.enter_context(client.connect()) for _ in range(400)]
        for wire in wires:
            with contextlib.suppress(OSError):  # it may have had to make room already
                wire.sendall(b"GET / HTTP/1.1\r\n")
        for _ in range(600):
            stack.enter_context(client.connect())
        assert client.get("/").status == 200


@pytest.mark.long
def test_who_dawdles_is_hung_up_on(client: Client) -> None:
    """A byte at a time for ever: the deadline is for the whole request."""
    began = time.monotonic()
    with client.connect() as wire:
        ended = threading.Event()

        def drip() -> None:
            with contextlib.suppress(OSError):
                while not ended.wait(0.2):  # a byte now and then is the attack
                    wire.sendall(b"x")

        dripping = threading.Thread(target=drip)
        dripping.start()
        assert client.get("/").status == 200
        assert read_answer(wire).status == 0
        ended.set()
        dripping.join()
    assert time.monotonic() - began < 15


def test_a_bug_in_a_page_is_a_line_and_the_server_lives(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("traynews.window.marking.read_ids", fail)
        answer = client.get("/changes?ids=1")
    assert (answer.status, answer.body) == (500, "Something went wrong; the log says what.\n")
    assert client.get("/").status == 200


def test_it_ends_when_nobody_has_looked_for_a_while(desk: Desk) -> None:
    with serving(desk, rest=0.3) as client:
        ended = threading.Event()
        knocking = threading.Thread(target=_until_refused, args=(client, ended))
        knocking.start()
        assert ended.wait(20)
        knocking.join()


def _until_refused(client: Client, ended: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while client.get("/").status == 403:  # who is not let in does not keep it awake
            pass
    ended.set()
