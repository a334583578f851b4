"""A year's page in a real browser: searched, filtered, driven by keys, looked at, printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser_page.chromium import Chromium, wait_for
from tests.browser_page.conftest import HOSTILE

pytestmark = pytest.mark.long

TITLES = ".release .title"


@pytest.fixture
def page(browser: Chromium, pages: Path) -> Chromium:
    """Give the browser with the year's page open."""
    browser.open("about:blank")  # the same address with another # would not load anew
    browser.open((pages / "2026.html").as_uri())
    return browser


def search(page: Chromium, words: str) -> list[str]:
    """Type into the search field, and return what is then shown."""
    page.run("document.getElementById('query').value = ''")
    page.type("#query", words)
    page.wait_until("new URLSearchParams(location.hash.slice(1)).get('q') === arguments[0]", words)
    return page.texts(TITLES)


def test_everything_is_shown_at_first(page: Chromium) -> None:
    assert len(page.texts(TITLES)) == 33
    assert page.texts("h1") == ["The 2026 News Feed"]
    assert page.texts("#count") == []


def test_a_word_of_the_folded_text_is_found_and_said_to_be_there(page: Chromium) -> None:
    assert search(page, "needle17") == ["Country 17: Court frees protester number 17"]
    assert page.texts("#count") == ["1 of 33"]
    assert page.run("return document.querySelectorAll('details.found').length") == 1
    assert page.run("return CSS.highlights.get('found').size") == 1
    assert page.texts(".month h2") == ["February 2026"]


def test_all_words_must_occur_in_any_order(page: Chromium) -> None:
    assert search(page, "protester needle4 court") == ["Country 4: Court frees protester number 4"]


def test_a_phrase_stands_together(page: Chromium) -> None:
    assert len(search(page, '"frees protester"')) == 30
    assert search(page, '"protester frees"') == []
    assert page.texts("#nothing")[0].startswith("Nothing here has all of that.")


def test_a_word_with_a_minus_must_not_occur(page: Chromium) -> None:
    assert len(search(page, "court -needle3")) == 30 - 1
    assert len(search(page, "court NOT needle3")) == 30 - 1
    assert "Country 3: Court frees protester number 3" not in page.texts(TITLES)


def test_or_in_capitals_joins_the_words_beside_it_as_in_the_command(page: Chromium) -> None:
    assert len(search(page, "needle17 OR needle18")) == 2
    assert len(search(page, "needle17 OR needle18 -frees")) == 0
    assert len(search(page, "court needle17 OR OR needle18 AND protester OR")) == 2
    assert len(search(page, "needle17 OR -court")) == 1 + 3
    assert search(page, "needle17 or needle18") == []
    assert len(search(page, "court NOT - needle17")) == 1


def test_signs_around_a_word_are_no_part_of_it_as_in_the_command(page: Chromium) -> None:
    assert len(search(page, "(needle17 OR needle18) court")) == 2
    assert len(search(page, "court - needle17, needle1*")) == 1
    assert search(page, "needle17 -(court)") == []


@pytest.mark.parametrize("words", ["citta", "CITTÀ", "l'election", '"contestee"'])
def test_marks_case_and_quotation_marks_do_not_matter(page: Chromium, words: str) -> None:
    assert search(page, words) == ["Città: l’élection “contestée”"]


def test_another_script_is_found(page: Chromium) -> None:
    assert search(page, "ناشطة") == ["إيران: الحكم على ناشطة حقوقية"]


def test_filters_narrow_down_and_go_together_with_words(page: Chromium) -> None:
    page.run("document.getElementById('country').value = 'Iran'")
    page.run("document.getElementById('country').dispatchEvent(new Event('change'))")
    assert len(page.texts(TITLES)) == 11
    page.run("document.getElementById('topic').value = 'Fair trial'")
    page.run("document.getElementById('topic').dispatchEvent(new Event('change'))")
    assert len(page.texts(TITLES)) == 5
    assert search(page, "needle6") == ["Country 6: Court frees protester number 6"]


def test_filters_are_chosen_with_the_keyboard(page: Chromium) -> None:
    page.run("document.getElementById('country').focus()")
    page.press("I")
    page.wait_until("document.getElementById('country').value === 'Iran'")
    assert len(page.texts(TITLES)) == 11


def test_a_search_survives_reloading_and_can_be_sent_along(page: Chromium, pages: Path) -> None:
    address = (pages / "2026.html").as_uri()
    page.open("about:blank")
    page.open(f"{address}#q=court&country=Iran")
    assert len(page.texts(TITLES)) == 10
    assert page.run("return document.getElementById('query').value") == "court"


def test_escape_clears_everything(page: Chromium) -> None:
    search(page, "needle17")
    page.press("Escape")
    page.wait_until("!document.querySelector('.release[hidden]')")
    assert len(page.texts(TITLES)) == 33


def test_slash_goes_to_the_search_field(page: Chromium) -> None:
    page.press("/")
    assert page.run("return document.activeElement.id") == "query"
    page.press("j")  # is a letter there
    assert page.run("return document.getElementById('query').value") == "j"


def test_j_and_k_walk_from_release_to_release(page: Chromium) -> None:
    shown = page.texts(TITLES)
    for expected in (0, 1, 2):
        page.press("j")
        assert focused(page) == shown[expected]
    page.press("k")
    assert focused(page) == shown[1]
    top = page.run("return document.activeElement.getBoundingClientRect().top")
    assert 0 <= top < 1000


