"""Standing: what a state has been and done - memberships, chairs, talks hosted, missions, treaties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

from multivector.analysis.actors import actor_codes, check_actor, has_any
from multivector.analysis.charts import PALETTE, WIDTH, Chart, styled
from multivector.analysis.claims import Checker
from multivector.analysis.names import Names, check_language
from multivector.analysis.processes import Row, Talks, grouped, stems, terms
from multivector.analysis.register import Days, Register, days
from multivector.analysis.timeline import dots
from multivector.analysis.words import filled, pattern, span_words, time_words, vocabulary
from multivector.record import Record
from multivector.record.schema import SLOT_COLUMNS

# Kind of fact -> the slot in which the state must stand.
MAIN_SLOT = {
    "membership": "member",
    "chairmanship": "chair",
    "hosting": "host",
    "mission": "actor",
    "instrument": "parties",
    "institution": "founders",
}
SCHEMA = pl.Schema(
    {
        "kind": pl.String(),
        "what": pl.String(),
        "with": pl.List(pl.String),
        "from": pl.Date(),
        "to": pl.Date(),
        "entries": pl.List(pl.String),
    }
)
_MOST_LINES = 60  # of the chart
_FIRM, _PALE = 0.8, 0.25  # opacity of a bar; pale is what the register contradicts
_LONGEST_LABEL = 60  # letters
_LONG = 366  # days; longer times are not looked up by their months
_COLUMNS = ("id", "doc", "fact", *SLOT_COLUMNS, "time", "time_source", "status", "trigger", "start")
_COLUMNS += ("sentence_start", "sentence")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the answer."""

    kind: str
    what: str
    partners: tuple[str, ...]
    span: Days
    facts: tuple[Row, ...]


def standing(
    record: Record, actor: str, *, language: str = "en", register: str | Path | Register | None = None
) -> pl.DataFrame:
    """What a state has been and done by the facts of a record; what several documents say is one row.

    Args:
        record: the record.
        actor: code of a state or organisation; its own organs (`FRA.GOV`) count as the state.
        language: of the words in `what`: `en`, `ru` or `kk`.
        register: a folder of register files in the place of the package's.

    Returns:
        One row a thing, by time, what has no time last: `kind` (of fact), `what` (in words: of talks the rounds
        recorded and the numbers claimed, of memberships and chairs what the register says), `with` (codes of the
        others), `from` and `to` (first and last day, null where open or not said), `entries` (ids of the facts).
        Only facts that are done or going on count. The rules of grouping stand in `docs/measures.md`.

    Raises:
        StopRun: no such actor or language.
        RegisterError: a register file is broken; all errors are listed.
    """
    check_language(language)
    check_actor(record, actor)
    codes = actor_codes(actor)
    facts = _facts(record, codes)
    teller = _Teller(record, actor, language, register)
    lines = [line for kind, one in _by_kind(facts) for line in teller.lines(kind, one)]
    lines.sort(key=lambda line: (_first(line.span), line.span[1], line.kind, line.what))
    return _tabled(lines)


def _tabled(lines: list[Line]) -> pl.DataFrame:
    columns = {
        "kind": [line.kind for line in lines],
        "what": [line.what for line in lines],
        "with": _lists(line.partners for line in lines),
        "from": [None if line.span[0] == date.min else line.span[0] for line in lines],
        "to": [None if line.span[1] == date.max else line.span[1] for line in lines],
        "entries": _lists([fact["id"] for fact in line.facts] for line in lines),
    }
    return pl.DataFrame(columns, schema=SCHEMA)


def _lists(codes: Iterable[Collection[str]]) -> pl.Series:
    """A column of lists: ten times as fast as from lists of Python's."""
    joined = pl.Series([" ".join(some) for some in codes], dtype=pl.String)
    return joined.str.split(" ").list.eval(pl.element().filter(pl.element() != ""))


def _first(span: Days) -> date:
    """What orders a span: its start, its end where that is open, the end of time for what has no time."""
    start, end = span
    return start if start != date.min else end


def _facts(record: Record, codes: Collection[str]) -> list[Row]:
    chosen = [
        (pl.col("fact") == kind)
        & (has_any(slot, codes) if slot in ("parties", "founders") else pl.col(slot).is_in(list(codes)))
        for kind, slot in MAIN_SLOT.items()
    ]
    held = record.facts().filter(pl.col("status").is_in(["done", "ongoing"])).filter(pl.any_horizontal(chosen))
    return list(held.select(*_COLUMNS).sort("doc", "start", "id").collect().iter_rows(named=True))


