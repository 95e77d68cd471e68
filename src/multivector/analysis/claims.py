"""Claims: what texts say of members and chairs of organisations, against the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

from multivector.analysis.charts import HEIGHT, PALETTE, WIDTH, Chart, styled
from multivector.analysis.names import check_language, names
from multivector.analysis.register import Body, Part, Register, Span, by_tie, days, load_register
from multivector.analysis.verdicts import Claim, Judgement, Verdict, judge
from multivector.analysis.words import facts_said, pattern, span_words, time_words, vocabulary
from multivector.errors import StopRun
from multivector.lexicon.ontology import STATE_OR_ORGAN
from multivector.record import Record
from multivector.record.schema import SLOT_COLUMNS

VERDICTS: tuple[Verdict, ...] = ("contradicts", "agrees", "unknown")
SCHEMA = pl.Schema(dict.fromkeys(("entry", "doc", "fact", "claim", "verdict", "register", "source"), pl.String()))
# Kinds of fact that the register can speak of -> the slot of the state, and the part of the register.
CHECKED: dict[str, tuple[str, Part]] = {"membership": ("member", "members"), "chairmanship": ("chair", "chairs")}
_HELD = ("done", "ongoing")
_MOST_SPANS = 8  # of one tie that are listed; of more the number and the last
_COLUMNS = ("id", "doc", "fact", *SLOT_COLUMNS, "time", "time_source", "status", "trigger", "start")


def claims(
    record: Record,
    *,
    doc: str | None = None,
    verdict: str | None = None,
    language: str = "en",
    register: str | Path | Register | None = None,
) -> pl.DataFrame:
    """Checks every fact of a record against the register of organisations.

    Args:
        record: the record.
        doc: only facts of this document.
        verdict: only rows with this verdict: `agrees`, `contradicts` or `unknown`.
        language: of the words in `claim` and `register`: `en`, `ru` or `kk`.
        register: a folder of register files in the place of the package's.

    Returns:
        One row a fact, contradictions first, then what agrees, then what is unknown, facts of which the register does
        not speak last: `entry` (its id), `doc`, `fact` (its kind), `claim` (what it says, in words), `verdict`,
        `register` (what the register says), `source` (on which document or page that rests). The rules of the
        verdict stand in `docs/register.md`.

    Raises:
        RegisterError: a register file is broken; all errors are listed.
        StopRun: no such document, verdict or language.
    """
    check_language(language)
    if verdict is not None and verdict not in VERDICTS:
        raise StopRun(f"'{verdict}' is no verdict: use one of {', '.join(VERDICTS)}")
    facts = record.facts()
    if doc is not None:
        _check_document(record, doc)
        facts = facts.filter(pl.col("doc") == doc)
    found = facts.select(*_COLUMNS).collect()
    checker = Checker(record, language, register)
    table = _table(found, checker, language)
    return _ordered(table if verdict is None else table.filter(pl.col("verdict") == verdict))


def _table(facts: pl.DataFrame, checker: Checker, language: str) -> pl.DataFrame:
    times = {time: f", {time_words(time, language)}" for time in facts["time"].drop_nulls().unique()}
    time = pl.col("time").replace_strict(times, default="", return_dtype=pl.String)
    claim = facts_said(facts, checker.names, language)
    facts = facts.with_columns(entry="id", claim=claim + facts.select(time).to_series())
    checked = facts.filter(pl.col("fact").is_in(list(CHECKED)))
    verdicts = [(row["id"], *checker.verdict(row)) for row in checked.iter_rows(named=True)]
    judged = pl.DataFrame(
        verdicts, schema=dict.fromkeys(("id", "verdict", "register", "source"), pl.String), orient="row"
    )
    return facts.join(judged.unique("id"), on="id", how="left").select(
        "entry",
        "doc",
        "fact",
        "claim",
        pl.col("verdict").fill_null("unknown"),
        pl.col("register").fill_null(vocabulary().answers["none"](language)),
        "source",
        "start",
    )


def _check_document(record: Record, doc: str) -> None:
    if record.documents().filter(pl.col("id") == doc).select("id").collect().is_empty():
        raise StopRun(f"the record has no document '{doc}'; `multivector show` prints the names of documents")


def _ordered(table: pl.DataFrame) -> pl.DataFrame:
    rank = pl.col("verdict").replace_strict({name: n for n, name in enumerate(VERDICTS)}, return_dtype=pl.Int32)
    checked = pl.col("fact").is_in(list(CHECKED))
    return table.sort(rank, ~checked, "doc", "start", "entry").drop("start")


class Checker:
    """Judges the facts of one record."""

    def __init__(self, record: Record, language: str, register: str | Path | Register | None = None) -> None:
        self._language = language
        self._register = register if isinstance(register, Register) else load_register(register)
        self.names = names(record, language)
        for code, body in self._register.bodies.items():
            self.names.setdefault(code, body.entry.names.get(language) or body.entry.names["en"])  # type: ignore[call-overload]
        self._published = _published(record)
        self._less_named = _naming_less(record)
        self._nouns, self._beginnings = pattern("nouns"), pattern("beginnings")
        self._worded: dict[tuple[str, Part, tuple[Span, ...]], tuple[str, str]] = {}

    def verdict(self, fact: Mapping[str, Any]) -> tuple[Verdict, str, str | None]:
        """The verdict on a membership or a chairmanship, what the register says in words, and its source."""
        answers = vocabulary().answers
        slot, part = CHECKED[fact["fact"]]
        state, _, sector = (fact[slot] or "").partition(".")
        if not state or sector not in STATE_OR_ORGAN:
            return "unknown", answers["no_state"](self._language), None
        body = self._register.get(fact["of"] or "")
        if body is None:
            return "unknown", answers["not_held"](self._language), None
        claim = self._claim(fact, part, state)
        judgement = judge(claim, body)
        spans = tuple(_shown(claim, judgement, body))
        said, source = self._register_says(body.entry.code, part, spans)
        others = "" if spans else self._others(part, body, claim.time)
        return judgement.verdict, f"{said}; {others}" if others else said, source

    def _claim(self, fact: Mapping[str, Any], part: Part, state: str) -> Claim:
        trigger = fact["trigger"] or ""
        return Claim(
            part=part,
            state=state,
            # the day of the news says when it was reported, not since when or until when it was so
            time=fact["time"] if fact["time_source"] != "published" else None,
            published=self._published.get(fact["doc"]),
            denied=fact["status"] == "denied",
            held=fact["status"] in _HELD,
            asserted=not self._nouns.fullmatch(trigger),
            begins=bool(self._beginnings.match(trigger)) and not self._nouns.fullmatch(trigger),
            less_named=fact["id"] in self._less_named,
        )

    def _register_says(self, code: str, part: Part, spans: tuple[Span, ...]) -> tuple[str, str]:
        """Some spans in words, or that there are none, and the source. The same spans come again and again."""
        key = code, part, spans
        if key not in self._worded:
            body = self._register.bodies[code]
            self._worded[key] = self._said(part, spans, body), _sources(part, spans, body)
        return self._worded[key]

    def _said(self, part: Part, spans: tuple[Span, ...], body: Body) -> str:
        if spans:
            return "; ".join(self._tie(tie, group) for tie, group in by_tie(spans))
        complete = [span_words(*span, "", self._language) for span in body.complete[part]]
        nobody = vocabulary().answers[f"never_{part}" if complete else "none"]
        return nobody(self._language, time=", ".join(complete))

    def _tie(self, tie: str, spans: list[Span]) -> str:
        name = vocabulary().ties[tie](self._language)
        times = list(dict.fromkeys(span_words(s.start, s.end, s.time, self._language) for s in _joined(spans)))
        if len(times) <= _MOST_SPANS:
            return f"{name} {', '.join(times)}"
        return f"{name} {vocabulary().answers['times'](self._language, count=len(times), time=times[-1])}"

    def _others(self, part: Part, body: Body, time: str | None) -> str:
        """Who held the chair at the claimed time instead, where that is one or two."""
        if part != "chairs" or not time:
            return ""
        start, end = days(time)
        held = [pair for pair in body.holders["chairs"] if pair[0].touches(start, end)]
        if not 1 <= len(held) <= 2:
            return ""
        return "; ".join(f"{self._tie(span.tie, [span])}: {self.names(code)}" for span, code in held)


def _shown(claim: Claim, judgement: Judgement, body: Body) -> list[Span]:
    """Of an agreement the times that agree, else all that the register has of the state."""
    if judgement.verdict == "agrees":
        return list(judgement.spans)
    members = body.of("members", claim.state)
    return members if claim.part == "members" else members + body.of("chairs", claim.state)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Of spans that end on the same day, by which one membership is dated in several ways, the first."""
    kept: list[Span] = []
    for span in spans:
        if not any(one.end == span.end and one.start <= span.start for one in kept):
            kept.append(span)
    return kept


