"""What works, and what happened: the doctor's findings and the log, as pages."""

from __future__ import annotations

from traynews.window.days import tell_days
from traynews.window.desk import Desk
from traynews.window.look import Look
from traynews.window.message import Request, Response

_MOST_LOG = 100_000  # bytes of the end of the log that are shown


class WorkingPages:
    """Makes them."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self._desk = desk
        self._look = look

    def doctor(self, _request: Request) -> Response:
        """Look at everything and tell; takes a second or two."""
        findings = self._desk.examine()
        wrong = sum(state == "wrong" for _, state, _, _ in findings)
        return self._look.page("doctor", findings=findings, wrong=wrong)

    def log(self, _request: Request) -> Response:
        """Show the last days, what came and what was in the way, and the end of the log."""
        with self._desk.archive() as store:
            days = tell_days(
                store,
                self._desk.settings().feeds,
                self._desk.health(store),
                self._desk.now(),
                self._desk.zone(),
            )
        try:
            with self._desk.locations.log.open("rb") as file:
                size = file.seek(0, 2)
                file.seek(max(0, size - _MOST_LOG))
                text = file.read().decode("utf-8", "replace")
        except FileNotFoundError:
            text = ""
        lines = text.splitlines()
        return self._look.page("log", days=days, lines=lines, file=self._desk.locations.log)
