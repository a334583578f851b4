"""Requests are read in one way or refused, and every answer has the headers that protect it."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.window.message import (
    BadRequestError,
    Request,
    Response,
    read_head,
    redirect,
    refusal,
    with_body,
)

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def test_a_plain_request_is_read() -> None:
    request, length = read_head(
        b"GET /?q=a+b%C3%A9&x= HTTP/1.1\r\nHost: h\r\nCOOKIE: a=1; b=2\r\n\r\n"
    )
    assert (request.method, request.path, length) == ("GET", "/", 0)
    assert request.query == {"q": "a bé", "x": ""}
    assert (request.headers["host"], request.cookie("b"), request.cookie("c")) == ("h", "2", "")


def test_a_form_is_read() -> None:
    request, length = read_head(b"POST /mark HTTP/1.1\r\n" + FORM + b"Content-Length: 8\r\n\r\n")
    assert length == 8
    assert with_body(request, b"ids=1.23").form == {"ids": "1.23"}


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET http://127.0.0.1/ HTTP/1.1\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT h:1 HTTP/1.1\r\n\r\n", 400),
        (b"OPTIONS / HTTP/1.1\r\n\r\n", 400),
        (b"GET /\x80 HTTP/1.1\r\n\r\n", 400),
        (b"GET /?q=%ff HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: a\r\n folded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: a\nY: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + FORM + b"Transfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + FORM + b"Content-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + FORM + b"Content-Length: 65537\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\n" + FORM + b"Content-Length: 99999999999\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\n", 415),
        (b"GET /?" + b"a&" * 300 + b" HTTP/1.1\r\n\r\n", 400),
    ],
)
def test_what_no_browser_sends_is_refused(head: bytes, status: int) -> None:
    with pytest.raises(BadRequestError) as caught:
        read_head(head)
    assert caught.value.status == status


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(noise: bytes) -> None:
    for head in (noise, b"GET /" + noise, b"GET / HTTP/1.1\r\n" + noise):
        try:
            request, _ = read_head(head)
            with_body(request, noise)
        except BadRequestError:
            pass


@pytest.mark.parametrize(
    "answer", [Response(b"x"), redirect("/"), refusal(HTTPStatus.FORBIDDEN), Response(kind="a/b")]
)
def test_every_answer_is_kept_nowhere_framed_nowhere_and_runs_nothing_else(
    answer: Response,
) -> None:
    head = answer.as_bytes().partition(b"\r\n\r\n")[0].decode()
    for line in (
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Cross-Origin-Resource-Policy: same-origin",
        f"Content-Length: {len(answer.body)}",
    ):
        assert line in head.split("\r\n")
    policy = next(line for line in head.split("\r\n") if line.startswith("Content-Security"))
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_cookie_is_found_by_its_whole_name() -> None:
    assert Request("GET", "/", headers={"cookie": "xa=1;a=2"}).cookie("a") == "2"
