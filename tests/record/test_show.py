from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console

from multivector.model import CodedDocument
from multivector.record import Record
from multivector.record.show import render, show

Coded = Callable[..., CodedDocument]


def shown(record: Record) -> str:
    stream = io.StringIO()
    show(record.find(), Console(file=stream, width=40))
    return stream.getvalue()


def test_show(record: Record, coded: Coded) -> None:
    record.write([coded("a/1", events=1, facts=False, status="planned")])
    id = record.events().collect()["id"].item()
    assert shown(record).splitlines() == [
        "2017-05-03  KAZ → CHN  CONSULT visit · planned · 0.81",
        "  Президент Казахстана встретился с Си Цзиньпином.",
        f"  a/1  {id}  Т",
    ]


def test_facts_leave_out_what_is_not_said(record: Record, coded: Coded) -> None:
    record.write([coded("a/1", events=0)])
    lines = shown(record).splitlines()
    assert len(lines) == 10 * 4 - 1
    assert "(published 2017-05-03)  mission  actor KAZ  kind military · 0.50" in lines
    assert "(published 2017-05-03)  mission  actor KAZ  kind peacekeeping  place IRQ, LBN  under UN · 0.50" in lines


def test_the_trigger_is_set_off(record: Record, coded: Coded) -> None:
    record.write([coded(events=1, facts=False)])
    text = render(record.find()[0])
    assert [text.plain[span.start : span.end] for span in text.spans if span.style == "bold underline"] == [
        "встретился"
    ]


def test_a_text_does_not_steer_the_terminal(record: Record, coded: Coded) -> None:
    text = "\x1b[2J[red]\u202e " * 10
    record.write([coded("\x1b]0;x\x07", text=text, facts=False, trigger="\x1b")])
    output = shown(record)
    assert "[red]" in output
    assert not set(output) & {"\x1b", "\x07", "\u202e"}
