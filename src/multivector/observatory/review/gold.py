"""Judgements as gold records: what reviewers accept or correct, one JSON object a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from multivector.lexicon.ontology import FACTS
from multivector.observatory.archive import Archive
from multivector.observatory.review.models import Mark
from multivector.observatory.review.queries import last_snapshot
from multivector.observatory.review.readings import reading, snapshot

Row = dict[str, Any]
DECIDED = frozenset({Mark.Verdict.ACCEPTED, Mark.Verdict.CORRECTED, Mark.Verdict.REJECTED})


@dataclass
class Tally:
    """What an export did."""

    documents: int = 0
    entries: int = 0
    unfinished: int = 0  # documents left out, some of whose entries nobody has decided
    gone: int = 0  # judged entries whose document or words the record no longer has


def gold_lines(archive: Archive, tally: Tally, *, partial: bool = False) -> Iterator[Row]:
    """The gold records of documents all of whose entries were decided; with `partial` of all that have a decision.

    An entry that a better coder no longer finds, or finds otherwise, stays gold as long as its words stand in the text.
    """
    by_doc: dict[str, dict[str, Mark]] = defaultdict(dict)
    for mark in Mark.objects.exclude(verdict="").order_by("doc", "id"):
        by_doc[mark.doc][mark.entry] = mark
    for doc, marks in by_doc.items():
        document = archive.document(doc)
        if document is None:
            tally.gone += len(marks)
            continue
        rows = archive.entries_of(doc)
        decided = [row for row in rows if row["id"] in marks and marks[row["id"]].verdict in DECIDED]
        if len(decided) < len(rows) and not partial:
            tally.unfinished += 1
            continue
        gone = marks.keys() - {row["id"] for row in rows}
        kept = _of_earlier_coding(document, [marks[id] for id in sorted(gone)], tally)
        kept += [(snapshot(row), marks[row["id"]]) for row in decided]
        line = _line(document, kept)
        tally.documents += 1
        tally.entries += len(line["events"]) + len(line["facts"])
        yield line


def _of_earlier_coding(document: Row, marks: list[Mark], tally: Tally) -> list[tuple[Row, Mark]]:
    """Entries that the record no longer has and whose sentence still stands where it stood."""
    found = []
    for mark in marks:
        entry = last_snapshot(mark.entry) or {}
        stands = entry and document["text"][entry["sentence_start"] : entry["sentence_end"]] == entry["sentence"]
        if stands and mark.verdict in DECIDED:
            found.append((entry, mark))
        else:
            tally.gone += 1
    return found


def _line(document: Row, kept: list[tuple[Row, Mark]]) -> Row:
    """What was rejected is left out; what two codings say alike stands once."""
    items: dict[str, Row] = {}
    for entry, mark in kept:
        if mark.verdict != Mark.Verdict.REJECTED:
            item = gold_item(entry, mark.correction)
            items[repr({name: value for name, value in item.items() if name not in ("time", "status")})] = item
    ordered = sorted(items.values(), key=lambda item: (item["start"], item["end"]))
    return {
        "doc": document["id"],
        "lang": document["language"],
        "published": document["published"],
        "events": [item for item in ordered if "type" in item],
        "facts": [item for item in ordered if "fact" in item],
    }


def gold_item(entry: Row, correction: Row) -> Row:
    """An event or fact in the layout of gold records."""
    said = reading(entry, correction)
    place = {"trigger": entry["trigger"], "start": entry["start"], "end": entry["end"]}
    when = {"time": said["time"], "status": said["status"]}
    if said["type"] in FACTS:
        return {"fact": said["type"], **said["slots"], **place, **when}
    return {"type": said["type"], "source": said["source"], "target": said["target"], **place, **when}
