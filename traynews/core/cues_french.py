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
    r"|reunir|tenir)"
    r"|prevue?s?|prochaine?s? (?!jours|heures)|demain|attendue?s?|se reuniront|chanteront"
    r"|se reunissent)\b"
)
_SPAN = (
    r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante"
    r"|cinquante) (?:ans?|annees?|mois)"
)
_PAST = _SPAN + r" (?:apres|plus tard)|anniversaire|\bil y a " + _SPAN
_RESEARCH = r"\b(?:rapport|enquete d'amnesty|synthese|sondage|etude|analyse|recherches)\b"
_NOUN = (
    r"(?:verdict|condamnations?|arret|jugement|decision|acquittement|arrestations?|detention"
    r"|interpellations?|homicides?|meurtres?|assassinats?|massacres?|morts?|deces|execution"
    r"|attaques?"
    r"|frappes?|bombardements?|tirs?|raids?|liberation|grace|vote|adoption|promulgation|annonce"
    r"|signature|expulsions?|enlevements?|disparition|dissolution|fermeture|repression|demission"
    r"|suspension|mandats? d'arret|interdiction|censure|rejet|retrait|loi|propos|declarations?"
    r"|inculpation|mise en examen|extradition|projet de loi|abrogation|accord)"
)
_DONE = (
    r"(?:condamnee?s?|arretee?s?|capturee?s?|enlevee?s?|interpellee?s?|detenue?s?|incarceree?s?"
    r"|placee?s?|tuee?s?|abattue?s?"
    r"|assassinee?s?|executee?s?|pendue?s?|attaquee?s?|bombardee?s?|frappee?s?|liberee?s?"
    r"|acquittee?s?"
    r"|relaxee?s?|graciee?s?|expulsee?s?|extradee?s?|enlevee?s?|inculpee?s?|dissoute?s?"
    r"|interdite?s?"
    r"|suspendue?s?|fermee?s?|adoptee?s?|adopte|approuvee?s?|votee?s?|promulguee?s?|rejetee?s?"
    r"|annulee?s?"
    r"|annoncee?s?|ordonnee?s?|confirmee?s?|mortes?|decedee?s?|blessee?s?|dispersee?s?|revoquee?s?"
    r"|ouvert le feu|tire sur|fait \w+ morts?|promulgue|dissous|acquitte|condamne|censuree?s?"
    r"|renvoyee?s?"
    r"|bloquee?s?|detruite?s?|incendiee?s?|perquisitionnee?s?|demis|retrouvee?s?|noyee?s?)"
)
_SAID = r"(?:a|ont) (?:declare|dit|affirme|averti|reagi|souligne|annonce|denonce|rappele)"

