"""Places as press releases name them: one English name for each, whatever they were called.

A place is a state, a territory that Amnesty reports on by itself, or a region. The spellings here
are English, French and Spanish ones, with the short forms that headlines use ("OPT", "DRC", "TPO");
`places.txt` has those of other languages, and adjectives.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from functools import cache

from traynews.core.text.fold import fold

_STATES = """
Afghanistan; Albania, Albanie; Algeria, Algérie, Argelia; Andorra, Andorre; Angola
Antigua and Barbuda; Argentina, Argentine; Armenia, Arménie; Australia, Australie; Austria
Azerbaijan, Azerbaïdjan, Azerbaiyán; Bahamas, The Bahamas; Bahrain, Bahreïn, Bahréin
Bangladesh; Barbados, Barbade; Belarus, Bélarus, Biélorussie, Bielorrusia
Belgium, Belgique, Bélgica; Belize; Benin, Bénin; Bhutan, Bhoutan, Bután; Bolivia, Bolivie
Bosnia and Herzegovina, Bosnia, Bosnia-Herzegovina, BiH, Bosnie-Herzégovine, Bosnia y Herzegovina
Botswana; Brazil, Brésil, Brasil; Brunei, Brunei Darussalam; Bulgaria, Bulgarie; Burkina Faso
Burundi; Cabo Verde, Cape Verde, Cap-Vert; Cambodia, Cambodge, Camboya
Cameroon, Cameroun, Camerún; Canada, Canadá
Central African Republic, CAR, République centrafricaine, Centrafrique, República Centroafricana
Chad, Tchad; Chile, Chili; China, Chine; Colombia, Colombie; Comoros, Comores, Comoras
Congo, Republic of the Congo, Republic of Congo, Congo-Brazzaville, République du Congo
Costa Rica; Côte d'Ivoire, Ivory Coast, Costa de Marfil; Croatia, Croatie, Croacia; Cuba
Cyprus, Chypre, Chipre; Czech Republic, Czechia, République tchèque, Tchéquie, Chequia
Democratic Republic of the Congo, Democratic Republic of Congo, DRC, DR Congo, RDC, \
République démocratique du Congo, República Democrática del Congo
Denmark, Danemark, Dinamarca; Djibouti, Yibuti; Dominica, Dominique
Dominican Republic, République dominicaine, República Dominicana; Ecuador, Équateur
Egypt, Égypte, Egipto; El Salvador, Salvador
Equatorial Guinea, Guinée équatoriale, Guinea Ecuatorial
Eritrea, Érythrée; Estonia, Estonie; Eswatini, Swaziland, Esuatini; Ethiopia, Éthiopie, Etiopía
Fiji, Fidji, Fiyi; Finland, Finlande, Finlandia; France, Francia; Gabon, Gabón
Gambia, The Gambia, Gambie
Georgia, Géorgie; Germany, Allemagne, Alemania; Ghana; Greece, Grèce, Grecia; Grenada, Granada
Guatemala; Guinea, Guinée; Guinea-Bissau, Guinée-Bissau, Guinea-Bisáu; Guyana; Haiti, Haïti, Haití
Honduras; Hungary, Hongrie, Hungría; Iceland, Islande, Islandia; India, Inde; Indonesia, Indonésie
Iran, Irán, Islamic Republic of Iran; Iraq, Irak; Ireland, Irlande, Irlanda, Republic of Ireland
Israel, Israël; Italy, Italie, Italia; Jamaica, Jamaïque; Japan, Japon, Japón
Jordan, Jordanie, Jordania; Kazakhstan, Kazajistán; Kenya, Kenia; Kiribati; Kosovo
Kuwait, Koweït; Kyrgyzstan, Kirghizistan, Kirguistán; Laos; Latvia, Lettonie, Letonia
Lebanon, Liban, Líbano; Lesotho; Liberia, Libéria; Libya, Libye, Libia; Liechtenstein
Lithuania, Lituanie, Lituania; Luxembourg, Luxemburgo; Madagascar; Malawi
Malaysia, Malaisie, Malasia
Maldives, Maldivas; Mali, Malí; Malta, Malte; Marshall Islands; Mauritania, Mauritanie
Mauritius, Maurice, Mauricio; Mexico, Mexique, México; Micronesia; Moldova, Moldavie, Moldavia
Monaco, Mónaco; Mongolia, Mongolie; Montenegro, Monténégro; Morocco, Maroc, Marruecos; Mozambique
Myanmar, Burma, Birmanie, Myanmar (Burma), Birmania; Namibia, Namibie; Nauru; Nepal, Népal
Netherlands, The Netherlands, Pays-Bas, Países Bajos; New Zealand, Aotearoa New Zealand, Aotearoa, \
Nouvelle-Zélande, Nueva Zelanda; Nicaragua; Niger, Níger; Nigeria, Nigéria
North Korea, DPRK, Corée du Nord, Corea del Norte; North Macedonia, Macedonia, Macédoine du Nord, \
Macedonia del Norte; Norway, Norvège, Noruega; Oman, Omán; Pakistan, Pakistán; Palau
Palestine, State of Palestine, Palestina; Panama, Panamá; Papua New Guinea, PNG, \
Papouasie-Nouvelle-Guinée, Papúa Nueva Guinea; Paraguay; Peru, Pérou, Perú; Philippines, Filipinas
Poland, Pologne, Polonia; Portugal; Puerto Rico; Qatar, Catar; Romania, Roumanie, Rumania
Russia, Russian Federation, Russie, Rusia; Rwanda, Ruanda
Saint Kitts and Nevis, St Kitts and Nevis, Saint-Christophe-et-Niévès, San Cristóbal y Nieves
Saint Lucia, St Lucia, Sainte-Lucie, Santa Lucía
Saint Vincent and the Grenadines, St Vincent and the Grenadines, \
Saint-Vincent-et-les-Grenadines, San Vicente y las Granadinas; Samoa; San Marino
Sao Tome and Principe, São Tomé and Príncipe, Sao Tomé-et-Principe, Santo Tomé y Príncipe
Saudi Arabia, KSA, Arabie saoudite, Arabia Saudí, Arabia Saudita; Senegal, Sénégal; Serbia, Serbie
Seychelles; Sierra Leone, Sierra Leona; Singapore, Singapour, Singapur
Slovakia, Slovaquie, Eslovaquia
Slovenia, Slovénie, Eslovenia; Solomon Islands; Somalia, Somalie
South Africa, Afrique du Sud, Sudáfrica
South Korea, Republic of Korea, Korea, Corée du Sud, Corea del Sur; South Sudan, Soudan du Sud, \
Sudán del Sur; Spain, Espagne, España; Sri Lanka; Sudan, Soudan, Sudán; Suriname, Surinam
Sweden, Suède, Suecia; Switzerland, Suisse, Suiza; Syria, Syrian Arab Republic, Syrie, Siria
Taiwan, Taïwan, Taiwán; Tajikistan, Tadjikistan, Tayikistán; Tanzania, Tanzanie
Thailand, Thaïlande, Tailandia; Timor-Leste, East Timor; Togo; Tonga
Trinidad and Tobago, Trinité-et-Tobago, Trinidad y Tobago; Tunisia, Tunisie, Túnez
Türkiye, Turkey, Turkiye, Turquie, Turquía; Turkmenistan, Turkménistan, Turkmenistán; Tuvalu
Uganda, Ouganda; Ukraine, Ucrania; United Arab Emirates, UAE, Émirats arabes unis, EAU, \
Emiratos Árabes Unidos; United Kingdom, UK, U.K., Britain, Great Britain, Royaume-Uni, Reino Unido
United States of America, USA, U.S.A., US, U.S., United States, États-Unis, EUA, EE. UU., EE.UU., \
Estados Unidos; Uruguay; Uzbekistan, Ouzbékistan, Uzbekistán; Vanuatu; Vatican, Holy See
Venezuela; Viet Nam, Vietnam, Viêt-Nam; Yemen, Yémen; Zambia, Zambie; Zimbabwe, Zimbabue
"""

_TERRITORIES = """
Abkhazia, Abkhazie, Abjasia; Åland; American Samoa; Anguilla; Aruba; Balochistan, Baluchistan
Bermuda; Bonaire; British Virgin Islands; Catalonia, Catalogne, Cataluña; Cayman Islands
Chagos Islands, Chagos Archipelago, Diego Garcia; Chechnya, Tchétchénie, Chechenia
Christmas Island; Cook Islands; Crimea, Crimée; Curaçao; Dagestan, Daghestan, Daguestán
Darfur, Darfour; East Jerusalem, Jérusalem-Est, Jerusalén Oriental
Falkland Islands, Malvinas, Islas Malvinas; Faroe Islands; French Guiana, Guyane
French Polynesia, Polynésie française; Gibraltar; Golan Heights, Golan; Guadeloupe, Guadalupe
Guam; Guernsey; Isle of Man; Jersey; La Réunion, Réunion Island; Martinique, Martinica; Mayotte
Montserrat; Nagorno-Karabakh, Nagorny Karabakh, Artsakh, Haut-Karabakh, Nagorno Karabaj
New Caledonia, Nouvelle-Calédonie, Nueva Caledonia; Niue; Norfolk Island
Northern Cyprus, Chypre du Nord; Northern Mariana Islands; Papua; Pitcairn; Puntland
Republika Srpska; Rojava; Saint Helena; Saint Martin; Sint Maarten; Somaliland
South Ossetia, Ossétie du Sud, Osetia del Sur; Svalbard; Tokelau; Transnistria, Transnistrie
Turks and Caicos Islands; US Virgin Islands; Wallis and Futuna; West Papua
England; Gaza, Gaza Strip, Bande de Gaza, Franja de Gaza; Greenland
Guantánamo, Guantanamo, Guantanamo Bay; Hong Kong, Hong Kong SAR; Kashmir, Jammu and Kashmir
Kurdistan
Kurdistan Region of Iraq, KRI; Macau, Macao
Northern Ireland, NI, Irlande du Nord, Irlanda del Norte
Occupied Palestinian Territory, OPT, OPTs, oPt, Occupied Palestinian Territories, TPO, \
Territoires palestiniens occupés, Territoire palestinien occupé, Territorios Palestinos Ocupados, \
Territorio Palestino Ocupado
Scotland, Écosse, Escocia; Tibet, Tíbet; Tigray, Tigré; Wales, Cymru
West Bank, Cisjordanie, Cisjordania
Western Sahara, Sahara occidental, Sáhara Occidental; Xinjiang
"""

_REGIONS = """
Africa, Afrique; Americas, The Americas, Amériques, Las Américas; Asia, Asie; Asia-Pacific, \
Asia and the Pacific, Asia Pacific, APAC, Asie-Pacifique, Asia y Oceanía; Balkans, Western Balkans
Caribbean, Caraïbes, Caribe; Central Africa, Afrique centrale; Central America, Centroamérica
Central America and the Caribbean; Central Asia; Central and Eastern Europe; East Africa
East Africa, the Horn and Great Lakes; East Asia; Eastern Europe and Central Asia; Europe, Europa
Europe and Central Asia; European Union, EU, Union européenne, UE, Unión Europea
Gulf, Gulf States, GCC
Global, Worldwide, International, World, Monde, Mondial, Mundo, Mundial; Great Lakes; Horn of Africa
Latin America, América Latina, Amérique latine
Middle East, Moyen-Orient, Oriente Medio, Oriente Próximo
Middle East and North Africa, MENA, Moyen-Orient et Afrique du Nord; North Africa, Maghreb
North America; Pacific, Pacific Islands; Sahel; South America, Sudamérica; South Asia
South-East Asia and the Pacific; Southeast Asia, South-East Asia, South East Asia; Southern Africa
Sub-Saharan Africa; West Africa, Afrique de l'Ouest; West and Central Africa
"""

_PAIRS = {
    "Israel and Occupied Palestinian Territories": ("Israel", "Occupied Palestinian Territory"),
    "Israel and the Occupied Palestinian Territories": (
        "Israel",
        "Occupied Palestinian Territory",
    ),
    "Israel and the Occupied Palestinian Territory": ("Israel", "Occupied Palestinian Territory"),
}

# Names that are other words, or other names, without their marks: Iran and Oman in Portuguese.
_MARKED = {"ira": "irã", "oma": "omã"}
# As the United Nations and ISO 3166 sort them: "Korea, Republic of".
_TURNED = re.compile(r"^(.+?)(?:, | \()(the|.+ of(?: the)?)\)?$", re.IGNORECASE)
_LONGEST = 60  # characters of one place's name, "The" and all


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _read(table: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for group in re.split(r"[;\n]", table):
        spelled = _listed(group)
        for spelling in spelled:
            names[fold(spelling)] = spelled[0]
    return names


# "East Africa, the Horn and Great Lakes" has a comma of its own and is put in whole.
_HORN = "East Africa, the Horn and Great Lakes"
_PLACES = _read(_STATES + _TERRITORIES + _REGIONS.replace(_HORN, "")) | {fold(_HORN): _HORN}
REGIONS = frozenset(_read(_REGIONS.replace(_HORN, "")).values()) | {_HORN}
"""Places that are no state and no territory."""

_GROUPS = {fold(name): places for name, places in _PAIRS.items()}
_JOINTS = re.compile(r"[&,+–-]| (?:and|et|y) ")


def place(name: str) -> str | None:
    """Return the English name of the place called `name`, or None if that is no place."""
    name = name.strip()
    if len(name) > _LONGEST or lacks_its_mark(name):
        return None
    return _all_places().get(fold(name)) or _all_places().get(fold(_spoken(name)))


def _spoken(name: str) -> str:
    """Return the name as one says it: "Iran (Islamic Republic of)", "Trinidad & Tobago"."""
    return _TURNED.sub(r"\2 \1", name.replace(" & ", " and "))


def lacks_its_mark(name: str) -> bool:
    """Whether a name is another word without the mark that it lacks: the IRA is not Irã."""
    return name.casefold() != _MARKED.get(fold(name), name.casefold())


def spellings() -> Iterator[tuple[str, str]]:
    """Yield every spelling of every place, with its English name."""
    for group in re.split(r"[;\n]", _STATES + _TERRITORIES):
        names = _listed(group)
        yield from ((name, names[0]) for name in names)
    for place_name, names, _ in further_names():
        yield from ((name, place_name) for name in names)


@cache
def further_names() -> tuple[tuple[str, list[str], list[str]], ...]:
    """Return what `places.txt` has: English name, names in other languages, adjectives."""
    found = []
    for line in (pkgutil.get_data(__name__, "places.txt") or b"").decode().splitlines():
        if not line.startswith("#"):
            english, listed = line.split(":", 1)
            names, _, adjectives = listed.partition(";")
            found.append((english, _listed(names), _listed(adjectives)))
    return tuple(found)


@cache
def _all_places() -> dict[str, str]:
    further = {fold(name): english for english, names, _ in further_names() for name in names}
    return further | _PLACES


def suggest(name: str) -> str:
    """Return the place that is spelt most like `name`, as it is mostly called; empty for none."""
    import difflib  # noqa: PLC0415 - 14 ms, and only for a mistake

    found = difflib.get_close_matches(fold(name.strip()[:_LONGEST]), _PLACES, n=1, cutoff=0.7)
    return _PLACES[found[0]] if found else ""


def names_of_places() -> list[str]:
    """Return what every place is called here, by the alphabet."""
    return sorted({*_all_places().values()}, key=fold)


def places(name: str) -> tuple[str, ...]:
    """Return the places that a prefix such as "Israel-OPT" or "EU/Tunisia" names, in order.

    Empty where any part of it is no place: "India-style bail" is none.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST * 4:
        return ()
    whole = place(name)
    if whole is not None:
        return (whole,)
    group = _GROUPS.get(fold(name))
    return group if group is not None else _split(name)


def _split(name: str) -> tuple[str, ...]:
    # A slash joins places before a dash does: "Guinea-Bissau/Senegal".
    parts = name.split("/") if "/" in name else _JOINTS.split(name)
    if len(parts) == 1:
        return ()
    each = [places(part) for part in parts]
    if not all(each):
        return ()
    return tuple(dict.fromkeys(found for inner in each for found in inner))
