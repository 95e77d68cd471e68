"""States by their codes: Correlates of War (`ccode`) and ISO 3166-1 alpha-3."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

from multivector.errors import StopRun


@cache
def states() -> pl.DataFrame:
    """The states since 1946, as `data/states.csv` has them.

    Returns:
        `ccode`, `iso3` (null where there is none), `aliases` and `other_names` (lists), `first` and `last` year (null
        while it exists), `name`. A code can stand for two states that followed one another.
    """
    path = files("multivector.analysis") / "data" / "states.csv"
    table = pl.read_csv(path.read_bytes(), schema_overrides={"ccode": pl.Int64}, comment_prefix="#")
    return table.with_columns(
        pl.col("aliases").str.split(" ").fill_null([]), pl.col("other_names").str.split(";").fill_null([])
    )


def ccodes(code: str) -> list[int]:
    """The Correlates of War codes for which an ISO code stands; two where a state was succeeded under its own code.

    Raises:
        StopRun: no state has the code.
    """
    found = states().filter((pl.col("iso3") == code) | pl.col("aliases").list.contains(code))["ccode"].to_list()
    if not found:
        raise StopRun(f"'{code}' is no state in the tables of votes and ties: use its ISO code of three letters")
    return found


def iso3(column: str = "ccode") -> pl.Expr:
    """The ISO code of the Correlates of War code in `column`."""
    known = states().drop_nulls("iso3")
    return pl.col(column).replace_strict(known["ccode"], known["iso3"], default=None, return_dtype=pl.String)


@cache
def by_name() -> dict[str, int]:
    """The Correlates of War codes by the names that vote tables use."""
    rows = states().select("ccode", "name", "other_names").iter_rows()
    return {name: ccode for ccode, first, others in rows for name in (first, *others)}
