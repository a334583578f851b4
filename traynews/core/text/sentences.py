"""Where a sentence ends, in the languages of the catalogue: at a dot that is no abbreviation's."""

from __future__ import annotations

import re

from traynews.core.text.clean import cut

_END = re.compile(r"[.!?…]['\"”’»)\]]*(?=\s)|[。！？]|[؟۔।။](?=\s|$)")
_SHORTEST = 20  # "No." and the like are no sentence worth a pop-up's body
_NEXT = re.compile(r"[\s'\"“‘«„‚¿¡(\[]*(\w+)")
_OPENING = re.compile(r"\s*[\"“‘«„]")

_WORD = re.compile(r"\w+")
# Behind these stands a name, a number or the rest of the sentence. Many are words, too, when they
# are written small.
_ABBREVIATIONS = frozenset(
    _WORD.findall(
        "Adm Art Bd Brig Bros Capt Cap Cdr Cf Cmdr Col Corp Cpl Cpt Dept Det Dir Dr Dra Eng Fr "
        "Fra Gen Gob Gov Gral Hon Hptm Hr Ing Insp Jr Lic Lt Ltn Maj Mgr Mlle Mm Mme Mons Mr "
        "Mrs Ms Msgr Mt Mtro No Nos Nr Núm On Op Pág Pfc Pres Prof Profa Prov Pte Pvt Reg Rep "
        "Rev Sec Sen Sens Sgt Sig Sr Sra Sras Sres Srta St Sta Ste Sto Supt Tel Tte Univ Urb "
        "Vol Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Okt Dez Ene Abr Ago Dic Mag Giu "
        "Lug Ott Janv Févr Avr Juil avr av bzw ca cf déc dott dr dra evtl févr ggf inkl janv "
        "juil mio mons mrd nr nº núm núms pág págs pp prof sept sig sigg sog sr sra trib usf "
        "usw vgl vs zt zzgl avv approx "
    )
)
_DOTTED = re.compile(r"(?:^|[\s('\"“‘«„\[/-])(?:(?:[^\W\d_]\.){1,5}|([A-Z])\1\.)$")
_PLAIN_WORD = re.compile(r"(?:^|[\s('\"“‘«„\[/-])([^\W\d_]+)\.$")
_ORDINAL = re.compile(r"(?:^|\s)(?:[^\W\d_]+\s)?\d{1,2}\.$")
_BEFORE_ORDINAL = re.compile(
    r"\b(?:am|vom|zum|bis|dem|der|den|im|beim|seit|ab|des|das|die|og|den|d)\s\d{1,2}\.$",
    re.IGNORECASE,
)
_AFTER_ORDINAL = frozenset(
    _WORD.findall(
        "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember "
        "Jahrhundert Jahrhunderts"
    )
)
# Words with which a sentence begins, and hardly a name; after "U.S." only these begin one.
_STARTS = frozenset(
    _WORD.findall(
        "The A An It Its He She His Her They Their We Our I You In On At By As For From To With "
        "And But Or So If When While Since After Before During Despite Under Although Though "
        "Because However This That These Those There Here What Who Why How Now Today Yesterday "
        "More Most Many Some All No Not Only Even Both Each Every Last Next Another Other "
        "According Amnesty Le La Les L Un Une Des Il Elle Ils Elles On Ce Cet Cette Ces C En "
        "Dans Sur Par Pour Mais Et Selon Depuis Après Avant Malgré Nous Leur Son Sa Ses El Los "
        "Las Lo Una Unos Unas Es Se Su Sus Pero Y Según Desde Tras Aunque Esta Este Estos Para "
        "Der Die Das Den Dem Ein Eine Einen Es Er Sie Wir Ihr Im Am Auf Mit Nach Seit Doch Aber "
        "Und Für Bei Zu Von Diese Dieser Dieses Auch Damit Dabei Trotz I Gli Uno È E Ma Nel "
        "Nella Dal Dalla Secondo Dopo Questo Questa O Os As Um Uma Na Mas "
    )
)


def first_sentence(text: str, *, limit: int = 240) -> str:
    """Return the first sentence of a clean line, cut to `limit` characters."""
    for found in _END.finditer(text[: limit + 1]):
        if found.end() >= _SHORTEST and _ends_here(text, found):
            return cut(text[: found.end()], limit)
    return cut(text, limit)


def _ends_here(text: str, found: re.Match[str]) -> bool:
    following = _NEXT.match(text, found.end())
    if following is None or found[0][0] in "。！？؟۔।။":
        return True
    word = following[1]
    if word[0].islower() or word[0].isdigit():
        return False
    head = text[: found.end()].rstrip("'\"”’»)]")
    if not head.endswith("."):
        return True
    if _ORDINAL.search(head) and (word in _AFTER_ORDINAL or _BEFORE_ORDINAL.search(head)):
        return False
    if _DOTTED.search(head):
        return word in _STARTS or _OPENING.match(text, found.end()) is not None
    plain = _PLAIN_WORD.search(head)
    return plain is None or plain[1] not in _ABBREVIATIONS
