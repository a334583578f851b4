"""The parent's side of the parse process: started when there is work, killed when it hangs."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

import traynews
from traynews.core.data.document import (
    FEED_ONLY,
    Answer,
    Document,
    Door,
    Failure,
    Item,
    Robots,
    TroubleKind,
)
from traynews.core.data.model import Feed
from traynews.core.polling.moves import usual_places
from traynews.core.text.clean import clean_line
from traynews.feeds.child import system_calls
from traynews.feeds.frames import (
    LONGEST_ANSWER,
    Trouble,
    WireError,
    read_answer,
    read_frame,
    write_frame,
)

_LONGEST_WORDS = 64 * 1024  # a pipe holds no more
TIME_LIMIT = 10.0
"""Seconds by the clock for one document, a cold start included."""

Found = TypeVar("Found")

# What an interpreter needs to start and to find its modules. Nothing else is handed down: proxies
# with passwords, tokens and the session bus are no business of a process that reads hostile input.
_HANDED_DOWN = (
    "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME", "PYTHONPYCACHEPREFIX", "PYTHONUSERBASE", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP",
    "TMP", "TMPDIR", "USERPROFILE", "VIRTUAL_ENV", "WINDIR",
)  # fmt: skip


class ParseProcesses:
    """Parses in as many processes as threads ask at a time; implements `core.ports.Parser`.

    Who asks alone gets the process that worked last. `make` makes one, not yet started.
    """

    def __init__(self, make: Callable[[], ParseProcess] | None = None) -> None:
        self._make = make or ParseProcess
        self._free: deque[ParseProcess] = (
            deque()
        )  # shared by the threads, which only pop and append

    def parse(
        self, answer: Answer, feed: Feed, doors: Collection[Door] = FEED_ONLY
    ) -> Document | Failure:
        """Return the document, or why the body is none; within the time limit, never raising."""
        return self._work(lambda process: process.parse(answer, feed, doors))

    def read_robots(self, answer: Answer) -> Robots | Failure:
        """Return the rules of a robots.txt; likewise."""
        return self._work(lambda process: process.read_robots(answer))

    def read_release(self, answer: Answer, feed: Feed) -> Item | Failure:
        """Return the release on a page; likewise."""
        return self._work(lambda process: process.read_release(answer, feed))

    def _work(self, job: Callable[[ParseProcess], Found]) -> Found:
        try:
            process = self._free.pop()
        except IndexError:
            process = self._make()
        try:
            return job(process)
        finally:
            self._free.append(process)

    def rest(self) -> None:
        """End the processes that are not at work."""
        with contextlib.suppress(IndexError):
            while True:
                self._free.pop().rest()


class ParseProcess:
    """Parses in a process of its own, for one thread.

    The process starts with the first document, serves as many as come, and ends with `rest`. One
    that hangs, crashes or talks nonsense is killed, and the next document gets a fresh one.
    `command` starts it; by default the program itself with its hidden command `_parse`.
    """

    def __init__(
        self, command: Sequence[str] | None = None, *, time_limit: float = TIME_LIMIT
    ) -> None:
        self._command = list(command) if command is not None else _own_command()
        self._time_limit = time_limit
        self._process: subprocess.Popen[bytes] | None = None
        self._expired = False
        self._last_words = ""
        self.cage = ""
        """What the process said, with its last answer, that holds it."""

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process else None

    def parse(
        self, answer: Answer, feed: Feed, doors: Collection[Door] = FEED_ONLY
    ) -> Document | Failure:
        """Return the document, or why the body is none; within the time limit, never raising."""
        asked = {"reads": "document", "doors": sorted(doors), "language": feed.language}
        return self._read(answer, feed.zone, asked, Document)

    def read_robots(self, answer: Answer) -> Robots | Failure:
        """Return the rules of a robots.txt; likewise."""
        return self._read(answer, "UTC", {"reads": "robots"}, Robots)

    def read_release(self, answer: Answer, feed: Feed) -> Item | Failure:
        """Return the release on a page; likewise."""
        return self._read(answer, feed.zone, {"reads": "release"}, Item)

    def _read(
        self, answer: Answer, zone: str, asked: dict[str, Any], kind: type[Found]
    ) -> Found | Failure:
        content_type = answer.headers.get("content-type", "")
        head = {**asked, "url": answer.url, "content_type": content_type, "zone": zone}
        try:
            found = self._ask(json.dumps(head).encode(), answer.body or b"", zone)
        except OSError as error:
            self.rest()
            reason = f"the parse process cannot be started ({error.strerror or 'no reason given'})"
            return Failure(TroubleKind.PARSER, reason, answer.received)
        if isinstance(found, kind):
            return found
        if not isinstance(found, Trouble):
            self.rest()
            found = Trouble(TroubleKind.PARSER, "the parse process answers something else")
        places = found.places
        if found.kind is TroubleKind.NOT_A_FEED:
            places = tuple(dict.fromkeys((*places, *usual_places(answer.url))))
        return Failure(found.kind, found.reason, answer.received, url=answer.url, places=places)

    def rest(self) -> None:
        """End the process, if there is one, and wait for its end: it never becomes a zombie."""
        process, self._process = self._process, None
        if process is None:
            return
        # It would end by itself with its input; but it may hang, and it holds nothing to be saved.
        process.kill()
        process.wait()
        self._last_words = _last_line(process.stderr)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _ask(self, head: bytes, body: bytes, zone: str) -> Document | Robots | Item | Trouble:
        process = self._running()
        requests, answers = process.stdin, process.stdout
        if requests is None or answers is None:  # never: both are pipes
            raise OSError("the parse process has no pipes")
        self._expired = False
        timer = threading.Timer(self._time_limit, self._expire, (process,))
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(requests, answers, head, body, zone)
        except WireError as error:
            self.rest()
            return Trouble(TroubleKind.PARSER, str(error))
        finally:
            timer.cancel()
            timer.join()  # else it could go off now, and kill the process over the next document
            if self._expired:
                self.rest()

    def _exchange(
        self, requests: IO[bytes], answers: IO[bytes], head: bytes, body: bytes, zone: str
    ) -> Document | Robots | Item | Trouble:
        frame = None
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            write_frame(requests, head)
            write_frame(requests, body)
            frame = read_frame(answers, LONGEST_ANSWER)
        if frame is not None:
            found, self.cage = read_answer(frame, zone)
            if isinstance(found, Trouble) and found.kind is TroubleKind.PARSER:
                self.rest()  # it raised, or ran out of memory: the next document gets a fresh one
            return found
        self.rest()
        if self._expired:
            reason = f"reading the feed took longer than {self._time_limit:g} s"
            return Trouble(TroubleKind.PARSER, reason)
        said = f" ({self._last_words})" if self._last_words else ""
        return Trouble(TroubleKind.PARSER, f"the parse process broke down over the feed{said}")

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self._expired = True
        process.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.rest()
        if self._process is None:
            if sys.platform == "linux" and not system_calls.can_filter():
                system_calls.hide_memory()  # from a child that nothing else will hold
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,  # read at its end: it does not wait for that to be done
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process


def _own_command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "_parse"]
    # -P: a folder in which somebody starts TrayNews must not lend it its modules.
    return [sys.executable, "-P", "-m", "traynews", "_parse"]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _HANDED_DOWN if name in os.environ}
    # The package that is running, and what it stands on, wherever they were found (`pip --target`,
    # Guix). But not the first entry, which may be the folder that TrayNews was started in.
    found = sys.path if sys.flags.safe_path else sys.path[1:]
    paths = [
        str(Path(traynews.__file__).parent.parent),
        *(one for one in found if Path(one).is_absolute()),
    ]
    kept["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    return kept


def _last_line(stream: IO[bytes] | None) -> str:
    """Return the last line that a process wrote before its end, as far as it can still be read."""
    if stream is None:
        return ""
    said = b""
    with contextlib.suppress(
        OSError, ValueError
    ):  # on Windows the end of the process ends the pipe
        if sys.platform != "win32":
            os.set_blocking(stream.fileno(), False)  # in case a grandchild holds it open
        said = stream.read(_LONGEST_WORDS) or b""
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return clean_line(lines[-1], limit=200) if lines else ""
