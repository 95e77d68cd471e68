"""What all charts share: how they look, and how they become SVG and HTML without a browser or the network."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert

if TYPE_CHECKING:
    import polars as pl

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart
# Okabe and Ito's colours, told apart by the colour-blind (Okabe and Ito 2008, Color Universal Design)
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#999999"]
COOPERATION, CONFLICT = "#0072b2", "#d55e00"
WIDTH, HEIGHT = 640, 320

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; font-variant-numeric: tabular-nums } caption { text-align: left; font-weight: bold }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #ddd; text-align: left } td.number { text-align: right }
svg { max-width: 100%; height: auto }
"""


def styled(chart: Chart) -> Chart:
    """The chart in the look that all of ours have; the last step of every `chart()`."""
    result: Chart = (
        chart.configure(font="sans-serif", padding=12)
        .configure_range(category=PALETTE)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, grid=True, gridColor="#e6e6e6", labelLimit=320)
        .configure_legend(labelFontSize=12, titleFontSize=12, labelLimit=320)
        .configure_title(fontSize=16, anchor="start", subtitleFontSize=12, subtitleColor="#555")
    )
    return result


def headline(title: str, subtitle: str) -> alt.TitleParams:
    """A title with a smaller line below it."""
    return alt.TitleParams(title, subtitle=subtitle)


def time_axis(periods: Sequence[str]) -> alt.Axis:
    """The axis below a chart over years or months: of many months only the Januaries have a label."""
    januaries = [period for period in periods if period.endswith("-01")]
    many_months = len(periods) > 36 and len(januaries) > 1
    values = januaries if many_months else alt.Undefined
    return alt.Axis(title=None, grid=False, labelOverlap=True, values=values)


def svg(chart: Chart) -> str:
    """The chart as SVG text."""
    return vl_convert.vegalite_to_svg(chart.to_dict())


def page(title: str, table: pl.DataFrame, *, chart: Chart | None = None, notes: Sequence[str] = ()) -> str:
    """One HTML page that needs nothing else: the notes, the chart and the table under it."""
    notes_html = "\n".join(f"<p>{escape(note)}</p>" for note in notes)
    picture = f"<figure>{svg(chart)}</figure>" if chart is not None else ""
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n{notes_html}\n{picture}\n"
        f"{_table(table)}\n</body></html>\n"
    )


def _table(table: pl.DataFrame) -> str:
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in table.columns)
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.iter_rows())
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def _cell(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"<td{' class=number' if is_number else ''}>{escape(text(value))}</td>"


def text(value: Any) -> str:
    """A value of a table as a person reads it: nothing for null, three places, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list | tuple):
        return ", ".join(map(text, value))
    return str(value)
