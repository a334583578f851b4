"""The French cues; see `cues` for what they are. Patterns are folded: no accents, small letters."""

from __future__ import annotations

from traynews.core.cues import Cue, Tongue
from traynews.core.model import Kind

_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_FRESH = (
    r"\b(?:aujourd'hui|hier|la semaine derniere|ce (?:jour|matin|soir|midi|week-end|"
    + _DAY
    + r")|cette nuit"
    r"|dans la nuit|la nuit derniere|a l'aube|en pleine rue|en fin de semaine|" + _DAY + r")\b"
)
_AHEAD = (
    r"\b(?:en amont|a la veille|avant le|s'appret\w+|sera|seront|aura lieu|doit se (?:prononcer"
    r"|reunir|tenir)|prevue?s?|prochaine?s? (?!jours|heures)|demain|attendue?s?|se reuniront"
    r"|chanteront|se reunissent)\b"
)
_SPAN = (
    r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente"
    r"|quarante|cinquante) (?:ans?|annees?|mois)"
)
_PAST = _SPAN + r" (?:apres|plus tard)|anniversaire|\bil y a " + _SPAN
_RESEARCH = r"\b(?:rapport|enquete d'amnesty|synthese|sondage|etude|analyse|recherches)\b"
_NOUN = (
    r"(?:verdict|condamnations?|arret|jugement|decision|acquittement|arrestations?|detention"
    r"|interpellations?|homicides?|meurtres?|assassinats?|massacres?|morts?|deces|execution"
    r"|attaques?|frappes?|bombardements?|tirs?|raids?|liberation|grace|vote|adoption|promulgation"
    r"|annonce|signature|expulsions?|enlevements?|disparition|dissolution|fermeture|repression"
    r"|demission|suspension|mandats? d'arret|interdiction|censure|rejet|retrait|loi|propos"
    r"|declarations?|inculpation|mise en examen|extradition|projet de loi|abrogation|accord)"
)
_DONE = (
    r"(?:condamnee?s?|arretee?s?|capturee?s?|enlevee?s?|interpellee?s?|detenue?s?|incarceree?s?"
    r"|placee?s?|tuee?s?|abattue?s?|assassinee?s?|executee?s?|pendue?s?|attaquee?s?|bombardee?s?"
    r"|frappee?s?|liberee?s?|acquittee?s?|relaxee?s?|graciee?s?|expulsee?s?|extradee?s?"
    r"|enlevee?s?|inculpee?s?|dissoute?s?|interdite?s?|suspendue?s?|fermee?s?|adoptee?s?|adopte"
    r"|approuvee?s?|votee?s?|promulguee?s?|rejetee?s?|annulee?s?|annoncee?s?|ordonnee?s?"
    r"|confirmee?s?|mortes?|decedee?s?|blessee?s?|dispersee?s?|revoquee?s?|ouvert le feu|tire sur"
    r"|fait \w+ morts?|promulgue|dissous|acquitte|condamne|censuree?s?|renvoyee?s?|bloquee?s?"
    r"|detruite?s?|incendiee?s?|perquisitionnee?s?|demis|retrouvee?s?|noyee?s?)"
)
_SAID = r"(?:a|ont) (?:declare|dit|affirme|averti|reagi|souligne|annonce|denonce|rappele)"

