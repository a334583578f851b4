"""Posts as the REST interface of WordPress gives them.

Source: developer.wordpress.org/rest-api/reference/posts. `date` is the site's own time without an
offset, `date_gmt` is UTC without one; title, excerpt and content are HTML.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from traynews.core.data.document import Document, Item
from traynews.core.polling.moves import is_of
from traynews.core.text.address import web_address
from traynews.feeds.child.markup import blocks
from traynews.feeds.child.newsroom.data import first_text
from traynews.feeds.child.newsroom.listed import Dated, make_item, own_address, read_moment

FIELDS = "id,date_gmt,slug,link,title,excerpt,content"
MOST_POSTS = 20

_PREFERRED = re.compile(r"press|release|news|communique|statement", re.IGNORECASE)
_NEVER = frozenset({"media", "pages", "blocks", "templates", "menu-items", "users", "comments"})


def read_json(text: str, url: str) -> Document | tuple[str, ...] | None:
    """Return the posts of an answer; of the list of post types, where the releases are.

    None where it is neither.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, list) and all(isinstance(row, dict) and "link" in row for row in found):
        items = [_read_post(row, url) for row in found[:100]]
        return Document(items=tuple(item for item in items if item is not None))
    if isinstance(found, dict) and any(_is_type(row) for row in found.values()):
        return _collections(found, url)
    return None


def types_address(root: str) -> str:
    """Return where a site's post types are listed, by the root that its pages name."""
    return web_address("wp/v2/types", root.rstrip("/") + "/")


def _read_post(row: dict[str, Any], url: str) -> Item | None:
    link = own_address(first_text(row, "link"), url)
    if not link:
        return None
    gmt = first_text(row, "date_gmt")
    dated = read_moment(gmt if not gmt or gmt.endswith("Z") else f"{gmt}Z", "UTC")
    item = make_item(
        link,
        first_text(row, "title"),
        dated if gmt else Dated(),
        excerpt=first_text(row, "excerpt"),
    )
    return replace(item, blocks=blocks(first_text(row, "content")))


def _is_type(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("rest_base"), str)


def _collections(found: dict[str, Any], url: str) -> tuple[str, ...]:
    """Return where posts of the type that holds press releases are, then plain posts."""
    bases = [row["rest_base"] for row in found.values() if _is_type(row)]
    wanted = [base for base in bases if _PREFERRED.search(base) and base not in _NEVER]
    wanted += [base for base in bases if base == "posts"]
    query = f"?per_page={MOST_POSTS}&_fields={FIELDS}"
    named = (web_address(f"{base}{query}", url.rpartition("/")[0] + "/") for base in wanted[:2])
    return tuple(dict.fromkeys(link for link in named if link and is_of(link, url)))
