"""Lines that say nothing of a release, and ends that only a publishing system writes."""

from __future__ import annotations

import re

_LONGEST = 200
_LONGEST_FOOTER = 600  # title and site in it, each as long as can be
_COMMENTS = re.compile(
    r"(?:\d+\s+)?(?:comm?en(?:ts?|taires?|tarios?|ti)|kommentare?|reacties?)(?:\s*\(\d+\))?",
    re.IGNORECASE,
)
_SEE_ALL = re.compile(
    r"(?:view|see|read) (?:all|latest|more)(?: latest)? (?:press releases|news)\W*", re.IGNORECASE
)
_NOTHING = re.compile(
    r"[∞\s]*(?:(?:(?:view|click (?:for|to view))\s+(?:full\s?size|larger|image)\s*)+"
    r"|image|photo|foto|imagen|(?:read|learn|see|find out|view)\s+more"
    r"|continue reading(?:\s+%.{1,150}%)?|more|press release|untitled"
    r"|read (?:the )?(?:full|whole|rest)\b.{0,30}|weiterlesen|mehr(?: lesen)?|pressemitteilung"
    r"|lire (?:la suite|plus)|en savoir plus|communiqué de presse|publicité|leer más|seguir leyendo"
    r"|nota de prensa|publicidad|leggi (?:tutto|di più)|continua a leggere|comunicato stampa"
    r"|lees (?:meer|verder)|czytaj (?:dalej|więcej)|leia mais|اقرأ المزيد|читать далее|devamını oku"
    r"|lue lisää|διαβάστε περισσότερα|advertisement|anzeige|share|no description"
    r"|reply (?:via|by) e-?mail|permalink|introduction|einleitung|summary|zusammenfassung)"
    r"[\s.…:→»>\]]*",
    re.IGNORECASE,
)
_HELLO = "hi|hello|hey|bonjour|hola|ciao"
_DEAR = "dear|liebe[rs]?|ch[eè]re?s?|querid[oa]s|estimad[oa]s|cari"
_WHOM = r"(?:\s+[^\W\d_][\w’'-]*)"
# Only a comma surely ends a greeting: "Care workers strike!", "Chère liberté."
_GREETING = re.compile(
    rf"(?:{_HELLO}|{_DEAR}|care){_WHOM}{{0,4}}\s*,"
    rf"|(?:{_HELLO}|{_DEAR})(?:{_WHOM}{{0,4}}\s*!|{_WHOM}?\s*:)"
    rf"|(?:{_HELLO}){_WHOM}?\s*\.",
    re.IGNORECASE,
)
# Medium, below what one of its magazines took over.
_TAKEN_OVER = re.compile(
    r".{1,400} was originally published in .{1,200} on Medium, where people are .{1,200}"
)
_LINKED = r"(?:\s*\[(?:link|(?:\d+\s+)?comments?)\])"
_SUBMITTED = re.compile(  # Reddit, now and before
    rf"submitted by\s+/?u/\S+(?:\s+to\s+\S+)?{_LINKED}*"
    rf"|(?:submitted by\s+\S+\s+to\s+\S+)?{_LINKED}+|submitted by\S+",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?:\[[^\[\]]{1,200}\]\s*)+")
_EMBEDDED = re.compile(r"\[contains quote post or other embedded content\]")  # Bluesky
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NAME = r"[^\W\d_]{2,15}\.?"
_CLOCK = (
    r"(?:[\s,–|-]+(?:at|um|à|ore|klo)?\s*\d{1,2}[:.h]\d{2}(?::\d{2})?\s*"
    r"(?:[+-]\d{2}:?\d{2}|[^\W\d_]{0,5}))?"
)
_DATE = re.compile(
    r"(?:(?:posted|published|created|closed|modified|updated?|last (?:updated|modified)|date"
    r"|veröffentlicht|publié|publicado|pubblicato|datum|fecha)"
    r"(?:\s+(?:on|am|le|el|il|em))?:?\s+)?"
    rf"(?:{_NAME},?\s+)?(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?{_NAME},?\s+(?:de\s+)?\d{{4}}"
    rf"|{_NAME}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}/\d{1,2}/\d{2})"
    rf"{_CLOCK}",
    re.IGNORECASE,
)
_PERSON = r"(?:[A-ZÀ-Þ][\w'’.-]*|and|und|et|y|e|de|la|van|von|der|of|&)"
_BYLINE = re.compile(
    rf"(?:By|by|BY|Par|Von|Por|Door|Text:|Author:)\s+{_PERSON}(?:[\s,]+{_PERSON}){{0,7}}"
)
# Those with attributes, those that close, and the usual ones: "[sic]" is a writer's.
_SHORTCODE = re.compile(
    r"\[(?:/?(?:caption|gallery|embed|video|audio|playlist|vc_\w{1,40}|et_pb_\w{1,40})\b[^\[\]]*"
    r"|/[a-z][a-z0-9_-]{1,40}|[a-z][a-z0-9_-]{1,40}"
    r"(?:\s+[\w-]{1,60}=(?:\"[^\"\]]*\"|'[^'\]]*'|[“”″][^“”″\]]*[“”″]|[^\s\]\"'“”″]+))+\s*/?)\]"
)

