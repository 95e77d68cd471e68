"""`votes`: how alike states vote in the General Assembly, where they stand, and what else ties them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.cli.answers import Csv, Html, Svg, answer
from multivector.cli.console import check_code, say
from multivector.errors import StopRun

if TYPE_CHECKING:
    import polars as pl

    from multivector.analysis.idealpoints import Estimated

app = typer.Typer(no_args_is_help=True, help="Votes in the United Nations General Assembly, and other ties of states.")
Data = Annotated[
    Path | None, typer.Option("--data", help="Folder of the data sets; see `multivector data`.", show_default=False)
]
State = Annotated[str, typer.Argument(help="ISO code of a state, KAZ.")]
Partners = Annotated[str, typer.Option("--with", help="ISO codes of partners, with commas between them.")]
SomePartners = Annotated[
    str | None, typer.Option("--with", help="ISO codes of partners, with commas between them; all states without it.")
]


def codes(given: str | None) -> list[str]:
    """The codes in a list with commas."""
    found = [code.strip() for code in (given or "").split(",") if code.strip()]
    for code in found:
        check_code(code)
    return found


@app.command()
def similarity(
    state: State, partners: SomePartners = None, data: Data = None, csv: Csv = None, svg: Svg = None, html: Html = None
) -> None:
    """How alike a state and its partners vote, session by session."""
    check_code(state)
    wanted = codes(partners)
    from multivector.analysis import votes

    table = votes.vote_similarity(cast(data), state, wanted or None)
    answer(
        table,
        title=f"How {state} votes beside its partners",
        chart=lambda: votes.chart(table),
        notes=[f"{table['n'].sum()} pairs of votes in {table['session'].n_unique()} sessions; year is session + 1945"],
        csv=csv,
        svg=svg,
        html=html,
    )


@app.command("ideal-points")
def ideal_points_(
    states: Annotated[
        str | None, typer.Option(help="ISO codes of the states to show; the estimate is always of all.")
    ] = None,
    data: Data = None,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """The ideal point of every state in every session, estimated from all votes."""
    wanted = codes(states)
    import polars as pl

    from multivector.analysis.idealpoints import chart
    from multivector.analysis.states import ccodes

    chosen = {ccode for code in wanted for ccode in ccodes(code)}
    found = estimated(cast(data), data)
    table = found.table.drop("n_votes")
    answer(
        table.filter(pl.col("ccode").is_in(list(chosen))) if chosen else table,
        title="Ideal points in the General Assembly",
        chart=lambda: chart(table, wanted),
        notes=[
            f"{found.table['n_votes'].sum()} votes on {found.items} roll calls; low and high hold 90% "
            "of the posterior, roll calls taken as known"
        ],
        csv=csv,
        svg=svg,
        html=html,
    )


@app.command()
def ties(
    state: State, partners: Partners, data: Data = None, csv: Csv = None, svg: Svg = None, html: Html = None
) -> None:
    """Organisations that a state shares with its partners, alliance pledges and trade, year by year."""
    check_code(state)
    wanted = codes(partners)
    from multivector.analysis import ties as found

    table = found.ties(state, wanted, data)
    notes = [
        f"{name}: not in the data; `multivector data list` says where it can be had"
        for name, column in (("memberships", "organisations"), ("alliances", "defense"))
        if table[column].is_null().all()
    ]
    if table["trade"].is_null().all():
        notes.append(
            "trade between states needs the table cow_trade_dy; cow_trade_sy has only the totals of each state"
        )
    answer(
        table,
        title=f"What ties {state} to its partners",
        chart=lambda: found.chart(table),
        notes=notes,
        csv=csv,
        svg=svg,
        html=html,
    )


@app.command()
def beside(
    state: State,
    partners: Partners,
    events: Annotated[Path, typer.Option(help="Vectors by events: the CSV of `multivector vectors --by year`.")],
    data: Data = None,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Put vectors by votes beside vectors by events."""
    check_code(state)
    wanted = codes(partners)
    import polars as pl

    from multivector.analysis.ties import beside as joined
    from multivector.analysis.ties import beside_chart
    from multivector.analysis.votes import vote_similarity

    if not events.is_file():
        raise StopRun(
            f"{events}: there is no such file: write it with `multivector vectors {state} RECORD --csv {events}`"
        )
    votes = cast(data)
    table = joined(
        pl.read_csv(events, infer_schema_length=None),
        vote_similarity(votes, state, wanted),
        estimated(votes, data).table,
        state,
    )
    answer(
        table,
        title=f"{state} by votes and by events",
        chart=lambda: beside_chart(table),
        notes=[
            "agree and kappa of votes, distance of ideal points; cooperation is its share in cooperation and conflict"
        ],
        csv=csv,
        svg=svg,
        html=html,
    )


def cast(data: Path | None) -> pl.DataFrame:
    """The votes in a data folder; says whose can't be used."""
    import polars as pl

    from multivector.analysis.votes import read_votes

    votes = read_votes(data)
    unknown = votes.filter(pl.col("ccode").is_null())["country"].unique().sort()
    if len(unknown):
        say(f"votes of {', '.join(unknown)} are left out: no state is known by that name")
    return votes


def estimated(votes: pl.DataFrame, data: Path | None) -> Estimated:
    """The ideal points, with the matched roll calls where the data folder has them."""
    from multivector.analysis.datasets import data_folder, read_table, stored, table
    from multivector.analysis.idealpoints import estimate

    matched = None
    if stored(table("matched_roll_calls"), data_folder(data)):
        matched = read_table("matched_roll_calls", data)
    else:
        say("no table of matched roll calls: sessions are tied together by the states' own steps alone")
    return estimate(votes, matched)
