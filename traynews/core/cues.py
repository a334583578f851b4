"""What a cue is: wording that tells what sort of release somebody reads.

Patterns meet one sentence at a time, folded (see `folding`): small letters, no accents, plain
quotes. A cue counts once, in the sentence that it fits first, and of one family only the strongest
counts. Weights were set on the tuning half of the labelled releases in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from traynews.core.model import Kind

Place = Literal["start", "title", "lead", "any"]
"""`start`: the beginning of any sentence, headline or not; `lead`: anywhere but in the headline."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Wording that speaks for a kind: the pattern, what must stand beside it and what must not.

    `needs` are beginnings of words (three to five letters, or a whole short word), at least one of
    which any match contains. They are there for speed: most cues are passed over without a search.
    """

    kind: Kind
    weight: float
    family: str
    pattern: str
    place: Place = "any"
    beside: str = ""
    unless: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """The cues of one language.

    `opener` finds, in text as written, a formula that follows a line without full stop, since
    excerpts run the standfirst into the text. `spoken` finds, as a group, the "today" of "said
    today": it dates the release, not the event, and is taken out before cues are sought.
    """

    cues: tuple[Cue, ...]
    opener: str
    spoken: str
