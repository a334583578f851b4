"""The French cues; see `cues` for what they are. Words are folded: no accents, small letters."""

from __future__ import annotations

from traynews.core.data.model import Kind
from traynews.core.kind.cues import Cue, Tongue
from traynews.core.kind.fr.urgent import PAPERS, URGENT
from traynews.core.kind.fr.words import FRENCH_WORDS

_FRESH = (
    "aujourd hui / hier / la semaine derniere / ce jour|matin|soir|midi|week|DAY / cette nuit|"
    "semaine / dans la nuit|soiree|matinee / la nuit derniere / la nuit de / a l aube / en pleine "
    "rue / en fin de semaine / a la mi journee / <!chaque <!a <!de DAY / il y a NUMBER jours|"
    "heures / au petit matin / apres minuit|midi"
)
_AHEAD = (
    "en amont / a la veille / avant le / s appretent|apprete / sera|seront / aura lieu / a lieu / "
    "doit se prononcer|reunir|tenir / prevu|prevue|prevus|prevues / prochain|prochaine|prochains|"
    "prochaines !jours !heures / demain / attendu|attendue|attendus / se reuniront|reunira|"
    "reunissent / chanteront / s ouvrira|ouvre / debutera"
)
_SPAN = "NUMBER SPAN"
_PAST = (
    f"{_SPAN} apres|plus|durant / anniversaire / il y a {_SPAN} / depuis {_SPAN} / depuis|en|"
    "de #year / chaque annee|jour"
)
_STALE = (_AHEAD, PAPERS, _PAST)
_DEED = "DONE|EVENT"

_STATEMENT = (
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        "^ reaction|reactions / ^ amnesty ~{0,2} reagit / : reaction|reactions / reagit $",
        "title",
    ),
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        "^ ( aujourd hui ,? / hier ,? / ce ~{0,2} ,? )? ( reagissant a|au|aux / en reaction|"
        "reponse a|au|aux / en reaction , / apres l annonce / interroge|interrogee|interroges sur "
        ")",
        unless=("demande d acces|information", _PAST),
    ),
    Cue(
        Kind.STATEMENT,
        4,
        "formula",
        "^ ( a la suite / au lendemain / suite / apres ) ( DET ){1,2} ~{0,3} EVENT",
        unless=("PAPER", _PAST, "campagne|notre|nos"),
    ),
    Cue(Kind.STATEMENT, 4, "formula", "a|avait vivement? reagi / reagit a|au|aux"),
    Cue(
        Kind.STATEMENT,
        3,
        "verb",
        "amnesty|organisation|nous ~{0,3} ( a|s|se|est|vivement|fermement )? ( a|s|se|est|"
        "vivement|fermement )? ( est vivement? )? REACTS / amnesty ~{0,3} prend acte / saluee|"
        "salue|denoncee|denonce|condamnee|condamne|deploree|critiquee ( vivement / aussitot )? "
        "par amnesty",
        unless=(_PAST,),
    ),
    Cue(
        Kind.STATEMENT,
        2.2,
        "event",
        _FRESH,
        "lead",
        beside=f"{_DEED} / a|ont !SPOKEN !DET MADE",
        unless=(*_STALE, "CAMPAIGN"),
    ),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        "SPOKEN ( amnesty international )? ,? ( apres|alors / accueillant ) / apres|alors|suite "
        f"~{{0,20}} {_DEED}",
        "lead",
        beside="amnesty|SPOKEN",
        unless=_STALE,
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "event",
        "a|ont|est|sont !SPOKEN !DET !NUMBER ete|aussi|egalement|finalement|encore? !SPOKEN MADE "
        "/ vient|viennent d|de",
        "lead",
        unless=(*_STALE, "par jour"),
    ),
    Cue(Kind.STATEMENT, 1, "event", "DONE|EVENT", "lead", unless=_STALE),
    Cue(
        Kind.STATEMENT,
        1.2,
        "subject",
        "^ THE ~{0,2} EVENT ~? OF|par|contre|rendu|rendue|prononcee|annoncee|qui|a|est / ^ en "
        "~{1,12} , ~{0,12} ( a|ont|vient )",
        "lead",
        unless=_STALE,
    ),
    Cue(Kind.STATEMENT, 0.7, "headline", _DEED, "title", unless=(_PAST,)),
    Cue(
        Kind.STATEMENT,
        0.7,
        "tone",
        "TONE / jour sombre / coup dur / bonne nouvelle / pas en avant / la pire / celle de trop",
    ),
    Cue(
        Kind.STATEMENT,
        0.7,
        "demand",
        "doit|doivent ( etre ~? DONE|liberes|libere / ~? liberer|annuler|enqueter|ouvrir|cesser|"
        "mettre|abandonner|revenir|retablir|renoncer|retirer|garantir|permettre ) / il faut "
        "liberer / enquete independante / doit|doivent",
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "voice",
        'amnesty|organisation ~{0,9} VOICE / nous URGE / VOICE ~{0,12} amnesty / " ,? VOICE|'
        'selon / " ,? a|ont VOICE / a|ont VOICE : / pour ~{0,8} amnesty',
        "lead",
    ),
)

