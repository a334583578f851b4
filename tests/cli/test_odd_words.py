"""Every command with words that nobody means: one clear line, or it works; never a traceback.

The commands and their options are read from the grammar, so a new one is tried, too.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from traynews.cli.arguments import make_parser
from traynews.cli.grammar import Takes, read_grammar, walk
from traynews.cli.main import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bytes as words are Linux's")

ODD = {
    "nothing": "",
    "a blank": " ",
    "a dash": "-",
    "minus one": "-1",
    "zero": "0",
    "a digit that is none": "²",
    "a number of another script": "٣",
    "more than SQLite counts": str(2**63),
    "more digits than Python reads": "9" * 5000,
    "not a number": "nan",
    "an escape sequence": "\x1b]0;gotcha\x07",
    "two lines": "a\nb",
    "no UTF-8": "caf\udce9",
    "half a surrogate pair": "\ud83d",
    "marks of direction": "\u202e\u200f\u2066",
    "quotes": "'\"`$(x)",
    "a bracket": "http://[",
    "an address without host": "https://",
    "an address without port": "http://a.example:port/",
    "an address that is no UTF-8": "http://a.example/\udce9",
    "an address with a password": "http://user:password@a.example/",
    "a file as address": "file:///etc/passwd",
    "a script as address": "javascript:alert(1)",
    "only dots": "...",
    "a folder": "/",
    "a device": "/dev/null",
    "a full device": "/dev/full",
    "a home of nobody": "~nobody-of-this-name/x",
    "a name that is too long": "x" * 300,
    "a very long word": "word " * 20_000,
}
PLAIN = {
    "ID": "1", "FEED": "uk",
    "N": "3", "WORDS": "word", "DURATION": "1h", "KEY": "menu.badge", "VALUE": "dot",
    "ADDRESS": "uk", "SECONDS": "6", "FILE": "out.json", "DIR": "pages",
    "LEVEL": "alert",
}  # fmt: skip
RUNNING = {"run", "demo"}  # they would; their words are read by the same readers


@dataclass(frozen=True)
class Ended:
    """What came of a command."""

    status: int
    output: str
    error: str


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home, from which no server, bus or browser is reached."""
    for name in list(os.environ):
        if name.startswith(("TRAYNEWS", "XDG", "DBUS")) or name in {"DISPLAY", "BROWSER", "EDITOR"}:
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(tmp_path),
        "PATH": "",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(words: list[str], monkeypatch: pytest.MonkeyPatch) -> Ended:
    output, error = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(output, "utf-8"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(error, "utf-8", errors="backslashreplace"))
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
        try:
            status = main(words)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 99
        sys.stdout.flush()
        sys.stderr.flush()
        return Ended(status, output.getvalue().decode(), error.getvalue().decode())


def calls() -> Iterator[tuple[str, str, str]]:
    """Give each command with each of its words in turn, and how that stands before the odd one."""
    for name, command in walk(read_grammar(make_parser())):
        if name in RUNNING or (command.commands and not command.arguments):
            continue
        for argument in command.arguments:
            if argument.takes is not Takes.CHOICE:
                yield name, argument.placeholder, ""
        for option in command.options:
            if option.takes not in {Takes.NOTHING, Takes.CHOICE}:
                yield name, option.placeholder, option.names[-1]


def make_words(name: str, placeholder: str, option: str, odd: str) -> list[str]:
    grammar = dict(walk(read_grammar(make_parser())))[name]
    words = name.split()
    for argument in grammar.arguments:
        plain = argument.choices[0] if argument.choices else PLAIN[argument.placeholder]
        is_odd = not option and argument.placeholder == placeholder
        words.append(odd if is_odd else plain)
    return [*words, f"{option}={odd}"] if option else words


def assert_told(ended: Ended) -> None:
    assert ended.status in {0, 1, 2}, ended
    assert "Traceback" not in ended.error
    if not ended.status:
        return
    *_, last = lines = ended.error.splitlines()
    assert last.startswith("traynews"), lines
    assert last.isprintable(), lines
    usage = [line for line in lines[:-1] if not line.startswith(("usage: ", " "))]
    assert not usage, lines
    assert len(last) <= 1000 + len("traynews: ")


@pytest.mark.long
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_every_word_of_every_command_may_be_odd(
    odd: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, placeholder, option in calls():
        words = make_words(name, placeholder, option, odd)
        ended = call(words, monkeypatch)
        try:
            assert_told(ended)
        except AssertionError as error:
            raise AssertionError(f"{words}: {ended}"[:2000]) from error
    assert home.is_dir()


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("option", ["--config", "--data-dir"])
@pytest.mark.usefixtures("home")
def test_every_place_of_the_program_may_be_odd(
    option: str, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (["list"], ["config", "check"], ["config", "set", "menu.badge", "dot"], ["stats"]):
        assert_told(call([f"{option}={odd}", *words], monkeypatch))


@pytest.mark.parametrize("odd", ["no UTF-8", "half a surrogate pair"])
@pytest.mark.parametrize(
    "words",
    [
        ["search", "?"], ["feeds", "add", "?"], ["feeds", "add", "http://a.example/?"],
        ["feeds", "remove", "?"], ["config", "set", "?", "dot"],
        ["config", "set", "browser.command", "?"], ["list", "--feed", "?"], ["show", "?"],
        ["pause", "?"], ["read", "?"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_words_that_are_no_utf8_end_with_usage_and_leave_nothing_behind(
    odd: str, words: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = call([word.replace("?", ODD[odd]) for word in words], monkeypatch)
    assert_told(ended)
    assert ended.status == 2
    assert not list(home.iterdir())


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "https://", "http://a:b:c/"])
def test_an_address_that_is_none_leaves_nothing_behind(
    address: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = call(["feeds", "add", address], monkeypatch)
    assert_told(ended)
    assert ended.status in {1, 2}
    assert address in ended.error
    assert not list(home.rglob("config.toml"))


@pytest.mark.parametrize("option", ["--config", "--data-dir"])
def test_an_empty_place_is_not_taken_for_the_usual_one(
    option: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`wipe --yes --data-dir "$UNSET"` must not remove the archive of every day."""
    ended = call([f"{option}=", "wipe", "--yes"], monkeypatch)
    assert_told(ended)
    assert ended.status == 2
    assert not list(home.iterdir())


def test_the_grammar_gives_every_kind_of_word() -> None:
    placeholders = {placeholder for _, placeholder, _ in calls()}
    assert {
        "ID",
        "WORDS",
        "KEY",
        "VALUE",
        "ADDRESS",
        "FILE",
        "DIR",
        "N",
        "DURATION",
    } <= placeholders
