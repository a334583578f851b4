"""A page as a tree of plain elements, for those who look for structure instead of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from traynews.core.text.clean import clean_line

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head", "title"})


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page: its tag in small letters, its attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> str:
        """Its classes, in small letters."""
        return self.attributes.get("class", "").lower()

    def elements(self) -> Iterator[Element]:
        """Yield itself and all elements in it, in the order of the page."""
        waiting: list[Element] = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(child for child in reversed(one.children) if isinstance(child, Element))

    def above(self) -> Iterator[Element]:
        """Yield the elements around it, the nearest first."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Yield each stretch of text in it, clean, with the element it stands in."""
        waiting: list[tuple[Element, Element | str]] = [(self, self)]
        while waiting:
            holder, one = waiting.pop()
            if isinstance(one, str):
                text = clean_line(one)
                if text:
                    yield holder, text
            elif one.tag not in _SILENT:
                waiting.extend((one, child) for child in reversed(one.children))

    def text(self, *, limit: int = 2000) -> str:
        """Return all text in it as one clean line."""
        return clean_line(" ".join(text for _, text in self.texts()), limit=limit)

    def script(self) -> str:
        """Return what stands in it word for word, for data in scripts."""
        return "".join(child for child in self.children if isinstance(child, str))

    def markup(self, leave_out: Callable[[Element], bool]) -> str:
        """Return what stands in it as HTML again, without the elements to be left out."""
        pieces: list[str] = []
        waiting: list[Element | str] = list(reversed(self.children))
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):  # ends of elements are written below, and are no text
                pieces.append(one if one.startswith("</") and one.endswith(">") else escape(one))
            elif not leave_out(one):
                pieces.append(f'<{one.tag} class="{escape(one.classes)}">')
                waiting.append(f"</{one.tag}>")
                waiting.extend(reversed(one.children))
        return "".join(pieces)
