"""Who is let in, and who is not."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from traynews.window.doorkeeper import KEY_LIFE, Doorkeeper
from traynews.window.message import Request, Response

PORT, TOKEN = 4711, "the token"
HOST = f"127.0.0.1:{PORT}"


class Clock:
    """Time as a test has it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(clock: Clock) -> Doorkeeper:
    return Doorkeeper(PORT, TOKEN, clock)


def enter(door: Doorkeeper, address: str, **changes: str) -> Response:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    headers = {"host": parts.netloc, **changes}
    answer = door.admit(Request("GET", parts.path, query, headers))
    assert answer is not None
    return answer


def cookie_of(door: Doorkeeper) -> str:
    return enter(door, door.make_address()).headers["Set-Cookie"].partition(";")[0]


def test_a_key_is_good_for_a_cookie_that_no_script_and_no_other_site_has(door: Doorkeeper) -> None:
    answer = enter(door, door.make_address())
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    kept = answer.headers["Set-Cookie"].split("; ")
    assert kept[0].startswith(f"traynews-{PORT}=")
    assert len(kept[0].partition("=")[2]) >= 43  # 32 bytes
    assert kept[1:] == ["Path=/", "HttpOnly", "SameSite=Strict"]


def test_a_key_is_good_once_and_for_a_minute(door: Doorkeeper, clock: Clock) -> None:
    first, second = door.make_address(), door.make_address()
    assert first != second
    assert enter(door, first).status == 303
    assert enter(door, first).status == 403
    clock.now += KEY_LIFE
    assert enter(door, second).status == 403


@pytest.mark.parametrize("path", ["/enter", "/enter?key=", "/enter?key=guess"])
def test_no_key_opens_nothing(door: Doorkeeper, path: str) -> None:
    door.make_address()
    assert enter(door, f"http://{HOST}{path}").status == 403


def test_a_key_is_worth_nothing_under_another_name(door: Doorkeeper) -> None:
    address = door.make_address()
    assert enter(door, address, host=f"localhost:{PORT}").status == 421
    assert enter(door, address).status == 303  # and is not used up by that


GET_HEADERS = [
    ({}, None),
    ({"sec-fetch-site": "none"}, None),
    ({"sec-fetch-site": "same-origin"}, None),
    ({"sec-fetch-site": "cross-site"}, 403),
    ({"sec-fetch-site": "same-site"}, 403),  # a page at another port of this machine
    ({"origin": "https://evil.example"}, 403),
    ({"origin": "null"}, 403),
    ({"host": "evil.example"}, 421),
    ({"host": f"evil.example:{PORT}"}, 421),
    ({"host": "127.0.0.1"}, 421),
    ({"host": ""}, 421),
    ({"cookie": ""}, 403),
    ({"cookie": f"traynews-{PORT}=guess"}, 403),
    ({"cookie": "é=1"}, 403),
]


@pytest.mark.parametrize(("changes", "status"), GET_HEADERS)
def test_who_may_look(door: Doorkeeper, changes: dict[str, str], status: int | None) -> None:
    headers = {"host": HOST, "cookie": cookie_of(door), **changes}
    answer = door.admit(Request("GET", "/", headers=headers))
    assert (answer.status if answer else None) == status


POSTS = [
    ({"origin": f"http://{HOST}"}, TOKEN, None),
    ({"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}, TOKEN, None),
    ({"origin": "null", "sec-fetch-site": "same-origin"}, TOKEN, None),
    ({"origin": f"http://{HOST}"}, "", 403),
    ({"origin": f"http://{HOST}"}, "guess", 403),
    ({"origin": f"http://{HOST}"}, "schlüssel", 403),
    ({}, TOKEN, 403),
    ({"origin": "null"}, TOKEN, 403),
    ({"origin": "null", "sec-fetch-site": "cross-site"}, TOKEN, 403),
    ({"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-site"}, TOKEN, 403),
    ({"origin": "https://evil.example", "sec-fetch-site": "cross-site"}, TOKEN, 403),
    ({"origin": f"https://{HOST}"}, TOKEN, 403),
]


@pytest.mark.parametrize(("changes", "token", "status"), POSTS)
def test_who_may_change_something(
    door: Doorkeeper, changes: dict[str, str], token: str, status: int | None
) -> None:
    headers = {"host": HOST, "cookie": cookie_of(door), **changes}
    answer = door.admit(Request("POST", "/mark", headers=headers, form={"token": token}))
    assert (answer.status if answer else None) == status


def test_two_servers_have_nothing_in_common(clock: Clock) -> None:
    one, other = (Doorkeeper(PORT, TOKEN, clock) for _ in range(2))
    headers = {"host": HOST, "cookie": cookie_of(one)}
    assert other.admit(Request("GET", "/", headers=headers)) is not None
    assert enter(other, one.make_address()).status == 403
