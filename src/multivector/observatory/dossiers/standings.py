"""What a state has been and done, for its page: the rows of `analysis.standing` with the register's verdict apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from multivector.analysis.register import Body, Span, load_register
from multivector.analysis.standing import MAIN_SLOT, standing
from multivector.analysis.words import span_words, vocabulary
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.dossiers import drawing
from multivector.observatory.dossiers.kept import kept, unless_nothing
from multivector.observatory.dossiers.queries import of_organisation
from multivector.observatory.dossiers.telling import Told, fact_kind, names, span, told

KINDS = tuple(MAIN_SLOT)
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


def time_line(rows: list[Line], language: str, url: str = "") -> drawing.TimeLine | None:
    """The rows that have a day, drawn; each leads to its row in the table of the page `url`."""
    spans = [
        drawing.Span(
            words=row.words,
            start=row.start,
            end=row.end,
            css=f"{row.css}{' contradicted' if row.verdict == 'contradicts' else ''}",
            url=f"{url}#row-{row.number}",
            title=f"{fact_kind(row.kind, language)}: {row.words}, {span(row.start, row.end, language)}",
        )
        for row in rows
        if row.start or row.end
    ]
    return drawing.time_line(spans)


@dataclass(frozen=True)
class Holder:
    """A member or a chair of an organisation: what the record says beside what the register says."""

    code: str
    name: str
    told: list[Told]
    register: list[str]
    first: date


def members(archive: Archive, code: str, language: str) -> list[Holder]:
    """The members of an organisation, by the record and by the register."""
    return _holders(archive, code, "membership", "member", "members", language)


def chairs(archive: Archive, code: str, language: str) -> list[Holder]:
    """Who chaired an organisation, by the record and by the register; the latest first."""
    return _holders(archive, code, "chairmanship", "chair", "chairs", language)[::-1]


def _holders(archive: Archive, code: str, type: str, slot: str, part: str, language: str) -> list[Holder]:
    rows = [row for row in of_organisation(archive, code, type) if row["slots"][slot]]
    words = dict(zip((row["id"] for row in rows), told(archive, rows, language), strict=True))
    said: dict[str, list[Told]] = {}
    first: dict[str, date] = {}
    for row in rows:
        state = row["slots"][slot].partition(".")[0]
        said.setdefault(state, []).append(words[row["id"]])
        if row["time_start"]:
            first[state] = min(first.get(state, date.max), row["time_start"])
    spans: dict[str, list[Span]] = {}
    body = load_register(_register()).get(code)
    for one, state in body.holders[part] if body else ():  # type: ignore[index]
        spans.setdefault(state, []).append(one)
    name = names(archive, language)
    found = [
        Holder(
            state,
            name(state),
            said.get(state, []),
            [_span_said(one, language) for one in spans.get(state, [])],
            min([first.get(state, date.max), *(one.start for one in spans.get(state, []))]),
        )
        for state in {*said, *spans}
    ]
    if type == "membership":
        return sorted(found, key=lambda one: one.name)
    return sorted(found, key=lambda one: (one.first, one.name))


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
