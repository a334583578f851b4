"""A real, headless Chromium, driven through ChromeDriver's plain HTTP (W3C WebDriver).

Pages are opened from the disk as a user's browser does. What the browser's console says is kept, so
that a test can ask for silence: a breach of the page's own policy is told there.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

PACKAGES = {"chromium": "chromium", "chromedriver": "chromium-driver"}
"""Program -> the Debian package it comes in."""

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver's name for a reference to an element
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1280,1000",
)  # fmt: skip
_NAMED_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}
T = TypeVar("T")
_START = 60.0
_PATIENCE = 60.0
_ANSWER = 120.0


def missing_packages() -> list[str]:
    """Return the packages whose programs are not here."""
    return sorted(package for name, package in PACKAGES.items() if shutil.which(name) is None)


class Chromium:
    """One browser with one tab; ends with the `with` block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "chromedriver.txt"
        self._driver: subprocess.Popen[bytes] | None = None
        self._session = ""

    def __enter__(self) -> Self:
        try:
            self._session = f"http://127.0.0.1:{self._start_driver()}/session"
            made = self._ask("POST", "", {"capabilities": {"alwaysMatch": self._commands()}})
        except BaseException:
            self._end()
            raise
        self._session += f"/{made['sessionId']}"
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # a browser that crashed cannot be asked to quit
            self._ask("DELETE", "", None)
        self._end()

    def _commands(self) -> dict[str, Any]:
        profile = f"--user-data-dir={self._folder / 'profile'}"
        return {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": [*_FLAGS, profile]},
            "goog:loggingPrefs": {"browser": "ALL"},
        }

    def _start_driver(self) -> int:
        """Return the port on which a driver has started to listen.

        It takes a free port of IPv6 and then the same one of IPv4, which somebody may have got
        meanwhile; then it ends, and another one is started.
        """
        deadline = time.monotonic() + _START
        while (found := self._try_driver()) is None:
            assert time.monotonic() < deadline, self._log.read_text()
        return int(found[1])

    def _try_driver(self) -> re.Match[str] | None:
        with self._log.open("wb") as log:
            driver = self._driver = subprocess.Popen(
                ["chromedriver", "--port=0"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "HOME": str(self._folder)},
            )

        def told() -> re.Match[str] | None:
            return re.search(r"started successfully on port (\d+)", self._log.read_text())

        wait_for(lambda: told() or driver.poll() is not None, _START)
        return told() if driver.poll() is None else None

    def _end(self) -> None:
        if self._driver is not None:
            self._driver.terminate()
            self._driver.wait(30)

    # --- the page ------------------------------------------------------------------------------

    def open(self, url: str) -> None:
        """Load a page and wait until it is whole."""
        self._ask("POST", "/url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:
        """Run script in the page, as the tester and not as the page: its policy does not matter."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait_until(self, script: str, *arguments: object) -> Any:
        """Wait until an expression in the page, the whole of it, is true, and return it.

        One that has begun to load is empty: whatever is to be gone has gone from it.
        """
        whole = f"return document.readyState === 'complete' && ({script})"
        return wait_for(lambda: self.run(whole, *arguments), _PATIENCE)

    def press(self, *keys: str) -> None:
        """Press keys one after the other: characters, or `Enter`, `Escape`, `Tab`."""
        actions: list[dict[str, str]] = []
        for key in keys:
            value = _NAMED_KEYS.get(key, key)
            actions += [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        self._ask(
            "POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]}
        )

    def click(self, selector: str) -> None:
        """Click the first element that fits."""
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        self._ask("POST", f"/element/{found[_ELEMENT]}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Type into the first element that fits."""
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        self._ask("POST", f"/element/{found[_ELEMENT]}/value", {"text": text})

    def texts(self, selector: str) -> list[str]:
        """Return the text of every element that fits and can be seen."""
        script = (
            "return [...document.querySelectorAll(arguments[0])]"
            ".filter(e => e.checkVisibility()).map(e => e.textContent.trim())"
        )
        return list(self.run(script, selector))

    def console(self) -> list[str]:
        """Return what the console said since the last time; a broken policy is told there."""
        return [line["message"] for line in self._ask("POST", "/se/log", {"type": "browser"})]

    # --- how it looks --------------------------------------------------------------------------

    def show_as(self, *, width: int, height: int, dark: bool = False, media: str = "") -> None:
        """Look at pages on a screen of this size, in this theme, or as print."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._tools("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self._tools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def picture(self, path: Path) -> None:
        """Write what is seen to a PNG file."""
        path.write_bytes(base64.b64decode(self._ask("GET", "/screenshot", None)))

    def print_pdf(self) -> bytes:
        """Return the page as it would be printed."""
        return base64.b64decode(self._ask("POST", "/print", {}))

    def _tools(self, command: str, **parameters: object) -> Any:
        return self._ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def _ask(self, method: str, path: str, data: object) -> Any:
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(  # noqa: S310 - our own driver on this machine
            self._session + path,
            data=body,
            method=method,
            headers={"Content-Type": "application/json"},
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), _EveryStatus(), urllib.request.HTTPHandler()
        )
        with opener.open(request, timeout=_ANSWER) as answer:
            value = json.load(answer)["value"]
        if isinstance(value, dict) and "error" in value:
            raise AssertionError(f"{method} {path}: {value['error']}: {value['message']}")
        return value


class _EveryStatus(urllib.request.HTTPErrorProcessor):
    """Errors of WebDriver have a body that says what is wrong."""

    def http_response(self, _request: Any, response: Any) -> Any:
        return response


def wait_for(condition: Callable[[], T | None], seconds: float) -> T:
    """Poll a real condition until it holds."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.05)  # between two looks at the condition
    return found
