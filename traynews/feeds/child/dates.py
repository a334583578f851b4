"""Dates as publishers write them, to moments.

Most are in one of the two standard forms. The others are taken apart here: names of months in the
languages of the catalogue, zones, days that stand before or after the month, dates of East Asia,
seconds since 1970. What is left over, or could mean two days, is no date: a wrong one loses an
alert, and without one the first sight counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property

from traynews.core.text.fold import fold
from traynews.feeds.child import date_words, day_order

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside are slips (0001, 99999), and such a date counts as none."""

_LONGEST_DATE = 100
_FURTHEST = timedelta(hours=15)  # offsets in use run from -12:00 to +14:00
_FIRST_SECOND, _LAST_SECOND = 946_684_800, 4_102_444_800  # 2000 to 2100
_LATEST = timedelta(days=2)

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# By the whole name, or its beginning and nothing else: "marraskuu" is November in Finland.
_MONTH_NUMBERS = {
    name[:length]: str(number)
    for number, name in enumerate(_MONTHS, 1)
    for length in range(3, len(name) + 1)
}
# RFC 822 with the four-digit year of RFC 2822, and RFC 3339; most feeds write nothing else.
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4})\s+"
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC?|GMT|[+-]\d{2}:?\d{2})"
)
_RFC3339 = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|z|[+-]\d{2}:?\d{2})"
)

_CLOCK = r"([\d時时시点點:分분秒초\s]+)"
_HOURS, _MINUTES, _SECONDS = (
    rf"(\d{{1,2}})\s*[{one}]\s*" for one in ("時时시点點", "分분", "秒초")
)
_EAST_ASIA = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (
            r"[(（]?(?:(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일)[)）]?",
            " ",
        ),
        (r"[(（][月火水木金土日월화수목금토일][)）]", " "),
        (r"(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?", r" \1-\2-\3 "),
        (rf"(?:上午|午前|오전)\s*{_CLOCK}", r" \1 am "),
        (rf"(?:下午|午後|오후)\s*{_CLOCK}", r" \1 pm "),
        (rf"{_HOURS}{_MINUTES}{_SECONDS}", r" \1:\2:\3 "),
        (rf"{_HOURS}(\d{{1,2}})\s*[分분]?", r" \1:\2 "),
        (_HOURS, r" \1:00 "),
    )
)
_IS_EAST_ASIAN = re.compile("[一-鿿가-힣]")
_MONOTONIC = re.compile(r"\sm=[+-][\d.]+$")  # what the language Go prints after a moment
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # Java puts the zone's name into square ones
_PACKED = re.compile(r"(?<![\d.:])(\d{4})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(\d\d)?)?(?=$|[z+-]|\s)")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})(?::|h(?=\d))(\d{1,2})(?::(\d{1,2}))?(?:[.,:]\d+)?(?!\d)"
    r"(?:\s*([apπμ])\.?\s?[mμ]\b\.?|\s*([صم])(?!\w))?"
)
_HOUR = re.compile(r"(?<![\d:.,/-])(\d{1,2})\s*(?:([ap])\.?\s?m\b\.?|h\b|uhr\b)")
_DOTTED_TIME = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])")
_OFFSET = re.compile(
    r"^\s*(?:[a-z]{1,5}\s*)?([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?![\d])(?:\s*[a-z]{1,5}\b)?"
)
_ZONE = re.compile(r"^\s*([a-z]{1,5})\b")
_TRIPLE = re.compile(r"(?<!\d)(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)t?")
_ORDINAL = re.compile(r"(?<=\d)\s?(?:st|nd|rd|th|er|re|eme|[oaºª])\b|(?<=\d)[.º°ª]")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_DIGITS_ONLY = re.compile(r"(\d+)(?:\.0+)?")


