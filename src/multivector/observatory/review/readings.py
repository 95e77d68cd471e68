"""An entry as it stands, as it was when it was judged, and as a correction says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from multivector.lexicon.ontology import FACTS
from multivector.observatory.review.models import Judgement, Mark
from multivector.record.schema import FACT_SLOTS

Row = dict[str, Any]
KEPT = (
    "id", "doc", "kind", "type", "source", "target", "slots", "trigger", "start", "end", "sentence", "sentence_start",
    "sentence_end", "time", "time_source", "status", "confidence", "frame", "evidence", "reasons", "title",
    "published", "language",
)  # fmt: skip
READ = ("type", "source", "target", "slots", "time", "status")  # what a correction may change
Verdict = Judgement.Verdict


def snapshot(row: Mapping[str, Any]) -> Row:
    """What is kept of an entry with a judgement or dispute."""
    kept = {name: row.get(name) for name in KEPT}
    kept["slots"] = slots_of(row)
    kept["published"] = row.get("published") and str(row["published"])
    return kept


def slots_of(row: Mapping[str, Any]) -> Row:
    """The slots of a fact's kind, in their order; empty for an event."""
    if row["type"] not in FACTS:
        return {}
    values = row.get("slots") or {}
    return {slot: _one(row["type"], slot, values.get(slot)) for slot in FACT_SLOTS[row["type"]]}


def _one(kind: str, slot: str, value: Any) -> Any:
    """The table has one column for places, a list; only a mission has several."""
    if slot == "place" and kind != "mission" and isinstance(value, list):
        return value[0] if value else None
    return value


def reading(entry: Mapping[str, Any], correction: Mapping[str, Any] | None = None) -> Row:
    """What an entry says, corrected: type, source, target, slots, time, status."""
    said = {name: entry.get(name) for name in READ}
    said["slots"] = slots_of(entry)
    return {**said, **{name: value for name, value in (correction or {}).items() if name in READ}}


def difference(entry: Mapping[str, Any], said: Mapping[str, Any]) -> Row:
    """The part of a reading that the entry does not say."""
    plain = reading(entry)
    return {name: value for name, value in said.items() if _bare(value) != _bare(plain[name])}


def _bare(value: Any) -> Any:
    """An empty list of a slot says as much as none."""
    return {slot: filler or None for slot, filler in value.items()} if isinstance(value, dict) else value


def latest(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The latest of each reviewer, without withdrawn ones, the newest last. Judgements come in their order."""
    by_reviewer: dict[str, Judgement] = {}
    for judgement in judgements:
        by_reviewer.pop(judgement.by, None)
        by_reviewer[judgement.by] = judgement
    return [judgement for judgement in by_reviewer.values() if judgement.verdict != Verdict.WITHDRAW]


def outcome(judgements: list[Judgement]) -> tuple[str, Judgement | None]:
    """What the latest judgements come to, and the one that speaks for it.

    More rejections than others reject; as many leave it open; else the newest that does not reject counts.
    """
    if not judgements:
        return Mark.Verdict.NONE, None
    rejecting = [judgement for judgement in judgements if judgement.verdict == Verdict.REJECT]
    keeping = [judgement for judgement in judgements if judgement.verdict != Verdict.REJECT]
    if len(rejecting) > len(keeping):
        return Mark.Verdict.REJECTED, rejecting[-1]
    if len(rejecting) == len(keeping):
        return Mark.Verdict.OPEN, None
    last = keeping[-1]
    return (Mark.Verdict.CORRECTED if last.verdict == Verdict.CORRECT else Mark.Verdict.ACCEPTED), last
