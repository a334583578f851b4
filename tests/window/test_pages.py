"""What the pages say, what their forms do, and that what strangers wrote stays text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.archive.press import add, paragraphs
from tests.core.health.test_health import NOW, failing, well
from tests.window.desks import HOSTILE, Client, Told, make_desk, serving
from traynews.archive.store import Store
from traynews.core.data.view import Verb
from traynews.core.health.health import find_health
from traynews.core.health.holds import Hold
from traynews.errors import StoreError
from traynews.window.desk import Desk
from traynews.window.marking import back_to, read_ids
from traynews.window.message import Request
from traynews.window.wanted import MOST, STEP, Wanted, month_meant, read_wanted


def unread(desk: Desk) -> int:
    with desk.archive() as store:
        return store.unread_count()


def test_headlines_stand_under_their_days(client: Client) -> None:
    body = client.get("/").body
    stand = [body.index(one) for one in (">Today<", "number 0", ">Yesterday<", "number 2")]
    assert stand == sorted(stand)
    assert body.count('class="release unread"') == 10


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=needle3", 1),
        ("q=%22court+in+the+capital%22+-needle3", 7),
        ("country=Iran", 4),
        ("country=Iran&kind=breaking", 1),
        ("topic=Detention&kind=statement", 2),
        ("feed=uk&unread=1", 10),
        ("month=2026-03&country=Iran", 4),
        ("month=2026-02", 0),
        ("month=soon", 0),
        ("q=is:read", 0),
        ("q=nowhere", 0),
        ("q=&country=&kind=&unread=0&shown=abc", 10),
        ("q=%22court+in+the&country=Iran&month=2026-03&unread=1", 3),  # the quote is never closed
    ],
)
def test_words_and_filters_are_one_search(client: Client, query: str, titles: int) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status == 200
    assert answer.body.count("<article") == titles


def test_a_source_may_be_called_as_a_kind_is() -> None:
    assert Wanted(feed="breaking").search == 'feed:"breaking"'


def test_filters_name_what_can_be_chosen(client: Client) -> None:
    body = client.get("/").body
    assert '<option value="Iran">Iran (4)</option>' in body
    assert '<option value="2026-03">March 2026</option>' in body


@pytest.mark.parametrize("ahead", [13, -11])  # hours: on one side of midnight or the other
def test_a_month_has_the_days_that_stand_under_its_name(tmp_path: Path, ahead: int) -> None:
    first_of_march = datetime(2026, 3, 1, 3, tzinfo=timezone(timedelta(hours=ahead)))

    def fill(store: Store) -> None:
        add(store, 1, "Graustark: the first of March", first_of_march)
        add(store, 2, "Graustark: the last of February", first_of_march - timedelta(hours=4))

    desk = replace(make_desk(tmp_path, fill=fill), zone=lambda: first_of_march.tzinfo or UTC)
    with serving(desk) as client:
        client.enter()
        body = client.get("/?month=2026-03").body
        assert '<h2 id="d2026-03-01">' in body
        assert body.count("<article") == 1
        assert "the last of February" in client.get("/?month=2026-02").body
        choices = re.findall(r'<option value="(2026-..)"', client.get("/").body)
        assert choices == ["2026-03", "2026-02"]


def test_what_is_wrong_stands_above_the_headlines(desk: Desk) -> None:
    hold = Hold("the screen is locked")
    health = replace(find_health([failing(), well("int")], NOW), hold=hold)
    with serving(replace(desk, health=lambda _: health)) as client:
        client.enter()
        body = client.get("/").body
    assert "the server says 500, since" in body
    assert "Alerts wait: the screen is locked" in body


def test_a_search_that_makes_no_sense_says_what_does(client: Client) -> None:
    body = unescape(client.get("/?q=autor:x").body)
    assert 'There is no "autor:" to search in' in body
    assert '<details class="syntax" open>' in body


@pytest.mark.parametrize(
    ("words", "rest", "month"),
    [
        ("sudan may", "sudan", "2025-05"),  # it is March
        ("Sudan March", "Sudan", "2026-03"),
        ("may 2024 sudan", "sudan", "2024-05"),
        ("february", "", "2026-02"),
        ("sudan may 40", "sudan 40", "2025-05"),
    ],
)
def test_a_month_that_was_typed_is_offered(words: str, rest: str, month: str) -> None:
    meant = month_meant(Wanted(words, country="Chad"), NOW.date().replace(month=3))
    assert meant == Wanted(rest, country="Chad", month=month)


def test_no_month_is_offered_where_none_was_typed_or_one_is_chosen(client: Client) -> None:
    assert month_meant(Wanted("mayor"), NOW.date()) is None
    assert month_meant(Wanted("may", month="2024-01"), NOW.date()) is None
    assert "published in February 2026" in client.get("/?q=needle+february").body


def test_what_was_found_is_marked(client: Client) -> None:
    assert "<mark>Needle3</mark>" in client.get("/?q=needle3").body


def test_a_release_is_taken_apart(client: Client) -> None:
    body = client.get("/release/3").body
    for part in ("Not alerted: a test wants it.", "<b>Mira Holm</b>", "Detention"):
        assert part in body


def test_who_wrote_a_release_is_not_whom_the_press_may_call(tmp_path: Path) -> None:
    contact = "For more information or to arrange an interview: +44 20 7946 0000"

    def fill(store: Store) -> None:
        said = "The court heard the case behind closed doors.", "It was a relief, many said."
        add(store, 1, "Graustark: signed", NOW, text=paragraphs(*said))
        add(store, 2, "Graustark: with a number", NOW, text=paragraphs(*said, contact))

    with serving(make_desk(tmp_path, fill=fill)) as client:
        client.enter()
        author = '<h2>Author</h2>\n<p dir="auto">Press office</p>'
        signed, called = client.get("/release/1").body, client.get("/release/2").body
        assert author in signed
        assert "<h2>Press contact</h2>" not in signed
        assert author in called
        assert f'<h2>Press contact</h2>\n<p dir="auto">{contact}</p>' in called


@pytest.mark.parametrize("path", ["/", "/wall", "/release/9", f"/?q={quote(HOSTILE)}"])
def test_what_strangers_wrote_stays_text(client: Client, path: str) -> None:
    body = client.get(path).body
    assert "<script>document" not in body
    assert "<img" not in body
    assert "&lt;script&gt;document" in body
    assert "{{ 7*7 }}" in body


def test_there_is_no_script_or_style_in_any_page(client: Client) -> None:
    for path in ("/", "/release/3", "/wall", "/nothing"):
        body = client.get(path).body
        assert "<style" not in body
        assert body.count("<script") == body.count('<script src="/script.js">') <= 1
        assert " style=" not in body
        assert " onclick=" not in body


def test_marks_are_kept_and_the_program_is_told(client: Client, desk: Desk, told: Told) -> None:
    answer = client.post("/mark", {"ids": "1.2", "read": "1", "back": "/?q=court#r1"})
    assert (answer.status, answer.headers["location"]) == (303, "/?q=court#r1")
    assert (unread(desk), told.rings) == (8, 1)
    client.post("/mark", {"ids": "1", "read": "0"})
    assert unread(desk) == 9
    client.post("/opened", {"ids": "1"})
    with desk.archive() as store:
        entry = store.entry(1)
    assert entry is not None
    assert entry.read
    assert entry.opened is not None
    client.post("/mark", {"all": "1"})
    assert (unread(desk), told.rings) == (0, 4)


def test_the_program_is_asked_to_check(client: Client, told: Told) -> None:
    assert client.post("/check").status == 303
    assert told.asked == [Verb.CHECK]


def test_a_page_hears_what_others_mark_and_nothing_while_nobody_does(
    client: Client, desk: Desk
) -> None:
    first = json.loads(client.get("/changes?ids=1.2").body)
    assert (first["unread"], first["unread_ids"]) == (10, [1, 2])
    assert client.get(f"/changes?ids=1.2&since={first['version']}").status == 204
    with desk.archive() as store:  # as `traynews read 2` does
        store.mark_read([2])
    told = json.loads(client.get(f"/changes?ids=1.2&since={first['version']}").body)
    assert (told["unread"], told["unread_ids"], told["newest"]) == (9, [1], first["newest"])


def test_an_archive_that_cannot_be_opened_is_a_page_with_a_line(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise StoreError("the archive is <away>")

    monkeypatch.setattr("traynews.archive.store.Store.open", fail)
    answer = client.get("/")
    assert (answer.status, "the archive is &lt;away&gt;" in answer.body) == (409, True)


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/?q=x", "/?q=x"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://e.x", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"), ("", "/"), ("/é", "/"),
    ],
)  # fmt: skip
def test_a_form_leads_back_to_our_own_pages_only(path: str, where: str) -> None:
    answer = back_to(Request("POST", "/mark", form={"back": path}))
    assert answer.headers["Location"] == where


def test_numbers_of_releases_are_read_and_all_else_is_left_out() -> None:
    assert read_ids("1.x.2..-3.٣.0.99999999999999999999") == [1, 2]
    assert len(read_ids(".".join(["7"] * 5000))) == 1000
    assert read_ids("9" * 5000) == []


def test_an_address_says_what_is_wanted() -> None:
    wanted = Wanted(words="a b", country='Iran"', kind="breaking", unread=True)
    assert wanted.search == 'country:"Iran" is:breaking is:unread a b'
    assert Wanted(words="OR a OR b", country="Iran").search == 'country:"Iran" a OR b'
    assert Wanted(words=" AND OR  a", country="Iran").search == 'country:"Iran" a'
    for words in ("ORB", "OR-B", "OR’s b", "AND-B", "NOT a"):
        assert Wanted(words=words, country="Iran").search == f'country:"Iran" {words}'
    assert (
        read_wanted({"q": "a b", "country": 'Iran"', "kind": "breaking", "unread": "1"}) == wanted
    )
    assert read_wanted({"shown": "999999"}).shown == STEP
    assert read_wanted({"shown": "5000"}).shown == MOST
    assert Wanted().address() == "/"


def test_all_that_is_marked_read_is_what_was_there_when_the_page_was_made(
    client: Client, desk: Desk
) -> None:
    """What came since was shown to nobody; marked as read it would never be told."""
    form = re.search(r'name="all" value="1">.*?name="last" value="([0-9]+)"', client.get("/").body)
    assert form is not None
    with Store(desk.locations.archive) as store:
        add(store, 200, "Graustark: since then, and dated before", NOW - timedelta(days=30))
    client.post("/mark", {"all": "1", "last": form[1]})
    with desk.archive() as store:
        assert [one.title for one in store.entries(unread_only=True)] == [
            "Graustark: since then, and dated before"
        ]


@pytest.mark.parametrize("path", ["/", "/wall", "/?q=needle3"])
def test_a_page_says_what_was_the_newest_when_it_was_made(client: Client, path: str) -> None:
    """Opened in a tab that nobody sees, it first asks what is new when somebody does."""
    newest = json.loads(client.get("/changes?since=&ids=").body)["newest"]
    assert f'<meta name="traynews-newest" content="{newest}">' in client.get(path).body


def test_as_many_headlines_as_a_page_shows_hear_of_changes(client: Client) -> None:
    ids = ".".join(str(10**7 + number) for number in range(MOST))
    answer = client.get(f"/changes?since=&ids={ids}")
    assert answer.status == 200
    assert len(json.loads(answer.body)["unread_ids"]) == MOST


def test_words_of_any_script_are_searched_for_to_the_longest(client: Client) -> None:
    assert client.get(f"/?q={quote('𓂀' * 400)}").status == 200