class DateReader:
    """Reads the dates of one document. `raws` are all that stand in it, and prove each other.

    `language` is the document's; `zone` the feed's, by its IANA name; of years in two digits,
    nothing later than `now` is meant.
    """

    def __init__(
        self,
        raws: Iterable[str] = (),
        *,
        language: str = "",
        zone: str = "UTC",
        now: datetime | None = None,
    ) -> None:
        self._raws = raws
        self._language = language
        self._zone = zone
        self._latest = (now + _LATEST).date() if now else None

    def read(self, raw: str) -> datetime | None:
        """Return the moment that `raw` names, or None where it names none that can be believed.

        In UTC; without a zone where the text gives none: then it is the feed's own.
        """
        raw = raw.strip()
        if not raw or len(raw) > _LONGEST_DATE:
            return None
        try:
            moment = _read_standard(raw) or self._read_odd(raw)
            if moment is not None and moment.tzinfo is not None:
                moment = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return moment if moment and FIRST_YEAR <= moment.year <= LAST_YEAR else None

    @cached_property
    def _proven(self) -> frozenset[str]:
        triples = (_Reading(one).triple() for one in dict.fromkeys(self._raws))
        return day_order.prove((one for one in triples if one), self._latest)

    def _read_odd(self, raw: str) -> datetime | None:
        if digits := _DIGITS_ONLY.fullmatch(raw):
            return _read_digits(digits[1])
        reading = _Reading(raw)
        clock = reading.take_time(self._zone)
        triple = reading.triple()
        if triple is None:
            day = reading.named_day()
        elif reading.says_more():
            return None
        else:
            day = day_order.decide(triple, self._proven, self._language, self._latest)
        if day is None:
            return None
        return datetime(day.year, day.month, day.day, tzinfo=reading.zone) + clock


class _Reading:
    """One date being taken apart: what has been understood is taken out of `rest`."""

    def __init__(self, raw: str) -> None:
        text = "".join(_plain_digit(char) for char in unicodedata.normalize("NFKC", raw))
        if _IS_EAST_ASIAN.search(text):
            for pattern, plain in _EAST_ASIA:
                text = pattern.sub(plain, text)
        text = date_words.join_names(fold(_BRACKETS.sub(" ", _MONOTONIC.sub("", text))))
        self.rest = _PACKED.sub(_unpack, text, count=1)
        self.zone: timezone | None = None

    def take_time(self, zone: str) -> timedelta:
        """Take out the time of day and the zone behind it; midnight where there is no time."""
        found = _TIME.search(self.rest) or _HOUR.search(self.rest)
        if found is None:
            triple = _TRIPLE.search(self.rest)
            found = _DOTTED_TIME.search(self.rest, triple.end() if triple else 0)
        if found is None:
            self.rest = self._take_zone(self.rest, zone, anywhere=False)
            return timedelta()
        after = self._take_zone(self.rest[found.end() :], zone, anywhere=True)
        self.rest = f"{self.rest[: found.start()]} {after}"
        return _time_of_day(found)

    def triple(self) -> day_order.Triple | None:
        """Return the three numbers of the date, where it is written in numbers."""
        found = _TRIPLE.search(self.rest)
        if found is None or len(found[1]) == 3 or len(found[4]) == 3:  # noqa: PLR2004 -- no year
            return None
        named = [days for word in _WORD.findall(self.rest) if (days := date_words.weekdays(word))]
        numbers = (int(found[1]), int(found[3]), int(found[4]))
        return day_order.Triple(numbers, found[2], named[0] if len(named) == 1 else ())

    def says_more(self) -> bool:
        """Whether words or numbers stand beside the numbers that nobody understands."""
        rest = _TRIPLE.sub(" ", self.rest, count=1)
        words = (word for word in _WORD.findall(rest) if not date_words.is_filler(word))
        return bool(_NUMBER.search(rest)) or any(not date_words.weekdays(word) for word in words)

    def named_day(self) -> date | None:
        """Return the day of a date whose month is a word."""
        words = [word for word in _WORD.findall(_ORDINAL.sub(" ", self.rest)) if word != "t"]
        months = [word for word in words if date_words.month(word)]
        while len(months) > 1 and (days := [word for word in months if date_words.weekdays(word)]):
            months.remove(days[0])  # "mar. 3 mars": the first is a Tuesday
        others = set(words) - set(months)
        strange = (one for one in others if not (date_words.weekdays(one) or _says_nothing(one)))
        numbers = _NUMBER.findall(self.rest)
        if len(months) != 1 or any(strange) or len(numbers) != 2:  # noqa: PLR2004 -- day and year
            return None
        first, last = numbers
        year_first = len(first) > 2  # noqa: PLR2004 -- digits of a day
        day, year = (last, first) if year_first else (first, last)
        if len(year) not in {2, 4}:
            return None
        century = 0 if len(year) > 2 else 2000 if int(year) < 70 else 1900  # noqa: PLR2004 -- as above
        return date(int(year) + century, date_words.month(months[0]), int(day))

    def _take_zone(self, text: str, zone: str, *, anywhere: bool) -> str:
        if anywhere and (found := _OFFSET.match(text)):
            east = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
            if east > _FURTHEST:
                raise ValueError("no such offset")
            self.zone = timezone(east if found[1] == "+" else -east)
            return text[found.end() :]
        found = _ZONE.match(text) if anywhere else re.search(r"\s([a-z]{1,5})$", text)
        hours = date_words.hours_east(found[1], zone) if found else None
        if found is None or (hours is None and not (anywhere and text.strip() == found[1])):
            return text
        # A name that nobody knows counts as none: the feed's own zone.
        self.zone = None if hours is None else timezone(timedelta(hours=hours))
        return text[: found.start()] + text[found.end() :]


