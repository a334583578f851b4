"""Templates to files: jinja2 with autoescape, and a policy that lets in nothing but our own script.

The pages stand alone: style and script are inside, allowed by their hashes, because a `file:` page
has no origin that `'self'` could mean. The policy forbids everything else: connections, frames,
forms, other scripts, and pictures but those in the page.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from traynews import __version__
from traynews.archive.pages.content import Passage, Piece

_PARTS = (
    "page_base.html", "page_year.html", "page_index.html", "page_release.html", "page.css",
    "keys.js", "page.js",
)  # fmt: skip
_ELEMENTS = {
    "text": ("<p", "</p>\n"),
    "heading": ("<h5", "</h5>\n"),
    "item": ('<p class="item"', "</p>\n"),
    "quote": ("<blockquote", "</blockquote>\n"),
}


class PageTemplates:
    """The templates, compiled once."""

    def __init__(self) -> None:
        self._environment = make_environment({})
        style, script = read_part("page.css"), read_script()
        self._environment.globals.update(
            style=style, script=script, policy=policy_for(style, script)
        )
        self._release = self._environment.get_template("page_release.html")

    def release(self, piece: Piece) -> Markup:
        """Return the markup of one release."""
        return Markup(self._release.render(one=piece))  # noqa: S704 - rendered with autoescape

    def marked(self, mark: str, release: str) -> Markup:
        """Return markup made by `release`, now or earlier, with its mark around it."""
        return Markup(f"<!--{mark}-->\n{release}<!--/-->")  # noqa: S704 - it is ours, escaped

    def year(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Give the page of a year, piece by piece."""
        return self._environment.get_template("page_year.html").generate(content)

    def index(self, content: Mapping[str, Any]) -> Iterator[str]:
        """Give the index, piece by piece."""
        return self._environment.get_template("page_index.html").generate(content)


def make_environment(more: Mapping[str, str]) -> jinja2.Environment:
    """Return what renders these templates, and those of the offline pages, which they may extend.

    Everything is escaped, and a name that is not there is an error.
    """
    sources = {name: read_part(name) for name in _PARTS if name.endswith(".html")}
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({**sources, **more}),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["version"] = __version__
    environment.filters["passages"] = _passages
    return environment


def read_script() -> str:
    """Return the script of the offline pages: the keys, and what they do there."""
    return read_part("keys.js") + read_part("page.js")


def _passages(passages: Iterable[Passage]) -> Markup:
    """Return passages as markup, escaped here: in the template they would be half of the time."""
    made = []
    for one in passages:
        start, end = _ELEMENTS[one.role]
        direction = f' dir="{one.direction}"' if one.direction else ""
        made.append(f"{start}{direction}>{html.escape(one.text)}{end}")
    return Markup("".join(made))  # noqa: S704 - each text is escaped above


def policy_for(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page with this style and this script inside."""
    return (
        "default-src 'none'; img-src data:;"
        f" style-src '{_hash_source(style)}'; script-src '{_hash_source(script)}';"
        " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def read_part(name: str) -> str:
    """Return a template, the style or the script."""
    return files("traynews.archive.pages").joinpath(name).read_text(encoding="utf-8")


@cache
def design_mark() -> str:
    """Return what changes with the program or any of its templates, so that pages are redone."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=8)
    for name in _PARTS:
        digest.update(read_part(name).encode())
    return digest.hexdigest()


def _hash_source(text: str) -> str:
    """Return a text as CSP names what it allows. Source: Content Security Policy Level 3, 2.3.1."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
