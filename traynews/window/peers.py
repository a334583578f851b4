"""Whose program is at the other end of a connection on this machine.

The loopback interface is open to every user of the machine. The kernel tells the owner of the other
end; elsewhere the key and the cookie alone stand between them, and no other user sees those (a
program's command line is its owner's on Windows, and macOS hands addresses to browsers by event).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_get_user = getattr(os, "geteuid", int)  # Windows has neither it nor the table
_TABLE = Path("/proc/net/tcp")
_LOOPBACK = 0x7F000001


def is_own(client_port: int, server_port: int, table: Path = _TABLE) -> bool:
    """Whether a connection to our port comes from a program of this very user.

    Reads the kernel's table of connections (proc(5)). True where there is none.
    """
    ends = f"{_end(client_port)} {_end(server_port)} "
    try:
        lines = table.read_text(encoding="ascii").splitlines()
    except OSError:
        return True
    # sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid …
    user = str(_get_user())
    owners = [line.split()[7] for line in lines if ends in line]
    return bool(owners) and all(owner == user for owner in owners)


def _end(port: int) -> str:
    """Return an end on the loopback as the table writes it: as the machine keeps it, then hex."""
    address = int.from_bytes(_LOOPBACK.to_bytes(4, "big"), sys.byteorder)
    return f"{address:08X}:{port:04X}"
