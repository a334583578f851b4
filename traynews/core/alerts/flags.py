"""The word that tells a breaking release apart in a pop-up, in the user's own language."""

from __future__ import annotations

from collections.abc import Iterable

from traynews.core.data.model import Entry

# Each as `Entry.flag` has it in English: breaking, likely breaking, urgent.
_ENGLISH = ("Breaking", "Likely breaking", "Urgent")
_WORDS = {
    "en": _ENGLISH,
    "fr": ("Dernière minute", "Dernière minute (probable)", "Urgent"),
    "es": ("Última hora", "Última hora (probable)", "Urgente"),
    "de": ("Eilmeldung", "Eilmeldung (wahrscheinlich)", "Dringend"),
    "it": ("Ultim’ora", "Ultim’ora (probabile)", "Urgente"),
    "pt": ("Última hora", "Última hora (provável)", "Urgente"),
    "nl": ("Laatste nieuws", "Laatste nieuws (waarschijnlijk)", "Dringend"),
    "ru": ("Молния", "Молния (вероятно)", "Срочно"),
    "ar": ("خبر عاجل", "خبر عاجل (على الأرجح)", "تحرك عاجل"),
}


def flag_of(entry: Entry, languages: Iterable[str]) -> str:
    """Return the flag of an entry in the first of the languages (`fr`) that there are words of.

    Empty for what is not breaking.
    """
    if not entry.flag:
        return ""
    words = next((_WORDS[one] for one in languages if one in _WORDS), _ENGLISH)
    return words[_ENGLISH.index(entry.flag)]
