import math

import numpy as np
import pytest

from multivector.analysis.normal import density, tail

POINTS = np.array([0, 1e-8, 0.3, 1, 2.5, 6.9, 7.2, 12, 25, 36])


def test_the_tail_is_right_however_far_out():
    exact = [math.erfc(x / math.sqrt(2)) / 2 for x in POINTS]
    assert tail(POINTS) == pytest.approx(exact, rel=1e-8, abs=0)
    assert (tail(-POINTS) == tail(POINTS)).all()


def test_no_tail_is_nothing():
    assert tail(np.array([1e9]))[0] > 0


def test_density():
    assert density(np.array([0.0, 1.0])) == pytest.approx([0.3989422804014327, 0.24197072451914337])
