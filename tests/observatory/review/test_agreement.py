import pytest

from multivector.observatory.review.agreement import kappa


@pytest.mark.parametrize(
    ("pairs", "n", "share", "expected"),
    [
        ("", 0, None, None),
        ("aa aa bb", 3, 1.0, 1.0),
        ("aa aa", 2, 1.0, None),  # both always say the same: chance can't be told
        ("ab ba", 2, 0.0, -1.0),
        ("aa " * 20 + "ab " * 5 + "ba " * 10 + "bb " * 15, 50, 0.7, 0.4),  # the textbook's grant readers
    ],
)
def test_kappa(pairs, n, share, expected):
    found = kappa([(one, other) for one, other in pairs.split()])
    assert found.n == n
    assert found.share == share
    assert found.kappa == (None if expected is None else pytest.approx(expected))
