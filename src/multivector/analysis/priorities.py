"""Priorities: which of those that a state declares it acts on, and which not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from multivector.analysis.acts import events_of, facts_of
from multivector.analysis.names import Names
from multivector.analysis.periods import UNDATED, By, period
from multivector.analysis.serving import pattern, serving, words_of
from multivector.analysis.speech import Speech
from multivector.analysis.strategy import Strategy, load_strategy, strategy_of, title
from multivector.errors import StopRun
from multivector.lexicon.schema import Language
from multivector.record import Record

_ACT = ("id", "doc", "sentence", "time_start", "time_end", "partners")
_FIGURES = ("events", "facts", "documents")


@dataclass(frozen=True)
class Service:
    """The acts of a state, and which priorities of a strategy they serve.

    Attributes:
        strategy: the strategy.
        acts: `row, id, doc, sentence, time_start, time_end, partners, kind, is_fact`; `kind` is a type or kind of fact.
        served: `row, priority, rule`, in the order of the rules; `rule` counts as `Strategy.rules` does, and
            priorities sort as there.
    """

    strategy: Strategy
    acts: pl.DataFrame
    served: pl.DataFrame


def service(record: Record, state: str, strategy: Strategy, partner: str | None = None) -> Service:
    """Matches the acts of a state, or those with one partner, with the rules of a strategy.

    Raises:
        StopRun: the record neither has acts of the state nor knows it.
    """
    organisations = record.actors().filter(pl.col("kind") == "organisation").select("code").collect()["code"]
    events, facts = events_of(record, state, partner), facts_of(record, state, partner)
    of_events, of_facts = (serving(acts, strategy, organisations.to_list()) for acts in (events, facts))
    acts = pl.concat(
        [
            events.select(*_ACT, kind="type", is_fact=pl.lit(False)),
            facts.select(*_ACT, kind="fact", is_fact=pl.lit(True)),
        ]
    ).with_row_index("row")
    fits = pl.concat([of_events, of_facts.with_columns(pl.col("row") + events.height)])
    order = pl.Enum([priority.id for priority in strategy.priorities()])
    ids = pl.Series([priority.id for priority, _ in strategy.rules()], dtype=order)
    served = fits.with_columns(priority=ids.gather(fits["rule"]))
    if acts.is_empty():
        _check_known(record, state)
    return Service(strategy, acts, served)


def _check_known(record: Record, state: str) -> None:
    if record.actors().filter(pl.col("code") == state).collect().is_empty():
        raise StopRun(f"the record has no acts of {state} and knows no actor of that code: see its table of actors")


def priorities(
    record: Record,
    state: str,
    *,
    by: By = "all",
    strategy: str | Path | Strategy | None = None,
    partner: str | None = None,
    language: Language = "en",
) -> pl.DataFrame:
    """How many acts of a state serve each priority that it declares.

    An act is an event or a fact that the state brings about (`acts.events_of`, `acts.facts_of`). It counts once for
    every priority of which it fits a rule.

    Args:
        record: where the acts are.
        state: its code.
        by: `year`, `month`, or `all` for one figure.
        strategy: a file, the name of a shipped one, or a strategy; the state's shipped one by default.
        partner: only acts with this partner.
        language: of the titles, where the strategy has it.

    Returns:
        `priority, title, period, events, facts, documents`: one row for each priority in each period in which the
        state acts at all, in the order of the strategy; zeros where no act serves it.

    Raises:
        StopRun: there is no such strategy, its file has errors, or the record does not know the state.
    """
    return counts(service(record, state, chosen(strategy, state), partner), by, language)


def chosen(strategy: str | Path | Strategy | None, state: str) -> Strategy:
    """The strategy that is meant: itself, that of a file or name, or the state's shipped one."""
    if isinstance(strategy, Strategy):
        return strategy
    return strategy_of(state) if strategy is None else load_strategy(strategy)


def counts(service: Service, by: By = "all", language: Language = "en") -> pl.DataFrame:
    """`priority, title, period, events, facts, documents`; see `priorities`."""
    dated = service.acts.select("row", "doc", "is_fact", period=period(by))
    counted = (
        service.served.unique(["row", "priority"])
        .join(dated, on="row")
        .group_by("priority", "period")
        .agg(events=(~pl.col("is_fact")).sum(), facts=pl.col("is_fact").sum(), documents=pl.col("doc").n_unique())
    )
    periods = dated.select("period").unique() if by != "all" else pl.DataFrame({"period": ["all"]})
    grid = _titles(service.strategy, language).join(periods.sort("period"), how="cross")
    counted = counted.with_columns(pl.col("priority").cast(pl.String))
    filled = grid.join(counted, on=["priority", "period"], how="left", maintain_order="left")
    return filled.select(
        "priority", "title", "period", *(pl.col(name).fill_null(0).cast(pl.Int64) for name in _FIGURES)
    )


