"""Quiet hours on local clocks, through midnight and daylight saving."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.clocks import Span, is_quiet, moments, spans
from traynews.core.alerts.quiet import may_pass, parse_quiet_hours, quiet_until
from traynews.core.data.model import Entry, Kind, Level
from traynews.core.data.settings import QuietHoursLet

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("spans", "now", "until"),
    [
        (["22:00-07:00"], "2026-03-02 23:30", "2026-03-03 07:00"),
        (["22:00-07:00"], "2026-03-02 06:59", "2026-03-02 07:00"),
        (["22:00-07:00"], "2026-03-02 07:00", None),
        (["22:00-07:00"], "2026-03-02 21:59", None),
        (["12:00-13:00"], "2026-03-02 12:30", "2026-03-02 13:00"),
        (["Sat,Sun 00:00-24:00"], "2026-03-07 12:00", "2026-03-09 00:00"),
        (["Fri 22:00-08:00"], "2026-03-07 03:00", "2026-03-07 08:00"),
        (["Fri 22:00-08:00"], "2026-03-06 03:00", None),
        (["Fri-Mon 10:00-11:00"], "2026-03-08 10:30", "2026-03-08 11:00"),
        (["12:00-13:00", "13:00-14:00"], "2026-03-02 12:30", "2026-03-02 14:00"),
        # Clocks go forward on 29 March 2026 at 01:00 and back on 25 October at 02:00.
        (["22:00-07:00"], "2026-03-28 23:00", "2026-03-29 07:00"),
        (["22:00-07:00"], "2026-10-24 23:00", "2026-10-25 07:00"),
        ([], "2026-03-02 23:30", None),
    ],
)
def test_quiet_ends_when_its_last_touching_span_ends(
    spans: list[str], now: str, until: str | None
) -> None:
    parsed = [parse_quiet_hours(span) for span in spans]
    assert quiet_until(parsed, at(now), LONDON) == (at(until) if until else None)


@pytest.mark.parametrize(
    "text", ["", "22-7", "25:00-26:00", "22:00", "Xyz 10:00-11:00", "24:00-24:00", "10:61-11:00"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write spans"):
        parse_quiet_hours(text)


@given(
    st.integers(0, 1439), st.integers(0, 1440),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 - made aware below
)  # fmt: skip
def test_quiet_always_ends_later_and_is_over_then(start: int, end: int, naive: datetime) -> None:
    text = f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}"
    span = parse_quiet_hours(text)
    now = naive.replace(tzinfo=UTC)
    until = quiet_until([span], now, LONDON)
    if until is not None:
        assert now < until <= now + timedelta(days=15)


def in_utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(moments(), st.lists(spans, max_size=3))
@example((LONDON, in_utc("2026-03-29T01:10")), [Span(90, 420)])  # from 1:30, which was leapt over
@example((LONDON, in_utc("2026-03-29T01:10")), [Span(1320, 90)])  # until then
@example((LONDON, in_utc("2026-10-25T00:40")), [Span(1320, 90)])  # until 1:30, which comes twice
@example((LONDON, in_utc("2026-10-25T01:10")), [Span(90, 420)])  # from then
@example((LONDON, in_utc("2026-10-25T00:40")), [Span(1320, 60)])  # until 1:00, which was
@settings(max_examples=500)
def test_quiet_is_what_the_clock_on_the_wall_shows(
    moment: tuple[ZoneInfo, datetime], several: list[Span]
) -> None:
    zone, now = moment
    until = quiet_until([parse_quiet_hours(str(span)) for span in several], now, zone)
    assert (until is not None) == is_quiet(several, now, zone)
    if until is not None and until < now + timedelta(days=8):
        assert is_quiet(several, until - timedelta(minutes=1), zone)
        assert not is_quiet(several, until, zone)


@given(spans)
def test_a_span_is_written_as_it_is_read(span: Span) -> None:
    parsed = parse_quiet_hours(str(span))
    assert parse_quiet_hours(str(parsed)) == parsed


def test_spans_are_written_shortly() -> None:
    texts = ["22:00-07:00", "Mon,Sat 09:05-24:00"]
    assert [str(parse_quiet_hours(text)) for text in texts] == texts
    assert str(parse_quiet_hours("fri - mon 9:00-10:00")) == "Mon,Fri,Sat,Sun 09:00-10:00"


@pytest.mark.parametrize(
    ("let", "kinds"),
    [
        ("none", set[Kind]()),
        ("urgent", {Kind.URGENT}),
        ("breaking", {Kind.URGENT, Kind.STATEMENT}),
    ],
)
def test_the_user_says_what_may_pass_quiet_hours(let: QuietHoursLet, kinds: set[Kind]) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    entries = {kind: Entry(1, "uk", "T", "", moment, moment, kind=kind) for kind in Kind}
    assert {kind for kind, entry in entries.items() if may_pass(entry, let)} == kinds


@pytest.mark.parametrize("let", ["urgent", "breaking", "none"])
def test_what_a_rule_calls_urgent_is_urgent_at_night(let: QuietHoursLet) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    watched = Entry(1, "uk", "T", "", moment, moment, kind=Kind.NEWS, level=Level.URGENT)
    assert may_pass(watched, let) is (let != "none")
