"""The figures of vectors and balance in a few plain sentences, in Russian, Kazakh or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import polars as pl

from multivector.analysis.balance import FEW, balanced
from multivector.analysis.encounters import Scope, reports
from multivector.analysis.groups import OTHER, load_groups
from multivector.analysis.names import names
from multivector.analysis.periods import UNDATED, period
from multivector.analysis.speech import Speech
from multivector.analysis.vectors import tabled

if TYPE_CHECKING:
    from multivector.record import Record

NEEDED = ("doc", "time_start", "time_end")
"""The columns of events that the sentences rest on, for `reports`."""
_NAMED = 3  # partners that the sentence names


def summary(record: Record, actor: str, language: str = "en", **scope: Unpack[Scope]) -> str:
    """What `vectors` and `balance` found, in words of `language` (`ru`, `kk` or `en`).

    Says how many events and partners there are, who the main partners are, how much is cooperation, the effective
    number of partners (Hill, q = 1) with its interval, and whether that is higher or lower in the last period than in
    the first: only where the two intervals don't overlap. Raises StopRun as `vectors` does, and for another language.
    """
    partners = scope.get("partners")
    groups = load_groups(partners) if isinstance(partners, str | Path) else partners
    known = names(record, language, groups)
    return summarised(reports(record, actor, columns=NEEDED, **scope), actor, known, language)


def summarised(rows: pl.DataFrame, actor: str, names: Mapping[str, str], language: str) -> str:
    """The sentences for rows that `reports` gave."""
    return " ".join(_sentences(rows, actor, names, language))


def _sentences(rows: pl.DataFrame, actor: str, names: Mapping[str, str], language: str) -> Iterator[str]:
    say = Speech(language)
    whole = rows.with_columns(period=pl.lit("all"))
    table, figures = tabled(whole), balanced(whole).row(0, named=True)
    events = say.counted("events", figures["events"])
    partners = say.counted("partners", figures["partners"])
    yield say("what", actor=names[actor], time=_time(rows) or say("always"), events=events, partners=partners)
    if figures["partners"] == 1:
        yield say("only", partner=_name(table["partner"][0], names, say))
    else:
        top = table.filter(pl.col("partner") != OTHER).head(_NAMED)
        named = [
            say("partner", name=names[partner], share=say.percent(share))
            for partner, share in top.select("partner", "share").iter_rows()
        ]
        yield say("main", partners=say.listed(named))
    cooperative = rows.unique("event", maintain_order=True)["cooperative"].mean()
    yield say("quads", cooperation=say.percent(cooperative), conflict=say.percent(1 - cooperative))  # type: ignore[operator]
    if figures["effective_partners"] is not None:
        interval = "" if figures["low"] is None else say("interval", **say.numbers(figures, "low", "high"))
        yield say("effective", value=say.number(figures["effective_partners"]), interval=interval)
        yield from _change(balanced(rows), say)


def _change(table: pl.DataFrame, say: Speech) -> Iterator[str]:
    """How the effective number of partners moved from the first period to the last that can be compared."""
    known = table.filter(pl.col("period") != UNDATED, pl.col("documents") >= FEW).drop_nulls("low")
    if known.height < 2:
        return
    first, last = known.row(0, named=True), known.row(-1, named=True)
    key = "rose" if last["low"] > first["high"] else "fell" if last["high"] < first["low"] else "same"
    before, after = (say.number(one["effective_partners"]) for one in (first, last))
    yield say(key, before=before, after=after, then=first["period"], now=last["period"])


def _time(rows: pl.DataFrame) -> str | None:
    years = rows.with_columns(period("year")).filter(pl.col("period") != UNDATED)["period"]
    return "–".join(sorted({str(years.min()), str(years.max())})) if len(years) else None


def _name(code: str, names: Mapping[str, str], say: Speech) -> str:
    return say("other") if code == OTHER else names[code]
