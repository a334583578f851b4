"""The browser opener, with real children: what is refused, what is started, and how it ends."""

from __future__ import annotations

import json
import os
import queue
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.programs import wait_for
from traynews.desktop.addresses import check_url
from traynews.desktop.browser import SystemBrowser
from traynews.errors import BrowserError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are Unix scripts")

SOON = 30.0  # seconds; a program that fails at once may take a while to start on a busy machine
PAGE = "https://news.example/a?b=c&d=%20#e"

_PROGRAM = """#!{python} -IS
import json, os, sys
names = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID", "LD_LIBRARY_PATH")
told = {{
    "arguments": sys.argv[1:],
    "environment": {{name: os.environ.get(name) for name in names}},
    "session": os.getsid(0) == os.getpid(),
    "closed": all(os.fstat(fd).st_rdev == os.stat(os.devnull).st_rdev for fd in (0, 1, 2)),
}}
open({told!r} + ".part", "w").write(json.dumps(told))
os.rename({told!r} + ".part", {told!r})
sys.exit({code})
"""


@pytest.fixture
def make_program(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Return a maker of programs that write down how they were called."""

    def make(name: str = "browser", code: int = 0) -> tuple[Path, Path]:
        path, told = tmp_path / name, tmp_path / f"{name}.json"
        path.write_text(_PROGRAM.format(python=sys.executable, told=str(told), code=code))
        path.chmod(0o755)
        return path, told

    return make


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a browser that fails for as long as it takes."""
    monkeypatch.setattr("traynews.desktop.browser._SOON", SOON)


def read(told: Path) -> dict[str, object]:
    wait_for(told.exists, 5, "the program tells how it was called")
    read: dict[str, object] = json.loads(told.read_text())
    return read


def children() -> set[str]:
    """Return the children of this process, zombies too."""
    found = set[str]()
    for task in Path("/proc/self/task").iterdir():
        try:
            found |= set((task / "children").read_text().split())
        except OSError:
            continue  # the thread has ended
    return found


# --- addresses ---


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://127.0.0.1:8000/",
        "http://[::1]:80/x",
        "HTTPS://NEWS.example",
        "https://news.example/é/ع",
        "https://news.example/$(id);%s%u",
    ],
)
def test_pages_of_the_web_are_opened_as_they_are(url: str) -> None:
    assert check_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example",
        "//news.example/",
        "https:///a",
        "https:news.example",
        "https://",
        "http://:80/",
        "https://news.example:99999/",
        "https://[::1/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://news.example/",
        "-private",
        "--new-window https://news.example/",
        "https://amnesty.org@evil.example/",
        "https://user:pass@news.example/",
        "https://evil.example\\@amnesty.org/",
        " https://news.example/",
        "https://news.example/a b",
        "https://news.example/\n--headless",
        "https://news.example/\x00",
        "https://news.example/\u2028",
        "https://news.example/\ud800",
        "https://news.example/" + "a" * 9000,
    ],
)
def test_anything_else_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(BrowserError) as refused:
        SystemBrowser().open(url)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 1000


def test_quotes_and_brackets_are_encoded() -> None:
    assert check_url("https://news.example/\"'<>`{|}^") == (
        "https://news.example/%22%27%3C%3E%60%7B%7C%7D%5E"
    )


@given(st.text())
def test_whatever_is_opened_is_a_page_of_the_web_and_one_plain_word(text: str) -> None:
    try:
        url = check_url(f"https://news.example/{text}")
    except BrowserError:
        return
    assert url.startswith("https://news.example/")
    assert not set(url) & set(" \t\r\n\0'\"\\`<>")


# --- the user's browser ---


def test_the_command_gets_the_page_as_one_argument_and_no_shell_sees_it(
    make_program: Callable[..., tuple[Path, Path]],
) -> None:
    path, told = make_program("my browser")
    url = "https://news.example/$(touch${IFS}x);a&b"
    SystemBrowser(f"{shlex.quote(str(path))} --new-tab").open(url)
    called = read(told)
    assert called["arguments"] == ["--new-tab", url.replace("{", "%7B").replace("}", "%7D")]
    assert called["session"]
    assert called["closed"]