def _read_standard(raw: str) -> datetime | None:
    """Read RFC 822 and RFC 3339; raises `ValueError` for a thirteenth month and the like."""
    if found := _RFC822.fullmatch(raw):
        day, name, year, hour, minute, second, zone = found.groups()
        month = _MONTH_NUMBERS.get(name.lower())
        if month is None:
            return None
    elif found := _RFC3339.fullmatch(raw):
        year, month, day, hour, minute, second, zone = found.groups()
    else:
        return None
    if hour == "24":
        return None
    # A leap second is the last moment of its minute to everything here.
    seconds = min(int(second or 0), 59)
    return datetime(
        int(year), int(month), int(day), int(hour), int(minute), seconds, tzinfo=_offset(zone)
    )


def _offset(zone: str) -> timezone:
    if zone[0] not in "+-":
        return UTC
    digits = zone[1:].replace(":", "")
    east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if east > _FURTHEST:
        raise ValueError("no such offset")
    return timezone(-east if zone[0] == "-" else east)


def _read_digits(digits: str) -> datetime | None:
    """Read digits alone: seconds or milliseconds since 1970, or a date without any sign in it."""
    if found := _PACKED.fullmatch(digits):
        year, month, day, hour, minute, second = (int(one or 0) for one in found.groups())
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 -- the feed's zone
    seconds = int(digits) // (1000 if len(digits) == 13 else 1)  # noqa: PLR2004 -- milliseconds
    if not _FIRST_SECOND <= seconds < _LAST_SECOND:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _time_of_day(found: re.Match[str]) -> timedelta:
    """Return the time since midnight; 24:00 is the next. Raises `ValueError` for 25:00, 13 pm."""
    groups = found.groups()
    half = next((one for one in groups if one and not one.isdigit()), "")
    numbers = [int(one) for one in groups if one and one.isdigit()]
    hour, minute, second = [*numbers, 0, 0][:3]
    if half and hour <= 12:  # noqa: PLR2004 -- hours; "17:31 pm" is half past five
        hour = hour % 12 + (12 if half in {"p", "μ", "م"} else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):  # noqa: PLR2004 -- a day
        raise ValueError("no such time of day")
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _unpack(found: re.Match[str]) -> str:
    year, month, day, *clock = found.groups()
    return f"{year}-{month}-{day} {':'.join(one for one in clock if one)}"


def _plain_digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdecimal() else char


def _says_nothing(word: str) -> bool:
    return date_words.is_filler(word) or len(word) == 1
