"""Balance: how evenly a state's events are spread over its partners, with intervals from resampled documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import polars as pl

from multivector.analysis.encounters import PLACES, Scope, reports
from multivector.analysis.periods import axis

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from multivector.analysis.charts import Chart
    from multivector.record import Record

    Array = NDArray[Any]

REPLICATES = 200  # enough for a standard error (Efron and Tibshirani 1993, 6.4)
FEW = 10  # periods with fewer documents are pale in charts
MOST_UNITS = 200  # more documents than these are drawn in so many parts of one size
_DEVIATIONS = 1.959964  # of the normal distribution to either side: 95 %
_SEED = 1
_AT_ONCE = 50  # periods whose replicates are drawn together
_RANGES = {  # what a measure can be; intervals are cut there
    "hhi": (0.0, 1.0),
    "hhi_normalised": (0.0, 1.0),
    "entropy": (0.0, np.inf),
    "evenness": (0.0, 1.0),
    "q0": (1.0, np.inf),
    "q1": (1.0, np.inf),
    "q2": (1.0, np.inf),
}
_BALANCE: dict[str, Any] = {
    "period": pl.String, "events": pl.Int64, "reports": pl.Int64, "documents": pl.Int64, "partners": pl.Int64,
    "hhi": pl.Float64, "entropy": pl.Float64, "evenness": pl.Float64, "effective_partners": pl.Float64,
    "low": pl.Float64, "high": pl.Float64,
}  # fmt: skip
_SHOWN = ("hhi", "entropy", "evenness", "q1")  # of the measures, in `balance`
_DIVERSITY: dict[str, Any] = {
    "period": pl.String, "measure": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
}  # fmt: skip


def concentration(counts: Array) -> dict[str, Array]:
    """The measures of how counts are spread, along the last axis; partners with no events don't count.

    With s the shares and n their number: `hhi` = sum of s² (1/n to 1; Herfindahl 1950, Hirschman 1945),
    `hhi_normalised` = (hhi - 1/n) / (1 - 1/n) (0 to 1); `entropy` H = -sum of s ln s in nats (0 to ln n; Shannon
    1948); `evenness` = H / ln n (0 to 1; Pielou 1966); effective numbers of partners `q0` = n, `q1` = exp H, `q2` =
    1/hhi (1 to n; Hill 1973). With one partner evenness and normalised HHI are NaN: there is nothing to be even
    between.
    """
    return {name: values[..., 0] for name, values in _concentrations(np.asarray(counts), [0]).items()}


def _concentrations(counts: Array, starts: Sequence[int]) -> dict[str, Array]:
    """`concentration` of several vectors of counts side by side on the last axis, each beginning at one of `starts`."""
    logs = np.log(np.where(counts > 0, counts, 1))
    total, number, squares, weighted = (
        np.add.reduceat(part, starts, axis=-1)
        for part in (counts, (counts > 0).astype(logs.dtype), counts**2, counts * logs)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        hhi = squares / total**2
        entropy = np.log(total) - weighted / total
        return {
            "hhi": hhi,
            "hhi_normalised": (hhi - 1 / number) / (1 - 1 / number),
            "entropy": entropy,
            "evenness": entropy / np.log(number),
            "q0": number,
            "q1": np.exp(entropy),
            "q2": 1 / hhi,
        }


def balance(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """How `actor` spreads its events over partners in each period.

    Columns: `period, events, reports, documents, partners, hhi, entropy, evenness, effective_partners, low, high`.
    `events` and `reports` are counted once however many partners they have; `effective_partners` is Hill's number of
    order 1, exp of the entropy, and `low` to `high` its 95 % interval. Measures: see `concentration`; `diversity`
    gives an interval for each. With one partner there is no balance: the measures are null. With one document the
    interval is null.

    Raises:
        StopRun: as `vectors` does.
    """
    return balanced(reports(record, actor, columns=("doc",), **scope))


def balanced(rows: pl.DataFrame) -> pl.DataFrame:
    """The table of `balance` from rows that `reports` gave."""
    numbered = _numbered(rows)
    measured = {(period, name): span for period, name, *span in _measured(numbered, _SHOWN, spanned=["q1"])}
    nothing = [None, None, None]
    table = []
    for period, *counts in _counted(numbered).iter_rows():
        *values, effective = (measured.get((period, name), nothing) for name in _SHOWN)
        table.append([period, *counts, *(value for value, _, _ in values), *effective])
    return pl.DataFrame(table, schema=_BALANCE, orient="row")


def diversity(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """Every measure of balance with its 95 % interval: `period, measure, value, low, high`.

    Measures: `hhi`, `hhi_normalised`, `entropy`, `evenness` and Hill's numbers `q0`, `q1`, `q2`, see `concentration`.
    Periods with one partner are left out: there is no balance. Intervals are null where one document tells of all
    events. Raises StopRun as `vectors` does.
    """
    numbered = _numbered(reports(record, actor, columns=("doc",), **scope))
    return pl.DataFrame(list(_measured(numbered, list(_RANGES), list(_RANGES))), schema=_DIVERSITY, orient="row")


def chart(table: pl.DataFrame, title: str = "Balance") -> Chart:
    """The picture of a table of `balance`: effective partners with their interval above the number of documents.

    Undated events and periods without a balance are not drawn, those with few documents are pale.
    """
    import altair as alt

    from multivector.analysis.charts import COOPERATION, HEIGHT, WIDTH, headline, styled, time_axis

    # Periods without a balance stay as nulls: they break the line and the band.
    periods = axis(table["period"])
    dated = pl.DataFrame({"period": periods}).join(table, on="period", how="left")
    dated = dated.with_columns(few=pl.col("documents") < FEW)
    across, scale = alt.Scale(domain=periods), alt.Scale(zero=False)
    above = alt.Chart(dated, width=WIDTH, height=HEIGHT).encode(
        x=alt.X("period:O", scale=across, axis=None),
        y=alt.Y("effective_partners:Q", title="effective number of partners", scale=scale),
    )
    joined = above.transform_calculate(
        low="datum.few ? null : datum.low",
        high="datum.few ? null : datum.high",
        effective_partners="datum.few ? null : datum.effective_partners",
    )
    pale = alt.Opacity("few:N", scale=alt.Scale(domain=[False, True], range=[1, 0.35]), legend=None)
    layers = (
        joined.mark_area(opacity=0.2, color=COOPERATION).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
        + joined.mark_line(color=COOPERATION)
        + above.mark_rule(strokeWidth=2, color=COOPERATION).encode(
            y=alt.Y("low:Q", scale=scale), y2="high:Q", opacity=pale
        )
        + above.mark_point(filled=True, size=60, opacity=1, color=COOPERATION).encode(opacity=pale)
    ).properties(title=headline(title, f"with 95 % intervals; pale: fewer than {FEW} documents"))
    below = (
        alt.Chart(dated, width=WIDTH, height=HEIGHT // 4)
        .mark_bar(color="#555")
        .encode(
            x=alt.X("period:O", scale=across, axis=time_axis(periods)),
            y=alt.Y("documents:Q", axis=alt.Axis(tickCount=3, tickMinStep=1)),
        )
    )
    return styled(alt.vconcat(layers, below, spacing=8))


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with documents and partners as numbers, in alphabetical order: faster, and the same in every run."""
    for name in ("doc", "partner"):
        known = rows.select(pl.col(name).unique().sort()).with_row_index("_number")
        rows = rows.join(known, on=name, how="left").drop(name).rename({"_number": name})
    return rows


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    numbers = [("events", "event"), ("reports", "act"), ("documents", "doc"), ("partners", "partner")]
    return rows.group_by("period").agg(pl.col(of).n_unique().alias(name) for name, of in numbers).sort("period")


