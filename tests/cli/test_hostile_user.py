"""What a user, or a machine that goes wrong, can do to the command line: one clear line, always."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from tests.installation import ROOT, Installation, make_feed, quit_program
from tests.server import FeedServer
from traynews.locations import locate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="devices and pipes are Linux's")


def run_into(
    installation: Installation, output: Path, *words: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command with its standard output in a file or device."""
    with output.open("w", encoding="utf-8") as stream:
        return subprocess.run(
            installation.command(*words),
            env={**installation.environment, **environment},
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            timeout=30,
            check=False,
        )


# --- settings ---------------------------------------------------------------------------------


def test_a_pipe_is_no_settings_file_and_nobody_waits_for_its_writer(
    installation: Installation,
) -> None:
    os.mkfifo(installation.config)
    done = installation.run("config", "check", status=2)
    says = "this is a pipe; write the settings to a file"
    assert done.stderr == f"traynews: {installation.config}: {says}\n"


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("endless", "this is a device; write the settings to a file"),
        ("huge", "it is larger than 1 MB"),
    ],
)
def test_what_is_too_large_for_settings_is_not_read(
    installation: Installation, kind: str, says: str
) -> None:
    if kind == "endless":
        installation.config.symlink_to("/dev/zero")
    else:
        installation.config.write_text("[menu]\n" + "k = 1\n" * 2_000_000, encoding="utf-8")
    done = installation.run("status", status=2)
    assert done.stderr.endswith(f"{says}\n")


def test_an_empty_device_means_all_defaults(installation: Installation) -> None:
    installation.config.symlink_to("/dev/null")
    assert "fine" in installation.run("config", "check").stdout


def test_settings_cannot_drive_the_terminal(installation: Installation) -> None:
    installation.config.write_text(
        '[menu]\nbadge = "\\u001b]0;gotcha\\u0007\\nred"\n"a\\nb" = 1\n', encoding="utf-8"
    )
    done = installation.run("config", "check", status=2)
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.rstrip("\n").isprintable()


# --- where things are -----------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--config", "--data-dir"])
def test_a_home_of_nobody_is_named_as_such(installation: Installation, option: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "traynews", option, "~nobody-of-this-name/x", "list"],
        env=installation.environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("traynews: no home folder is known")


def test_a_folder_that_is_gone_is_named_as_such(installation: Installation) -> None:
    with tempfile.TemporaryDirectory() as gone:
        command = [sys.executable, "-m", "traynews", "--data-dir", "data", "list"]
        script = f"cd {gone}; rmdir {gone}; exec {' '.join(command)}"
        done = subprocess.run(
            ["/bin/sh", "-c", script],
            env=installation.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        Path(gone).mkdir()
    assert done.returncode == 2
    assert done.stderr == "traynews: this folder cannot be used: No such file or directory\n"


@pytest.mark.parametrize("words", [["check"], ["list"], ["status"], [], ["pause"], ["read", "1"]])
def test_a_data_folder_that_is_a_file_gets_one_line(
    installation: Installation, words: list[str]
) -> None:
    installation.configure()
    installation.data.write_text("in the way", encoding="utf-8")
    done = installation.run(*words, status=1)
    assert str(installation.data) in done.stderr
    assert len(done.stderr.splitlines()) == 1


OPTION, VARIABLE = ["--config", "{}"], list[str]()
"""The two ways to name a settings file."""
NAMED = [OPTION, VARIABLE]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 2), (["run"], 2), (["check"], 2), (["window"], 2), (["status"], 0),
        (["feeds", "--json"], 0), (["rules"], 0), (["feeds", "export", "-"], 0),
        (["autostart", "on"], 0), (["install"], 0),
    ],
    ids=str,
)  # fmt: skip
def test_a_settings_file_that_is_misspelt_is_told_and_nobody_is_asked_by_the_defaults(
    installation: Installation, words: list[str], status: int
) -> None:
    installation.configure()
    misspelt = installation.folder / "confg.toml"
    done = run_with_config(installation, misspelt, OPTION, *words)
    assert done.returncode == status
    how = f"traynews --config {misspelt} config edit"
    told = f"{misspelt}: there is no such file; to make it, with all defaults: {how}"
    assert done.stderr == f"traynews: {told}\n"


