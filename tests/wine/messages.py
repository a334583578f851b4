"""Run by Windows' Python: sends window messages to the tray and prints what it answers, as JSON.

The messages are the one argument, as JSON, too: a list of message, wparam and lparam each.
"""

from __future__ import annotations

import ctypes
import json
import sys

if sys.platform == "win32":
    from ctypes import wintypes

    user = ctypes.WinDLL("user32")
    user.SendMessageW.argtypes = (
        wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM,
    )  # fmt: skip
    user.SendMessageW.restype = ctypes.c_ssize_t
    found: list[int] = []

    @ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
    def look_at(window: int, _lparam: int) -> bool:
        """Note the window if it is one of the tray's."""
        name = ctypes.create_unicode_buffer(200)
        user.GetClassNameW(window, name, len(name))
        if name.value.startswith("traynews"):
            found.append(window)
        return True

    user.EnumWindows(look_at, 0)
    # There are two of that class; the menu's own answers nothing.
    answers = [
        max(user.SendMessageW(window, *message) for window in found)
        for message in json.loads(sys.argv[1])
    ]
    sys.stdout.write(json.dumps(answers))
