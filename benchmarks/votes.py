"""Votes of the General Assembly: how long the questions take, and how near the ideal points are to the published ones.

    python benchmarks/votes.py [--data FOLDER] [--json]

Without `--data`, the data of the shared folder. Correlations are with the points of Bailey, Strezhnev and Voeten (April
2020): over all states and sessions, and the lowest within a session.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from shared import need

from multivector.analysis.datasets import read_table
from multivector.analysis.idealpoints import estimate
from multivector.analysis.votes import read_votes, vote_similarity

AFTER_1991 = 47  # the session that opened in 1992


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the data sets")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.data or need("data"))
    if arguments.json:
        print(json.dumps(figures, indent=1))
        return
    for name, value in figures.items():
        print(f"{name:<48} {value}")


def measure(data: Path) -> dict[str, Any]:
    votes, reading = timed(lambda: read_votes(data))
    matched = read_table("matched_roll_calls", data)
    state = votes.group_by("country").len().sort("len", "country")["country"][-1]
    code = votes.filter(pl.col("country") == state).join(codes(), on="ccode")["iso3"][0]
    pairs, comparing = timed(lambda: vote_similarity(votes, code))
    found, fitting = timed(lambda: estimate(votes, matched))
    published = read_table("ideal_points_all_apr2020", data)
    both = found.table.join(published, on=("ccode", "session"), suffix="_published")
    within = both.group_by("session").agg(pl.corr("ideal_point", "ideal_point_published").alias("r"))
    known = pl.col("ideal_point_published").is_between("low", "high")
    return {
        "votes": votes.height,
        "reading, seconds": round(reading, 2),
        f"{code} with all states in all sessions, seconds": round(comparing, 2),
        "pairs and sessions compared": pairs.height,
        "ideal points, seconds": round(fitting, 1),
        "steps": found.fit.steps,
        "states and sessions": found.table.height,
        "of them with the published number of votes": both.filter(
            pl.col("n_votes") == pl.col("n_votes_published")
        ).height,
        "correlation with the published points": rounded(both.select(pl.corr("ideal_point", "ideal_point_published"))),
        "lowest within a session": rounded(within.select(pl.col("r").min())),
        "lowest within a session after 1991": rounded(within.filter(pl.col("session") >= AFTER_1991)["r"].min()),
        "published points within our 90% interval": rounded(both.select(known.mean())),
    }


def codes() -> pl.DataFrame:
    from multivector.analysis.states import states

    return states().select("ccode", "iso3")


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = run()
    return result, time.perf_counter() - start


def rounded(value: Any) -> float:
    return round(value.item() if isinstance(value, pl.DataFrame) else value, 4)


if __name__ == "__main__":
    main()
