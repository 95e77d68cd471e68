"""Codes the examples of the frames: each says in its own words what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from multivector.coder.coder import Coder
from multivector.language import languages
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.schema import Example, Frame
from multivector.model import DEFAULT_CONFIDENCE, CodedDocument, Document, Event, Fact


@dataclass
class Report:
    """What came of the examples."""

    checked: int = 0
    uncodable: int = 0  # in languages without a grammar or parser
    failures: list[str] = field(default_factory=list)

    @property
    def passed(self) -> int:
        return self.checked - len(self.failures)


def check_examples(lexicon: Lexicon) -> Report:
    """Codes every example of every frame in the languages that can be coded."""
    report = Report()
    known = set(lexicon.grammars) & set(languages())
    cases = [(name, frame, i, e) for name, frame in lexicon.frames.items() for i, e in enumerate(frame.examples)]
    codable = [case for case in cases if case[3].language in known]
    report.uncodable = len(cases) - len(codable)
    documents = [
        Document(id=f"{name}/{i}", text=example.text, language=example.language, published=example.published)
        for name, _, i, example in codable
    ]
    coder = Coder(lexicon, min_confidence=0.0)  # an example shows what its words evoke, however sure that is
    for (name, frame, i, example), coded in zip(codable, coder.code_many(documents), strict=True):
        report.checked += 1
        if not _as_it_says(frame, example, coded):
            file, line = lexicon.lines.get(name, ("frames", 0))
            got = "; ".join(_spoken(coded)) or "nothing"
            report.failures.append(
                f"{file}:{line}: {name}, example {i + 1}: «{example.text}» gives {got};"
                f" expected {_expected(frame, example)}"
            )
    return report


def _as_it_says(frame: Frame, example: Example, coded: CodedDocument) -> bool:
    wanted = example.event if frame.type else example.fact
    if wanted is None:
        found = [e for e in coded.events if e.type == frame.type] if frame.type else []
        facts = [f for f in coded.facts if f.fact == frame.fact] if frame.fact else []
        return not any(entry.confidence >= DEFAULT_CONFIDENCE for entry in (*found, *facts))
    if frame.type:
        expected = {"type": frame.type, **wanted}
        return any(
            all(_same(getattr(event, slot, None), value) for slot, value in expected.items()) for event in coded.events
        )
    return any(
        fact.fact == frame.fact
        and all(_same(fact.slots.get(slot, getattr(fact, slot, None)), value) for slot, value in wanted.items())
        for fact in coded.facts
    )


def _same(got: Any, wanted: Any) -> bool:
    if isinstance(got, tuple | list):
        return set(map(str, got)) == set(wanted if isinstance(wanted, list) else [wanted])
    if wanted is None or got is None:
        return bool(wanted == got)
    return str(got).lower().startswith(str(wanted).lower()[:5]) if len(str(wanted)) > 5 else str(got) == str(wanted)


def _spoken(coded: CodedDocument) -> Iterator[str]:
    for entry in (*coded.events, *coded.facts):
        if isinstance(entry, Event):
            yield f"{entry.type} {','.join(entry.source) or '-'} → {','.join(entry.target) or '-'} ({entry.frame})"
        elif isinstance(entry, Fact):
            yield f"{entry.fact} {entry.slots}"


def _expected(frame: Frame, example: Example) -> str:
    return str((example.event if frame.type else example.fact) or f"no {frame.type or frame.fact}")