def test_walking_skips_what_is_filtered_away(page: Chromium) -> None:
    search(page, "needle1")  # and needle10 to needle19
    page.press("Tab")  # out of the field
    page.run("document.activeElement.blur()")
    for _ in range(3):
        page.press("j")
    assert focused(page) == page.texts(TITLES)[2]


def test_enter_unfolds_the_text_and_folds_it_again(page: Chromium) -> None:
    page.press("j", "j", "j", "j")
    page.press("Enter")
    assert page.run("return document.activeElement.querySelector('details').open")
    page.press("Enter")
    assert not page.run("return document.activeElement.querySelector('details').open")


def test_x_unfolds_every_text(page: Chromium) -> None:
    page.press("x")
    assert page.run("return [...document.querySelectorAll('details')].every(d => d.open)")
    assert page.texts("#unfold") == ["Fold all"]
    page.press("x")
    assert not page.run("return [...document.querySelectorAll('details')].some(d => d.open)")


def test_o_opens_the_page_on_the_web_in_a_tab_of_its_own(page: Chromium) -> None:
    page.run(
        "window.opened = [];"
        "document.addEventListener('click', e => {"
        " const a = e.target.closest('a');"
        " if (a) { opened.push([a.href, a.target, a.rel]); e.preventDefault(); } })"
    )
    page.press("j", "o")
    assert page.run("return opened") == [
        ["https://www.uk.example/92/", "_blank", "noopener noreferrer"]
    ]


def test_brackets_turn_to_the_years_beside(page: Chromium) -> None:
    page.press("]")
    page.wait_until("location.pathname.endsWith('2025.html')")
    assert page.texts("h1") == ["Older News – 2025"]
    page.press("[")
    page.wait_until("location.pathname.endsWith('2026.html')")
    page.press("i")
    page.wait_until("location.pathname.endsWith('index.html')")


def test_the_question_mark_tells_the_keys(page: Chromium) -> None:
    page.press("?")
    assert page.run("return document.getElementById('keys').open")
    page.press("Escape")
    page.wait_until("!document.getElementById('keys').open")


def test_markup_in_a_title_is_shown_and_runs_nowhere(page: Chromium) -> None:
    page.press("x")
    assert HOSTILE in page.texts(TITLES)
    assert f"Also {HOSTILE}" in page.texts(".lead p")
    assert HOSTILE in page.texts(".text p")
    assert page.run("return document.title") == "The 2026 News Feed · TrayNews"
    assert page.run("return document.images.length") == 0


@pytest.mark.parametrize(
    "intrusion",
    [
        """const e = document.createElement('script'); e.append('window.caught = 1');
        document.body.append(e)""",
        """const e = document.createElement('style'); e.textContent = 'body { color: red }';
        document.head.append(e)""",
        "const e = new Image(); e.src = 'https://127.0.0.1:1/x.png'; document.body.append(e)",
        "fetch('https://127.0.0.1:1/').catch(() => 0)",
    ],
    ids=["script", "style", "picture", "connection"],
)
def test_the_policy_stops_what_got_in_all_the_same(page: Chromium, intrusion: str) -> None:
    page.run(intrusion)
    complaints = wait_for(page.console, 20)  # read here, so that the fixture finds it silent
    assert any("has been blocked" in line for line in complaints)
    assert page.run("return window.caught") is None
    assert page.run("return getComputedStyle(document.body).color") != "rgb(255, 0, 0)"


def test_nothing_is_fetched(page: Chromium) -> None:
    assert page.run("return performance.getEntriesByType('resource').map(e => e.name)") == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_sticks_out_at_any_width(page: Chromium, width: int) -> None:
    page.show_as(width=width, height=900)
    page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.run("return document.documentElement.scrollWidth") <= width


def test_dark_and_light_differ_as_the_system_asks(page: Chromium) -> None:
    script = "return getComputedStyle(document.documentElement).backgroundColor"
    light = page.run(script)
    page.show_as(width=1280, height=1000, dark=True)
    dark = page.run(script)
    assert brightness(light) > 230
    assert brightness(dark) < 40


def test_arabic_runs_from_right_to_left(page: Chromium) -> None:
    script = (
        "const r = [...document.querySelectorAll('.release')].find(e => e.lang === 'ar');"
        "const s = getComputedStyle(r); return [s.direction,"
        " getComputedStyle(r.querySelector('.title')).textAlign]"
    )
    assert page.run(script) == ["rtl", "start"]


def test_paper_shows_the_texts_and_no_controls(page: Chromium) -> None:
    page.show_as(width=800, height=1000, media="print")
    assert not page.run("return document.querySelector('.tools').checkVisibility()")
    assert not page.run("return document.querySelector('summary').checkVisibility()")
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    assert page.run("return document.querySelector('.text p').checkVisibility()")
    page.run("window.dispatchEvent(new Event('afterprint'))")
    assert not page.run("return document.querySelector('details').open")
    assert page.print_pdf().startswith(b"%PDF")


def focused(page: Chromium) -> str:
    """Return the title of the release that has the focus."""
    return str(page.run("return document.activeElement.querySelector('.title').textContent.trim()"))


def brightness(colour: str) -> float:
    """Return how bright `rgb(…)` is, from 0 to 255."""
    numbers = [float(one) for one in colour.partition("(")[2].rstrip(")").split(",")[:3]]
    return sum(numbers) / 3
