"""Pictures of the figures: shares of partners, balance, what happened by year; each part leads to its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multivector.analysis.balance import FEW
from multivector.analysis.periods import UNDATED
from multivector.lexicon.ontology import QUAD_OF_TYPE
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import actor_label, label, labels
from multivector.observatory.dossiers import figures
from multivector.observatory.dossiers.drawing import Part, Picture, Span, TimeLine, Value, Years, columns, line, strip
from multivector.observatory.dossiers.figures import Vectors
from multivector.observatory.dossiers.kept import kept
from multivector.observatory.dossiers.links import acts, explore, within
from multivector.observatory.dossiers.talks import Round
from multivector.observatory.dossiers.telling import span

OTHERS = "others"
FEW_EVENTS = 10  # years with fewer are pale


@dataclass(frozen=True)
class Key:
    """An entry of a legend."""

    words: str
    css: str
    code: str


@dataclass(frozen=True)
class Drawn:
    """A picture with its legend and the table of the same figures."""

    title: str
    picture: Picture | None
    keys: list[Key]
    head: list[str]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Cell:
    """A cell of a table; a number leads to what it counts."""

    words: str
    url: str = ""
    number: bool = True


@dataclass(frozen=True)
class Pictured:
    """The vectors of an actor as its pages show them."""

    shares: Drawn
    balance: Drawn
    partners: list[dict[str, Any]]
    totals: dict[str, Any]
    url: str


@kept
def vectors(archive: Archive, actor: str, language: str, root: str) -> Pictured:
    """The pictures of an actor's vectors; `root` is what stands before all addresses (`/ru/`)."""
    found = figures.vectors(archive, actor)
    return Pictured(
        shares(archive, actor, found, language), balance(actor, found), found.partners, found.totals, acts(actor=actor)
    )


def shares(archive: Archive, actor: str, vectors: Vectors, language: str) -> Drawn:
    """The shares of the partners in each year's events, the first ones with a colour, all others together."""
    top = vectors.top
    years = _years(vectors.shares)
    parts: dict[int, list[Part]] = {}
    events = _events(vectors)
    for period, rows in _by_period(vectors.shares):
        if period == UNDATED:
            continue
        pale = " few" if events.get(period, 0) < FEW_EVENTS else ""
        ranked = sorted((row for row in rows if row["partner"] in top), key=lambda row: top.index(row["partner"]))
        stack = [
            Part(
                row["share"],
                f"c{top.index(row['partner'])}{pale}",
                _pair(actor, row["partner"], period),
                _said(archive, row, language),
            )
            for row in ranked
        ]
        rest = [row for row in rows if row["partner"] not in top]
        if rest:
            share, number = sum(row["share"] for row in rest), sum(row["events"] for row in rest)
            said = f"{period}, {_('others')}: {number_format(100 * share, 0)} % · {_events_said(number)}"
            stack.append(Part(share, f"others{pale}", acts(actor=actor, **within(period)), said))
        parts[int(period)] = stack
    keys = [Key(actor_label(archive, code, language), f"c{number}", code) for number, code in enumerate(top)]
    if len(vectors.partners) > len(top):
        keys.append(Key(_("others"), OTHERS, ""))
    picture = columns(years, parts, share=True) if years else None
    return Drawn(
        _("Shares of partners in the events of each year"),
        picture,
        keys,
        *_shares_table(archive, actor, vectors, language),
    )


def _shares_table(archive: Archive, actor: str, vectors: Vectors, language: str) -> tuple[list[str], list[list[Cell]]]:
    top = vectors.top
    head = [
        _("Year"),
        *(actor_label(archive, code, language) for code in top),
        _("others"),
        _("Events"),
        _("Documents"),
    ]
    events, behind = _events(vectors), {row["period"]: row for row in vectors.coverage}
    table = []
    for period, rows in reversed(list(_by_period(vectors.shares))):
        time = {} if period == UNDATED else within(period)
        by_partner = {row["partner"]: row for row in rows}
        cells = [Cell(_("no single year") if period == UNDATED else period, number=False)]
        for code in top:
            row = by_partner.get(code)
            cells.append(Cell(str(row["events"]), acts(actor=actor, partner=code, **time)) if row else Cell("·"))
        rest = sum(row["events"] for row in rows if row["partner"] not in top)
        cells.append(Cell(str(rest), acts(actor=actor, **time)) if rest else Cell("·"))
        cells.append(Cell(str(events[period]), acts(actor=actor, **time)))
        cells.append(Cell(str(behind[period]["documents"])))
        table.append(cells)
    return head, table


