"""`search`: what may be typed, as a shell hands it on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installation import Installation, make_feed, without_desktop
from tests.server import FeedServer
from traynews.cli.arguments import make_parser, read_words


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder: Path = tmp_path_factory.mktemp("search")
    installation = without_desktop(folder)
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(3))
        installation.configure(feeds.url("/feed"))
        installation.run("check")
    return installation


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["protester"], 3),
        (["protester", "-3"], 2),
        (["-3", "protester", "--limit", "1"], 1),
        (["protester", "-feed:feed1"], 0),
        (["protester", "-year:2024"], 0),
        (["-is:unread", "-year:2023"], 3),
        (["protester", "-hunger"], 3),
        (['protester -"number 2"'], 2),
        (["--limit", "9", "protester", "-1", "-2"], 1),
        (['"protester: number"'], 3),
    ],
)
def test_words_that_are_not_wanted_need_no_quotes(
    installation: Installation, words: list[str], found: int
) -> None:
    assert len(installation.read("search", *words)) == found


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (
            ["autor:Holm"],
            1,
            'There is no "autor:" to search in; there are country:, topic:, said-by:',
        ),
        (["-autor:Holm", "x"], 1, "feed:, year:, month:, kind:, is:"),
        (["http://a.example/x"], 1, 'put quotes around them: "http:…"'),
        (["--lmit", "3", "x"], 2, "unrecognized arguments: --lmit"),
        (["x", "--limit", "-3"], 2, "write a number from 1"),
        (["-x"], 1, "give at least one word"),
    ],
)
def test_what_cannot_be_searched_for_is_one_line_that_says_what_can(
    installation: Installation, words: list[str], status: int, says: str
) -> None:
    done = installation.run("search", *words, status=status)
    assert says in done.stderr.splitlines()[-1]


def test_help_tells_the_whole_syntax(installation: Installation) -> None:
    said = installation.run("search", "--help").stdout
    for part in ("country:", "topic:", "said-by:", "feed:", "year:", "is:unread", "-sudan", "n*"):
        assert part in said


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_is_no_word_to_search_for(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_words(["--config", "x", "search", word])
    assert "what WORDS may be" in capsys.readouterr().out


def test_other_commands_take_no_such_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["list", "-search"])
    with pytest.raises(SystemExit):
        read_words(["list", "-search"])
    assert "unrecognized" in capsys.readouterr().err
