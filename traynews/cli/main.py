"""The command line: calls one command, and prints one clear line when that fails.

The words are in `arguments.py`. Exit status: 0 fine, 1 failed, 2 the words or the settings
file cannot be used.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO, cast

from traynews.errors import ConfigError, TrayNewsError, UsageError

PARSE_COMMAND = "_parse"
"""The hidden command that is the parse process; so it also works in a frozen program."""


WINDOW_COMMAND = "_window"
"""The hidden command that is the process which serves the page; places are in the environment."""


WORDS_COMMAND = "_words"
"""The hidden command by which a shell's completion asks what may stand at a place."""

_LONGEST_LINE = 1000  # characters of an error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == [PARSE_COMMAND]:
        from traynews.feeds.child.parse import serve_parse_requests  # noqa: PLC0415 - the child's alone

        serve_parse_requests()
        return 0
    _open_streams()
    try:
        if words[:1] == [WORDS_COMMAND]:
            from traynews.cli.completion import print_words  # noqa: PLC0415 - a shell's alone

            print_words(*words[1:])
        elif words == [WINDOW_COMMAND]:
            _serve_window()
        else:
            _run(words)
        sys.stdout.flush()
    except (ConfigError, UsageError) as error:
        return _fail(str(error), 2)
    except TrayNewsError as error:
        return _fail(str(error), 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `traynews list | head`
        _drop(sys.stdout)
    except OSError as error:  # a full disk behind `>`, a folder that is a file: not ours to mend
        _drop(sys.stdout)
        return _fail(f"{error.filename or 'the output'}: {error.strerror or error}", 1)
    return 0


def _open_streams() -> None:
    """Give a program without a console (pythonw, a windowed bundle) somewhere to print: nowhere."""
    for handle in range(3):
        # Closed by who started us, it would become the next file that is opened: the archive's.
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or _open_nowhere("r")
    sys.stdout = sys.stdout or _open_nowhere("w")
    sys.stderr = sys.stderr or _open_nowhere("w")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a letter gets a question mark for it, not an error.
        sys.stdout.reconfigure(errors="replace")
    if sys.platform == "win32" and "PYTHONIOENCODING" not in os.environ:
        _speak_utf8()


def _open_nowhere(mode: str) -> TextIO:
    """Return a stream for a program without one, open to the very end.

    Not on the descriptor of that name: in a program without a console, Windows keeps those taken,
    and refuses to use them.
    """
    handle = os.open(os.devnull, os.O_RDWR)
    return cast("TextIO", open(handle, mode, encoding="utf-8", closefd=False))


def _speak_utf8() -> None:
    """Write UTF-8 into pipes and files, and read it from there; consoles know their own way.

    Windows would have it in the code page of the country, where half of our headlines are "?".
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def _drop(stream: TextIO) -> None:
    """Throw away what could not be printed, or Python tries once more when it ends."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(words: Sequence[str]) -> None:
    if not words:
        _start()
        return
    from traynews.cli.arguments import read_words  # noqa: PLC0415 - the parse process needs none of this

    call = read_words(words)
    from traynews.cli.session import Session  # noqa: PLC0415 - `--help` needs nothing
    from traynews.locations import locate  # noqa: PLC0415

    locations = locate(call.config, call.data_dir)
    if call.makes_config:
        locations = replace(locations, must_have_config=False)
    session = Session(locations)
    module = importlib.import_module(f"traynews.cli.{call.module}")
    getattr(module, call.function)(session, **call.arguments)


def _start() -> None:
    """Do what `run` does. Where there are no words, as at login, nothing is loaded to read them."""
    from traynews.cli.run import run  # noqa: PLC0415 - as above
    from traynews.cli.session import Session  # noqa: PLC0415 - as above
    from traynews.locations import locate  # noqa: PLC0415 - as above

    run(Session(locate(None, None)))


def _serve_window() -> None:
    from traynews.cli.session import Session  # noqa: PLC0415 - a process of its own
    from traynews.cli.window import serve  # noqa: PLC0415 - as above
    from traynews.locations import locate  # noqa: PLC0415 - as above

    serve(Session(locate(None, None)))


def _fail(line: str, status: int) -> int:
    """Print what is wrong, in one line that drives no terminal, whatever it repeats."""
    from traynews.core.text.clean import clean_line  # noqa: PLC0415 - only for a mistake

    line = clean_line(line.encode("utf-8", "backslashreplace").decode(), limit=_LONGEST_LINE)
    with contextlib.suppress(OSError):  # there is nobody to tell
        sys.stderr.write(f"traynews: {line}\n")
    _drop(sys.stderr)
    _drop(sys.stdout)
    return status
