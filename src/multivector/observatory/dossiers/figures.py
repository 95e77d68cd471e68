"""Vectors, balance and priorities of an actor: the analysis asked once for each version of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, get_args

import polars as pl

from multivector.analysis.balance import balanced
from multivector.analysis.coverage import covered
from multivector.analysis.encounters import reports
from multivector.analysis.names import Names, names
from multivector.analysis.periods import UNDATED
from multivector.analysis.priorities import Service, chosen, counts, entries, gaps, service
from multivector.analysis.strategy import Strategy, title
from multivector.analysis.summary import NEEDED, summarised
from multivector.analysis.vectors import tabled
from multivector.lexicon.schema import Language
from multivector.observatory.archive import Archive
from multivector.observatory.dossiers.kept import kept, unless_nothing

TOP = 6  # partners with a colour of their own
MOST_PARTNERS = 12  # of the table


@dataclass(frozen=True)
class Vectors:
    """What an actor did with its partners.

    Attributes:
        shares: `period, partner, events, reports, cooperation, conflict, score, share`, as `analysis.vectors` has it.
        partners: the same over all times, the most frequent first.
        balance: `period, ..., effective_partners, low, high`, as `analysis.balance` has it.
        coverage: `period, documents, sources, languages`, as `analysis.coverage` has it.
        totals: `events, reports, documents, sources, languages` over all times.
    """

    shares: list[dict[str, Any]] = field(default_factory=list)
    partners: list[dict[str, Any]] = field(default_factory=list)
    balance: list[dict[str, Any]] = field(default_factory=list)
    coverage: list[dict[str, Any]] = field(default_factory=list)
    totals: dict[str, Any] = field(default_factory=dict)

    @property
    def top(self) -> list[str]:
        """The partners with a colour of their own."""
        return [row["partner"] for row in self.partners[:TOP]]


@kept
def vectors(archive: Archive, actor: str) -> Vectors:
    """The vectors of an actor by year; empty where the record has no act of it with a partner."""
    rows = _reports(archive, actor)
    if rows is None:
        return Vectors()
    whole = rows.with_columns(period=pl.lit("all"))
    return Vectors(
        shares=tabled(rows).to_dicts(),
        partners=tabled(whole).to_dicts(),
        balance=balanced(rows).to_dicts(),
        coverage=covered(archive.record, rows).to_dicts(),
        totals=covered(archive.record, whole).row(0, named=True),
    )


@lru_cache(maxsize=1)
def _reports(archive: Archive, actor: str) -> pl.DataFrame | None:
    """The reports behind all figures of an actor; of the last one they are at hand for its sentence."""
    return unless_nothing(reports, archive.record, actor, columns=tuple(dict.fromkeys(("doc", *NEEDED))))


@kept
def sentence(archive: Archive, actor: str, language: str) -> str:
    """The figures in a few plain sentences; empty where the record has no act of the actor."""
    rows = _reports(archive, actor)
    return "" if rows is None else summarised(rows, actor, names(archive.record, language), language)


@dataclass(frozen=True)
class Act:
    """An act that serves a priority, and why."""

    entry: str
    reason: str


@dataclass(frozen=True)
class Aim:
    """A priority: what is declared and how much is done."""

    id: str
    title: str
    description: str
    counted: bool  # whether rules say what serves it
    events: int
    facts: int
    documents: int
    years: list[tuple[str, int]]  # year and number of acts
    acts: list[Act]

    width: str  # of the bar, in percent of the most that any priority has

    @property
    def done(self) -> int:
        return self.events + self.facts


@dataclass(frozen=True)
class Goal:
    """An area of a strategy with its priorities."""

    id: str
    title: str
    aims: list[Aim]


@dataclass(frozen=True)
class Declared:
    """A strategy and what of it is done."""

    title: str
    source: str
    period: str
    goals: list[Goal]
    acts: int
    serving: int
    undeclared: list[dict[str, Any]]  # `what, events, facts`: kinds of acts that serve no priority

    @property
    def aims(self) -> list[Aim]:
        return [aim for goal in self.goals for aim in goal.aims]

    @property
    def idle(self) -> list[Aim]:
        """The priorities without an act."""
        return [aim for aim in self.aims if not aim.done]


MOST_ACTS = 8  # of a priority that the page shows


@kept
def _declared(archive: Archive, state: str) -> dict[str, Declared]:
    """What `declared` gives in each language; the acts are matched with the rules once."""
    strategy = unless_nothing(chosen, None, state)
    matched = unless_nothing(service, archive.record, state, strategy) if strategy else None
    if strategy is None or matched is None:
        return {}
    return {
        language: _put_together(strategy, matched, language, names(archive.record, language))
        for language in get_args(Language)
    }


def declared(archive: Archive, state: str, language: str) -> Declared | None:
    """What a state declares against what it does; None where no strategy of it ships or the record knows no state."""
    return _declared(archive, state).get(language)


def _put_together(strategy: Strategy, matched: Service, language: Language, known: Names) -> Declared:
    whole = {row["priority"]: row for row in counts(matched, "all", language).to_dicts()}
    years: dict[str, list[tuple[str, int]]] = {}
    for row in counts(matched, "year", language).to_dicts():
        if row["events"] + row["facts"] and row["period"] != UNDATED:
            years.setdefault(row["priority"], []).append((row["period"], row["events"] + row["facts"]))
    acts = _acts(matched, language, known)
    most = max((row["events"] + row["facts"] for row in whole.values()), default=0) or 1
    goals = [
        Goal(
            area.id,
            title(area.title, language),
            [
                Aim(
                    id=one.id,
                    title=title(one.title, language),
                    description=title(one.description, language) if one.description else "",
                    counted=bool(one.serves),
                    events=whole[one.id]["events"],
                    facts=whole[one.id]["facts"],
                    documents=whole[one.id]["documents"],
                    years=years.get(one.id, []),
                    acts=acts.get(one.id, []),
                    width=f"{100 * (whole[one.id]['events'] + whole[one.id]['facts']) / most:.1f}",
                )
                for one in area.priorities
            ],
        )
        for area in strategy.areas
    ]
    unserved = gaps(matched, language).filter(pl.col("gap") == "no priority").select("what", "events", "facts")
    return Declared(
        title=title(strategy.title, language),
        source=strategy.source,
        period=strategy.period or "",
        goals=goals,
        acts=matched.acts.height,
        serving=matched.served["row"].n_unique(),
        undeclared=unserved.to_dicts(),
    )


def _acts(matched: Service, language: Language, known: Names) -> dict[str, list[Act]]:
    """The latest acts of each priority with the reason why each serves it."""
    served = matched.served.unique(["row", "priority"], keep="first").join(
        matched.acts.select("row", "time_start"), on="row"
    )
    latest = (
        served.sort("time_start", "row", descending=True, nulls_last=True)
        .group_by("priority", maintain_order=True)
        .head(MOST_ACTS)
    )
    few = Service(matched.strategy, matched.acts, latest.select(matched.served.columns))
    found: dict[str, list[Act]] = {}
    for row in entries(few, language=language, known=known).sort("priority", maintain_order=True).to_dicts():
        found.setdefault(row["priority"], []).insert(0, Act(row["entry"], row["reason"]))
    return found
