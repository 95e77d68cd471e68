"""Votes in the United Nations General Assembly: the tables, and how alike states vote.

Votes are ordered yes, abstain, no; a state that was absent has no vote. Sessions carry the year in which they open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from multivector.analysis.datasets import read_table
from multivector.analysis.states import by_name, ccodes
from multivector.errors import StopRun

if TYPE_CHECKING:
    from multivector.analysis.charts import Chart

VOTES = ("yes", "abstain", "no")
FIRST_YEAR = 1945  # session + FIRST_YEAR is the year in which it opens
STEPS = np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2  # distance between two votes, 0 to 1
SIMILARITY = {
    "session": pl.Int64,
    "year": pl.Int64,
    "partner": pl.String,
    "n": pl.Int64,
    **dict.fromkeys(("agree", "same", "s", "kappa", "kappa_linear", "pi"), pl.Float64),
}


def read_votes(folder: Path | None = None) -> pl.DataFrame:
    """Every vote cast, out of a data folder (see `datasets.data_folder`).

    Returns:
        One row a state and roll call: `rcid`, `session`, `date`, `amend`, `para`, `ccode`, `country`, `vote` (0
        yes, 1 abstain, 2 no). Countries that `states.csv` does not know keep a null `ccode`.

    Raises:
        StopRun: the tables are not there or of another layout.
    """
    calls = read_table("un_roll_calls", folder).select("rcid", "session", "date", "amend", "para")
    votes = read_table("un_votes", folder)
    other = votes.filter(~pl.col("vote").is_in(VOTES))["vote"].drop_nulls()
    if len(other):
        raise StopRun(
            f"un_votes: '{other[0]}' is no vote: the column holds {', '.join(VOTES)}; absent states have no row"
        )
    names = by_name()
    return (
        votes.drop_nulls("vote")
        .unique(["rcid", "country"], keep="first", maintain_order=True)
        .join(calls, on="rcid")
        .select(
            "rcid",
            "session",
            "date",
            "amend",
            "para",
            pl.col("country")
            .replace_strict(list(names), list(names.values()), default=None, return_dtype=pl.Int64)
            .alias("ccode"),
            "country",
            pl.col("vote").replace_strict(VOTES, range(3), return_dtype=pl.Int8),
        )
    )


@dataclass(frozen=True)
class Measures:
    """How alike pairs of voters are, from their tables of votes; each an array of one value a pair."""

    n: np.ndarray
    agree: np.ndarray
    same: np.ndarray
    s: np.ndarray
    kappa: np.ndarray
    kappa_linear: np.ndarray
    pi: np.ndarray


def measures(counts: np.ndarray) -> Measures:
    """Agreement, S, weighted kappa and Scott's pi of tables of votes.

    Args:
        counts: (..., 3, 3) roll calls by the vote of the one (rows) and of the other; each sum is above 0.

    Returns:
        agree = 1 - mean |a-b|/2 (Voeten 2013); same, the share of equal votes; s = 1 - 2 sum|a-b| / (n d_max)
        (Signorino and Ritter 1999); kappa = 1 - sum w o / sum w e with w = (|a-b|/2)^2, linear with w = |a-b|/2
        (Cohen 1968); pi, as kappa with pooled marginals (Scott 1955; Häge 2011). Kappa and pi are NaN where chance
        would leave no disagreement.
    """
    n = counts.sum((-2, -1))
    shares = counts / n[..., None, None]
    one, other = shares.sum(-1), shares.sum(-2)
    pooled = (one + other) / 2
    apart = (shares * STEPS).sum((-2, -1))
    return Measures(
        n=n.astype(np.int64),
        agree=1 - apart,
        same=np.trace(shares, axis1=-2, axis2=-1),
        s=1 - 2 * apart,
        kappa=_corrected(shares, STEPS**2, one, other),
        kappa_linear=_corrected(shares, STEPS, one, other),
        pi=_corrected(shares, STEPS**2, pooled, pooled),
    )


def similarity(votes: pl.DataFrame, state: str, partners: Sequence[str] | None = None) -> pl.DataFrame:
    """How alike a state and its partners vote, session by session.

    Args:
        votes: as `read_votes` gives them. All roll calls count in which both cast a vote.
        state: ISO code of the state.
        partners: ISO codes; None takes every state.

    Returns:
        `session`, `year` (session + 1945), `partner`, `n` roll calls, and the figures of `measures`, null where
        undefined, by session and partner as they were given. Sessions without a common vote have no row.

    Raises:
        StopRun: a code is no state, or the state shares no vote with any of the partners.
    """
    own = set(ccodes(state))
    if partners is None:
        partners = _voters(votes, own)
    wanted = {code: ccodes(code) for code in dict.fromkeys(partners)}
    parts = [
        _session(group, number, own, wanted) for (number,), group in votes.group_by("session", maintain_order=True)
    ]
    found = pl.concat([part for part in parts if part is not None] or [pl.DataFrame(schema=SIMILARITY)])
    if found.is_empty():
        raise StopRun(
            f"{state} shares no vote with {', '.join(wanted)}: members of the United Nations vote from their entry on"
        )
    order = pl.col("partner").replace_strict(list(wanted), range(len(wanted)), return_dtype=pl.Int64)
    return found.with_columns(pl.col(pl.Float64).fill_nan(None)).sort("session", order)


def _corrected(shares: np.ndarray, weights: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """1 - disagreement over the disagreement that chance would give."""
    chance = np.einsum("...i,...j,ij->...", one, other, weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance > 0, 1 - (shares * weights).sum((-2, -1)) / chance, np.nan)


def _session(votes: pl.DataFrame, session: int, own: set[int], wanted: dict[str, list[int]]) -> pl.DataFrame | None:
    """The rows of one session; all pairs are counted at once, by products of who voted how."""
    columns = {rcid: place for place, rcid in enumerate(votes["rcid"].unique().sort())}
    cast = np.zeros((1 + len(wanted), len(columns), 3), dtype=np.int64)
    for place, codes in enumerate([own, *wanted.values()]):
        chosen = votes.filter(pl.col("ccode").is_in(list(codes)))
        cast[place, [columns[rcid] for rcid in chosen["rcid"]], chosen["vote"].to_numpy()] = 1
    counts = np.einsum("ra,prb->pab", cast[0], cast[1:])
    shared = counts.sum((1, 2)) > 0
    if not shared.any():
        return None
    figures = measures(counts[shared])
    partners = np.array(list(wanted))[shared]
    return pl.DataFrame(
        {"session": session, "year": session + FIRST_YEAR, "partner": partners, **vars(figures)}, schema=SIMILARITY
    )


def _voters(votes: pl.DataFrame, own: set[int]) -> list[str]:
    from multivector.analysis.states import iso3

    others = votes.filter(pl.col("ccode").is_not_null() & ~pl.col("ccode").is_in(list(own))).select("ccode").unique()
    return others.sort("ccode").select(iso3())["ccode"].drop_nulls().unique(maintain_order=True).to_list()


def chart(table: pl.DataFrame) -> Chart:
    """Agreement and chance-corrected kappa of each partner over the years.

    Args:
        table: of `similarity`; of more than eight partners, those with the most votes are drawn.
    """
    import altair as alt

    from multivector.analysis.charts import PALETTE, WIDTH, styled

    most = (
        table.group_by("partner", maintain_order=True)
        .agg(pl.col("n").sum())
        .sort("n", descending=True, maintain_order=True)
    )
    shown = set(most["partner"].head(len(PALETTE)))
    partners = [name for name in table["partner"].unique(maintain_order=True) if name in shown]
    drawn = table.filter(pl.col("partner").is_in(partners)).select("year", "partner", "agree", "kappa")
    base = alt.Chart(drawn).mark_line(point=alt.OverlayMarkDef(size=18), strokeWidth=2)
    x = alt.X("year:Q", title=None, axis=alt.Axis(format="d", grid=False))
    colour = alt.Color("partner:N", title=None, sort=partners)
    panels = [
        base.encode(x, alt.Y(f"{column}:Q", title=title, scale=alt.Scale(zero=column == "agree")), colour).properties(
            width=WIDTH, height=200
        )
        for column, title in (("agree", "agreement"), ("kappa", "kappa"))
    ]
    title = alt.Title(
        "Votes in the General Assembly", subtitle="agreement, and agreement beyond chance (weighted kappa)"
    )
    return styled(alt.vconcat(*panels).properties(title=title))
