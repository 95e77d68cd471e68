import numpy as np
import pytest

from multivector.analysis.irt import Ballots, Estimate, Prior, _Posterior, _System, fit

STATES, SESSIONS, CALLS = 30, 6, 40  # roll calls a session


def simulated(seed, repeated=0):
    """Points that walk, and the votes of all states on roll calls, so many of which return in the next session."""
    chance = np.random.default_rng(seed)
    points = chance.normal(size=(STATES, 1)) + np.cumsum(chance.normal(0, 0.2, (STATES, SESSIONS)), axis=1)
    item = np.arange(SESSIONS * CALLS)
    for session in range(1, SESSIONS):
        item[session * CALLS : session * CALLS + repeated] = item[(session - 1) * CALLS :][:repeated]
    slope, cut = chance.normal(0, 1.2, item.size)[item], chance.normal(0.3, 0.8, item.size)[item]
    gap = chance.uniform(0.3, 0.9, item.size)[item]
    leaning = points[:, np.arange(item.size) // CALLS] * slope + chance.normal(size=(STATES, item.size))
    vote = (leaning > cut).astype(int) + (leaning > cut + gap)
    state, call = np.meshgrid(np.arange(STATES), np.arange(item.size), indexing="ij")
    _, items = np.unique(item[call.ravel()], return_inverse=True)
    ballots = Ballots((state * SESSIONS + call // CALLS).ravel(), items, vote.ravel(), STATES, SESSIONS)
    return points, ballots


def standardised(values):
    return (values - values.mean()) / values.std()


@pytest.mark.parametrize("repeated", [0, 10])
def test_points_are_found_again(repeated):
    points, ballots = simulated(1, repeated)
    found = fit(ballots, np.sign(points))
    assert found.settled
    assert np.corrcoef(found.estimate.points.ravel(), points.ravel())[0, 1] > 0.95


def test_the_start_gives_the_direction():
    points, ballots = simulated(2)
    one, other = fit(ballots, points), fit(ballots, -points)
    assert one.estimate.points == pytest.approx(-other.estimate.points, abs=0.05)


def test_the_same_votes_give_the_same_points():
    points, ballots = simulated(3)
    assert (fit(ballots, points).estimate.points == fit(ballots, points).estimate.points).all()


def test_intervals_hold_about_as_often_as_they_say():
    inside = []
    for seed in range(4):
        points, ballots = simulated(seed, 10)
        found = fit(ballots, points)
        scale = points.std() / found.estimate.points.std()
        apart = standardised(found.estimate.points) * points.std() + points.mean() - points
        inside.append((np.abs(apart) < 1.645 * found.sd * scale).mean())
    assert 0.8 < np.mean(inside) < 0.97


def test_gradient_and_curvature_are_those_of_the_posterior():
    points, ballots = simulated(4)
    posterior = _Posterior(ballots, Prior())
    chance = np.random.default_rng(0)
    shape = (ballots.items, 3)
    estimate = Estimate(points, chance.normal(0, 0.5, shape))
    system = _System(posterior, estimate)
    for _ in range(5):
        step = chance.normal(size=points.shape), chance.normal(size=shape)
        ahead, back = (
            posterior.value(estimate.moved(sign * 1e-5 * step[0], sign * 1e-5 * step[1])) for sign in (1, -1)
        )
        slope = (system.point_gradient * step[0]).sum() + (system.item_gradient * step[1]).sum()
        assert (ahead - back) / 2e-5 == pytest.approx(slope, rel=1e-4, abs=1e-3)


def test_absent_states_are_carried_by_their_walk():
    points, ballots = simulated(5)
    away = ballots.cell // SESSIONS == 0
    gone = away & (ballots.cell % SESSIONS == 3)
    kept = Ballots(ballots.cell[~gone], ballots.item[~gone], ballots.vote[~gone], STATES, SESSIONS)
    found = fit(kept, points)
    one = found.estimate.points[0]
    assert min(one[2], one[4]) <= one[3] <= max(one[2], one[4])
    assert found.sd[0, 3] > found.sd[0, 2]
