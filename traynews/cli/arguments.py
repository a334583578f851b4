"""The words of the command line, and which function of which module of this package each means.

A command's options become the keyword arguments of its function; nothing is imported before a
command is called, so that each pays for itself alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from traynews import __version__
from traynews.cli.words import (
    LEVELS,
    Parser,
    count,
    file,
    level_or_number,
    pause_span,
    place,
    search_word,
    seconds,
    shield_search,
    word,
)  # fmt: skip
from traynews.core.data.search_syntax import LITERAL_COLON, SYNTAX

_WHICH = "as `traynews list` shows it"


@dataclass(frozen=True, slots=True)
class Call:
    """What is to be called: `traynews.cli.{module}.{function}(session, **arguments)`.

    One that `makes_config` writes the settings file, or says where it would be: it need not exist.
    """

    config: str | None
    data_dir: str | None
    module: str
    function: str
    arguments: dict[str, Any]
    makes_config: bool = False


def read_words(words: Sequence[str]) -> Call:
    """Read a command line; ends the program with usage (2) or help (0)."""
    options = vars(make_parser().parse_args(shield_search(list(words))))
    module, _, function = options.pop("calls").partition(":")
    config, data_dir = options.pop("config"), options.pop("data_dir")
    return Call(config, data_dir, module, function, options, options.pop("makes_config"))


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]  # noqa: SLF001 - its only name


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; completions and manual are made from it."""
    parser = Parser(
        prog="traynews",
        description="Amnesty International's releases in your tray, as they are published.",
    )
    parser.add_argument("--version", action="version", version=f"traynews {__version__}")
    parser.add_argument("--config", type=place, metavar="FILE", help="the settings file")
    parser.add_argument("--data-dir", type=place, metavar="DIR", help="the folder of the archive")
    parser.set_defaults(calls="run:run", makes_config=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_running(commands)
    _add_steering(commands)
    _add_reading(commands)
    _add_keeping(commands)
    _add_settings(commands)
    return parser


def _add(commands: Commands, name: str, calls: str, text: str) -> Parser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(calls=calls)
    return parser


def _add_running(commands: Commands) -> None:
    run = _add(commands, "run", "run:run", "poll, alert, sit in the tray (the default)")
    _add_verbose(run)
    demo = _add(commands, "demo", "demo:demo", "the whole thing, offline, with throw-away data")
    demo.add_argument(
        "--every", type=seconds, default=8.0, metavar="SECONDS", help="publish this often (8)"
    )
    _add_verbose(demo)
    check = _add(commands, "check", "check:check", "poll what is due now, without a tray")
    check.add_argument("--force", action="store_true", help="poll what is not due, too")
    _add_json(check)


def _add_steering(commands: Commands) -> None:
    _add_json(_add(commands, "status", "status:status", "what is polled, when, what is wrong"))
    pause = _add(commands, "pause", "pause:pause", "poll and alert nothing for a while")
    pause.add_argument(
        "span",
        nargs="?",
        type=pause_span,
        metavar="DURATION",
        help="such as 1h, or tomorrow (until seven); else until `traynews resume`",
    )
    _add(commands, "resume", "resume:resume", "poll and alert again")
    _add(commands, "window", "window:window", "headlines, search and settings in your browser")
    _add(commands, "quit", "quit:quit_running", "end the running program")


def _add_reading(commands: Commands) -> None:
    listing = _add(commands, "list", "list:list_entries", "the newest headlines")
    _add_limit(listing)
    listing.add_argument("--unread", action="store_true", help="only unread ones")
    listing.add_argument("--feed", type=word, metavar="FEED", help="only of this feed")
    _add_json(listing)
    show = _add(commands, "show", "show:show", "one release in full, taken apart")
    _add_id(show)
    _add_json(show)
    _add_id(_add(commands, "open", "open:open_entry", "open a release in the browser"))
    read = _add(commands, "read", "read:mark_read", "count releases as read")
    read.add_argument("entry_ids", type=count, nargs="*", metavar="ID", help=_WHICH)
    read.add_argument("--all", action="store_true", dest="everything", help="all of them")
    unread = _add(commands, "unread", "unread:mark_unread", "count releases as unread again")
    unread.add_argument("entry_ids", type=count, nargs="+", metavar="ID", help=_WHICH)
    search = _add(commands, "search", "search:search", "full-text search")
    search.formatter_class = argparse.RawDescriptionHelpFormatter
    search.epilog = _write_syntax()
    search.add_argument("words", type=search_word, nargs="+", metavar="WORDS")
    _add_limit(search)
    _add_json(search)
    reason = _add(commands, "why", "why:why", "why a release was alerted, or was not")
    _add_id(reason)
    _add_json(reason)


def _write_syntax() -> str:
    """Return what may be searched for, quoted as a shell wants it."""
    lines = [f"  {_in_shell(typed):<21} {meaning}" for typed, meaning in SYNTAX]
    more = "A shell takes double quotes away: put single quotes around them, as above."
    return "\n".join(["what WORDS may be:", *lines, "", LITERAL_COLON, more])


def _in_shell(typed: str) -> str:
    return f"'{typed}'" if '"' in typed else typed


def _add_keeping(commands: Commands) -> None:
    page = _add(commands, "archive", "archive:archive", "all releases as offline pages, by year")
    page.add_argument(
        "--output", type=file, metavar="DIR", help="write them here, not in the data folder"
    )
    page.add_argument("--no-open", action="store_true", help="only write them")
    _add_json(_add(commands, "stats", "stats:stats", "how much is published, about what"))
    export = _add(commands, "export", "export:export", "all releases in a file for other programs")
    _add_new_file(export)
    formats = ["json", "atom", "csv", "mbox"]
    export.add_argument("--format", choices=formats, dest="form", help="else by the file's ending")
    restore = _add(
        commands, "import", "import_file:import_file", "bring an exported JSON file back"
    )
    _add_old_file(restore)
    wipe = _add(commands, "wipe", "wipe:wipe", "remove everything that was kept")
    wipe.add_argument("--yes", action="store_true", help="do not ask")
    wipe.add_argument("--settings", action="store_true", help="remove the settings file, too")
    completion = _add(
        commands, "completion", "completion:completion", "words for a shell's Tab key"
    )
    completion.add_argument("shell", choices=["bash", "zsh", "fish"])


def _add_settings(commands: Commands) -> None:
    _add_feeds(
        _add(commands, "feeds", "feeds.list:list_feeds", "what is polled, what else is known")
    )
    _add_rules(_add(commands, "rules", "rules:list_rules", "how loudly which releases are told"))
    _add_config(_add(commands, "config", "config:show", "the settings file"))
    startup = _add(commands, "autostart", "autostart:autostart", "start when you log in")
    startup.add_argument("action", nargs="?", choices=["on", "off", "status"], default="status")
    _add(commands, "install", "install:install", "menu entry, icons, man page, completions")
    _add(commands, "uninstall", "install:uninstall", "take away what install put there")
    _add_json(
        _add(commands, "doctor", "doctor.doctor:doctor", "what works, what does not, what to do")
    )


def _add_config(config: Parser) -> None:
    config.set_defaults(makes_config=True)
    actions = config.add_subparsers(title="actions", metavar="ACTION")
    _add(actions, "path", "config:path", "where the settings file is")
    _add(actions, "show", "config:show", "what it says (the default)")
    _add(actions, "edit", "config:open_in_editor", "open it in your editor")
    _add(actions, "check", "config:check", "whether it is understood")
    _add_key(_add(actions, "get", "config:get_value", "what a setting is, set or by default"))
    setting = _add(actions, "set", "config:set_value", "set one value, comments stay")
    _add_key(setting)
    setting.add_argument(
        "value", type=word, metavar="VALUE", help="such as dot, 20, true, 22:00-07:00"
    )
    _add_key(_add(actions, "unset", "config:unset", "let a setting be what it is by default"))


def _add_feeds(feeds: Parser) -> None:
    actions = feeds.add_subparsers(title="actions", metavar="ACTION")
    listing = _add(
        actions, "list", "feeds.list:list_feeds", "all of them, with trouble (the default)"
    )
    _add_json_of(feeds, listing, calls="feeds.list:list_as_json")
    add = _add(actions, "add", "feeds.add:add", "find the feed of a page and poll it")
    add.set_defaults(makes_config=True)
    add.add_argument(
        "address", type=word, metavar="ADDRESS", help="of any page or feed; or a known ID"
    )
    for name, text in (
        ("remove", "poll a feed no more; what it brought is kept"),
        ("enable", "poll a feed, known or switched off"),
        ("disable", "poll a feed no more, but keep it in the settings"),
    ):
        action = _add(actions, name, f"feeds.switch:{name}", text)
        action.set_defaults(makes_config=True)
        action.add_argument(
            "feed_id", type=word, metavar="FEED", help="as `traynews feeds` shows it"
        )
    taking = _add(actions, "import", "feeds.opml:import_list", "add the feeds of an OPML file")
    taking.set_defaults(makes_config=True)
    _add_old_file(taking)
    _add_new_file(_add(actions, "export", "feeds.opml:export_list", "write an OPML file"))


def _add_rules(rules: Parser) -> None:
    actions = rules.add_subparsers(title="actions", metavar="ACTION")
    listing = _add(actions, "list", "rules:list_rules", "all rules, in their order (the default)")
    _add_json_of(rules, listing, calls="rules:list_as_json")
    add = _add(actions, "add", "rules:add", "say how loudly releases of some sort are told")
    add.set_defaults(makes_config=True)
    add.add_argument("level", choices=LEVELS, metavar="LEVEL", help=", ".join(LEVELS))
    _add_conditions(add)
    trial = _add(actions, "try", "rules:try_rule", "which releases a rule would have decided on")
    trial.add_argument(
        "level", type=level_or_number, metavar="LEVEL", help="of a new rule; or a rule's number"
    )
    _add_conditions(trial)
    _add_limit(trial)
    remove = _add(actions, "remove", "rules:remove", "take a rule out of the settings")
    remove.add_argument("number", type=count, metavar="N", help="as `traynews rules` shows it")


def _add_conditions(parser: Parser) -> None:
    """Add what a release must be for a rule; several of one sort are "or", of two sorts "and"."""
    parser.add_argument("--match", type=word, metavar="WORDS", help="it says this; or /regex/")
    for name, dest, placeholder, text in (
        ("--country", "countries", "PLACE", "it is about this place"),
        ("--topic", "topics", "TOPIC", "it has this topic"),
        ("--kind", "kinds", "KIND", "it is of this kind: statement, urgent, report …"),
        ("--feed", "feeds", "FEED", "it comes from this feed"),
    ):
        parser.add_argument(
            name, type=word, action="append", dest=dest, metavar=placeholder, help=text
        )


def _add_key(parser: Parser) -> None:
    text = "such as menu.badge or feeds.uk.alerts"
    parser.add_argument("key", type=word, metavar="KEY", help=text)


def _add_json_of(*parsers: Parser, calls: str) -> None:
    """Add `--json` to a list that is a command and an action of it, and no option of others."""
    for parser in parsers:
        parser.add_argument(
            "--json", action="store_const", dest="calls", const=calls,
            default=argparse.SUPPRESS, help="for programs",
        )  # fmt: skip


def _add_old_file(parser: Parser) -> None:
    parser.add_argument("file", type=file, metavar="FILE", help="`-` is standard input")


def _add_new_file(parser: Parser) -> None:
    parser.add_argument("file", type=file, metavar="FILE", help="`-` is standard output")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def _add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", dest="as_json", help="for programs")


def _add_limit(parser: Parser) -> None:
    parser.add_argument("--limit", type=count, default=50, metavar="N", help="this many (50)")


def _add_id(parser: Parser) -> None:
    parser.add_argument("entry_id", type=count, metavar="ID", help=_WHICH)


def _add_verbose(parser: Parser) -> None:
    parser.add_argument("--verbose", action="store_true", help="say more in the log")