def balance(actor: str, vectors: Vectors) -> Drawn:
    """The effective number of partners in each year with its 95 % interval."""
    values, table = [], []
    for row in vectors.balance:
        if row["period"] == UNDATED or row["effective_partners"] is None:
            continue
        url = acts(actor=actor, **within(row["period"]))
        figure = number_format(row["effective_partners"], 1)
        interval = "–" if row["low"] is None else f"{number_format(row['low'], 1)}–{number_format(row['high'], 1)}"
        said = f"{row['period']}: {figure}" + ("" if row["low"] is None else f" ({interval})")
        css = "few" if row["documents"] < FEW else ""
        values.append(Value(int(row["period"]), row["effective_partners"], row["low"], row["high"], css, url, said))
        cells = [Cell(row["period"], number=False), Cell(figure, url), Cell(interval), Cell(str(row["partners"]))]
        table.append([*cells, Cell(str(row["events"]), url), Cell(str(row["documents"]))])
    years = _years(vectors.shares)
    head = [_("Year"), _("Effective partners"), _("95 % interval"), _("Partners"), _("Events"), _("Documents")]
    picture = line(years, values) if years and values else None
    return Drawn(_("Balance: the effective number of partners"), picture, [], head, table[::-1])


def quads(rows: Sequence[Row], filters: dict[str, str], language: str) -> Drawn:
    """What happened by year: cooperation upwards, conflict downwards; facts stand in the table."""
    counted: dict[int | None, dict[int, int]] = {}
    for row in rows:
        quad = QUAD_OF_TYPE.get(row["type"], 0)
        of_year = counted.setdefault(row["year"], {})
        of_year[quad] = of_year.get(quad, 0) + row["entries"]
    years = Years.of(year for year, of in counted.items() if year is not None and any(of.get(q) for q in (1, 2, 3, 4)))
    above = {year: _stack(year, of, (1, 2), filters, language) for year, of in counted.items() if year is not None}
    below = {year: _stack(year, of, (3, 4), filters, language) for year, of in counted.items() if year is not None}
    picture = columns(years, above, below=below) if years else None
    keys = [Key(label("quads", quad, language), _quad_css(quad), "") for quad in (1, 2, 3, 4)]
    head = [_("Year"), *(key.words for key in keys), _("facts"), _("Balance of cooperation")]
    table = [_quad_row(year, counted[year], filters) for year in _latest_first(counted)]
    return Drawn(_("Cooperation above the line, conflict below it, by year"), picture, keys, head, table)


def _quad_row(year: int | None, of: dict[int, int], filters: dict[str, str]) -> list[Cell]:
    time = within(str(year)) if year is not None else {}
    events, facts = acts(**filters, **time), explore(**filters, **time, kind="fact")
    cells = [Cell(_("no single year") if year is None else str(year), number=False)]
    cells += [Cell(str(of[quad]), events if quad else facts) if of.get(quad) else Cell("·") for quad in (1, 2, 3, 4, 0)]
    good, bad = of.get(1, 0) + of.get(2, 0), of.get(3, 0) + of.get(4, 0)
    return [*cells, Cell(f"{(good - bad) / (good + bad):+.2f}".replace("-", "−") if good + bad else "·")]


def _latest_first(counted: Iterable[int | None]) -> list[int | None]:
    return sorted(counted, key=lambda year: -1 if year is None else year, reverse=True)


def _stack(year: int, of: dict[int, int], quads: Sequence[int], filters: dict[str, str], language: str) -> list[Part]:
    url = acts(**filters, **within(str(year)))
    return [
        Part(of[quad], _quad_css(quad), url, f"{year}, {label('quads', quad, language)}: {of[quad]}")
        for quad in quads
        if of.get(quad)
    ]


def _quad_css(quad: int) -> str:
    return labels()["quads"][quad]["class"]


def _years(rows: Iterable[dict[str, Any]]) -> Years | None:
    return Years.of(int(row["period"]) for row in rows if row["period"] != UNDATED)


def _by_period(rows: Sequence[dict[str, Any]]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """The rows of each period; the undated ones first, so that they come last in a table of the latest first."""
    periods: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        periods.setdefault(row["period"], []).append(row)
    return sorted(periods.items(), key=lambda item: "" if item[0] == UNDATED else item[0])


def _events(vectors: Vectors) -> dict[str, int]:
    return {row["period"]: row["events"] for row in vectors.coverage}


def _pair(actor: str, partner: str, period: str) -> str:
    return acts(actor=actor, partner=partner, **within(period))


def _said(archive: Archive, row: dict[str, Any], language: str) -> str:
    name = actor_label(archive, row["partner"], language)
    return f"{row['period']}, {name}: {number_format(100 * row['share'], 0)} % · {_events_said(row['events'])}"


def _events_said(number: int) -> str:
    return ngettext("%(number)d event", "%(number)d events", number) % {"number": number}


def rounds(known: Sequence[Round], language: str) -> TimeLine | None:
    """A mark for each round of talks on one axis of time."""
    spans = []
    for number, part in enumerate(known, start=1):
        words = span(part.start, part.end, language)
        spans.append(Span(words, part.start, part.end, "k2", f"#round-{number}", words))
    return strip(spans)
