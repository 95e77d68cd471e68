import altair as alt
import polars as pl

from multivector.analysis.charts import page, styled, svg, text

TABLE = pl.DataFrame({"partner": ["Қытай", "<b>"], "events": [2, 1], "share": [0.6666667, None]})


def chart():
    return styled(alt.Chart(TABLE).mark_bar().encode(x="events", y="partner"))


def test_svg_holds_the_words_of_the_chart():
    assert "Қытай" in svg(chart())


def test_a_page_needs_nothing_from_elsewhere():
    html = page("Vectors", TABLE, chart=chart(), notes=["2 documents"])
    assert "<svg" in html
    assert "2 documents" in html
    assert "&lt;b&gt;" in html
    assert "<script" not in html
    assert "//cdn" not in html


def test_values_read_well():
    assert [text(v) for v in (None, 0.25, ["a", "b"], 3)] == ["", "0.250", "a, b", "3"]
