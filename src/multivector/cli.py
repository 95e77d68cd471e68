"""The door for the shell: `multivector COMMAND`. Entries and tables go to stdout, all else to stderr.

Exit status: 0 all done, 1 something was skipped (or an example failed), 2 the run could not go on, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperGroup

from multivector import __version__
from multivector.errors import MultivectorError, StopRun
from multivector.model import DEFAULT_CONFIDENCE

if TYPE_CHECKING:
    from rich.console import Console

    from multivector.coder import Coder
    from multivector.intake import Problem
    from multivector.record.export import Format
    from multivector.run import OnProblem

SKIPPED, STOPPED, INTERRUPTED = 1, 2, 130


class Door(TyperGroup):
    """Answers an interruption and a closed pipe before typer does: it would say nothing, or exit with 1."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _say("interrupted; what was reported as written is safe. Run the same command again to go on.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader, head perhaps, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A record of foreign policy that anyone can check.",
)
lexicon_app = typer.Typer(no_args_is_help=True, help="Read and check what Multivector knows.")
app.add_typer(lexicon_app, name="lexicon")


class Lines(StrEnum):
    """Output formats of `code`."""

    jsonl = "jsonl"


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


Inputs = Annotated[
    list[str],
    typer.Argument(help="Files or folders (.txt .html .jsonl .csv .parquet, also .gz .zst); - is standard input."),
]
Pipelines = Annotated[
    list[str] | None,
    typer.Option(help="An installed spaCy pipeline (or its folder) that parses its language instead of ours."),
]
RecordPath = Annotated[Path, typer.Argument(help="A record: the folder that `code --to` wrote.")]


def main() -> None:
    """Runs the command line; every foreseen failure is one message on stderr and an exit status."""
    try:
        app()
    except MultivectorError as error:
        _say(f"error: {error}")
        sys.exit(STOPPED)
    except OSError as error:
        _say(f"error: {error.strerror or error} {error.filename or ''}".rstrip())
        sys.exit(STOPPED)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit()


@app.command()
def code(
    inputs: Inputs,
    to: Annotated[Path | None, typer.Option(help="The record to write; it is made if it is not there.")] = None,
    format: Annotated[Lines, typer.Option(help="Format on stdout when there is no --to.")] = Lines.jsonl,
    language: Annotated[str | None, typer.Option(help="Language of the texts (en, ru); detected if not given.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication (YYYY-MM-DD) of texts that have none.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out entries below this confidence.")
    ] = DEFAULT_CONFIDENCE,
    workers: Annotated[int, typer.Option(min=1, help="Processes that code at the same time.")] = 1,
    lexicon: Annotated[Path | None, typer.Option(help="A folder with a lexicon of your own.")] = None,
    pipeline: Pipelines = None,
) -> None:
    """Code texts into events and facts."""
    from multivector.coder import Coder
    from multivector.intake import read
    from multivector.lexicon import load_lexicon
    from multivector.record import Record

    own = load_lexicon(lexicon) if lexicon else None
    coder = Coder(own, min_confidence=min_confidence, pipelines=pipeline or ())
    _let_interrupts_through()
    problems: list[Problem] = []
    report = _reporter(problems)
    documents = read(inputs, language=language, published=published, on_problem=report)
    if to is None:
        _print_lines(documents, coder, workers, report)
    else:
        _write_record(Record(to, create=True), documents, coder, workers, report)
    if problems:
        _say(f"{len(problems)} input(s) skipped or read in part; the messages above say why.")
        raise typer.Exit(SKIPPED)