# WordPress, in the languages of the catalogue and beside it: the words around the title.
_FOOTERS = (
    (
        "The post|This (?:post|article)",
        "appeared first on|first appeared on|was first published on",
    ),
    ("(?:L[’']|Cet )article", "est apparu en premier sur|est apparu en premier"),
    (
        "(?:La entrada|El cargo|El artículo)",
        "se publicó primero en|(?:aparece|apareció) primero en",
    ),
    ("Der (?:Beitrag|Artikel)", "erschien zuerst (?:auf|bei|in)|ist zuerst erschienen auf"),
    ("L[’']articolo", "proviene da|sembra essere il primo su|è apparso per la prima volta su"),
    ("(?:O post|O artigo|O conteúdo)", "(?:apareceu|aparece|foi publicado) primeiro em"),
    ("(?:Artykuł|Wpis)", "pochodzi z serwisu|pojawił się po raz pierwszy"),
    ("Het (?:bericht|artikel)", "verscheen (?:eerst|als eerste) op"),
    ("(?:Сообщение|Запись)", "появил[аио]сь? сначала (?:на|в)|впервые появил[аио]сь"),
    ("(?:ظهرت المقالة|ظهرت المشاركة|المقالة)", "أولاً? على|ظهرت أولاً? على"),
    ("(?:Το άρθρο|Η δημοσίευση)", "(?:εμφανίστηκε|δημοσιεύ(?:τηκε|θηκε)) (?:πρώτα|για πρώτη φορά)"),
    ("Artikkeli", "julkaistiin (?:ensin|ensimmäisen kerran)|ilmestyi ensin"),
    (
        "(?:Inlägget|Indlægget|Innlegget)",
        "(?:dök först upp på|blev først udgivet på|dukket først opp på)",
    ),
    ("L[’']entrada", "ha aparegut primer a"),
    ("Articolul", "apare prima dată în"),
)
_FOOTER = re.compile(
    r"(?:^|(?<=[.!?…\]”\"»’:])\s+|\s+(?=The post ))(?:"
    + "|".join(rf"(?:{start})\s.{{1,400}}?\s?(?:{verb})" for start, verb in _FOOTERS)
    + r"|[^\s.!?…][^.!?…]{0,300} yazısı ilk önce)\s?.{0,200}$",
    re.DOTALL,
)


def says_nothing(text: str) -> bool:
    """Whether a line says nothing of its release: "Comments", a bare address, a date, a byline."""
    text = text.strip()
    if not any(map(str.isalnum, text)):
        return True
    if len(text) > _LONGEST:
        return False
    patterns = (
        _COMMENTS, _NOTHING, _GREETING, _SUBMITTED, _BRACKETED, _ADDRESS, _DATE, _BYLINE
    )  # fmt: skip
    return any(pattern.fullmatch(text) for pattern in patterns) or not without_shortcodes(text)


def is_boilerplate(text: str) -> bool:
    """Whether a line was written by a publishing system: a footer, "Comments", "Read more"."""
    text = text.strip()
    patterns = (_COMMENTS, _SUBMITTED, _EMBEDDED, _SEE_ALL, _NOTHING, _TAKEN_OVER)
    if " " not in text and text.endswith("."):
        return False  # "More.": a sentence of one word
    return not without_footer(text) or any(pattern.fullmatch(text) for pattern in patterns)


def without_shortcodes(text: str) -> str:
    """Return a text without the shortcodes of WordPress that its theme left in it."""
    if "[" not in text or not _SHORTCODE.search(text):
        return text
    return " ".join(_SHORTCODE.sub(" ", text).split())


def without_embeds(text: str) -> str:
    """Return a line without what Bluesky says in the place of what a post shows."""
    return _EMBEDDED.sub("", text).strip() if "[contains" in text else text


def without_footer(text: str) -> str:
    """Return a text without "The post … appeared first on …" at its end, in whatever language."""
    start = max(len(text) - _LONGEST_FOOTER, 0)
    found = _FOOTER.search(text, start)
    return text[: found.start()].rstrip() if found else text
