"""`priorities`, `strategy draft`, `strategy check`: what a state declares, and what it does about it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.cli.answers import AnswerLanguage, By, Csv, Html, Language, Svg, answer
from multivector.cli.console import RecordPath, check_code, say
from multivector.errors import StopRun

if TYPE_CHECKING:
    import polars as pl

    from multivector.analysis.priorities import Service

app = typer.Typer()
strategy_app = typer.Typer(no_args_is_help=True, help="Check a strategy, or draft one from its text.")
app.add_typer(strategy_app, name="strategy")


@app.command()
def priorities(
    state: Annotated[str, typer.Argument(help="Whose priorities: the code of a state.")],
    record: RecordPath,
    by: Annotated[By, typer.Option(help="One figure for each year or month, or for all time.")] = By.all,
    strategy: Annotated[
        str | None, typer.Option(help="A strategy file, or the name of one that ships; the state's if not given.")
    ] = None,
    partner: Annotated[str | None, typer.Option(help="Only acts with this partner.")] = None,
    entries: Annotated[bool, typer.Option("--entries", help="List the acts with the priorities they serve.")] = False,
    gaps: Annotated[bool, typer.Option("--gaps", help="Also list what serves no priority.")] = False,
    language: AnswerLanguage = Language.en,
    csv: Csv = None,
    svg: Svg = None,
    html: Html = None,
) -> None:
    """Show which of the declared priorities of a state its acts serve."""
    from multivector.analysis import priorities as question
    from multivector.analysis.actors import check_actor
    from multivector.analysis.names import names
    from multivector.analysis.prioritychart import chart
    from multivector.analysis.speech import Speech
    from multivector.record import Record

    check_code(state)
    check_code(partner)
    opened = Record(record)
    if partner:
        check_actor(opened, partner)
    service = question.service(opened, state, question.chosen(strategy, state), partner)
    counts = question.counts(service, by.value, language.value)
    table = question.entries(service, unserved=gaps, language=language.value) if entries else counts
    if gaps and not entries:
        table = question.with_unserved(service, counts, by.value)
    known, say = names(opened, language.value), Speech(language.value)
    title = say("title_priorities", actor=known[state])
    answer(
        table,
        title=say("with_partner", title=title, partner=known[partner]) if partner else title,
        chart=lambda: chart(counts, declared=service.strategy.period, language=language.value),
        notes=question.notes(service, language.value),
        csv=csv,
        svg=svg,
        html=html,
        shown=_explained(service, table) if entries else _with_acts(table),
    )


def _with_acts(table: pl.DataFrame) -> pl.DataFrame:
    """Of many periods only those with acts; priorities that have none at all are named in the notes."""
    import polars as pl

    return table if set(table["period"]) <= {"all"} else table.filter(pl.col("documents") > 0)


def _explained(service: Service, table: pl.DataFrame) -> pl.DataFrame:
    """The entries with their sentences, for people."""
    import polars as pl

    acts = service.acts.select(
        "time_start", entry="id", sentence=pl.col("sentence").str.replace_all(r"\s+", " ").str.head(200)
    )
    shown = table.join(acts, on="entry", how="left", maintain_order="left")
    return shown.select("priority", "entry", "reason", time="time_start", sentence="sentence")


@strategy_app.command("check")
def strategy_check(
    file: Annotated[str, typer.Argument(help="A strategy file, or the name of one that ships.")],
) -> None:
    """Check a strategy: all errors with their lines, and names that the lexicon does not have."""
    from multivector.analysis.strategy import load_strategy, title
    from multivector.lexicon import default_lexicon

    strategy = load_strategy(file, default_lexicon())
    declared = strategy.priorities()
    idle = [priority.id for priority in declared if not priority.serves]
    counts = f"areas {len(strategy.areas)}, priorities {len(declared)}, rules {len(list(strategy.rules()))}"
    print(f"{title(strategy.title)}: {counts}.")
    if idle:
        say(f"without rules, so that nothing is counted for them: {', '.join(idle)}.")


@strategy_app.command("draft")
def strategy_draft(
    file: Annotated[Path, typer.Argument(help="The text of a strategy (.txt .md .html).")],
    to: Annotated[Path | None, typer.Option(help="The file to write; stdout if not given.")] = None,
    state: Annotated[str | None, typer.Option(help="Code of the state whose strategy it is.")] = None,
    language: Annotated[Language | None, typer.Option(help="Language of the text; detected if not given.")] = None,
) -> None:
    """Draft a strategy file from the headings and lists of a text."""
    from multivector.analysis.strategydraft import draft

    check_code(state)
    text, detected = _read(file)
    drafted = draft(text, language=language.value if language else detected, state=state)
    if to is None:
        sys.stdout.write(drafted)
        return
    from multivector.record.output import opened, writing

    with writing(to), opened(to) as out:
        out.write(drafted)


def _read(file: Path) -> tuple[str, str]:
    """The text of a file with its headings and lists marked, and its language."""
    from multivector.intake.encoding import NotText, decode
    from multivector.intake.languages import detect
    from multivector.intake.outline import outlined
    from multivector.intake.pages import decode_html, looks_like_html

    if not file.is_file():
        raise StopRun(f"{file}: no such file; give the text of a strategy")
    try:
        data = file.read_bytes()
        text = decode(data)
    except NotText as error:
        raise StopRun(f"{file}: {error}") from error
    if looks_like_html(text):
        text = outlined(decode_html(data))
    return text, detect(text) or "en"
