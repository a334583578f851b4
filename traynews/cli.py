"""The command line: reads the words, calls one command, prints one clear line when that fails.

Exit status: 0 fine, 1 failed, 2 the words or the settings file cannot be used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from traynews import __version__
from traynews.errors import ConfigError, TrayNewsError

if TYPE_CHECKING:  # argparse costs 6 ms, which the parse process need not pay
    import argparse

    from traynews.commands.session import Session

PARSE_COMMAND = "_parse"
"""The hidden command that is the parse process; so it also works in a frozen program."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == [PARSE_COMMAND]:
        from traynews.feeds.parsing import serve_parse_requests  # noqa: PLC0415

        serve_parse_requests()
        return 0
    options = _parser().parse_args(words)
    try:
        _run(options)
    except ConfigError as error:
        return _fail(str(error), 2)
    except TrayNewsError as error:
        return _fail(str(error), 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `traynews list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


def _fail(line: str, status: int) -> int:
    sys.stderr.write(f"traynews: {line}\n")
    return status


def _run(options: argparse.Namespace) -> None:
    from traynews.commands.session import Session  # noqa: PLC0415 - `--help` needs nothing
    from traynews.locations import locate  # noqa: PLC0415

    session = Session(locate(options.config, options.data_dir))
    options.act(session, options)


# --- the commands, each imported when it is called ---------------------------------------------


def _start(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.running import run  # noqa: PLC0415

    run(session, verbose=options.verbose)


def _demo(_: Session, options: argparse.Namespace) -> None:
    from traynews.commands.demo import demo  # noqa: PLC0415

    demo(seconds=options.every, verbose=options.verbose)


def _check(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.polling import check  # noqa: PLC0415

    check(session, force=options.force, as_json=options.json)


def _list(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.reading import list_entries  # noqa: PLC0415

    list_entries(
        session,
        limit=options.limit,
        unread=options.unread,
        feed=options.feed,
        as_json=options.json,
    )


def _show(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.reading import show  # noqa: PLC0415

    show(session, options.id, as_json=options.json)


def _open(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.reading import open_entry  # noqa: PLC0415

    open_entry(session, options.id)


def _read(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.reading import mark_read  # noqa: PLC0415

    if not options.ids and not options.all:
        raise TrayNewsError("say which releases: `traynews read 12 13`, or `traynews read --all`")
    mark_read(session, options.ids, everything=options.all)


def _search(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.reading import search  # noqa: PLC0415

    search(session, options.words, limit=options.limit, as_json=options.json)


def _why(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.reading import why  # noqa: PLC0415

    why(session, options.id)


def _feeds(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.configuring import list_feeds  # noqa: PLC0415

    list_feeds(session, as_json=options.json)


def _status(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.steering import status  # noqa: PLC0415

    status(session, as_json=options.json)


def _pause(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.steering import pause  # noqa: PLC0415

    pause(session, options.duration)


def _resume(session: Session, _: argparse.Namespace) -> None:
    from traynews.commands.steering import resume  # noqa: PLC0415

    resume(session)


def _quit(session: Session, _: argparse.Namespace) -> None:
    from traynews.commands.steering import quit_running  # noqa: PLC0415

    quit_running(session)


def _config(session: Session, options: argparse.Namespace) -> None:
    from traynews.commands.configuring import config  # noqa: PLC0415

    config(session, options.action)


# --- the words ---------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    import argparse  # noqa: PLC0415 - see the top

    parser = argparse.ArgumentParser(
        prog="traynews",
        description="Amnesty International's releases in your tray, the minute they are published.",
    )
    parser.add_argument("--version", action="version", version=f"traynews {__version__}")
    parser.add_argument("--config", metavar="FILE", help="the settings file")
    parser.add_argument("--data-dir", metavar="DIR", help="the folder of the archive")
    parser.add_argument("--verbose", action="store_true", help="say more in the log")
    parser.set_defaults(act=_start)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_running(commands)
    _add_reading(commands)
    _add_settings(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - has no other name
    Act = Callable[[Session, argparse.Namespace], None]


def _add(commands: Commands, name: str, act: Act, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(act=act)
    return parser


def _add_running(commands: Commands) -> None:
    _add(commands, "run", _start, "poll, alert, and sit in the tray (also without a command)")
    demo = _add(commands, "demo", _demo, "the whole thing, offline, with throw-away data")
    demo.add_argument(
        "--every", type=float, default=6.0, metavar="SECONDS", help="publish this often (6)"
    )
    check = _add(commands, "check", _check, "poll what is due now, without a tray")
    check.add_argument("--force", action="store_true", help="poll what is not due, too")
    _add_json(check)
    _add_json(_add(commands, "status", _status, "what is polled, when, and what is wrong"))
    pause = _add(commands, "pause", _pause, "no alerts for a while")
    pause.add_argument("duration", nargs="?", type=_duration, help="such as 1h; until resumed")
    _add(commands, "resume", _resume, "alert again")
    _add(commands, "quit", _quit, "end the running program")


def _add_reading(commands: Commands) -> None:
    listing = _add(commands, "list", _list, "the newest headlines")
    listing.add_argument("--limit", type=_count, default=50, metavar="N", help="this many (50)")
    listing.add_argument("--unread", action="store_true", help="only unread ones")
    listing.add_argument("--feed", metavar="ID", help="only of this feed")
    _add_json(listing)
    show = _add(commands, "show", _show, "one release in full")
    show.add_argument("id", type=_count, metavar="ID")
    _add_json(show)
    _add(commands, "open", _open, "open a release in the browser").add_argument(
        "id", type=_count, metavar="ID"
    )
    read = _add(commands, "read", _read, "count releases as read")
    read.add_argument("ids", type=_count, nargs="*", metavar="ID")
    read.add_argument("--all", action="store_true", help="all of them")
    search = _add(commands, "search", _search, "full-text search")
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--limit", type=_count, default=50, metavar="N", help="this many (50)")
    _add_json(search)
    _add(commands, "why", _why, "why a release was alerted, or was not").add_argument(
        "id", type=_count, metavar="ID"
    )


def _add_settings(commands: Commands) -> None:
    feeds = _add(commands, "feeds", _feeds, "what is polled, and what else is known")
    feeds.add_argument("action", nargs="?", choices=["list"], default="list")
    _add_json(feeds)
    config = _add(commands, "config", _config, "the settings file")
    config.add_argument(
        "action", nargs="?", choices=["path", "show", "edit", "check"], default="show"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    largest = 2**63 - 1
    if not 0 < number <= largest:
        import argparse  # noqa: PLC0415 - see the top

        raise argparse.ArgumentTypeError("write a number from 1")
    return number


def _duration(text: str) -> object:
    from traynews.core.timing import parse_duration  # noqa: PLC0415

    try:
        return parse_duration(text)
    except ValueError as error:
        import argparse  # noqa: PLC0415 - see the top

        raise argparse.ArgumentTypeError(str(error)) from error
