"""What evidence weighs, as `packaging/learn_kinds.py` learned it from labelled releases.

`weights.bin` is read when the first release comes: a line of JSON, then for every piece of evidence
the CRC-32 of its name, ascending, then for every output its weights, one byte each. Outputs are
`breaking` and the six kinds; a sum becomes a probability by what was measured on releases of sites
that nothing had been learned from (Platt's scaling, by language).
"""

from __future__ import annotations

import json
import pkgutil
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any
from zlib import crc32

BREAKING = "breaking"
_HIGHEST = 30.0  # beyond, the exponential is as good as none


@dataclass(frozen=True, slots=True)
class Model:
    """The weights; `head` has what the JSON holds."""

    head: Mapping[str, Any]
    keys: array[int]
    weights: Mapping[str, bytes]

    def scores(self, names: Iterable[str]) -> dict[str, float]:
        """Return what the evidence weighs for every output."""
        rows = [row for row in map(self.row, names) if row is not None]
        return {
            output: self.head["bias"][output]
            + self.head["unit"][output] * sum(_signed(weights[row]) for row in rows)
            for output, weights in self.weights.items()
        }

    def weight(self, name: str, output: str) -> float:
        """Return the weight of one piece of evidence, 0 where it has none."""
        row = self.row(name)
        return (
            0.0 if row is None else self.head["unit"][output] * _signed(self.weights[output][row])
        )

    def probability(self, score: float, tongue: str) -> float:
        """Return how many of those with this score are breaking, 0 to 1."""
        slope, shift = self.head["platt"].get(tongue) or self.head["platt"]["other"]
        return 1 / (1 + exp(-max(-_HIGHEST, min(slope * score + shift, _HIGHEST))))

    def row(self, name: str) -> int | None:
        """Return where the weights of a piece of evidence stand."""
        key = crc32(name.encode())
        row = bisect_left(self.keys, key)
        return row if row < len(self.keys) and self.keys[row] == key else None


@cache
def read_model() -> Model:
    """Return the learned weights."""
    return parse_model(pkgutil.get_data(__name__, "weights.bin") or b"")


def parse_model(data: bytes) -> Model:
    """Read what `packaging/learn_kinds.py` wrote."""
    line, rest = data.split(b"\n", 1)
    head = json.loads(line)
    count = head["count"]
    keys = array("I")
    keys.frombytes(rest[: 4 * count])
    if head["little"] is not (array("H", [1]).tobytes()[0] == 1):
        keys.byteswap()
    columns = rest[4 * count :]
    return Model(
        head,
        keys,
        {
            output: columns[number * count : (number + 1) * count]
            for number, output in enumerate(head["bias"])
        },
    )


def _signed(byte: int) -> int:
    return byte - 256 if byte > 127 else byte  # noqa: PLR2004 - two's complement
