"""What a word of the command line may be: one reader for each sort, which says what is allowed."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

_NO_COMMAND = re.compile(
    # Python 3.15 has a hint of its own, for some words.
    r"argument (?:COMMAND|ACTION): invalid choice: '(.*?)'(?:, maybe you meant .*?)?"
    r" \(choose from (.*)\)"
)
_LONGEST_LINE = 500  # characters of an error
_UNWANTED = re.compile(r"-(?!h$)[^-]")

BEFORE_COMMANDS = {"--config": "FILE", "--data-dir": "DIR"}
"""The options that stand before a command, and what stands behind each."""
SHIELD = "\0"
"""Stands before a `-word` to search for, which argparse would take for an option."""
LEVELS = ("urgent", "alert", "digest", "silent")
"""Those of `core.data.model.Level`, which is not loaded for words."""


def word(text: str) -> str:
    """Take any text, which must be UTF-8."""
    if any("\ud800" <= char <= "\udfff" for char in text):  # what bytes become that are no UTF-8
        raise argparse.ArgumentTypeError("this is not UTF-8 text")
    return text


def search_word(text: str) -> str:
    """Take a word to search for, as `word`."""
    return word(text.removeprefix(SHIELD))


def shield_search(words: list[str]) -> list[str]:
    """Return a command line in which no `-word` of a search is taken for an option."""
    start = 0
    while words[start : start + 1] and words[start].startswith("-"):
        start += 2 if words[start] in BEFORE_COMMANDS else 1
    if words[start : start + 1] != ["search"]:
        return words
    return [
        SHIELD + one if place > start and _UNWANTED.match(one) else one
        for place, one in enumerate(words)
    ]


def level_or_number(text: str) -> str:
    """Take a level, or the number of a rule."""
    longest = 4  # digits; nobody has more rules
    if text not in LEVELS and not (text.isascii() and text.isdigit() and len(text) <= longest):
        raise argparse.ArgumentTypeError(f"write {', '.join(LEVELS)}, or the number of a rule")
    return text


def place(text: str) -> str:
    """Take the name of a file or folder; never an empty one."""
    if not text.strip():  # a variable that is not set must not mean the usual place
        raise argparse.ArgumentTypeError("write the name of a file or folder")
    try:
        os.fsencode(text)
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError("no file can be called that") from error
    return text


def file(text: str) -> str:
    """Return the name of a file or folder; a shell leaves `--output=~/pages` to us."""
    try:
        return str(Path(place(text)).expanduser())
    except RuntimeError as error:
        raise argparse.ArgumentTypeError("nobody knows whose home that is") from error


def count(text: str) -> int:
    """Take a number from 1, as far as SQLite counts."""
    digits = len(str(2**63 - 1))  # more are none that SQLite, or Python, would count with
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0
    largest = 2**63 - 1
    if not 0 < number <= largest:
        raise argparse.ArgumentTypeError("write a number from 1")
    return number


def seconds(text: str) -> float:
    """Take seconds, for the demo."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 3600:  # noqa: PLR2004 - said in the next line; NaN is neither
        raise argparse.ArgumentTypeError("write seconds from 1 to 3600")
    return seconds


def pause_span(text: str) -> str:
    """Take how long to pause, `tomorrow` or such as `1h`, as a PAUSE command has it."""
    from traynews.core.polling.timing import parse_duration  # noqa: PLC0415 - one command needs it

    if text == "tomorrow":
        return text
    try:
        return str(parse_duration(text).total_seconds())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'{error}; or "tomorrow"') from error


class Parser(argparse.ArgumentParser):
    """Says in one clean line what is wrong, whatever the words are that it repeats."""

    def parse_known_args(  # type: ignore[override]  # theirs has overloads
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Refuse what a command does not know with that command's own usage, not the program's."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._tell_misplaced(unknown[0]))
        return found, unknown

    def _tell_misplaced(self, typed: str) -> str:
        option = typed.partition("=")[0]
        program, _, command = self.prog.partition(" ")
        if option in BEFORE_COMMANDS:
            place = f"{program} {option} {BEFORE_COMMANDS[option]} {command}"
            return f"{option} stands before the command: {place}"
        if not option.startswith("-"):
            return f'"{option}" is one word more than `{self.prog}` takes'
        if any(option in inner._option_string_actions for inner in self._inner()):  # noqa: SLF001
            return f"{option} stands behind its command: {self.prog} COMMAND {option}"
        return self._tell_unknown(option)

    def _inner(self) -> list[argparse.ArgumentParser]:
        groups = [one for one in self._actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001
        return [parser for group in groups for parser in group.choices.values()]

    def _tell_unknown(self, typed: str, words: Sequence[str] = ()) -> str:
        from traynews.core.text.unknown_names import find_near  # noqa: PLC0415 - as in `error`

        near = find_near(typed, [*words, *self._option_string_actions])
        hint = f'did you mean "{near}"? ' if near else ""
        return f'there is no "{typed}"; {hint}`{self.prog} --help` lists what there is'

    def error(self, message: str) -> NoReturn:
        """End the program with usage and the line."""
        from traynews.core.text.clean import clean_line  # noqa: PLC0415 - only for a mistake

        if found := _NO_COMMAND.match(message):
            message = self._tell_unknown(found[1], found[2].split("'")[1::2])
        self.print_usage(sys.stderr)
        line = clean_line(message.encode("utf-8", "backslashreplace").decode(), limit=_LONGEST_LINE)
        self.exit(2, f"{self.prog}: error: {line}\n")