_STATEMENT = (
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        r"\W*(?:\[?reactions?\b|amnesty(?: \w+){0,2} reagit)",
        "title",
        needs="amnes react",
    ),
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        r"\W*(?:(?:aujourd'hui|hier|ce \w+),? )?(?:reagissant (?:a|au|aux)\b"
        r"|en (?:reaction|reponse) (?:a|au|aux)\b|en reaction,|apres l'annonce|interroge\w* sur)",
        "start",
        unless=r"\bdemande d'(?:acces|information)|" + _PAST,
    ),
    Cue(
        Kind.STATEMENT,
        4.5,
        "formula",
        rf"\W*(?:a la suite|au lendemain|suite|apres) (?:de |du |des |de la |a |au |aux |d'|l'"
        rf"|la |le )*"
        rf"(?:[\w'-]+ ){{0,3}}?(?:l'|d')?{_NOUN}\b",
        "start",
        unless=f"{_RESEARCH}|{_PAST}|campagne",
        needs="apres lende suite",
    ),
    Cue(
        Kind.STATEMENT,
        4,
        "formula",
        r"\ba(?:vait)? (?:vivement )?reagi\b|\breagit (?:a|au|aux)\b",
        needs="reagi",
    ),
    Cue(
        Kind.STATEMENT,
        3.5,
        "verb",
        r"\bamnesty(?: international)?(?: \w+){0,3}? (?:a |s'est |(?:se )|vivement |fermement )*"
        r"(?:elevee?|condamnee?|salue|regrette|deplore|denonce|rejouit|felicite|horrifiee?"
        r"|s'indigne"
        r"|s'inquiete"
        r"|s'eleve|condamne|rejette|accueille|prend acte|exprime)\b",
        unless=_PAST,
        needs="amnes",
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
        rf"|qu'|avoir|son|leur|l')|alors que|alors qu'|suite a)\b.{{0,120}}?\b"
        rf"(?:{_DONE}|{_NOUN})\b",
        "lead",
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}",
        needs="affir alors apres avert decla dit suite",
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
        rf"\W*(?:l'|la |le |les |cette |ce |cet )(?:[\w'-]+ )?{_NOUN} (?:de|du|des|d'\w+|par|contre"
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
        r"|bonne nouvelle"
        r"|revoltante?|affligeante?|pas en avant|alarmante?s?|insulte|gifle|celle de trop)\b",
        needs=(
            "affli alarm avanc avant bonne celle choqu coup effro gifle histo honte inacc infam "
            "inqui insul parod pire recul revol scand sombr soula victo"
        ),
    ),
    Cue(
        Kind.STATEMENT,
        0.9,
        "demand",
        r"\bdoi(?:t|vent) (?:etre (?:\w+ )?(?:liberee?s?|annulee?s?|abandonnee?s?)"
        r"|(?:immediatement )?"
        r"(?:liberer|annuler|enqueter|ouvrir|cesser|mettre fin|abandonner|revenir))|il faut liberer"
        r"|enquete independante",
        needs="doi enque liber",
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
    Cue(
        Kind.STATEMENT,
        0.7,
        "voice",
        rf"{_SAID}\s*:\W*$",
        "lead",
        needs="affir annon avert decla denon dit rappe reagi souli",
    ),
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
        needs="actio compl",
    ),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        r"\bimminente?s?\b|\bde maniere imminente|\b(?:execution|expulsion|extradition|renvoi)\b"
        r"(?:[^.;]{0,50}?)\b(?:prevue?|fixee?|programmee?)|d'un (?:moment|jour|instant) a l'autre",
        beside=r"execut|expuls|extrad|renvo|pend|mort|risque|danger|tortur",
        unless=_DEAD,
        needs="autre fixe immin manie prevu progr",
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "imminent",
        r"\brisque(?:nt)? (?:d'etre (?:execute|pendu|extrade|expulse|renvoye)|l'execution)"
        r"|\b(?:doit|doivent) etre (?:execute|pendu|expulse|extrade)"
        r"|\b(?:annuler|suspendre|empecher|stopper) (?:l'|son |leur )execution\b",
        unless=f"{_DEAD}|{_RESEARCH}",
        needs="annul empec etre risqu stopp suspe",
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "life",
        r"\b(?:vie|vies)\b.{0,30}(?:en danger|menacee?|ne tient)|craint pour sa vie"
        r"|sante .{0,60}(?:se deteriore|deterioration|critique)|menacee?s? de mort"
        r"|risque d'etre torture",
        unless=f"{_DEAD}|{_RESEARCH}",
        needs="crain menac risqu sante vie",
    ),
    Cue(
        Kind.URGENT,
        1.5,
        "clock",
        r"\b(?:greve de la faim|accorder sa grace|sa grace|heures)\b",
        needs="accor grace greve heure",
    ),
)

