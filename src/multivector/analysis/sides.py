"""Who acts with whom: the sides of events as one row a partner, and which reports tell of the same event."""

from __future__ import annotations

import polars as pl

from multivector.lexicon.ontology import RECIPROCAL, SOME_STATES, STATE_SECTORS

ACTS = ("done", "ongoing")
"""What an event must be to count as something done: plans, possibilities and denials are no acts."""

_ORGAN = rf"\.({'|'.join(sorted(STATE_SECTORS))})$"


def party(code: pl.Expr) -> pl.Expr:
    """The party that a code stands for: organs speak for their state (`KAZ.GOV` is `KAZ`), others don't (`SYR.REB`)."""
    return pl.when(code == SOME_STATES).then(code).otherwise(code.str.replace(_ORGAN, ""))


def acts(events: pl.LazyFrame) -> pl.LazyFrame:
    """The events that are done or going on, with parties in the place of codes on both sides."""
    sides = (pl.col(side).list.eval(party(pl.element())) for side in ("source", "target"))
    return events.filter(pl.col("status").is_in(ACTS)).with_columns(*sides)


def with_partners(acts: pl.LazyFrame, actor: str) -> pl.DataFrame:
    """The acts of `actor`, one row each partner: `act` (its number), `partner`, the columns of `acts` without sides.

    Partners are the other side; where both sides act (AGREE, CONSULT, COOPERATE) and all stand on one (*A and B met*)
    everybody else. Who does something beside the actor to or with a third party is no partner in it, and what stays
    within the actor (`KAZ` and `KAZ.OPP`) is nothing between two. An act that names no partner has no row; *the states
    of the region* are none. Only the columns that `acts` selects are read.
    """
    one_sided = pl.any_horizontal(pl.col(side).list.len() == 0 for side in ("source", "target"))
    joint = pl.col("type").is_in(list(RECIPROCAL)) & one_sided
    is_source, is_target = (pl.col(side).list.contains(actor) for side in ("source", "target"))
    own = acts.filter(is_source | is_target).collect().with_row_index("act")
    sides = (
        own.lazy().filter(joint | is_here).select("act", partner=side).explode("partner")
        for side, is_here in (("target", is_source), ("source", is_target))
    )
    partner = pl.col("partner")
    pairs = (
        pl.concat(sides)
        .filter(partner != actor, partner != SOME_STATES, ~partner.str.starts_with(actor + "."))
        .unique()
        .collect()
    )
    # Joined late: to copy the other columns for each side first takes ten times as long.
    return pairs.join(own.drop("source", "target"), on="act", how="left")


def event() -> pl.Expr:
    """A number that reports of the same event share, for grouping within one answer.

    Two entries report the same event when type, sides and day are the same; of types in which both sides act the sides
    are pooled. Entries whose time is not one day are told apart by document and time. Rests on the columns `type`,
    `source`, `target` (as `acts` gives them), `doc`, `time`, `time_start`, `time_end`.
    """
    # A sum of hashes does not depend on the order of a side; an organ beside its state is the same party twice.
    source, target = (pl.col(side).list.eval(pl.element().unique().hash()).list.sum() for side in ("source", "target"))
    joint = pl.col("type").is_in(list(RECIPROCAL))
    first = pl.when(joint).then(source + target).otherwise(source)
    second = pl.when(joint).then(pl.lit(0, pl.UInt64)).otherwise(target)
    is_day = pl.col("time_start").eq(pl.col("time_end")).fill_null(False)
    moment = pl.when(is_day).then(pl.col("time_start").hash()).otherwise(pl.struct("doc", "time").hash())
    return pl.struct(pl.col("type"), first.alias("_a"), second.alias("_b"), moment.alias("_c")).hash().alias("event")
