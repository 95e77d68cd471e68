"""`standing`, `timeline`, `claims`: what a state has been and done, and whether the texts have it right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.cli.answers import Actor, AnswerLanguage, Csv, Html, Language, Svg, answer
from multivector.cli.console import RecordPath, check_code

if TYPE_CHECKING:
    from multivector.record import Record

app = typer.Typer()

RegisterFolder = Annotated[
    Path | None, typer.Option("--register", help="A folder of register files in the place of the package's.")
]


@app.command()
def standing(
    actor: Actor,
    record: RecordPath,
    language: AnswerLanguage = Language.en,
    register: RegisterFolder = None,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Show what a state has been and done: memberships, chairs, talks hosted, missions, treaties, institutions."""
    check_code(actor)
    from multivector.analysis import standing as question
    from multivector.record import Record

    opened = Record(record)
    table = question.standing(opened, actor, language=language.value, register=register)
    title = _title("standing", opened, actor, language)
    answer(
        table,
        title=title,
        chart=lambda: question.chart(table, title=title, language=language.value),
        nothing=f"the record holds nothing of the standing of {actor}; code texts that tell of it",
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
    language: AnswerLanguage = Language.en,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Show all events and facts of a state in the order of their times."""
    check_code(actor)
    from multivector.analysis import timeline as question
    from multivector.record import Record

    opened = Record(record)
    table = question.timeline(opened, actor, since=since, until=until, language=language.value)
    title = _title("timeline", opened, actor, language)
    remedy = "ask for another period" if since or until else "code texts that tell of it"
    answer(
        table,
        title=title,
        chart=lambda: question.chart(table, title=title, language=language.value),
        nothing=f"the record holds no entry of {actor} in this period; {remedy}",
        csv=csv,
        svg=svg,
        html=html,
    )


@app.command()
def claims(
    record: RecordPath,
    doc: Annotated[str | None, typer.Option(help="Only facts of this document.")] = None,
    verdict: Annotated[str | None, typer.Option(help="Only this verdict: agrees, contradicts, unknown.")] = None,
    language: AnswerLanguage = Language.en,
    register: RegisterFolder = None,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Check the facts of a record against the register of organisations."""
    from multivector.analysis import claims as question
    from multivector.analysis.words import vocabulary
    from multivector.record import Record

    table = question.claims(Record(record), doc=doc, verdict=verdict, language=language.value, register=register)
    counts = ", ".join(f"{(table['verdict'] == name).sum()} {name}" for name in question.VERDICTS)
    answer(
        table,
        title=vocabulary().titles["claims"](language.value),
        chart=lambda: question.chart(table, language=language.value),
        notes=[f"{table.height} facts: {counts}."],
        nothing=None if verdict else "there is no fact to check; code texts that tell of members and chairs",
        csv=csv,
        svg=svg,
        html=html,
    )


def _title(question: str, record: Record, actor: str, language: Language) -> str:
    from multivector.analysis.names import names
    from multivector.analysis.words import vocabulary

    return vocabulary().titles[question](language.value, actor=names(record, language.value)[actor])
