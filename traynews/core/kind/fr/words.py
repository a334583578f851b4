"""French words for the cues, folded: no accents, small letters."""

from __future__ import annotations

from traynews.core.kind.phrases import Vocabulary


def _agreeing(stems: str) -> str:
    """Return every participle in its four forms: condamne, condamnee, condamnes, condamnees."""
    return " ".join(f"{one}{end}" for one in stems.split() for end in ("", "e", "s", "es"))


_DONE = (
    _agreeing(
        "mort detenu pendu dissous interdit suspendu rendu perdu retenu dispars elu battu "
        "vendu condamne arrete capture enleve interpelle incarcere tue assassine execute "
        "attaque bombarde frappe libere acquitte relaxe gracie expulse extrade inculpe "
        "adopte approuve vote promulgue rejete annule annonce ordonne confirme decede blesse "
        "disperse revoque censure renvoye bloque incendie retrouve rase prive destitue "
        "agresse poursuivi juge emprisonne deporte refoule evacue valide prononce ferme "
        "coupe detourne kidnappe torture menace suspecte vise demis soumis mis pris surpris "
        "commis permis remis ouvert decouvert souffert conduit detruit reduit introduit "
        "construit inscrit ecrit abattu noye puni saisi enfoui reconnu disparu venu devenu "
        "revenu parti sorti exclu conclu tenu obtenu maintenu vecu lu vu"
    )
    + " dissoute dissoutes fait faits faite faites eu dit mort tire promulgue acquitte"
)
_EVENTS = (
    "verdict verdicts arret arrets jugement meurtre meurtres assassinat assassinats "
    "massacre massacres mort morts deces attaque attaques frappe frappes bombardement "
    "bombardements tir tirs raid raids grace vote votes annonce annonces signature "
    "mandat mandats censure rejet retrait loi lois propos accord reforme naufrage "
    "incendie fermeture saisie coup coupe coupes reprise refus report rafle rafles "
    "charge sanction sanctions decret arrete peine peines blocage enlevement enlevements "
    "discours remarques sortie entree chute fusillade homicide homicides renvoi "
    "deplacement revers victoire defaite perte nomination reconnaissance remise levee "
    "mise violences"
)

FRENCH_WORDS = Vocabulary(
    lists={
        "DONE": _DONE,
        "EVENT": _EVENTS,
        "MADE": _DONE,
        "DAY": "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "DET": "le la les l un une des du de d ce cette ces cet son sa ses leur leurs au aux",
        "THE": "le la les l ce cet cette ces un une",
        "OF": "de du des d",
        "NUMBER": (
            "# un une deux trois quatre cinq six sept huit neuf dix onze douze quinze seize "
            "vingt trente quarante cinquante soixante cent mille plusieurs quelques"
        ),
        "SPAN": "an ans annee annees mois decennie decennies",
        "VOICE": (
            "declare dit affirme averti reagi souligne denonce rappele estime estimait demande "
            "demandent appelle exige juge jugent reclame exhorte insiste deplore commente "
            "regrette ajoute explique qualifie parle"
        ),
        "URGE": (
            "exhortons condamnons appelons demandons craignons denoncons saluons exigeons "
            "regrettons deplorons rappelons reclamons prions redoutons attendons"
        ),
        "SPOKEN": "declare dit affirme averti reagi souligne annonce denonce rappele rapporte",
        "REACTS": (
            "elevee elever eleve condamne condamnee salue regrette deplore denonce rejouit "
            "felicite horrifiee indigne inquiete rejette accueille exprime consterne consternee "
            "choquee alarmee alarme applaudit soulagee emue bouleversee oppose fustige"
        ),
        "PAPER": (
            "rapport enquete synthese etude sondage analyse recherche recherches briefing "
            "investigation documentation donnees chiffres"
        ),
        "REVEALS": (
            "revele revelent montre montrent expose exposent documente documentent demontre "
            "conclut etablit met dresse recense publie publiee decrit retrace constate"
        ),
        "TONE": (
            "honte honteux honteuse infamie recul avancee historique victoire parodie "
            "soulagement scandale scandaleux scandaleuse inacceptable inquietant inquietante "
            "inquietantes choquant choquante effroyable revoltante revoltant affligeante "
            "alarmante alarmantes insulte gifle massue trahison cynique cruel cruelle indigne "
            "espoir terrible tragique dangereux dangereuse inhumain inhumaine"
        ),
        "CAMPAIGN": (
            "fresque concert exposition petition petitions veillee prix festival benevole "
            "benevoles chorale chorales signatures marathon bougies cartes jeu concours atelier "
            "ateliers film films documentaire spectacle livre romans roman lyceens eleves stand "
            "recrute recrutement stage formation inscriptions inscrivez podcast quiz brocante "
            "dons don legs adherents militantes militants librairie collecte course tribune "
            "dossier festivaliers scene"
        ),
        "WE": "nous notre nos vous votre vos je mon ma mes",
        "PUT": _agreeing(
            "execute extrade expulse renvoye livre decapite flagelle refoule torture transfere "
            "deporte"
        )
        + " pendu pendue pendus",
        "DOOM": "execution expulsion extradition renvoi pendaison refoulement transfert",
    },
    endings={
        "DONE": "ee ees",
        "MADE": "e ee es ees i is ie ies u us ue ues it ite ert",
        "EVENT": "tion tions sion sions",
    },
    plain=(
        "annee annees idee idees journee journees armee armees musee lycee duree soiree "
        "matinee pensee durees entree portee nation nations question questions region "
        "regions commission mission condition conditions position education protection "
        "population organisation organisations information tradition opposition constitution "
        "relation relations religion opinion generation television exposition corruption "
        "discrimination migration administration union convention solution fonction action "
        "actions occasion fondation association formation attention direction situation "
        "station petition section pression version vision communication competition "
        "participation institution legislation repetition observation presentation "
        "impression profession emission edition session publication million millions "
        "declaration"
    ),
)
