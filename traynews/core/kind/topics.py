"""Words by what they are about: a mural in one release is a quilt in the next.

How much each list speaks for breaking or against it is learned (see `weighing`), so a list may be
wide. Words are folded: no accents, small letters.
"""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "DOING": (
        "passes pass adopts adopt bans ban jails jail expels expel frees free upholds uphold "
        "strips votes signs executes hangs sentences overturns quashes approves approve rejects "
        "reject orders blocks block lifts scraps drops shuts closes fires sacks raids raid seizes "
        "seize storms bombs shells hits kills kill deports extradites pardons releases ends halts "
        "halt resumes resume suspends suspend withdraws quits wins loses clears acquits convicts "
        "charges detains detain arrests arrest dissolves restores reinstates revokes extends "
        "extend rules backs condemns abolishes repeals legalises criminalises outlaws dies burns "
        "collapses"
    ),
    "BODY": (
        "court courts tribunal judge judges jury prosecutors prosecutor parliament senate "
        "congress assembly lawmakers deputies senators peers cabinet government minister "
        "ministers president governor mayor junta army military soldiers troops police officers "
        "guards gunmen militia militants rebels forces security navy regulator watchdog council "
        "commission"
    ),
    "WHEN": (
        "today tonight yesterday overnight morning afternoon evening dawn midnight lunchtime hours "
        "minutes moments earlier"
    ),
    "COMING": (
        "will tomorrow next upcoming forthcoming due expected scheduled ahead eve looms awaits "
        "prepares preparing agenda timetable backgrounder delegates fixture kick"
    ),
    "VICTIM": (
        "journalist journalists reporter editor blogger activist activists lawyer lawyers teacher "
        "student students protester protesters demonstrator demonstrators worker opposition "
        "leader dissident prisoner prisoners detainee detainees poet writer singer doctor nurse "
        "refugee refugees migrant migrants asylum woman women man men boy girl child children "
        "family mother father brother sister son daughter"
    ),
    "HARM": (
        "killed killing dead death deaths died shot shooting murdered murder massacre bombed "
        "bombing strike arrested arrest detained jailed imprisoned sentenced convicted abducted "
        "kidnapped seized beaten tortured raped wounded injured disappeared deported expelled "
        "banned raided stormed charged executed hanged flogged evicted"
    ),
    "RELIEF": (
        "freed released acquitted pardoned cleared overturned quashed dropped lifted restored "
        "reunited spared reprieve bail commuted repealed abolished"
    ),
    "PERIL": (
        "execution gallows noose injection hanging scheduled imminent risk danger fears fear "
        "feared deportation extradition refoulement kidneys cancer tumour surgery dialysis "
        "insulin medication hospital treatment health coma starving hunger clemency governor "
        "whereabouts incommunicado unknown deteriorating life lives"
    ),
    "STUDY": (
        "interviews interviewed testimonies witnesses survivors respondents analysed examined "
        "documented verified mapped traced satellite footage records data figures percent per "
        "cent average majority third quarter half thirds majority rate rates researchers "
        "investigators methodology chapter pages evidence reveals shows finds exposes uncovers "
        "dataset sample"
    ),
    "PATTERN": (
        "wages pay workers plantation plantations factory factories mine mines mining supply "
        "chain companies company profits pollution mercury toxic exploitation abuse abuses abused "
        "discrimination systematic systemic routinely widespread impunity neglect conditions "
        "years decade decades hidden inside trapped left behind cost price toll human schools "
        "clinics housing debt trafficking recruitment slavery forgotten silenced algorithm "
        "algorithms"
    ),
    "LEISURE": (
        "lecture seminar tour reading readings poem poems novel novelist recipe recipes quilt "
        "sculpture photograph photographs photographer gallery portrait portraits ceremony trophy "
        "medal laureate nominee finalist finalists winner winners contest calendar mug badge "
        "badges sponsor sponsored hike walk trek climb marathon picnic lanterns flowers stickers "
        "song songs band album comedy comedian actor actress singer concert painting paintings "
        "artwork artist artists craft dance dancers film video match fans runners cyclists garden "
        "tree trees birthday wedding coffee cake tea"
    ),
    "HOUSE": (
        "members member membership volunteer volunteers volunteering supporters group groups "
        "branch branches local board trustees treasurer chair staff vacancy role salary apply "
        "applications join donate donation donations bequest subscribe newsletter shop office "
        "reunion jubilee anniversary centenary commemorate celebrate celebrates handbook guide "
        "guides brochure leaflet factsheet glossary toolkit training trainees module curriculum "
        "pupils classroom schools school university universities teachers workshop webinar "
        "register tickets ticket free booking welcome meet discover explore learn read watch "
        "listen download story stories"
    ),
    "TALK": (
        "why how what who where opinion column editorial essay interview profile obituary tribute "
        "memories explained explainer questions answers answer myth myths faq facts imagine "
        "remember remembering history introduction reasons ways letter letters dear"
    ),
}
_FRENCH = {
    "DOING": (
        "adopte adoptent vote votent interdit expulse libere condamne annule approuve rejette "
        "suspend ferme tue tuent arrete arretent execute promulgue dissout retire leve confirme "
        "acquitte ordonne bloque enterine abroge valide censure gracie extrade bombarde evacue "
        "disperse tire tirent meurt meurent quitte autorise reporte"
    ),
    "BODY": (
        "tribunal cour juge juges jury procureur parlement senat assemblee deputes senateurs "
        "gouvernement ministre ministres president gouverneur maire prefet prefecture junte armee "
        "militaires soldats police policiers gendarmes gendarmerie milice miliciens rebelles "
        "forces conseil autorites justice parquet"
    ),
    "WHEN": "aujourd hui hier matin soir soiree nuit aube midi heures matinee minuit veille",
    "COMING": (
        "demain prochain prochaine prochains prochaines veille attendu attendue prevu prevue "
        "debutera examinera rendra sera seront ouvrira reunira reuniront savoir enjeux attentes"
    ),
    "HARM": (
        "tue tuee tues tuees mort morts morte mortes assassine assassinee assassinat meurtre "
        "massacre frappe frappes bombardement arrete arretee arretes arretees arrestation "
        "interpelle interpellee detenu detenue emprisonne condamne condamnee condamnes "
        "condamnation enleve enlevee enlevement expulse expulsee expulses inculpe torture blesses "
        "execute executee executes pendu"
    ),
    "RELIEF": "libere liberee liberes liberation acquitte acquittee gracie abolition abroge annule",
    "PERIL": (
        "execution imminent imminente risque risquent danger craintes craint extradition "
        "expulsion renvoi sante soins hopital cancer greve faim grace disparu disparue secret "
        "inconnu vie pendaison decapitation"
    ),
    "STUDY": (
        "enquete rapport etude synthese analyse entretiens temoignages recueilli recueillis "
        "documente documentes recense chiffres donnees cent resultats constat sondage chercheurs "
        "chercheuses revele montre devoile personnes cas sur laboratoire"
    ),
    "LEISURE": (
        "exposition concert festival film projection photographe photographies photos portraits "
        "lecture spectacle theatre livre roman bande dessinee poemes chanson chansons artiste "
        "artistes comedienne fresque course marathon prix laureat laureate concours jeu fete"
    ),
    "HOUSE": (
        "benevole benevoles benevolat adherents militants antenne groupe groupes membres "
        "rejoignez rejoindre participez inscription inscriptions inscrivez don dons legs boutique "
        "formation atelier ateliers ecole ecoles eleves lyceens enseignants stage recrute poste "
        "rendez guide anniversaire retrouvez decouvrez lettre lettres cartes notre nos vous votre "
        "tu"
    ),
    "TALK": "pourquoi comment qui quoi tribune entretien portrait histoire questions reponses",
}
_SPANISH = {
    "DOING": (
        "aprueba aprueban prohibe expulsa libera liberan condena anula rechaza suspende cierra "
        "mata matan detiene detienen ejecuta promulga disuelve retira levanta confirma absuelve "
        "ordena bloquea deroga avala indulta extradita bombardea desaloja dispara disparan muere "
        "mueren autoriza elimina destierra excarcela firma vota abre"
    ),
    "BODY": (
        "tribunal corte juez jueza jueces jurado fiscalia fiscal parlamento senado congreso "
        "asamblea diputados senadores gobierno ministro ministra presidente gobernador alcalde "
        "junta ejercito militares soldados policia policias guardia milicia paramilitares "
        "rebeldes fuerzas consejo autoridades justicia supremo audiencia"
    ),
    "WHEN": "hoy ayer manana noche tarde madrugada anoche mediodia horas pasado amanecer",
    "COMING": (
        "proximo proxima proximos visperas previsto prevista decidira votara debatira examinara "
        "celebrara reunira comenzara sera seran saber juego claves"
    ),
    "HARM": (
        "muerto muerta muertos muertas muerte asesinado asesinada asesinato matanza masacre "
        "ataque bombardeo detenido detenida detenidos detencion arrestado encarcelado encarcelada "
        "condenado condenada condenados condena secuestrado secuestro expulsado expulsados "
        "imputado torturado heridos ejecutado ejecutada ahorcado despedidos desalojo disparos"
    ),
    "RELIEF": "liberado liberada liberados liberacion absuelto absuelta indultado excarcelado",
    "PERIL": (
        "ejecucion inminente riesgo peligro temor temores teme temen extradicion deportacion "
        "devolucion salud hospital cancer huelga hambre paradero desaparecido desaparecida vida "
        "atencion urgente horca"
    ),
    "STUDY": (
        "informe estudio investigacion encuesta analisis entrevistas entrevistado testimonios "
        "documenta documentado casos cifras datos ciento resultados expedientes registros revela "
        "muestra expone investigadores muestras cada"
    ),
    "LEISURE": (
        "exposicion concierto festival pelicula proyeccion cine fotografo fotografia fotografias "
        "retratos lectura teatro libro novela poemas cancion canciones artista artistas mural "
        "carrera maraton premio galardon concurso fiesta documental"
    ),
    "HOUSE": (
        "voluntariado voluntarios socios socias grupo grupos miembros unete participa inscripcion "
        "inscribete donativo tienda curso taller talleres escuela escuelas estudiantes "
        "profesorado aula oferta empleo plazo aniversario conoce descubre cartas nuestra nuestro "
        "nuestros nuestras tu te entrada libre memoria revista"
    ),
    "TALK": "por que como quien quienes opinion entrevista historia historias preguntas respuestas",
}

TOPICS: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH}
