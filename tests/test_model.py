import pytest

from multivector.model import outside


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ([], [(0, 5), (6, 9), (12, 20)]),
        ([(5, 6), (9, 12)], [(0, 5), (6, 9), (12, 20)]),
        ([(8, 12)], [(0, 5), (12, 20)]),
        ([(13, 14), (4, 6)], [(6, 9)]),
        ([(0, 30), (1, 2)], []),
    ],
)
def test_spans_that_nothing_overlaps(others, left):
    assert list(outside([(0, 5), (6, 9), (12, 20)], others)) == left
