"""What publishers file a release under, and what that says of its sort.

A few labels decide, whatever the words: who files something as an urgent action or as a report
knows. The others (press release, blog, appeal for letters) only weigh, as much as was learned.
"""

from __future__ import annotations

from collections.abc import Iterable

from traynews.core.data.model import Kind
from traynews.core.text.fold import fold

_LABELS = {
    "urgent action": (
        "urgent action; action urgente; accion urgente; azione urgente; eilaktion; acao urgente; "
        "accao urgente; spoedactie; срочная акция; تحرك عاجل"
    ),
    "report": (
        "report; amnesty report; country report; annual report; rapport; rapport annuel; informe; "
        "informe anual; bericht; jahresbericht; amnesty bericht; rapporto; rapporto annuale; "
        "relatorio; relatorio anual; jaarverslag; research; recherche; investigacion; briefing; "
        "enquete; доклад; تقرير"
    ),
    "appeal": "action lettre; ecrire; briefaktion; schrijfactie; letter writing action",
    "petition": "petition; petizione; peticion; peticao; petitie; action",
    "press release": (
        "press release; communique de presse; communique; medienmitteilung; pressemitteilung; "
        "nota de prensa; comunicado de prensa; comunicado; comunicato stampa; comunicado de "
        "imprensa; persbericht; nota de imprensa"
    ),
    "statement": (
        "public statement; statement; declaration; declaration publique; declaracion publica; "
        "joint public statement; joint statement; stellungnahme; dichiarazione; reaction; "
        "reaccion; quote"
    ),
    "letter": "open letter; joint open letter; lettre ouverte; carta abierta; offener brief",
    "update": "update; news; actualite; noticia; aktuell; notizie; noticias; latest; nieuws",
    "blog": "blog; opinion; kommentar; standpunkt; tribune; feature; interview; op ed; portrait",
    "resource": "resource; fact sheet; submission; publication; document; advocacy and gr",
    "good news": "good news; bonne nouvelle; buenas noticias; gute nachricht; erfolg; success",
    "event": "event; events; evenement; evento; veranstaltung; agenda; job; jobs; vacancy",
    "advisory": "media advisory; annonce a l'attention des medias; photo call; medieneinladung",
}
_BY_NAME = {name: label for label, names in _LABELS.items() for name in names.split("; ")}

_DECIDES = {"urgent action": Kind.URGENT, "report": Kind.REPORT}
_OVER = ("terminee", "abgeschlossen", "closed", "finalizada", "conclusa", "good news", "erfolg")


def label_of(names: Iterable[str]) -> tuple[str, str]:
    """Return the first label that is known, and the publisher's name of it; both empty for none."""
    found = [(_known(name), name) for name in names]
    known = [(label, name) for label, name in found if label]
    deciding = [(label, name) for label, name in known if label in _DECIDES]
    return (*deciding, *known, ("", ""))[0]


def kind_by(label: str, title: str) -> Kind | None:
    """Return the kind that a label decides on; None where words have to tell.

    What says that it is over is no urgent action any more.
    """
    folded = fold(title)
    is_over = label == "urgent action" and any(word in folded for word in _OVER)
    return None if is_over else _DECIDES.get(label)


def _known(name: str) -> str:
    folded = " ".join(fold(name).replace("-", " ").split())
    return _BY_NAME.get(folded) or _BY_NAME.get(folded.removesuffix("s"), "")
