"""Coverage: how much text stands behind the figures of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import polars as pl

from multivector.analysis.encounters import Scope, reports

if TYPE_CHECKING:
    from multivector.record import Record


def coverage(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """What the figures of `vectors` and `balance` rest on in each period.

    Columns: `period, events, reports, documents, sources, languages`. `documents` tell of an act of the actor in that
    period, whenever they were published; `sources` is the number of their publishers (documents without one don't
    count); `languages` lists the ISO 639-1 codes of their languages. Raises StopRun as `vectors` does.
    """
    return covered(record, reports(record, actor, **scope))


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
