"""The Spanish cues; see `cues` for what they are. Patterns are folded, without accents."""

from __future__ import annotations

from traynews.core.cues import Cue, Tongue
from traynews.core.model import Kind

_DAY = r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
_FRESH = (
    r"\b(?:hoy|ayer|anoche|la semana pasada|el pasado \w+|esta (?:manana|tarde|noche|madrugada"
    r"|semana)|(?:el|este|la noche del) "
    + _DAY
    + r"|de madrugada|al amanecer|este fin de semana|en las ultimas horas)\b"
)
_AHEAD = (
    r"\b(?:de cara a|en visperas|antes de|sera|seran|previst[oa]s?|prevista|proxim[oa]s?"
    r"|manana se|tendra lugar|comienza|marcharan|votara)\b"
)
_SPAN = (
    r"(?:\d+|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta"
    r"|cuarenta|cincuenta) (?:anos?|mes(?:es)?)"
)
_PAST = _SPAN + r" (?:despues|mas tarde)|\baniversario\b|\bhace " + _SPAN + r"|\ba los " + _SPAN
_RESEARCH = r"\b(?:informe|investigacion de amnistia|estudio|encuesta|sondeo|analisis)\b"
_NOUN = (
    r"(?:sentencias?|condenas?|fallo|veredicto|decision|absolucion|detencion(?:es)?|arrestos?"
    r"|asesinatos?|homicidios?|matanzas?|masacres?|muertes?|ejecucion|ataques?|bombardeos?"
    r"|represion|tiroteos?|redadas?|liberacion|excarcelacion|indulto|votacion|aprobacion"
    r"|promulgacion|anuncio|firma|deportacion(?:es)?|expulsion(?:es)?|secuestros?|desaparicion"
    r"|cierre|cancelacion|disolucion|dimision|renuncia|suspension|ordenes? de detencion"
    r"|prohibicion|rechazo|retirada|derogacion|confirmacion|hallazgo|imputacion|extradicion"
    r"|declaraciones|ley|decreto|acuerdo|incautacion|confiscacion|allanamiento)"
)
_DONE = (
    r"(?:condenad[oa]s?|detenid[oa]s?|arrestad[oa]s?|encarcelad[oa]s?|asesinad[oa]s?|matad[oa]s?"
    r"|muert[oa]s?|ejecutad[oa]s?|ahorcad[oa]s?|atacad[oa]s?|bombardead[oa]s?|liberad[oa]s?"
    r"|excarcelad[oa]s?|absuelt[oa]s?|indultad[oa]s?|expulsad[oa]s?|deportad[oa]s?"
    r"|secuestrad[oa]s?|aprobad[oa]s?|promulgad[oa]s?|rechazad[oa]s?|anulad[oa]s?|anunciad[oa]s?"
    r"|ordenad[oa]s?|confirmad[oa]s?|clausurad[oa]s?|cerrad[oa]s?|suspendid[oa]s?|prohibid[oa]s?"
    r"|disuelt[oa]s?|interceptara|interceptado|excarcelara|aprobara|aprobo|condeno|detuvo|anulo"
    r"|avalo|rechazo|mataron|asesinaron|detuvieron|murieron|liberaron|dispararon|derogad[oa]s?"
    r"|tiroteo|promulgo|murio|mueren?|cargaran|cargo contra|reprimio|reprimieron|desalojad[oa]s?"
    r"|desaparecid[oa]s?|hallad[oa]s?|destruid[oa]s?|encontrad[oa]s?|dictad[oa]s?|dimitio|cerro)"
)
_SAID = (
    r"(?:ha (?:declarado|dicho|manifestado|afirmado|senalado|pedido|advertido)|declaro|dijo"
    r"|afirmo)"
)

