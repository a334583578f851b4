"""Dates as publishers write them, to aware UTC datetimes. The only user of python-dateutil.

feedparser reads most dates rightly, but measured on 6.0: `Dec 22 2023 5:31 pm` loses its `pm`,
`BST` counts as UTC, `+2500` is accepted, and a date without a zone gives nothing. So a date in one
of the two standard forms is read here, the odd ones by dateutil, and feedparser's reading serves
only where both give up (months in Greek, Hungarian, Korean).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside are slips (0001, 99999), and such a date counts as none."""

_LONGEST_DATE = 100
_FURTHEST = timedelta(hours=15)  # offsets in use run from -12:00 to +14:00

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# RFC 822 with the four-digit year of RFC 2822, and RFC 3339; most feeds write nothing else.
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+"
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC?|GMT|[+-]\d{2}:?\d{2})"
)
_RFC3339 = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|z|[+-]\d{2}:?\d{2})"
)
_OFFSET = re.compile(r"\d\s*([+-])(\d{2}):?(\d{2})\s*$")
# Names that stand in dates, by hours east of Greenwich. IST is decided by the feed's own zone.
_NAMES_BY_HOURS = {
    0: "UT WET", 1: "BST WEST CET MEZ WAT", 2: "CEST MESZ EET SAST CAT", 3: "IDT EEST MSK EAT TRT",
    4: "GST", 5: "PKT", 7: "ICT WIB", 8: "HKT SGT PHT AWST", 9: "JST KST", 10: "AEST", 11: "AEDT",
    12: "NZST", 13: "NZDT", -3: "ADT ART BRT", -4: "AST EDT CLT", -5: "EST CDT", -6: "CST MDT",
    -7: "MST PDT", -8: "PST AKDT", -9: "AKST", -10: "HST",
}  # fmt: skip
_IST = {"Europe/Dublin": 1.0, "Asia/Jerusalem": 2.0}
_INDIA = 5.5


def read_date(raw: str, parsed: Sequence[int] | None, zone: str = "UTC") -> datetime | None:
    """Return the moment that `raw` names, or None where it names none that can be believed.

    `parsed` is feedparser's reading (UTC, nine numbers), if it had one. `zone` is the zone, by its
    IANA name, for dates that give none.
    """
    raw = raw.strip()
    if not raw or len(raw) > _LONGEST_DATE:
        return None
    try:
        moment = _read_standard(raw)
        if moment is None:
            moment = _read_odd(raw, find_zone(zone))
        if moment is None and parsed is not None and not _has_absurd_offset(raw):
            moment = datetime(*parsed[:6], tzinfo=UTC)  # type: ignore[misc, arg-type] # six ints
        if moment is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if moment and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def find_zone(name: str) -> tzinfo:
    """Return a zone by its IANA name, UTC where there is none of that name."""
    if name in {"", "UTC"}:
        return UTC
    # Late: most dates name their zone, and it would weigh on every cold start of the parse process.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 -- see above

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _read_standard(raw: str) -> datetime | None:
    """Read RFC 822 and RFC 3339; raises `ValueError` for a thirteenth month and the like."""
    if found := _RFC822.fullmatch(raw):
        day, name, year, hour, minute, second, zone = found.groups()
        if name.lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(name.lower()) + 1)
    elif found := _RFC3339.fullmatch(raw):
        year, month, day, hour, minute, second, zone = found.groups()
    else:
        return None
    if int(year) < FIRST_YEAR:
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


def _read_odd(raw: str, zone: tzinfo) -> datetime | None:
    # Late: most feeds never need it, and it would weigh on every cold start of the parse process.
    from dateutil import parser  # noqa: PLC0415 -- see above

    if not any(char.isdigit() for char in raw) or _has_absurd_offset(raw):
        return None
    seconds_east = {
        name: hours * 3600 for hours, names in _NAMES_BY_HOURS.items() for name in names.split()
    }
    seconds_east["IST"] = round(_IST.get(str(zone), _INDIA) * 3600)

    def find(name: str | None, offset: int | None) -> tzinfo:
        # A name that nobody knows counts as none: the feed's own zone, never this machine's.
        seconds = seconds_east.get(name or "") if offset is None else offset
        return zone if seconds is None else timezone(timedelta(seconds=seconds))

    # Two defaults unmask a date that is only half there ("5:31 pm", "May"): what is not in the
    # text comes from the default, and then the two readings differ.
    readings = []
    for default in (datetime(2001, 1, 1, tzinfo=zone), datetime(2002, 2, 2, tzinfo=zone)):
        try:
            readings.append(parser.parse(raw, default=default, tzinfos=find))
        except (ValueError, OverflowError, TypeError, AttributeError):
            return None
    return readings[0] if readings[0].date() == readings[1].date() else None


def _has_absurd_offset(raw: str) -> bool:
    found = _OFFSET.search(raw)
    return found is not None and timedelta(hours=int(found[2]), minutes=int(found[3])) > _FURTHEST
