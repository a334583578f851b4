"""Addresses: what passes for one, how far it reaches, and how long a server wants to be left."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.polling.retry import LONGEST_HOLD, read_retry_after
from traynews.core.text.address import Place, split_address, web_address
from traynews.feeds.http.reach import Reach, find_host, reach_of_name, reach_of_number

BASE = "https://news.example/en/feed/"
NOW = datetime(2024, 11, 22, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("  https://a.example/ \n", "https://a.example/"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("/x", "https://news.example/x"),
        ("x", "https://news.example/en/feed/x"),
        ("//b.example/x", "https://b.example/x"),
        ("?x", "https://news.example/en/feed/?x"),
        ("a b", "https://news.example/en/feed/a%20b"),
        ("https://[2001:db8::1]:8080/", "https://[2001:db8::1]:8080/"),
        ("https://bücher.example/é", "https://bücher.example/é"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ftp://a.example/", ""),
        ("mailto:a@b.example", ""),
        ("https://user@a.example/", ""),
        ("https://a.example@b.example/", ""),
        ("https://a.example\\@b.example/", ""),
        ("\\\\host\\share", ""),
        ("-x", ""),
        ("--help", ""),
        ("https://", ""),
        ("https:///x", ""),
        ("https://./x", ""),
        ("https://a.example:0/", ""),
        ("https://a.example:99999/", ""),
        ("https://a.example:x/", ""),
        ("https://[::1", ""),
        ("https://a.example/\r\nX: y", ""),
        ("https://a.example/\x00", ""),
        ("https://a.example/\u202egpj", ""),
        ("https://a\u200b.example/", ""),
        ('https://a.example/"onclick', ""),
        ("https://a b.example/", ""),
        ("https://a.example/" + "x" * 5000, ""),
    ],
)
def test_only_absolute_web_addresses_pass(raw: str, address: str) -> None:
    assert web_address(raw, BASE) == address


@given(st.text(max_size=60) | st.text("htps:/\\@.-#?[]% a\n\x00é", max_size=40))
def test_whatever_passes_is_absolute_and_passes_again(raw: str) -> None:
    address = web_address(raw, BASE)
    if address:
        assert address.lower().startswith(("http://", "https://"))
        assert web_address(address) == address
        try:
            place = split_address(address)
        except UnicodeError:
            return  # a host that IDNA knows no form of
        assert place.host.isascii()
        assert place.target.isascii()
        assert place.target.startswith("/")
        assert not set(place.target) & set(" \r\n\t\0#")


@pytest.mark.parametrize(
    ("url", "place", "authority"),
    [
        ("http://a.example", Place("http", "a.example", 80, "/"), "a.example"),
        ("https://A.example.:8443?x", Place("https", "a.example", 8443, "/?x"), "a.example:8443"),
        ("http://[::1]:80/a//%2F?", Place("http", "::1", 80, "/a//%2F?"), "[::1]"),
        ("http://bü.example/é#x", Place("http", "xn--b-eha.example", 80, "/%C3%A9"), None),
    ],
)  # fmt: skip
def test_addresses_are_taken_apart(url: str, place: Place, authority: str | None) -> None:
    assert split_address(url) == place
    assert place.authority == (authority or place.host)
    assert place.url == f"{place.scheme}://{place.authority}{place.target}"


@pytest.mark.parametrize(
    ("number", "reach"),
    [
        ("127.0.0.1", Reach.LOOPBACK),
        ("127.8.8.8", Reach.LOOPBACK),
        ("0.0.0.0", Reach.LOOPBACK),  # noqa: S104 -- an address to be recognised, nothing is bound
        ("::1", Reach.LOOPBACK),
        ("::", Reach.LOOPBACK),
        ("::ffff:127.0.0.1", Reach.LOOPBACK),
        ("64:ff9b::7f00:1", Reach.LOOPBACK),
        ("2002:7f00:1::", Reach.LOOPBACK),
        ("10.1.2.3", Reach.PRIVATE),
        ("172.16.0.1", Reach.PRIVATE),
        ("192.168.1.1", Reach.PRIVATE),
        ("169.254.169.254", Reach.PRIVATE),
        ("100.64.0.1", Reach.PRIVATE),
        ("224.0.0.1", Reach.PRIVATE),
        ("fe80::1%eth0", Reach.PRIVATE),
        ("fd00::1", Reach.PRIVATE),
        ("::ffff:192.168.1.1", Reach.PRIVATE),
        ("64:ff9b::a00:1", Reach.PRIVATE),
        ("93.184.216.34", Reach.PUBLIC),
        ("2606:2800:220:1:248:1893:25c8:1946", Reach.PUBLIC),
        ("64:ff9b::5db8:d822", Reach.PUBLIC),
    ],
)
def test_numbers_tell_how_far_they_reach(number: str, reach: Reach) -> None:
    """P23."""
    assert reach_of_number(number) is reach
    assert reach_of_name(number) is reach


def test_names_of_this_machine_are_known_without_a_resolver() -> None:
    assert reach_of_name("LocalHost.") is Reach.LOOPBACK
    assert reach_of_name("feed.localhost") is Reach.LOOPBACK
    assert reach_of_name("localhost.example") is Reach.PUBLIC


def test_the_innermost_address_of_a_host_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """P23: a public name with one private address is a way in."""

    def found(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [
            (socket.AF_INET6, 1, 6, "", (address, 80))
            for address in ("2606:2800::1", "2606:2800::2", "93.184.216.34", "10.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    host = find_host("mixed.example", 80)
    assert host.reach is Reach.PRIVATE
    assert host.addresses == ("2606:2800::1", "93.184.216.34", "2606:2800::2", "10.0.0.1")


@pytest.mark.parametrize(
    ("value", "date", "hold"),
    [
        ("7200", "", timedelta(hours=2)),
        (" 120 ", "", timedelta(minutes=2)),
        ("0", "", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("soon", "", None),
        ("", "", None),
        ("١٢", "", None),
        ("9" * 400, "", LONGEST_HOLD),
        ("999999", "", LONGEST_HOLD),
        ("00000000000000000060", "", timedelta(minutes=1)),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "", timedelta(hours=1)),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "Fri, 22 Nov 2024 10:50:00 GMT", timedelta(minutes=10)),
        ("Friday, 22-Nov-24 11:00:00 GMT", "", timedelta(hours=1)),
        ("Fri, 22 Nov 2024 09:00:00 GMT", "", None),
        ("Fri, 22 Nov 2999 09:00:00 GMT", "", LONGEST_HOLD),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "garbage", timedelta(hours=1)),
        ("Fri, 99 Nov 2024 11:00:00 GMT", "", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", "", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, date: str, hold: timedelta | None) -> None:
    """P15-P17."""
    assert read_retry_after({"retry-after": value, "date": date}, NOW) == hold


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_retry_after_raises_or_holds_for_more_than_a_week(value: str, date: str) -> None:
    """P17."""
    hold = read_retry_after({"retry-after": value, "date": date}, NOW)
    assert hold is None or timedelta(0) < hold <= LONGEST_HOLD
