"""The state-year file of Correlates of War's Intergovernmental Organizations, counted by state and by pair of states.

The published file has a row a state and year and a column an organisation: 1 is full membership, 2 associate, 3
observer, 0 none, negative numbers that it is not known or the organisation was not there.
"""

from __future__ import annotations

import numpy as np
import polars as pl

KEYS = ("ccode", "year", "state")
FULL = 1
FEWEST = 20  # columns of organisations by which the file is known


def is_state_year(data: pl.DataFrame) -> bool:
    """Whether a table has the layout of the state-year file."""
    return {*KEYS} <= {*data.columns} and len(data.columns) >= len(KEYS) + FEWEST


def counted(data: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """By name, `cow_igo_sy` (full memberships of each state) and `cow_igo_ndy` (organisations that pairs share)."""
    keys = data.select(pl.col("ccode", "year").cast(pl.Int64))
    full = (data.drop(KEYS).select(pl.all().cast(pl.Int64, strict=False)).fill_null(0) == FULL).to_numpy()
    states = keys.with_columns(pl.Series("sum_igo_full", full.sum(1)))
    pairs = []
    for year in keys["year"].unique().sort():
        rows = (keys["year"] == year).arg_true().to_numpy()
        order = rows[np.argsort(keys["ccode"].to_numpy()[rows])]
        codes, members = keys["ccode"].to_numpy()[order], full[order].astype(np.int64)
        one, other = np.triu_indices(len(order), 1)
        shared = (members @ members.T)[one, other]
        pairs.append(pl.DataFrame({"ccode1": codes[one], "ccode2": codes[other], "year": year, "dyadigos": shared}))
    return {"cow_igo_sy": states, "cow_igo_ndy": pl.concat(pairs)}