_STATEMENT = (
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        r"\W*(?:reaccion(?:es)?|respuesta)\b|\W*amnistia(?: \w+){0,2} (?:reacciona|valora"
        r"|responde)",
        "title",
    ),
    Cue(
        Kind.STATEMENT,
        6,
        "formula",
        r"\W*(?:hoy,? )?(?:en (?:reaccion|respuesta) a(?:l)?\b|ante (?:la|el|los|las|una?)\b"
        r"|reaccionando a|tras conocerse|tras (?:la noticia|el anuncio)|con motivo de (?:la"
        r"|el)\b)",
        "start",
        unless=rf"solicitud de (?:acceso|informacion)|dia (?:internacional|mundial)|{_AHEAD}"
        rf"|{_PAST}",
    ),
    Cue(
        Kind.STATEMENT,
        4.5,
        "formula",
        rf"\W*(?:tras|luego de|despues de) (?:la |el |los |las "
        rf"|una? )?(?:[\w'-]+ ){{0,3}}?{_NOUN}\b",
        "start",
        unless=f"{_RESEARCH}|{_PAST}",
    ),
    Cue(
        Kind.STATEMENT,
        3.5,
        "verb",
        r"\bamnistia(?: internacional)?(?: \w+){0,2}? (?:ha |se |(?:hoy|profundamente"
        r"|energicamente|firmemente) )*(?:condena(?:do)?|rechaza(?:do)?|lamenta(?:do)?"
        r"|celebra(?:do)?|denuncia|condeno|rechazo|lamento|celebro|denuncio|exigio|saluda|acoge"
        r"|repudia|valora|deplora|reacciona|da la bienvenida|muestra su|manifesta\w*|expresa"
        r"|exige)\b",
        unless=f"{_PAST}|{_RESEARCH}",
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
        r"\b(?:declarado|dicho|afirmado|declaro|dijo)(?: hoy)?(?: amnistia internacional)?,? "
        r"(?:tras"
        rf" |despues de )|\b(?:despues de(?: que|l)?|luego de(?: que)?|tras|cuando"
        rf"|mientras)\b.{{0,100}}?\b(?:{_DONE}|{_NOUN})\b",
        "lead",
        unless=f"{_RESEARCH}|{_PAST}|{_SPAN}",
    ),
    Cue(
        Kind.STATEMENT,
        1.4,
        "event",
        rf"\b(?:fue|fueron|ha sido|han sido|ha|han|haya|hayan) {_DONE}\b",
        "lead",
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}",
    ),
    Cue(
        Kind.STATEMENT,
        1.4,
        "subject",
        rf"\W*(?:la|el|las|los|esta|este) (?:[\w'-]+ )?{_NOUN} (?:de|del|en|contra|por|a)\b",
        "start",
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}",
    ),
    Cue(
        Kind.STATEMENT,
        1.2,
        "headline",
        rf"\b(?:{_NOUN}|{_DONE}|aprueba|condena|detienen|asesinan|matan|cierra|avala|falla|anula"
        r"|libera|ejecuta|promulga|expulsa|celebra|lamenta)\b",
        "title",
        unless=_PAST,
    ),
    Cue(
        Kind.STATEMENT,
        0.9,
        "tone",
        r"\b(?:golpe|bofetada|venganza|vergonzos[oa]|inaceptable|alarmante|historic[oa]|victoria"
        r"|avance|primer paso|retroceso|burla|indignante|escandalos[oa]|alivio|atropello"
        r"|preocupacion|farsa|tragedia|terrible|injust[oa])\b",
    ),
    Cue(
        Kind.STATEMENT,
        0.9,
        "demand",
        r"\bdeben? (?:ser (?:\w+ )?(?:liberad|anulad|investigad)|(?:\w+ )?(?:liberar|poner|anular"
        r"|investigar|revocar|cesar|detener|retirar|garantizar|esclarecer))|exige|pide justicia"
        r"|debe quedar en libertad",
    ),
    Cue(
        Kind.STATEMENT,
        2,
        "event",
        rf"\b(?!{_SAID})(?:\w{{2,}}(?:aron|ieron|io|yo)|fue|fueron|ha|han|habia|habian)\b",
        "lead",
        beside=_FRESH,
        unless=f"{_AHEAD}|{_RESEARCH}|{_PAST}|marcha|concierto|firmas|exposicion",
    ),
    Cue(Kind.STATEMENT, 0.7, "voice", rf"{_SAID}\s*:\W*$", "lead"),
)

