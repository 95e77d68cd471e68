from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from multivector.model import CodedDocument, Document, Event, Fact, Reason
from multivector.record import Record

TEXT = "Астана, 3 мая. Президент Казахстана встретился с Си Цзиньпином. Казахстан вступил в ШОС."

# One of each kind, with and without what may be null, in the layout of the gold records.
FACTS: list[dict[str, Any]] = [
    {"fact": "office", "person": "Н. Назарбаев", "position": "президент", "of": "KAZ"},
    {"fact": "membership", "member": "KAZ", "of": "SCO"},
    {"fact": "chairmanship", "chair": "KAZ", "of": "OSCE"},
    {
        "fact": "instrument",
        "parties": ["KAZ", "RUS"],
        "act": "signed",
        "name": "N",
        "kind": "treaty",
        "place": "Астана",
    },
    {"fact": "instrument", "parties": [], "act": "adopted", "name": "=1+1", "kind": "law", "place": None},
    {"fact": "hosting", "host": "KAZ", "what": "talks", "about": "Сирия", "place": "Астана", "count": ">12"},
    {"fact": "hosting", "host": "KAZ", "what": "summit", "about": None, "place": None, "count": None},
    {"fact": "mission", "actor": "KAZ", "kind": "peacekeeping", "place": ["IRQ", "LBN"], "under": "UN"},
    {"fact": "mission", "actor": "KAZ", "kind": "military", "place": [], "under": None},
    {"fact": "institution", "founders": ["KAZ"], "name": "Банк; топлива", "under": "IAEA"},
]


def make_fact(gold: dict[str, Any], **fields: Any) -> Fact:
    slots = {slot: value for slot, value in gold.items() if slot != "fact"}
    fields = {"start": 64, "end": 87, "trigger": TEXT[64:87], "sentence": (64, 88), "frame": "fact", **fields}
    return Fact(fact=gold["fact"], slots=slots, **fields)


def make_event(**fields: Any) -> Event:
    given: dict[str, Any] = {
        "type": "CONSULT",
        "mode": "visit",
        "contexts": ("diplomatic", "military"),
        "source": ("KAZ",),
        "target": ("CHN",),
        "start": 36,
        "end": 46,
        "trigger": "встретился",
        "sentence": (15, 63),
        "time": "2017-05-03",
        "time_source": "text",
        "confidence": 0.8126,
        "frame": "meet",
        "evidence": {"target": (49, 62), "source": (15, 35)},
        "reasons": (Reason("frame.meet", "«встретился»"), Reason("time")),
    }
    return Event(**(given | fields))


def make_coded(
    id: str = "a/1", *, text: str = TEXT, events: int = 2, facts: bool = True, **fields: Any
) -> CodedDocument:
    document = Document(id, text, published="2017-05-03", language="ru", title="Т", surroundings=((0, 8),))
    return CodedDocument(
        document,
        [make_event(place="Астана" if n else None, **fields) for n in range(events)],
        [make_fact(gold) for gold in FACTS] if facts else [],
    )


@pytest.fixture
def coded() -> Callable[..., CodedDocument]:
    return make_coded


@pytest.fixture
def event() -> Callable[..., Event]:
    return make_event


@pytest.fixture
def fact() -> Callable[..., Fact]:
    return make_fact


@pytest.fixture
def gold_facts() -> list[dict[str, Any]]:
    return FACTS


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record", create=True)
