"""What comes into the worker's inbox besides commands: answers, rings, lines to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from traynews.core.data.document import Answer, Document, Failure, Item, Request, Robots

Read = Document | Robots | Item | Failure
"""What the parser makes of an answer: a feed or listing, a site's rules, the page of a release."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a request."""

    request: Request
    result: Answer | Failure


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser made of an answer."""

    request: Request
    answer: Answer
    result: Read


@dataclass(frozen=True, slots=True)
class Tell:
    """A line about the program itself, to be shown under a topic; empty: nothing is wrong."""

    topic: str
    text: str


class Ring:
    """Somebody else wrote to the archive."""


class Stop:
    """End the loop."""
