"""How a command gives the answer to a question: a table for people, or files for others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.cli.console import check_code, console, say
from multivector.errors import StopRun

if TYPE_CHECKING:
    import polars as pl

    from multivector.analysis.charts import Chart

Csv = Annotated[str | None, typer.Option("--csv", help="Write the table as CSV to this file; - is stdout.")]
Svg = Annotated[Path | None, typer.Option("--svg", help="Draw the chart into this SVG file.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write chart and table as one HTML page.")]
DataFolder = Annotated[
    Path | None, typer.Option("--data", help="Folder of the data sets; see `multivector data`.", show_default=False)
]
Actor = Annotated[str, typer.Argument(help="Code of the state or organisation: KAZ, EU.")]
PIPED_WIDTH = 160  # columns of a table that goes to a file or another command
MOST_ROWS = 200  # shown in the shell; files hold all


class By(StrEnum):
    """How time is divided."""

    year = "year"
    month = "month"
    all = "all"


class Language(StrEnum):
    """Languages of titles, names and sentences."""

    en = "en"
    ru = "ru"
    kk = "kk"


AnswerLanguage = Annotated[Language, typer.Option("--language", help="Language of titles, names and sentences.")]


def codes(given: str | None) -> list[str]:
    """The codes of actors in a list with commas."""
    found = [code.strip() for code in (given or "").split(",") if code.strip()]
    for code in found:
        check_code(code)
    return found


def answer(
    table: pl.DataFrame,
    *,
    title: str,
    chart: Callable[[], Chart] | None = None,
    notes: Sequence[str] = (),
    csv: str | None = None,
    svg: Path | None = None,
    html: Path | None = None,
    shown: pl.DataFrame | None = None,
    nothing: str | None = None,
) -> None:
    """Prints `table` for people, or only as CSV where that goes to stdout, and writes the files asked for.

    Args:
        table: the answer; lists in it become words joined by a blank in CSV.
        title: the headline.
        chart: makes its picture; called only when one is asked for.
        notes: sentences of what the figures rest on, shown under the table and on the page.
        csv: where to write the table; `-` is stdout, None nowhere.
        svg: where to draw the chart.
        html: where to write the page.
        shown: what to print for people instead of the whole table.
        nothing: what to say where the table is empty; without it an empty table is an answer.

    Raises:
        StopRun: the table is empty and should not be, a picture is asked for and there is none to draw, or a file
            can't be written. Where there is no answer no file is written.
    """
    if nothing is not None and table.is_empty():
        raise StopRun(nothing)
    picture = chart() if chart is not None and table.height and (svg or html) else None
    if svg and picture is None:
        remedy = "leave --svg out" if chart is None else "ask for another period or actor"
        raise StopRun(f"{svg}: there is nothing to draw; {remedy}")
    if csv == "-":
        sys.stdout.write(_csv(table))
        for note in notes:
            say(note)
    else:
        _print(table if shown is None else shown, title, notes)
    if csv not in (None, "-"):
        _write(Path(csv), _csv(table))
    if svg and picture is not None:
        from multivector.analysis.charts import svg as drawn

        _write(svg, drawn(picture))
    if html:
        from multivector.analysis.charts import page

        _write(html, page(title, table, chart=picture, notes=notes))


def _csv(table: pl.DataFrame) -> str:
    import polars as pl

    lists = [name for name, kind in table.schema.items() if isinstance(kind, pl.List)]
    return table.with_columns(pl.col(name).list.join(" ") for name in lists).write_csv()


def _write(path: Path, content: str) -> None:
    from multivector.record.output import opened, writing

    with writing(path), opened(path) as out:
        out.write(content)


def _print(table: pl.DataFrame, title: str, notes: Sequence[str]) -> None:
    from rich.table import Table

    from multivector.analysis.charts import text

    shown = Table(title=title, title_justify="left", header_style="bold")
    for name, kind in table.schema.items():
        shown.add_column(name, justify="right" if kind.is_numeric() else "left", overflow="fold")
    for row in table.head(MOST_ROWS).iter_rows():
        shown.add_row(*map(text, row))
    out = console(sys.stdout)
    if not out.is_terminal:
        out.width = PIPED_WIDTH
    out.print(shown)
    for note in notes:
        out.print(note, markup=False)
    if table.height > MOST_ROWS:
        say(f"the first {MOST_ROWS} of {table.height} rows; --csv FILE writes all.")
