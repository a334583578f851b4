"""Names of languages."""

from __future__ import annotations

from traynews.core.text.languages import name_of_language


def test_languages_go_by_their_english_names() -> None:
    assert [name_of_language(code) for code in ("fr", "tr", "nb", "no")] == [
        "French", "Turkish", "Norwegian", "Norwegian",
    ]  # fmt: skip


def test_what_is_no_language_has_no_name() -> None:
    assert [name_of_language(code) for code in ("", "xx", "fr-FR")] == ["", "", ""]
