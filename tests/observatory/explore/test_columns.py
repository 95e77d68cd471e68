"""Selections and counts are compared with what a plain loop over all entries finds."""

from collections import Counter
from datetime import date

import pytest
from django.http import QueryDict

from multivector.edtf import bounds
from multivector.lexicon.ontology import FACTS, QUAD_OF_TYPE
from multivector.observatory.archive.stems import stem, words
from multivector.observatory.explore.filters import read
from multivector.observatory.explore.queries import FACETS, Selection

CASES = [
    "", "actor=KAZ", "actor=KAZ&partner=IRN", "partner=RUS", "type=AGREE&type=CONSULT", "fact=membership&fact=office",
    "type=AGREE&fact=instrument", "kind=fact&actor=KAZ", "status=planned", "year=2018&year=2017&actor=KAZ",
    "since=2017&until=2018-08", "since=2020", "until=1995-06", "confidence=0.7", "confidence=0.7&actor=KAZ&year=2018",
    "language=en&actor=KAZ", "priority=KAZ.integration", "priority=KAZ.trade&priority=KAZ.partners&actor=RUS", "q=подписали",
    "q=подписал+конвенций", "q=agreements&language=en", "q=unheard", "sort=oldest&actor=KAZ", "sort=confidence",
    "sort=confidence&actor=IRN", "sort=document", "sort=document&actor=KAZ&type=CONSULT",
]  # fmt: skip


@pytest.fixture
def every(archive):
    rows = archive.rows("SELECT * FROM entries ORDER BY row")
    served = Counter()
    for row in archive.rows("SELECT priority, row FROM priorities"):
        served[(row["row"], row["priority"])] = 1
    priorities = {row["priority"] for row in archive.rows("SELECT DISTINCT priority FROM priorities")}
    for row in rows:
        row["parties"] = {code for full in row["actors"] for code in (full, full.split(".")[0])}
        row["priority"] = {name for name in priorities if served[(row["row"], name)]}
    return rows


def fits(row, filters, without=""):
    text = words(f"{row['sentence']} {row['title'] or ''}")
    stems = {stem(word, row["language"] or "") for word in text if len(word) > 1}
    dated = row["time_start"] or row["time_end"]
    published = date.fromisoformat(row["published"]) if row["published"] else None
    first, last = (row["time_start"], row["time_end"]) if dated else (published, published)
    tests = {
        "q": all(stem(word, row["language"] or "") in stems for word in filters.words()),
        "actor": not filters.actor or filters.actor in row["parties"],
        "partner": not filters.partner or filters.partner in row["parties"],
        "kind": filters.kind in ("", row["kind"]),
        "type": not (filters.type + filters.fact) or row["type"] in filters.type + filters.fact,
        "since": not filters.since or (bool(first or last) and (last is None or last >= bounds(filters.since)[0])),
        "until": not filters.until or (bool(first or last) and (first is None or first <= bounds(filters.until)[1])),
        "priority": not filters.priority or bool(set(filters.priority) & row["priority"]),
        "confidence": row["confidence"] >= (filters.confidence or 0),
        **{
            name: not getattr(filters, name) or row[name] in getattr(filters, name)
            for name in ("status", "year", "outlet", "language")
        },
    }
    return all(ok for name, ok in tests.items() if name != without)


def values_of(row, name, filters):
    if name in ("actor", "partner"):
        chosen = getattr(filters, name)
        return {chosen} if chosen else row["parties"] - {"---", filters.actor, filters.partner}
    if name == "priority":
        return row["priority"]
    if name == "confidence":
        return {least for least in (0.25, 0.5, 0.75, 0.9) if row["confidence"] >= least}
    value = row["type" if name == "fact" else name]
    known = {"type": QUAD_OF_TYPE, "fact": FACTS}.get(name)
    return set() if value is None or (known is not None and value not in known) else {value}


ORDERS = {
    "time": lambda row: row["row"],
    "oldest": lambda row: (row["time_start"] is None, -row["row"] if row["time_start"] else row["row"]),
    "confidence": lambda row: (-row["confidence"], row["row"]),
    "document": lambda row: (row["doc"], row["start"], row["id"]),
}


@pytest.mark.parametrize("query", CASES)
def test_a_selection_is_what_a_loop_finds(archive, every, query):
    filters, errors = read(QueryDict(query), archive)
    assert not errors
    expected = [row for row in sorted(every, key=ORDERS[filters.sort]) if fits(row, filters)]
    found = Selection(archive, filters)
    assert (found.numbers() + 1).tolist() == [row["row"] for row in expected]
    assert bool(expected) == (query != "q=unheard")
    assert found.documents().tolist() == sorted({row["document"] for row in expected})


@pytest.mark.parametrize("query", CASES)
def test_counts_are_what_a_loop_finds(archive, every, query):
    filters, _ = read(QueryDict(query), archive)
    counts = Selection(archive, filters).facets()
    for name in FACETS:
        own = {"fact": "type", "actor": "", "partner": ""}.get(name, name)
        expected = Counter(value for row in every if fits(row, filters, own) for value in values_of(row, name, filters))
        assert dict(counts[name]) == dict(expected), name


def test_few_and_many_rows_are_counted_alike(archive, monkeypatch):
    filters, _ = read(QueryDict("actor=KAZ&sort=confidence"), archive)
    found, counted = Selection(archive, filters).numbers().tolist(), Selection(archive, filters).facets()
    for few in (0, 10**9):
        monkeypatch.setattr("multivector.observatory.explore.columns.FEW", few)
        assert Selection(archive, filters).numbers().tolist() == found
        assert Selection(archive, filters).facets() == counted
