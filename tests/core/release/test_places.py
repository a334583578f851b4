"""The table of places holds every state, and says what a misspelt one may mean."""

from __future__ import annotations

import pytest

from traynews.core.release.mentions import find_places
from traynews.core.release.places import place, places, suggest

MEMBERS_OF_THE_UN = """
Afghanistan; Albania; Algeria; Andorra; Angola; Antigua and Barbuda; Argentina; Armenia; Australia
Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bhutan
Bolivia; Bosnia and Herzegovina; Botswana; Brazil; Brunei Darussalam; Bulgaria; Burkina Faso
Burundi; Cabo Verde; Cambodia; Cameroon; Canada; Central African Republic; Chad; Chile; China
Colombia; Comoros; Congo; Costa Rica; Côte d’Ivoire; Croatia; Cuba; Cyprus; Czechia
Democratic Republic of the Congo; Denmark; Djibouti; Dominica; Dominican Republic; DPRK; Ecuador
Egypt; El Salvador; Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia; Fiji; Finland; France
Gabon; Gambia; Georgia; Germany; Ghana; Greece; Grenada; Guatemala; Guinea; Guinea-Bissau; Guyana
Haiti; Honduras; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Israel; Italy; Jamaica
Japan; Jordan; Kazakhstan; Kenya; Kiribati; Kuwait; Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho
Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Madagascar; Malawi; Malaysia; Maldives; Mali
Malta; Marshall Islands; Mauritania; Mauritius; Mexico; Micronesia; Monaco; Mongolia; Montenegro
Morocco; Mozambique; Myanmar; Namibia; Nauru; Nepal; Netherlands; New Zealand; Nicaragua; Niger
Nigeria; North Macedonia; Norway; Oman; Pakistan; Palau; Panama; Papua New Guinea; Paraguay; Peru
Philippines; Poland; Portugal; Qatar; Republic of Korea; Moldova; Romania; Russian Federation
Rwanda; Saint Kitts and Nevis; Saint Lucia; Saint Vincent and the Grenadines; Samoa; San Marino
Sao Tome and Principe; Saudi Arabia; Senegal; Serbia; Seychelles; Sierra Leone; Singapore; Slovakia
Slovenia; Solomon Islands; Somalia; South Africa; South Sudan; Spain; Sri Lanka; Sudan; Suriname
Sweden; Switzerland; Syrian Arab Republic; Tajikistan; Thailand; Timor-Leste; Togo; Tonga
Trinidad and Tobago; Tunisia; Türkiye; Turkmenistan; Tuvalu; Uganda; Ukraine; United Arab Emirates
United Kingdom; Tanzania; United States of America; Uruguay; Uzbekistan; Vanuatu; Venezuela
Viet Nam; Yemen; Zambia; Zimbabwe
"""


def test_every_member_of_the_united_nations_is_a_place_of_its_own() -> None:
    members = [one.strip() for one in MEMBERS_OF_THE_UN.replace("\n", ";").split(";") if one]
    found = [place(one) for one in members]
    assert [one for one, known in zip(members, found, strict=True) if known is None] == []
    assert len(set(found)) == len(members) == 193


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("Irann", "Iran"), ("germny", "Germany"), ("Palastine", "Palestine"), ("Brésill", "Brazil")],
)
def test_a_misspelt_place_is_guessed(wrong: str, meant: str) -> None:
    assert (places(wrong), suggest(wrong)) == ((), meant)


@pytest.mark.parametrize("word", ["", "x", "urgent action", "q" * 1000])
def test_nothing_is_guessed_from_nothing(word: str) -> None:
    assert suggest(word) == ""


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Iran (Islamic Republic of)", "Iran"),
        ("Bolivia (Plurinational State of)", "Bolivia"),
        ("Venezuela, Bolivarian Republic of", "Venezuela"),
        ("Korea, Republic of", "South Korea"),
        ("Korea (Democratic People's Republic of)", "North Korea"),
        ("Democratic People’s Republic of Korea", "North Korea"),
        ("Congo, Democratic Republic of the", "Democratic Republic of the Congo"),
        ("Gambia (the)", "Gambia"),
        ("Lao People's Democratic Republic", "Laos"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("United Kingdom of Great Britain and Northern Ireland", "United Kingdom"),
    ],
)
def test_places_are_known_as_the_united_nations_write_them(name: str, named: str) -> None:
    assert places(name) == (named,)


def test_the_north_of_korea_is_not_the_south() -> None:
    text = (
        "Abductions by the Democratic People’s Republic of Korea and the Republic of Korea’s plea"
    )
    assert find_places(text) == ("North Korea", "South Korea")
