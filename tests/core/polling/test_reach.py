"""How far a host reaches, told from its number or its name alone."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Document, Item, Reach
from traynews.core.polling.reach import (
    is_loopback,
    keep_outside,
    reach_of,
    reach_of_name,
    reach_of_number,
)


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
        ("fec0::1", Reach.PRIVATE),
        ("::192.168.1.1", Reach.PRIVATE),
        ("::127.0.0.1", Reach.LOOPBACK),
        ("feff:ffff::1", Reach.PRIVATE),
        ("64:ff9b:1::c0a8:101", Reach.PRIVATE),
        ("198.18.0.7", Reach.PUBLIC),
        ("198.20.0.7", Reach.PUBLIC),
        ("192.0.2.1", Reach.PRIVATE),
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


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        ("2130706433", Reach.LOOPBACK),
        ("127.1", Reach.LOOPBACK),
        ("0x7f000001", Reach.LOOPBACK),
        ("0X7F.1", Reach.LOOPBACK),
        ("017700000001", Reach.LOOPBACK),
        ("0", Reach.LOOPBACK),
        ("0x", Reach.LOOPBACK),
        ("127.0.0.1.", Reach.LOOPBACK),
        ("ip6-localhost", Reach.LOOPBACK),
        ("localhost.localdomain", Reach.LOOPBACK),
        ("0300.0250.1.1", Reach.PRIVATE),
        ("0300.0250.0x1.1", Reach.PRIVATE),
        ("192.168.257", Reach.PRIVATE),
        ("3232235777", Reach.PRIVATE),
        ("10.1", Reach.PRIVATE),
        ("router", Reach.PRIVATE),
        ("ROUTER.", Reach.PRIVATE),
        ("printer.local", Reach.PRIVATE),
        ("nas.lan", Reach.PRIVATE),
        ("fritz.box", Reach.PRIVATE),
        ("my.fritz.box", Reach.PRIVATE),
        ("wiki.corp", Reach.PRIVATE),
        ("metadata.google.internal", Reach.PRIVATE),
        ("gate.home.arpa", Reach.PRIVATE),
        ("", Reach.PRIVATE),
        ("1572395042", Reach.PUBLIC),
        ("93.184.216.34", Reach.PUBLIC),
        ("09.example", Reach.PUBLIC),
        ("08.8.8.8", Reach.PUBLIC),
        ("1.2.3.4.5", Reach.PUBLIC),
        ("4294967296.example", Reach.PUBLIC),
        ("local.example", Reach.PUBLIC),
        ("notfritz.box", Reach.PUBLIC),
        ("example.onion", Reach.PUBLIC),
    ],
)
def test_names_and_odd_spellings_tell_without_a_resolver(host: str, reach: Reach) -> None:
    """P23, through a proxy, which looks names up for us, and on its own network."""
    assert reach_of_name(host) is reach


@given(st.lists(st.sampled_from(["0", "10", "0x7f", "0177", "127", "256", "1", "0xffff", "08"])))
def test_numbers_are_read_as_the_systems_resolver_reads_them(parts: list[str]) -> None:
    host = ".".join(parts)
    try:
        number = socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return
    assert reach_of_name(host) is reach_of_number(number)


@pytest.mark.parametrize(
    ("reach", "left"),
    [
        (Reach.PUBLIC, ("https://a.example/", "", "", "")),
        (Reach.PRIVATE, ("https://a.example/", "http://192.168.1.1/cgi-bin/reboot", "", "")),
        (Reach.LOOPBACK, ("https://a.example/", "http://192.168.1.1/cgi-bin/reboot",
                          "http://127.0.0.1:631/", "")),
    ],
)  # fmt: skip
def test_a_document_keeps_no_link_that_leads_further_inside_than_it_lies(
    reach: Reach, left: tuple[str, ...]
) -> None:
    """A click has the browser ask, with all that it knows."""
    links = ("https://a.example/", "http://192.168.1.1/cgi-bin/reboot", "http://127.0.0.1:631/", "")
    document = Document(home=links[1], items=tuple(Item(link=link) for link in links))
    kept = keep_outside(document, reach)
    assert tuple(item.link for item in kept.items) == left
    assert kept.home == left[1]


@given(st.text(max_size=40) | st.text("0123456789abcdefx.:%[]", max_size=40))
def test_every_host_has_a_reach(host: str) -> None:
    assert reach_of_name(host) in Reach
    assert reach_of(f"http://{host}/") in Reach


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:1/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://LOCALHOST./", True),
        ("http://127.0.0.1.example.org/", False),
        ("https://www.example.org/", False),
        ("http://[broken/", False),
        ("http://router/", False),
    ],
)
def test_this_machine_is_known_by_its_addresses(url: str, loopback: bool) -> None:  # noqa: FBT001
    assert is_loopback(url) is loopback
