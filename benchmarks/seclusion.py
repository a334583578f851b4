# ruff: noqa: INP001 - scripts beside the package
"""A network in which there is nothing but this machine, so that no program asks anybody else.

Feed readers look for updates of themselves, favicons and example feeds when they start. A
benchmark must trouble nobody, and must not measure how long that takes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys

from benchmarks.report import note

_MARK = "TRAYNEWS_SECLUDED"
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP


def seclude() -> None:
    """Start the running script again in a network namespace of its own, unless it is in one."""
    if os.environ.get(_MARK):
        _bring_up_loopback()
        return
    namespace = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "-n"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode
    ):
        note("No network namespace can be made here: programs can reach the network.")
        return
    os.environ[_MARK] = "1"
    os.execvp(namespace[0], [*namespace, sys.executable, *sys.argv])  # noqa: S606 - no shell wanted


def _bring_up_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        request = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("16xh", fcntl.ioctl(sock, _GET_FLAGS, request))
        fcntl.ioctl(sock, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))
