"""Which page answers which address."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from traynews.errors import TrayNewsError
from traynews.window.desk import Desk
from traynews.window.look import Look, read_script, read_style
from traynews.window.marking import Marking, read_ids
from traynews.window.message import Request, Response
from traynews.window.reading import Reading
from traynews.window.settings_pages import SettingsPages
from traynews.window.source_pages import SourcePages
from traynews.window.working_pages import WorkingPages

_SLOW = frozenset({"/doctor", "/sources/add", "/rules", "/login"})
"""What may take seconds: the doctor's look, asking servers, judging a month's releases; or minutes:
the desktop's question whether a program in a sandbox may start at login."""


class Routes:
    """Answers requests. `token` is what the pages' forms must hold."""

    def __init__(self, desk: Desk, token: str) -> None:
        self._look = Look(token)
        reading, marking = Reading(desk, self._look), Marking(desk)
        settings, sources = SettingsPages(desk, self._look), SourcePages(desk, self._look)
        workings = WorkingPages(desk, self._look)
        self._reading = reading
        self._served: dict[tuple[str, str], Callable[[Request], Response]] = {
            ("GET", "/"): reading.headlines,
            ("GET", "/wall"): reading.wall,
            ("GET", "/changes"): marking.changes,
            ("GET", "/settings"): settings.show,
            ("POST", "/set"): settings.put,
            ("POST", "/rules"): settings.rules,
            ("POST", "/mute"): settings.mute,
            ("POST", "/test"): settings.try_alert,
            ("POST", "/login"): settings.login,
            ("POST", "/wipe"): settings.wipe,
            ("GET", "/sources"): sources.show,
            ("POST", "/source"): sources.change,
            ("POST", "/sources/check"): sources.check,
            ("POST", "/sources/add"): sources.add,
            ("GET", "/doctor"): workings.doctor,
            ("GET", "/log"): workings.log,
            ("POST", "/mark"): marking.mark,
            ("POST", "/opened"): marking.opened,
            ("POST", "/check"): marking.check,
            ("GET", "/style.css"): lambda _: Response(read_style(), kind="text/css; charset=utf-8"),
            ("GET", "/script.js"): lambda _: Response(
                read_script(), kind="text/javascript; charset=utf-8"
            ),
        }

    def answer(self, request: Request) -> Response:
        """Answer one request. What goes wrong and says so becomes a page with that line."""
        try:
            return self._find(request)(request)
        except TrayNewsError as error:
            return self._look.page("line", status=HTTPStatus.CONFLICT, line=str(error))

    def is_slow(self, request: Request) -> bool:
        """Whether its answer may take seconds."""
        return request.path in _SLOW

    def _find(self, request: Request) -> Callable[[Request], Response]:
        served = self._served.get((request.method, request.path))
        if served is not None:
            return served
        name, _, number = request.path.removeprefix("/").partition("/")
        (entry_id,) = read_ids(number) or [0]
        if (request.method, name) == ("GET", "release") and entry_id and number == str(entry_id):
            return lambda _: self._reading.release(entry_id)
        return lambda _: self._look.page(
            "line", status=HTTPStatus.NOT_FOUND, line="There is no such page."
        )