def _by_kind(facts: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    kinds: dict[str, list[Row]] = {kind: [] for kind in MAIN_SLOT}
    for fact in facts:
        kinds[fact["fact"]].append(fact)
    yield from kinds.items()


class _Teller:
    """Puts the facts of each kind together and says them in words."""

    def __init__(self, record: Record, actor: str, language: str, register: str | Path | Register | None) -> None:
        self._record, self._actor, self._language = record, actor, language
        self._checker = Checker(record, language, register)
        self._names: Names = self._checker.names
        self._said, self._articles = vocabulary().standing, pattern("articles")

    def lines(self, kind: str, facts: list[Row]) -> Iterator[Line]:
        """The rows of one kind of fact."""
        match kind:
            case "membership" | "chairmanship":
                yield from self._bodies(kind, facts)
            case "hosting":
                yield from map(self._talks, grouped(facts, self._parties(facts)))
            case "mission":
                for key, same in _by(facts, lambda f: (f["kind"], tuple(f["place"] or ()), f["under"])):
                    for term in terms(same):
                        yield self._mission(key, term)
            case _:
                for same in _same_names(facts, MAIN_SLOT[kind]):
                    yield self._named(kind, same)

    def _bodies(self, kind: str, facts: list[Row]) -> Iterator[Line]:
        for (body,), same in _by(facts, lambda fact: (fact["of"],)):
            for term in terms(same) if kind == "chairmanship" else [same]:
                span = _span(term) if kind == "chairmanship" else _membership(term)
                what = self._names(body) if body else self._said["unnamed"](self._language)
                yield Line(kind, self._checked(what, term), (body,) if body else (), span, tuple(term))

    def _checked(self, what: str, facts: list[Row]) -> str:
        """The name with what the register says: of the facts it contradicts, else of one with which it agrees."""
        verdicts = dict(self._checker.verdict(fact)[:2] for fact in facts)
        for verdict, said in (("contradicts", "contradicts"), ("agrees", "register")):
            if words := verdicts.get(verdict):
                return f"{what}; {self._said[said](self._language, words=words)}"
        return what

    def _talks(self, talks: Talks) -> Line:
        about = talks.about
        others = {code for code in (about, *talks.parties) if code and code in self._names} - actor_codes(self._actor)
        return Line("hosting", self._talks_words(talks), tuple(sorted(others)), _span(talks.facts), tuple(talks.facts))

    def _talks_words(self, talks: Talks) -> str:
        if talks.key[0] == "gathering" and not talks.claims():
            return self._gathering(talks)
        rounds = [span_words(*span, "", self._language, lasts=False) for span in talks.rounds()]
        said = [self._name(talks)]
        if rounds:
            said.append(self._said["rounds"](self._language, count=len(rounds), times=", ".join(rounds)))
        else:
            said.append(self._said["no_rounds"](self._language))
        if claimed := [self._claim(count, time) for count, time in talks.claims()]:
            said.append(self._said["claimed"](self._language, claims=", ".join(claimed)))
        return f"{said[0]}: {'; '.join(said[1:])}"

    def _name(self, talks: Talks) -> str:
        if talks.process:
            return talks.process.name(self._language)
        if talks.about:
            return self._said["talks_on"](self._language, what=self._what(talks), about=self._names(talks.about))
        return self._gathering(talks)

    def _gathering(self, talks: Talks) -> str:
        place = ", ".join(talks.facts[0]["place"] or ())
        return filled(self._said["held_in"](self._language), {"what": self._what(talks), "place": place})

    def _what(self, talks: Talks) -> str:
        what, known = talks.facts[0]["what"] or "?", vocabulary().values
        return known[what](self._language) if what in known else what

    def _claim(self, count: str, time: str | None) -> str:
        mark, number = (count[0], count[1:]) if count[0] in ">~" else ("", count)
        if mark:
            number = self._said["more_than" if mark == ">" else "about"](self._language, count=number)
        return f"{number} ({time_words(time, self._language)})" if time else number

    def _mission(self, key: tuple[Any, ...], facts: list[Row]) -> Line:
        kind, place, under = key
        kinds = vocabulary().values
        what = self._said["mission"](self._language, kind=kinds[kind](self._language) if kind in kinds else kind or "?")
        if place:
            what += f": {self._names.all(place)}"
        return Line("mission", what, tuple(filter(None, (under, *place))), _span(facts), tuple(facts))

    def _named(self, kind: str, facts: list[Row]) -> Line:
        """An instrument or an institution, by the longest of its names."""
        longest = max((fact["name"] or "" for fact in facts), key=len)
        name = self._articles.sub("", longest) or self._said["unnamed"](self._language)
        acts = vocabulary().values
        what = f"{name} ({acts[facts[0]['act']](self._language)})" if facts[0]["act"] in acts else name
        slot = MAIN_SLOT[kind]
        others = {code for fact in facts for code in (*fact[slot], fact["under"]) if code} - actor_codes(self._actor)
        return Line(kind, what, tuple(sorted(others)), _span(facts), tuple(facts))

    def _parties(self, facts: list[Row]) -> dict[str, set[str]]:
        """Id of a hosting fact -> who else acts in the events of its sentence."""
        if not facts:
            return {}
        wanted = pl.LazyFrame(
            [{"id": f["id"], "doc": f["doc"], "sentence_start": f["sentence_start"]} for f in facts],
            schema={"id": pl.String, "doc": pl.String, "sentence_start": pl.Int32},
        )
        docs = pl.Series([fact["doc"] for fact in facts], dtype=pl.String).unique()
        events = self._record.events().filter(pl.col("doc").is_in(docs.implode()))
        sides = pl.concat_list("source", "target").alias("codes")
        found = events.join(wanted, on=["doc", "sentence_start"]).select("id", sides).collect()
        own = actor_codes(self._actor)
        parties: dict[str, set[str]] = {}
        for id, codes in found.iter_rows():
            parties.setdefault(id, set()).update(code for code in codes if code not in own)
        return parties


def _by(facts: Iterable[Row], key: Any) -> Iterator[tuple[tuple[Any, ...], list[Row]]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    yield from groups.items()


def _same_names(facts: Iterable[Row], slot: str) -> Iterator[list[Row]]:
    """Facts of one act by the same actors whose names say the same and whose times do not differ."""
    for _, same in _by(facts, lambda fact: (fact["act"], fact["under"], frozenset(fact[slot] or ()))):
        groups = _Alike()
        for (name, time), alike in _by(same, lambda fact: (stems(fact["name"] or ""), fact["time"])):
            groups.add(frozenset(name), days(time) if time else None, alike)
        yield from groups.facts


class _Alike:
    """Facts whose names and times fit the first of their group.

    Where both have a time, the times must overlap and one name hold the other; else the names must say the same. So
    that of thousands of names not all are compared with all, groups are kept by their names and by their months.
    """

    def __init__(self) -> None:
        self.facts: list[list[Row]] = []
        self._firsts: list[tuple[frozenset[str], Days | None]] = []
        self._by_name: dict[frozenset[str], list[int]] = {}
        self._by_month: dict[int, list[int]] = {}
        self._long: list[int] = []

    def add(self, name: frozenset[str], span: Days | None, facts: list[Row]) -> None:
        """Puts facts of one name and time into the earliest group that they fit, or into a new one."""
        fitting = (number for number in self._near(name, span) if self._fits(number, name, span))
        number = min(fitting, default=len(self.facts))
        if number < len(self.facts):
            self.facts[number] += facts
            return
        self.facts.append(list(facts))
        self._firsts.append((name, span))
        self._by_name.setdefault(name, []).append(number)
        for place in self._places(span):
            place.append(number)

    def _near(self, name: frozenset[str], span: Days | None) -> Iterator[int]:
        yield from self._by_name.get(name, ())
        if span is None:
            return
        yield from self._long
        if _is_long(span):
            yield from range(len(self.facts))
        else:
            for month in _months(span):
                yield from self._by_month.get(month, ())

    def _places(self, span: Days | None) -> Iterator[list[int]]:
        if span is None:
            return
        if _is_long(span):
            yield self._long
        else:
            yield from (self._by_month.setdefault(month, []) for month in _months(span))

    def _fits(self, number: int, name: frozenset[str], span: Days | None) -> bool:
        first_name, first_span = self._firsts[number]
        if span is None or first_span is None:
            return name == first_name
        overlap = first_span[0] <= span[1] and first_span[1] >= span[0]
        return overlap and (name <= first_name or first_name <= name)


def _is_long(span: Days) -> bool:
    return (span[1] - span[0]).days > _LONG


def _months(span: Days) -> range:
    first, last = (day.year * 12 + day.month for day in span)
    return range(first, last + 1)


def _span(facts: Iterable[Row]) -> Days:
    """From the first day that is said to the last; open where none is."""
    spans = [days(fact["time"]) for fact in facts if fact["time"]]
    starts = [start for start, _ in spans if start != date.min]
    ends = [end for _, end in spans if end != date.max]
    is_open = any(end == date.max for _, end in spans)
    return min(starts, default=date.min), date.max if is_open else max(ends, default=date.max)


def _membership(facts: Iterable[Row]) -> Days:
    """A membership goes on from the day that is said, unless an interval says when it ended."""
    spans = [(days(fact["time"]), "/" in fact["time"]) for fact in facts if fact["time"]]
    starts = [start for (start, _), _ in spans if start != date.min]
    ends = [end for (_, end), is_interval in spans if is_interval]
    return min(starts, default=date.min), max(ends, default=date.max)


def chart(table: pl.DataFrame, *, title: str = "Standing", language: str = "en") -> Chart:
    """Bars from the first to the last day, one line a row; of very many rows dots that count them by kind and year."""
    shown = _shown(table, language)
    if shown.height <= _MOST_LINES:
        return _bars(shown, title, language)
    dated = shown.drop_nulls("start")
    words = vocabulary().standing["undated"](language, count=shown.height - dated.height)
    return dots(dated.select("start", "kind"), alt.TitleParams(title, subtitle=[words]), _kinds(language))


def _kinds(language: str) -> list[str]:
    return [vocabulary().kinds[kind](language) for kind in MAIN_SLOT]


def _shown(table: pl.DataFrame, language: str) -> pl.DataFrame:
    """The rows as they are drawn: a short label, what the register says as `note`, pale where it contradicts."""
    said = vocabulary().standing
    wrong = said["contradicts"](language, words="").rstrip()
    latest = max(filter(None, (*table["from"], *table["to"])), default=None)
    note, undated = pl.col("what").str.extract("; (.*)$"), pl.coalesce("from", "to").is_null()
    disputed = pl.col("what").str.contains(wrong, literal=True)
    no_date = pl.concat_str(pl.lit(said["no_date"](language)), note, separator="; ", ignore_nulls=True)
    return table.select(
        kind=pl.col("kind").replace(dict(zip(MAIN_SLOT, _kinds(language), strict=True))),
        what=pl.int_range(1, pl.len() + 1).cast(pl.String) + ". " + _shortened(pl.col("what")),
        note=pl.when(undated).then(no_date).when(disputed).then(note),
        strength=pl.when(disputed).then(_PALE).otherwise(_FIRM),
        start=pl.coalesce("from", "to"),
        end=pl.coalesce("to", pl.lit(latest, dtype=pl.Date)),
    )


def _bars(shown: pl.DataFrame, title: str, language: str) -> Chart:
    present = [kind for kind in _kinds(language) if kind in shown["kind"]]
    y = alt.Y("what:N", title=None, sort=shown["what"].to_list())
    color = alt.Color("kind:N", title=None, scale=alt.Scale(domain=present, range=PALETTE[: len(present)]))
    strength = alt.Opacity("strength:Q", scale=None)
    timed = alt.Chart(shown.drop_nulls("start")).encode(
        x=alt.X("start:T", title=None, scale=alt.Scale(padding=12)), y=y, color=color
    )
    # A day or a month is too short for a bar that can be seen: the point marks where it begins.
    drawn = alt.layer(
        timed.mark_bar(height=9).encode(x2="end:T", opacity=strength),
        timed.mark_point(filled=True, size=50),
        alt.Chart(shown.drop_nulls("note"))
        .mark_text(align="left")
        .encode(x=alt.value(6), y=y, color=color, text="note:N"),
    )
    return styled(drawn.properties(width=WIDTH, height=22 * max(shown.height, 4), title=title))


def _shortened(what: pl.Expr) -> pl.Expr:
    name = what.str.replace(r"[:;] .*$", "")
    return pl.when(name.str.len_chars() > _LONGEST_LABEL).then(name.str.slice(0, _LONGEST_LABEL) + "…").otherwise(name)
