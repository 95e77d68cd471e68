"""`serve`: the web site of a record."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from multivector.cli.console import RecordPath, say

app = typer.Typer()
DEFAULT_WORKERS = 3


@app.command()
def serve(
    record: RecordPath,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    database: Annotated[
        str | None, typer.Option(help="URL of the database for what people add; a SQLite file beside the record else.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = DEFAULT_WORKERS,
) -> None:
    """Open a record as a web site."""
    from multivector.observatory.server import EVERYWHERE
    from multivector.observatory.server import serve as run

    def ready(address: str) -> None:
        say(f"serving {record} on {address} - stop with Ctrl-C")
        if host in EVERYWHERE and not os.environ.get("MULTIVECTOR_HOSTS"):
            say("only requests for localhost are answered; set MULTIVECTOR_HOSTS to the names by which readers come")

    status = run(record, host=host, port=port, database=database, workers=workers, on_ready=ready)
    if status:
        raise typer.Exit(status)
