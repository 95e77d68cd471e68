"""Coverage: how much text stands behind the figures of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import polars as pl

from multivector.analysis.encounters import Scope, reports

if TYPE_CHECKING:
    from multivector.record import Record


MOST_PERIODS = 12  # that `told` speaks of one by one


def coverage(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """What the figures of `vectors` and `balance` rest on in each period.

    Columns: `period, events, reports, documents, sources, languages`. `documents` tell of an act of the actor in that
    period, whenever they were published; `sources` is the number of their publishers (documents without one don't
    count); `languages` lists the ISO 639-1 codes of their languages. Raises StopRun as `vectors` does.
    """
    return covered(record, reports(record, actor, columns=("doc",), **scope))


def covered(record: Record, rows: pl.DataFrame) -> pl.DataFrame:
    """The coverage of rows that `reports` gave."""
    documents = record.documents().select("source", "language", doc="id").collect()
    told = rows.select("period", "doc").unique().join(documents, on="doc", how="left")
    behind = told.group_by("period").agg(
        documents=pl.len().cast(pl.Int64),
        sources=pl.col("source").drop_nulls().n_unique().cast(pl.Int64),
        languages=pl.col("language").drop_nulls().unique().sort(),
    )
    counted = rows.group_by("period").agg(
        events=pl.col("event").n_unique().cast(pl.Int64), reports=pl.col("act").n_unique().cast(pl.Int64)
    )
    return counted.join(behind, on="period").sort("period")


def told(table: pl.DataFrame) -> str:
    """A coverage table in one sentence: each period, or the range where there are many."""
    if table.height > MOST_PERIODS:
        least, most = (int(table["documents"].sort()[place]) for place in (0, -1))
        languages = table["languages"].explode().drop_nulls().unique().sort().to_list()
        return f"Coverage: {least} to {most} documents in each of {table.height} periods, in {', '.join(languages)}."
    periods = (
        f"{period} {documents}/{sources}/{'+'.join(languages) or '?'}"
        for period, _, _, documents, sources, languages in table.iter_rows()
    )
    return f"Coverage (documents/sources/languages): {', '.join(periods)}."
