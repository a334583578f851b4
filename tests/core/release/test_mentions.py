"""Places that headlines and sentences name without a prefix, in the languages we know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.release.mentions import find_places
from traynews.core.release.places import place, places
from traynews.core.release.take_apart import take_apart

USA, UK = "United States of America", "United Kingdom"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Court frees Bolivian miners’ leader after 400 days", ["Bolivia"]),
        ("Senate must reject Ghana’s drone bill", ["Ghana"]),
        ("Tunisie Deux blogueurs condamnés", ["Tunisia"]),
        ("Haïti / République dominicaine Expulsions de nuit", ["Haiti", "Dominican Republic"]),
        ("Österreich: Protestcamp geräumt", ["Austria"]),
        ("Ungheria: sciopero vietato", ["Hungary"]),
        ("Moçambique: rádio encerrada", ["Mozambique"]),
        ("السودان: قصف سوق", ["Sudan"]),
        ("Армения: суд над поэтом", ["Armenia"]),
        ("Cárcel para un poeta nicaragüense", ["Nicaragua"]),
        ("Die iranische Justiz spricht", ["Iran"]),
        ("Il governo egiziano tace", ["Egypt"]),
        ("South Sudanese general on trial", ["South Sudan"]),
        ("Nigerien journalist held", ["Niger"]),
        ("Nigerian journalist held", ["Nigeria"]),
        ("US and UK send more arms", [USA, UK]),
        ("Let us go", []),
        ("They polish shoes", []),
        ("Polish court speaks", ["Poland"]),
        ("Latin American leaders meet", []),
        ("New Jersey ends solitary confinement", [USA]),
        ("Jordan Blake appointed head of campaigns", []),
        ("Chad Wilson: my year in Amnesty", []),
        ("A letter from Jordan", ["Jordan"]),
        ("Georgia (US state) halts execution", [USA]),
        ("Georgia: Protesters beaten in Tbilisi", ["Georgia"]),
        ("Kenya Must Stop Abductions Now", ["Kenya"]),
        ("Amnesty International Malta elects a treasurer", ["Malta"]),
        ("Amnesty International UK condemns arrest in Iran", ["Iran"]),
        ("Man dies by suicide in cell, suicides double, suicidal detainees moved", []),
        ("Manus Island: men left without water", []),
        ("Jeju Island on strike", []),
        ("Walfang in Island, Protest aus Island", ["Iceland"]),
        ("IRA suspect’s inquest reopened, says Ira Quinn", []),
        ("Presidente do Irã recebe enviado de Omã", ["Iran", "Oman"]),
        ("IRÃ: PRISÕES EM MASSA", ["Iran"]),
        ("Francesca Albanese sanctioned over report", []),
        ("Il governo albanese tace, quello russo parla", ["Albania", "Russia"]),
        ("GOVERNO RUSSO TACE", ["Russia"]),
        ("Kristin Russo, Clara Russell and Frances Turco speak", []),
        ("Papa Francesco ai detenuti", []),
        ("Mujeres francesas y poetas franceses", ["France"]),
        ("Indianapolis jail sued by Indianola clerk", []),
        ("Polícia indiana detém poeta", ["India"]),
        ("Agência de checagem processada", []),
        ("Periodistas checas y un poeta checo", ["Czech Republic"]),
        ("Los cines cierran", []),
        ("Alcaldesa afgana y poeta afgano", ["Afghanistan"]),
        ("Germán Rojas, defensor, en libertad", []),
        ("German court hears poet", ["Germany"]),
        ("Rumen Radev signs decree", []),
        ("New South Wales bans face masks", ["Australia"]),
        ("Baja California: reportera amenazada", ["Mexico"]),
        ("Prisoners used like Guinea Pigs", []),
        ("Gana la ley mordaza", []),
        ("Parlamento do Gana aprova lei", ["Ghana"]),
        ("Photos by Jordan Hanssen", []),
        ("Shelling by Israel Defense Forces", ["Israel"]),
        ("", []),
    ],
)
def test_places_are_found_by_name_code_and_adjective(text: str, named: list[str]) -> None:
    assert list(find_places(text)) == named


@pytest.mark.parametrize(
    ("place", "called"),
    [
        ("Sri Lanka", "Sri Lankan, sri-lankaise, esrilanqués, sri-lankische, Шри-Ланка"),
        ("Sierra Leone", "Sierra Leonean, sierraleonesas, sierra-léonais"),
        (
            "South Africa",
            "South African, sud-africaine, sudafricanos, sul-africana, Zuid-Afrikaanse",
        ),
        (
            USA,
            "American, états-uniens, estadounidenses, norte-americanos, statunitense, американских",
        ),
        ("Syria", "Syrian, syriennes, sirias, syrischen, sírios, Syrische, сирийского, السورية"),
        ("Iraq", "Iraqi, irakiennes, iraquíes, irachena, iraquianos, Iraakse, в Ираке, العراقية"),
        ("Uruguay", "Uruguayan, uruguayenne, uruguayas, uruguaiano"),
        (
            "Pakistan",
            "Pakistani, pakistanaise, pakistaníes, pachistani, paquistanesa, пакистанских",
        ),
        ("Russia", "Russian, russes, rusas, russische, russos, Russische, в России, الروسية"),
        ("Germany", "German, allemandes, alemanas, tedeschi, deutsche, alemão, Duitse, немецкая"),
        (
            "Iran",
            "Iranian, iraniennes, iraníes, iraniane, iranischer, Iraanse, иранские, الإيرانية",
        ),
        ("North Macedonia", "Mazedonien, Macédoine, mazedonische, Macedonian, macedonio"),
        ("Mauritius", "Mauritian, mauricienne"),
        ("Timor-Leste", "Osttimor, Timorese, timoraise"),
        ("Trinidad and Tobago", "Trinidadian"),
        ("Wales", "Welsh"),
        (
            "Belarus",
            "Belarusian, bélarussienne, bielorrusas, bielorusso, belarussisches, белорусский",
        ),
    ],
)
def test_a_place_is_found_by_its_adjectives_in_every_language(place: str, called: str) -> None:
    asked = called.split(", ")
    assert [one for one in asked if find_places(f"xx {one} xx") != (place,)] == []


@given(st.text(max_size=300))
def test_any_text_gives_known_places_only(text: str) -> None:
    assert all(place(name) == name for name in find_places(text))


@pytest.mark.parametrize("name", ["Türkei", "Turchia", "Turquia", "Турция", "تركيا", "Turkey"])
def test_a_rule_may_call_a_place_as_it_is_called_in_any_of_the_languages(name: str) -> None:
    assert places(name) == ("Türkiye",)


def test_a_name_without_the_mark_by_which_it_differs_is_none() -> None:
    assert [place(name) for name in ("IRA", "Ira", "Oma", "Irã", "omã", "Irán")] == [
        None, None, None, "Iran", "Oman", "Iran",
    ]  # fmt: skip
    assert take_apart(Item(title="IRA: inquest reopened")).places == ()
    assert take_apart(Item(title="Island: Walfang verboten")).places == ("Iceland",)


def test_the_first_sentence_tells_where_headline_and_terms_do_not() -> None:
    opening = Block(BlockKind.PARAGRAPH, "Two men held in Turkmenistan since May are ill.")
    release = take_apart(Item(title="Prime Minister must speak up", blocks=(opening,)))
    assert release.places == ("Turkmenistan",)
    assert release.places_inferred
    filed = Item(title="A letter", blocks=(opening,), terms=(Term("countries", "Iran"),))
    assert take_apart(filed).places == ("Iran",)
    assert not take_apart(filed).places_inferred


@pytest.mark.parametrize(
    "text",
    ["It costs 200 US dollars", "Mindestens 125.000 US-Dollar", "Paid in Canadian dollars",
     "200 dólares, Iranian-style"],
)  # fmt: skip
def test_the_coin_of_a_place_is_not_the_place(text: str) -> None:
    assert find_places(text) == ()
    assert find_places(f"{text} in Peru") == ("Peru",)


@pytest.mark.parametrize(
    ("text", "named"),
    [("Iran: Dollar smuggler hanged", ["Iran"]), ("Iran, dollars and death", ["Iran"]),
     ("From Guinea: “Pigs” of war", ["Guinea"]), ("‘Iranian’: style of a trial", ["Iran"])],
)  # fmt: skip
def test_what_a_place_is_parted_from_by_a_mark_is_no_coin_of_it(
    text: str, named: list[str]
) -> None:
    assert list(find_places(text)) == named