def _sources(part: Part, spans: Iterable[Span], body: Body) -> str:
    entry = body.entry
    used = [span.source for span in spans]
    histories = entry.members if part == "members" else entry.chairs
    names = dict.fromkeys(used or [history.source for history in histories.values()] or entry.sources)
    said = (entry.sources[name] for name in names)
    return "; ".join(f"{s.title} ({', '.join(filter(None, (s.publisher, s.site)))}, {s.as_of})" for s in said)


def _published(record: Record) -> dict[str, date]:
    """The days of publication of the documents that hold something to check."""
    facts = record.facts().filter(pl.col("fact").is_in(list(CHECKED))).select("doc")
    day = pl.col("published").str.to_date("%Y-%m-%d", strict=False)
    dated = record.documents().select(pl.col("id").alias("doc"), day).join(facts, on="doc", how="semi")
    return dict(dated.drop_nulls().collect().iter_rows())


def _naming_less(record: Record) -> set[str]:
    """Ids of the facts whose sentence speaks of observers or candidates, or of the body of an organisation."""
    lesser = [
        (pl.col("fact") == kind) & pl.col("sentence").str.contains("(?i)" + pattern(words).pattern)
        for kind, words in (("membership", "lesser_ties"), ("chairmanship", "bodies"))
    ]
    found = record.facts().filter(pl.col("fact").is_in(list(CHECKED))).select("id", "fact", "sentence")
    return set(found.filter(pl.any_horizontal(lesser)).collect()["id"])


