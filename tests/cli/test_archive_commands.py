"""The archive from the command line: tables, pages, exports, wiping; the real program each time."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from tests.installation import Installation, make_feed, quit_program, without_desktop
from tests.server import FeedServer
from traynews.cli.archive import write_pages
from traynews.cli.output import NOTHING_YET
from traynews.core.text.width import width_of
from traynews.errors import TrayNewsError
from traynews.locations import Locations

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and devices as POSIX has them")

pty = pytest.importorskip("pty", reason="needs terminals as Unix has them")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs terminals and /bin/sh")

LONG = "人权" * 80


@pytest.fixture(scope="module")
def shared() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


@pytest.fixture
def feeds(shared: FeedServer) -> FeedServer:
    """Give the server of all tests here, as it was when the archive was filled."""
    shared.serve("/feed", make_feed(4))
    return shared


@pytest.fixture(scope="module")
def polled(shared: FeedServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive that polled a baseline of three releases and one more."""
    made = empty(tmp_path_factory.mktemp("polled") / "first")
    shared.serve("/feed", make_feed(3))
    made.configure(shared.url("/feed"))
    made.run("check")
    shared.serve("/feed", make_feed(4))
    check_until_new(made)
    assert len(made.read("list")) == 4
    return made.folder


@pytest.fixture
def installation(tmp_path: Path, polled: Path, feeds: FeedServer) -> Installation:  # noqa: ARG001 - it serves what was polled
    """Return an installation of its own with a copy of that archive."""
    made = empty(tmp_path / "first")
    shutil.copytree(polled, made.folder, dirs_exist_ok=True)
    return made


def check_until_new(installation: Installation) -> None:
    """Poll as soon as the feed is due again, and then until something new came."""

    def came() -> bool:
        return any(one["new"] or one["updated"] for one in installation.read("check"))

    wait_for(came, 20, "something new comes")


def empty(folder: Path) -> Installation:
    folder.mkdir()
    return without_desktop(folder)


