"""What the benchmarks generate: large records that are the same for the same number of events."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

STATE = "KAZ"  # takes part in every second event
PER_DOCUMENT, PER_BATCH = 4, 100_000
DAYS = ("1992-01-01", "2025-12-31")
Tables = Callable[[np.random.Generator, int, int], Mapping[str, pl.DataFrame]]


def generate(folder: Path, events: int, tables: Tables) -> None:
    """A record of so many events, written to its tables directly: through coded documents it would take minutes.

    `tables` makes the rows of a batch from the generator, the number of its first event and that of its events.
    """
    from multivector.lexicon import default_lexicon
    from multivector.lexicon.actors import actor_rows
    from multivector.record import Record
    from multivector.record.tables import Table

    record = Record(folder, create=True)
    record.write_actors(actor_rows(default_lexicon()))
    rng = np.random.default_rng(0)
    for first in range(0, events, PER_BATCH):
        for name, rows in tables(rng, first, min(PER_BATCH, events - first)).items():
            Table(folder / name).append(rows)
    record.compact()


def typed(table: str, columns: Mapping[str, Any], **others: Any) -> pl.DataFrame:
    """The rows of a table; what is not given is null."""
    from multivector.record.schema import TABLES

    schema = TABLES[table]
    frame = pl.DataFrame(columns).with_columns(**others)
    rest = {name: pl.lit(None, dtype=kind) for name, kind in schema.items() if name not in frame.columns}
    return frame.with_columns(**rest).select(schema.names()).cast(dict(schema))


def frames_of(rng: np.random.Generator, count: int) -> dict[str, list[Any]]:
    """The columns that a frame decides."""
    from multivector.lexicon import default_lexicon

    frames = {name: frame for name, frame in default_lexicon().frames.items() if frame.type}
    names = rng.choice(list(frames), count)
    return {
        "frame": list(names),
        "type": [frames[name].type for name in names],
        "contexts": [list(frames[name].context) for name in names],
        "reasons": [[{"id": f"frame:{name}", "text": "did"}] for name in names],
    }


def hash_of(number: int, length: int) -> str:
    """A hash of a number, for ids and revisions."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:length]


def states() -> list[str]:
    """All states, the one that is asked for first."""
    from multivector.lexicon import default_lexicon

    return [STATE, *(state for state in default_lexicon().states if state != STATE)]


def sides(rng: np.random.Generator, count: int) -> dict[str, list[list[str]]]:
    """Partners by a power law; one event in ten has three parties, one in twenty names no target."""
    others = states()[1:]
    weights = 1 / np.arange(1, len(others) + 1)
    drawn = rng.choice(others, (count, 3), p=weights / weights.sum())
    kinds = rng.random((count, 3))
    return {
        "source": [[STATE if kind < 0.5 else one] for (one, _, _), (kind, _, _) in zip(drawn, kinds, strict=True)],
        "target": [
            [] if few < 0.05 else [two, three] if many < 0.1 else [two]
            for (_, two, three), (_, few, many) in zip(drawn, kinds, strict=True)
        ],
    }


def all_days() -> int:
    """How many days the records are about."""
    first, last = (np.datetime64(day) for day in DAYS)
    return int((last - first).astype(int))


def times(rng: np.random.Generator, days: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Times at these days from the first. Seven in ten are known to the day, two to the year, one not at all."""
    start = np.datetime64(DAYS[0]) + days.astype("timedelta64[D]")
    year = start.astype("datetime64[Y]")
    kind = rng.random(len(days))
    to_year = (kind >= 0.7) & (kind < 0.9)
    start, end = (
        np.where(to_year, year.astype(start.dtype), start),
        np.where(to_year, (year + 1).astype(start.dtype) - 1, start),
    )
    unknown = kind >= 0.9
    start[unknown] = end[unknown] = np.datetime64("NaT")
    return {"time_start": start, "time_end": end}


def judged(rng: np.random.Generator, count: int) -> dict[str, Any]:
    """Status and confidence."""
    return {
        "status": rng.choice(["done", "ongoing", "planned", "denied"], count, p=[0.85, 0.09, 0.05, 0.01]),
        "confidence": rng.random(count).round(3),
    }


def time() -> pl.Expr:
    """The column of the time, from its first day."""
    return pl.col("time_start").cast(pl.String)
