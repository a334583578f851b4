"""Where the first sentence of a release ends, in every language of the catalogue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.clean import clean_line
from traynews.core.text.sentences import first_sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "A court in Freedonia will on Jan. 5 hear the appeal of Sen. Roe against his sentence.",
        "The U.S. President and the U.N. Secretary-General met in Strelsau on Monday.",
        "Freedonia's army asked the U.S. Congress for arms it may not have.",
        "The hearing begins at 9 a.m. Monday in the court of Strelsau.",
        "The hearing began at 9 a.m. on Monday, Lt. Col. Roe said.",
        "El gobierno de EE. UU. Department of State pidió la libertad del Sr. Pérez.",
        "Según la Dra. Ana Ruiz, el art. 15 no se cumple.",
        "Das Gericht hört am 15. August die Berufung von Dr. Anna Roe.",
        "Die Behörden haben bis zum 3. Quartal Zeit, z. B. für Berichte.",
        "Seit dem 15. Jahrhundert gab es das in Freedonia nicht, sagte Prof. Roe.",
        "M. Dupont et Mme Durand ont été libérés le 3 janv. dernier à Strelsau.",
        "Il sig. Rossi è stato liberato dal trib. di Strelsau dopo due anni.",
        "The poet J. R. R. Roe was freed by the court of Strelsau.",
        "The company Roe Ltd. and others paid nothing for it.",
        "He said “Stop!” and they stopped at once, at the border.",
        "Did they ask? yes, they did, in the end of it all.",
    ],
)
def test_a_sentence_does_not_end_at_an_abbreviation(sentence: str) -> None:
    assert first_sentence(f"{sentence} More of it stands here.") == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("He was sent back to the U.S. The court had ruled so.", "He was sent back to the U.S."),
        ("The talks begin at 9 a.m. They end at noon.", "The talks begin at 9 a.m."),
        ("She lives in Washington D.C. “I am free,” she said.", "She lives in Washington D.C."),
        ("Viven en los EE. UU. El tribunal lo sabe.", "Viven en los EE. UU."),
        ("She was freed in the UK. Amnesty International had asked.", "She was freed in the UK."),
        ("Twelve people died in 2024. Nobody was tried.", "Twelve people died in 2024."),
        ("Was it lawful at all? Amnesty says no.", "Was it lawful at all?"),
        ("“This must end now.” The director said so.", "“This must end now.”"),
        ("It has a place to run it on. I could try.", "It has a place to run it on."),
        ("Er ist seit Montag frei. Mehr dazu hier.", "Er ist seit Montag frei."),
        ("Οι αρχές τον απέλυσαν. Περισσότερα εδώ.", "Οι αρχές τον απέλυσαν."),
    ],
)
def test_a_sentence_ends_where_the_next_begins(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(st.text(max_size=300) | st.text("A.b 1!?U“S", max_size=120), st.integers(1, 260))
def test_it_is_always_a_clean_beginning_within_the_limit(text: str, limit: int) -> None:
    line = clean_line(text)
    found = first_sentence(line, limit=limit)
    assert len(found) <= limit
    assert line.startswith(found.rstrip("…").rstrip())
