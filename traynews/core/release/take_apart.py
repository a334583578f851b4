"""What a press release is made of: `take_apart` for its parts, `describe` for its kind as well.

Whoever needs them has an item: as the feed gave it, or as the archive kept it (`Record.item`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.data.model import Kind
from traynews.core.data.plan import About
from traynews.core.kind import classify
from traynews.core.release.anatomy import NO_IMAGE, Image, sort_blocks
from traynews.core.release.lead import find_lead
from traynews.core.release.mentions import find_places, forget_names
from traynews.core.release.places import places
from traynews.core.release.pulled import Pulled
from traynews.core.release.quotes import Quote, find_quotes
from traynews.core.text.fold import same
from traynews.core.text.sentences import first_sentence

__all__ = ["Description", "Image", "Quote", "Release", "describe", "take_apart"]

_LONGEST_PREFIX = 120
_LONGEST_TOLD = 220
_MOST_PREFIXES = 3
_LONGEST_SITE = 120


@dataclass(frozen=True, slots=True)
class Release:
    """A release taken apart.

    `title` keeps its place prefix; `prefix` is that as written ("Israel-OPT") and empty where the
    title begins with no place. `places` are English names, from the prefix, else from the
    headline, and from terms; where these name none, from the first sentence, which is weaker
    evidence (`places_inferred`). `passages` are
    paragraphs, sub-headings, listings and quoted blocks in their order. `lead` is the first real
    sentence, never the repeated title. `quotes` are looked for each time they are asked for.
    """

    title: str
    prefix: str = ""
    places: tuple[str, ...] = ()
    places_inferred: bool = False
    topics: tuple[str, ...] = ()
    standfirst: tuple[str, ...] = ()
    passages: tuple[Block, ...] = ()
    author: str = ""
    image: Image = NO_IMAGE
    lead: str = ""
    pulled: tuple[Pulled, ...] = ()
    contact: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text without its sub-headings."""
        return tuple(block.text for block in self.passages if block.kind is not BlockKind.HEADING)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who is quoted, and what they say; the title again, said by nobody, is no quotation."""
        found = find_quotes(self.standfirst, self.passages, self.pulled)
        return tuple(one for one in found if one.speaker or not same(one.text, self.title))

    @property
    def told(self) -> str:
        """What a pop-up says: the first sentence, or what it announces, and who says that."""
        if not self.lead.endswith(":"):
            return self.lead
        quote = next(iter(self.quotes), None)
        if quote is None:
            return self.lead
        words = first_sentence(quote.text, limit=_LONGEST_TOLD)
        return f"“{words}” – {quote.speaker}" if quote.speaker else f"{self.lead} “{words}”"

    @property
    def text(self) -> str:
        """All that it says besides the title, a paragraph a line, sub-headings included."""
        return "\n".join([*self.standfirst, *(block.text for block in self.passages)])


@dataclass(frozen=True, slots=True)
class Description:
    """A release, what sort of release it is, and why (in words for the user).

    `certainty` is how probable it is that it is breaking; None where it was not judged.
    """

    release: Release
    kind: Kind
    reason: str
    certainty: float | None = None

    @property
    def about(self) -> About:
        """What the archive keeps of it beside its text."""
        speakers = dict.fromkeys(quote.speaker for quote in self.release.quotes if quote.speaker)
        return About(
            kind=self.kind,
            certainty=self.certainty,
            countries=self.release.places,
            topics=self.release.topics,
            speakers=tuple(speakers),
        )


def describe(item: Item, feed_title: str = "") -> Description:
    """Take an item apart and say what sort of release it is.

    What the publisher filed it under decides; else its wording does.
    """
    release = take_apart(item, feed_title)
    verdict = classify.classify(
        release.title,
        release.standfirst,
        release.paragraphs,
        item.language,
        filed=[term.name for term in item.terms if term.scheme not in _OTHER_LABELS],
    )
    return Description(release, verdict.kind, verdict.reason, verdict.certainty)


def forget_tables() -> None:
    """Let go of what was made ready for taking apart, until the next item."""
    classify.forget_readers()
    forget_names()


def take_apart(item: Item, feed_title: str = "") -> Release:
    """Return the parts of an item. Nothing but known leftovers is lost; never raises.

    `feed_title` is the feed's own name, which some publishers add to every title.
    """
    title = clean_title(item.title, feed_title)
    parts = sort_blocks(item, title)
    prefix, named = _place_prefix(title)
    found, topics = _filed_under(item.terms)
    lead = find_lead(title, parts.standfirst, parts.passages)
    found = [*(named or find_places(title)), *found]
    inferred = not found
    return Release(
        title=title,
        prefix=prefix,
        places=tuple(dict.fromkeys(found)) or find_places(lead),
        places_inferred=inferred,
        topics=topics,
        standfirst=parts.standfirst,
        passages=parts.passages,
        author=parts.author or item.author,
        image=parts.image,
        lead=lead,
        pulled=parts.pulled,
        contact=parts.contact,
    )


_SECTION = (
    r"(?:\s+[-–—|]\s+(?:Press Releases?|News|Latest News|Blogs?|Communiqués? de presse|Noticias))?"
)
_SITE = re.compile(
    rf"{_SECTION}\s*\|\s*(?:Amnesty International|Amnistía Internacional)(?: [\w.]+){{0,3}}\s*$"
)


def clean_title(title: str, feed_title: str = "") -> str:
    """Take the site's name off the end; only behind a bar, or where it is the feed's own title.

    A dash alone is no sign: "'A shameful day' - Amnesty International" is a headline.
    """
    title = title.strip()
    ends = [feed_title.strip()] if "|" in feed_title else []
    while True:
        tail = _SITE.search(title, max(0, len(title) - _LONGEST_SITE))
        shorter = title[: tail.start()] if tail else title
        for end in ends:
            if shorter.endswith(end):
                shorter = shorter[: -len(end)].rstrip(" -–—|")
        shorter = shorter.rstrip()
        if not shorter or shorter == title:
            return title
        title = shorter


_PREFIX_END = re.compile(r"\s*:|\.\s|\s[-–—]\s")


def _place_prefix(title: str) -> tuple[str, tuple[str, ...]]:
    """Return the prefix that names places, as written, and the places: "UK", ("United Kingdom",).

    "Reaction:", "Exclusive:" name none, but a place may follow them.
    """
    for prefix in _prefixes(title[:_LONGEST_PREFIX]):
        found = places(prefix)
        if found:
            return prefix, found
    return "", ()


def _prefixes(head: str) -> Iterator[str]:
    start = 0
    for number, end in enumerate(_PREFIX_END.finditer(head)):
        if number >= _MOST_PREFIXES:
            return
        yield head[start : end.start()].strip()
        if start and end.group().strip() == ":":
            yield head[: end.start()].strip()
        if end.group().strip() == ":":
            start = end.end()


_OTHER_SCHEMES = frozenset({"content-types", "resource-types"})
_OTHER_LABELS = frozenset({"countries", "topics"})  # these say what it is about


def _filed_under(terms: Iterable[Term]) -> tuple[list[str], tuple[str, ...]]:
    """Return the places and the topics that the publisher filed an item under."""
    found: list[str] = []
    topics: list[str] = []
    for term in terms:
        name = term.name.strip()
        if not name or term.scheme in _OTHER_SCHEMES:
            continue
        known = places(name) if term.scheme != "topics" else ()
        if term.scheme == "countries":
            found += known or (name,)
        elif known:
            found += known
        else:
            topics.append(name)
    return found, tuple(dict.fromkeys(topics))
