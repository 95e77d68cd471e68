"""The figures of vectors and balance in a few plain sentences, in Russian, Kazakh or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import polars as pl

from multivector.analysis.balance import FEW, balanced
from multivector.analysis.encounters import Scope, reports
from multivector.analysis.groups import OTHER, load_groups
from multivector.analysis.names import names
from multivector.analysis.periods import UNDATED, period
from multivector.analysis.vectors import tabled
from multivector.lexicon.yamlfile import read_yaml

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
    say = _Speech(language)
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


def _change(table: pl.DataFrame, say: _Speech) -> Iterator[str]:
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


def _name(code: str, names: Mapping[str, str], say: _Speech) -> str:
    return say("other") if code == OTHER else names[code]


class _Speech:
    """Sentences, numbers and lists of one language."""

    def __init__(self, language: str) -> None:
        from babel import Locale

        self._words = _words()[language]
        self._locale = Locale.parse(language)

    def __call__(self, key: str, **values: str) -> str:
        return str(self._words[key]).format(**values)

    def counted(self, key: str, number: int) -> str:
        """A number with its noun."""
        from babel.numbers import format_decimal

        forms = self._words[key]
        form = forms.get(self._locale.plural_form(number)) or forms["other"]
        return str(form.format(n=format_decimal(number, locale=self._locale)))

    def number(self, value: float) -> str:
        """A number with one decimal place."""
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.0", locale=self._locale)

    def numbers(self, values: Mapping[str, Any], *keys: str) -> dict[str, str]:
        """Several numbers by their keys."""
        return {key: self.number(values[key]) for key in keys}

    def percent(self, share: Any) -> str:
        """A share as whole percents."""
        from babel.numbers import format_percent

        return format_percent(share, locale=self._locale)

    def listed(self, items: list[str]) -> str:
        """Items joined as a sentence joins them."""
        from babel.lists import format_list

        return format_list(items, locale=self._locale)


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = read_yaml(files("multivector.analysis") / "data" / "summary.yaml", "summary.yaml").data
    return words
