from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from multivector.errors import StopRun
from multivector.model import CodedDocument, Document, Event, Fact
from multivector.record import Record

EVENTS: list[dict[str, Any]] = [
    {"time": "2016", "source": ("KAZ",), "target": ("CHN",)},
    {"time": "2017-05-03", "source": ("KAZ.GOV",), "target": ("RUS", "CHN"), "type": "AGREE"},
    {"time": "2018/..", "source": ("USA",), "target": ("KAZ",), "status": "planned"},
    {"time": "../2015", "source": ("KAZAKH",), "target": ("RUS",), "confidence": 0.3},
    {"time": None, "source": ("RUS",), "target": (), "time_source": "none"},
    {"time": "XXXX-10-12", "source": ("KAZ", "UZB"), "target": ()},
]


@pytest.fixture
def filled(record: Record, event: Callable[..., Event], fact: Callable[..., Fact]) -> Record:
    """Events that are named by their place in EVENTS; a fact of 2001 in a document of its own without a date."""
    events = [event(**fields, frame=str(number)) for number, fields in enumerate(EVENTS)]
    member = fact({"fact": "membership", "member": "KAZ", "of": "SCO"}, time="2001-06-15", frame="fact")
    record.write([CodedDocument(Document("a", "…", published="2020-01-01"), events)])
    record.write([CodedDocument(Document("b", "…"), [], [member]), CodedDocument(Document("c", ""))])
    return record


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["4", "5", "2", "1", "0", "3", "fact"]),
    ({"limit": 2}, ["4", "5"]),
    ({"actor": "KAZ"}, ["5", "2", "1", "0", "fact"]),
    ({"actor": "KAZ.GOV"}, ["1"]),
    ({"actor": "KAZ", "partner": "CHN"}, ["1", "0"]),
    ({"actor": "CHN", "partner": "KAZ"}, ["1", "0"]),
    ({"actor": "KAZ", "partner": "SCO"}, ["fact"]),
    ({"type": "AGREE"}, ["1"]),
    ({"fact": "membership"}, ["fact"]),
    ({"fact": "membership", "type": "AGREE"}, ["1", "fact"]),
    ({"fact": "office"}, []),
    ({"status": "planned"}, ["2"]),
    ({"doc": "b"}, ["fact"]),
    ({"min_confidence": 0.5, "type": "CONSULT", "until": "2019"}, ["2", "0"]),
    ({"since": "2017"}, ["4", "5", "2", "1"]),
    ({"since": "2019", "until": "2019"}, ["2"]),
    ({"since": "2020-01-02"}, ["2"]),
    ({"until": "2017-05"}, ["1", "0", "3", "fact"]),
    ({"until": "2017-05-02"}, ["0", "3", "fact"]),
    ({"until": "1999"}, ["3"]),
    ({"actor": "KAZ", "since": "2016-06", "until": "2017", "limit": 1}, ["1"]),
]


@pytest.mark.parametrize(("filters", "expected"), CASES)
def test_find(filled: Record, filters: dict[str, Any], expected: list[str]) -> None:
    assert [one.entry.frame for one in filled.find(**filters)] == expected


@pytest.mark.parametrize("since", ["yesterday", "XXXX-10-12", "../2019"])
def test_a_date_that_can_not_be_compared(filled: Record, since: str) -> None:
    with pytest.raises(StopRun, match=since):
        filled.find(since=since)


def test_nothing_to_find(record: Record) -> None:
    assert record.find(actor="KAZ", since="2017") == []