def on_terminal(installation: Installation, *words: str, columns: int = 80, **more: str) -> str:
    """Run a command whose output is a terminal, and return what it shows."""
    ours, theirs = pty.openpty()
    environment = {**installation.environment, "TERM": "xterm", "COLUMNS": str(columns), **more}
    with subprocess.Popen(
        installation.command(*words), stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # EIO: the other end was closed
                break
            shown += piece
        os.close(ours)
    assert process.returncode == 0, shown
    return shown.decode()


# --- tables --------------------------------------------------------------------------------------


def test_what_goes_to_another_program_has_no_colours_and_is_whole(
    installation: Installation,
) -> None:
    for words in (["list"], ["search", "protester"], ["show", "1"], ["stats"], ["why", "1"]):
        output = installation.run(*words).stdout
        assert output
        assert "\x1b" not in output


def test_a_terminal_gets_colours_unless_it_wants_none(installation: Installation) -> None:
    for words in (["list"], ["search", "protester"], ["show", "1"], ["stats"]):
        assert "\x1b[" in on_terminal(installation, *words)
        assert "\x1b[" not in on_terminal(installation, *words, NO_COLOR="1")
        assert "\x1b[" not in on_terminal(installation, *words, TERM="dumb")


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_no_headline_is_wider_than_the_terminal(
    installation: Installation, feeds: FeedServer, columns: int
) -> None:
    wide = make_feed(5).decode().replace("protester number 5", LONG)
    feeds.serve("/feed", wide.encode())
    check_until_new(installation)
    for words in (["list"], ["search", "graustark"]):
        lines = on_terminal(installation, *words, columns=columns, NO_COLOR="1").splitlines()
        assert len(lines) >= 5
        assert max(width_of(line) for line in lines) <= columns
        assert any("…" in line for line in lines)


def test_dates_are_those_of_the_users_clock(installation: Installation) -> None:
    installation.environment = {**installation.environment, "TZ": "Asia/Tokyo"}
    assert "2024-11-22 13:00" in installation.run("list", "--limit", "1").stdout
    assert installation.read("list")[0]["published"] == "2024-11-22T04:00:00Z"


def test_what_was_found_is_marked_on_a_terminal_and_placed_for_programs(
    installation: Installation,
) -> None:
    assert "\x1b[1;33mrelief\x1b[0m" in on_terminal(installation, "search", "relief", columns=160)
    for hit in installation.read("search", "relief"):
        assert [hit["snippet"][start:end] for start, end in hit["found"]] == ["relief"]


def test_a_release_in_full_for_programs(installation: Installation) -> None:
    shown = installation.read("show", "4")
    assert shown["standfirst"] == []
    assert shown["quotes"] == [{"text": "A long wait is over.", "speaker": "", "role": ""}]
    assert shown["paragraphs"][-1] == "“A long wait is over.”"
    assert shown["image"] == {"caption": "", "credit": ""}
    [source] = shown["sources"]
    assert source["feed"] == "feed1"
    assert source["guid"] == "4 at https://news.example"
    assert shown["revisions"] == []
    assert set(installation.read("list")[0]) <= set(shown)


def test_a_corrected_release_tells_what_it_was_called(
    installation: Installation, feeds: FeedServer
) -> None:
    feeds.serve("/feed", make_feed(4).replace(b"number 4<", b"number four<"))
    check_until_new(installation)
    [revision] = installation.read("show", "4")["revisions"]
    assert revision["title"] == "Graustark: Court frees protester number 4"
    assert "title" in revision["changed"]
    shown = installation.run("show", "4").stdout
    assert "it was called: Graustark: Court frees protester number 4" in shown


def test_why_is_told_to_programs_too(installation: Installation) -> None:
    assert installation.read("why", "1") == {
        "id": 1,
        "title": "Graustark: Court frees protester number 1",
        "level": "silent",
        "announced": None,
        "reason": "it was already there when this feed was first checked",
    }
    assert installation.read("why", "4")["announced"] is not None


def test_statistics_for_people_and_programs(installation: Installation) -> None:
    counted = installation.read("stats")
    assert counted["total"] == 4
    assert counted["first"] == counted["last"] == "2024-11-22"
    [year] = counted["years"]
    assert (year["year"], year["total"], year["weeks"][46], sum(year["weeks"])) == (2024, 4, 4, 4)
    assert "2024" in installation.run("stats").stdout


def test_one_release_is_counted_as_one(tmp_path: Path, feeds: FeedServer) -> None:
    feeds.serve("/feed", make_feed(1))
    fresh = empty(tmp_path / "fresh")
    fresh.configure(feeds.url("/feed"))
    fresh.run("check")
    assert fresh.run("stats").stdout.startswith("1 release, 2024-11-22\n")


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    fresh = empty(tmp_path / "fresh")
    assert fresh.run("list").stdout == f"{NOTHING_YET}\n"
    assert fresh.run("list", "--unread").stdout == "Nothing unread.\n"
    assert fresh.run("search", "peace").stdout == "Nothing found.\n"
    assert fresh.run("stats").stdout == f"{NOTHING_YET}\n"
    assert fresh.read("stats")["years"] == []
    assert fresh.run("export", str(tmp_path / "x.mbox")).stdout == "Nothing to export yet.\n"
    assert fresh.run("wipe", "--yes").stdout.endswith("Removed.\n")
    assert "nothing to remove" in fresh.run("wipe", "--yes").stdout


# --- pages ---------------------------------------------------------------------------------------


def test_the_pages_are_written_and_opened(installation: Installation, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    installation.environment = {**installation.environment, "BROWSER": str(browser)}
    index = installation.data / "pages" / "index.html"
    assert installation.run("archive").stdout == f"{index}\n"
    wait_for(opened.exists, 10, "the browser is started")
    assert opened.read_text() == index.as_uri()
    assert "protester number 4" in (index.parent / "2024.html").read_text(encoding="utf-8")
    assert index.parent.stat().st_mode & 0o077 == 0


def test_the_pages_go_where_they_are_wanted(installation: Installation, tmp_path: Path) -> None:
    folder = tmp_path / "shelf" / "news"
    installation.run("archive", "--no-open", "--output", str(folder))
    assert {path.name for path in folder.iterdir()} == {"index.html", "2024.html"}
    assert not (installation.data / "pages").exists()
    (folder / "index.html").write_text("mine")
    refused = installation.run("archive", "--no-open", "--output", str(folder), status=1)
    assert "is no page of TrayNews" in refused.stderr


def test_the_tray_gets_the_pages_from_a_process_of_its_own(installation: Installation) -> None:
    locations = Locations(installation.config, installation.data)
    assert write_pages(locations).read_text(encoding="utf-8").count("protester number") >= 4
    installation.config.write_text("[archive]\nkeep = 5\n")
    (locations.archive).write_text("no archive at all" * 1000)
    assert write_pages(locations).is_file()  # what is damaged is mended; settings are not read
    locations.pages.joinpath("index.html").write_text("mine")
    with pytest.raises(TrayNewsError, match="is no page of TrayNews"):
        write_pages(locations)


class _Headlines(HTMLParser):
    """Reads heading and titles off a page."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = ""
        self.titles: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h1" or (tag == "h4" and ("class", "title") in attrs):
            self._inside = tag
            if tag == "h4":
                self.titles.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "h1":
            self.heading += data
        elif self._inside:
            self.titles[-1] += data


@pytest.mark.corpus
def test_the_page_that_it_all_began_with(tmp_path: Path, feeds: FeedServer, seed: Path) -> None:
    """Five of 2024 in full and ten of 2023, under the headings of that page, in its order."""
    began = (seed / "amnesty-news-page.txt").read_text(encoding="utf-8")
    new, _, old = began.partition("Older News – 2023")
    expected = {
        "2024": re.findall(r"\+0000: (.*?) - Press Releases \|", new),
        "2023": re.findall(r"^\w{3} \d\d 2023 \d+:\d\d [ap]m\n(.+)$", old, re.MULTILINE),
    }
    assert [len(titles) for titles in expected.values()] == [5, 10]
    made = empty(tmp_path / "seeded")
    for year in expected:
        name = f"uk-press-releases-{year}.xml"
        feeds.serve(f"/{year}", (seed / name).read_bytes())
    made.configure(*(feeds.url(f"/{year}") for year in expected))
    made.run("check")
    made.run("archive", "--no-open")
    for year, heading in (("2024", "The 2024 News Feed"), ("2023", "Older News – 2023")):
        page = _Headlines()
        page.feed((made.data / "pages" / f"{year}.html").read_text(encoding="utf-8"))
        assert page.heading == heading
        assert page.titles == expected[year]
    text = (made.data / "pages" / "2024.html").read_text(encoding="utf-8")
    assert text.count("<blockquote>") >= 20
    assert not re.search(r"Neil Durkin|kai\.akram|Rachel\.Reilly|Issue Small Image", text)


# --- elsewhere and back --------------------------------------------------------------------------


def test_an_export_restores_everything_and_nobody_is_told_again(
    installation: Installation, feeds: FeedServer, tmp_path: Path
) -> None:
    installation.run("read", "4")
    before = installation.read("list")
    file = tmp_path / "all.json"
    assert installation.run("export", str(file)).stdout == f"{file}\n"
    assert file.stat().st_mode & 0o077 == 0
    second = empty(tmp_path / "second")
    second.configure(feeds.url("/feed"))
    assert second.run("import", str(file)).stdout == "4 releases imported, 0 known already.\n"
    assert second.read("list") == before
    checked = second.read("check")
    assert [(one["new"], one["updated"]) for one in checked] == [(0, 0)]
    assert second.run("import", str(file)).stdout == "0 releases imported, 4 known already.\n"
    feeds.serve("/feed", make_feed(5))
    check_until_new(second)
    assert second.titles()[0].endswith("number 5")
    assert second.read("list")[0]["level"] == "alert"


@pytest.mark.parametrize(
    ("name", "words", "written"),
    [
        ("all.json", [], "all.json"),
        ("all.xml", [], "all.xml"),
        ("all.csv", [], "all.csv"),
        ("all.mbox", [], "all-2024.mbox"),
        ("all", ["--format", "csv"], "all"),
        ("all.txt", ["--format", "mbox"], "all-2024.txt"),
    ],
)
def test_the_format_is_the_one_asked_for_or_that_of_the_ending(
    installation: Installation, tmp_path: Path, name: str, words: list[str], written: str
) -> None:
    shown = installation.run("export", str(tmp_path / name), *words).stdout
    assert shown == f"{tmp_path / written}\n"
    text = (tmp_path / written).read_text(encoding="utf-8")
    assert text.count("protester number 4") >= 1
    if "csv" in (name.rpartition(".")[2], *words):
        assert len(list(csv.reader(text.splitlines()))) > 4
    elif name.endswith(".json"):
        assert len(json.loads(text)["items"]) == 4


def test_an_export_that_cannot_be_written_leaves_what_was_there(
    installation: Installation, tmp_path: Path
) -> None:
    failed = installation.run("export", str(tmp_path / "nowhere" / "all.json"), status=1)
    assert "cannot be written: No such file or directory" in failed.stderr
    assert "which format" in installation.run("export", str(tmp_path / "all"), status=2).stderr
    assert list(tmp_path.glob(".*")) == []


def test_a_file_that_is_there_is_replaced_only_where_that_is_asked_for(
    installation: Installation, tmp_path: Path
) -> None:
    for name, *words in (
        ("all.json", "export"), ("all-2024.mbox", "export"), ("list.opml", "feeds", "export")
    ):  # fmt: skip
        (tmp_path / name).write_text("mine")
        asked = str(tmp_path / name.replace("-2024", ""))
        refused = installation.run(*words, asked, status=1)
        assert refused.stderr.endswith("to replace it, add --force\n")
        assert (tmp_path / name).read_text() == "mine"
        told = installation.run(*words, asked, "--force").stdout
        assert told.endswith(f"{tmp_path / name}\n")
        assert (tmp_path / name).stat().st_size > len("mine")


@posix
def test_an_export_goes_through_links_pipes_and_devices(
    installation: Installation, tmp_path: Path
) -> None:
    whole = installation.run("export", "-", "--format", "csv").stdout
    assert "protester number 4" in whole
    mail = installation.run("export", "-", "--format", "mbox").stdout
    assert mail.count("\nSubject: ") == 4
    assert installation.run("export", "/dev/null", "--format", "json").stdout == ""
    assert Path("/dev/null").is_char_device()
    (tmp_path / "link.csv").symlink_to(tmp_path / "target")
    installation.run("export", str(tmp_path / "link.csv"))
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target").read_text("utf-8").splitlines() == whole.splitlines()
    os.mkfifo(tmp_path / "pipe.csv")
    read: list[str] = []
    reader = threading.Thread(
        target=lambda: read.append((tmp_path / "pipe.csv").read_text("utf-8"))
    )
    reader.start()
    installation.run("export", str(tmp_path / "pipe.csv"))
    reader.join(30)
    assert read[0].splitlines() == whole.splitlines()
    assert (tmp_path / "pipe.csv").is_fifo()


@pytest.mark.parametrize("words", [("export", "--format", "json"), ("feeds", "export")])
def test_what_is_written_never_replaces_the_archive_or_the_settings(
    installation: Installation, words: tuple[str, ...]
) -> None:
    for path in (installation.data / "traynews.db", installation.config):
        before = path.read_bytes()
        refused = installation.run(*words, str(path), "--force", status=1)
        assert "keeps this file itself" in refused.stderr
        assert path.read_bytes() == before
    folder = installation.run(*words, str(installation.data), status=1)
    assert folder.stderr.endswith("this is a folder; name a file in it\n")


@posix
@pytest.mark.parametrize("name", ["/dev/zero", "/dev", "/dev/null"])
def test_what_is_no_file_is_not_imported(installation: Installation, name: str) -> None:
    assert "traynews: " in installation.run("import", name, status=1).stderr


def test_an_export_comes_in_through_a_pipe(installation: Installation) -> None:
    whole = installation.run("export", "-", "--format", "json").stdout
    done = subprocess.run(
        installation.command("import", "-"),
        input=whole,
        env=installation.environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout == "0 releases imported, 4 known already.\n"


def test_what_is_no_export_is_refused_in_one_line(
    installation: Installation, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"items": 3}')
    for path, says in ((bad, "no JSON Feed"), (tmp_path / "none.json", "No such file")):
        failed = installation.run("import", str(path), status=1)
        assert says in failed.stderr
        assert failed.stderr.count("\n") == 1


# --- lists of feeds ------------------------------------------------------------------------------


def test_lists_of_feeds_go_out_and_come_in(
    installation: Installation, feeds: FeedServer, tmp_path: Path
) -> None:
    file = tmp_path / "feeds.opml"
    installation.run("feeds", "export", str(file))
    text = file.read_text(encoding="utf-8")
    more = '<outline text="Folder"><outline text="Other" xmlUrl="https://other.example/feed"/>'
    file.write_text(
        text.replace("</body>", f'{more}</outline><outline type="rss" text="Bad"/></body>'),
        encoding="utf-8",
    )
    shown = installation.run("feeds", "import", str(file)).stdout
    assert "+ other: Other" in shown
    assert "= feed1" in shown
    assert "Bad: it has no address" in shown
    assert shown.endswith("1 added, 1 there already, 1 skipped.\n")
    status = installation.read("status")
    assert [(one["id"], one["url"]) for one in status["feeds"]] == [
        ("feed1", feeds.url("/feed")),
        ("other", "https://other.example/feed"),
    ]


@pytest.mark.usefixtures("feeds")
def test_a_list_of_feeds_flows_through_standard_output_and_input(
    installation: Installation,
) -> None:
    written = installation.run("feeds", "export", "-").stdout
    assert written.startswith("<?xml")
    given = installation.run("feeds", "import", "-", stdin=written).stdout
    assert given.endswith("there already, 0 skipped.\n")


def test_a_list_that_writes_the_default_feeds_out_says_so(tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(
        '<opml version="2.0"><body><outline type="rss" xmlUrl="https://other.example/feed"/>'
        "</body></opml>",
        encoding="utf-8",
    )
    said = without_desktop(tmp_path).run("feeds", "import", str(file)).stdout
    assert "(uk, international) stand in the settings file now, too" in said


# --- keeping and wiping --------------------------------------------------------------------------


def test_wipe_asks_and_takes_only_a_yes(installation: Installation) -> None:
    refused = installation.run("wipe", status=1)  # nobody at a terminal to ask
    assert "wipe --yes" in refused.stderr
    assert len(installation.read("list")) == 4


def test_wipe_removes_all_that_was_kept_and_leaves_the_settings(
    installation: Installation,
) -> None:
    installation.run("archive", "--no-open")
    (installation.data / "traynews.db.version-1").write_text("a copy")
    (installation.data / "traynews.log").write_text("a line")
    (installation.data / "holiday.jpg").write_text("not ours")
    told = installation.run("wipe", "--yes").stdout
    assert [path.name for path in installation.data.iterdir()] == ["holiday.jpg"]
    assert installation.config.exists()
    what = "The settings stay, and with them which feeds and words you follow"
    for said in (told, installation.run("wipe", "--yes").stdout):
        assert f"{what}: {installation.config}\n" in said
        assert "`traynews wipe --settings`" in said


def test_wipe_leaves_what_others_have_not_finished_beside_it(installation: Installation) -> None:
    theirs = installation.data / ".thesis.odt.x1.part"
    ours = [
        installation.data / ".installed.json.x1.part",
        installation.folder / ".config.toml.x1.part",
    ]
    for path in (theirs, *ours):
        path.write_text("unfinished")
    installation.run("wipe", "--yes", "--settings")
    assert [path for path in (theirs, *ours) if path.exists()] == [theirs]


def test_wipe_takes_what_a_link_leads_to(installation: Installation, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for path in (installation.config, installation.data / "traynews.db"):
        path.replace(elsewhere / path.name)
        path.symlink_to(elsewhere / path.name)
    assert len(installation.read("list")) == 4
    told = installation.run("wipe", "--yes", "--settings").stdout
    assert f"  {elsewhere / 'traynews.db'}\n" in told
    assert list(elsewhere.iterdir()) == []


def test_wipe_takes_nothing_but_files_that_a_link_leads_to(
    installation: Installation, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    installation.config.unlink()
    installation.config.symlink_to(pipe)
    assert f"  {pipe}\n" not in installation.run("wipe", "--yes", "--settings").stdout
    assert not installation.config.is_symlink()
    assert pipe.exists()


def test_wipe_takes_the_settings_too_where_that_is_said(installation: Installation) -> None:
    assert "stay" not in installation.run("wipe", "--yes", "--settings").stdout
    assert not installation.data.exists()
    assert not installation.config.exists()


def test_wipe_ends_the_running_program_first(installation: Installation) -> None:
    program = installation.start()
    try:
        wait_for((installation.data / "traynews.door").exists, 20, "it can be reached")
        assert installation.run("wipe", "--yes").stdout.endswith("Removed.\n")
        assert program.process.wait(60) == 0
        assert not installation.data.exists()
    finally:
        if program.alive:
            quit_program(program)


def test_wipe_takes_what_lies_elsewhere_and_is_ours(
    installation: Installation, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    installation.environment |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}
    site = tmp_path / "site"
    installation.run("archive", "--no-open", "--output", str(site))
    (site / "about.html").write_text("<p>not ours")
    (site / "1999.html").write_text("<p>not ours either")
    completions = home / ".local/share/bash-completion/completions"
    completions.mkdir(parents=True)
    script = installation.run("completion", "bash").stdout
    (completions / "traynews").write_text(script, encoding="utf-8")
    (completions / "other").write_text("not ours")
    told = installation.run("wipe", "--yes").stdout
    assert f"  {site / 'index.html'}\n" in told
    assert "What TrayNews cannot reach" in told
    assert sorted(path.name for path in site.iterdir()) == ["1999.html", "about.html"]
    assert [path.name for path in completions.iterdir()] == ["other"]


def test_wipe_overwrites_what_it_removes(installation: Installation, tmp_path: Path) -> None:
    archive = installation.data / "traynews.db"
    with archive.open("rb") as file:
        assert b"protester number 4" in file.read()
        installation.run("wipe", "--yes")
        assert not archive.exists()
        file.seek(0)
        assert not file.read().strip(b"\0")
    assert tmp_path.exists()


def test_the_running_program_forgets_what_need_not_be_kept(
    installation: Installation, feeds: FeedServer
) -> None:
    installation.configure(feeds.url("/feed"), more='[archive]\nkeep = "30d"\n')
    program = installation.start()
    try:
        wait_for(lambda: installation.read("list") == [], 20, "the releases of 2024 are gone")
    finally:
        assert quit_program(program) == 0
    polls: list[int] = []

    def poll() -> bool:
        polls.extend(one["new"] for one in installation.read("check"))
        return bool(polls)

    wait_for(poll, 20, "it is due again")
    assert polls == [0]
