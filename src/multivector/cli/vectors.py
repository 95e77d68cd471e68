"""`vectors`: what a state did with each partner, and how balanced that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.cli.answers import Actor, AnswerLanguage, By, Csv, Html, Language, Svg, answer, codes
from multivector.cli.console import RecordPath, check_code
from multivector.errors import StopRun

if TYPE_CHECKING:
    import polars as pl

    from multivector.analysis.charts import Chart
    from multivector.analysis.encounters import Scope
    from multivector.analysis.speech import Speech
    from multivector.record import Record

app = typer.Typer()

OWN_GROUPS = "groups"  # the word for the groups that ship with the package


class View(StrEnum):
    """Tables that can be asked for."""

    vectors = "vectors"
    balance = "balance"
    measures = "measures"
    domains = "domains"
    cooperation = "cooperation"
    asymmetry = "asymmetry"
    change = "change"
    coverage = "coverage"
    entries = "entries"


@app.command()
def vectors(
    actor: Actor,
    record: RecordPath,
    by: Annotated[By, typer.Option(help="How time is divided.")] = By.year,
    since: Annotated[str | None, typer.Option(help="Only acts from this time on (YYYY, YYYY-MM, YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Only acts up to this time.")] = None,
    domain: Annotated[
        str | None, typer.Option(help="Only acts of a domain: political, economic, military, cultural, legal.")
    ] = None,
    partners: Annotated[
        str | None, typer.Option(help="Groups in the place of partners: a YAML file, or 'groups' for our own.")
    ] = None,
    only: Annotated[str | None, typer.Option("--with", help="Only these partners or groups: RUS,CHN.")] = None,
    show: Annotated[View, typer.Option(help="Which table.")] = View.vectors,
    balance: Annotated[bool, typer.Option("--balance", help="The same as --show balance.")] = False,
    language: AnswerLanguage = Language.en,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Show what a state did with each of its partners, and how balanced that is."""
    from multivector.analysis.encounters import reports
    from multivector.analysis.groups import load_groups
    from multivector.analysis.names import names
    from multivector.analysis.speech import Speech
    from multivector.analysis.summary import NEEDED, summarised
    from multivector.record import Record

    check_code(actor)
    if balance and show not in (View.vectors, View.balance):
        raise StopRun(f"--balance and --show {show.value} ask for different tables: leave out one")
    view = View.balance if balance else show
    opened = Record(record)
    groups = load_groups(None if partners == OWN_GROUPS else partners) if partners else None
    scope: Scope = {"by": by.value, "since": since, "until": until, "domain": domain, "partners": groups}
    chosen = [one.strip() for one in (only or "").split(",") if one.strip()] if groups else codes(only)
    table = _table(view, opened, actor, chosen, scope)
    known, say = names(opened, language.value, groups), Speech(language.value)
    title = say(f"title_{view.value}", actor=known[actor])
    rows = reports(opened, actor, columns=NEEDED, **scope)
    notes = [summarised(rows, actor, known, language.value), *_notes(opened, rows, table, view, say)]
    answer(
        table,
        title=title,
        chart=_chart(view, table, known, title, language.value),
        notes=notes,
        csv=csv,
        svg=svg,
        html=html,
        shown=_named(table, known, say),
    )


def _named(table: pl.DataFrame, known: Mapping[str, str], say: Speech) -> pl.DataFrame:
    """For people the name of each partner stands behind its code."""
    from multivector.analysis.groups import OTHER

    if "partner" not in table.columns:
        return table
    labels = {code: known[code] for code in table["partner"].unique()} | {OTHER: say("no_group")}
    place = table.columns.index("partner") + 1
    return table.clone().insert_column(place, table["partner"].replace(labels).alias("name"))


def _table(view: View, record: Record, actor: str, chosen: list[str], scope: Scope) -> pl.DataFrame:
    import polars as pl

    from multivector.analysis import balance, comparison, coverage, encounters, vectors

    if view is View.asymmetry:
        if len(chosen) != 2:
            raise StopRun("an asymmetry is one between two partners: name them as --with RUS,CHN")
        return comparison.asymmetry(record, actor, *chosen, **scope)
    questions: dict[View, Callable[..., pl.DataFrame]] = {
        View.vectors: vectors.vectors,
        View.balance: balance.balance,
        View.measures: balance.diversity,
        View.domains: vectors.vectors_by_domain,
        View.cooperation: comparison.cooperation,
        View.change: comparison.change,
        View.coverage: coverage.coverage,
        View.entries: encounters.encounters,
    }
    table = questions[view](record, actor, **scope)
    if not chosen:
        return table
    if "partner" not in table.columns:
        raise StopRun(f"--with chooses rows of partners, and --show {view.value} has none: leave it out")
    missing = sorted(set(chosen) - set(table["partner"]))
    if missing:
        raise StopRun(f"there is no act of {actor} with {', '.join(missing)} in this scope; leave that out of --with")
    return table.filter(pl.col("partner").is_in(chosen))


def _chart(
    view: View, table: pl.DataFrame, names: Mapping[str, str], title: str, language: str
) -> Callable[[], Chart] | None:
    from multivector.analysis import balance, vectors

    charts: dict[View, Callable[[], Chart]] = {
        View.vectors: lambda: vectors.chart(table, names, title, language),
        View.balance: lambda: balance.chart(table, title, language),
    }
    return charts.get(view)


def _notes(record: Record, rows: pl.DataFrame, table: pl.DataFrame, view: View, say: Speech) -> Iterator[str]:
    """What the figures rest on and what they can't say."""
    from multivector.analysis.coverage import covered, told

    yield told(covered(record, rows), say.language)
    if view is View.balance:
        alone = table.filter(table["partners"] == 1)["period"].to_list()
        if alone:
            yield say("one_partner", periods=", ".join(alone))
        yield say("low_high")
    else:
        yield say("several")
