"""The command line as data, read off its parser: for shell completion and the manual page.

argparse has no public way to list a parser's actions; what is used of it here has been the same
since Python 3.2, and the tests compare with `--help`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Takes(Enum):
    """What stands behind an option, or what an argument is."""

    NOTHING = "nothing"
    FILE = "file"
    FOLDER = "folder"
    CHOICE = "choice"
    FEED = "feed"
    KEY = "key"
    VALUE = "value"  # of the key before it
    OTHER = "other"


_BY_PLACEHOLDER = {
    "FILE": Takes.FILE,
    "DIR": Takes.FOLDER,
    "FEED": Takes.FEED,
    "KEY": Takes.KEY,
    "VALUE": Takes.VALUE,
}
ASKED = {Takes.FEED: "feeds", Takes.KEY: "keys", Takes.VALUE: "values"}
"""What a shell asks the program for, and by which word."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option with all its spellings, the shortest first."""

    names: tuple[str, ...]
    help: str
    takes: Takes
    choices: tuple[str, ...] = ()
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that stands by its place."""

    placeholder: str
    help: str
    takes: Takes
    choices: tuple[str, ...] = ()
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """A command, or the whole program with its commands."""

    name: str
    help: str
    options: tuple[Option, ...]
    arguments: tuple[Argument, ...]
    commands: tuple[Grammar, ...] = ()
    notes: str = ""


def read_grammar(parser: argparse.ArgumentParser, name: str = "", text: str = "") -> Grammar:
    """Return what a parser understands."""
    options, arguments, commands = [], [], []
    for action in parser._actions:  # noqa: SLF001 - see the docstring
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {one.dest: one.help or "" for one in action._choices_actions}  # noqa: SLF001
            commands = [
                read_grammar(inner, word, helps.get(word, ""))
                for word, inner in action.choices.items()
            ]
        elif action.help == argparse.SUPPRESS:
            continue
        elif action.option_strings:
            options.append(_option(action))
        else:
            arguments.append(_argument(action))
    return Grammar(
        name=name or parser.prog,
        help=text or parser.description or "",
        options=tuple(options),
        arguments=tuple(arguments),
        commands=tuple(commands),
        notes=parser.epilog or "",
    )


def walk(grammar: Grammar, above: str = "") -> Iterator[tuple[str, Grammar]]:
    """Give every command with its whole name, the inner ones after the outer."""
    for command in grammar.commands:
        name = f"{above} {command.name}".strip()
        yield name, command
        yield from walk(command, name)


def _option(action: argparse.Action) -> Option:
    return Option(
        names=tuple(sorted(action.option_strings, key=len)),
        help=action.help or "",
        takes=_takes(action),
        choices=tuple(str(choice) for choice in action.choices or ()),
        placeholder="" if action.nargs == 0 else _placeholder(action),
    )


def _argument(action: argparse.Action) -> Argument:
    return Argument(
        placeholder=_placeholder(action),
        help=action.help or "",
        takes=_takes(action),
        choices=tuple(str(choice) for choice in action.choices or ()),
        optional=action.nargs in {"?", "*"},
        repeated=action.nargs in {"*", "+"},
    )


def _placeholder(action: argparse.Action) -> str:
    if action.metavar is None and action.choices is not None:
        return "|".join(str(choice) for choice in action.choices)
    name = action.metavar if isinstance(action.metavar, str) else action.dest
    return name.upper()


def _takes(action: argparse.Action) -> Takes:
    if action.nargs == 0:
        return Takes.NOTHING
    if action.choices is not None:
        return Takes.CHOICE
    return _BY_PLACEHOLDER.get(_placeholder(action), Takes.OTHER)
