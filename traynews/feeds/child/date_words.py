"""The words in dates: months, days of the week, zones, and what says nothing.

English, the languages of the catalogue and those beside them; a table of our own, since CLDR's in
any package weighs more than the whole parse process. Sources: CLDR's wide and abbreviated names,
and what feeds were seen to write (`Fev`, `Set`, `Mär`, `déc.`).
"""

from __future__ import annotations

from functools import cache

from traynews.core.text.fold import fold

# Full names by month (parted by semicolons), in the forms that stand in dates; any beginning of
# three letters will do that no other month's name has.
_MONTHS = """
    january januar januari janvier enero ene gennaio janeiro stycznia styczen января январь ocak
    يناير جانفي tammikuu tammikuuta ιανουαριου ιανουαριος januar gener; february februar februari
    fevrier febrero febbraio fevereiro lutego luty февраля февраль subat فبراير فيفري شباط
    helmikuu helmikuuta φεβρουαριου φεβρουαριος febrer; march marz maerz mrz mars marzo marco
    maart mrt marca marzec марта март mart مارس آذار maaliskuu maaliskuuta μαρτιου μαρτιος marcius
    maret; april avril abril aprile kwietnia kwiecien апреля апрель nisan أبريل أفريل نيسان
    huhtikuu huhtikuuta απριλιου απριλιος aprilis; may mai mayo maggio maio mei maja maj мая май
    mayis مايو ماي أيار toukokuu toukokuuta μαιου μαιος majus; june juni juin junio giugno junho
    czerwca czerwiec июня июнь haziran يونيو جوان حزيران kesakuu kesakuuta ιουνιου ιουνιος junius;
    july juli juillet julio luglio julho lipca lipiec июля июль temmuz يوليو جويلية تموز heinakuu
    heinakuuta ιουλιου ιουλιος julius; august aout agosto augustus augusti sierpnia sierpien
    августа август agustos أغسطس أوت آب elokuu elokuuta αυγουστου αυγουστος augusztus agustus;
    september septembre septiembre setiembre settembre setembro wrzesnia wrzesien сентября
    сентябрь eylul سبتمبر أيلول syyskuu syyskuuta σεπτεμβριου σεπτεμβριος szeptember; october
    oktober octobre octubre ottobre outubro pazdziernika pazdziernik октября октябрь ekim أكتوبر
    lokakuu lokakuuta οκτωβριου οκτωβριος; november novembre noviembre novembro listopada listopad
    ноября ноябрь kasim نوفمبر marraskuu marraskuuta νοεμβριου νοεμβριος; december dezember
    decembre diciembre dicembre dezembro grudnia grudzien декабря декабрь aralik ديسمبر joulukuu
    joulukuuta δεκεμβριου δεκεμβριος desember
"""
_OF_TWO_WORDS = {  # the months of the Levant that share a word
    "كانون الثاني": "يناير", "كانون الأول": "ديسمبر", "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
}  # fmt: skip
_SETTLED = {"mar": 3, "μαι": 5, "μαϊ": 5, "ιουν": 6, "ιουλ": 7}  # though longer names begin so too
# Full names by day, Monday first; any beginning of two letters will do.
_DAYS = """
    monday montag lundi lunes lunedi segunda maandag poniedzialek понедельник пн pazartesi pzt
    الاثنين الإثنين maanantai δευτερα hetfo mandag; tuesday dienstag mardi martes martedi terca
    dinsdag wtorek вторник вт sali الثلاثاء tiistai τριτη kedd tirsdag; wednesday mittwoch
    mercredi miercoles mercoledi quarta woensdag sroda среда ср carsamba الأربعاء keskiviikko
    τεταρτη szerda onsdag; thursday donnerstag jeudi jueves giovedi quinta donderdag czwartek
    четверг чт persembe الخميس torstai πεμπτη csutortok torsdag; friday freitag vendredi viernes
    venerdi sexta vrijdag vr piatek pt пятница пт cuma الجمعة perjantai παρασκευη pentek fredag;
    saturday samstag sonnabend samedi sabado sabato zaterdag sobota суббота сб cumartesi cmt السبت
    lauantai σαββατο szombat lordag; sunday sonntag dimanche domingo domenica zondag niedziela nd
    воскресенье вс pazar الأحد sunnuntai κυριακη vasarnap sondag
"""
_FILLERS = [
    "a",
    "o",
    "u",
    "y",
    "t",
    "e",
    "r",
    "g",
    "the",
    "of",
    "on",
    "at",
    "de",
    "del",
    "d",
    "der",
    "den",
    "des",
    "di",
    "da",
    "do",
    "em",
    "as",
    "am",
    "um",
    "uhr",
    "le",
    "la",
    "el",
    "il",
    "alle",
    "ore",
    "klo",
    "kl",
    "om",
    "op",
    "feira",
    "року",
    "roku",
    "года",
    "год",
    "г",
    "в",
    "στις",
    "saat",
    "h",
    "clock",
    "dia",
]
# Names of zones by hours east of Greenwich. IST is decided by the feed's own zone.
_ZONES = {
    0: "ut utc gmt z wet", 1: "bst west cet mez wat", 2: "cest mesz eet sast cat",
    3: "idt eest msk eat trt", 4: "gst", 5: "pkt", 5.5: "ist", 7: "ict wib", 8: "hkt sgt pht awst",
    9: "jst kst", 10: "aest", 11: "aedt", 12: "nzst", 13: "nzdt", -3: "adt art brt",
    -4: "ast edt clt", -5: "est cdt", -6: "cst mdt", -7: "mst pdt", -8: "pst akdt", -9: "akst",
    -10: "hst",
}  # fmt: skip
_IST = {"Europe/Dublin": 1.0, "Asia/Jerusalem": 2.0}


def join_names(text: str) -> str:
    """Return folded text with names of two words in their other, one-word form."""
    for name, plain in _of_two_words():
        text = text.replace(name, plain)
    return text


@cache
def _of_two_words() -> list[tuple[str, str]]:
    return [(fold(name), fold(plain)) for name, plain in _OF_TWO_WORDS.items()]


@cache
def month(word: str) -> int:
    """Return the month (1 to 12) that a folded word names or abbreviates; 0 for none, or two."""
    if word in _SETTLED:
        return _SETTLED[word]
    found = _named(word, _MONTHS, shortest=3)
    return found[0] + 1 if len(found) == 1 else 0


@cache
def weekdays(word: str) -> tuple[int, ...]:
    """Return the days (Monday = 0) that a folded word may name or abbreviate."""
    return _named(word, _DAYS, shortest=2)


def is_filler(word: str) -> bool:
    """Whether a folded word says nothing about the date: "of", "um", "Uhr"."""
    return word in _FILLERS


def hours_east(name: str, zone: str) -> float | None:
    """Return the offset of a zone's folded name; `zone`, by IANA, tells which IST is meant."""
    if name == "ist" and zone in _IST:
        return _IST[zone]
    return next((hours for hours, names in _ZONES.items() if name in names.split()), None)


@cache
def _names(table: str) -> list[list[str]]:
    return [names.split() for names in fold(table).split(";")]


def _named(word: str, table: str, shortest: int) -> tuple[int, ...]:
    names = _names(table)
    exact = tuple(number for number, line in enumerate(names) if word in line)
    if exact or len(word) < shortest:
        return exact
    return tuple(
        number for number, line in enumerate(names) if any(one.startswith(word) for one in line)
    )
