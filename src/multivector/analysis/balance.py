"""Balance: how evenly a state's events are spread over its partners, with intervals from resampled documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
FEW = 10  # periods with fewer documents are left out of charts
MOST_UNITS = 200  # more documents than these are drawn in so many parts of one size
_DEVIATIONS = 1.959964  # of the normal distribution to either side: 95 %
_SEED = 1
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
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts / counts.sum(axis=-1, keepdims=True)
        number = (shares > 0).sum(axis=-1).astype(shares.dtype)
        hhi = (shares**2).sum(axis=-1)
        entropy = -(shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=-1)
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
    measured = {(period, name): span for period, name, *span in _measured(rows, ("hhi", "entropy", "evenness", "q1"))}
    nothing = [None, None, None]
    table = []
    for counted in _counted(rows).iter_rows():
        period = counted[0]
        values = [measured.get((period, name), nothing)[0] for name in ("hhi", "entropy", "evenness")]
        table.append([*counted, *values, *measured.get((period, "q1"), nothing)])
    return pl.DataFrame(table, schema=_BALANCE, orient="row")


def diversity(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """Every measure of balance with its 95 % interval: `period, measure, value, low, high`.

    Measures: `hhi`, `hhi_normalised`, `entropy`, `evenness` and Hill's numbers `q0`, `q1`, `q2`, see `concentration`.
    Periods with one partner are left out: there is no balance. Intervals are null where one document tells of all
    events. Raises StopRun as `vectors` does.
    """
    return pl.DataFrame(
        list(_measured(reports(record, actor, columns=("doc",), **scope), tuple(_RANGES))),
        schema=_DIVERSITY,
        orient="row",
    )


def chart(table: pl.DataFrame, title: str = "Balance") -> Chart:
    """The picture of a table of `balance`: effective partners with their interval above the number of documents.

    Undated events and periods without a balance or with few documents are not drawn.
    """
    import altair as alt

    from multivector.analysis.charts import COOPERATION, HEIGHT, WIDTH, headline, styled, time_axis

    # Periods without a balance stay as nulls: they break the line and the band.
    periods = axis(table["period"])
    dated = pl.DataFrame({"period": periods}).join(table, on="period", how="left")
    enough = pl.when(pl.col("documents") >= FEW)
    drawn = dated.with_columns(enough.then(name).alias(name) for name in ("effective_partners", "low", "high"))
    across, scale = alt.Scale(domain=periods), alt.Scale(zero=False)
    subtitle = f"with 95 % interval; not drawn: periods of fewer than {FEW} documents"
    above = alt.Chart(drawn, title=headline(title, subtitle), width=WIDTH, height=HEIGHT)
    above = above.encode(x=alt.X("period:O", scale=across, axis=None))
    interval = above.encode(y=alt.Y("low:Q", title="effective number of partners", scale=scale), y2="high:Q")
    line = above.encode(y=alt.Y("effective_partners:Q", scale=scale))
    below = (
        alt.Chart(dated, width=WIDTH, height=HEIGHT // 4)
        .mark_bar(color="#555")
        .encode(
            x=alt.X("period:O", scale=across, axis=time_axis(periods)),
            y=alt.Y("documents:Q", axis=alt.Axis(tickCount=3)),
        )
    )
    layers = (
        interval.mark_area(opacity=0.2, color=COOPERATION)
        + interval.mark_rule(opacity=0.5, strokeWidth=2, color=COOPERATION)
        + line.mark_line(color=COOPERATION, point=alt.OverlayMarkDef(color=COOPERATION))
    )
    return styled(alt.vconcat(layers, below, spacing=8))


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    numbers = [("events", "event"), ("reports", "act"), ("documents", "doc"), ("partners", "partner")]
    return rows.group_by("period").agg(pl.col(of).n_unique().alias(name) for name, of in numbers).sort("period")


def _measured(rows: pl.DataFrame, measures: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """(period, measure, value, low, high) of each period with two partners or more."""
    documents, partners = _numbered(rows["doc"]), _numbered(rows["partner"])
    # An event that is reported several times is split between its reports, so that documents add up to events.
    weights = rows.select(1 / pl.len().over("period", "partner", "event")).to_series().to_numpy()
    for period, places in _places(rows["period"]):
        _, partner = np.unique(partners[places], return_inverse=True)
        if partner.max() == 0:
            continue
        values = concentration(np.bincount(partner, weights[places]))
        spans = _intervals(_units(documents[places], partner, weights[places]), values)
        for name in measures:
            span = (values[name], *spans[name]) if spans else (values[name], None, None)
            yield period, name, *(None if number is None else round(float(number), PLACES) for number in span)


def _numbered(names: pl.Series) -> Array:
    """The place of each name among all of them in alphabetical order."""
    known = pl.DataFrame({"name": names.unique().sort()}).with_row_index("number")
    numbers: Array = names.to_frame("name").join(known, on="name", maintain_order="left")["number"].to_numpy()
    return numbers


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


def _intervals(units: Array, values: dict[str, Array]) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each measure from its bootstrap standard error; none where there is one document.

    Not from quantiles: what is drawn misses rare partners, so that its measures are too low on average (Chao et al.
    2014).
    """
    if len(units) == 1:
        return {}
    spans = {}
    for name, replicates in concentration(_draws(len(units)) @ units.astype(np.float32)).items():
        known = replicates[np.isfinite(replicates)]
        margin = _DEVIATIONS * float(known.std(ddof=1)) if len(known) > 1 else np.nan
        (lowest, highest), value = _RANGES[name], float(values[name])
        spans[name] = max(value - margin, lowest), min(value + margin, highest)
    return spans


@lru_cache(maxsize=MOST_UNITS)
def _draws(count: int) -> NDArray[np.float32]:
    """How often each of `count` units is drawn in each replicate."""
    drawn = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), size=REPLICATES)
    return drawn.astype(np.float32)
