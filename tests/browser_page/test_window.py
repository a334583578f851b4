"""The window in a real browser: let in by its address, driven by keys, alive."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.press import add
from tests.browser_page.chromium import Chromium, wait_for
from tests.window.desks import NOW, Client, make_desk, serving
from traynews.archive.store import Store
from traynews.window.desk import Desk

pytestmark = pytest.mark.long

SECOND = "Graustark: Court frees protester number 1"
USABLE = "a[href], button, input:not([type=hidden]), select, summary"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture
def client(desk: Desk) -> Iterator[Client]:
    with serving(desk) as client:
        yield client


@contextlib.contextmanager
def visiting(browser: Chromium, client: Client) -> Iterator[Chromium]:
    """Give the browser with the headlines open; it leaves them while they are still served.

    A page asks what has changed until it is left, and one whose server has ended complains.
    """
    browser.open("about:blank")
    browser.open(client.server.make_address())
    try:
        yield browser
    finally:
        browser.open("about:blank")


@pytest.fixture
def page(browser: Chromium, client: Client) -> Iterator[Chromium]:
    """Give the browser with the headlines open."""
    with visiting(browser, client) as page:
        yield page


def unread(desk: Desk) -> int:
    with desk.archive() as store:
        return store.unread_count()


def test_the_key_is_gone_from_the_address_and_no_script_sees_the_cookie(
    page: Chromium, client: Client
) -> None:
    assert page.run("return location.href") == f"http://{client.host}/"
    assert page.run("return document.cookie") == ""
    assert len(page.texts(".release .title")) == 10


def test_keys_move_mark_and_open(page: Chromium, desk: Desk) -> None:
    page.press("j", "j", "m")
    page.wait_until("document.querySelectorAll('.release.unread').length === 9")
    assert page.texts(".release:not(.unread) .title") == [SECOND]
    page.press("m")
    page.wait_until("document.querySelectorAll('.release.unread').length === 10")
    page.press("Enter")
    page.wait_until("location.pathname.startsWith('/release/')")
    page.wait_until("!document.querySelector('.release.unread')")  # who reads it has read it
    page.wait_until("document.querySelector('.marks button').value === '0'")
    page.press("i")
    page.wait_until("location.pathname === '/' && document.querySelector('#query') !== null")
    wait_for(lambda: unread(desk) == 9, 60)  # the page shows a mark before it is kept


def test_a_mark_works_without_a_reload_and_by_its_button(page: Chromium, desk: Desk) -> None:
    page.run("window.same = true")
    page.click(".release .marks button")
    page.wait_until("document.querySelectorAll('.release.unread').length === 9")
    assert page.run("return window.same")
    assert page.texts(".release:not(.unread) .marks button") == ["Mark unread"]
    page.wait_until("document.getElementById('unread-count').textContent === '9'")
    assert unread(desk) == 9


def test_what_is_marked_elsewhere_is_seen_here(page: Chromium, desk: Desk) -> None:
    with desk.archive() as store:
        store.mark_read([1, 2, 3])
    page.wait_until("document.querySelectorAll('.release.unread').length === 7")
    assert page.run("return document.title").startswith("(7) ")


HOLD = """
const fetched = window.fetch;
window.states = [];
window.fetch = async (path, how) => {
  const answer = await fetched(path, how);
  if (answer.status === 200 && path.startsWith("/changes") && !window.release) {
    window.held = true;
    await new Promise((go) => { window.release = go; });
  }
  return answer;
};
new MutationObserver(() => {
  window.states.push(document.querySelector(".release").classList.contains("unread"));
}).observe(document.querySelector(".release"), { attributeFilter: ["class"] });
"""


@pytest.mark.parametrize("pressed", [".marks button", ".out"])
def test_an_answer_older_than_a_mark_does_not_undo_it(
    page: Chromium, desk: Desk, pressed: str
) -> None:
    page.wait_until("performance.getEntriesByType('resource').some(e => /changes/.test(e.name))")
    page.run(HOLD)
    with desk.archive() as store:
        store.mark_read([3])  # so that the next answer tells something, but not of the mark
    page.wait_until("window.held")
    page.run(
        "const link = document.querySelector('.release .out'); link.removeAttribute('target');"
        "link.addEventListener('click', (event) => event.preventDefault())"
    )
    page.click(f".release {pressed}")
    page.run("window.release()")
    page.wait_until("document.querySelectorAll('.release.unread').length === 8")
    assert page.run("return window.states") == [False]


def test_a_form_works_as_browsers_send_it(page: Chromium, desk: Desk) -> None:
    """Without a referrer the origin of a form is "null"."""
    page.click(".acts form:nth-of-type(2) button")
    page.wait_until("!document.querySelector('.release.unread') && location.pathname === '/'")
    assert unread(desk) == 0


def test_a_filter_that_is_chosen_is_used_at_once(page: Chromium) -> None:
    page.run(
        "const s = document.getElementById('country'); s.value = 'Iran';"
        "s.dispatchEvent(new Event('change'))"
    )
    page.wait_until("location.search.includes('country=Iran')")
    assert len(page.texts(".release .title")) == 4
    assert page.texts(".found-count") == ["4 releases found. Show everything"]


def test_a_page_whose_server_has_ended_says_so_and_asks_no_more(
    browser: Chromium, desk: Desk
) -> None:
    with serving(desk) as client:
        browser.open(client.server.make_address())
        assert browser.texts("#asleep") == []
    browser.wait_until("!document.getElementById('asleep').hidden")
    assert "gone to sleep" in browser.texts("#asleep")[0]
    lines = wait_for(browser.console, 60)  # read here, so that the fixture finds it silent
    assert all("/changes" in line and "net::ERR_" in line for line in lines)


@pytest.mark.parametrize(
    "failure",
    ["Promise.reject(new TypeError())", "Promise.resolve(new Response('', {status: 503}))"],
)
def test_a_question_that_fails_is_asked_again(page: Chromium, desk: Desk, failure: str) -> None:
    page.run(
        "const fetched = window.fetch; window.asked = 0;"
        "window.fetch = (path, how) => path.startsWith('/changes') && window.asked++ % 2 === 0"
        f" ? {failure} : fetched(path, how);"
    )
    page.wait_until("window.asked >= 3")  # the third fails, too, but not two in a row
    with desk.archive() as store:
        store.mark_read([1, 2, 3])
    page.wait_until("document.querySelectorAll('.release.unread').length === 7")
    assert page.texts("#asleep") == []


def test_a_mute_is_ended_where_one_reads(page: Chromium, client: Client) -> None:
    page.open(f"http://{client.host}/?country=Iran")
    page.click(".acts form:nth-of-type(3) button")
    page.wait_until("document.querySelector('.wrong form button') !== null")
    assert page.run("return location.search") == "?country=Iran"
    page.click(".wrong form button")
    page.wait_until("document.querySelector('.wrong form button') === null")
    assert "Mute Iran for a week" in page.texts(".acts button")


def test_what_a_change_did_is_seen_beside_it(page: Chromium, client: Client) -> None:
    page.open(f"http://{client.host}/settings")
    page.run("document.querySelector('button[name=offer][value^=socks]').click()")
    page.wait_until(
        "document.querySelector('.told')?.getBoundingClientRect().top < 1000"
        " && document.getElementById('v-network.proxy').getBoundingClientRect().top > 0"
    )


@pytest.mark.parametrize(
    ("path", "form", "field", "typed", "seen"),
    [
        ("/settings", "#rule", "[name=match]", "needle", ".trial"),
        ("/settings", "[action^='/mute'].setting", "#mute-place", "Tailand", ".mistake"),
        ("/sources", "[action^='/sources/add']", "#address", "http://nothing", ".mistake"),
    ],
)
def test_what_came_of_a_form_is_seen_where_it_was_sent(
    page: Chromium, client: Client, path: str, form: str, field: str, typed: str, seen: str
) -> None:
    page.open(f"http://{client.host}{path}")
    page.type(f"{form} {field}", typed)
    page.run("document.querySelector(arguments[0]).requestSubmit()", form)
    page.wait_until(f"document.querySelector('{seen}') !== null")
    page.wait_until(
        f"(top => top > -200 && top < 1000)("
        f"document.querySelector('{seen}').getBoundingClientRect().top)"
    )


def test_the_wall_says_how_it_is_and_is_left_by_a_key(page: Chromium, client: Client) -> None:
    page.open(f"http://{client.host}/wall")
    bottom = page.run("return document.getElementById('health').getBoundingClientRect().bottom")
    assert bottom <= 1000
    page.press("Escape")
    page.wait_until("location.pathname === '/'")


def test_arabic_runs_from_right_to_left(page: Chromium) -> None:
    assert (
        page.run(
            "const r = document.querySelector('.release[dir=rtl] .title');"
            "return getComputedStyle(r).direction"
        )
        == "rtl"
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/release/3", "/release/10", "/wall", "/settings", "/sources?more=uk", "/doctor", "/log"],
)
@pytest.mark.parametrize("width", [320, 390, 640, 1280])  # 640: a usual screen at 200 %
def test_nothing_sticks_out_at_any_width(
    page: Chromium, client: Client, path: str, width: int
) -> None:
    page.show_as(width=width, height=900)
    page.open(f"http://{client.host}{path}")
    assert page.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/", "/release/3", "/settings", "/sources?more=uk", "/log"])
def test_everything_that_can_be_used_has_a_name_and_is_reached_by_tab(
    page: Chromium, client: Client, path: str
) -> None:
    page.open(f"http://{client.host}{path}")
    nameless = page.run(
        "window.left = new Set([...document.querySelectorAll(arguments[0])]"
        ".filter(e => e.checkVisibility()));"
        "return [...left].filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length))"
        ".map(e => e.outerHTML)",
        USABLE,
    )
    assert nameless == []
    count = page.run("return left.size")
    for _ in range(count + 2):  # and round the browser's own
        page.press("Tab")
        page.run("left.delete(document.activeElement)")
    assert page.run("return [...left].map(e => e.outerHTML)") == []


@pytest.mark.parametrize(("path", "shown"), [("/", "#fresh:not([hidden])"), ("/wall", "article")])
def test_the_first_release_of_all_is_told_of(
    browser: Chromium, tmp_path: Path, path: str, shown: str
) -> None:
    desk = make_desk(tmp_path, fill=lambda _: None)
    with serving(desk) as client, visiting(browser, client):
        browser.open(f"http://{client.host}{path}")
        assert "Nothing has been kept yet" in browser.texts(".nothing")[0]
        browser.wait_until(
            "performance.getEntriesByType('resource').some(one => one.name.includes('/changes'))"
        )
        with Store(desk.locations.archive) as store:
            add(store, 1, "Graustark: the first of all", NOW)
        browser.wait_until(f"document.querySelector('{shown}') !== null")
