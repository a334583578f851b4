"""Times as people read them: on the user's clock, by the names of days and months.

Not by strftime: its names follow the process's locale, and the menu speaks English.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR = ("Yesterday", "Tomorrow")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def weekday(when: date) -> str:
    """Return the name of its day of the week, in full."""
    return _DAYS[when.weekday()]


def month(when: date) -> str:
    """Return the name of its month, in full."""
    return MONTHS[when.month - 1]


def day_of_year(when: date) -> str:
    """Return "22 November"."""
    return f"{when.day} {month(when)}"


def full_date(when: date) -> str:
    """Return "22 November 2024"."""
    return f"{day_of_year(when)} {when.year}"


def moment(when: datetime, now: datetime, zone: tzinfo) -> str:
    """Return a time of day, with its day where that is not today."""
    there = local(when, zone)
    clock = f"{there:%H:%M}"
    if there.date() == local(now, zone).date():
        return clock
    return f"{day_name(when, now, zone)} {clock}"


def moment_within(when: datetime, now: datetime, zone: tzinfo) -> str:
    """Return the same as it stands within a sentence: "10:42", "yesterday 10:42"."""
    said = moment(when, now, zone)
    return said[0].lower() + said[1:] if said.startswith(_NEAR) else said


def day_name(when: datetime, now: datetime, zone: tzinfo) -> str:
    """Return "Today", "Yesterday", "Fri 20 Nov", or with the year where that is another."""
    there, today = local(when, zone).date(), local(now, zone).date()
    near = near_day(there, today)
    if near:
        return near
    name = f"{_DAYS[there.weekday()][:3]} {there.day} {MONTHS[there.month - 1][:3]}"
    return name if there.year == today.year else f"{name} {there.year}"


def near_day(day: date, today: date) -> str:
    """Return "Today", "Yesterday" or "Tomorrow"; nothing for any other day."""
    return {0: "Today", -1: "Yesterday", 1: "Tomorrow"}.get((day - today).days, "")


def age(when: datetime, now: datetime) -> str:
    """Return how long ago: "now", "5 min", "2 h", "3 d"."""
    minutes = int((now - when).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 24 else f"{hours // 24} d"  # noqa: PLR2004 - hours in a day


def local(when: datetime, zone: tzinfo | None) -> datetime:
    """Return the same moment on the user's clock; at the ends of time, as it stands.

    No zone is that of the machine.
    """
    try:
        return when.astimezone(zone)
    except OverflowError:
        return when
