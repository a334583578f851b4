"""Dates as publishers write them: in which language, which order, which zone, or none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.feeds.child.dates import DateReader
from traynews.feeds.frames import place

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def read(raw: str, zone: str = "UTC", *others: str, language: str = "") -> datetime | None:
    """Read a date of a feed in `zone` and `language` that holds the others as well."""
    moment = DateReader([raw, *others], language=language, zone=zone, now=NOW).read(raw)
    return None if moment is None else place(moment, zone)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "zone", "moment"),
    [
        ("Fri, 20 Nov 2026 17:39:00 +0000", "Asia/Tokyo", "2026-11-20T17:39"),
        ("20 Nov 2026 17:39 GMT", "UTC", "2026-11-20T17:39"),
        ("Friday, 20 November 2026 17:39:00 +0530", "UTC", "2026-11-20T12:09"),
        ("2026-11-20T17:39:00Z", "UTC", "2026-11-20T17:39"),
        ("2026-11-20T17:39:00.123456-05:00", "UTC", "2026-11-20T22:39"),
        ("2026-11-20 17:39:00 +0100", "UTC", "2026-11-20T16:39"),
        ("2026-11-20T17:39:00", "Europe/Berlin", "2026-11-20T16:39"),
        ("2026-11-20", "UTC", "2026-11-20T00:00"),
        ("Jul 22 2026 5:31 pm", "Europe/London", "2026-07-22T16:31"),
        ("Dec 22 2023 5:31 pm", "Europe/London", "2023-12-22T17:31"),
        ("Dec 22 2023 5:31 am", "UTC", "2023-12-22T05:31"),
        ("Dec 22 2023 12:31 am", "UTC", "2023-12-22T00:31"),
        ("Wed, 22 Jul 2026 17:39:00 BST", "UTC", "2026-07-22T16:39"),
        ("Fri, 20 Nov 2026 17:39:00 CET", "UTC", "2026-11-20T16:39"),
        ("2026-11-20T17:39:00+01:00[Europe/Paris]", "UTC", "2026-11-20T16:39"),
        ("1 Sept 2026 17:39:00 GMT", "UTC", "2026-09-01T17:39"),
        ("Fri, 20 Nov 2026 17:39:00 EST", "UTC", "2026-11-20T22:39"),
        ("Wed, 22 Jul 2026 17:39:00 EDT", "UTC", "2026-07-22T21:39"),
        ("Fri, 20 Nov 2026 17:39:00 IST", "UTC", "2026-11-20T12:09"),
        ("Fri, 20 Nov 2026 17:39:00 IST", "Asia/Jerusalem", "2026-11-20T15:39"),
        ("Fri, 20 Nov 2026 17:39:60 +0000", "UTC", "2026-11-20T17:39:59"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "UTC", "1970-01-01T00:00"),
        ("Fri, 20 Nov 2026 17:39:00", "Nowhere/Atlantis", "2026-11-20T17:39"),
        ("Fri, 20 Nov 2026 17:39:00 ZYX", "Asia/Tokyo", "2026-11-20T08:39"),
        ("Thursday, November 5th, 2026 at 10:00 am EST", "UTC", "2026-11-05T15:00"),
        ("Nov. 5, 2026", "UTC", "2026-11-05T00:00"),
        ("5-Nov-2026", "UTC", "2026-11-05T00:00"),
        ("05/Nov/2026:10:00:00 +0000", "UTC", "2026-11-05T10:00"),
        ("Sun Nov  1 05:00:00 2026", "UTC", "2026-11-01T05:00"),
        ("Sun Nov 1 05:00:00 UTC 2026", "Asia/Tokyo", "2026-11-01T05:00"),
        ("20 Nov 26 10:00 GMT", "UTC", "2026-11-20T10:00"),
        ("Thu,28 Jul 2022 4:35:5 GMT", "UTC", "2022-07-28T04:35:05"),
    ],
)
def test_dates_are_read_as_publishers_mean_them(raw: str, zone: str, moment: str) -> None:
    assert read(raw, zone) == at(moment)


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("3 août 2026 à 10h30", "2026-08-03T10:30"),
        ("mar., 3 mars 2026 10:00:00 +0100", "2026-03-03T09:00"),
        ("sam. 5 déc. 2026", "2026-12-05T00:00"),
        ("Di, 3. Mär 2026 10:00 Uhr", "2026-03-03T10:00"),
        ("Mi, 04 Okt 2023 10:00:00 +0200", "2023-10-04T08:00"),
        ("lunes, 2 de noviembre de 2026 - 10:30", "2026-11-02T10:30"),
        ("ene 5, 2026 5:00 p. m.", "2026-01-05T17:00"),
        ("Lunedì 2 novembre 2026, ore 10:30", "2026-11-02T10:30"),
        ("gio 02 lug 2026", "2026-07-02T00:00"),
        ("Sex, 12 Fev 2021 10:00:00 -0300", "2021-02-12T13:00"),
        ("segunda-feira, 2 de novembro de 2026 às 10h", "2026-11-02T10:00"),
        ("ma 2 mrt 2026 10:00", "2026-03-02T10:00"),
        ("pt., 6 lis 2026 10:00", "2026-11-06T10:00"),
        ("2 września 2026 r. godz 10:00", None),
        ("2 września 2026 r.", "2026-09-02T00:00"),
        ("Пн, 2 ноября 2026 г. 10:05", "2026-11-02T10:05"),
        ("2 Ağustos 2026 Pazar 10:05", "2026-08-02T10:05"),
        ("٢ نوفمبر ٢٠٢٦", "2026-11-02T00:00"),
        ("2 تشرين الثاني 2026 5:00 م", "2026-11-02T17:00"),
        ("ma 2. marraskuuta 2026 klo 10.30", "2026-11-02T10:30"),
        ("2 marraskuu 2026 10:30 +0000", "2026-11-02T10:30"),
        ("Ma, 02 Marras 2026 10:30:00 +0000", "2026-11-02T10:30"),
        ("Ma, 02 Maalis 2026 10:30:00 +0000", "2026-03-02T10:30"),
        ("2 Kasım 2026 10:30", "2026-11-02T10:30"),
        ("2 ARALIK 2025 10:30", "2025-12-02T10:30"),
        ("2 Mayıs 2026 10:30", "2026-05-02T10:30"),
        ("2 ΝΟΕΜΒΡΙΟΣ 2026 10:30", "2026-11-02T10:30"),
        ("20 Νοε 2026 18:39 EET", "2026-11-20T16:39"),
        ("2 Νοεμβρίου 2026 5:00 μμ", "2026-11-02T17:00"),
        ("2015. máj. 5.", "2015-05-05T00:00"),
        ("2 oktober 2026", "2026-10-02T00:00"),
    ],
)
def test_months_and_days_are_known_in_the_languages_of_the_catalogue(
    raw: str, moment: str | None
) -> None:
    assert read(raw) == (at(moment) if moment else None)


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-27T19:35:05"),
        ("Mon, 2 Nov 2026 10:00:00 UTC+2", "2026-11-02T08:00"),
        ("Mon, 2 Nov 2026 10:00:00 GMT-0530", "2026-11-02T15:30"),
        ("Mon Nov 2 2026 10:00:00 GMT+0100 (Central European Time)", "2026-11-02T09:00"),
        ("2026-08-01 13:55:44.364419679 +0200 CEST", "2026-08-01T11:55:44"),
        ("2026-11-26 10:00:00 +0000 UTC m=+0.5", "2026-11-26T10:00"),
        ("2026-11-02T10:00+02", "2026-11-02T08:00"),
        ("Mon, 12 Oct 2026 24:00:00 GMT", "2026-10-13T00:00"),
        ("2026-12-31T24:00:00Z", "2027-01-01T00:00"),
        ("1778061600", "2026-05-06T10:00"),
        ("1778061600000", "2026-05-06T10:00"),
        ("20261102", "2026-11-02T00:00"),
        ("20261102T100000Z", "2026-11-02T10:00"),
        ("2026年11月2日 10:05", "2026-11-02T10:05"),
        ("2026年11月2日（月）午後3時05分", "2026-11-02T15:05"),
        ("2026년 11월 2일 월요일 오후 3:00", "2026-11-02T15:00"),
        ("2026. 11. 2.", "2026-11-02T00:00"),
        ("2020/1/10 14:33:00", "2020-01-10T14:33"),
    ],
)
def test_zones_counters_and_far_calendars_keep_their_hour(raw: str, moment: str) -> None:
    assert read(raw) == at(moment)


@pytest.mark.parametrize(
    ("raw", "others", "language", "day"),
    [
        ("02.11.2026 10:00", [], "", "2026-11-02"),
        ("02.11.26", [], "en-US", "2026-11-02"),
        ("02/11/2026", ["30/10/2026"], "en-US", "2026-11-02"),
        ("02/11/2026", ["10/30/2026"], "fr", "2026-02-11"),
        ("02-11-2026", ["31-10-2026 05:00"], "", "2026-11-02"),
        ("Mon, 02/11/2026", [], "en-US", "2026-11-02"),
        ("02/11/2026", ["Fri, 06/11/2026"], "", "2026-11-02"),
        ("02/11/2026", [], "de", "2026-11-02"),
        ("02/11/2026", [], "en-GB", "2026-11-02"),
        ("02/11/2026", [], "en-US", "2026-02-11"),
        ("02/11/2026", [], "en", None),
        ("02/11/2026", [], "", None),
        ("02/11/2026", ["30/10/2026", "10/30/2026"], "", None),
        ("05/05/2026", [], "", "2026-05-05"),
        ("18/01/30", [], "", "2018-01-30"),
        ("18.01.30", [], "ko", "2018-01-30"),
        ("11/02/03", [], "ja", "2011-02-03"),
        ("11/02/03", [], "", None),
        ("11/02/03", ["11/02/28"], "", "2011-02-03"),
    ],
)
def test_the_order_of_numbers_is_proven_or_the_date_is_none(
    raw: str, others: list[str], language: str, day: str | None
) -> None:
    found = read(raw, "UTC", *others, language=language)
    assert (found and found.date().isoformat()) == day


@pytest.mark.parametrize(
    "raw",
    ["", "soon", "not-a-real-date", "5:31 pm", "May", "Nov 2026", "Fri, 22 Nov 99999 17:39:00 GMT",
     "0001-01-01T00:00:00Z", "Fri, 20 Nov 2026 17:39:00 +2500", "Fri, 99 Nov 2026 17:39:00 GMT",
     "2026-13-45T99:99:99Z", "x" * 5000, "1" * 90, "12345", "4102444801", "31.02.2026",
     "二〇二六年", "5 Nov or Dec 2026", "Mon, 01 Jan 0001 00:00:00 +0000",
     "2026-11-02 25:00", "5 Nov 2026 1 2"],
)  # fmt: skip
def test_what_is_no_date_is_none(raw: str) -> None:
    assert read(raw, "Europe/London") is None


@given(st.text(max_size=40) | st.text("0123456789:-+ TZapmNov,/.年月日", max_size=30))
def test_no_date_raises_or_lies_outside_the_years_that_can_be(raw: str) -> None:
    moment = read(raw, "Europe/London")
    assert moment is None or 1899 <= moment.year <= 2201
