"""Encounters: the reports of what an actor did with each partner, from which all figures of vectors are counted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import polars as pl

from multivector.analysis.domains import in_domain
from multivector.analysis.groups import Groups, grouped, load_groups
from multivector.analysis.periods import By, period, within
from multivector.analysis.sides import acts, event, party, with_partners
from multivector.errors import StopRun
from multivector.lexicon.ontology import MODES, QUAD_OF_TYPE, SCORES

if TYPE_CHECKING:
    from multivector.record import Record

PLACES = 9  # to which figures are rounded: beyond them is the noise of floating point
COOPERATIVE = [type for type, quad in QUAD_OF_TYPE.items() if quad <= 2]
_MODES = pl.DataFrame(
    [(type, mode, score) for type, modes in MODES.items() for mode, score in modes.items()],
    schema={"type": pl.String, "mode": pl.String, "_score": pl.Float64},
    orient="row",
)
_SIDES = ("source", "target")
_TIMES = ("time_start", "time_end")


class Scope(TypedDict, total=False):
    """What part of a record a question is about; all of it is optional.

    by: `year` (the default), `month` or `all`.
    since, until: EDTF dates; only acts whose whole time lies between them.
    domain: only acts of this domain: `political`, `economic`, `military`, `cultural` or `legal`.
    partners: groups in the place of single partners: what `load_groups` gives, or the path of a file of groups.
    """

    by: By
    since: str | None
    until: str | None
    domain: str | None
    partners: Groups | str | Path | None


def encounters(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """Every report behind the figures, one row a report and partner: opens a number into its events and sentences.

    Columns: `period, partner, event, entry, doc, time, type, score, source, target, sentence`. `event` is
    the id of one of the entries that report the same event. Raises StopRun as `vectors` does.
    """
    rows = reports(record, actor, columns=("id", "doc", "time", "sentence"), **scope)
    sides = record.events().select("id", *_SIDES)
    first = pl.col("id").min().over("event")
    return (
        rows.lazy()
        .join(sides, on="id", how="left")
        .select(
            "period", "partner", first.alias("event"), pl.col("id").alias("entry"), "doc", "time", "type", "score",
            *_SIDES, "sentence",
        )
        .sort("period", "partner", "time", "event", "entry")
        .collect()
    )  # fmt: skip


def reports(record: Record, actor: str, *, columns: Sequence[str] = (), **scope: Unpack[Scope]) -> pl.DataFrame:
    """One row a report (entry) and partner of `actor`, with the columns of `events` asked for.

    Columns: `act` (a number of the report), `partner`, `type`, `mode`, `event` (a number that reports of one event
    share), `period`, `score` (PLOVER, -10 to +10), `cooperative` (quad classes 1 and 2), and `columns`.

    Raises:
        StopRun: nothing is left: the record does not know the actor, or has no act of it in this scope.
    """
    actor = str(pl.select(party(pl.lit(actor))).item())
    domain, groups = scope.get("domain"), scope.get("partners")
    wanted = [*_SIDES, "type", "mode", *columns, *(_TIMES if groups is not None else ())]
    conditions = [*within(scope.get("since"), scope.get("until")), *([in_domain(domain)] if domain else [])]
    found = acts(record.events().filter(*conditions))
    rows = with_partners(found.select(*dict.fromkeys(wanted), event(), period(scope.get("by", "year"))), actor)
    if rows.is_empty():
        raise StopRun(_nothing(record, actor, scope))
    if groups is not None:
        rows = grouped(rows, load_groups(groups) if isinstance(groups, str | Path) else groups)
    return _scored(rows)


def distinct(rows: pl.DataFrame) -> pl.DataFrame:
    """One row an event and partner of `reports`: `period, partner, event, reports, cooperative, score`.

    The score of an event is the mean of what its reports say.
    """
    keys = ["period", "partner", "event"]
    aggregates = (pl.len().cast(pl.Int64).alias("reports"), pl.col("cooperative").first(), pl.col("score").mean())
    return rows.lazy().group_by(keys).agg(*aggregates).collect()


def _scored(rows: pl.DataFrame) -> pl.DataFrame:
    """With the PLOVER score of the mode where it has one, else of the type."""
    of_type = pl.col("type").replace_strict(SCORES, default=None, return_dtype=pl.Float64)
    joined = rows.join(_MODES, on=["type", "mode"], how="left", maintain_order="left")
    scores = pl.coalesce("_score", of_type).alias("score")
    return joined.with_columns(scores, cooperative=pl.col("type").is_in(COOPERATIVE)).drop("_score")


def _nothing(record: Record, actor: str, scope: Scope) -> str:
    """Why there is no answer, in words."""
    actors = record.actors().select("code").collect()["code"]
    if actor not in actors:
        codes = record.events().select(pl.concat_list("source", "target").explode().unique()).collect()
        if actor not in codes.to_series():
            return (
                f"the record knows no actor '{actor}': use a code as in its table of actors, such as ISO 3166-1 alpha-3"
            )
    narrowed = {name: scope.get(name) for name in ("domain", "since", "until") if scope.get(name)}
    if not narrowed:
        return f"the record has no act of {actor} with a partner; code texts that tell of some"
    words = ", ".join(f"{name} {value}" for name, value in narrowed.items())
    return f"the record has no act of {actor} with a partner ({words}); ask for another period or domain"
