"""Spanish words for the cues, folded: no accents, small letters."""

from __future__ import annotations

from traynews.core.kind.phrases import Vocabulary


def _agreeing(stems: str) -> str:
    """Return every participle in its four forms: muerto, muerta, muertos, muertas."""
    return " ".join(f"{one}{end}" for one in stems.split() for end in ("o", "a", "os", "as"))


_DONE = (
    _agreeing("muert absuelt disuelt puest abiert descubiert dich hech vuelt devuelt rot vist")
    + "detuvo detuvieron mueren muere hizo hicieron dio dieron fue fueron puso pusieron "
    "quedo dijo dejo aprueba aprueban condena anula ejecuta expulsa cierra libera "
    "detiene detienen asesinan matan disparan dispara retira suspende prohibe disuelve "
    "promulga rechaza avala confirma deja quita clausura destituye desaloja reprime "
    "ordena impone firma absuelve indulta acuerda archiva reconoce vota deporta "
    "bombardea ataca"
)
_EVENTS = (
    "sentencia sentencias condena condenas fallo fallos veredicto arresto arrestos "
    "asesinato asesinatos homicidio homicidios matanza matanzas masacre masacres muerte "
    "muertes ataque ataques bombardeo bombardeos tiroteo tiroteos redada redadas indulto "
    "anuncio anuncios firma secuestro secuestros cierre renuncia rechazo retirada "
    "hallazgo ley decreto acuerdo allanamiento orden ordenes reforma golpe despido "
    "despidos naufragio incendio toma salida entrada entrega nombramiento destitucion "
    "desalojo desalojos juicio voto medida medidas multa multas pena derrota victoria "
    "perdida operativo declaraciones palabras"
)

SPANISH_WORDS = Vocabulary(
    lists={
        "DONE": _DONE,
        "EVENT": _EVENTS,
        "DAY": "lunes martes miercoles jueves viernes sabado domingo",
        "THE": "la el los las lo un una esta este estas estos",
        "OF": "de del en contra por a que y dictada",
        "NUMBER": (
            "# un una dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte "
            "treinta cuarenta cincuenta sesenta cien mil varios varias"
        ),
        "SPAN": "ano anos mes meses decada decadas",
        "VOICE": (
            "declarado dicho manifestado afirmado senalado pedido advertido declaro dijo afirmo "
            "senalo pide piden exige exigen reclama insta advierte considera recuerda afirma "
            "dice asegura denuncia solicita pedimos llamado hace sostuvo lamento advirtio "
            "califica califico pidio exigio valoro valora agrego anadio reclama reclamo insto "
            "repudio denuncio explico senala critico apunto aseguro concluyo expreso afirmaron "
            "lamenta lamentan"
        ),
        "SPOKEN": (
            "declarado dicho manifestado afirmado senalado pedido advertido declaro dijo afirmo "
            "senalo publicado presentado reunido"
        ),
        "REACTS": (
            "condena condenado rechaza rechazado lamenta lamentado celebra celebrado denuncia "
            "denunciado condeno rechazo lamento celebro denuncio exigio saluda acoge repudia "
            "valora deplora reacciona bienvenida manifesto expresa exige aplaude reprueba "
            "acogido expreso preocupa alarma reprocha reprocho censura"
        ),
        "PAPER": "informe estudio analisis investigacion encuesta sondeo datos cifras",
        "REVEALS": (
            "revela revelan documenta documentan muestra muestran concluye concluyen presenta "
            "expone publicado publicada constata recoge senala denuncia apunta"
        ),
        "TONE": (
            "golpe bofetada venganza vergonzoso vergonzosa verguenza inaceptable alarmante "
            "historico historica victoria avance retroceso burla indignante escandaloso "
            "escandalosa alivio atropello preocupacion farsa tragedia terrible injusto injusta "
            "cruel brutal crueldad cobarde traicion esperanza peligroso peligrosa castigo "
            "injusticia"
        ),
        "CAMPAIGN": (
            "maraton firmas concierto exposicion premio premios concurso vigilia festival "
            "voluntario voluntaria voluntarios voluntarias plazo convocatoria taller talleres "
            "curso cursos pelicula peliculas documental libro libros poesia poemas mural carrera "
            "feria jornada jornadas jornadas boletin revista podcast socios socias donativo beca "
            "becas aula aulas docentes estudiantes cartas calendario activistas camiseta "
            "inscripcion inscripciones tertulia cine ciclo"
        ),
        "WE": "nosotros nuestro nuestra nuestros nuestras nos te tu tus mi mis",
        "PUT": _agreeing(
            "ejecutad ahorcad deportad extraditad devuelt expulsad entregad torturad trasladad "
            "decapitad flagelad azotad"
        ),
        "DOOM": "ejecucion deportacion extradicion expulsion devolucion ahorcamiento entrega",
    },
    endings={
        "DONE": "irtio uyo ujo ado ada ados adas ido ida idos idas aron ieron",
        "EVENT": "cion ciones sion siones",
    },
    plain=(
        "estado estados partido partidos lado vida vidas medida medidas comunidad "
        "comunidades sido unidos unidas sentido cuidado cuidados abogado abogada abogados "
        "abogadas jurado juzgado mercado pasado senado ministerio comunicado soldado "
        "soldados diputado diputada diputados diputadas refugiada refugiado refugiados "
        "refugiadas sabado grado cada nada toda todas debido nacion naciones region regiones "
        "condicion condiciones posicion educacion proteccion poblacion organizacion "
        "organizaciones informacion tradicion oposicion constitucion relacion relaciones "
        "religion opinion generacion television exposicion corrupcion discriminacion "
        "migracion administracion union convencion solucion funcion accion acciones ocasion "
        "fundacion asociacion formacion atencion direccion situacion estacion peticion "
        "seccion presion version vision comunicacion competicion participacion institucion "
        "instituciones legislacion observacion presentacion impresion profesion edicion "
        "sesion publicacion investigacion comision mision canciones cancion ciudadania "
        "demasiado demasiados salida"
    ),
)
