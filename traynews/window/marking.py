"""What a reader changes: read marks; and how a page that is looked at learns of changes."""

from __future__ import annotations

import json
from http import HTTPStatus

from traynews.archive.library import Library
from traynews.core.data.view import Verb
from traynews.core.health.words import tell_health
from traynews.errors import OutOfReachError
from traynews.window.desk import Desk
from traynews.window.message import Request, Response, redirect

_JSON = "application/json"
_MOST_IDS = 1000
_LARGEST_ID = 2**63 - 1


class Marking:
    """Does it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mark(self, request: Request) -> Response:
        """Count releases as read, or as unread: `ids`, or `all` up to `last`; `read` is 1 or 0."""
        ids = read_ids(request.form.get("ids", ""))
        with self._desk.archive() as store:
            if request.form.get("all") == "1":
                last = read_ids(request.form.get("last", ""))
                store.mark_read(None, last=last[0] if last else None)
            elif request.form.get("read") == "1":
                store.mark_read(ids)
            else:
                store.mark_unread(ids)
        self._desk.ring()
        return back_to(request)

    def opened(self, request: Request) -> Response:
        """Count releases as opened on the web, and so as read."""
        with self._desk.archive() as store:
            store.mark_opened(read_ids(request.form.get("ids", "")), self._desk.now())
        self._desk.ring()
        return back_to(request)

    def check(self, request: Request) -> Response:
        """Have the running program ask all its sources now. Raises `OutOfReachError`."""
        try:
            self._desk.ask(Verb.CHECK)
        except OutOfReachError as error:
            line = f"No source was asked, since the program cannot be reached: {error}"
            raise OutOfReachError(line) from error
        return back_to(request)

    def changes(self, request: Request) -> Response:
        """Say which of the releases on a page are unread now, and what is new: `since`, `ids`.

        Nothing where nobody has written to the archive since the page last heard.
        """
        version = self._version()
        if request.query.get("since") == version:
            return Response(status=HTTPStatus.NO_CONTENT, kind=_JSON)
        ids = read_ids(request.query.get("ids", ""))
        with self._desk.archive() as store:
            read = store.find_read(ids)
            newest = find_newest(store)
            unread = store.unread_count()
            health = tell_health(self._desk.health(store), self._desk.zone())
        told = {
            "version": version,
            "unread": unread,
            "newest": newest,
            "health": health,
            "unread_ids": [one for one in ids if one not in read],
        }
        return Response(json.dumps(told).encode(), kind=_JSON)

    def _version(self) -> str:
        """Return what differs once somebody has written to the archive, without opening it."""
        path = self._desk.locations.archive
        found = []
        for one in (path, path.with_name(f"{path.name}-wal")):
            try:
                state = one.stat()
                found.append(f"{state.st_mtime_ns:x}.{state.st_size:x}")
            except OSError:
                found.append("0")
        return "-".join(found)


def find_newest(store: Library) -> int:
    """Return the number of the newest release; 0 where there is none."""
    return max((entry.id for entry in store.entries(1)), default=0)


def read_ids(text: str) -> list[int]:
    """Read numbers with dots between them; what is no number of a release is left out."""
    digits = len(str(_LARGEST_ID))
    written = (one for one in text.split(".") if one.isascii() and one.isdigit())
    numbers = [int(one) for one in written if len(one) <= digits]
    return [one for one in numbers if 0 < one <= _LARGEST_ID][:_MOST_IDS]


def back_to(request: Request) -> Response:
    """Send the browser back to the page that its form stood on; a script gets nothing."""
    if "sec-fetch-mode" in request.headers and request.headers["sec-fetch-mode"] != "navigate":
        return Response(status=HTTPStatus.NO_CONTENT, kind=_JSON)
    path = request.form.get("back", "/")
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return redirect(path if is_own and path.isascii() else "/")
