"""The tables of a record and their columns.

`documents`, `events` and `facts` carry two columns that keep the record right after a crash:
`input` is a hash of what the coder was given, `revision` of that and of all that came out. An entry is
in force when its document has its revision.
"""

from __future__ import annotations

import polars as pl
from polars.datatypes import DataType, DataTypeClass

ColumnType = DataType | DataTypeClass

SCHEMA_VERSION = 1

TEXTS = pl.List(pl.String)
SPANS = pl.List(pl.Struct({"start": pl.Int32, "end": pl.Int32}))
EVIDENCE = pl.List(pl.Struct({"slot": pl.String, "start": pl.Int32, "end": pl.Int32}))
REASONS = pl.List(pl.Struct({"id": pl.String, "text": pl.String}))

_DOCUMENT: dict[str, ColumnType] = {
    "id": pl.String,
    "text": pl.String,
    "title": pl.String,
    "author": pl.String,
    "published": pl.String,
    "language": pl.String,
    "source": pl.String,
    "url": pl.String,
    "surroundings": SPANS,
    "text_sha256": pl.String,
    "coder": pl.String,
    "input": pl.String,
    "revision": pl.String,
}
DOCUMENTS = pl.Schema(_DOCUMENT)

# What events and facts have in common, after the columns of their own.
_ENTRY: dict[str, ColumnType] = {
    "trigger": pl.String,
    "start": pl.Int32,
    "end": pl.Int32,
    "sentence_start": pl.Int32,
    "sentence_end": pl.Int32,
    "sentence": pl.String,
    "time": pl.String,
    "time_start": pl.Date,
    "time_end": pl.Date,
    "time_source": pl.String,
    "status": pl.String,
    "confidence": pl.Float64,
    "frame": pl.String,
    "evidence": EVIDENCE,
    "reasons": REASONS,
    "ordinal": pl.Int32,  # place among the events (facts) of the document, from 0
    "revision": pl.String,
}

EVENTS = pl.Schema(
    {
        "id": pl.String,
        "doc": pl.String,
        "type": pl.String,
        "mode": pl.String,
        "contexts": TEXTS,
        "source": TEXTS,
        "target": TEXTS,
        "place": pl.String,
        **_ENTRY,
    }
)

# Kind of fact -> its slots in the order of the native layout.
FACT_SLOTS: dict[str, tuple[str, ...]] = {
    "office": ("person", "position", "of"),
    "membership": ("member", "of"),
    "chairmanship": ("chair", "of"),
    "instrument": ("parties", "act", "name", "kind", "place"),
    "hosting": ("host", "what", "about", "place", "count"),
    "mission": ("actor", "kind", "place", "under"),
    "institution": ("founders", "name", "under"),
}
LIST_SLOTS = {("instrument", "parties"), ("mission", "place"), ("institution", "founders")}
# Slots that hold codes of states and organisations.
ACTOR_SLOTS = {
    "office": ("of",),
    "membership": ("member", "of"),
    "chairmanship": ("chair", "of"),
    "instrument": ("parties",),
    "hosting": ("host",),
    "mission": ("actor", "place", "under"),
    "institution": ("founders", "under"),
}
# Columns that are lists for some kind; `place` holds one value for the kinds that have one place.
LIST_COLUMNS = {slot for _, slot in LIST_SLOTS}
SLOT_COLUMNS = tuple(dict.fromkeys(slot for slots in FACT_SLOTS.values() for slot in slots))

FACTS = pl.Schema(
    {
        "id": pl.String,
        "doc": pl.String,
        "fact": pl.String,
        "actors": TEXTS,
        **{slot: TEXTS if slot in LIST_COLUMNS else pl.String for slot in SLOT_COLUMNS},
        **_ENTRY,
    }
)

ACTORS = pl.Schema(
    {"code": pl.String, "kind": pl.String, "name_ru": pl.String, "name_en": pl.String, "name_kk": pl.String}
)

TABLES: dict[str, pl.Schema] = {"events": EVENTS, "facts": FACTS, "actors": ACTORS, "documents": DOCUMENTS}
ENTRY_TABLES = ("events", "facts")
# Columns with min/max statistics in the Delta log: what is looked up. Texts would only swell the log.
INDEXED = {"documents": "id", "events": "doc,revision", "facts": "doc,revision", "actors": "code"}
