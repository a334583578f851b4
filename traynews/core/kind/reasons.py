"""The sentence that tells a user why a release is of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.core.data.model import BREAKING, Kind
from traynews.core.kind.evidence import Evidence
from traynews.core.kind.model import BREAKING as OUTPUT
from traynews.core.kind.model import read_model
from traynews.core.kind.tokens import LINE_MARK, locate
from traynews.core.text.clean import cut
from traynews.core.text.fold import fold

_MEANING = {
    Kind.STATEMENT: "it answers something that has just happened",
    Kind.URGENT: "somebody is at immediate risk",
    Kind.PREVIEW: "it looks ahead to something that is still to come",
    Kind.REPORT: "it presents research",
    Kind.CORRECTION: "it corrects an earlier release",
    Kind.NEWS: "it is about a campaign, an anniversary or the organisation itself",
}
_LIKE = {
    Kind.STATEMENT: "statements on something that has just happened",
    Kind.URGENT: "releases on somebody at immediate risk",
    Kind.PREVIEW: "releases on something that is still to come",
    Kind.REPORT: "reports",
    Kind.CORRECTION: "corrections",
    Kind.NEWS: "releases that answer no fresh event",
}

# What can be shown as a reason: meanings and patterns that stand for one kind by themselves.
_SHOWN = {
    Kind.STATEMENT: (
        "/REACTING", "^REACTING", "%react deed", "%fresh deed", "%fresh hard deed", "%after deed",
        "%dated deed", "%must after", "%voice reacts",
    ),
    Kind.URGENT: ("%person in peril", "%doom", "/ACTNOW", "/PERIL", "^ACTNOW", "^PERIL"),
    Kind.PREVIEW: ("/AHEAD", "^AHEAD", "%coming"),
    Kind.REPORT: ("/STUDY", "^STUDY", "%study shows", "%voice study"),
    Kind.CORRECTION: ("/CORRECTION", "^CORRECTION"),
    Kind.NEWS: ("/CAMPAIGN", "/ANNIVERSARY", "^ANNIVERSARY", "^PASTSPAN", "^ESSAY", "%voice house"),
}  # fmt: skip
_ENDS = frozenset((LINE_MARK, ".", "!", "?", "…"))
_MARKS = " \"'“”‘’«»[]()|,.:;-–—…\n"
_LONGEST_WORDING = 90
_LONGEST_NAME = 40


def by_label(name: str, kind: Kind) -> str:
    """Return the reason where the publisher's own label decided."""
    return f"Its publisher filed it as “{cut(name, _LONGEST_NAME)}”: {_MEANING[kind]}."


def unread(language: str) -> str:
    """Return what is said of a release that was not judged."""
    return f"Not judged: TrayNews does not read {language}."


def unsure(certainty: float) -> str:
    """Return the sentence that tells how far from sure a verdict is."""
    often = round(10 * certainty)
    return f"Not sure: about {often} of ten that read like it are breaking."


def by_evidence(kind: Kind, evidence: Evidence, words: Sequence[str], written: str) -> str:
    """Return the reason by the strongest evidence that can be shown; else by the wording at large.

    The whole sentence in which it stands is quoted, never single words of it.
    """
    side = 1 if kind in BREAKING else -1
    model = read_model()
    shown = [
        ((model.weight(name, OUTPUT) * side, model.weight(name, kind)), place)
        for name, place in evidence.found.items()
        if name[1:] in _SHOWN[kind]
    ]
    strongest, place = max(shown, default=((0.0, 0.0), (0, 0)))
    wording = _sentence(place, words, written) if max(strongest) > 0 else ""
    if not wording:
        return f"Its wording is like that of {_LIKE[kind]}."
    in_title = LINE_MARK not in words[: place[0] + 1]
    return f"{'Its headline says' if in_title else 'It says'} “{wording}”: {_MEANING[kind]}."


def _sentence(place: tuple[int, int], words: Sequence[str], written: str) -> str:
    first, last = place
    while first > 0 and words[first - 1] not in _ENDS:
        first -= 1
    while last + 1 < len(words) and words[last + 1] not in _ENDS:
        last += 1
    where = locate(words[: last + 1], fold(written))
    wording = written[where[first][0] : where[-1][1]].lstrip(_MARKS).rstrip(" ,:;-–—\n")
    return cut(" ".join(wording.split()), _LONGEST_WORDING)