_STATEMENT = (
    Cue(
        Kind.STATEMENT, 6, "formula", r"\W*(?:\[?reactions?\b|amnesty(?: \w+){0,2} reagit)", "title"
    ),
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        r"\W*(?:(?:aujourd'hui|hier|ce \w+),? )?(?:reagissant (?:a|au|aux)\b|en (?:reaction"
        r"|reponse) (?:a|au|aux)\b|en reaction,|apres l'annonce|interroge\w* sur)",
        "start",
        unless=r"\bdemande d'(?:acces|information)|" + _PAST,
    ),
    Cue(
        Kind.STATEMENT,
        4.5,
        "formula",
        rf"\W*(?:a la suite|au lendemain|suite|apres) (?:de |du |des |de la |a |au |aux |d'|l'"
        rf"|la |le )*(?:[\w'-]+ ){{0,3}}?(?:l'|d')?{_NOUN}\b",
        "start",
        unless=f"{_RESEARCH}|{_PAST}|campagne",
    ),
    Cue(
        Kind.STATEMENT, 4, "formula", r"\ba(?:vait)? (?:vivement )?reagi\b|\breagit (?:a|au|aux)\b"
    ),
    Cue(
        Kind.STATEMENT,
        3.5,
        "verb",
        r"\bamnesty(?: international)?(?: \w+){0,3}? (?:a |s'est |(?:se )|vivement "
        r"|fermement )*(?:elevee?|condamnee?|salue|regrette|deplore|denonce|rejouit|felicite"
        r"|horrifiee?|s'indigne|s'inquiete|s'eleve|condamne|rejette|accueille|prend acte"
        r"|exprime)\b",
        unless=_PAST,
    ),
    Cue(
        Kind.STATEMENT,
        2.2,
        "event",
        rf"\b(?:{_NOUN}|{_DONE})\b",
        "lead",
        beside=_FRESH,
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}",
    ),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        r"\b(?:declare|dit|affirme|averti)(?: amnesty international)?,?"
        rf" (?:apres (?:que|qu'|avoir|l'|la|le|son|leur)|alors qu|accueillant)|\b(?:apres (?:que"
        rf"|qu'|avoir|son|leur|l')|alors que|alors qu'|suite a)\b.{{0,120}}?\b(?:{_DONE}"
        rf"|{_NOUN})\b",
        "lead",
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}",
    ),
    Cue(
        Kind.STATEMENT,
        1.4,
        "event",
        rf"\b(?:a|ont|a ete|ont ete|vient d'etre|viennent d'etre|est|sont) {_DONE}\b",
        "lead",
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}|\\bpar jour\\b",
    ),
    Cue(
        Kind.STATEMENT,
        1.4,
        "subject",
        rf"\W*(?:l'|la |le |les |cette |ce |cet )(?:[\w'-]+ )?{_NOUN} (?:de|du|des|d'\w+|par"
        rf"|contre"
        r"|rendue?|prononcee?|annoncee?)\b",
        "start",
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}",
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "headline",
        rf"\b(?:{_NOUN}|{_DONE}|adopte|dissout|libere)\b",
        "title",
        unless=_PAST,
    ),
    Cue(
        Kind.STATEMENT,
        0.9,
        "tone",
        r"\b(?:jour sombre|honte\w*|infamie|recul|avancee|historique|victoire|parodie|soulagement"
        r"|coup dur|scandal\w+|inacceptable|la pire|inquietante?s?|choquante?s?|effroyable"
        r"|bonne nouvelle|revoltante?|affligeante?|pas en avant|alarmante?s?|insulte|gifle"
        r"|celle de trop)\b",
    ),
    Cue(
        Kind.STATEMENT,
        0.9,
        "demand",
        r"\bdoi(?:t|vent) (?:etre (?:\w+ )?(?:liberee?s?|annulee?s?|abandonnee?s?)"
        r"|(?:immediatement )?(?:liberer|annuler|enqueter|ouvrir|cesser|mettre fin|abandonner"
        r"|revenir))|il faut liberer|enquete independante",
    ),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        rf"\b(?!{_SAID})(?:a|ont|est|sont|avait|avaient|etait|etaient) (?:\w+ ){{0,2}}?"
        r"\w{2,}(?:e|ee|es|ees|i|is|ie|u|us|ue|it)\b",
        "lead",
        beside=_FRESH,
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}|marche|concert|petition|fresque",
    ),
    Cue(Kind.STATEMENT, 0.7, "voice", rf"{_SAID}\s*:\W*$", "lead"),
)

_DEAD = (
    r"\ba ete (?:execute|pendu|mis a mort)|ont ete (?:execut|pendu)|journee mondiale|anniversaire"
    r"|executions recensees"
)
_URGENT = (
    Cue(
        Kind.URGENT,
        5,
        "action",
        r"\W*actions? urgentes?(?:\s*[:.|\])-]|$)|\W*complement d'information",
        "start",
    ),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        r"\bimminente?s?\b|\bde maniere imminente|\b(?:execution|expulsion|extradition"
        r"|renvoi)\b(?:[^.;]{0,50}?)\b(?:prevue?|fixee?|programmee?)|d'un (?:moment|jour"
        r"|instant) a l'autre",
        beside=r"execut|expuls|extrad|renvo|pend|mort|risque|danger|tortur",
        unless=_DEAD,
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "imminent",
        r"\brisque(?:nt)? (?:d'etre (?:execute|pendu|extrade|expulse|renvoye)|l'execution)"
        r"|\b(?:doit|doivent) etre (?:execute|pendu|expulse|extrade)|\b(?:annuler|suspendre"
        r"|empecher|stopper) (?:l'|son |leur )execution\b",
        unless=f"{_DEAD}|{_RESEARCH}",
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "life",
        r"\b(?:vie|vies)\b.{0,30}(?:en danger|menacee?|ne tient)|craint pour sa vie"
        r"|sante .{0,60}(?:se deteriore|deterioration|critique)|menacee?s? de mort"
        r"|risque d'etre torture",
        unless=f"{_DEAD}|{_RESEARCH}",
    ),
    Cue(Kind.URGENT, 1.5, "clock", r"\b(?:greve de la faim|accorder sa grace|sa grace|heures)\b"),
)

