"""Questions to the archive: what fits the filters, how many, and the rows of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from multivector.lexicon.ontology import FACTS, QUAD_OF_TYPE
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.explore.columns import Array, Counts, Rows, columns
from multivector.observatory.explore.filters import Filters

FACETS = ("actor", "partner", "type", "fact", "status", "year", "outlet", "language", "priority", "confidence")
MOST_KEPT = 20_000  # entries that stay in memory, some hundred bytes each: most tables begin with the same
AT_ONCE = 5000  # rows of an export that are read together
_ENTRY = "row, id, source, target, sentence, time"
_EXPORTED = (
    'row, id, document, kind, type, mode, contexts, source, target, actors, place, slots, trigger, start, "end",'
    " sentence, sentence_start, sentence_end, time, time_start, time_end, time_source, status, confidence, frame,"
    " evidence, [reason.id FOR reason IN reasons] AS reasons, published, language, outlet"
)


class Selection:
    """The entries that fit the filters."""

    def __init__(self, archive: Archive, filters: Filters) -> None:
        self._filters = filters
        self._held = columns(archive)
        self._before = self._held.base(filters)  # all but the filters on confidence and on combinations
        self._base = self._held.confident(self._before, filters.confidence)
        self._rows = self._held.fitting(self._base, filters)

    @property
    def total(self) -> int:
        """How many they are."""
        return self._held.size if self._rows is None else len(self._rows)

    def numbers(self) -> Array:
        """Their numbers in the order that was asked for."""
        return self._held.ordered(self._rows, self._filters.sort)

    def documents(self) -> Array:
        """The numbers of their documents, the latest first."""
        return self._held.documents(self._rows)

    def facets(self) -> dict[str, Counts]:
        """For each facet its values, with the number of entries that have it and fit all other filters.

        A party that is chosen stands alone in its facet; who else takes part stands in the other.
        """
        held, filters = self._held, self._filters
        combinations = held.combinations(self._base)
        others = held.party_counts(self._rows, (filters.actor, filters.partner))
        types = held.field_counts("type", combinations, held.allowed(filters, "type"))
        return {
            "actor": self._alone(filters.actor) if filters.actor else others,
            "partner": self._alone(filters.partner) if filters.partner else others,
            "type": [pair for pair in types if pair[0] in QUAD_OF_TYPE],
            "fact": [pair for pair in types if pair[0] in FACTS],
            **{
                name: held.field_counts(name, combinations, held.allowed(filters, name))
                for name in ("status", "year", "outlet", "language")
            },
            "priority": held.priority_counts(self._rows_but_priority()),
            "confidence": held.confidence_counts(held.fitting(self._before, filters)),
        }

    def _alone(self, code: str) -> Counts:
        return [(code, self.total)] if self.total else []

    def _rows_but_priority(self) -> Rows:
        if not self._filters.priority:
            return self._rows
        base = self._held.base(self._filters.without("priority"))
        return self._held.fitting(self._held.confident(base, self._filters.confidence), self._filters)


def entries(archive: Archive, numbers: Sequence[int]) -> list[Row]:
    """What a table shows of entries, in the order of their numbers; asks the index for what is not in memory."""
    held, wanted = columns(archive), [int(number) for number in numbers]
    found = {number: row for number in wanted if (row := held.shown.get(number)) is not None}
    new = {number + 1: held.known(number) for number in wanted if number not in found}
    if new:
        found |= {row - 1: entry for row, entry in _entries(archive, new).items()}
        if len(held.shown) > MOST_KEPT:
            held.shown.clear()
        held.shown |= found
    return [found[number] for number in wanted]


def _entries(archive: Archive, known: dict[int, Row]) -> dict[int, Row]:
    """What is known of entries, completed from the index; by their rows in it."""
    read = _read(archive, _ENTRY, list(known))
    facts = [row for row in known if known[row]["kind"] == "fact"]
    slots = _read(archive, "row, slots", facts) if facts else {}
    documents = _documents(archive, {row["document"] for row in known.values()})
    return {
        row: {**said, **read[row], **slots.get(row, {}), **documents[said["document"]]} for row, said in known.items()
    }


def exported(archive: Archive, numbers: Sequence[int]) -> Iterator[Row]:
    """All that is known of entries, a few thousand in memory at a time."""
    for first in range(0, len(numbers), AT_ONCE):
        wanted = [int(number) + 1 for number in numbers[first : first + AT_ONCE]]
        read = _read(archive, _EXPORTED, wanted)
        documents = _documents(archive, {row["document"] for row in read.values()})
        yield from ({**read[row], **documents[read[row]["document"]]} for row in wanted)


def _read(archive: Archive, what: str, wanted: list[int]) -> dict[int, Row]:
    """Entries by their rows in the index."""
    found = archive.rows(f"SELECT {what} FROM (SELECT unnest(?::BIGINT[]) AS row) JOIN entries USING (row)", [wanted])
    return {row["row"]: row for row in found}


def _documents(archive: Archive, wanted: set[int]) -> dict[int, Row]:
    """Ids and titles of documents by their numbers; in `entries` they repeat, which makes them slow to read."""
    found = archive.rows(
        "SELECT row AS document, id AS doc, title, url FROM (SELECT unnest(?::BIGINT[]) AS row)"
        " JOIN documents USING (row)",
        [sorted(wanted)],
    )
    return {row["document"]: row for row in found}


def newest(filters: Filters) -> Filters:
    """The same, the latest first."""
    return replace(filters, sort="time")
