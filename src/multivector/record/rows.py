"""Coded documents to rows of the tables, and back without loss."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from multivector.edtf import bounds
from multivector.errors import SkipInput
from multivector.ids import content_hash, entry_ids
from multivector.model import CodedDocument, Document, Entry, Event, Fact, Reason, Span
from multivector.record.schema import ACTOR_SLOTS, FACT_SLOTS, LIST_COLUMNS, LIST_SLOTS

Row = dict[str, Any]
_HASH_LENGTH = 26  # base32 characters, 130 bits


def input_hash(document: Document, coder: str) -> str:
    """What decides whether `document` must be coded again by `coder`: all that is known of it."""
    known = [document.id, document.text, document.title, document.author, document.published, document.language]
    known += [document.source, document.url]
    return _hash(document.id, [*known, document.surroundings, coder])


def document_row(coded: CodedDocument, coder: str) -> Row:
    """The row of `documents`. Raises SkipInput for a text that can't be stored as UTF-8."""
    document = coded.document
    given = input_hash(document, coder)
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "language": document.language,
        "source": document.source,
        "url": document.url,
        "surroundings": [{"start": start, "end": end} for start, end in document.surroundings],
        "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        "coder": coder,
        "input": given,
        "revision": _hash(document.id, [given, document.language, coded.to_dict()]),
    }


def event_rows(coded: CodedDocument, revision: str) -> Iterable[Row]:
    """The rows of `events`, in the order of the document's list."""
    ids = entry_ids(coded.document.id, list(coded.events))
    for ordinal, (event, id) in enumerate(zip(coded.events, ids, strict=True)):
        yield {
            "type": event.type,
            "mode": event.mode,
            "contexts": list(event.contexts),
            "source": list(event.source),
            "target": list(event.target),
            "place": event.place,
            **_entry_row(coded.document, event, id, ordinal, revision),
        }


def fact_rows(coded: CodedDocument, revision: str) -> Iterable[Row]:
    """The rows of `facts`, in the order of the document's list. Raises SkipInput for a slot its kind doesn't have."""
    ids = entry_ids(coded.document.id, list(coded.facts))
    for ordinal, (fact, id) in enumerate(zip(coded.facts, ids, strict=True)):
        yield {
            "fact": fact.fact,
            "actors": _fact_actors(fact),
            **_slot_columns(coded.document.id, fact),
            **_entry_row(coded.document, fact, id, ordinal, revision),
        }


def coded_from_rows(document: Row, events: Sequence[Row], facts: Sequence[Row]) -> CodedDocument:
    """A coded document from its rows; entries come in the order of `ordinal`. Missing columns are as never set."""
    return CodedDocument(
        Document(
            id=document["id"],
            text=document.get("text") or "",
            surroundings=tuple((span["start"], span["end"]) for span in document.get("surroundings") or ()),
            **{name: document.get(name) for name in ("title", "author", "published", "language", "source", "url")},
        ),
        [event_from_row(row) for row in sorted(events, key=_ordinal)],
        [fact_from_row(row) for row in sorted(facts, key=_ordinal)],
    )


def event_from_row(row: Row) -> Event:
    """The event of a row of `events`."""
    return Event(
        type=row["type"],
        mode=row["mode"],
        contexts=tuple(row["contexts"]),
        source=tuple(row["source"]),
        target=tuple(row["target"]),
        place=row["place"],
        **_entry_fields(row),
    )


def fact_from_row(row: Row) -> Fact:
    """The fact of a row of `facts`, with all slots of its kind: null where nothing was said."""
    kind = row["fact"]
    slots = {slot: _slot_value(kind, slot, row[slot]) for slot in FACT_SLOTS[kind]}
    return Fact(fact=kind, slots=slots, **_entry_fields(row))


def _hash(doc_id: str, value: Any) -> str:
    try:
        return content_hash(value)[:_HASH_LENGTH]
    except UnicodeEncodeError as error:
        message = f"holds half a character (a lone surrogate), which no table can store: {error.reason}; decode it anew"
        raise SkipInput(repr(doc_id), message) from error


def _entry_row(document: Document, entry: Entry, id: str, ordinal: int, revision: str) -> Row:
    first, last = entry.sentence
    start, end = _time_bounds(entry.time)
    return {
        "id": id,
        "doc": document.id,
        "trigger": entry.trigger,
        "start": entry.start,
        "end": entry.end,
        "sentence_start": first,
        "sentence_end": last,
        "sentence": document.text[first:last],
        "time": entry.time,
        "time_start": start,
        "time_end": end,
        "time_source": entry.time_source,
        "status": entry.status,
        "confidence": round(entry.confidence, 3),
        "frame": entry.frame,
        "evidence": [{"slot": slot, "start": start, "end": end} for slot, (start, end) in entry.evidence.items()],
        "reasons": [{"id": reason.id, "text": reason.text} for reason in entry.reasons],
        "ordinal": ordinal,
        "revision": revision,
    }


def _entry_fields(row: Row) -> dict[str, Any]:
    sentence: Span = (row["sentence_start"], row["sentence_end"])
    return {
        **{name: row[name] for name in ("id", "start", "end", "trigger", "time", "time_source", "status")},
        "sentence": sentence,
        "confidence": row["confidence"],
        "frame": row["frame"],
        "evidence": {item["slot"]: (item["start"], item["end"]) for item in row["evidence"]},
        "reasons": tuple(Reason(reason["id"], reason["text"]) for reason in row["reasons"]),
    }


def _time_bounds(time: str | None) -> tuple[Any, Any]:
    """Bounds of an EDTF time; a time that we can't read is kept as it stands, without bounds."""
    try:
        return bounds(time) if time else (None, None)
    except ValueError:
        return None, None


def _slot_columns(doc_id: str, fact: Fact) -> Row:
    known = FACT_SLOTS.get(fact.fact)
    if known is None:
        raise SkipInput(doc_id, f"there is no kind of fact {fact.fact!r}; kinds are {', '.join(FACT_SLOTS)}")
    unknown = sorted(set(fact.slots) - set(known))
    if unknown:
        raise SkipInput(doc_id, f"a fact {fact.fact!r} has no slot {', '.join(unknown)}; it has {', '.join(known)}")
    return {slot: _column_value(doc_id, fact, slot) for slot in known}


def _column_value(doc_id: str, fact: Fact, slot: str) -> str | list[str] | None:
    value = fact.slots.get(slot)
    if value is None:
        return None
    is_list = (fact.fact, slot) in LIST_SLOTS
    if is_list != isinstance(value, list | tuple):
        raise SkipInput(doc_id, f"{fact.fact}.{slot} is {'a list' if is_list else 'one text'}, not {value!r}")
    if is_list:
        return [str(item) for item in value]
    return [str(value)] if slot in LIST_COLUMNS else str(value)


def _slot_value(kind: str, slot: str, value: Any) -> Any:
    if slot in LIST_COLUMNS and value is not None and (kind, slot) not in LIST_SLOTS:
        return value[0]
    return value


def _fact_actors(fact: Fact) -> list[str]:
    values = [fact.slots.get(slot) for slot in ACTOR_SLOTS.get(fact.fact, ())]
    codes = [code for value in values for code in (value if isinstance(value, list | tuple) else [value])]
    return list(dict.fromkeys(code for code in codes if code))


def _ordinal(row: Row) -> int:
    return int(row["ordinal"])