_REST = (
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        r"^\W*(?:rectificatifs?|correction|erratum|corrige|mise au point)\b",
        "title",
    ),
    Cue(Kind.CORRECTION, 6, "correction", r"une erreur s'est glissee|il fallait lire", "lead"),
    Cue(
        Kind.PREVIEW,
        3.5,
        "ahead",
        r"\W*(?:en amont|a la veille|a l'approche|en prevision|avant|a quelques (?:jours"
        r"|heures)) (?:de|du|des|d'|le|la|l')",
        "start",
    ),
    Cue(
        Kind.PREVIEW,
        2.5,
        "ahead",
        r"\b(?:en amont|a la veille|a l'approche) (?:de|du|des|d')|s'appret\w+ a\b|\bavant (?:son"
        r"|leur|le|la|l') ?(?:proces|vote|audience|jugement|sommet|election)",
    ),
    Cue(
        Kind.PREVIEW,
        2.6,
        "coming",
        r"\b(?:se reuniront|se reunira|s'ouvre|s'ouvrira|debute|debutera|se prononcera|votera"
        r"|examinera|aura lieu|s'appretent?)\b",
        "lead",
        unless=r"marche|concert|choral|exposition|journee internationale|militants|benevoles",
    ),
    Cue(Kind.PREVIEW, 3, "available", r"porte-parole.{0,40}disponible"),
    Cue(
        Kind.REPORT,
        4.5,
        "report",
        r"\b(?:nouveau|nouvelle|dernier|un|une|son|ce) (?:rapport|enquete|synthese|etude|sondage"
        r"|analyse|recherche)\b.{0,80}?\b(?:d'amnesty|amnesty|publiee?|revele\w*|montre\w*|expose"
        r"|documente)|\b(?:nouveau rapport|nouvelle (?:enquete|synthese|recherche|etude))\b"
        r"|rapport annuel|selon un sondage|\bsondage\b|rapport rendu public",
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        r"\bamnesty.{0,60}? (?:revele|a recense|a documente|documente|expose)\b",
    ),
    Cue(
        Kind.REPORT,
        1.3,
        "evidence",
        r"\bentretiens|temoignages|chercheurs|\d+ pages|sur dix\b|tiers des",
    ),
    Cue(Kind.NEWS, 4, "anniversary", rf"\W*(?:plus de )?{_SPAN} (?:apres|plus tard)\b", "start"),
    Cue(Kind.NEWS, 3, "anniversary", r"\banniversaire\b|journee (?:internationale|mondiale)"),
    Cue(
        Kind.NEWS,
        4,
        "campaign",
        r"\b(?:fresque|concert|exposition|petition|lettre ouverte|veillee|marche silencieuse|prix"
        r"|festival|benevoles|chorales?|ecrire pour les droits|signatures|lance\w* (?:une"
        r"|sa) (?:\w+ )?campagne|nommee? (?:directeur|directrice))\b",
    ),
    Cue(Kind.NEWS, 1.5, "waiting", r"\btoujours (?:en prison|derriere|detenu|attente)"),
)

FRENCH = Tongue(
    cues=(*_STATEMENT, *_URGENT, *_REST),
    opener=r"(?:Réagissant à|En réaction à|En réponse à|À la suite d|A la suite d)",
    spoken=rf"\b{_SAID}[^.;:]{{0,60}}?( (?:aujourd'hui|ce {_DAY}|{_DAY}))\b"
    r"|\b(?:publiee?s?|rendue? publi(?:c|que))( (?:aujourd'hui|ce jour|" + _DAY + r"))\b",
)
