"""`show`, `export`, `import`, `withdraw`: a record read, written, filled, and documents taken out of it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from multivector.cli.console import (
    SKIPPED,
    RecordPath,
    check_code,
    console,
    let_interrupts_through,
    progress,
    reporter,
    say,
)
from multivector.errors import StopRun

if TYPE_CHECKING:
    from multivector.intake import Problem
    from multivector.record.export import Format

app = typer.Typer()


class ExportFormat(StrEnum):
    """Output formats of `export`."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    plover = "plover"
    polecat = "polecat"
    icews = "icews"
    phoenix = "phoenix"
    gdelt = "gdelt"


class ImportFormat(StrEnum):
    """Input forms of `import`."""

    auto = "auto"
    plover = "plover"
    polecat = "polecat"
    icews = "icews"
    phoenix = "phoenix"
    gdelt = "gdelt"


@app.command()
def show(
    record: RecordPath,
    actor: Annotated[str | None, typer.Option(help="Only entries with this actor (KAZ also finds KAZ.GOV).")] = None,
    partner: Annotated[str | None, typer.Option(help="Only entries with this second actor.")] = None,
    type: Annotated[str | None, typer.Option(help="Only events of this PLOVER type.")] = None,
    fact: Annotated[str | None, typer.Option(help="Only facts of this kind.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only entries from this time on (YYYY, YYYY-MM or YYYY-MM-DD).")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Only entries up to this time.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many entries.")] = None,
) -> None:
    """Show the entries of a record, each with the sentence that says it."""
    from multivector.lexicon.ontology import FACTS, MODES
    from multivector.record import Record
    from multivector.record.show import show as print_entries

    for value, known, what in ((type, MODES, "PLOVER type"), (fact, FACTS, "kind of fact")):
        if value is not None and value not in known:
            raise StopRun(f"'{value}' is no {what}: use one of {', '.join(sorted(known))}")

    for code in (actor, partner):
        check_code(code)
    found = Record(record).find(
        actor=actor, partner=partner, type=type, fact=fact, since=since, until=until, limit=limit
    )
    shown = print_entries(found, console(sys.stdout))
    say("no entries match." if not shown else "1 entry." if shown == 1 else f"{shown} entries.")


@app.command()
def export(
    record: RecordPath,
    format: Annotated[ExportFormat, typer.Option(help="What to write.")] = ExportFormat.jsonl,
    to: Annotated[str, typer.Option(help="File, or folder (csv, parquet); - is stdout.")] = "-",
    table: Annotated[
        str | None, typer.Option(help="Only this table (csv, parquet): documents, events, facts, actors.")
    ] = None,
) -> None:
    """Write a record in another format."""
    from multivector.record import Record
    from multivector.record.export import export as write_out

    out = sys.stdout if to == "-" else Path(to)
    if format.value in list(ImportFormat):
        _export_form(Record(record), format.value, out, table)
    else:
        write_out(Record(record), cast("Format", format.value), out, table=table)


def _export_form(record, form: str, out, table: str | None) -> None:  # type: ignore[no-untyped-def]
    from multivector.interchange import export_form

    if table is not None:
        raise StopRun(f"{form} has events only: leave out --table")
    tally = export_form(record, form, out)
    say(f"{tally.events} events in {tally.rows} rows.")
    for line in tally.lines():
        say(line)


@app.command("import")
def import_(
    inputs: Annotated[list[str], typer.Argument(help="Files (also .gz .zst .zip) or folders; - is standard input.")],
    to: Annotated[Path, typer.Option(help="The record to write; it is made if it is not there.")],
    format: Annotated[ImportFormat, typer.Option(help="Form of the files.")] = ImportFormat.auto,
) -> None:
    """Read event data of other systems into a record."""
    from multivector.interchange import import_files
    from multivector.record import Record

    let_interrupts_through()
    problems: list[Problem] = []
    with progress() as advance:
        report = reporter(problems)
        tally = import_files(Record(to, create=True), inputs, form=format.value, on_problem=report, on_written=advance)
    say(f"{tally.rows} row(s) read: {tally.documents} document(s), {tally.events} events.")
    for line in tally.lines():
        say(line)
    if problems:
        say(f"{len(problems)} row(s) or file(s) skipped; the messages above say why.")
        raise typer.Exit(SKIPPED)


@app.command()
def withdraw(
    record: RecordPath,
    documents: Annotated[list[str] | None, typer.Argument(help="Ids of documents.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="File with an id a line; - is standard input.", metavar="FILE")
    ] = None,
    erase: Annotated[
        bool, typer.Option("--erase", help="Also delete the files that hold what earlier versions of the record said.")
    ] = False,
) -> None:
    """Take documents out of a record, with all their events and facts."""
    from multivector.record import Record

    ids = dict.fromkeys([*(documents or ()), *(_ids(from_) if from_ else ())])
    if not ids and not erase:
        raise StopRun("nothing to withdraw: give ids of documents, or a file of them with --from")
    opened = Record(record)
    gone = set(opened.withdraw(ids))
    for id in ids:
        if id not in gone:
            say(f"{id}: no document of this record has this id; `multivector export --table documents` lists all")
    say(f"{len(gone)} document(s) withdrawn.")
    if erase:
        say(f"{opened.vacuum(0)} file(s) of earlier versions deleted.")
    if len(gone) < len(ids):
        raise typer.Exit(SKIPPED)


def _ids(file: str) -> list[str]:
    try:
        lines = (sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")).splitlines()
    except UnicodeDecodeError as error:
        raise StopRun(f"{file}: this is no UTF-8 text; give a file with an id of a document a line") from error
    return [line.strip() for line in lines if line.strip()]
