"""Where the session bus is: the addresses to try, in order, as libdbus reads them; pure.

Source: D-Bus Specification, "Server Addresses" and "Unix Domain Sockets"; where the variable is not
set, libdbus tries `unix:runtime=yes`. Other transports (tcp, unixexec, launchd) are left out: no
session bus on Linux uses them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

VARIABLE = "DBUS_SESSION_BUS_ADDRESS"

_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")


def list_sockets(environment: Mapping[str, str], address: str = "") -> tuple[str, ...]:
    """Return the sockets to try, the first first; an abstract one begins with NUL.

    `address` is the bus's own, where one is given; else the environment tells.
    """
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    text = address or environment.get(VARIABLE, "") or "unix:runtime=yes"
    return tuple(
        where for one in text.split(";") if one.strip() for where in _find(one.strip(), runtime)
    )


def _find(address: str, runtime: str) -> Iterator[str]:
    transport, _, rest = address.partition(":")
    pairs = (pair.partition("=") for pair in rest.split(","))
    keys = {key: _unescape(value) for key, _, value in pairs}
    if transport != "unix":
        return
    if keys.get("path"):
        yield keys["path"]
    elif keys.get("abstract"):
        yield f"\0{keys['abstract']}"
    elif keys.get("runtime") == "yes" and runtime.startswith("/"):
        yield f"{runtime}/bus"


def _unescape(value: str) -> str:
    """Take escapes, which stand for bytes, back; a path's bytes are as the file system has them."""
    raw = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), os.fsencode(value))
    return os.fsdecode(raw)
