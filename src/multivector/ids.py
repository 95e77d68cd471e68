"""Ids of entries: the same entry gets the same id on every run and every machine."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from multivector.model import CodedDocument, Entry, Event, Fact

ID_LENGTH = 16  # base32 characters, 80 bits: among 10 million entries a collision has a chance of 4 in 10^11


def entry_id(doc_id: str, entry: Entry) -> str:
    """The id of an event or fact of document `doc_id`: 16 characters of a-z and 2-7.

    It depends on what is said of whom and where it stands; not on time, status or confidence,
    so that a review of an entry holds when a better coder dates it otherwise.
    """
    return content_hash([doc_id, *_identity(entry), entry.start, entry.end])[:ID_LENGTH]


def entry_ids(doc_id: str, entries: list[Entry]) -> list[str]:
    """The ids of a document's events (or facts): given ones stay, empty ones are filled, twins get `-2`, `-3`."""
    taken: dict[str, int] = {}
    ids = []
    for entry in entries:
        base = entry.id or entry_id(doc_id, entry)
        taken[base] = taken.get(base, 0) + 1
        ids.append(base if taken[base] == 1 else f"{base}-{taken[base]}")
    return ids


def assign_ids(coded: CodedDocument) -> None:
    """Fill the ids of the entries of `coded` in place."""
    for entries in (list[Entry](coded.events), list[Entry](coded.facts)):
        for entry, new in zip(entries, entry_ids(coded.document.id, entries), strict=True):
            entry.id = new


def content_hash(value: Any) -> str:
    """52 characters of lower-case base32: SHA-256 over the canonical JSON of `value`."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode("ascii").rstrip("=").lower()


def _identity(entry: Entry) -> list[Any]:
    if isinstance(entry, Event):
        return ["event", entry.type, entry.source, entry.target]
    if isinstance(entry, Fact):
        # A slot that is absent and one that is null say the same.
        return ["fact", entry.fact, {slot: value for slot, value in entry.slots.items() if value is not None}]
    raise TypeError(f"an entry is an Event or a Fact, not {type(entry).__name__}")
