"""Lines that say nothing, and the ends that only a publishing system writes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.leftovers import (
    is_boilerplate,
    says_nothing,
    without_footer,
    without_shortcodes,
)

TEXT = "A director said so today."


@pytest.mark.parametrize(
    "line",
    ["Comments", "12 comments", "Kommentare", "Commentaires (3)", "…", "...", "***", " - ", "",
     "submitted by /u/roe [link] [comments]", "submitted by /u/roe to /r/a [link] [12 comments]",
     "[link] [comments]", "https://a.test/1?x=2", "www.a.test/1", "View fullsize", "View full size",
     "Read more", "Read more…", "Read the full story here", "Weiterlesen →", "Lire la suite",
     "Seguir leyendo", "Leggi tutto", "2 November 2026", "November 2, 2026", "02/11/2026 10:30",
     "2026-11-02", "Posted on 07-19-2021", "Publié le 2 novembre 2026", "Montag, 2. November 2026",
     "Created Mon, 2 Nov 2026 19:22:52 +0000", "Update: 2 Nov 2026", "Last updated 2 May 2026",
     "2 de noviembre de 2026", '[gallery ids="1,2"]', "[vc_row][vc_column]", "By Dana Rao",
     "by Adobe Communications", "Par Anne de la Tour", "Von Anna Roe und Max von Moe",
     "Dear friends,", "Hi Ana!", "Hello everyone,", "Liebe Freunde,", "Chers amis :",
     "Hola a todos!", "Hi all.", "Hello.", "Care amiche,", "Dear Ana:",
     "Introduction", "Summary:", "Permalink", "∞ Permalink", "Reply via email",
     "View fullsize View fullsize", "Continue reading %The poet%", "[row a=”b c” d=”e”]",
     "[RÉACTION PRESSE]", "[contains quote post or other embedded content]"],
)  # fmt: skip
def test_a_line_that_says_nothing_is_told(line: str) -> None:
    assert says_nothing(line)


@pytest.mark.parametrize(
    "line",
    [TEXT, "Comments by the minister are unlawful", "By law, nobody may be held.", "3.8.10",
     "On 2 November 2026 he was freed", "Free", "[RÉACTION PRESSE] Elle est libre", "In 2026",
     "Read more about the poet in our report", "Von der Polizei fehlt jede Spur.",
     "Dana Rao", "https://a.test is down", "By then it was late", "Hi-tech prisons", "Dear is free",
     "Hello, he said.", "Dear minister, you must free the poet.", "Introduction of new laws",
     "Continue reading to the end", "Care homes failed their residents.", "Care workers strike!",
     "Chère liberté.", "Dear Leader dies.", "Dear Leader dies:", "Care homes:", "Liebe ist alles.",
     "Hello darkness my friend.", "Summary executions must end",
     "Update: he was freed on 2 Nov 2026", "Closed on Monday"],
)  # fmt: skip
def test_a_line_that_says_something_stays(line: str) -> None:
    assert not says_nothing(line)
    assert not is_boilerplate(line)


FOOTERS = [
    "The post Poet freed appeared first on Rights Watchers.",
    "The post Poet freed first appeared on Rights Watchers.",
    "L’article Libre est apparu en premier sur Droits.",
    "Cet article Libre est apparu en premier sur Droits.",
    "La entrada Libre se publicó primero en Derechos.",
    "La entrada Libre aparece primero en Derechos.",
    "Der Beitrag Freiheit erschien zuerst auf Rechte.",
    "L’articolo Libero proviene da Diritti.",
    "L'articolo Libero sembra essere il primo su Diritti.",
    "O post Livre apareceu primeiro em Direitos.",
    "Artykuł Wolny pochodzi z serwisu Prawa.",
    "Het bericht Vrij verscheen eerst op Rechten.",
    "Сообщение Свобода появились сначала на Права.",
    "ظهرت المقالة حرية أولاً على حقوق.",
    "Το άρθρο Ελεύθερος εμφανίστηκε πρώτα στο Δικαιώματα.",
    "Artikkeli Vapaa julkaistiin ensimmäisen kerran Oikeudet.",
    "Inlägget Fri dök först upp på Rätt.",
    "Özgür yazısı ilk önce Haklar üzerinde ortaya çıktı.",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_goes_in_every_language_of_the_catalogue(footer: str) -> None:
    assert is_boilerplate(footer)
    assert without_footer(footer) == ""
    assert without_footer(f"{TEXT} {footer}") == TEXT
    assert without_footer(f"{TEXT} […] {footer}") == f"{TEXT} […]"


@pytest.mark.parametrize(
    "text",
    [TEXT, "He left the post. It appeared to be over.", "L’article 19 est clair. Il faut agir."],
)
def test_what_is_no_footer_stays(text: str) -> None:
    assert without_footer(text) == text


def test_shortcodes_go_and_what_a_writer_puts_in_brackets_stays() -> None:
    text = '[caption id="a1" width="3"]The poet[/caption] She [sic] is free [see x = y].'
    assert without_shortcodes(text) == "The poet She [sic] is free [see x = y]."


@given(st.text(max_size=300) | st.text("[]abThepost =\"'/.", max_size=200))
def test_any_text_is_judged_and_only_ever_shortened(text: str) -> None:
    says_nothing(text)
    assert text.startswith(without_footer(text))
    assert len(without_shortcodes(text)) <= len(text)


@pytest.mark.parametrize(
    "line",
    ["Read more", "Seguir leyendo", "Continue reading...", "Read full topic", "View latest news"],
)
def test_what_a_system_puts_at_the_end_is_its_own(line: str) -> None:
    assert is_boilerplate(line)
    assert not is_boilerplate(f"{TEXT} {line}")


def test_so_is_what_medium_says_below_what_a_magazine_took_over() -> None:
    taken = "The Poet was originally published in Verses on Medium"
    assert is_boilerplate(f"{taken}, where people are continuing the conversation.")
    assert not is_boilerplate(f"{taken}.")


def test_a_shortcode_that_is_not_closed_costs_no_time() -> None:
    start = time.process_time()
    without_shortcodes("[row" + " a=”b”" * 1_500)
    assert time.process_time() - start < 1
