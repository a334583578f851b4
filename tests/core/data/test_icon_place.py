"""Where the icon is on a desktop of Linux."""

from __future__ import annotations

import pytest

from traynews.core.data.icon_place import IconPlace, place_on_linux


@pytest.mark.parametrize(
    ("desktops", "hosted", "docked", "place"),
    [
        ("XFCE", True, False, IconPlace.PANEL),
        ("XFCE", False, False, IconPlace.NOWHERE),
        ("", False, True, IconPlace.OLD_PANEL),
        ("ubuntu:GNOME", True, False, IconPlace.TOP_BAR),
        ("ubuntu:GNOME", False, False, IconPlace.NO_EXTENSION),
        ("Budgie:GNOME", False, True, IconPlace.OLD_PANEL),
        ("Budgie:GNOME", False, False, IconPlace.NOWHERE),
    ],
)
def test_it_is_where_somebody_took_it(
    desktops: str, place: IconPlace, *, hosted: bool, docked: bool
) -> None:
    assert place_on_linux(desktops, hosted=hosted, docked=docked) is place
