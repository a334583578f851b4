"""A line for every command, beside a running program, with which it does something.

The commands are read off the command line's own grammar, so that a new one is tried at once.
"""

from __future__ import annotations

import subprocess
from collections.abc import Container

from tests.installation import Installation
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


def try_command(installation: Installation, name: str, may_fail: Container[str]) -> None:
    """Run a command beside the running program, and see that it does what it says.

    Those that `may_fail` may also say in one line that they could not.
    """
    done = subprocess.run(
        installation.command(*words_for(name)),
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    said, complained = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in complained
    assert "Error" not in complained
    if name in may_fail:
        assert (done.returncode, len(complained.splitlines())) in {(0, 0), (1, 1)}, complained
    else:
        assert (done.returncode, complained) == (0, ""), said


def _word_for(argument: Argument) -> str:
    return argument.choices[0] if argument.choices else _WORDS[argument.placeholder]
