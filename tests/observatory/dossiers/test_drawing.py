from datetime import date

import pytest

from multivector.observatory.dossiers.drawing import Part, Span, Value, Years, columns, line, ticks, time_line


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (4, [0, 1, 2, 3, 4]),
        (97, [0, 50, 100]),
        (1, [0, 0.5, 1]),
        (7.3, [0, 2, 4, 6, 8]),
    ],
)
def test_values_of_an_axis_are_round(most, marks):
    assert ticks(most) == marks


def test_columns_fill_the_height_by_their_shares():
    picture = columns(
        Years(2017, 2018), {2017: [Part(0.25, "a", "u", "w"), Part(0.75, "b", "u", "w")]}, height=200, share=True
    )
    assert [(bar.css, bar.height) for bar in picture.bars] == [("a", "50"), ("b", "150")]
    assert float(picture.bars[1].y) + 150 == float(picture.bars[0].y)
    assert picture.bars[0].x == picture.bars[1].x


def test_conflict_hangs_below_the_axis():
    picture = columns(Years(2017, 2017), {2017: [Part(2, "a", "", "")]}, below={2017: [Part(1, "b", "", "")]})
    above, under = picture.bars
    assert float(above.y) + float(above.height) == float(picture.base) == float(under.y)


def test_a_line_breaks_where_a_year_is_missing():
    values = [Value(year, 2.0, low, 3.0, "", "", "") for year, low in ((2010, 1.0), (2011, 1.0), (2013, None))]
    picture = line(Years(2010, 2013), values)
    assert (len(picture.lines), len(picture.bands), len(picture.points)) == (1, 1, 3)


def test_of_many_years_the_last_are_drawn():
    years = Years.of([1900, 2020])
    assert years == Years(1976, 2020)


def test_what_is_open_goes_on():
    picture = time_line(
        [
            Span("a", date(2000, 1, 1), None, "k0", "#a", "a"),
            Span("b", date(2001, 1, 1), date(2002, 1, 1), "k0", "#b", "b"),
        ]
    )
    assert picture is not None
    assert [bool(row.tip) for row in picture.rows] == [True, False]
    assert float(picture.rows[0].bar.width) > float(picture.rows[1].bar.width)


def test_without_days_there_is_no_time_line():
    assert time_line([Span("a", None, None, "k0", "#a", "a")]) is None