@pytest.mark.parametrize(
    ("template", "arguments"),
    [
        ("{} %s -x", [PAGE, "-x"]),
        ("{} --url=%u", [f"--url={PAGE}"]),
        ("{} 'a b' &", ["a b", PAGE]),
    ],
)
def test_the_command_says_where_the_page_goes(
    make_program: Callable[..., tuple[Path, Path]], template: str, arguments: list[str]
) -> None:
    path, told = make_program()
    SystemBrowser(template.format(path)).open(PAGE)
    assert read(told)["arguments"] == arguments


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("/nowhere/browser", "there is no program '/nowhere/browser'"),
        ("no-such-browser-here", "there is no program 'no-such-browser-here'"),
        ("'unclosed", r"\[browser\] command cannot be read"),
        ("&", "names no program"),
        ("/", "cannot be started"),
    ],
)
def test_a_command_that_cannot_be_run_is_one_clear_line(command: str, reason: str) -> None:
    with pytest.raises(BrowserError, match=reason):
        SystemBrowser(command).open(PAGE)


def test_no_other_browser_is_tried_than_the_one_the_user_named(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, told = make_program("xdg-open")
    monkeypatch.setenv("PATH", str(other.parent))
    with pytest.raises(BrowserError):
        SystemBrowser("tor-browser").open(PAGE)
    monkeypatch.setenv("BROWSER", "tor-browser")
    with pytest.raises(BrowserError):
        SystemBrowser().open(PAGE)
    assert not told.exists()


# --- the others ---


def test_browser_of_the_environment_is_asked_in_its_order(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = make_program()
    monkeypatch.setenv("BROWSER", os.pathsep.join(["missing-one", "", f"{path} %s --second"]))
    SystemBrowser().open(PAGE)
    assert read(told)["arguments"] == [PAGE, "--second"]


@pytest.mark.usefixtures("patience")
def test_the_next_is_tried_when_one_fails_at_once(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, _ = make_program("failing", code=3)
    good, told = make_program("good")
    monkeypatch.setenv("BROWSER", os.pathsep.join([str(failing), str(good)]))
    SystemBrowser(on_failure=pytest.fail).open(PAGE)
    assert read(told)["arguments"] == [PAGE]


@pytest.mark.skipif(sys.platform != "linux", reason="others have the standard library's")
def test_the_system_is_asked_where_the_user_named_none(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = make_program("xdg-open")
    monkeypatch.setenv("PATH", str(path.parent))
    SystemBrowser().open(PAGE)
    assert read(told)["arguments"] == [PAGE]


@pytest.mark.skipif(sys.platform != "linux", reason="others have the standard library's")
def test_no_browser_at_all_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrowserError, match=r"no browser: set \[browser\] command"):
        SystemBrowser().open(PAGE)


# --- how it runs ---


def test_the_token_reaches_the_child_alone(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = make_program()
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "of our own start")
    SystemBrowser(str(path)).open(PAGE, "wayland-7")
    environment = {"XDG_ACTIVATION_TOKEN": "wayland-7", "DESKTOP_STARTUP_ID": "wayland-7"}
    assert read(told)["environment"] == {**environment, "LD_LIBRARY_PATH": None}
    assert "XDG_ACTIVATION_TOKEN" not in os.environ


@pytest.mark.parametrize("token", ["", "two words", "nul\0", "x" * 600])
def test_a_strange_token_and_that_of_our_own_start_are_left_out(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    path, told = make_program()
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "of our own start")
    SystemBrowser(str(path)).open(PAGE, token)
    names = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID", "LD_LIBRARY_PATH")
    assert read(told)["environment"] == dict.fromkeys(names)


def test_a_frozen_program_hides_its_libraries_from_the_browser(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = make_program()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/inside/the/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/the/users")
    SystemBrowser(str(path)).open(PAGE)
    environment = read(told)["environment"]
    assert isinstance(environment, dict)
    assert environment["LD_LIBRARY_PATH"] == "/the/users"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of zombies")
def test_it_returns_before_the_browser_ends_and_no_zombie_stays(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    program = tmp_path / "slow"
    program.write_text(f"#!/bin/sh\nread line < {gate}\n")
    program.chmod(0o755)
    before = children()
    SystemBrowser(str(program), on_failure=pytest.fail).open(PAGE)  # it ends when we write
    assert len(children() - before) == 1
    gate.write_text("go\n")
    wait_for(lambda: not children() - before, 5, "no child is left")


@pytest.mark.usefixtures("patience")
def test_a_browser_that_fails_at_once_is_told_in_one_line(
    make_program: Callable[..., tuple[Path, Path]],
) -> None:
    path, _ = make_program(code=4)
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    SystemBrowser(str(path), on_failure=told.put).open(PAGE)
    line = told.get(timeout=30)
    assert line == f"the browser failed: {path} ended with code 4"
    assert told.empty()


@pytest.mark.usefixtures("patience")
def test_every_failing_browser_leads_to_one_complaint(
    make_program: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, _ = make_program("failing", code=3)
    monkeypatch.setenv("BROWSER", os.pathsep.join([str(failing), "missing-one"]))
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    SystemBrowser(on_failure=told.put).open(PAGE)
    line = told.get(timeout=30)
    assert "ended with code 3" in line
    assert "there is no program 'missing-one'" in line


def test_a_patient_one_raises_what_fails_soon_and_waits_for_no_window_to_close(
    make_program: Callable[..., tuple[Path, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, _ = make_program("failing", code=3)
    with monkeypatch.context() as patch:
        patch.setattr("traynews.desktop.browser._SOON", SOON)
        with pytest.raises(BrowserError, match="ended with code 3"):
            SystemBrowser(str(failing), patient=True).open(PAGE)
        fine, told = make_program("fine")
        SystemBrowser(str(fine), patient=True).open(PAGE)
        assert told.exists()
        patch.setenv("BROWSER", os.pathsep.join([str(failing), "missing-one"]))
        with pytest.raises(BrowserError, match=r"ended with code 3.*no program 'missing-one'"):
            SystemBrowser(patient=True).open(PAGE)
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\nread line < {gate}\n")
    slow.chmod(0o755)
    before = children()
    SystemBrowser(str(slow), patient=True).open(PAGE)
    gate.write_text("go\n")
    wait_for(lambda: not children() - before, 5, "no child is left")


# --- our own pages ---


def test_our_own_page_is_opened_from_the_disk(
    make_program: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    path, told = make_program()
    page = tmp_path / "an archive é" / "2026.html"
    page.parent.mkdir()
    page.write_text("<p>")
    browser = SystemBrowser(str(path), pages=page.parent)
    browser.open_page(page)
    assert read(told)["arguments"] == [page.as_uri()]
    told.unlink()
    browser.open(page.as_uri())
    assert read(told)["arguments"] == [page.as_uri()]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file://{pages}/../secret.html",
        "file://{pages}/%2e%2e/secret.html",
        "file://{pages}/missing.html",
        "file://{pages}",
        "file://other.example{pages}/a.html",
        "file:",
        "file://[",
        "file://{pages}/%00",
    ],
)
def test_no_other_file_is_opened(tmp_path: Path, url: str) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text("<p>")
    (tmp_path / "secret.html").write_text("<p>")
    with pytest.raises(BrowserError, match="no page of TrayNews"):
        SystemBrowser("true", pages=pages).open(url.format(pages=pages))
    with pytest.raises(BrowserError, match="no page of TrayNews"):
        SystemBrowser("true").open((pages / "a.html").as_uri())


def test_a_page_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BrowserError, match="there is no page"):
        SystemBrowser("true").open_page(tmp_path / "missing.html")
