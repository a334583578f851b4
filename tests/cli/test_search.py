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
            2,
            'There is no "autor:" to search in; there are country:, topic:, said-by:',
        ),
        (["-autor:Holm", "x"], 2, "feed:, year:, month:, kind:, is:"),
        (["http://a.example/x"], 2, 'put quotes around them: "http:…"'),
        (
            ["--lmit", "3", "x"],
            2,
            'there is no "--lmit"; did you mean "--limit"? `traynews search --help`',
        ),
        (["x", "--limit", "-3"], 2, "write a number from 1"),
        (["-"], 2, "give at least one word"),
        (["country:Irn"], 2, 'did you mean "country:Iran"?'),
        (["feed:fed1"], 2, 'did you mean "feed:feed1"?'),
        (["protester", "feed:fed1"], 2, 'did you mean "feed:feed1"?'),
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
    assert 'there is no "-search"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["list", "--feeds", "uk"], ["usage: traynews list", 'did you mean "--feed"?']),
        (["rules", "add", "urgent", "--countries=Iran"], ["traynews rules add", '"--country"?']),
        (
            ["list", "5"],
            ["usage: traynews list", '"5" is one word more than `traynews list` takes'],
        ),
        (["list", "--data-dir", "d"], ["traynews --data-dir DIR list"]),
        (["config", "set", "a", "b", "--config=c"], ["traynews --config FILE config set"]),
        (["--json", "list"], ["--json stands behind its command: traynews COMMAND --json"]),
        (["--verison"], ['did you mean "--version"?']),
        (["version"], ['did you mean "--version"?']),
        (["help"], ['did you mean "--help"?']),
    ],
)
def test_an_option_that_is_none_is_answered_by_the_command_it_was_given_to(
    words: list[str], says: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_words(words)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert all(part in said for part in says), said
