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
from multivector.analysis.states import by_name, ccodes, iso3
from multivector.errors import StopRun

if TYPE_CHECKING:
    from multivector.analysis.charts import Chart

VOTES = ("yes", "abstain", "no")
FIRST_YEAR = 1945  # session + FIRST_YEAR is the year in which it opens
STEPS = np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2  # distance between two votes, 0 to 1
COLUMNS = {
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


def vote_similarity(votes: pl.DataFrame, state: str, partners: Sequence[str] | None = None) -> pl.DataFrame:
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
    own = ccodes(state)
    wanted = {code: ccodes(code) for code in (_voters(votes, own) if partners is None else dict.fromkeys(partners))}
    sides = [own, *wanted.values()]
    places = pl.DataFrame(
        [(ccode, place) for place, side in enumerate(sides) for ccode in side],
        schema={"ccode": pl.Int64, "place": pl.Int64},
        orient="row",
    )
    groups = votes.join(places, on="ccode").group_by("session", maintain_order=True)
    parts = [_session(group, number, list(wanted)) for (number,), group in groups]
    found = pl.concat([part for part in parts if part is not None] or [pl.DataFrame(schema=COLUMNS)])
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


def _session(votes: pl.DataFrame, session: int, partners: list[str]) -> pl.DataFrame | None:
    """The rows of one session, all pairs counted at once: `place` is 0 for the state, then that of the partner."""
    _, roll_call = np.unique(votes["rcid"].to_numpy(), return_inverse=True)
    cast = np.zeros((1 + len(partners), roll_call.max() + 1, 3))
    cast[votes["place"].to_numpy(), roll_call, votes["vote"].to_numpy()] = 1
    counts = np.tensordot(cast[1:], cast[0], axes=(1, 0)).swapaxes(1, 2)
    shared = counts.sum((1, 2)) > 0
    if not shared.any():
        return None
    figures = measures(counts[shared])
    names = [partner for partner, is_shared in zip(partners, shared, strict=True) if is_shared]
    return pl.DataFrame(
        {"session": session, "year": session + FIRST_YEAR, "partner": names, **vars(figures)}, schema=COLUMNS
    )


def _voters(votes: pl.DataFrame, own: list[int]) -> list[str]:
    """The codes of all states that vote, but for `own`."""
    others = votes.filter(pl.col("ccode").is_not_null() & ~pl.col("ccode").is_in(own)).select("ccode").unique()
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
