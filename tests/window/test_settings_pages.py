"""Settings, rules and sources: what the page changes in the file, and what it says of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from tests.window.desks import NOW, Client, Told, serving
from traynews.core.data.model import FeedState
from traynews.core.data.view import Verb
from traynews.errors import OutOfReachError
from traynews.settings.keys import FEED_KEYS, TABLES
from traynews.settings.meanings import OFFERS
from traynews.window.desk import Desk

HOUR = timedelta(hours=1)
FILE = '# mine\n[menu]\nbadge = "dot" # because\n'


@pytest.fixture
def file(desk: Desk) -> Desk:
    desk.locations.config.write_text(FILE, encoding="utf-8")
    return desk


def text(desk: Desk) -> str:
    return desk.locations.config.read_text(encoding="utf-8")


def test_every_key_of_the_file_is_on_the_page(client: Client) -> None:
    body = client.get("/settings").body
    for table, (_, keys) in TABLES.items():
        for key in keys:
            assert f'name="key" value="{table}.{key}"' in body


def test_a_value_is_set_in_its_line_and_the_page_says_which(
    client: Client, file: Desk, told: Told
) -> None:
    assert client.post("/set", {"key": "menu.badge", "value": "none"}).status == 303
    assert text(file) == FILE.replace("dot", "none")
    assert told.rings == 1
    body = unescape(client.get("/settings").body)
    assert "Line 3 of" in body
    assert 'badge = "none" # because' in body
    assert "Line 3 of" not in client.get("/settings").body  # once


def test_a_value_is_let_be_what_it_is_by_default(client: Client, file: Desk) -> None:
    client.post("/set", {"key": "menu.badge", "value": "x", "unset": "1"})
    assert file.settings().menu.badge == "number"


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("alerts.quiet_hours", "late", "quiet_hours"),
        ("alerts.level", "loud", "write one of"),
        ("network.proxy", "gopher://x", "write an address"),
        ("menu.headlines", "900", "write a whole number from 1 to 50"),
    ],
)
def test_a_mistake_stands_at_its_field_and_changes_nothing(
    client: Client, file: Desk, key: str, value: str, says: str
) -> None:
    answer = client.post("/set", {"key": key, "value": value})
    assert says in unescape(answer.body)
    assert 'aria-invalid="true"' in answer.body
    assert text(file) == FILE


@pytest.mark.parametrize("typed", ['"/opt/my browser/x"', "'x'", '"x" # y', "x 'y z'"])
def test_a_text_is_kept_as_it_was_typed(client: Client, file: Desk, typed: str) -> None:
    client.post("/set", {"key": "browser.command", "value": typed})
    assert file.settings().browser.command == typed
    client.post("/source", {"feed": "uk", "key": "title", "value": typed})
    assert file.settings().feeds[0].title == typed


def test_what_is_no_setting_is_refused(client: Client, file: Desk) -> None:
    assert client.post("/set", {"key": "menu.colour", "value": "red"}).status == 409
    assert text(file) == FILE


def test_several_spans_of_quiet_are_a_line_each(client: Client, file: Desk) -> None:
    value = "22:00-07:00\r\n\r\n Sat,Sun 00:00-24:00 "
    client.post("/set", {"key": "alerts.quiet_hours", "value": value})
    assert len(file.settings().alerts.quiet_hours) == 2
    assert "22:00-07:00\nSat,Sun 00:00-24:00" in client.get("/settings").body


def test_a_rule_is_tried_before_it_is_added_and_removed(client: Client, file: Desk) -> None:
    rule = {"match": "needle3", "feeds": "uk", "level": "urgent"}
    body = client.post("/rules", {"what": "try", **rule}).body
    assert "would have alerted 1 of 10 releases with pop-ups that stay; 1 of them" in body
    assert text(file) == FILE
    assert client.post("/rules", {"what": "add", **rule}).status == 303
    assert "urgent: what says “needle3” and comes from uk" in client.get("/settings").body
    remove = {
        "what": "remove",
        "number": "1",
        "rule": "urgent: what says “needle3” and comes from uk",
    }
    assert client.post("/rules", remove).status == 303
    assert file.settings().alerts.rules == ()
    assert client.post("/rules", remove).status == 409


def test_places_of_a_rule_are_parted_by_the_commas_of_any_keyboard(
    client: Client, file: Desk
) -> None:
    client.post(
        "/rules", {"what": "add", "level": "silent", "countries": "Iran; Sudan、 Peru،Chad"}
    )
    (rule,) = file.settings().alerts.rules
    assert rule.countries == ("Iran", "Sudan", "Peru", "Chad")


def test_no_rule_goes_but_the_one_that_was_shown(client: Client, file: Desk) -> None:
    for match in ("needle1\n two", "needle2"):
        client.post("/rules", {"what": "add", "match": match, "level": "silent"})
    found = re.findall(r'name="(number|rule)" value="([^"]+)"', client.get("/settings").body)
    first = {name: value.replace("\n", "\r\n") for name, value in found[:2]}  # as browsers do
    assert client.post("/rules", {"what": "remove", **first}).status == 303
    # another tab, which still shows both
    assert client.post("/rules", {"what": "remove", **first}).status == 409
    assert "needle2" in text(file)


@pytest.mark.parametrize(
    ("rule", "says"),
    [({"level": "urgent"}, "Say which releases"), ({"countries": "Atlantis"}, "Atlantis")],
)
def test_a_rule_that_makes_no_sense_is_told(
    client: Client, file: Desk, rule: dict[str, str], says: str
) -> None:
    body = client.post("/rules", {"what": "add", "level": "alert", **rule}).body
    assert says in unescape(body)
    assert text(file) == FILE


def test_a_place_is_muted_and_heard_of_again(client: Client, told: Told) -> None:
    assert client.post("/mute", {"place": "Thailand", "back": "/release/1"}).status == 303
    assert "until 18 March 2026" in client.get("/settings").body
    client.post("/mute", {"place": "Thailand", "off": "1"})
    assert ">Thailand</span>" not in client.get("/settings").body
    assert told.rings == 2


def test_a_place_that_is_none_is_told_where_it_was_typed(client: Client, told: Told) -> None:
    body = unescape(client.post("/mute", {"place": "Tailand"}).body)
    assert "No country or region is called “Tailand”. Did you mean Thailand?" in body
    assert 'value="Tailand" aria-invalid="true"' in body
    assert told.rings == 0


def test_what_is_muted_is_seen_where_one_reads(client: Client) -> None:
    assert "Mute Iran for a week" in client.get("/?country=Iran").body
    client.post("/mute", {"place": "Iran"})
    for path in ("/", "/?country=Iran", "/release/10"):
        assert "</span> is muted until 18 March 2026." in client.get(path).body
    assert "Mute Iran for a week" not in client.get("/?country=Iran").body


def test_an_alert_is_tried(client: Client, told: Told) -> None:
    assert client.post("/test").status == 303
    assert told.asked == [Verb.TEST_ALERT]
    assert "A test alert is on its way." in client.get("/settings").body


def test_who_cannot_be_reached_is_named_where_something_is_asked_of_it(desk: Desk) -> None:
    def refuse(_: Verb) -> None:
        raise OutOfReachError("nobody answers")

    with serving(replace(desk, ask=refuse)) as client:
        client.enter()
        assert "cannot be reached: nobody answers" in client.post("/test").body
        asked = client.post("/check")
        assert (asked.status, "nobody answers" in asked.body) == (409, True)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, (_, value) in OFFERS.items()])
def test_what_most_want_is_one_click(client: Client, file: Desk, key: str, value: str) -> None:
    assert f'name="offer" value="{value}"' in client.get("/settings").body
    client.post("/set", {"key": key, "value": "nonsense", "offer": value})
    assert value in text(file)
    assert f'name="offer" value="{value}"' not in client.get("/settings").body


def test_a_source_is_switched_and_has_a_level_and_an_interval(client: Client, desk: Desk) -> None:
    client.post("/source", {"feed": "uk", "key": "alerts", "value": "breaking"})
    client.post("/source", {"feed": "uk", "key": "interval", "value": "45m"})
    (uk,) = [feed for feed in desk.settings().feeds if feed.id == "uk"]
    assert (uk.alerts, str(uk.interval)) == ("breaking", "0:45:00")
    client.post("/source", {"feed": "uk", "key": "interval", "value": ""})
    client.post("/source", {"feed": "uk", "key": "enabled", "value": "false"})
    (uk,) = [feed for feed in desk.settings().feeds if feed.id == "uk"]
    assert (uk.enabled, uk.interval) == (False, None)
    body = client.post("/source", {"feed": "uk", "key": "interval", "value": "1s"}).body
    assert "servers ban readers" in body
    assert "there is no feed" in unescape(
        client.post("/source", {"feed": "zz\r\nX: 1", "key": "alerts", "value": "all"}).body
    )


def test_a_known_source_is_added_and_one_is_looked_for(client: Client, desk: Desk) -> None:
    client.post("/source", {"feed": "international-fr", "key": "enabled", "value": "true"})
    assert "international-fr" in {feed.id for feed in desk.settings().feeds}
    assert "Added as found." in client.post("/sources/add", {"address": "press.example"}).body
    body = client.post("/sources/add", {"address": "https://nothing.example"}).body
    assert "https://nothing.example: no feed was found there" in body


def test_the_catalogue_is_sorted_by_language_or_by_country(client: Client) -> None:
    by_language, by_country = (
        unescape(client.get(path).body) for path in ("/sources", "/sources?by=country")
    )
    for body, before, name, after in (
        (by_language, "French", "Amnesty International France", "Italian"),
        (by_country, "France", "Amnesty International France", "Germany"),
    ):
        heads = [body.index(f'<h3 class="language">{one}</h3>') for one in (before, after)]
        assert heads[0] < body.index(f"{name}</span>", heads[0]) < heads[1]
    assert "amnesty.fr</span>, press releases alone" in by_language
    assert '<h3 class="language">The whole world</h3>' in by_country


def test_one_source_is_checked_now_unless_that_would_be_a_nuisance(
    client: Client, desk: Desk, told: Told
) -> None:
    def check() -> str:
        assert client.post("/sources/check", {"feed": "uk"}).status == 303
        return client.get("/sources").body

    client.post("/source", {"feed": "uk", "key": "enabled", "value": "true"})
    with desk.archive() as store:
        store.save_state(FeedState("uk", last_checked=NOW - HOUR, next_check=NOW + HOUR))
    assert "It is asked now;" in check()
    with desk.archive() as store:
        (state,) = store.states("uk").values()
        assert (state.next_check, state.last_checked) == (NOW, NOW - HOUR)
        store.save_state(replace(state, last_checked=NOW, next_check=NOW + HOUR))
    assert "less than five minutes ago" in check()
    with desk.archive() as store:
        store.save_state(replace(state, held_until=NOW + HOUR))
    assert "Its server asked to be left alone until 10:00." in check()
    assert "That source is not asked." in client.post("/sources/check", {"feed": "x"}).body
    assert told.rings == 4


def test_every_key_of_a_source_is_on_its_page(client: Client, desk: Desk) -> None:
    body = client.get("/sources?more=uk").body
    assert all(f'name="key" value="{key}"' in body for key in FEED_KEYS.keys() - {"id"})
    answer = client.post("/source", {"feed": "uk", "key": "title", "value": "Press room"})
    assert answer.headers["location"] == "/sources?more=uk#s-uk"
    (uk,) = [feed for feed in desk.settings().feeds if feed.id == "uk"]
    assert uk.title == "Press room"
    body = unescape(client.post("/source", {"feed": "uk", "key": "zone", "value": "Mars"}).body)
    assert 'write a time zone such as "Europe/London"' in body
    assert 'id="more-zone"' in body


def test_what_a_change_of_a_source_did_is_said_at_the_source(client: Client) -> None:
    client.post("/source", {"feed": "france", "key": "enabled", "value": "true"})
    body = unescape(client.get("/sources").body)
    assert body.index('id="s-france"') < body.index('role="status">') < body.index('id="add"')


def test_starting_at_login_and_removing_everything(client: Client, told: Told) -> None:
    client.post("/login", {"on": "1"})
    assert told.at_login is True
    assert "TrayNews starts when you log in.</p>" in client.get("/settings").body
    client.post("/wipe", {})
    assert not told.wiped
    assert "Everything is being removed" in client.post("/wipe", {"sure": "1"}).body
    assert told.wiped


def test_what_works_and_what_happened_are_pages(client: Client, desk: Desk) -> None:
    body = client.get("/doctor").body
    assert "One thing does not work." in body
    assert "There is nothing in it." in client.get("/log").body
    desk.locations.log.write_text("x" * 200_000 + "\nlast <line>\n", encoding="utf-8")
    body = client.get("/log").body
    assert "last &lt;line&gt;" in body
    assert len(body) < 150_000
