"""The process that serves the page, and how its parent asks it for an address.

The parent writes a line, the process answers with an address that lets in one browser. It ends when
the parent does (its input ends), and when nobody has looked at the page for a while.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import TextIO

from traynews.window.desk import Desk
from traynews.window.doorkeeper import make_token
from traynews.window.routes import Routes
from traynews.window.server import REST, Server


def serve(desk: Desk, asked: Iterable[str], said: TextIO, *, rest: float = REST) -> None:
    """Serve, and say an address for each line that is asked."""

    def say(server: Server) -> None:
        said.write(f"{server.make_address()}\n")
        said.flush()

    def listen(server: Server, post: Callable[..., object]) -> None:
        for _ in asked:
            post(say, server)
        post(server.end)

    _run(desk, listen, rest)


def serve_once(desk: Desk, opened: Callable[[str], None], *, rest: float = REST) -> None:
    """Serve where there is no parent: `opened` is given the one address."""

    def listen(server: Server, post: Callable[..., object]) -> None:
        post(lambda: opened(server.make_address()))

    _run(desk, listen, rest)


def _run(desk: Desk, listen: Callable[[Server, Callable[..., object]], None], rest: float) -> None:
    async def main() -> None:
        server = make_server(desk, rest=rest)
        loop = asyncio.get_running_loop()

        def post(action: Callable[..., None], *values: object) -> None:
            try:
                loop.call_soon_threadsafe(action, *values)
            except RuntimeError:  # the loop has ended
                return

        threading.Thread(target=listen, args=(server, post), name="asked", daemon=True).start()
        await server.serve()

    asyncio.run(main())


def make_server(desk: Desk, *, rest: float = REST) -> Server:
    """Return the server with all its pages; it has its port already."""
    token = make_token()
    return Server(Routes(desk, token), token, rest=rest)
