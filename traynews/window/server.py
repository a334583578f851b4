"""The server: one thread, a deadline for everything, and an end when nobody has looked for a while.

A connection carries one request. Those that have yet to send theirs are few at a time: where more
come, the oldest goes, so that neither a thousand connections nor those that dawdle keep a browser
out. The standard library's `http.server` gives a thread to each and lets it dawdle (ADR 20).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from http import HTTPStatus
from typing import Protocol

from traynews.window.doorkeeper import Doorkeeper
from traynews.window.message import (
    LONGEST_HEAD,
    BadRequestError,
    Request,
    Response,
    read_head,
    refusal,
    with_body,
)
from traynews.window.peers import is_own

log = logging.getLogger(__name__)

REST = 600.0
"""Seconds without a look at the page after which the server ends."""

_MOST_WAITING = 64  # connections that have yet to send their request
_ASKING, _SENDING = 5.0, 20.0  # seconds for a request to come, and for an answer to be taken
_BACKLOG = 1024  # connections that the kernel keeps until they are looked at
_WENT_WRONG = "Something went wrong; the log says what."


class Pages(Protocol):
    """Answers what the doorkeeper let in."""

    def answer(self, request: Request) -> Response:
        """Answer one request."""
        ...

    def is_slow(self, request: Request) -> bool:
        """Whether its answer may take seconds; it is then made beside the others."""
        ...


class Server:
    """Serves on a free port of the loopback interface. Constructing takes the port.

    `token` is what the forms of the pages hold; after `rest` seconds without a look it ends.
    """

    def __init__(self, pages: Pages, token: str, *, rest: float = REST) -> None:
        self._pages = pages
        self._rest = rest
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG)
        self._port = int(self._socket.getsockname()[1])
        self._waiting: dict[asyncio.Task[None], None] = {}  # in the order in which they came
        self._looked = time.monotonic()
        self._ending = asyncio.Event()
        self._door = Doorkeeper(self._port, token, time.monotonic)

    def make_address(self) -> str:
        """Return an address that lets in one browser; on the server's thread."""
        self._looked = time.monotonic()
        return self._door.make_address()

    async def serve(self) -> None:
        """Serve until nobody has looked for a while, or `end`."""
        server = await asyncio.start_server(
            self._connected, sock=self._socket, limit=LONGEST_HEAD, backlog=_BACKLOG
        )
        async with server:
            while (left := self._looked + self._rest - time.monotonic()) > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), left)
                if self._ending.is_set():
                    return

    def end(self) -> None:
        """End `serve`; on its thread."""
        self._ending.set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            response = await self._respond(reader, writer.get_extra_info("peername")[1])
            if response is None:
                return
            writer.write(response.as_bytes())
            async with asyncio.timeout(_SENDING):
                await writer.drain()
        except (OSError, TimeoutError, EOFError, asyncio.CancelledError):
            pass  # it went, dawdled, or had to make room; nobody is there to be told
        finally:
            writer.close()

    async def _respond(self, reader: asyncio.StreamReader, client_port: int) -> Response | None:
        """Return what is answered to this client; another user of the machine hears nothing."""
        try:
            request = await self._read(reader)
        except BadRequestError as error:
            return refusal(error.status)
        except asyncio.LimitOverrunError:
            return refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        if not is_own(client_port, self._port):
            return None
        refused = self._door.admit(request)
        if refused is not None:
            return refused
        self._looked = time.monotonic()
        return await self._make(request)

    async def _make(self, request: Request) -> Response:
        try:
            if self._pages.is_slow(request):
                return await asyncio.to_thread(self._pages.answer, request)
            return self._pages.answer(request)
        except Exception:
            log.exception("a page could not be made: %s %s", request.method, request.path)
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, _WENT_WRONG)

    async def _read(self, reader: asyncio.StreamReader) -> Request:
        """Wait for a request, not for long, and less where many wait."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio makes one for each connection
        while len(self._waiting) >= _MOST_WAITING:
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]
            oldest.cancel()
        self._waiting[task] = None
        try:
            async with asyncio.timeout(_ASKING):
                request, length = read_head(await reader.readuntil(b"\r\n\r\n"))
                if request.method == "POST":
                    request = with_body(request, await reader.readexactly(length))
                return request
        finally:
            self._waiting.pop(task, None)
