"""Threads that wait on the outside, so that the worker need not: they own nothing but the waiting.

A pool takes jobs in order and posts what each returns. Its threads start when a job finds none
free, are daemons (a hanging server must not hold up quitting), and block without waking up while
there is nothing to do.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

Job = Callable[[], object]


class ThreadPool:
    """At most `threads` threads that run jobs and hand every result to `post`.

    The first thread starts with the first job and stays; a further one starts when none is free and
    at least `backlog` jobs wait. After `idle_seconds` without a job, a thread calls `on_idle` once;
    the first one sleeps on, the others end.
    """

    def __init__(
        self,
        name: str,
        post: Callable[[object], None],
        *,
        threads: int = 1,
        backlog: int = 1,
        idle_seconds: float | None = None,
        on_idle: Callable[[], None] | None = None,
    ) -> None:
        self._name = name
        self._post = post
        self._most = threads
        self._backlog = backlog
        self._idle_seconds = idle_seconds
        self._on_idle = on_idle
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._unfinished = 0  # jobs, as far as the next queue was counted
        self._finished: queue.SimpleQueue[None] = queue.SimpleQueue()  # one for each job that ended
        self._leaving: queue.SimpleQueue[threading.Thread] = queue.SimpleQueue()

    def submit(self, job: Job) -> None:
        """Have `job` run soon; it must not raise. Called from one thread only."""
        # Before it is seen who leaves: who says so later looks for a job once more (`_serve`).
        self._jobs.put(job)
        while not self._finished.empty():
            self._finished.get()
            self._unfinished -= 1
        self._unfinished += 1
        while not self._leaving.empty():
            self._threads.remove(self._leaving.get())
        waiting = self._unfinished - len(self._threads)
        if not self._threads or (waiting >= self._backlog and len(self._threads) < self._most):
            self._start()

    def stop(self) -> None:
        """Let idle threads end; a job under way ends with the process."""
        for _ in self._threads:
            self._jobs.put(None)

    def _start(self) -> None:
        is_first = not self._threads
        name = f"{self._name}-{len(self._threads) + 1}"
        thread = threading.Thread(target=self._serve, args=(is_first,), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _serve(self, is_first: bool) -> None:  # noqa: FBT001 -- a thread's target
        rested = leaving = False
        while True:
            try:
                patience = 0.0 if leaving else self._idle_seconds
                job = self._jobs.get(timeout=None if rested else patience)
            except queue.Empty:
                if not is_first and not leaving:
                    leaving = True
                    self._leaving.put(threading.current_thread())
                    continue
                self._rest()
                if leaving:
                    return
                rested = True
                continue
            if job is None:
                self._rest()
                if leaving:  # it may have been meant for another
                    self._jobs.put(None)
                return
            try:
                self._post(job())
            except Exception:
                log.exception("a job of pool %s raised", self._name)
            self._finished.put(None)
            rested = False

    def _rest(self) -> None:
        if self._on_idle is not None:
            self._on_idle()


def count_cores() -> int:
    """Return how many cores of the processor this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
