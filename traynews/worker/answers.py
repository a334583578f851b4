"""What comes back from the outside into the worker's inbox."""

from __future__ import annotations

from dataclasses import dataclass

from traynews.core.data.document import Answer, Document, Failure, Item, Request
from traynews.core.polling.robots import Robots


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a request."""

    request: Request
    result: Answer | Failure


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser made of an answer: a document, a site's rules, a release."""

    request: Request
    answer: Answer
    result: Document | Robots | Item | Failure
