"""`Columns`: what filters ask of the entries, as numbers in memory, so that a selection and the counts of all facets
come in some milliseconds over a million entries.

Entries are numbered by time, the latest first, as in the index (`entries.row` less one). A selection is a sorted array
of such numbers; None is all of them.
"""

from __future__ import annotations

import threading
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from multivector.lexicon.ontology import NO_STATE
from multivector.observatory.archive import Archive
from multivector.observatory.archive.stems import stem

if TYPE_CHECKING:
    from multivector.observatory.explore.filters import Filters

Array = NDArray[Any]
Rows = NDArray[np.int32] | None
Counts = list[tuple[Any, int]]
FIELDS = ("kind", "type", "status", "language", "outlet", "year")  # of a combination
CONFIDENCES = (0.25, 0.5, 0.75, 0.9)
FEW = 8  # a selection of less than one in so many entries is looked up entry by entry
NEVER, EVER = "2147483647", "-2147483648"
_NOTHING = np.empty(0, np.int32)
_DATED = "first_day IS NOT NULL OR last_day IS NOT NULL"


class Columns:
    """The columns of one version of the record; safe to use from many threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        loaded = archive.arrays(
            f"SELECT document, combination, confidence, place,"
            f" CASE WHEN {_DATED} THEN coalesce(first_day, {EVER}) ELSE {NEVER} END::INTEGER AS first_day,"
            f" CASE WHEN {_DATED} THEN coalesce(last_day, {NEVER}) ELSE {EVER} END::INTEGER AS last_day"
            " FROM columns ORDER BY row"
        )
        self._combination: Array
        self._of_party: Array
        self._combination = loaded["combination"]
        self._confidences, ranks = np.unique(loaded["confidence"], return_inverse=True)
        self._confidence = ranks.astype(np.uint16 if len(self._confidences) < 2**16 else np.int32)  # by rank
        self._document = loaded["document"]
        self._first, self._last, self._place = loaded["first_day"], loaded["last_day"], loaded["place"]
        self.size = len(self._combination)
        self.dated = int(archive.value("SELECT count(*) FROM entries WHERE time_start IS NOT NULL"))
        self._load_combinations()
        self._load_parties()
        served = archive.arrays("SELECT priority, row - 1 AS row FROM priorities ORDER BY priority, row")
        names, starts = np.unique(served["priority"].astype(str), return_index=True)
        parts = np.split(served["row"].astype(np.int32), starts[1:]) if len(names) else []
        self.priorities: dict[str, Array] = dict(zip(names.tolist(), parts, strict=True))
        languages = archive.rows("SELECT DISTINCT language FROM postings")
        self.languages = tuple(sorted(row["language"] for row in languages))
        self._word = lru_cache(maxsize=64)(self._look_up)
        self.shown: dict[int, dict[str, Any]] = {}  # what tables have shown of entries, by number

    def _load_combinations(self) -> None:
        rows = self._archive.rows("SELECT * FROM combinations ORDER BY number")
        self.values: dict[str, tuple[Any, ...]] = {}
        self._codes: dict[str, Array] = {}  # of each combination the place of its value among `values`; -1 for none
        for field in FIELDS:
            values = tuple(sorted({row[field] for row in rows if row[field] is not None}))
            places = {value: place for place, value in enumerate(values)}
            self.values[field] = values
            self._codes[field] = np.array([places.get(row[field], -1) for row in rows], dtype=np.int64)

    def _load_parties(self) -> None:
        self.parties = [row["code"] for row in self._archive.rows("SELECT code FROM codes ORDER BY number")]
        self._number = {code: number for number, code in enumerate(self.parties)}
        self.codes = frozenset(self._number)
        loaded = self._archive.arrays("SELECT number, row - 1 AS row FROM parties ORDER BY number, row")
        number, self._of_party = loaded["number"], loaded["row"].astype(np.int32)
        self._party_starts = np.searchsorted(number, np.arange(len(self.parties) + 1))
        order = np.argsort(self._of_party, kind="stable")
        self._of_row = number[order].astype(np.uint16 if len(self.parties) < 2**16 else np.int32)
        self._row_starts = np.searchsorted(self._of_party[order], np.arange(self.size + 1))

    def by_party(self, code: str) -> Array:
        """The entries in which a party takes part."""
        number = self._number.get(code)
        if number is None:
            return _NOTHING
        found: Array = self._of_party[self._party_starts[number] : self._party_starts[number + 1]]
        return found

    def by_words(self, words: tuple[str, ...]) -> list[Array]:
        """For each word the entries whose sentence or title has a form of it."""
        return [self._word(word) for word in words]

    def _look_up(self, word: str) -> Array:
        stems = [(language, stem(word, language)) for language in self.languages]
        if not stems:
            return _NOTHING
        where = " OR ".join(["stem = ? AND language = ?"] * len(stems))
        values = [value for language, stemmed in stems for value in (stemmed, language)]
        found = self._archive.arrays(f"SELECT row::INTEGER - 1 AS row FROM postings WHERE {where}", values)["row"]
        return np.sort(found.astype(np.int32))

    def by_document(self, doc: str) -> Array:
        """The entries of a document."""
        found = self._archive.arrays("SELECT row::INTEGER - 1 AS row FROM entries WHERE doc = ? ORDER BY row", [doc])
        rows: Array = found["row"].astype(np.int32)
        return rows

    def base(self, filters: Filters) -> Rows:
        """The entries that fit all filters but those on confidence and on combinations."""
        lists = self.by_words(filters.words())
        lists += [self.by_party(code) for code in (filters.actor, filters.partner) if code]
        if filters.doc:
            lists.append(self.by_document(filters.doc))
        if filters.priority:
            lists.append(_union([self.priorities.get(name, _NOTHING) for name in filters.priority]))
        rows = self._both(lists)
        first, last = filters.first_day(), filters.last_day()
        if first is not None:
            rows = _narrowed(rows, self._last, np.greater_equal, first)
        if last is not None:
            rows = _narrowed(rows, self._first, np.less_equal, last)
        if first is not None or last is not None:  # what has no day at all lies in no period
            rows = _narrowed(rows, self._last, np.greater, int(EVER))
        return rows

    def confident(self, rows: Rows, least: float | None) -> Rows:
        """Those that have so much confidence."""
        if least is None:
            return rows
        return _narrowed(rows, self._confidence, np.greater_equal, int(np.searchsorted(self._confidences, least)))

    def _both(self, lists: list[Array]) -> Rows:
        if not lists:
            return None
        lists.sort(key=len)
        rows = lists[0]
        for other in lists[1:]:
            if not len(rows):
                break
            rows = rows[self.mask(other)[rows]]
        return rows

    def mask(self, rows: Rows) -> Array:
        """A selection as one truth value an entry."""
        if rows is None:
            return np.ones(self.size, dtype=bool)
        mask = np.zeros(self.size, dtype=bool)
        mask[rows] = True
        return mask

    def fitting(self, rows: Rows, filters: Filters) -> Rows:
        """Those whose combination fits the filters."""
        allowed = self.allowed(filters)
        if allowed is None:
            return rows
        if rows is None:
            return np.flatnonzero(allowed[self._combination]).astype(np.int32)
        fit: Array = rows[allowed[self._combination[rows]]]
        return fit

    def allowed(self, filters: Filters, without: str = "") -> Array | None:
        """Which combinations fit the filters, but for one of them; None: all do."""
        wanted: dict[str, tuple[Any, ...]] = {
            "kind": (filters.kind,) if filters.kind else (),
            "type": filters.type + filters.fact,
            **{name: getattr(filters, name) for name in ("status", "language", "outlet", "year")},
        }
        allowed: Array | None = None
        for field, values in wanted.items():
            if not values or field == without:
                continue
            ok = np.isin(self._codes[field], [n for n, value in enumerate(self.values[field]) if value in values])
            allowed = ok if allowed is None else allowed & ok
        return allowed

    def combinations(self, rows: Rows) -> Array:
        """How many entries of a selection each combination has."""
        if rows is None:
            return self._all_combinations
        return np.bincount(self._combination[rows], minlength=len(self._codes["type"]))

    @cached_property
    def _all_combinations(self) -> Array:
        return np.bincount(self._combination, minlength=len(self._codes["type"]))

    def field_counts(self, field: str, combinations: Array, allowed: Array | None) -> Counts:
        """How many entries each value of a field has, the most frequent first."""
        codes = self._codes[field]
        known = codes >= 0 if allowed is None else (codes >= 0) & allowed
        counts = np.bincount(codes[known], weights=combinations[known], minlength=len(self.values[field])).astype(int)
        return _ranked(zip(self.values[field], counts.tolist(), strict=True))

    def party_counts(self, rows: Rows, leave_out: tuple[str, ...] = ()) -> Counts:
        """In how many entries of a selection each party takes part, the most frequent first."""
        if not self.parties:
            return []
        if rows is None:
            counts = np.diff(self._party_starts)
        elif FEW * len(rows) > self.size:
            hits, starts = self.mask(rows)[self._of_party], self._party_starts.tolist()
            counts = np.array([np.count_nonzero(hits[a:b]) for a, b in pairwise(starts)])
        else:
            counts = np.bincount(self._of_row[_ranges(self._row_starts, rows)], minlength=len(self.parties))
        known = np.flatnonzero(counts)
        hidden = {NO_STATE, *leave_out}
        pairs = zip(known.tolist(), counts[known].tolist(), strict=True)
        return _ranked((self.parties[number], n) for number, n in pairs if self.parties[number] not in hidden)

    def priority_counts(self, rows: Rows) -> Counts:
        """How many entries of a selection serve each priority."""
        if rows is None:
            return _ranked((name, len(served)) for name, served in self.priorities.items())
        mask = self.mask(rows)
        return _ranked((name, int(np.count_nonzero(mask[served]))) for name, served in self.priorities.items())

    def known(self, number: int) -> dict[str, Any]:
        """What is in memory of an entry: what it is, its status, language and source, confidence, document."""
        combination = self._combination[number]
        places = {field: self._codes[field][combination] for field in FIELDS}
        return {
            **{field: self.values[field][place] if place >= 0 else None for field, place in places.items()},
            "confidence": float(self._confidences[self._confidence[number]]),
            "document": int(self._document[number]),
        }

    def documents(self, rows: Rows) -> Array:
        """The documents of a selection by their numbers, the latest first."""
        return np.unique(self._document if rows is None else self._document[rows])

    def confidence_counts(self, rows: Rows) -> Counts:
        """How many entries of a selection have at least so much confidence."""
        ranks = self._confidence if rows is None else self._confidence[rows]
        numbers = np.bincount(ranks, minlength=len(self._confidences))
        counts = ((least, int(numbers[np.searchsorted(self._confidences, least) :].sum())) for least in CONFIDENCES)
        return [(least, count) for least, count in counts if count]

    def ordered(self, rows: Rows, sort: str) -> Array:
        """A selection in the order that a reader asked for."""
        if rows is None:
            rows = self._every
        if sort == "oldest":
            dated = int(np.searchsorted(rows, self.dated))
            return np.concatenate([rows[:dated][::-1], rows[dated:]])
        if sort in ("confidence", "document"):
            whole = self._by_confidence if sort == "confidence" else self._by_place
            if FEW * len(rows) > self.size:
                most: Array = whole[self.mask(rows)[whole]]
                return most
            key = -self._confidence[rows].astype(np.int32) if sort == "confidence" else self._place[rows]
            few: Array = rows[np.argsort(key, kind="stable")]
            return few
        return rows

    @cached_property
    def _every(self) -> Array:
        return np.arange(self.size, dtype=np.int32)

    @cached_property
    def _by_confidence(self) -> Array:
        return np.argsort(-self._confidence.astype(np.int32), kind="stable").astype(np.int32)

    @cached_property
    def _by_place(self) -> Array:
        return np.argsort(self._place, kind="stable").astype(np.int32)


def _union(lists: list[Array]) -> Array:
    return lists[0] if len(lists) == 1 else np.unique(np.concatenate(lists))


def _narrowed(rows: Rows, column: Array, compare: Any, value: float) -> Array:
    if rows is None:
        return np.flatnonzero(compare(column, value)).astype(np.int32)
    narrowed: Array = rows[compare(column[rows], value)]
    return narrowed


def _ranges(starts: Array, rows: Array) -> Array:
    """The places from `starts[row]` to `starts[row + 1]` of all rows, one behind the other."""
    first, lengths = starts[rows], starts[rows + 1] - starts[rows]
    before = np.cumsum(lengths) - lengths
    return np.repeat(first - before, lengths) + np.arange(int(lengths.sum()))


def _ranked(pairs: Any) -> Counts:
    return sorted(((value, count) for value, count in pairs if count), key=lambda pair: (-pair[1], pair[0]))


_lock = threading.Lock()
_loaded: dict[str, Columns] = {}


def columns(archive: Archive) -> Columns:
    """The columns of an archive; loaded once a version and process."""
    found = _loaded.get(archive.version)
    if found is None:
        with _lock:
            found = _loaded.get(archive.version)
            if found is None:
                found = Columns(archive)
                _loaded.clear()
                _loaded[archive.version] = found
    return found
