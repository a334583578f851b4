"""What languages are called in English."""

from __future__ import annotations

_NAME_BY_CODE = (
    "am:Amharic ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali bs:Bosnian "
    "ca:Catalan cs:Czech da:Danish de:German el:Greek en:English es:Spanish et:Estonian "
    "eu:Basque fa:Persian fi:Finnish fr:French ga:Irish he:Hebrew hi:Hindi hr:Croatian "
    "hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian ja:Japanese "
    "ka:Georgian kk:Kazakh km:Khmer ko:Korean ku:Kurdish ky:Kyrgyz lt:Lithuanian "
    "lv:Latvian mk:Macedonian mn:Mongolian ms:Malay my:Burmese nb:Norwegian ne:Nepali "
    "nl:Dutch nn:Norwegian no:Norwegian pl:Polish ps:Pashto pt:Portuguese ro:Romanian "
    "ru:Russian si:Sinhala sk:Slovak sl:Slovenian so:Somali sq:Albanian sr:Serbian "
    "sv:Swedish sw:Swahili ta:Tamil tg:Tajik th:Thai tl:Filipino tr:Turkish uk:Ukrainian "
    "ur:Urdu uz:Uzbek vi:Vietnamese zh:Chinese"
)
_NAMES = dict(pair.split(":") for pair in _NAME_BY_CODE.split())


def name_of_language(code: str) -> str:
    """Return the name of a language, given its code in small letters (`fr`); empty if unknown."""
    return _NAMES.get(code, "")