_DEAD = (
    r"\b(?:fue|fueron|ha sido|han sido) (?:ejecutad|ahorcad)|dia mundial|aniversario"
    r"|ejecuciones (?:registradas|aument)"
)
_URGENT = (
    Cue(Kind.URGENT, 5, "action", r"\W*accion(?:es)? urgentes?(?:\s*[:.|\])-]|$)", "start"),
    Cue(Kind.URGENT, 4, "action", r"\b(?:emit\w+|lanz\w+).{0,30}accion urgente"),
    Cue(
        Kind.URGENT,
        4,
        "imminent",
        r"\binminentes?\b|\bejecucion\b[^.;]{0,50}?(?:prevista|programada|fijada)",
        beside=r"ejecut|ejecuc|deport|expuls|extrad|devol|peligro|riesgo|muerte|tortur",
        unless=_DEAD,
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "imminent",
        r"\b(?:riesgo|peligro) de (?:ser )?(?:ejecut|ejecuc|ahorcad|deportad|extraditad|devuelt)"
        r"|\b(?:va|van) a ser (?:ejecutad|ahorcad|deportad|extraditad)|podria ser ejecutad"
        r"|\b(?:detener|suspender|parar|impedir) (?:la|su) ejecucion\b",
        unless=f"{_DEAD}|{_RESEARCH}",
    ),
    Cue(
        Kind.URGENT,
        3.2,
        "life",
        r"\bpeligra la vida|\bvidas?\b.{0,60}(?:en (?:grave )?peligro|corre|corren|riesgo)"
        r"|corre (?:\w+ )?peligro|amenazad[oa]s? de muerte|(?:temor|teme|temen) por (?:la"
        r"|su) (?:vida|salud)",
        unless=f"{_DEAD}|{_RESEARCH}",
    ),
    Cue(Kind.URGENT, 1.5, "clock", r"\b(?:huelga de hambre|indulto|horas|conmutar)\b"),
)

_REST = (
    Cue(
        Kind.CORRECTION,
        9,
        "correction",
        r"^\W*(?:correccion|rectificacion|fe de erratas|aclaracion|corregido)\b",
        "title",
    ),
    Cue(Kind.CORRECTION, 6, "correction", r"se indicaba por error|la cifra correcta", "lead"),
    Cue(
        Kind.PREVIEW,
        3.8,
        "ahead",
        r"\W*(?:de cara a|en visperas de|antes de|a pocos dias de|previo a|con vistas a)",
        "start",
    ),
    Cue(Kind.PREVIEW, 2.5, "ahead", r"\b(?:en visperas de|de cara a|con vistas a)"),
    Cue(
        Kind.PREVIEW,
        2.6,
        "coming",
        r"\b(?:se reuniran|se reunira|comienza|comenzara|votara|decidira|debatira"
        r"|tendra lugar)\b",
        "lead",
        beside=rf"\b(?:{_DAY}|manana|proxim[oa])\b",
        unless=r"marcha|concierto|exposicion|dia internacional|activistas",
    ),
    Cue(
        Kind.REPORT,
        4.5,
        "report",
        r"\b(?:nuevo|ultimo) (?:informe|estudio|analisis)|nueva (?:investigacion|encuesta)"
        r"|\bsegun (?:un|una|el|la) (?:nuev[oa] )?(?:informe|investigacion|encuesta|estudio"
        r"|sondeo)|\b(?:informe|investigacion|encuesta|estudio|sondeo)\b.{0,60}?(?:revela"
        r"|documenta|muestra|concluye|presenta|publicad)|\brevela un informe|\binforme anual",
    ),
    Cue(
        Kind.REPORT,
        3,
        "report",
        r"\bamnistia.{0,60}? (?:revela|documenta|ha documentado|ha constatado)",
    ),
    Cue(
        Kind.REPORT,
        1.3,
        "evidence",
        r"\bentrevistas|testimonios|\d+ paginas|por ciento|de cada diez|\d+ casos",
    ),
    Cue(
        Kind.NEWS,
        4,
        "anniversary",
        rf"\W*(?:a los )?{_SPAN} (?:despues|de|del|mas tarde)\b",
        "start",
    ),
    Cue(Kind.NEWS, 3, "anniversary", r"\baniversario\b|dia (?:internacional|mundial)"),
    Cue(
        Kind.NEWS,
        4,
        "campaign",
        r"\b(?:maraton|firmas|concierto|exposicion|premios?|concurso|vigilia|carta abierta"
        r"|festival|lanzamiento de una campana|lanza\w* (?:una|su) (?:\w+ )?campana"
        r"|marcharan en silencio|voluntari[oa]s|plazo|convocatoria|nombra(?:da"
        r"|do) (?:nuev[oa] )?director)",
    ),
    Cue(Kind.NEWS, 1.5, "waiting", r"\bsiguen? (?:esperando|en prision|sin)"),
)

SPANISH = Tongue(
    cues=(*_STATEMENT, *_URGENT, *_REST),
    opener=r"(?:En reacción a|En respuesta a|Ante (?:la|el) |Tras (?:la|el) )",
    spoken=rf"\b{_SAID}( hoy)\b|\b(?:publicad[oa]s?|presenta)( hoy)\b",
)
