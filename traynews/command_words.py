"""The words of a command that a user wrote into the settings or the environment."""

from __future__ import annotations

import shlex
import sys


def split_command(text: str, platform: str = sys.platform) -> list[str]:
    """Return a command's program and arguments, as the system's own shell parts them.

    On Windows a backslash is part of a path, and an apostrophe part of a name: only double quotes
    keep words together, also within one (`--profile-directory="Profile 1"`). Raises ValueError.
    """
    if platform != "win32":
        return shlex.split(text)
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = lexer.escape = ""
    lexer.quotes = '"'
    return list(lexer)
