"""What is in a record, held in memory: 16 bytes a document, and a dictionary of what came last."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable

_RECENT = 50_000  # entries of the dictionary (about 5 MB) before they are merged into the arrays


def short_hash(text: str) -> int:
    """The first 64 bits of a SHA-256."""
    return int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:8], "big")


class Index:
    """Document id -> hash of its input, both kept as 64-bit hashes.

    Two ids with one hash (a chance of 1 in 37 million among a million documents) share a place:
    the record stays right, one of the two is coded again on the next run.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._keys = array("Q")
        self._values = array("Q")
        self._recent: dict[int, int] = {}
        for id, given in pairs:
            self.put(id, given)

    def __contains__(self, id: str) -> bool:
        return self._get(short_hash(id)) is not None

    def has(self, id: str, given: str) -> bool:
        """Whether the document stands with the input hash `given`."""
        return self._get(short_hash(id)) == short_hash(given)

    def put(self, id: str, given: str) -> None:
        self._recent[short_hash(id)] = short_hash(given)
        if len(self._recent) > max(_RECENT, len(self._keys) // 8):
            self._merge()

    def _get(self, key: int) -> int | None:
        if key in self._recent:
            return self._recent[key]
        place = bisect_left(self._keys, key)
        return self._values[place] if place < len(self._keys) and self._keys[place] == key else None

    def _merge(self) -> None:
        if not self._recent:
            return
        keys, values = array("Q"), array("Q")
        old, new = zip(self._keys, self._values, strict=True), sorted(self._recent.items())
        place = 0
        for key, value in old:
            while place < len(new) and new[place][0] < key:
                keys.append(new[place][0])
                values.append(new[place][1])
                place += 1
            if place < len(new) and new[place][0] == key:
                value = new[place][1]
                place += 1
            keys.append(key)
            values.append(value)
        for key, value in new[place:]:
            keys.append(key)
            values.append(value)
        self._keys, self._values, self._recent = keys, values, {}