def _print_lines(documents, coder: Coder, workers: int, report: OnProblem) -> None:  # type: ignore[no-untyped-def]
    from multivector.run import code_stream

    for coded in code_stream(documents, coder, workers=workers, on_problem=report):
        sys.stdout.write(json.dumps(coded.to_dict(), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _write_record(record, documents, coder: Coder, workers: int, report: OnProblem) -> None:  # type: ignore[no-untyped-def]
    from multivector.run import code_into

    with _progress() as advance:
        tally = code_into(record, documents, coder, workers=workers, on_problem=report, on_written=advance)
    unchanged = f", {tally.unchanged} unchanged" if tally.unchanged else ""
    _say(f"{tally.coded} document(s) coded{unchanged}: {tally.events} events, {tally.facts} facts.")


@app.command()
def relate(
    file: Annotated[str, typer.Argument(help="A TSV file with the columns sentence, source, target; - is stdin.")],
    language: Annotated[str, typer.Option(help="Language of the sentences (en, ru).")] = "en",
    pipeline: Pipelines = None,
) -> None:
    """Say in what relation the two parties of each row stand."""
    from multivector.coder import Coder
    from multivector.pairtable import relate_table

    coder = Coder(pipelines=pipeline or ())
    if language not in coder.languages:
        raise StopRun(f"'{language}' is no language that can be coded: use one of {', '.join(coder.languages)}")
    _let_interrupts_through()
    problems: list[Problem] = []
    with _progress("rows done") as advance:
        relate_table(file, sys.stdout, coder, language, on_problem=_reporter(problems), on_done=advance)
    if problems:
        _say(f"{len(problems)} row(s) left without a type; the messages above say why.")
        raise typer.Exit(SKIPPED)


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
        _is_code(code)
    found = Record(record).find(
        actor=actor, partner=partner, type=type, fact=fact, since=since, until=until, limit=limit
    )
    shown = print_entries(found, _console(sys.stdout))
    _say("no entries match." if not shown else "1 entry." if shown == 1 else f"{shown} entries.")


def _is_code(code: str | None) -> None:
    """Tells who asks by name by which code an actor is found."""
    if code is None or re.fullmatch(r"[A-Z0-9]+(\.[A-Z]{3})?|---(\.[A-Z]{3})?", code):
        return
    from multivector.lexicon import default_lexicon
    from multivector.lexicon.actors import actor_rows

    rows = actor_rows(default_lexicon())
    near = [str(row["code"]) for row in rows if code.casefold() in {str(name).casefold() for name in row.values()}]
    hint = f"use {' or '.join(near)}" if near else "use one as in the record's table of actors, KAZ or OSCE"
    raise StopRun(f"'{code}' is no code of an actor: {hint}")


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
    _say(f"{tally.events} events in {tally.rows} rows.")
    for line in tally.lines():
        _say(line)


@app.command("import")
def import_(
    inputs: Annotated[list[str], typer.Argument(help="Files (also .gz .zst .zip) or folders; - is standard input.")],
    to: Annotated[Path, typer.Option(help="The record to write; it is made if it is not there.")],
    format: Annotated[ImportFormat, typer.Option(help="Form of the files.")] = ImportFormat.auto,
) -> None:
    """Read event data of other systems into a record."""
    from multivector.interchange import import_files
    from multivector.record import Record

    _let_interrupts_through()
    problems: list[Problem] = []
    with _progress() as advance:
        report = _reporter(problems)
        tally = import_files(Record(to, create=True), inputs, form=format.value, on_problem=report, on_written=advance)
    _say(f"{tally.rows} row(s) read: {tally.documents} document(s), {tally.events} events.")
    for line in tally.lines():
        _say(line)
    if problems:
        _say(f"{len(problems)} row(s) or file(s) skipped; the messages above say why.")
        raise typer.Exit(SKIPPED)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold records, JSON lines.")],
    texts: Annotated[list[str], typer.Argument(help="Where the texts of the gold documents are.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    misses: Annotated[int, typer.Option(help="Also list the first N gold items that were not found.")] = 0,
    min_confidence: Annotated[float, typer.Option(min=0, max=1)] = DEFAULT_CONFIDENCE,
    pipeline: Pipelines = None,
) -> None:
    """Code texts and score the result against gold records."""
    from multivector.coder import Coder
    from multivector.evaluate import evaluate as score
    from multivector.evaluate import load_gold
    from multivector.intake import Problem, read

    documents = load_gold(gold)
    problems: list[Problem] = []
    report = _reporter(problems)
    wanted = {document["doc"] for document in documents}
    chosen = (document for document in read(texts, on_problem=report) if document.id in wanted)
    coder = Coder(min_confidence=min_confidence, pipelines=pipeline or ())
    coded = {c.document.id: c.to_dict() for c in coder.code_many(chosen, on_skip=lambda e: report(Problem.of(e)))}
    scores = score(documents, coded)
    print(json.dumps(scores.to_dict(), ensure_ascii=False, indent=1) if as_json else "\n".join(scores.lines()))
    for miss in scores.misses[:misses]:
        print("missed", miss, file=sys.stderr if as_json else sys.stdout)
    for absent in sorted(wanted - coded.keys()):
        report(Problem(absent, "its text is not among the TEXTS, so all of it counts as missed"))
    if problems:
        raise typer.Exit(SKIPPED)


@lexicon_app.command("check")
def lexicon_check(
    folder: Annotated[Path | None, typer.Argument(help="A lexicon of your own; the package's if not given.")] = None,
) -> None:
    """Check every file and code every frame's examples."""
    from multivector.coder.examples import check_examples
    from multivector.lexicon import data_folder, load_lexicon

    lexicon = load_lexicon(folder or data_folder())
    report = check_examples(lexicon)
    for failure in report.failures:
        print(failure)
    print(f"{report.passed} of {report.checked} examples coded as they say.")
    print(f"{report.uncodable} examples are in languages that cannot be coded yet.")
    if report.failures:
        raise typer.Exit(SKIPPED)


@lexicon_app.command("show")
def lexicon_show(
    name: Annotated[str, typer.Argument(help="A frame, an operator, a role, or the code of an actor.")],
) -> None:
    """Show an entry of the lexicon as a person wants to read it."""
    from multivector.lexicon import default_lexicon
    from multivector.lexicon.show import show_entry

    _console(sys.stdout).print(show_entry(default_lexicon(), name))


def _let_interrupts_through() -> None:
    """Libraries imported by now restart reads that Ctrl-C interrupts; waiting for standard input must end then."""
    import signal

    if hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)


def _reporter(problems: list[Problem]):  # type: ignore[no-untyped-def]
    said: set[Problem] = set()

    def report(problem: Problem) -> None:
        if problem not in said:
            said.add(problem)
            problems.append(problem)
            _say(f"{problem.where}: {problem.message}")

    return report


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _console(file) -> Console:  # type: ignore[no-untyped-def]
    from rich.console import Console

    return Console(file=file, highlight=False, soft_wrap=not file.isatty())


@contextmanager
def _progress(what: str = "documents written") -> Iterator:  # type: ignore[type-arg]
    """A progress line on stderr that counts what is done: by default the documents that are safe on disk."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(f"{{task.completed}} {what}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("code", total=None)
        yield lambda count: progress.update(task, completed=count)


__all__ = ["StopRun", "app", "main"]