_REST = (
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        "^ rectificatif|rectificatifs|correction|erratum|corrige / ^ mise au point / ^ precision "
        "$|:",
        "title",
    ),
    Cue(
        Kind.CORRECTION,
        6,
        "correction",
        "une erreur s est glissee / il fallait lire / communique ~{0,12} errone|erronee|corrige "
        "/ version corrigee / il faut lire",
        "lead",
    ),
    Cue(
        Kind.PREVIEW,
        3.5,
        "ahead",
        "^ ( en amont / a la veille / a l approche / en prevision / avant / a NUMBER|quelques "
        "jours|heures|semaines ) OF|le|la|l|les|un|une",
    ),
    Cue(
        Kind.PREVIEW,
        2.5,
        "ahead",
        "en amont OF / a la veille OF / a l approche OF / s apprete|appretent a / avant son|leur|"
        "le|la|l|les proces|vote|audience|jugement|sommet|election|elections / ce qu il faut "
        "savoir / a j # / dans NUMBER jours / decryptage / a suivre / choses a savoir / ce qui "
        "est en jeu",
    ),
    Cue(
        Kind.PREVIEW,
        2.6,
        "coming",
        "comparaitront|comparaitra / se reuniront|reunira|prononcera|prononceront|tiendra / s "
        "ouvre|ouvrira / debute|"
        "debutera|votera|voteront|examinera|examineront|rendra|decidera|statuera / aura lieu / s "
        "apprete|appretent / doit|doivent ~? voter|examiner|rendre|statuer|debattre",
        "lead",
        unless=("CAMPAIGN / marche / journee internationale / chaque",),
    ),
    Cue(Kind.PREVIEW, 3, "available", "porte parole ~{0,7} disponible|disponibles"),
    Cue(
        Kind.REPORT,
        5.5,
        "report",
        "nouveau|nouvelle|dernier|un|une|son|ce|cette ~? PAPER ~{0,14} ( d amnesty / amnesty / "
        "REVEALS|inedite ) / nouveau rapport / nouvelle enquete|synthese|recherche|etude|analyse "
        "/ rapport annuel / sondage / selon un|une|notre|son ~? PAPER / rapport rendu / PAPER "
        "~{0,5} mise|mis en ligne / dans un|une|son|sa|cette|ce ~{0,2} PAPER / dans un|son "
        "document / il en ressort / publie leurs recits / chiffres a l appui / resultats ~{0,4} "
        "publics / rendue|rendu|rendus|rendues publique|public|publics|publiques / a fait "
        "analyser|tester|mesurer / publie ~{0,2} un|une|son rapport|etude|enquete / rapport sur",
        unless=(
            "ouvre|ouvrir|independante|policiere ~? enquete / enquete independante|judiciaire",
        ),
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        "amnesty ~{0,8} ( REVEALS / a enquete / a recense|documente|rencontre|visite|compte|"
        "analyse|recueilli|interroge|etabli|examine / ont recense ) / PAPER ~{0,10} REVEALS / "
        "enquete dans|sur|a|au|en / nos chercheurs|chercheuses|experts|equipes",
    ),
    Cue(
        Kind.REPORT,
        1.3,
        "evidence",
        "entretiens|temoignages|chercheurs|chercheuses|interroges|interrogees|interviewes|"
        "recueillis / # pages / sur dix / NUMBER sur NUMBER / tiers des / pour cent / % / images "
        "satellites|satellite",
    ),
    Cue(Kind.NEWS, 4, "anniversary", f"^ ( plus de )? {_SPAN} apres|plus|de"),
    Cue(
        Kind.NEWS,
        3,
        "anniversary",
        "anniversaire / journee internationale|mondiale / depuis NUMBER ans",
    ),
    Cue(Kind.NEWS, 2.5, "campaign", "CAMPAIGN"),
    Cue(
        Kind.NEWS,
        4,
        "campaign",
        "lettre ouverte / marche silencieuse / ecrire pour les droits / lance|lancent|lancee une|"
        "sa|la ~? campagne / nomme|nommee ~? directeur|directrice|president|presidente / offre d "
        "emploi|stage / rejoignez|venez|participez|decouvrez|devenez / nouvelle edition / "
        "festival / porte d entree / appel a ( projets / candidatures / temoins )",
    ),
    Cue(Kind.NEWS, 3, "first person", "!nous WE / nous !URGE"),
    Cue(
        Kind.NEWS,
        2,
        "essay",
        "^ pourquoi|comment|qu|que|qui|quel|quelle|quels / : pourquoi|comment|quel|quelle|"
        "portrait|temoignage / ^ portrait|temoignage|entretien|decryptage|tribune / retour sur / "
        "?",
        "title",
    ),
    Cue(
        Kind.NEWS,
        1.5,
        "waiting",
        "toujours en prison / toujours derriere|detenu|attente / chaque annee|premier",
    ),
)

FRENCH = Tongue(
    vocabulary=FRENCH_WORDS,
    cues=(*_STATEMENT, *URGENT, *_REST),
    opener=r"(?:Réagissant à|En réaction à|En réponse à|À la suite d|A la suite d)",
    spoken=(
        "a|ont SPOKEN ~{0,8} aujourd|DAY / a|ont SPOKEN ~{0,8} ce DAY / publie|publiee|publies|"
        "publiees|rendu|rendue ~? aujourd|DAY / publie|publiee|rendu|rendue ~? ce jour|DAY"
    ),
    common="le la les des du et est une un dans pour par qui au aux a l d",
)
