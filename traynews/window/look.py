"""Templates to answers: those of this room, which extend those of the offline pages."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from traynews.archive.pages.render import make_environment, read_part
from traynews.window.message import Response

_TEMPLATES = (
    "window_base.html", "window_list.html", "window_release.html", "window_wall.html",
    "window_line.html", "window_settings.html", "window_sources.html", "window_doctor.html",
    "window_log.html",
)  # fmt: skip


class Look:
    """Renders pages. `token` is what their forms must hold."""

    def __init__(self, token: str) -> None:
        self._environment = make_environment({name: _read(name) for name in _TEMPLATES})
        self._environment.globals["token"] = token

    def page(self, name: str, *, status: HTTPStatus = HTTPStatus.OK, **content: Any) -> Response:
        """Return the page that `window_{name}.html` makes of its content."""
        template = self._environment.get_template(f"window_{name}.html")
        return Response(template.render(content, place=name).encode(), status)


@cache
def read_style() -> bytes:
    """Return the style sheet: that of the offline pages, and what is needed beside it."""
    return (read_part("page.css") + _read("window.css")).encode()


@cache
def read_script() -> bytes:
    """Return the script: the keys of the offline pages, and what they do here."""
    return (read_part("keys.js") + _read("window.js")).encode()


def _read(name: str) -> str:
    return files("traynews.window").joinpath(name).read_text(encoding="utf-8")
