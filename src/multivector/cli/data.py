"""`data`: the public data sets that lie beside the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multivector.cli.answers import Csv, answer

app = typer.Typer(no_args_is_help=True, help="Public data sets: UN votes, alliances, memberships, trade.")
Data = Annotated[Path | None, typer.Option("--data", help="Folder of the data sets.", show_default=False)]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="un-votes, ideal-points, alliances, memberships or trade.")],
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files or addresses; none takes where it is published.", metavar="FILE|URL"),
    ] = None,
    sha256: Annotated[str | None, typer.Option(help="What the checksum of the file must be.")] = None,
    data: Data = None,
) -> None:
    """Take a public data set into the data folder."""
    from multivector.analysis.datasets import data_folder
    from multivector.analysis.fetch import add as take

    table = take(name, sources or (), data, sha256=sha256)
    answer(table, title=f"{name} in {data_folder(data)}")


@app.command("list")
def list_(data: Data = None, csv: Csv = None) -> None:
    """List the data sets: which are there, and where the others can be had."""
    from multivector.analysis.datasets import catalogue, data_folder
    from multivector.analysis.fetch import listing

    notes = [f"{one.name}: {one.title}. Cite: {one.cite}" for one in catalogue().values()]
    answer(listing(data), title=f"Data sets in {data_folder(data)}", notes=notes, csv=csv)
