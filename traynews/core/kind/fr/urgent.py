"""The French cues for somebody at immediate risk; words are folded: no accents, small letters."""

from __future__ import annotations

from traynews.core.data.model import Kind
from traynews.core.kind.cues import Cue

PAPERS = (
    "rapport|synthese|sondage|etude|analyse|recherches|interrogees|chercheuses|chercheurs / "
    "enquete d|realisee"
)

_DEAD = (
    "a|ont ete execute|executes|executee|pendu|pendus|mis / journee mondiale / anniversaire "
    "/ executions recensees"
)
URGENT = (
    Cue(Kind.URGENT, 5, "action", "^ actions|action urgentes|urgente / ^ complement d information"),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        "imminent|imminente|imminents|imminentes / DOOM ~{0,8} prevu|prevue|fixee|programmee|"
        "imminente|attendue / d un moment|jour|instant a l autre / a tout moment|instant",
        beside="DOOM|PUT|risque|danger|torture|mort|tortures|executions",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        3.4,
        "imminent",
        "risque|risquent ( d etre ~? PUT / l execution|extradition|expulsion / une execution|"
        "expulsion|extradition / d execution|expulsion|extradition ) / doit|doivent|va|vont|peut|"
        "pourrait|pourraient etre PUT / annuler|suspendre|empecher|stopper|arreter|bloquer l|son|"
        "leur|cette DOOM / menace|menacee|menaces d ~? DOOM / sur le point d etre",
        unless=(_DEAD, PAPERS),
    ),
    Cue(
        Kind.URGENT,
        3.4,
        "life",
        "vie|vies ~{0,6} ( en danger / menacee|menacees / ne tient ) / craint|craignent|craintes "
        "pour sa|leur|la|ses vie|sante|securite|vies / sante ~{0,10} ( se deteriore|degrade / "
        "deterioration|critique|alarmant ) / menace|menacee|menaces de mort / risque d etre "
        "torture / ou il|elle risque la torture / sans nouvelles / est|sont|reste|demeure portee|"
        "porte disparue|disparu / danger de mort / on ignore ou|tout / lieu inconnu|secret / "
        "prive|privee de soins|insuline|medicaments|traitement / a besoin de soins / soins "
        "urgents|medicaux / faut agir / agissez / il faut sauver / ne ~? tienne|survive|passe / "
        "refuse|refusent ~? ~? hopital|soins / entre la vie et la mort / redoutent|redoute|"
        "craignent|craint le pire / greve de la faim ~{0,8} ( kilos / jours / hospitalise|"
        "hospitalisee|affaibli ) / ne pese plus",
        unless=(_DEAD, PAPERS),
    ),
    Cue(
        Kind.URGENT,
        1.5,
        "clock",
        "greve de la faim / signez|agissez|ecrivez / accorder sa grace / sa grace / NUMBER "
        "heures / ecrivez / sans tarder / d urgence",
    ),
)