@pytest.mark.parametrize(
    ("place", "told"),
    [("link", "this is a link to nowhere, and nothing is there"),
     ("file/x", "cannot be read: Not a directory")],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other words for it")
def test_a_place_for_settings_where_none_can_be_is_told_in_one_line(
    installation: Installation, place: str, told: str
) -> None:
    (installation.folder / "link").symlink_to("nowhere")
    (installation.folder / "file").touch()
    config = installation.folder / place
    done = run_with_config(installation, config, OPTION, "feeds")
    assert (done.returncode, done.stderr) == (2, f"traynews: {config}: {told}\n")


def test_a_place_for_settings_that_the_environment_names_may_be_empty(
    installation: Installation,
) -> None:
    """As the usual one is at the first start: in containers, or where all is in one folder."""
    assert not locate(None, None, {"TRAYNEWS_CONFIG": str(installation.config)}).must_have_config
    for words in (["status"], ["doctor", "--json"]):
        done = run_with_config(installation, installation.config, VARIABLE, *words)
        assert "there is no such file" not in done.stdout + done.stderr


@pytest.mark.parametrize("named", NAMED, ids=["option", "variable"])
@pytest.mark.parametrize(
    "words",
    [
        ["config", "set", "menu.badge", "dot"], ["feeds", "disable", "uk"],
        ["feeds", "enable", "international-fr"], ["feeds", "add", "international-es"],
        ["feeds", "remove", "uk"],
        ["rules", "add", "silent", "--kind", "report"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_changes_the_settings_makes_a_file_where_one_is_named(
    installation: Installation, words: list[str], named: list[str]
) -> None:
    done = run_with_config(installation, installation.config, named, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert installation.config.exists()


def test_the_doctor_says_that_a_settings_file_is_not_there(installation: Installation) -> None:
    done = run_with_config(installation, installation.config, OPTION, "doctor", "--json")
    (found,) = [one for one in json.loads(done.stdout) if one["topic"] == "settings"]
    assert found["state"] == "wrong"
    assert f"{installation.config}: there is no such file; " in found["says"]


def test_a_window_is_not_opened_on_settings_that_are_not_understood(
    installation: Installation,
) -> None:
    """The program that it starts would end at once, and nobody would see why."""
    installation.config.write_text("[menu]\nbadge = 3\n", encoding="utf-8")
    said = installation.run("window", status=2).stderr
    assert said.startswith(f"traynews: {installation.config}, line 2, menu.badge: ")
    assert not (installation.data / "traynews.log").exists()


@pytest.mark.parametrize("named", NAMED, ids=["option", "variable"])
def test_the_usual_settings_file_need_not_be_there_also_where_it_is_named(
    installation: Installation, named: list[str]
) -> None:
    usual = Path(installation.run("config", "path").stdout.strip())
    assert usual == installation.config
    home = {"XDG_CONFIG_HOME": str(installation.folder / "home")}
    installation.environment.update(home)
    usual = installation.folder / "home" / "traynews" / "config.toml"
    done = run_with_config(installation, usual, named, "status", "--json")
    assert (done.returncode, done.stderr) == (0, "")


def run_with_config(
    installation: Installation, config: Path, named: list[str], *words: str
) -> subprocess.CompletedProcess[str]:
    options = [one.format(config) for one in named]
    options += ["--data-dir", str(installation.data)]
    return subprocess.run(
        [sys.executable, "-m", "traynews", *options, *words],
        env=installation.environment | ({} if named else {"TRAYNEWS_CONFIG": str(config)}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# --- output ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [["list"], ["status", "--json"], ["config"], ["export", "-", "--format", "json"]]
)
def test_output_that_cannot_be_written_gets_one_line(
    installation: Installation, words: list[str]
) -> None:
    installation.configure()
    done = run_into(installation, Path("/dev/full"), *words)
    assert done.returncode == 1
    assert done.stderr == "traynews: the output: No space left on device\n"


@pytest.mark.parametrize("words", [["check", "--force"], ["check", "--force", "--json"]])
def test_what_check_could_not_print_is_still_to_be_told(
    installation: Installation, words: list[str]
) -> None:
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(1))
        installation.configure(feeds.url("/feed"))
        installation.run("check")
        feeds.serve("/feed", make_feed(2))
        assert run_into(installation, Path("/dev/full"), *words).returncode == 1
        assert "protester number 2" in installation.run("check", "--force").stdout


@pytest.mark.parametrize("words", [["list"], ["stats"], ["export", "-", "--format", "json"]])
def test_a_reader_that_goes_before_the_end_is_no_mistake(
    installation: Installation, words: list[str]
) -> None:
    """As in `traynews export - --format json | head`."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as output:
        done = subprocess.run(
            installation.command(*words),
            env=installation.environment,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            timeout=30,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
@pytest.mark.parametrize(
    "closed", [">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/full 2>&-"]
)
@pytest.mark.parametrize(("words", "status"), [(["list"], 0), (["show", "7"], 1), (["stats"], 0)])
def test_a_stream_that_is_closed_or_full_breaks_nothing(
    installation: Installation, closed: str, words: list[str], status: int
) -> None:
    """Nor is what would be printed written into the archive, which is opened next."""
    script = f'exec "$@" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *installation.command(*words)],
        env=installation.environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    full = closed.startswith(">/dev/full")
    assert done.returncode == (1 if full else status), done
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1
    assert "is sound" in installation.run("doctor", status=1).stdout


@pytest.mark.parametrize("home", ["/proc/nowhere", "/dev/null", "/sys"])
@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["config", "set", "menu.badge", "dot"],
        ["config", "edit"],
        ["status"],
        ["check"],
        [],
    ],
    ids=" ".join,
)
def test_a_home_that_cannot_be_written_gets_one_line(home: str, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "traynews", *words],
        env={"HOME": home, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode in {1, 2}, done
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("traynews: ")
    assert home in done.stderr


def test_letters_that_the_terminal_lacks_stop_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    installation.configure()
    path = tmp_path / "output"
    for words in (["feeds"], ["feeds", "--json"]):
        done = run_into(installation, path, *words, PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, "")
    titles = [feed["title"] for feed in json.loads(path.read_text(encoding="ascii"))]
    assert any(not title.isascii() for title in titles)


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pace", ["0", "-5", "nan", "inf", "soon"])
def test_the_demo_takes_no_pace_that_it_cannot_keep(installation: Installation, pace: str) -> None:
    done = installation.run("demo", "--every", pace, status=2)
    assert done.stderr.endswith("--every: write seconds from 1 to 3600\n")


@pytest.mark.parametrize("browser", ["/bin/false", "no-such-browser"])
def test_a_browser_that_fails_leaves_the_release_unread(
    installation: Installation, browser: str
) -> None:
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(1))
        installation.configure(feeds.url("/feed"), more=f'[browser]\ncommand = "{browser}"')
        installation.run("check")
        feeds.serve("/feed", make_feed(2))
        installation.run("check", "--force")
    assert installation.read("status")["unread"] == 1
    done = installation.run("open", "2", status=1)
    assert "browser" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert installation.read("status")["unread"] == 1
    done = installation.run("archive", "--output", str(installation.folder / "pages"), status=1)
    assert len(done.stderr.splitlines()) == 1


# --- while it runs --------------------------------------------------------------------------------


@pytest.mark.long
def test_a_log_that_cannot_be_written_is_not_the_users_problem(
    installation: Installation,
) -> None:
    """The log is on a full disk: what would be logged must not land in the terminal instead."""
    installation.data.mkdir()
    (installation.data / "traynews.log").symlink_to("/dev/full")
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(1))
        installation.configure(feeds.url("/feed"))
        program = installation.start()
        try:
            wait_for(lambda: len(feeds.requests()) > 1, 10, "it polls")
            installation.config.write_text("[menu\n", encoding="utf-8")  # which is logged
            installation.run("status", status=2)
            asked = len(feeds.requests())
            wait_for(lambda: len(feeds.requests()) > asked + 2, 10, "it polls on")
            assert quit_program(program) == 0
            assert len(program.output().splitlines()) == 1, program.output()
        finally:
            program.kill()


def test_a_log_that_is_a_pipe_is_refused_at_once(installation: Installation) -> None:
    installation.data.mkdir()
    os.mkfifo(installation.data / "traynews.log")
    done = installation.run(status=1)
    assert "traynews.log: cannot be written: it is a pipe" in done.stderr