def entries(
    service: Service, *, unserved: bool = False, language: Language = "en", known: Names | None = None
) -> pl.DataFrame:
    """Each act with each priority that it serves, and why: `priority, entry, reason`.

    An act that fits several rules of a priority is given with the first of them. With `unserved`, acts that serve
    none follow with an empty priority and reason. Reasons are in `language` where the strategy has it, and
    call partners by their names where these are `known`, else by their codes.
    """
    first = service.served.unique(["row", "priority"], keep="first").join(service.acts, on="row")
    table = _reasons(service.strategy, first, language, known or Names()).sort("priority", "time_start", "row")
    found = table.select(pl.col("priority").cast(pl.String), entry="id", reason="reason")
    if not unserved:
        return found
    nothing = pl.lit(None, pl.String)
    return pl.concat([found, _unserved(service).select(priority=nothing, entry="id", reason=nothing)])


def with_unserved(service: Service, table: pl.DataFrame, by: By = "all") -> pl.DataFrame:
    """What `counts` gave, and rows with an empty priority for the acts that serve none."""
    undeclared = (
        _unserved(service)
        .group_by(period=period(by))
        .agg(events=(~pl.col("is_fact")).sum(), facts=pl.col("is_fact").sum(), documents=pl.col("doc").n_unique())
        .sort("period")
    )
    return pl.concat([table, undeclared.cast(dict.fromkeys(_FIGURES, pl.Int64))], how="diagonal")


def gaps(service: Service, language: Language = "en") -> pl.DataFrame:
    """What is declared and not done, and what is done and not declared.

    Returns:
        `gap, what, title, events, facts`: rows with gap `no acts` for each priority without acts, then rows with gap
        `no priority` for each PLOVER type and kind of fact, with how many acts of it serve no priority.
    """
    done = service.served["priority"].unique().cast(pl.String)
    undone = _titles(service.strategy, language).filter(~pl.col("priority").is_in(done.implode()))
    none = pl.lit(0, pl.Int64)
    idle = undone.select(pl.lit("no acts").alias("gap"), what="priority", title="title", events=none, facts=none)
    undeclared = (
        _unserved(service)
        .group_by(what="kind")
        .agg(
            events=(~pl.col("is_fact")).sum().cast(pl.Int64),
            facts=pl.col("is_fact").sum().cast(pl.Int64),
        )
        .sort(pl.col("events") + pl.col("facts"), "what", descending=[True, False])
        .select(pl.lit("no priority").alias("gap"), "what", pl.lit(None, pl.String).alias("title"), "events", "facts")
    )
    return pl.concat([idle, undeclared])


def notes(service: Service, language: Language = "en") -> list[str]:
    """Sentences of what the figures rest on and where the gaps are."""
    strategy, acts, say = service.strategy, service.acts, Speech(language)
    years = f", {strategy.period.replace('/', '–')}" if strategy.period else ""
    said = [say("declared", title=title(strategy.title, language), years=years)]
    if acts.is_empty():
        return [*said, say("no_acts")]
    unserved = _unserved(service).height
    said.append(say("served", served=str(acts.height - unserved), all=str(acts.height), none=str(unserved)))
    if undated := acts.filter(period("year") == UNDATED).height:
        said.append(say("no_year", n=str(undated)))
    if without := gaps(service, language).filter(pl.col("gap") == "no acts")["title"].to_list():
        said.append(say("idle", titles="; ".join(without)))
    return said


def _titles(strategy: Strategy, language: Language) -> pl.DataFrame:
    declared = strategy.priorities()
    return pl.DataFrame(
        {"priority": [one.id for one in declared], "title": [title(one.title, language) for one in declared]}
    )


def _unserved(service: Service) -> pl.DataFrame:
    return service.acts.join(service.served, on="row", how="anti", maintain_order="left")


def _reasons(strategy: Strategy, served: pl.DataFrame, language: Language, known: Names) -> pl.DataFrame:
    """Adds `reason`: what the rule says, the word that it found and, where it asks for partners, who they are."""
    parts = []
    called = {code: known(code) for code in served["partners"].explode().unique().drop_nulls()}
    for number, (_, rule) in enumerate(strategy.rules()):
        found = served.filter(pl.col("rule") == number)
        reason = [pl.lit(title(rule.why, language))]
        if rule.words:
            word = pl.col("sentence").str.extract(pattern(words_of(strategy, rule.words)), 1)
            reason.append(pl.format(": «{}»", word))
        if rule.partners:
            reason.append(
                pl.format(" ({})", pl.col("partners").list.eval(pl.element().replace(called)).list.join(", "))
            )
        parts.append(found.with_columns(reason=pl.concat_str(reason)))
    return pl.concat(parts) if parts else served.with_columns(reason=pl.lit(None, pl.String))
