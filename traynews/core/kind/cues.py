"""What a cue is: English wording, by grammar, that tells what sort of release somebody reads.

Phrases (see `phrases`) meet the words of the headline and of the opening. A cue counts once, where
it fits first, and how much it counts is learned (see `model`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from traynews.core.data.model import Kind
from traynews.core.kind.phrases import Vocabulary

Place = Literal["title", "lead", "any"]
"""`lead`: anywhere but in the headline."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Wording that speaks for a kind; cues about one thing are a family.

    `beside` is a phrase that must stand in the same sentence, `unless` are such as must not.
    """

    kind: Kind
    family: str
    phrase: str
    place: Place = "any"
    beside: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tongue:
    """The cues of a language, and the words that its phrases name.

    `opener` finds, in text as written, a formula that follows a line without full stop, since
    excerpts run the standfirst into the text. `spoken` is the "said today" that dates the release,
    not the event; its last word is not seen by cues.
    """

    vocabulary: Vocabulary
    cues: tuple[Cue, ...]
    opener: str
    spoken: str
