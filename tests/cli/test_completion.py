"""What shells and `man` know of the command line: all of it, read from the same words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import find_tool
from traynews.cli.arguments import make_parser
from traynews.cli.completion import make_script
from traynews.cli.grammar import Grammar, Takes, read_grammar, walk
from traynews.cli.manual import make_manual

ROOT = Path(__file__).parents[2]
SHELLS = {"bash": "bash", "zsh": "zsh", "fish": "fish"}


def grammar() -> Grammar:
    return read_grammar(make_parser())


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the program where a shell finds it: it is asked for feeds, keys and values."""
    script = tmp_path / "bin" / "traynews"
    script.parent.mkdir()
    command = f"PYTHONPATH='{ROOT}' exec '{sys.executable}' -m traynews"
    script.write_text(f'#!/bin/sh\n{command} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TRAYNEWS_CONFIG", str(tmp_path / "none.toml"))


def run(program: list[str], script: str) -> list[str]:
    done = subprocess.run(
        program, input=script, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    return done.stdout.splitlines()


def test_the_grammar_has_every_command_that_help_lists() -> None:
    help_text = make_parser().format_help()
    names = [command.name for command in grammar().commands]
    assert len(names) > 20
    for name in names:
        assert f"    {name} " in help_text or f"    {name}\n" in help_text
    assert {"list", "show", "archive", "feeds", "wipe"} <= set(names)
    assert {"feeds import", "feeds export", "config set"} <= {name for name, _ in walk(grammar())}


@pytest.mark.parametrize("name", SHELLS)
def test_every_command_and_option_is_in_the_script(name: str) -> None:
    script = make_script(grammar(), name)
    for command, inner in [("", grammar()), *walk(grammar())]:
        assert command.rpartition(" ")[2] in script
        for option in inner.options:
            for spelling in option.names:
                assert (spelling.lstrip("-") if name == "fish" else spelling) in script


def test_every_command_and_option_is_in_the_manual() -> None:
    text = make_manual(grammar()).replace("\\-", "-")
    for command, inner in walk(grammar()):
        assert f"\n.SS {command}\n" in text
        for option in inner.options:
            if "--help" not in option.names:
                assert all(f"\\fB{name}\\fR" in text for name in option.names)


def test_man_can_show_the_manual(tmp_path: Path) -> None:
    page = tmp_path / "traynews.1"
    page.write_text(make_manual(grammar()), encoding="utf-8")
    lines = run([find_tool("man", "man-db"), "--warnings", "--local-file", str(page)], "")
    assert any("Amnesty International" in line for line in lines)


CASES = [
    (["ex"], {"export"}),
    (["fe"], {"feeds"}),
    (["--conf"], {"--config"}),
    (["list", "--un"], {"--unread"}),
    (["export", "--format", ""], {"json", "atom", "csv", "mbox"}),
    (["--data-dir", "x", "export", "--format", "m"], {"mbox"}),
    (["feeds", "imp"], {"import"}),
    (["feeds", "ena"], {"enable"}),
    (["config", "s"], {"set", "show"}),
    (["completion", "z"], {"zsh"}),
    (["import", "REA"], {"README.md"}),
    (["feeds", "enable", "un-"], {"un-human-rights"}),
    (["--data-dir", "x", "feeds", "enable", "un-"], {"un-human-rights"}),
    (["--data-dir", "x", "config", "set", "menu.badge", "d"], {"dot"}),
    (["list", "--feed", "usa"], {"usa"}),
    (["config", "get", "menu.b"], {"menu.badge"}),
    (["config", "unset", "feeds.uk.al"], {"feeds.uk.alerts"}),
    (["config", "set", "menu.badge", "d"], {"dot"}),
    (["config", "set", "alerts.sound", ""], {"true", "false"}),
]


@pytest.mark.parametrize("lacking", ["", "enable -n mapfile compopt"], ids=["bash", "bash-3.2"])
@pytest.mark.parametrize(("words", "offered"), CASES, ids=lambda words: " ".join(sorted(words)))
def test_bash_offers(words: list[str], offered: set[str], lacking: str) -> None:
    quoted = " ".join(f"'{word}'" for word in ["traynews", *words])
    script = (
        f"{lacking}\n{make_script(grammar(), 'bash')}\ncd '{ROOT}'\nCOMP_WORDS=({quoted})\n"
        f'COMP_CWORD={len(words)}\n_traynews\nprintf "%s\\n" "${{COMPREPLY[@]}}"\n'
    )
    assert set(run([find_tool("bash", "bash"), "--norc"], script)) == offered


@pytest.mark.parametrize(
    ("typed", "line"),
    [("fe", "feeds "), ("import fe", "import feeds/"), ("import no", "import no\\ way ")],
)
def test_bash_takes_files_for_files_and_nothing_else(typed: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "no way").touch()
    script = make_script(grammar(), "bash")
    rc = tmp_path / "rc"
    rc.write_text(f"{script}\ncd '{tmp_path}'\nbind 'set enable-bracketed-paste off'\nPS1=\n")
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [find_tool("bash", "bash"), "--rcfile", str(rc), "-i"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            keys = f"traynews {typed}\t\x01printf '%s' '\x05' > found; exit\n"
            os.write(ours, keys.encode())
            process.wait(60)
        finally:
            process.kill()
            os.close(ours)
    assert (tmp_path / "found").read_text(encoding="utf-8") == f"traynews {line}"


@pytest.mark.parametrize(("words", "offered"), CASES, ids=lambda words: " ".join(sorted(words)))
def test_fish_offers(words: list[str], offered: set[str], tmp_path: Path) -> None:
    path = tmp_path / "traynews.fish"
    path.write_text(make_script(grammar(), "fish"), encoding="utf-8")
    line = " ".join(["traynews", *words])
    script = f"cd '{ROOT}'; source '{path}'; complete -C '{line}'"
    rows = run([find_tool("fish", "fish"), "--no-config"], script)
    found = {row.partition("\t")[0] for row in rows}
    assert found == offered


@pytest.mark.parametrize(("words", "offered"), CASES, ids=lambda words: " ".join(sorted(words)))
def test_zsh_offers(words: list[str], offered: set[str], tmp_path: Path) -> None:
    (tmp_path / "_traynews").write_text(make_script(grammar(), "zsh"), encoding="utf-8")
    line = " ".join(["traynews", *words])
    # Completion works only where a line is edited: once one is, it is filled in and completed.
    (tmp_path / ".zshrc").write_text(
        rf"""
        cd '{ROOT}'
        fpath=('{tmp_path}' $fpath)
        autoload -U compinit; compinit -u -d '{tmp_path}/dump'
        zstyle ':completion:*' insert-tab false
        compadd () {{
            [[ ${{@[1,(i)(-|--)]}} == *-(O|A|D)\ * ]] && {{ builtin compadd "$@"; return $? }}
            typeset -a hits; builtin compadd -A hits "$@"; builtin compadd "$@"
            print -rl -- $hits >> '{tmp_path}/hits'
        }}
        zle-line-init () {{
            BUFFER='{line}'; CURSOR=$#BUFFER; zle complete-word
            mv '{tmp_path}/hits' '{tmp_path}/found'; exit
        }}
        zle -N zle-line-init
        """,
        encoding="utf-8",
    )
    environment = {**os.environ, "ZDOTDIR": str(tmp_path), "TERM": "xterm"}
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [find_tool("zsh", "zsh"), "--interactive"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            process.wait(60)
        finally:
            process.kill()
            os.close(ours)
    assert set((tmp_path / "found").read_text(encoding="utf-8").split()) == offered


def test_every_argument_that_is_a_file_is_completed_as_one() -> None:
    files = {
        name
        for name, command in walk(grammar())
        for argument in command.arguments
        if argument.takes is Takes.FILE
    }
    assert files == {"export", "import", "feeds import", "feeds export"}
