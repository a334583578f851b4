"""A line for every command, beside a running program, with which it does something.

The commands are read off the command line's own grammar, so that a new one is tried at once.
"""

from __future__ import annotations

from traynews.cli.arguments import make_parser
from traynews.cli.grammar import Argument, read_grammar, walk

_WORDS = {
    "ID": "1",
    "FILE": "-",
    "FEED": "feed1",
    "KEY": "menu.badge",
    "VALUE": "dot",
    "WORDS": "protester",
    "LEVEL": "silent",
    "N": "1",
    "DURATION": "1h",
    "ADDRESS": "http://127.0.0.1:9/",
}
"""What stands for each placeholder of the grammar."""
_MORE = {
    "run": (),
    "read": ("--all",),
    "wipe": ("--yes",),
    "archive": ("--no-open",),
    "export": ("--format", "json"),
    "rules add": ("--match", "protester"),
    "rules try": ("--match", "protester"),
}
"""What a command needs besides, so as to do something."""

# The demo has a program, and tests, of its own.
COMMANDS = {name: one for name, one in walk(read_grammar(make_parser())) if name != "demo"}
assert not _MORE.keys() - COMMANDS.keys(), "these are no commands any more"


def words_for(name: str) -> list[str]:
    """Return the command line, without the program, that tries a command."""
    needed = [_word_for(one) for one in COMMANDS[name].arguments if not one.optional]
    return [*name.split(), *needed, *_MORE.get(name, ())]


def _word_for(argument: Argument) -> str:
    return argument.choices[0] if argument.choices else _WORDS[argument.placeholder]
