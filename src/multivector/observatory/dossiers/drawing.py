"""The geometry of pictures: where each bar, point and label stands. Templates draw them; colours are classes.

All lengths are text with a point, whatever the reader's language.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

WIDTH, LEFT, RIGHT, TOP = 600, 42, 10, 14
LONG = 1000  # width of a time line
Days = tuple[date, date]
MOST_YEARS = 45  # that a picture shows; earlier ones stand in the table
_LABEL = 42  # between labels of years
_WIDEST = 40  # of a column


def length(value: float) -> str:
    """A length as SVG reads it."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle that leads to what it counts."""

    x: str
    y: str
    width: str
    height: str
    css: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick of an axis with its label."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line with its interval, which leads to what it rests on."""

    x: str
    y: str
    low: str
    high: str
    css: str
    url: str
    words: str


@dataclass
class Picture:
    """What a template draws."""

    height: int
    bars: list[Bar] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # paths
    bands: list[str] = field(default_factory=list)
    across: list[Mark] = field(default_factory=list)  # labels of years
    up: list[Mark] = field(default_factory=list)  # labels of values
    base: str = "0"  # where the axis of years lies
    width: int = WIDTH
    left: int = LEFT

    @property
    def right(self) -> int:
        return self.width - RIGHT


@dataclass(frozen=True)
class Years:
    """The axis of years."""

    first: int
    last: int

    @classmethod
    def of(cls, years: Iterable[int]) -> Years | None:
        """All years from the first to the last, of many the last ones."""
        known = sorted(years)
        return cls(max(known[0], known[-1] - MOST_YEARS + 1), known[-1]) if known else None

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / (self.last - self.first + 1)

    def middle(self, year: int) -> float:
        """Where a year stands."""
        return LEFT + (year - self.first + 0.5) * self.step

    @property
    def wide(self) -> float:
        """How wide a column is."""
        return min(self.step * 0.78, _WIDEST)

    def marks(self) -> list[Mark]:
        """The labels: every year, or every second, fifth, tenth."""
        every = next(n for n in (1, 2, 5, 10, 20) if n * self.step >= _LABEL or n == 20)
        years = [year for year in range(self.first, self.last + 1) if year % every == 0] or [self.first]
        return [Mark(length(self.middle(year)), str(year)) for year in years]


def ticks(most: float, number: int = 4) -> list[float]:
    """Round values from 0 to at least `most`."""
    if most <= 0:
        return [0.0, 1.0]
    raw = most / number
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= raw)
    step = max(step, 1.0) if most >= number / 2 else step
    return [step * n for n in range(math.ceil(most / step - 1e-9) + 1)]


@dataclass(frozen=True)
class Part:
    """A part of a column."""

    value: float
    css: str
    url: str
    words: str


def columns(
    years: Years,
    parts: Mapping[int, Sequence[Part]],
    *,
    height: int = 190,
    below: Mapping[int, Sequence[Part]] = {},
    share: bool = False,
) -> Picture:
    """Stacked columns, one a year; `below` are stacked downwards from the axis."""
    shown = [year for year in range(years.first, years.last + 1) if parts.get(year) or below.get(year)]
    most = 1.0 if share else max((sum(part.value for part in parts.get(year, ())) for year in shown), default=0)
    least = max((sum(part.value for part in below.get(year, ())) for year in shown), default=0)
    marks = [0.0, 0.25, 0.5, 0.75, 1.0] if share else ticks(max(most, least))
    upper = marks[-1] if share else _reach(marks, most)
    lower = _reach(marks, least) if least else 0.0
    scale = height / (upper + lower)
    base = TOP + upper * scale
    picture = Picture(height=TOP + height + 26, base=length(base), across=years.marks())
    for year in shown:
        x = years.middle(year) - years.wide / 2
        for stack, sign in ((parts, 1), (below, -1)):
            at = 0.0
            for part in stack.get(year, ()):
                tall = part.value * scale
                y = base - (at + part.value) * scale if sign > 0 else base + at * scale
                picture.bars.append(
                    Bar(
                        length(x), length(y), length(years.wide), length(max(tall, 0.8)), part.css, part.url, part.words
                    )
                )
                at += part.value
    values = [value for value in marks if value <= upper] + [-value for value in marks[1:] if value <= lower]
    picture.up = [
        Mark(length(base - value * scale), f"{abs(value):.0%}" if share else f"{abs(value):g}") for value in values
    ]
    return picture


def _reach(marks: Sequence[float], most: float) -> float:
    return next((mark for mark in marks if mark >= most), marks[-1])


@dataclass(frozen=True)
class Value:
    """A value with its interval."""

    year: int
    value: float
    low: float | None
    high: float | None
    css: str
    url: str
    words: str


