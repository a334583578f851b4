"""The Spanish cues; see `cues` for what they are. Words are folded: no accents, small letters."""

from __future__ import annotations

from traynews.core.data.model import Kind
from traynews.core.kind.cues import Cue, Tongue
from traynews.core.kind.es.words import SPANISH_WORDS

_FRESH = (
    "hoy / ayer / anoche / la semana pasada / el pasado ~ / esta manana|tarde|noche|madrugada|"
    "semana / el|este DAY / la noche|madrugada del? ~? DAY / de madrugada / al amanecer / este "
    "fin de semana / en las ultimas horas / hace NUMBER dias|horas / la madrugada / el fin de "
    "semana / anteayer / esta misma"
)
_AHEAD = (
    "de cara a / en visperas / antes de / <!la <!esta <!de <!por manana / sera|seran / previsto|"
    "prevista|previstos|previstas / proximo|proxima|proximos|proximas / manana se / el dia de "
    "manana / tendra lugar / comienza|comenzara|marcharan|votara"
)
_SPAN = "NUMBER SPAN"
_PAST = (
    f"{_SPAN} despues|mas / aniversario / hace {_SPAN} / a los {_SPAN} / desde #year|hace / "
    "llevan|lleva NUMBER / durante NUMBER SPAN / cada ano|mes"
)
_PAPERS = (
    "informe !previo !favorable / estudio|encuesta|sondeo|analisis / investigacion de amnistia / "
    "un documento"
)
_STALE = (_AHEAD, _PAPERS, _PAST)
_DEED = "DONE|EVENT"

_STATEMENT = (
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        "^ reaccion|reacciones|respuesta !de|: / : reaccion / ^ amnistia ~{0,2} reacciona|valora|"
        "responde / reacciona $",
        "title",
    ),
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        "^ ( hoy ,? )? ( en reaccion|respuesta a|al / ante la|el|los|las|un|una / reaccionando a "
        "/ tras conocerse|confirmarse|saberse / tras la noticia / tras el anuncio / con motivo de|"
        "del la|el? )",
        unless=(
            "solicitud de acceso|informacion / dia internacional|mundial",
            _AHEAD,
            _PAST,
            "preguntas|respuestas|claves",
        ),
    ),
    Cue(
        Kind.STATEMENT,
        4,
        "formula",
        "^ ( tras / luego|despues de|del ) THE? ~{0,4} EVENT",
        unless=(_PAPERS, _PAST),
    ),
    Cue(
        Kind.STATEMENT,
        3,
        "verb",
        "amnistia|organizacion ~{0,3} ( ha|se|hoy|profundamente|energicamente|firmemente|da la )? "
        "( ha|se )? REACTS / amnistia ~{0,3} recibe|recibio con / asi reacciona|reacciono|"
        "responde / muestra|mostro|expresa|expreso su ~? perplejidad|rechazo|alarma|repulsa|"
        "condena|alivio|satisfaccion|inquietud|preocupacion",
        unless=(_PAST, _PAPERS, "campana|peticion"),
    ),
    Cue(Kind.STATEMENT, 2.2, "event", _FRESH, "lead", beside=_DEED, unless=(*_STALE, "CAMPAIGN")),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        "declarado|dicho|afirmado|declaro|dijo hoy? ( amnistia internacional )? ,? tras|despues "
        f"/ despues|luego|tras|cuando|mientras|ante|por ~{{0,16}} {_DEED}",
        "lead",
        beside="amnistia|SPOKEN",
        unless=(*_STALE, f"{_SPAN}"),
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "event",
        "ha|han|haya|hayan !SPOKEN ( sido / vuelto a )? DONE / fue|fueron DONE / acaba|acaban de",
        "lead",
        unless=_STALE,
    ),
    Cue(Kind.STATEMENT, 1, "event", "DONE|EVENT", "lead", unless=_STALE),
    Cue(
        Kind.STATEMENT,
        1.2,
        "subject",
        "^ THE ~{0,2} EVENT ~? OF",
        "lead",
        unless=_STALE,
    ),
    Cue(Kind.STATEMENT, 0.7, "headline", f"{_DEED}|REACTS", "title", unless=(_PAST,)),
    Cue(Kind.STATEMENT, 0.7, "tone", "TONE / primer paso"),
    Cue(
        Kind.STATEMENT,
        0.7,
        "demand",
        "debe|deben|deberia / exige|exigen / pide justicia / libertad inmediata",
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "voice",
        "amnistia|organizacion ~{0,9} VOICE|REACTS / amnistia sobre|ante / VOICE ~{0,12} "
        'amnistia / " ,? VOICE / " ,? ha VOICE / ha|han VOICE : / VOICE : / para|segun amnistia '
        "/ en palabras de",
        "lead",
    ),
)

