"""What a word of the command line may be: one reader for each sort, which says what is allowed."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

_NO_COMMAND = re.compile(
    # Python 3.15 has a hint of its own, for some words.
    r"argument (?:COMMAND|ACTION): invalid choice: '(.*?)'(?:, maybe you meant .*?)?"
    r" \(choose from (.*)\)"
)
_LONGEST_LINE = 500  # characters of an error
_UNWANTED = re.compile(r"-(?!h$)[^-]")

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
        start += 2 if words[start] in {"--config", "--data-dir"} else 1
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


def duration(text: str) -> timedelta:
    """Take how long, such as `1h`."""
    from traynews.core.polling.timing import parse_duration  # noqa: PLC0415 - one command needs it

    try:
        return parse_duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


class Parser(argparse.ArgumentParser):
    """Says in one clean line what is wrong, whatever the words are that it repeats."""

    def error(self, message: str) -> NoReturn:
        """End the program with usage and the line."""
        from traynews.core.text.clean import clean_line  # noqa: PLC0415 - only for a mistake

        if found := _NO_COMMAND.match(message):
            import difflib  # noqa: PLC0415 - only for a mistake

            near = difflib.get_close_matches(found[1], found[2].split("'")[1::2], n=1)
            hint = f'did you mean "{near[0]}"? ' if near else ""
            message = f'there is no "{found[1]}"; {hint}`{self.prog} --help` lists what there is'
        self.print_usage(sys.stderr)
        line = clean_line(message.encode("utf-8", "backslashreplace").decode(), limit=_LONGEST_LINE)
        self.exit(2, f"{self.prog}: error: {line}\n")
