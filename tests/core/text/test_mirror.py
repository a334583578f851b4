"""Addresses at an office's mirror, and what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.address import split_address
from traynews.core.text.mirror import meant_by, place_at

MIRROR = "http://news.office.example/"


@pytest.mark.parametrize(
    ("mirror", "url", "asked"),
    [
        (MIRROR, "https://press.example/en/feed/", f"{MIRROR}press.example/en/feed/"),
        (MIRROR, "https://press.example", f"{MIRROR}press.example/"),
        (MIRROR, "https://Press.example:443/a?b=%20&c#d", f"{MIRROR}press.example/a?b=%20&c"),
        (MIRROR, "https://press.example:8443/a", f"{MIRROR}press.example:8443/a"),
        ("https://10.0.0.7:81/news/", "https://a.b/ä", "https://10.0.0.7:81/news/a.b/%C3%A4"),
    ],
)
def test_host_path_and_query_stand_behind_the_mirrors_address(
    mirror: str, url: str, asked: str
) -> None:
    assert place_at(mirror, split_address(url)).url == asked


@given(
    st.from_regex(r"[a-z]{1,9}(\.[a-z]{1,9}){1,2}(:[1-9][0-9]{0,3})?", fullmatch=True),
    st.text("abc/?=&%2E~", max_size=30),
)
def test_what_is_asked_at_the_mirror_means_what_was_meant(host: str, path: str) -> None:
    place = split_address(f"https://{host}/{path}")
    assert meant_by(MIRROR, place_at(MIRROR, place).url) == place.url


@pytest.mark.parametrize("mirror", ["", MIRROR])
def test_an_address_that_is_not_the_mirrors_means_itself(mirror: str) -> None:
    assert meant_by(mirror, "https://press.example/a") == "https://press.example/a"


def test_what_grows_too_long_at_the_mirror_is_refused() -> None:
    place = split_address("https://press.example/" + "a" * 4070)
    with pytest.raises(ValueError, match="not a web address"):
        place_at(MIRROR, place)
