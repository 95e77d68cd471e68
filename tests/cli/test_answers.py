import polars as pl
import pytest

from multivector.analysis.charts import styled
from multivector.cli.answers import answer
from multivector.errors import StopRun

TABLE = pl.DataFrame({"partner": ["CHN"], "with": [["A", "B"]], "events": [2]})


def chart():
    import altair as alt

    return styled(alt.Chart(TABLE).mark_bar().encode(x="events:Q", y="partner:N"))


def test_people_get_a_table_and_notes(capsys):
    answer(TABLE, title="Vectors", notes=["2 documents"])
    out = capsys.readouterr().out
    assert all(word in out for word in ("Vectors", "CHN", "A, B", "2 documents"))


def test_csv_on_stdout_is_all_that_is_there(capsys):
    answer(TABLE, title="Vectors", notes=["2 documents"], csv="-")
    given = capsys.readouterr()
    assert given.out == "partner,with,events\nCHN,A B,2\n"
    assert given.err == "2 documents\n"


def test_files_are_written(tmp_path):
    csv, svg, html = (tmp_path / name for name in ("a.csv", "a.svg", "a.html"))
    answer(TABLE, title="Vectors", chart=chart, csv=str(csv), svg=svg, html=html)
    assert csv.read_text().startswith("partner,")
    assert svg.read_text().startswith("<svg")
    assert "<table" in html.read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [({"chart": chart}, "nothing to draw"), ({}, "leave --svg out"), ({"nothing": "no act"}, "no act")],
)
def test_without_an_answer_nothing_is_written(options, message, tmp_path):
    with pytest.raises(StopRun, match=message):
        answer(TABLE.clear(), title="Vectors", csv=str(tmp_path / "a.csv"), svg=tmp_path / "a.svg", **options)
    assert list(tmp_path.iterdir()) == []
