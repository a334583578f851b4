"""In which order the catalogue's sources are offered to this user: first those in his language."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date

from traynews.core.data.model import Feed
from traynews.settings.catalogue import CatalogueFeed

_KINDS = ("releases", "news", "section", "social", "in-the-news")
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # as gettext reads them


def order_offers(catalogue: Sequence[CatalogueFeed], languages: Sequence[str]) -> tuple[Feed, ...]:
    """Return the catalogue's sources, the best first.

    By language, the user's own before English before others; then Amnesty's before those of others
    that seldom name it; then what was seen to answer, the latest first; then press releases before
    news of a section before what it says on social networks.
    """
    ranks = {code: rank for rank, code in reversed([*enumerate([*languages, "en"])])}

    def rank(known: CatalogueFeed) -> tuple[int, bool, int, int]:
        feed = known.feed
        spoken = ranks.get(feed.language.partition("-")[0], len(ranks) + 1)
        answered = feed.answered or date.min
        return spoken, feed.mentions is not None, -answered.toordinal(), _KINDS.index(known.kind)

    return tuple(known.feed for known in sorted(catalogue, key=rank))


def read_languages(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of the languages that the user reads (`fr`, `de`), the best first."""
    said = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    if not said and sys.platform == "win32":
        said = _ask_windows()
    codes = [one.partition(".")[0].partition("_")[0].lower() for one in said.split(":")]
    return tuple(dict.fromkeys(code for code in codes if code and code not in {"c", "posix"}))


if sys.platform == "win32":

    def _ask_windows() -> str:
        import ctypes  # noqa: PLC0415 - Windows alone needs it
        import locale  # noqa: PLC0415 - likewise

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
