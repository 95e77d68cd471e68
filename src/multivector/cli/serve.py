"""`serve`: the web site of a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multivector.cli.console import RecordPath, say

app = typer.Typer()
DEFAULT_WORKERS = 3


@app.command()
def serve(
    record: RecordPath,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    database: Annotated[
        str | None, typer.Option(help="URL of the database for what people add; a SQLite file beside the record else.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = DEFAULT_WORKERS,
) -> None:
    """Open a record as a web site."""
    from multivector.observatory.server import serve as run

    say(f"serving {record} on http://{host}:{port}/ - stop with Ctrl-C")
    run(Path(record), host=host, port=port, database=database, workers=workers)