_DEAD = (
    "fue|fueron|sido ejecutado|ejecutada|ejecutados|ahorcado / dia mundial / aniversario / "
    "ejecuciones registradas|aumentaron|aumentan"
)
_URGENT = (
    Cue(Kind.URGENT, 5, "action", "^ accion|acciones urgente|urgentes"),
    Cue(Kind.URGENT, 4, "action", "emite|emitido|lanza|lanzado ~{0,5} accion urgente"),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        "inminente|inminentes / DOOM ~{0,8} prevista|programada|fijada|inminente / en cualquier "
        "momento / de un momento a otro",
        beside="DOOM|PUT|peligro|riesgo|muerte|tortura|ejecuciones|deportaciones",
        unless=(_DEAD,),
    ),
    Cue(
        Kind.URGENT,
        3.4,
        "imminent",
        "riesgo|peligro de ( ser PUT / DOOM / ser ~? PUT / tortura|muerte|desaparicion ) / va|van|"
        "podria|podrian|puede|pueden ~? ( a ser / ser ) PUT / detener|suspender|parar|impedir|"
        "frenar la|su|esta DOOM / a punto de ser PUT / sera|seran PUT / enfrenta|enfrentan a? la|"
        "una DOOM",
        unless=(_DEAD, _PAPERS),
    ),
    Cue(
        Kind.URGENT,
        3.4,
        "life",
        "peligra la|su vida / vida|vidas ~{0,8} ( en ~? peligro / corre|corren|riesgo ) / corre|"
        "corren ~? peligro / amenazado|amenazada|amenazados|amenazadas de muerte / temor|teme|"
        "temen|temores por la|su|sus vida|vidas|salud|integridad|seguridad / paradero ~{0,4} "
        "desconocido|desconoce / se desconoce su|el paradero / salud ~{0,8} critico|critica|grave|"
        "deteriora|empeora / sin medicamentos|insulina|atencion|tratamiento / necesita|necesitan "
        "( proteccion / atencion|tratamiento / ~? urgente|ya ) / desde entonces no|nadie / no se "
        "sabe nada / podria morir / desaparecido|desaparecida desde / sin noticias",
        unless=(_DEAD, _PAPERS),
    ),
    Cue(
        Kind.URGENT,
        1.5,
        "clock",
        "huelga de hambre / indulto / NUMBER horas / conmutar / escribe|escriba / actua|actue "
        "ya? / sin demora / urgentemente / cualquier momento",
    ),
)

