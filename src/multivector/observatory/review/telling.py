"""An entry for the eye: its sentence with the words of each slot marked, who and what, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from multivector.observatory.archive import Archive
from multivector.observatory.core.highlight import Mark, Piece, pieces
from multivector.observatory.core.labels import css_class
from multivector.observatory.review.readings import reading
from multivector.observatory.review.words import SLOTS, VALUES
from multivector.record.schema import ACTOR_SLOTS

Row = dict[str, Any]
AROUND = 400  # characters of the text before and after the sentence


def told(entry: Mapping[str, Any], correction: Mapping[str, Any] | None = None) -> Row:
    """What a template shows of an entry (a row or a snapshot), as corrected."""
    said = reading(entry, correction)
    return {
        "id": entry["id"],
        "doc": entry["doc"],
        "title": entry.get("title") or entry["doc"],
        "published": entry.get("published"),
        "language": entry.get("language") or "",
        "css": css_class(str(said["type"])),
        "confidence": entry.get("confidence"),
        "sentence": sentence(entry),
        "reasons": [reason.get("text") or reason.get("id") for reason in entry.get("reasons") or ()],
        "slots": [
            (SLOTS[slot], *slot_value(said["type"], slot, value)) for slot, value in said["slots"].items() if value
        ],
        "is_event": not said["slots"],
        **{name: said[name] for name in ("type", "source", "target", "time", "status")},
    }


def slot_value(kind: str, slot: str, value: Any) -> tuple[list[str], str]:
    """What fills a slot: codes of parties, or words."""
    if slot in ACTOR_SLOTS[kind] and slot != "place":
        return (value if isinstance(value, list) else [value]), ""
    return [], ", ".join(map(str, value)) if isinstance(value, list) else str(VALUES.get(value, value))


def sentence(entry: Mapping[str, Any]) -> list[Piece]:
    """The sentence in pieces: the trigger, the words of each slot, the rest."""
    start = entry["sentence_start"]
    css = css_class(entry["type"])
    marks = [Mark(entry["start"] - start, entry["end"] - start, f"trigger {css}", str(SLOTS["trigger"]))]
    for item in entry.get("evidence") or ():
        title = str(SLOTS.get(item["slot"], item["slot"]))
        marks.append(Mark(item["start"] - start, item["end"] - start, "evidence", title))
    return pieces(entry["sentence"], 0, len(entry["sentence"]), marks)


def around(archive: Archive, entry: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The lines of the text before and after the sentence, as far as they help."""
    row = archive.row("SELECT text FROM documents WHERE id = ?", [entry["doc"]])
    text = row["text"] if row else ""
    first, last = entry["sentence_start"], entry["sentence_end"]
    if text[first:last] != entry["sentence"]:
        return [], []
    before, after = text[max(first - AROUND, 0) : first], text[last : last + AROUND]
    if first > AROUND:
        before = "…" + before.partition(" ")[2]
    if last + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return _lines(before)[-2:], _lines(after)[:2]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