def line(years: Years, values: Sequence[Value], *, height: int = 150) -> Picture:
    """A line through the values of years that follow each other, with the band of their intervals."""
    known = [value for value in values if value.year in years]
    marks = ticks(max((value.high or value.value for value in known), default=1))
    scale = height / marks[-1]
    base = float(TOP + height)
    picture = Picture(height=TOP + height + 26, base=length(base), across=years.marks())
    picture.up = [Mark(length(base - mark * scale), f"{mark:g}") for mark in marks]

    def spot(value: Value, y: float) -> str:
        return f"{length(years.middle(value.year))} {length(base - y * scale)}"

    for run in _runs(known):
        if len(run) > 1:
            picture.lines.append("M" + "L".join(spot(value, value.value) for value in run))
        sure = [value for value in run if value.low is not None and value.high is not None]
        for stretch in _runs(sure):
            if len(stretch) > 1:
                above = [spot(value, value.high or 0) for value in stretch]
                under = [spot(value, value.low or 0) for value in reversed(stretch)]
                picture.bands.append("M" + "L".join(above + under) + "Z")
    for value in known:
        low, high = value.low or value.value, value.high or value.value
        x, y = spot(value, value.value).split()
        picture.points.append(
            Point(x, y, length(base - low * scale), length(base - high * scale), value.css, value.url, value.words)
        )
    return picture


def _runs(values: Sequence[Value]) -> list[list[Value]]:
    """The values in stretches without a year missing between them."""
    runs: list[list[Value]] = []
    for value in values:
        if runs and runs[-1][-1].year + 1 == value.year:
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


@dataclass(frozen=True)
class Span:
    """A row of a time line: from the first to the last day, open where one is None."""

    words: str
    start: date | None
    end: date | None
    css: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A drawn row: label above, bar below."""

    words: str
    label_x: str
    label_y: str
    anchor: str
    bar: Bar
    tip: str  # points of an arrow where the end is open


@dataclass
class TimeLine:
    """A drawn time line."""

    height: int
    rows: list[Row]
    across: list[Mark]
    width: int = LONG


_ROW, _HEAD, _LETTER, _LONGEST, _EDGE = 34, 26, 7.0, 120, 20


def time_line(spans: Sequence[Span], axis: Days | None = None) -> TimeLine | None:
    """Bars on one axis of days, a row each; None where no span has a day.

    `axis` is the first and the last day that other time lines show too; what is open goes on to this day.
    """
    axis = axis or days_of(spans)
    if axis is None:
        return None
    first, last = axis[0].year, axis[1].year + 1
    scale = (LONG - 2 * _EDGE) / max((date(last, 1, 1) - date(first, 1, 1)).days, 1)

    def across(day: date) -> float:
        return _EDGE + (day - date(first, 1, 1)).days * scale

    now = min(max(date.today(), axis[0]), axis[1])
    rows = [_row(number, span, across, now) for number, span in enumerate(spans)]
    every = next(n for n in (1, 2, 5, 10, 20, 50) if n * 365 * scale >= _LABEL or n == 50)
    marks = [Mark(length(across(date(year, 1, 1))), str(year)) for year in range(first, last + 1) if year % every == 0]
    return TimeLine(_HEAD + _ROW * len(spans) + 8, rows, marks)


def days_of(spans: Iterable[Span]) -> Days | None:
    """The first and the last day of the spans; what is open goes on to the end of this year."""
    known = list(spans)
    days = [day for span in known for day in (span.start, span.end) if day]
    if any(span.start and not span.end for span in known):
        days.append(date(date.today().year, 12, 31))
    return (min(days), max(days)) if days else None


def strip(spans: Sequence[Span]) -> TimeLine | None:
    """Short times on one line, each as a mark; None where there is none."""
    drawn = time_line([span for span in spans if span.start])
    if drawn is None:
        return None
    marks = [
        Row("", "0", "0", "start", replace(row.bar, x=length(float(row.bar.x) - 3), y="30", width="7", height="24"), "")
        for row in drawn.rows
    ]
    return TimeLine(66, marks, drawn.across)


def _row(number: int, span: Span, across: Callable[[date], float], now: date) -> Row:
    start, stop = span.start or span.end or now, span.end or max(now, span.start or now)
    x0, x1 = across(start), across(stop)
    wide = max(x1 - x0, 5.0)
    words = span.words if len(span.words) <= _LONGEST else span.words[: _LONGEST - 1].rstrip() + "…"
    at_end = x0 + len(words) * _LETTER > LONG - _EDGE
    label_x = min(max(x0 + wide, len(words) * _LETTER), LONG - _EDGE) if at_end else x0
    y = _HEAD + number * _ROW
    bar = Bar(length(x0), length(y + 17), length(wide), "9", span.css, span.url, span.title)
    tip = "" if span.end else " ".join(f"{length(x0 + wide + x)},{y + 17 + z}" for x, z in ((0, -2), (9, 4.5), (0, 11)))
    return Row(words, length(label_x), length(y + 12), "end" if at_end else "start", bar, tip)
