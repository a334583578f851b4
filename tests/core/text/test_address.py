"""Addresses: what passes for one, how it is taken apart, and what goes before it is opened."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.address import (
    Place,
    has_user,
    host_of,
    is_tracker,
    mask_user,
    origin_of,
    origins_of,
    page_address,
    server_of,
    site_of,
    split_address,
    web_address,
)

BASE = "https://news.example/en/feed/"


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
    ("url", "opened"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("https://a.example/x?utm_source=rss", "https://a.example/x"),
        ("https://a.example/?utm_source=rss&id=7&fbclid=x#z", "https://a.example/?id=7#z"),
        ("https://a.example/?a=1&UTM_Campaign=&b=2", "https://a.example/?a=1&b=2"),
        ("https://a.example/?mc_cid=1&gclid", "https://a.example/"),
        ("https://a.example/#utm_source=rss", "https://a.example/"),
        ("https://a.example/?", "https://a.example/?"),
        ("https://a.example/?a=%20&&b", "https://a.example/?a=%20&&b"),
        ("https://a.example/?q=utm_source", "https://a.example/?q=utm_source"),
        ("https://a.example/'", "https://a.example/%27"),
        ("https://www.amnesty.org@evil.example/login", ""),
        ("https://www.amnesty.org\\@evil.example/", ""),
        ("javascript:alert(1)", ""),
        (" https://a.example/", ""),
        ("https://a.example/a b", ""),
        ("", ""),
    ],
)
def test_what_is_opened_tells_nothing_about_who_opens_it(url: str, opened: str) -> None:
    assert page_address(url) == opened


@given(st.text("ab=&?#utm_fclid%20/.", max_size=40))
def test_what_may_be_opened_may_be_opened_again_and_has_no_tracker_left(rest: str) -> None:
    opened = page_address(f"https://a.example/{rest}")
    assert page_address(opened) == opened
    query = opened.partition("#")[0].partition("?")[2]
    assert not any(is_tracker(part) for part in query.split("&"))


@pytest.mark.parametrize(
    ("url", "host", "server", "site"),
    [
        ("https://www.A.example/x", "www.a.example", "www.a.example:443", "a.example"),
        ("http://a.example.:8080", "a.example", "a.example:8080", "a.example."),
        ("http://[::1]/", "::1", "::1:443", "::1"),
        ("https://bücher.example", "xn--bcher-kva.example", "xn--bcher-kva.example:443",
         "bücher.example"),
        ("https://a.example:99999/", "", "", ""),
        ("http://[::1", "", "", ""),
        ("", "", ":0", ""),
    ],
)  # fmt: skip
def test_a_host_is_told_in_one_way_for_each_purpose(
    url: str, host: str, server: str, site: str
) -> None:
    assert (host_of(url), server_of(url), site_of(url)) == (host, server, site)


@given(
    st.sampled_from(("https://a.example", "http://[::1]:80", "//b.example", "mailto:c@d", "h:e")),
    st.text("/?#:@[]\\ab.\t", max_size=12),
)
def test_a_host_is_where_urlsplit_finds_it_whatever_stands_behind(start: str, rest: str) -> None:
    url = start + rest
    try:
        parts = urlsplit(url)
        _ = parts.port
        host = parts.hostname or ""
    except ValueError:
        host = ""
    assert host_of(url) == host.rstrip(".")


@pytest.mark.parametrize(
    ("url", "server", "origins"),
    [
        ("http://a.example/x", "a.example:443", ("a.example:80", "a.example:443")),
        ("https://A.example:443/", "a.example:443", ("a.example:80", "a.example:443")),
        ("http://a.example:8080/", "a.example:8080", ("a.example:8080",)),
        ("https://[2001:db8::1]/", "2001:db8::1:443", ("2001:db8::1:80", "2001:db8::1:443")),
        ("no address", ":0", (":0",)),
    ],
)
def test_http_and_https_of_a_host_are_one_server_with_a_robots_txt_each(
    url: str, server: str, origins: tuple[str, ...]
) -> None:
    assert (server_of(url), origins_of(url)) == (server, origins)
    assert origin_of(url) in origins


@pytest.mark.parametrize(
    ("text", "shown", "has"),
    [
        ("https://me:secret@a.example/feed", "https://…@a.example/feed", True),
        ("no feed at http://me@a.example:1/x?y@z", "no feed at http://…@a.example:1/x?y@z", True),
        ("https://a.example/@me", "https://a.example/@me", False),
        ("https://a.example:8443/@me", "https://a.example:8443/@me", False),
        ("me:secret@a.example/feed", "…@a.example/feed", False),
        ("mailto:me@a.example", "…@a.example", False),
        ("https://me:sec/r?et@a.example/feed", "https://…@a.example/feed", False),
        ("a feed of me@a.example", "a feed of me@a.example", False),
        ("https://a.example/?m=a@b", "https://a.example/?m=a@b", False),
    ],
)
def test_passwords_are_never_shown(text: str, shown: str, has: object) -> None:
    assert mask_user(text) == shown
    assert has_user(text) is has