def _measured(rows: pl.DataFrame, measures: Sequence[str], spanned: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """(period, measure, value, low, high) of each period with two partners or more; an interval of those `spanned`."""
    documents, partners = (rows[name].to_numpy() for name in ("doc", "partner"))
    # An event that is reported several times is split between its reports, so that documents add up to events.
    weights = rows.select(1 / pl.len().over("partner", "event")).to_series().to_numpy()
    tables = {}
    for period, places in _places(rows["period"]):
        _, partner = np.unique(partners[places], return_inverse=True)
        if partner.max() > 0:
            tables[period] = _units(documents[places], partner, weights[places])
    margins = _margins(tables, spanned)
    for period, units in tables.items():
        for name, figure in concentration(units.sum(axis=0)).items():
            if name in measures:
                yield period, name, *_span(name, float(figure), margins.get((period, name)))


def _span(name: str, value: float, margin: float | None) -> tuple[float, float | None, float | None]:
    """A value with its interval, rounded and cut where the measure ends."""
    if margin is None:
        return round(value, PLACES), None, None
    lowest, highest = _RANGES[name]
    low, high = max(value - margin, lowest), min(value + margin, highest)
    return round(value, PLACES), round(low, PLACES), round(high, PLACES)


def _places(periods: pl.Series) -> Iterator[tuple[str, Array]]:
    """Each period with the numbers of its rows."""
    grouped = periods.to_frame("period").with_row_index("row").group_by("period").agg("row").sort("period")
    for period, places in grouped.iter_rows():
        yield period, np.array(places)


def _units(documents: Array, partners: Array, weights: Array) -> Array:
    """Events of each partner in each unit that is drawn: a document, or a part of the documents where they are many."""
    known, units = np.unique(documents, return_inverse=True)
    count = min(len(known), MOST_UNITS)
    if len(known) > MOST_UNITS:
        units = np.random.default_rng(_SEED).permutation(len(known))[units] % MOST_UNITS
    width = int(partners.max()) + 1
    return np.bincount(units * width + partners, weights, minlength=count * width).reshape(count, width)


def _margins(tables: Mapping[str, Array], measures: Sequence[str]) -> dict[tuple[str, str], float]:
    """(period, measure) -> half the 95 % interval, from the bootstrap standard error; none where there is one document.

    Not from quantiles: what is drawn misses rare partners, so that its measures are too low on average (Chao et al.
    2014).
    """
    margins = {}
    for periods in _batches(tables):
        block = np.hstack([tables[period] for period in periods]).astype(np.float32)
        starts = np.cumsum([0, *(tables[period].shape[1] for period in periods[:-1])]).tolist()
        replicates = _concentrations(_draws(len(block)) @ block, starts)
        for place, period in enumerate(periods):
            for name in measures:
                known = replicates[name][:, place]
                known = known[np.isfinite(known)]
                if len(known) > 1:
                    margins[period, name] = _DEVIATIONS * float(known.std(ddof=1))
    return margins


def _batches(tables: Mapping[str, Array]) -> Iterator[list[str]]:
    """Periods of the same number of units, some together: one large product is faster than many small ones."""
    by_height: dict[int, list[str]] = {}
    for period, units in tables.items():
        by_height.setdefault(len(units), []).append(period)
    for height, periods in by_height.items():
        if height > 1:
            yield from (periods[first : first + _AT_ONCE] for first in range(0, len(periods), _AT_ONCE))


@lru_cache(maxsize=MOST_UNITS)
def _draws(count: int) -> NDArray[np.float32]:
    """How often each of `count` units is drawn in each replicate."""
    drawn = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), size=REPLICATES)
    return drawn.astype(np.float32)
