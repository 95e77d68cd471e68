"""`code`, `relate`, `evaluate`: from texts to entries."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.cli.console import SKIPPED, let_interrupts_through, progress, reporter, say
from multivector.errors import StopRun
from multivector.model import DEFAULT_CONFIDENCE

if TYPE_CHECKING:
    from multivector.coder import Coder
    from multivector.intake import Problem
    from multivector.run import OnProblem

app = typer.Typer()


class Lines(StrEnum):
    """Output formats of `code`."""

    jsonl = "jsonl"


Inputs = Annotated[
    list[str],
    typer.Argument(help="Files or folders (.txt .html .jsonl .csv .parquet, also .gz .zst); - is standard input."),
]
Pipelines = Annotated[
    list[str] | None,
    typer.Option(help="An installed spaCy pipeline (or its folder) that parses its language instead of ours."),
]


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
    let_interrupts_through()
    problems: list[Problem] = []
    report = reporter(problems)
    documents = read(inputs, language=language, published=published, on_problem=report)
    if to is None:
        _print_lines(documents, coder, workers, report)
    else:
        _write_record(Record(to, create=True), documents, coder, workers, report)
    if problems:
        say(f"{len(problems)} input(s) skipped or read in part; the messages above say why.")
        raise typer.Exit(SKIPPED)


def _print_lines(documents, coder: Coder, workers: int, report: OnProblem) -> None:  # type: ignore[no-untyped-def]
    from multivector.run import code_stream

    for coded in code_stream(documents, coder, workers=workers, on_problem=report):
        sys.stdout.write(json.dumps(coded.to_dict(), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _write_record(record, documents, coder: Coder, workers: int, report: OnProblem) -> None:  # type: ignore[no-untyped-def]
    from multivector.run import code_into

    with progress() as advance:
        tally = code_into(record, documents, coder, workers=workers, on_problem=report, on_written=advance)
    unchanged = f", {tally.unchanged} unchanged" if tally.unchanged else ""
    say(f"{tally.coded} document(s) coded{unchanged}: {tally.events} events, {tally.facts} facts.")


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
    let_interrupts_through()
    problems: list[Problem] = []
    with progress("rows done") as advance:
        relate_table(file, sys.stdout, coder, language, on_problem=reporter(problems), on_done=advance)
    if problems:
        say(f"{len(problems)} row(s) left without a type; the messages above say why.")
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
    report = reporter(problems)
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
