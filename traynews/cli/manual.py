"""The manual page in roff, from the words of the command line. Source: man-pages(7)."""

from __future__ import annotations

from collections.abc import Iterator

from traynews.cli.grammar import Argument, Grammar, Option, walk

_INTRODUCTION = """\
TrayNews sits in the tray, polls Amnesty International's feeds, pops up a notification when a
release is published, and opens its page when that is clicked. Everything it has seen is kept in an
archive, by year, that can be searched and read offline.
"""
_FILES = (
    ("~/.config/traynews/config.toml", "the settings; traynews config edit opens them"),
    ("/etc/xdg/traynews/config.toml", "settings for all users, below each user's own"),
    ("~/.local/share/traynews/traynews.db", "the archive"),
    ("~/.local/share/traynews/pages/", "the offline pages"),
    ("~/.local/share/traynews/traynews.log", "the log"),
    ("~/.local/share/traynews/installed.json", "what traynews install put where"),
)
_VARIABLES = (
    ("TRAYNEWS_CONFIG", "the settings file, like --config, but it need not be there"),
    ("TRAYNEWS_DATA_DIR", "the folder of the archive, like --data-dir"),
    ("BROWSER", "the browser, unless the settings name one"),
    ("VISUAL, EDITOR", "what config edit opens the settings with in a terminal"),
    ("NO_COLOR", "no colours in tables"),
)
_STATUS = (
    ("0", "fine"),
    ("1", "failed; one line on standard error says why"),
    ("2", "the words or the settings file cannot be used"),
)


def make_manual(grammar: Grammar) -> str:
    """Return the page of a whole command line."""
    return "\n".join(_lines(grammar)) + "\n"


def _lines(grammar: Grammar) -> Iterator[str]:
    name = grammar.name
    yield f'.TH {name.upper()} 1 "" "TrayNews" "User Commands"'
    yield ".SH NAME"
    yield f"{name} \\- Amnesty International\\(aqs releases in your tray"
    yield ".SH SYNOPSIS"
    yield f".B {name}"
    yield f"{_synopsis(grammar)} [\\fICOMMAND\\fR ...]"
    yield ".SH DESCRIPTION"
    yield _escape(_INTRODUCTION.strip())
    yield ".SH OPTIONS"
    for option in grammar.options:
        yield from _option(option)
    yield ".SH COMMANDS"
    for command, inner in walk(grammar):
        yield ".SS " + _escape(command)
        yield f".B {name} {_escape(command)}"
        yield _synopsis(inner)
        yield ".PP"
        yield _escape(inner.help[:1].upper() + inner.help[1:] + ".")
        for argument in inner.arguments:
            yield from _argument(argument)
        for option in inner.options:
            if "--help" not in option.names:
                yield from _option(option)
        if inner.notes:
            yield from (".PP", ".nf", _escape(inner.notes.strip()), ".fi")
    for title, rows in (
        ("FILES", _FILES), ("ENVIRONMENT", _VARIABLES), ("EXIT STATUS", _STATUS),
    ):  # fmt: skip
        yield f".SH {title}"
        for term, text in rows:
            yield from (".TP", f".B {_escape(term)}", _escape(text))


def _synopsis(grammar: Grammar) -> str:
    words = []
    for option in grammar.options:
        if "--help" in option.names and not grammar.commands:
            continue
        value = f" \\fI{_escape(option.placeholder)}\\fR" if option.placeholder else ""
        words.append(f"[\\fB{_escape(option.names[-1])}\\fR{value}]")
    for argument in grammar.arguments:
        dots = " ..." if argument.repeated else ""
        word = f"\\fI{_escape(argument.placeholder)}\\fR{dots}"
        words.append(f"[{word}]" if argument.optional else word)
    return " ".join(words)


def _option(option: Option) -> Iterator[str]:
    value = f" \\fI{_escape(option.placeholder)}\\fR" if option.placeholder else ""
    spellings = ", ".join(f"\\fB{_escape(name)}\\fR" for name in option.names)
    yield from (".TP", spellings + value, _escape(option.help))


def _argument(argument: Argument) -> Iterator[str]:
    if argument.help:
        yield from (".TP", f"\\fI{_escape(argument.placeholder)}\\fR", _escape(argument.help))


def _escape(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\`")
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in text.splitlines())
