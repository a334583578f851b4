"""One pop-up on its way to a notification server."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field

from traynews.core.data.view import Popup


@dataclass(slots=True, eq=False)
class Attempt:
    """A pop-up on its way to a server. `deadline` is monotonic.

    Once a living server has it (`taken`), it ends with that server's answer, however late.
    """

    popup: Popup
    deadline: float
    outcome: Future[None] = field(default_factory=Future)
    ended: Future[None] = field(default_factory=Future)  # when nothing more comes of it
    steps: int = 0
    taken: bool = False
    refused: bool = False
