"""A page as a tree of plain elements, for those who look for structure instead of text."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from html import escape

from traynews.core.text.clean import clean_line

SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head", "title"})
"""Elements whose text nobody sees."""


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

    def elements(self, leave_out: Callable[[Element], bool] | None = None) -> Iterator[Element]:
        """Yield itself and all elements in it but those to be left out, in the order of the page.

        With what is left out goes all that stands in it.
        """
        waiting: list[Element] = [self]
        while waiting:
            one = waiting.pop()
            if leave_out is not None and leave_out(one):
                continue
            yield one
            waiting.extend(child for child in reversed(one.children) if isinstance(child, Element))

    def outermost(
        self, tag: str, leave_out: Callable[[Element], bool] | None = None
    ) -> Iterator[Element]:
        """Yield the elements of a tag that stand in no other of it, so that no text is read twice.

        `leave_out` as for `elements`.
        """
        found: set[Element] = set()
        for one in self.elements(
            lambda one: one.parent in found or (leave_out is not None and leave_out(one))
        ):
            if one.tag == tag:
                found.add(one)
                yield one

    def above(self) -> Iterator[Element]:
        """Yield the elements around it, the nearest first."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    def holders(self, tags: Container[str]) -> set[Element]:
        """Return all elements of these tags in it, and all around them."""
        found: set[Element] = set()
        for one in self.elements():
            if one.tag in tags:
                for around in (one, *one.above()):
                    if around in found:
                        break
                    found.add(around)
        return found

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Yield each stretch of text in it, clean, with the element it stands in."""
        waiting: list[tuple[Element, Element | str]] = [(self, self)]
        while waiting:
            holder, one = waiting.pop()
            if isinstance(one, str):
                text = clean_line(one)
                if text:
                    yield holder, text
            elif one.tag not in SILENT:
                waiting.extend((one, child) for child in reversed(one.children))

    def text(self, *, limit: int = 2000) -> str:
        """Return all text in it as one clean line."""
        pieces: list[str] = []
        size = 0
        for _, text in self.texts():
            pieces.append(text)
            size += len(text) + 1
            if size > limit + 1:
                break
        return clean_line(" ".join(pieces), limit=limit)

    def short_texts(self, longest: int) -> dict[Element, str]:
        """Return the texts of all elements in it that hold so many characters at most.

        In one go, from the leaves up: elements in each other share what they hold.
        """
        found: dict[Element, str] = {}
        for one in reversed(list(self.elements())):
            if one.tag in SILENT:
                found[one] = ""
                continue
            pieces = [
                clean_line(child) if isinstance(child, str) else found.get(child)
                for child in one.children
            ]
            told = [piece for piece in pieces if piece]
            if None not in pieces and sum(map(len, told)) + len(told) <= longest + 1:
                found[one] = " ".join(told)
        return found

    def text_sizes(self) -> dict[Element, int]:
        """Return how many characters of text all elements in it hold; likewise in one go."""
        found: dict[Element, int] = {}
        for one in reversed(list(self.elements())):
            sizes = (
                len(clean_line(child)) if isinstance(child, str) else found[child]
                for child in one.children
            )
            found[one] = 0 if one.tag in SILENT else sum(sizes)
        return found

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
