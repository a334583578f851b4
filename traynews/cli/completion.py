"""Shell completion: `completion bash`, `zsh` or `fish`, made from the words of `arguments.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from traynews.cli.arguments import make_parser
from traynews.cli.grammar import ASKED, Argument, Grammar, Option, Takes, read_grammar, walk
from traynews.cli.main import WORDS_COMMAND
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.errors import ConfigError

_NAME = "traynews"
_REPLY, _ARE_FILES = f"_{_NAME}_reply", "compopt -o filenames 2>/dev/null"


def completion(_: Session, shell: str) -> None:
    """`completion`: print the script that a shell reads."""
    say(make_script(read_grammar(make_parser()), shell).rstrip("\n"))


def print_words(asked: str, before: str = "") -> None:
    """Print what may stand at a place, a line each; nothing where the settings cannot be read."""
    from traynews.locations import locate  # noqa: PLC0415 - a script is made without
    from traynews.settings import disk  # noqa: PLC0415
    from traynews.settings.catalogue import known_feeds  # noqa: PLC0415
    from traynews.settings.keys import FEED_KEYS, TABLES  # noqa: PLC0415
    from traynews.settings.values import allowed_words  # noqa: PLC0415

    try:
        feeds = disk.load(locate(None, None).config, known_feeds).feeds
    except ConfigError:
        feeds = ()
    ids = list(dict.fromkeys([feed.id for feed in (*feeds, *known_feeds())]))
    keys = {f"{table}.{key}": read for table, (_, of) in TABLES.items() for key, read in of.items()}
    keys |= {f"feeds.{feed.id}.{key}": read for feed in feeds for key, read in FEED_KEYS.items()}
    values = allowed_words(keys[before]) if before in keys else ()
    for one in {"feeds": ids, "keys": keys, "values": values}[asked]:
        say(one)


def make_script(grammar: Grammar, shell: str) -> str:
    """Return the completion of a whole command line for `bash`, `zsh` or `fish`."""
    makers = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    return "\n".join(makers[shell](grammar)) + "\n"


# --- bash ----------------------------------------------------------------------------------------


def _bash(grammar: Grammar) -> Iterator[str]:
    name = grammar.name
    yield f'# bash completion of {name}: eval "$({name} completion bash)"'
    # macOS has Bash 3.2, which knows neither `mapfile` nor `compopt`.
    yield f"{_REPLY}() {{"
    yield "    local each"
    yield '    while IFS= read -r each; do COMPREPLY+=("$each"); done < <(compgen "$@" -- "$word")'
    yield "}"
    yield f"_{name}() {{"
    yield "    COMPREPLY=()"
    yield '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield "    local command= place=0 skip= each"
    yield '    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield "        if [[ -n $skip ]]; then skip=; continue; fi"
    yield '        case "$command $each" in'
    for option, command in _with_values(grammar):
        for spelling in option.names:
            yield f'            "{command} {spelling}") skip=1 ;;'
    yield '            *" -"*) ;;'
    for command, _ in walk(grammar):
        pattern = command if " " in command else f" {command}"
        yield f'            "{pattern}") command="{command}" place=0 ;;'
    yield "            *) ((place++)) ;;"
    yield "        esac"
    yield "    done"
    yield '    case "$command $before" in'
    for option, command in _with_values(grammar):
        for spelling in option.names:
            yield f'        "{command} {spelling}") {_bash_values(option)}; return ;;'
    yield "    esac"
    yield '    case "$command" in'
    for command, inner in [("", grammar), *walk(grammar)]:
        yield f'        "{command}")'
        yield f"            if [[ $word == -* ]]; then {_bash_reply(_spellings(inner.options))}"
        if inner.commands:
            yield f"            else {_bash_reply([one.name for one in inner.commands])}"
        for place, argument in enumerate(inner.arguments):
            test = f"place >= {place}" if argument.repeated else f"place == {place}"
            yield f"            elif (({test})); then {_bash_values(argument)}"
        yield "            fi ;;"
    yield "    esac"
    yield "}"
    # Of files only: a command may have the name of a folder, which a shell would complete to "x/".
    yield f"complete $(type -t compopt >/dev/null || echo -o filenames) -F _{name} {name}"


def _with_values(grammar: Grammar) -> Iterator[tuple[Option, str]]:
    for command, inner in [("", grammar), *walk(grammar)]:
        for option in inner.options:
            if option.takes is not Takes.NOTHING:
                yield option, command


def _bash_values(one: Option | Argument) -> str:
    match one.takes:
        case Takes.CHOICE:
            return _bash_reply(one.choices)
        case Takes.FILE:
            return f"{_REPLY} -f; {_ARE_FILES}"
        case Takes.FOLDER:
            return f"{_REPLY} -d; {_ARE_FILES}"
        case takes if takes in ASKED:
            asked = _asked(one, '"$before"', program='"${COMP_WORDS[0]}"')
            return f'{_REPLY} -W "$({asked})"'
        case _:
            return ":"


def _bash_reply(words: Sequence[str]) -> str:
    return f"{_REPLY} -W '{' '.join(words)}'"


# --- zsh -----------------------------------------------------------------------------------------


def _zsh(grammar: Grammar) -> Iterator[str]:
    name = grammar.name
    yield f"#compdef {name}"
    yield f"# zsh completion of {name}: put it as _{name} into a folder of $fpath"
    for inner_name, inner in reversed(list(walk(grammar, name))):
        yield from _zsh_function(inner_name, inner)
    yield from _zsh_function(name, grammar)
    yield f'if [[ $funcstack[1] == _{name} ]]; then _{name} "$@"; else compdef _{name} {name}; fi'


def _zsh_function(whole_name: str, grammar: Grammar) -> Iterator[str]:
    function = "_" + whole_name.replace(" ", "_")
    yield f"{function}() {{"
    yield "    local context state state_descr line"
    yield "    typeset -A opt_args"
    lines = [line for option in grammar.options for line in _zsh_option(option)]
    lines += [_zsh_argument(argument) for argument in grammar.arguments]
    if grammar.commands:
        lines += ["'1: :->command'", "'*:: :->words'"]
    yield "    _arguments -C " + " \\\n        ".join(lines)
    if grammar.commands:
        yield "    local -a commands=("
        for command in grammar.commands:
            yield f"        {_quote(f'{_zsh_escape(command.name)}:{command.help}')}"
        yield "    )"
        yield "    case $state in"
        yield "        command) _describe command commands ;;"
        yield f"        words) (( $+functions[{function}_$line[1]] )) && {function}_$line[1] ;;"
        yield "    esac"
    yield "}"


def _zsh_option(option: Option) -> Iterator[str]:
    text = _zsh_escape(option.help).replace("[", r"\[").replace("]", r"\]")
    for spelling in option.names:
        value = "" if option.takes is Takes.NOTHING else f": :{_zsh_values(option)}"
        yield _quote(f"{spelling}[{text}]{value}")


def _zsh_argument(argument: Argument) -> str:
    start = "*" if argument.repeated else (":" if argument.optional else "")
    return _quote(f"{start}:{_zsh_escape(argument.placeholder)}:{_zsh_values(argument)}")


def _zsh_values(one: Option | Argument) -> str:
    match one.takes:
        case Takes.CHOICE:
            return f"({' '.join(one.choices)})"
        case Takes.FILE:
            return "_files"
        case Takes.FOLDER:
            return "_files -/"
        case takes if takes in ASKED:
            asked = _asked(one, "$words[CURRENT-1]")
            return f'{{compadd -- ${{(f)"$({asked})"}}}}'
        case _:
            return " "


def _zsh_escape(text: str) -> str:
    return text.replace("\\", r"\\").replace(":", r"\:")


# --- fish ----------------------------------------------------------------------------------------


def _fish(grammar: Grammar) -> Iterator[str]:
    name = grammar.name
    yield f"# fish completion of {name}: {name} completion fish | source"
    yield f"complete -c {name} -f"
    yield from _fish_level(name, grammar, "")


def _fish_level(name: str, grammar: Grammar, seen: str) -> Iterator[str]:
    start, own = f"complete -c {name}", seen.rpartition(" ")[2]
    inner = " ".join(command.name for command in grammar.commands)
    fresh = f"not __fish_seen_subcommand_from {inner}" if inner else ""
    here = "; and ".join(part for part in (seen, fresh) if part)
    condition = f" -n {_quote(here)}" if here else ""
    for option in grammar.options:
        yield f"{start}{condition} {_fish_option(option)}"
    for command in grammar.commands:
        yield f"{start}{condition} -a {command.name} -d {_quote(command.help)}"
    for place, argument in enumerate(grammar.arguments):
        if argument.takes in ASKED:
            # Counted from the command on: options with their values may stand before it.
            behind = f"(count (commandline -opc)) - (contains -i -- {own} (commandline -opc))"
            here = f"{seen}; and test (math {behind}) -eq {place}"
            yield f"{start} -n {_quote(here)} -a {_quote(_fish_asked(argument))}"
        elif argument.takes is Takes.CHOICE:
            yield f"{start}{condition} -a {_quote(' '.join(argument.choices))}"
        elif argument.takes in {Takes.FILE, Takes.FOLDER}:
            yield f"{start}{condition} -F"
    for command in grammar.commands:
        word = f"__fish_seen_subcommand_from {command.name}"
        yield from _fish_level(name, command, f"{seen}; and {word}" if seen else word)


def _fish_option(option: Option) -> str:
    parts = []
    for spelling in option.names:
        flag = "-l" if spelling.startswith("--") else "-s"
        parts.append(f"{flag} {spelling.lstrip('-')}")
    if option.takes is Takes.CHOICE:
        parts.append(f"-x -a {_quote(' '.join(option.choices))}")
    elif option.takes in {Takes.FILE, Takes.FOLDER}:
        parts.append("-r -F")
    elif option.takes in ASKED:
        parts.append(f"-x -a {_quote(_fish_asked(option))}")
    elif option.takes is not Takes.NOTHING:
        parts.append("-x")
    if option.help:
        parts.append(f"-d {_quote(option.help)}")
    return " ".join(parts)


def _fish_asked(one: Option | Argument) -> str:
    return f"({_asked(one, '(commandline -opc)[-1]')})"


def _asked(one: Option | Argument, before: str, program: str = _NAME) -> str:
    """Return the command by which a shell asks what may stand there."""
    return f"{program} {WORDS_COMMAND} {ASKED[one.takes]} {before} 2>/dev/null"


def _spellings(options: Sequence[Option]) -> list[str]:
    return [spelling for option in options for spelling in option.names]


def _quote(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
