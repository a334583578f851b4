"""HTML to text: one line, or the blocks of a release. The only user of selectolax.

Runs in the parse process. The tree is walked without recursion, so that depth costs no stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from traynews.core.data.document import Block, BlockKind
from traynews.core.text.clean import clean_line
from traynews.feeds.child.tree import Element

LONGEST_MARKUP = 1_000_000
"""Characters of HTML that are read of one field; a long report has a tenth of that."""
MOST_BLOCKS = 500
LONGEST_BLOCK = 10_000
MOST_ELEMENTS = 50_000
"""Elements and texts of a page that are looked at; large listings have some thousands."""

_NAME = re.compile("[a-z0-9]+")
_DROPPED = frozenset(
    _NAME.findall(
        "applet audio button canvas datalist embed form frame frameset head iframe input math "
        "meter nav noframes noscript object option progress script select style svg template "
        "textarea title video"
    )
)
_BLOCKS = frozenset(
    _NAME.findall(
        "address article aside blockquote body caption center dd details dialog dir div dl dt "
        "fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
        "menu ol p pre section summary table tbody tfoot thead tr ul"
    )
)
_KINDS = {
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "blockquote": BlockKind.QUOTE,
    "li": BlockKind.LISTING,
    "dd": BlockKind.LISTING,
    "dt": BlockKind.LISTING,
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
}
# A start tag as HTML is cut into tags: quotes count where a value begins. It always ends somewhere.
_START = re.compile(
    r"<([a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)"
)
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_ATTRIBUTE = re.compile(r"[^\s/]+")
_LONG_TAG = 8_192  # characters
_MOST_ATTRIBUTES = 500
_TAG = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})[^<>]*>")
DEEPEST = 512
"""Elements in each other; what lies deeper is read as if it lay here."""
MOST_SHALLOW = 3 * DEEPEST
"""Tags in markup that cannot be deep enough to be looked at."""
# Empty, or ended by the next of their kind whether anybody writes so or not.
_NEVER_DEEP = frozenset(
    _NAME.findall(
        "area base br col dd dt embed hr img input li link meta option p param source tbody td "
        "tfoot th thead tr track wbr"
    )
)
_CELLS = frozenset({"td", "th"})
_CAPTION_CLASS = re.compile(r"(?:^|[-_])(?:caption|credits?|copyright)(?:$|[-_])")
_FIELD_CLASS = "field--name-"
_BREAK = "\n"
# References that mean the same to every reader of HTML; a line with no others needs no tree.
_PLAIN_REFERENCE = re.compile(
    "&(?:#(?:1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3})|amp|gt|lt|nbsp|quot);"
)


def line(html: str, *, limit: int = 2000) -> str:
    """Return a fragment of HTML as one clean line of at most `limit` characters."""
    if "<" not in html:
        if "&" not in html:
            return clean_line(html, limit=limit)
        html = html[:LONGEST_MARKUP]
        if "&" not in _PLAIN_REFERENCE.sub("", html):
            return clean_line(clean_line(unescape(html), limit=LONGEST_BLOCK), limit=limit)
    return clean_line(" ".join(block.text for block in blocks(html)), limit=limit)


def blocks(html: str) -> tuple[Block, ...]:
    """Return the stretches of text of a fragment of HTML, in their order.

    Labels are the names of Drupal fields (`field field--name-field-standfirst` gives `standfirst`),
    of the nearest ancestor that has one. What is no text (scripts, forms, drawings) is left out.
    """
    tree = LexborHTMLParser(_tame(html[:LONGEST_MARKUP]))
    root = tree.body or tree.root
    if root is None:
        return ()
    walk = _Walk()
    path: list[LexborNode] = []
    node = root.first_child
    while node is not None and len(walk.found) < MOST_BLOCKS:
        child = walk.enter(node)
        if child is not None:
            path.append(node)
            node = child
            continue
        walk.leave(node)
        following = node.next
        while following is None and path:
            parent = path.pop()
            walk.leave(parent)
            following = parent.next
        node = following
    walk.flush()
    return tuple(walk.found)


def read_page(html: str) -> Element:
    """Return a page as a tree, as far as its first `MOST_ELEMENTS` elements."""
    tree = LexborHTMLParser(_tame(html[:LONGEST_MARKUP]))
    top = tree.root
    root = Element("html", _attributes_of(top) if top is not None else {})
    open_elements = [root]
    node = top.first_child if top is not None else None
    depth, count = 0, 0
    while node is not None and count < MOST_ELEMENTS:
        count += 1
        here = open_elements[-1]
        child = None
        if node.tag == "-text":
            here.children.append(node.text_content or "")
        elif (node.tag or "-")[:1].isalpha():
            element = Element(node.tag or "", _attributes_of(node), here)
            here.children.append(element)
            child = node.first_child
            if child is not None:
                open_elements.append(element)
        if child is not None:
            node, depth = child, depth + 1
            continue
        while node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if depth < 0:
                return root
            open_elements.pop()
        node = node.next if node is not None else None
    return root


def _attributes_of(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


def _tame(html: str) -> str:
    """Return markup that lexbor reads in a time that grows with its length."""
    if len(html) > _LONG_TAG:
        html = _START.sub(_narrow, html)
    return _flatten(html) if html.count("<") >= MOST_SHALLOW else html


def _narrow(tag: re.Match[str]) -> str:
    """Return a start tag, without its attributes where there are very many.

    lexbor compares each with all before it: 110,000 of them took it 18 s.
    """
    if len(tag[0]) < _LONG_TAG:
        return tag[0]
    attributes = _ATTRIBUTE.findall(_QUOTED.sub("= ", tag[0]))
    return f"<{tag[1]}>" if len(attributes) > _MOST_ATTRIBUTES else tag[0]


def _flatten(html: str) -> str:
    """Return markup that lies no deeper than `DEEPEST`: lexbor's time grows with depth squared.

    150,000 nested elements took it 100 s. Browsers cut at this depth, too.
    """
    depth = beyond = end = 0
    pieces = []
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _NEVER_DEEP:
            continue
        if tag[1]:
            is_beyond = beyond > 0
            depth, beyond = (depth, beyond - 1) if is_beyond else (max(depth - 1, 0), 0)
        else:
            is_beyond = depth >= DEEPEST
            depth, beyond = (depth, beyond + 1) if is_beyond else (depth + 1, 0)
        if is_beyond:
            pieces += [html[end : tag.start()], "<p>" if name in _BLOCKS else ""]
            end = tag.end()
    return "".join([*pieces, html[end:]])


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an open element means for the text below it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    label: str = ""
    is_block: bool = False


class _Walk:
    """Gathers text on the way through the tree, and closes a block at each border."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._pieces: list[str] = []
        self._size = 0
        self._frames = [_Frame()]

    def enter(self, node: LexborNode) -> LexborNode | None:
        """Take a node in; return its first child where there is more below."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
            self._frames.append(self._frames[-1])
            return None
        if not tag[:1].isalpha():  # comments, declarations
            self._frames.append(self._frames[-1])
            return None
        if tag == "br":
            self._break_line()
        elif tag in _CELLS:
            self._add(" ")
        attributes = node.attributes
        classes = (attributes.get("class") or "").lower().split() if attributes else ()
        frame = _open(tag, tuple(classes), self._frames[-1])
        if frame.is_block:
            self.flush()
        self._frames.append(frame)
        return None if tag in _DROPPED else node.first_child

    def leave(self, node: LexborNode) -> None:
        """Close what `enter` opened."""
        if self._frames[-1].is_block and (node.tag or "-")[:1].isalpha():
            self.flush()
        self._frames.pop()

    def flush(self) -> None:
        """End the block that is being gathered."""
        if not self._pieces:
            return
        text = clean_line("".join(self._pieces), limit=LONGEST_BLOCK)
        self._pieces, self._size = [], 0
        if text:
            frame = self._frames[-1]
            self.found.append(Block(frame.kind, text, frame.label))

    def _add(self, text: str) -> None:
        if text and self._size <= LONGEST_BLOCK * 2:
            self._pieces.append(text)
            self._size += len(text)

    def _break_line(self) -> None:
        # One <br> is a blank, two begin a new paragraph (old mail-like markup).
        if self._pieces and self._pieces[-1] == _BREAK:
            self.flush()
        else:
            self._pieces.append(_BREAK)


@lru_cache(maxsize=512)  # most elements of a feed are a <p> without any class
def _open(tag: str, classes: tuple[str, ...], above: _Frame) -> _Frame:
    label = next((_field(name) for name in classes if name.startswith(_FIELD_CLASS)), "")
    kind = _KINDS.get(tag, above.kind)
    if any(_CAPTION_CLASS.search(name) for name in (*classes, label)):
        kind = BlockKind.CAPTION
    elif above.kind in {BlockKind.QUOTE, BlockKind.CAPTION}:
        kind = above.kind  # a paragraph or a list within a quotation is quoted
    label = label or above.label
    if tag == "cite" and above.kind is BlockKind.QUOTE:
        return _Frame(BlockKind.QUOTE, "cite", is_block=True)  # who is quoted: a line of its own
    is_block = tag in _BLOCKS or (kind, label) != (above.kind, above.label)
    return _Frame(kind, label, is_block)


def _field(name: str) -> str:
    return name.removeprefix(_FIELD_CLASS).removeprefix("field-")[:60]