_REST = (
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        r"^\W*(?:rectificatifs?|correction|erratum|corrige|mise au point)\b",
        "title",
        needs="corre corri errat point recti",
    ),
    Cue(
        Kind.CORRECTION,
        6,
        "correction",
        r"une erreur s'est glissee|il fallait lire",
        "lead",
        needs="erreu falla",
    ),
    Cue(
        Kind.PREVIEW,
        3.5,
        "ahead",
        r"\W*(?:en amont|a la veille|a l'approche|en prevision|avant|a quelques (?:jours"
        r"|heures)) (?:de|du|des|d'|le|la|l')",
        "start",
        needs="amont appro avant previ quelq veill",
    ),
    Cue(
        Kind.PREVIEW,
        2.5,
        "ahead",
        r"\b(?:en amont|a la veille|a l'approche) (?:de|du|des|d')|s'appret\w+ a\b"
        r"|\bavant (?:son|leur|le|la|l') ?(?:proces|vote|audience|jugement|sommet|election)",
        needs="amont appre appro avant veill",
    ),
    Cue(
        Kind.PREVIEW,
        2.6,
        "coming",
        r"\b(?:se reuniront|se reunira|s'ouvre|s'ouvrira|debute|debutera|se prononcera|votera"
        r"|examinera|aura lieu|s'appretent?)\b",
        "lead",
        unless=r"marche|concert|choral|exposition|journee internationale|militants|benevoles",
        needs="appre aura debut exami ouvre ouvri prono reuni voter",
    ),
    Cue(Kind.PREVIEW, 3, "available", r"porte-parole.{0,40}disponible", needs="porte"),
    Cue(
        Kind.REPORT,
        4.5,
        "report",
        r"\b(?:nouveau|nouvelle|dernier|un|une|son|ce) (?:rapport|enquete|synthese|etude|sondage"
        r"|analyse|recherche)\b.{0,80}?\b(?:d'amnesty|amnesty|publiee?|revele\w*|montre\w*|expose"
        r"|documente)|\b(?:nouveau rapport|nouvelle (?:enquete|synthese|recherche|etude))\b"
        r"|rapport annuel|selon un sondage|\bsondage\b|rapport rendu public",
        needs="amnes docum expos montr nouve publi rappo revel selon sonda",
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        r"\bamnesty.{0,60}? (?:revele|a recense|a documente|documente|expose)\b",
        needs="amnes",
    ),
    Cue(
        Kind.REPORT,
        1.3,
        "evidence",
        r"\bentretiens|temoignages|chercheurs|\d+ pages|sur dix\b|tiers des",
    ),
    Cue(Kind.NEWS, 4, "anniversary", rf"\W*(?:plus de )?{_SPAN} (?:apres|plus tard)\b", "start"),
    Cue(
        Kind.NEWS,
        3,
        "anniversary",
        r"\banniversaire\b|journee (?:internationale|mondiale)",
        needs="anniv journ",
    ),
    Cue(
        Kind.NEWS,
        4,
        "campaign",
        r"\b(?:fresque|concert|exposition|petition|lettre ouverte|veillee|marche silencieuse|prix"
        r"|festival|benevoles|chorales?|ecrire pour les droits|signatures|lance\w* (?:une"
        r"|sa) (?:\w+ )?campagne|nommee? (?:directeur"
        r"|directrice))\b",
        needs=(
            "benev chora conce ecrir expos festi fresq lance lettr march nomme petit prix signa "
            "veill"
        ),
    ),
    Cue(
        Kind.NEWS,
        1.5,
        "waiting",
        r"\btoujours (?:en prison|derriere|detenu|attente)",
        needs="toujo",
    ),
)

FRENCH = Tongue(
    cues=(*_STATEMENT, *_URGENT, *_REST),
    opener=r"(?:Réagissant à|En réaction à|En réponse à|À la suite d|A la suite d)",
    spoken=rf"\b{_SAID}[^.;:]{{0,60}}?( (?:aujourd'hui|ce {_DAY}|{_DAY}))\b"
    r"|\b(?:publiee?s?|rendue? publi(?:c|que))( (?:aujourd'hui|ce jour|" + _DAY + r"))\b",
)
