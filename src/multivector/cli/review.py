"""`review export`: what reviewers said, as gold records."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from multivector.cli.console import RecordPath, say
from multivector.errors import StopRun

app = typer.Typer(no_args_is_help=True, help="What reviewers said of the entries of a record.")


@app.callback()
def _group() -> None:
    """Keeps `export` a command of its own."""


@app.command()
def export(
    record: RecordPath,
    database: Annotated[
        str | None, typer.Option(help="URL of the site's database; the SQLite file beside the record else.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="File to write; standard output else.")] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Also documents some of whose entries nobody has decided.")
    ] = False,
) -> None:
    """Write gold records of what reviewers accepted and corrected."""
    from multivector.observatory.server import configure, prepare_database

    configure(record, database)
    prepare_database()
    from multivector.observatory.archive import ArchiveUnavailable, archive
    from multivector.observatory.review.gold import Tally, gold_lines

    tally = Tally()
    try:
        lines = [json.dumps(line, ensure_ascii=False) for line in gold_lines(archive(), tally, partial=partial)]
    except ArchiveUnavailable as error:
        raise StopRun(str(error)) from error
    with to.open("w", encoding="utf-8") if to else nullcontext(sys.stdout) as out:
        out.writelines(f"{line}\n" for line in lines)
    say(f"{tally.documents} document(s), {tally.entries} entries.")
    if tally.unfinished:
        say(f"{tally.unfinished} document(s) left out: with entries undecided (--partial takes them).")
    if tally.gone:
        say(f"{tally.gone} judged entries left out: their text is no longer in the record.")