def chart(table: pl.DataFrame, *, language: str = "en") -> Chart:
    """Bars of the verdicts for each kind of fact that the register can speak of."""
    said = vocabulary()
    order = ("agrees", "contradicts", "unknown")
    names = {verdict: said.verdicts[verdict](language) for verdict in order}
    counted = (
        table.filter(pl.col("fact").is_in(list(CHECKED)))
        .group_by("fact", "verdict")
        .len("claims")
        .select(
            pl.col("fact").replace({kind: said.kinds[kind](language) for kind in CHECKED}),
            pl.col("verdict").replace(names),
            "claims",
            rank=pl.col("verdict").replace_strict({name: n for n, name in enumerate(order)}, return_dtype=pl.Int32),
        )
        .sort("fact", "rank")
    )
    colors = alt.Scale(domain=list(names.values()), range=[PALETTE[2], PALETTE[1], PALETTE[7]])
    bars = (
        alt.Chart(counted)
        .mark_bar(size=34)
        .encode(
            x=alt.X("claims:Q", title=None, axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y("fact:N", title=None),
            color=alt.Color("verdict:N", title=None, scale=colors),
            order="rank:Q",
        )
    )
    return styled(bars.properties(width=WIDTH, height=HEIGHT / 2, title=said.titles["claims"](language)))
