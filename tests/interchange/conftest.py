from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from multivector.intake import Problem
from multivector.interchange import Tally, export_form, import_files
from multivector.model import CodedDocument, Document, Event, Fact
from multivector.record import Record

TEXT = "3 мая в Астане президент Казахстана встретился\tс Си Цзиньпином."


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def make_event(**fields: Any) -> Event:
    start, end = span("встретился")
    given: dict[str, Any] = {
        "type": "CONSULT",
        "mode": "visit",
        "contexts": ("military", "diplomatic"),
        "source": ("KAZ",),
        "target": ("CHN",),
        "start": start,
        "end": end,
        "trigger": TEXT[start:end],
        "sentence": (0, len(TEXT)),
        "time": "2017-05-03",
        "time_source": "text",
        "confidence": 0.8126,
        "frame": "meet",
        "evidence": {
            "source": span("президент Казахстана"),
            "target": span("с Си Цзиньпином"),
            "place": span("в Астане"),
        },
        "place": "Астана",
    }
    return Event(**(given | fields))


def make_coded(*events: Event, id: str = "a", facts: int = 0, **fields: Any) -> CodedDocument:
    given: dict[str, Any] = {
        "published": "2017-05-04",
        "language": "ru",
        "title": "Визит",
        "source": "Казинформ",
        "url": "http://x.kz/1",
    }
    fact = Fact(fact="membership", slots={"member": "KAZ", "of": "SCO"}, start=0, end=1, trigger="3", sentence=(0, 5))
    return CodedDocument(Document(id, TEXT, **(given | fields)), list(events), [fact] * facts)


@pytest.fixture
def record(tmp_path: Path) -> Callable[..., Record]:
    """A record of events (of one document) or of documents."""

    def record(*given: Any, name: str = "record") -> Record:
        made = Record(tmp_path / name, create=True)
        events = [one for one in given if isinstance(one, Event)]
        made.write(
            [*(one for one in given if isinstance(one, CodedDocument)), *([make_coded(*events)] if events else [])]
        )
        return made

    return record


@pytest.fixture
def exported() -> Callable[..., tuple[list[str], Tally]]:
    """(lines, what was left out) of a record in a form."""

    def exported(record: Record, form: str) -> tuple[list[str], Tally]:
        out = io.StringIO()
        tally = export_form(record, form, out)
        return out.getvalue().split("\n")[:-1], tally

    return exported


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., tuple[Record, Tally, list[str]]]:
    """(record, tally, problems) of a file with this content."""

    def imported(content: str | bytes, *, form: str = "auto", name: str = "file.txt", to: str = "imported") -> Any:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        problems: list[Problem] = []
        record = Record(tmp_path / to, create=True)
        tally = import_files(record, [path], form=form, on_problem=problems.append, on_written=lambda count: None)
        return (
            record,
            tally,
            [f"{problem.where.removeprefix(f'{tmp_path}/')} {problem.message}" for problem in problems],
        )

    return imported


def events_of(record: Record) -> list[dict[str, Any]]:
    """The events of a record in the order in which they stand."""
    return record.events().sort("doc", "ordinal").collect().to_dicts()
