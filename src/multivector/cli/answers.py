"""How a command gives the answer to a question: a table for people, or files for others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.cli.console import console, say
from multivector.errors import StopRun

if TYPE_CHECKING:
    import polars as pl

    from multivector.analysis.charts import Chart

Csv = Annotated[str | None, typer.Option("--csv", help="Write the table as CSV to this file; - is stdout.")]
Svg = Annotated[Path | None, typer.Option("--svg", help="Draw the chart into this SVG file.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write chart and table as one HTML page.")]
PIPED_WIDTH = 160  # columns of a table that goes to a file or another command
MOST_ROWS = 200  # shown in the shell; files hold all


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

    Raises:
        StopRun: a picture is asked for and there is none to draw, or a file can't be written.
    """
    if csv == "-":
        sys.stdout.write(_csv(table))
        for note in notes:
            say(note)
    else:
        _print(table if shown is None else shown, title, notes)
    picture = chart() if chart is not None and table.height and (svg or html) else None
    if csv not in (None, "-"):
        _write(Path(csv), _csv(table))
    if svg:
        if picture is None:
            raise StopRun(f"{svg}: there is nothing to draw; ask for another period or actor")
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
