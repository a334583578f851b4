"""What a browser asks and what it is answered: HTTP/1.1 as far as one page for one user needs it.

Strict: what a browser never sends (a header twice, a body in chunks, a target that is no path) is
refused, so that nothing can be read in two ways. Source: RFC 9112.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl

LONGEST_HEAD = 32_768  # bytes of a request before its body; cookies may take half of it
LONGEST_BODY = 65_536

_MOST_FIELDS = 200  # of a form
_LONGEST_TARGET = 12_000  # all headlines of a page by number; 400 letters of four bytes each
_START = re.compile(rf"(GET|POST) (/[!-~]{{0,{_LONGEST_TARGET}}}) HTTP/1\.[01]", re.ASCII)
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([\t -~\x80-\xff]*)", re.ASCII)
_LENGTH = re.compile(r"[0-9]{1,8}", re.ASCII)
_FORM = "application/x-www-form-urlencoded"

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
_ALWAYS = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""The headers of every answer, be it a page, a picture or a refusal."""


class BadRequestError(Exception):
    """What was sent cannot be answered; `status` says how."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Names of headers are in small letters; of a field that comes twice the last."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)

    def cookie(self, name: str) -> str:
        """Return a cookie, empty where there is none."""
        for part in self.headers.get("cookie", "").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. `kind` is its content type."""

    body: bytes = b""
    status: HTTPStatus = HTTPStatus.OK
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """Return it as it is sent."""
        headers = {
            **_ALWAYS,
            "Content-Length": str(len(self.body)),
            "Content-Type": self.kind,
            **self.headers,
        }
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body


def redirect(path: str, **headers: str) -> Response:
    """Send the browser to a page of our own, which it is to ask for with GET."""
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path, **headers})


def refusal(status: HTTPStatus, line: str = "") -> Response:
    """Say no, in one line of plain text."""
    text = f"{line or status.phrase}\n"
    return Response(text.encode(), status, "text/plain; charset=utf-8")


def read_head(head: bytes) -> tuple[Request, int]:
    """Read all up to the empty line, and return with it how long the body is.

    Raises `BadRequestError`.
    """
    start, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    found = _START.fullmatch(start)
    if found is None:
        raise BadRequestError(HTTPStatus.BAD_REQUEST)
    headers: dict[str, str] = {}
    for line in lines:
        one = _HEADER.fullmatch(line)
        if one is None or one[1].lower() in headers:
            raise BadRequestError(HTTPStatus.BAD_REQUEST)
        headers[one[1].lower()] = one[2].strip()
    path, _, query = found[2].partition("?")
    request = Request(found[1], path, _read_fields(query), headers)
    return request, _length_of(request)


def _length_of(request: Request) -> int:
    stated = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not _LENGTH.fullmatch(stated):
        raise BadRequestError(HTTPStatus.BAD_REQUEST)
    length = int(stated)
    if length > LONGEST_BODY:
        raise BadRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if request.method == "GET" and length:
        raise BadRequestError(HTTPStatus.BAD_REQUEST)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != _FORM:
        raise BadRequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return length


def with_body(request: Request, body: bytes) -> Request:
    """Return a request with the form that was sent behind its head. Raises `BadRequestError`."""
    form = _read_fields(body.decode("latin-1"))
    return Request(request.method, request.path, request.query, request.headers, form)


def _read_fields(text: str) -> Mapping[str, str]:
    try:
        found = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:  # too many, or no UTF-8
        raise BadRequestError(HTTPStatus.BAD_REQUEST) from error
    return dict(found)
