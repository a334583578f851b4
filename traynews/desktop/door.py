"""What a program without a session bus leaves in its data folder, so that commands find it.

Two secrets: the caller proves by one that it is the user's, the program by the other that it is the
one that wrote the file. Who took the port of one that has crashed knows neither, and learns a key
that opens nothing, since each start has new ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from traynews.rights import write_private

DOOR = "traynews.door"
"""The file's name; it is there while somebody hears the bell, or after a crash."""

_LONGEST = 200  # bytes
_HIGHEST_PORT = 65535
_WRITTEN = re.compile(rb"(\d{1,5}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Door:
    """What the file says: where to knock, with which key, and how the right one answers."""

    port: int
    key: str
    answer: str

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Read the file in the data folder; None where there is none that can be used."""
        try:
            with (folder / DOOR).open("rb") as file:
                found = _WRITTEN.fullmatch(file.read(_LONGEST))
        except OSError:
            return None
        if found is None or int(found[1]) > _HIGHEST_PORT:
            return None
        return cls(int(found[1]), found[2].decode(), found[3].decode())

    def write(self, folder: Path) -> None:
        """Write the file anew, for the user alone. Raises `OSError`."""
        write_private(folder / DOOR, f"{self.port} {self.key} {self.answer}\n".encode())