_REST = (
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        "^ correccion|rectificacion|aclaracion|corregido|correcciones / ^ fe de erratas|errores",
        "title",
    ),
    Cue(
        Kind.CORRECTION,
        6,
        "correction",
        "se indicaba por error / la cifra correcta / por error ~{0,8} comunicado / comunicado "
        "~{0,14} error|erronea|erroneamente|incorrecta / lamentamos el error",
        "lead",
    ),
    Cue(
        Kind.PREVIEW,
        3.8,
        "ahead",
        "^ ( de cara a / en visperas de / antes de|del / a pocos|NUMBER dias|horas|semanas de|"
        "del / previo a / con vistas a )",
    ),
    Cue(
        Kind.PREVIEW,
        2.5,
        "ahead",
        "en visperas de|del / de cara a|al / con vistas a|al / esto es lo que / a un|NUMBER mes|"
        "meses|semanas|semana|dias de|del / decide|vota|debate|resuelve manana / <!la <!esta "
        "manana se / que esta en juego / claves de|para",
    ),
    Cue(
        Kind.PREVIEW,
        2.6,
        "coming",
        "se reuniran|reunira|daran|celebrara|pronunciara / comienza|comenzara|votara|vota|votan|"
        "decidira|decide|debatira|debate|examinara|dictara|viaja|viajara|resolvera / tendra lugar "
        "/ arranca|inicia",
        beside="DAY|manana / proximo|proxima / # de",
        unless=("marcha|concierto|exposicion|activistas / dia internacional",),
    ),
    Cue(
        Kind.REPORT,
        5.5,
        "report",
        "informe sobre / el informe / casos documentados|verificados / nuevo|ultimo informe|"
        "estudio|analisis / nueva investigacion|encuesta|publicacion / ~ publicacion el|la|los / "
        "segun un|una|el|la|su|nuestro ~? PAPER / una investigacion de amnistia / PAPER ~{0,9} "
        "REVEALS|describe|propone / revela un informe / informe anual / THE documento ~? que se "
        "publica|presenta / PAPER elaborado|elaborada|realizado|realizada / hemos cruzado|"
        "analizado|revisado|pedido / en un|su ~? informe|estudio|documento",
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        "amnistia ~{0,8} ( revela|documenta|constata|reconstruye|visito|entrevisto|encontro / ha "
        "documentado|constatado|reunido|revisado|analizado|entrevistado|verificado|recopilado|"
        "investigado )",
    ),
    Cue(
        Kind.REPORT,
        1.3,
        "evidence",
        "nueve|ocho|siete|seis de cada diez / entrevistas|verificados|testimonios|entrevistadas|"
        "entrevistados / # paginas|casos|denuncias|personas / por ciento / de cada diez|cuatro|"
        "tres|cinco|NUMBER / imagenes satelitales",
    ),
    Cue(Kind.NEWS, 4, "anniversary", f"^ ( a los )? {_SPAN} despues|de|del|mas"),
    Cue(
        Kind.NEWS,
        3,
        "anniversary",
        "aniversario / dia internacional|mundial / llevan|lleva NUMBER ~? SPAN",
    ),
    Cue(Kind.NEWS, 2.5, "campaign", "CAMPAIGN"),
    Cue(
        Kind.NEWS,
        4,
        "campaign",
        "carta abierta / lanzamiento de una|la campana / lanza|lanzan|lanzado una|su|la ~? "
        "campana / marcharan en silencio / nombra|nombrada|nombrado ~? director|directora|"
        "presidenta|presidente / se suma a la / nuestra|su asamblea general / unete|participa|"
        "apuntate|inscribete|firma $|la|con|ya / oferta de empleo",
    ),
    Cue(Kind.NEWS, 3, "first person", "WE"),
    Cue(
        Kind.NEWS,
        2,
        "essay",
        "^ por que|como|quien|quienes|que / : por que|como / ?|historias|historia|entrevista",
        "title",
    ),
    Cue(
        Kind.NEWS,
        1.5,
        "waiting",
        "sigue|siguen esperando|sin / sigue|siguen en prision",
    ),
)

SPANISH = Tongue(
    vocabulary=SPANISH_WORDS,
    cues=(*_STATEMENT, *_URGENT, *_REST),
    opener=r"(?:En reacción a|En respuesta a|Ante (?:la|el) |Tras (?:la|el) )",
    spoken="ha|han SPOKEN hoy / declaro|dijo|afirmo|senalo hoy / publicado|publicada|presenta|"
    "presento|publica hoy",
    common="el la los las de del y una un es en para por que al ha se con",
)
