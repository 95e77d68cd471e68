"""What a state does: its own entries of a record, each with its partners."""

from __future__ import annotations

import polars as pl

from multivector.analysis.actors import actor_codes
from multivector.analysis.sides import ACTS, party
from multivector.lexicon.ontology import RECIPROCAL
from multivector.record import Record

# the slot that says whose act a fact is; who holds an office is no act
_DOER = {
    "membership": "member",
    "chairmanship": "chair",
    "instrument": "parties",
    "hosting": "host",
    "mission": "actor",
    "institution": "founders",
}
_DONE = pl.col("status").is_in(ACTS)
_SHARED = ("id", "doc", "sentence", "time_start", "time_end")
SLOTS = ("act", "kind", "what", "about", "under", "of")


def events_of(record: Record, state: str, partner: str | None = None) -> pl.DataFrame:
    """The events in which a state acts towards others, done or ongoing.

    It acts where it is a source, and in AGREE, CONSULT and COOPERATE also as the target, since both sides act. What
    stays inside the state is left out.

    Returns:
        `id, doc, sentence, time_start, time_end, type, mode, contexts, frame, own, partners`; `own` says whether it
        is a source, `partners` are the others on either side, organs of states as their state.
    """
    own = sorted(actor_codes(state))
    both = pl.col("type").is_in(sorted(RECIPROCAL)) & _holds("target", own)
    pair = pl.struct("source", "target").hash()  # far fewer than events: what follows from them is found once for each
    chosen = record.events().filter(_DONE & (_holds("source", own) | both))
    events = chosen.select(*_SHARED, "type", "mode", "contexts", "frame", "source", "target", pair=pair).collect()
    pairs = (
        events.select("pair", "source", "target")
        .unique("pair")
        .filter((pl.col("target").list.len() == 0) | ~(_inside("source", state) & _inside("target", state)))
        .select("pair", own=_holds("source", own), partners=_partners(pl.concat_list("source", "target"), own))
        .filter(_with(partner))
    )
    numbers = pairs.select("pair").with_row_index("number")
    number = events.select("pair").join(numbers, on="pair", how="left", maintain_order="left")["number"]
    if number.null_count():
        events, number = events.filter(number.is_not_null()), number.drop_nulls()
    sides = (pairs[name].gather(number) for name in ("own", "partners"))  # a join would copy the sentences
    return events.drop("source", "target", "pair").with_columns(*sides)


def facts_of(record: Record, state: str, partner: str | None = None) -> pl.DataFrame:
    """The facts that a state brings about: it is the member, chair, party, host, sender or founder.

    Returns:
        `id, doc, sentence, time_start, time_end, fact, frame, own, partners` and the slots in `SLOTS`.
    """
    own = sorted(actor_codes(state))
    schema = record.facts().collect_schema()
    mine = [
        (pl.col("fact") == kind)
        & (_holds(slot, own) if schema[slot] == pl.List(pl.String) else pl.col(slot).is_in(own))
        for kind, slot in _DOER.items()
    ]
    return (
        record.facts()
        .filter(_DONE & pl.any_horizontal(mine))
        .with_columns(own=pl.lit(True), partners=_partners(pl.col("actors"), own))
        .filter(_with(partner))
        .select(*_SHARED, "fact", "frame", "own", "partners", *SLOTS)
        .collect()
    )


def _holds(column: str, codes: list[str]) -> pl.Expr:
    return pl.col(column).list.eval(pl.element().is_in(codes)).list.any()


def _inside(column: str, state: str) -> pl.Expr:
    return pl.col(column).list.eval(pl.element().str.split(".").list.first() == state).list.all()


def _partners(actors: pl.Expr, own: list[str]) -> pl.Expr:
    return actors.list.set_difference(own).list.eval(party(pl.element())).list.unique()


def _with(partner: str | None) -> pl.Expr:
    if partner is None:
        return pl.lit(True)
    return (
        pl.col("partners").list.eval((pl.element() == partner) | pl.element().str.starts_with(f"{partner}.")).list.any()
    )
