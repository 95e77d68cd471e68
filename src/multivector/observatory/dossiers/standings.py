"""What a state has been and done, for its page: the rows of `analysis.standing` with the register's verdict apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from multivector.analysis.register import Body, Part, Span, load_register
from multivector.analysis.standing import MAIN_SLOT, standing
from multivector.analysis.words import span_words, vocabulary
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.dossiers import drawing
from multivector.observatory.dossiers.kept import kept, unless_nothing
from multivector.observatory.dossiers.queries import of_organisation
from multivector.observatory.dossiers.telling import Told, fact_kind, names, span, told

KINDS = tuple(MAIN_SLOT)
_MONTH = timedelta(days=31)
CSS = {kind: f"k{number}" for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Line:
    """One thing: a membership, a chair, talks, a mission, a document, an institution."""

    number: int
    kind: str
    words: str
    verdict: str  # agrees, contradicts, or "" where the register says nothing
    register: str  # what the register says
    partners: list[str]
    start: date | None
    end: date | None
    entries: list[str]

    @property
    def css(self) -> str:
        return CSS[self.kind]


@kept
def lines(archive: Archive, actor: str, language: str) -> list[Line]:
    """All rows of the standing of an actor, by time; those without a time last."""
    table = unless_nothing(standing, archive.record, actor, language=language, register=_register())
    rows = table.to_dicts() if table is not None else []
    return [_line(number, row, language) for number, row in enumerate(rows, start=1)]


def _register() -> str | None:
    from django.conf import settings

    return settings.REGISTER or None


def _line(number: int, row: Row, language: str) -> Line:
    words, verdict, register = _parted(row["what"], language)
    words = words[:1].upper() + words[1:]
    return Line(number, row["kind"], words, verdict, register, row["with"], row["from"], row["to"], row["entries"])


def _parted(what: str, language: str) -> tuple[str, str, str]:
    """The words of a row, the register's verdict, and what the register says."""
    for verdict, key in (("contradicts", "contradicts"), ("agrees", "register")):
        mark = "; " + vocabulary().standing[key](language, words="").rstrip()
        name, found, said = what.partition(mark)
        if found:
            return name, verdict, said.strip()
    return what, "", ""


def time_lines(rows: list[Line], language: str) -> list[tuple[str, str, drawing.TimeLine]]:
    """Kind, its title and the rows that have a day, drawn on the same axis; each leads to its row of the table."""
    spans: dict[str, list[drawing.Span]] = {kind: [] for kind in KINDS}
    for row in rows:
        if row.start or row.end:
            spans[row.kind].append(_span_of(row, language))
    axis = drawing.days_of(span for of_kind in spans.values() for span in of_kind)
    drawn = ((kind, drawing.time_line(of_kind, axis)) for kind, of_kind in spans.items() if of_kind)
    return [(kind, fact_kind(kind, language).capitalize(), picture) for kind, picture in drawn if picture]


def _span_of(row: Line, language: str) -> drawing.Span:
    return drawing.Span(
        words=row.words.partition(": ")[0] if row.kind == "hosting" else row.words,
        start=row.start,
        end=row.end,
        css=f"{row.css}{' contradicted' if row.verdict == 'contradicts' else ''}",
        url=f"#row-{row.number}",
        title=f"{row.words}, {span(row.start, row.end, language)}",
    )


@dataclass(frozen=True)
class Holder:
    """A member or a chair of an organisation: what the record says beside what the register says."""

    code: str
    name: str
    told: list[Told]
    register: list[str]
    when: date


def members(archive: Archive, code: str, language: str) -> list[Holder]:
    """The members of an organisation by name, each with all that the record and the register say."""
    said = _said(archive, code, "membership", "member", language)
    spans: dict[str, list[Span]] = {}
    for one, state in _held(code, "members"):
        spans.setdefault(state, []).append(one)
    name = names(archive, language)
    found = [
        Holder(
            state,
            name(state),
            [words for words, _ in said.get(state, [])],
            [_span_said(one, language) for one in spans.get(state, [])],
            date.min,
        )
        for state in {*said, *spans}
    ]
    return sorted(found, key=lambda one: one.name)


def chairs(archive: Archive, code: str, language: str) -> list[Holder]:
    """Who chaired an organisation, the latest first: each term of the register, and what only the record says."""
    said = _said(archive, code, "chairmanship", "chair", language)
    name = names(archive, language)
    found, used = list[Holder](), set[str]()
    for one, state in _held(code, "chairs"):
        fitting = [words for words, row in said.get(state, []) if _touches(one, row)]
        used.update(words.id for words in fitting)
        found.append(Holder(state, name(state), fitting, [_span_said(one, language)], one.start))
    for state, told_of in said.items():
        for words, row in told_of:
            if words.id not in used:
                found.append(Holder(state, name(state), [words], [], row["time_start"] or date.min))
    return sorted(found, key=lambda one: (one.when, one.name), reverse=True)


def _said(archive: Archive, code: str, type: str, slot: str, language: str) -> dict[str, list[tuple[Told, Row]]]:
    """State -> what the record says of it in an organisation."""
    rows = [row for row in of_organisation(archive, code, type) if row["slots"][slot]]
    said: dict[str, list[tuple[Told, Row]]] = {}
    for words, row in zip(told(archive, rows, language), rows, strict=True):
        said.setdefault(row["slots"][slot].partition(".")[0], []).append((words, row))
    return said


def _held(code: str, part: Part) -> list[tuple[Span, str]]:
    body = load_register(_register()).get(code)
    return body.holders[part] if body else []


def _touches(one: Span, row: Row) -> bool:
    """Whether a fact lies in a term by the middle of its time; if it is open, by the month in which it began."""
    start: date | None = row["time_start"]
    end: date | None = row["time_end"]
    if not start:
        return False
    if not end:
        return one.touches(start, start + _MONTH)
    middle = start + (end - start) / 2
    return one.start <= middle <= one.end


def _span_said(one: Span, language: str) -> str:
    return f"{vocabulary().ties[one.tie](language)} {span_words(one.start, one.end, one.time, language)}"


def register_source(code: str) -> Body | None:
    """What the register has of an organisation."""
    return load_register(_register()).get(code)


def shared_bodies(one: str, other: str, language: str) -> list[tuple[str, str, str]]:
    """The organisations to which both belong by the register: code, and what it says of each."""
    ties = vocabulary().ties
    found = []
    for code, body in load_register(_register()).bodies.items():
        spans = [[span for span in body.of("members", state) if ties[span.tie].counts] for state in (one, other)]
        if all(spans) and any(a.touches(b.start, b.end) for a in spans[0] for b in spans[1]):
            said = ["; ".join(_span_said(span, language) for span in of) for of in spans]
            found.append((code, said[0], said[1]))
    return sorted(found)
