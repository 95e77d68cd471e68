from __future__ import annotations

from typing import Any

import pytest

from multivector.ids import assign_ids, entry_id
from multivector.model import CodedDocument, Document, Event, Fact

PLACE: dict[str, Any] = {"start": 3, "end": 9, "trigger": "met", "sentence": (0, 20)}


def event(**fields: Any) -> Event:
    return Event(**({"type": "CONSULT", "source": ("KAZ",), "target": ("CHN",), **PLACE} | fields))


def fact(**slots: Any) -> Fact:
    return Fact(fact="hosting", slots=slots, **PLACE)


def test_ids_never_change() -> None:
    """Reviews and links hold on to ids: whoever changes one of these breaks every record."""
    assert entry_id("a/1", event()) == "qhxpdo5umadkjk6g"
    assert entry_id("a/1", fact(host="KAZ", what="talks")) == "pab5wupaetd5n7jy"


@pytest.mark.parametrize(
    "other",
    [event(type="AGREE"), event(source=()), event(target=("KAZ",), source=("CHN",)), event(start=4), event(end=8)],
)
def test_another_entry_has_another_id(other: Event) -> None:
    assert entry_id("a/1", other) != entry_id("a/1", event())


@pytest.mark.parametrize("same", [event(time="2017"), event(status="planned"), event(confidence=0.9), event(place="X")])
def test_what_is_judged_of_an_entry_leaves_its_id(same: Event) -> None:
    assert entry_id("a/1", same) == entry_id("a/1", event())


def test_slots_in_any_order_and_null_or_absent() -> None:
    assert entry_id("a", fact(host="KAZ", what="talks")) == entry_id("a", fact(what="talks", about=None, host="KAZ"))
    assert entry_id("a", fact(host="KAZ")) != entry_id("b", fact(host="KAZ"))


def test_twins_in_a_document_stay_apart() -> None:
    coded = CodedDocument(Document("a", ""), [event(), event(time="2017"), event(id="given")], [fact(host="KAZ")])
    assign_ids(coded)
    first, second, third = (one.id for one in coded.events)
    assert (second, third) == (f"{first}-2", "given")
    assert coded.facts[0].id == entry_id("a", fact(host="KAZ"))
