"""What is breaking is flagged in the user's own language, in pop-ups of one and of many."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from traynews.core.alerts.flags import flag_of
from traynews.core.alerts.popup import for_digest, for_entry
from traynews.core.data.model import Entry, Kind
from traynews.core.data.settings import AlertSettings

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)


def make(kind: Kind, certainty: float = 0.9) -> Entry:
    return Entry(1, "uk", "T", "", MOMENT, MOMENT, kind=kind, certainty=certainty)


ENTRIES = [make(Kind.STATEMENT), make(Kind.STATEMENT, 0.5), make(Kind.URGENT), make(Kind.NEWS)]


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        (("de", "en"), ["Eilmeldung", "Eilmeldung (wahrscheinlich)", "Dringend"]),
        (("ca", "es"), ["Última hora", "Última hora (probable)", "Urgente"]),
        (("en", "fr"), ["Breaking", "Likely breaking", "Urgent"]),
        (("sv",), ["Breaking", "Likely breaking", "Urgent"]),
        ((), ["Breaking", "Likely breaking", "Urgent"]),
    ],
)
def test_a_popup_flags_what_is_breaking_in_the_first_language_there_are_words_of(
    languages: tuple[str, ...], told: list[str]
) -> None:
    assert [flag_of(one, languages) for one in ENTRIES] == [*told, ""]
    alerts = AlertSettings(languages=languages)
    assert [for_entry(one, alerts).body for one in ENTRIES] == [*told, ""]
    listed = for_digest(ENTRIES, alerts).body.splitlines()[:3]
    assert [line.partition(" · ")[0] for line in listed] == told
