"""`standing`, `timeline`, `claims`: what a state has been and done, and whether the texts have it right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multivector.cli.answers import Csv, Html, Svg, answer
from multivector.cli.console import RecordPath, check_code

app = typer.Typer()

Actor = Annotated[str, typer.Argument(help="Code of a state or organisation.")]
Language = Annotated[str, typer.Option(help="Language of the words: en, ru, kk.")]
RegisterFolder = Annotated[
    Path | None, typer.Option("--register", help="A folder of register files in the place of the package's.")
]


@app.command()
def standing(
    actor: Actor,
    record: RecordPath,
    language: Language = "en",
    register: RegisterFolder = None,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Show what a state has been and done: memberships, chairs, talks hosted, missions, treaties, institutions."""
    check_code(actor)
    from multivector.analysis import standing as question
    from multivector.analysis.words import vocabulary
    from multivector.record import Record

    table = question.standing(Record(record), actor, language=language, register=register)
    title = vocabulary().titles["standing"](language, actor=actor)
    answer(
        table,
        title=title,
        chart=lambda: question.chart(table, title=title, language=language),
        notes=[] if table.height else [f"the record holds nothing of the standing of {actor}."],
        csv=csv,
        svg=svg,
        html=html,
    )


@app.command()
def timeline(
    actor: Actor,
    record: RecordPath,
    since: Annotated[str | None, typer.Option(help="Only entries from this time on.")] = None,
    until: Annotated[str | None, typer.Option(help="Only entries up to this time.")] = None,
    language: Language = "en",
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Show all events and facts of a state in the order of their times."""
    check_code(actor)
    from multivector.analysis import timeline as question
    from multivector.analysis.words import vocabulary
    from multivector.record import Record

    table = question.timeline(Record(record), actor, since=since, until=until, language=language)
    title = vocabulary().titles["timeline"](language, actor=actor)
    answer(
        table,
        title=title,
        chart=lambda: question.chart(table, title=title, language=language),
        notes=[] if table.height else [f"the record holds no entry of {actor} in this period."],
        csv=csv,
        svg=svg,
        html=html,
    )


@app.command()
def claims(
    record: RecordPath,
    doc: Annotated[str | None, typer.Option(help="Only facts of this document.")] = None,
    verdict: Annotated[str | None, typer.Option(help="Only this verdict: agrees, contradicts, unknown.")] = None,
    language: Language = "en",
    register: RegisterFolder = None,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Check the facts of a record against the register of organisations."""
    from multivector.analysis import claims as question
    from multivector.analysis.words import vocabulary
    from multivector.record import Record

    table = question.claims(Record(record), doc=doc, verdict=verdict, language=language, register=register)
    counts = ", ".join(f"{(table['verdict'] == name).sum()} {name}" for name in question.VERDICTS)
    answer(
        table,
        title=vocabulary().titles["claims"](language),
        chart=lambda: question.chart(table, language=language),
        notes=[f"{table.height} facts: {counts}."],
        csv=csv,
        svg=svg,
        html=html,
    )
