"""Which codes are a state, and whether a record knows of it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import polars as pl

from multivector.errors import StopRun
from multivector.lexicon.ontology import STATE_SECTORS
from multivector.record import Record


@cache
def actor_codes(actor: str) -> frozenset[str]:
    """The codes that count as the actor: a state with its own organs (`FRA`, `FRA.GOV`, ...), else the code alone."""
    return frozenset([actor] if "." in actor else [actor, *(f"{actor}.{sector}" for sector in STATE_SECTORS)])


def has_any(column: str, codes: Collection[str]) -> pl.Expr:
    """Whether a list of codes holds one of `codes`."""
    return pl.col(column).list.eval(pl.element().is_in(list(codes))).list.any().fill_null(False)


def check_actor(record: Record, actor: str) -> None:
    """Raises StopRun for a code that neither the record's table of actors nor an entry knows."""
    state = actor.partition(".")[0]
    actors = record.actors()
    if actors.filter(pl.col("code") == state).select("code").collect().height:
        return
    if actors.select("code").head(1).collect().is_empty():
        return  # a record that was imported may have no actors
    raise StopRun(f"the record knows no actor '{actor}': use a code of its table of actors, such as FRA or OSCE")
