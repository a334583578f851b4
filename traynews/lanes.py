"""Threads that wait on the outside, so that the worker need not: they own nothing but the waiting.

A lane takes jobs in order and posts what each returns. Its threads start with the first job, are
daemons (a hanging server must not hold up quitting), and block without waking up while there is
nothing to do.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

Job = Callable[[], object]


class Lane:
    """`threads` threads that run jobs and hand every result to `post`.

    After `idle_seconds` without a job, a thread calls `on_idle` once and sleeps on.
    """

    def __init__(
        self,
        name: str,
        post: Callable[[object], None],
        *,
        threads: int = 1,
        idle_seconds: float | None = None,
        on_idle: Callable[[], None] | None = None,
    ) -> None:
        self._name = name
        self._post = post
        self._most = threads
        self._idle_seconds = idle_seconds
        self._on_idle = on_idle
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def submit(self, job: Job) -> None:
        """Have `job` run soon; it must not raise."""
        if len(self._threads) < self._most:
            name = f"{self._name}-{len(self._threads) + 1}"
            thread = threading.Thread(target=self._serve, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)
        self._jobs.put(job)

    def stop(self) -> None:
        """Let idle threads end; a job under way ends with the process."""
        for _ in self._threads:
            self._jobs.put(None)

    def _serve(self) -> None:
        rested = True
        while True:
            try:
                job = self._jobs.get(timeout=None if rested else self._idle_seconds)
            except queue.Empty:
                self._rest()
                rested = True
                continue
            if job is None:
                self._rest()
                return
            try:
                self._post(job())
            except Exception:
                log.exception("a job of lane %s raised", self._name)
            rested = self._on_idle is None

    def _rest(self) -> None:
        if self._on_idle is not None:
            self._on_idle()
