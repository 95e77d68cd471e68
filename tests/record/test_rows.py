from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from multivector.errors import SkipInput
from multivector.ids import assign_ids
from multivector.model import CodedDocument, Document, Fact
from multivector.record.rows import coded_from_rows, document_row, event_rows, fact_rows, input_hash

Coded = Callable[..., CodedDocument]


def test_rows_and_back(coded: Coded) -> None:
    given = coded()
    rows = coded_from_rows(document_row(given, "c"), [*event_rows(given, "r")][::-1], [*fact_rows(given, "r")][::-1])
    assign_ids(given)
    assert rows.document == given.document
    assert rows.to_dict() == given.to_dict()


def test_actors_of_facts(coded: Coded) -> None:
    actors = [row["actors"] for row in fact_rows(coded(), "r")]
    assert actors[:3] == [["KAZ"], ["KAZ", "SCO"], ["KAZ", "OSCE"]]
    assert actors[7] == ["KAZ", "IRQ", "LBN", "UN"]


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        ({"fact": "rumour"}, "no kind of fact 'rumour'; kinds are office"),
        ({"fact": "membership", "members": ["KAZ"]}, "no slot members; it has member, of"),
        ({"fact": "membership", "member": ["KAZ"]}, "membership.member is one text"),
        ({"fact": "mission", "place": "IRQ"}, "mission.place is a list"),
    ],
)
def test_what_no_column_holds_is_named(fact: Callable[..., Fact], gold: dict[str, Any], words: str) -> None:
    with pytest.raises(SkipInput, match=words):
        list(fact_rows(CodedDocument(Document("a", ""), [], [fact(gold)]), "r"))


def test_half_a_character_is_named() -> None:
    with pytest.raises(SkipInput, match="lone surrogate"):
        document_row(CodedDocument(Document("a", "\ud83d")), "c")


def test_a_time_that_can_not_be_read_is_kept(coded: Coded) -> None:
    row = next(iter(event_rows(coded(time="anno 1"), "r")))
    assert (row["time"], row["time_start"], row["time_end"]) == ("anno 1", None, None)


def test_what_makes_a_document_new() -> None:
    known = input_hash(Document("a", "text"), "c")
    changed = [Document("b", "text"), Document("a", "text "), Document("a", "text", published="2017-01-01")]
    changed += [Document("a", "text", surroundings=((0, 1),)), Document("a", "text", language="ru")]
    assert len({known, input_hash(Document("a", "text"), "d"), *(input_hash(one, "c") for one in changed)}) == 7
