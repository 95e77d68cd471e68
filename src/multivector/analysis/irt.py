"""A dynamic ordinal item response model: points of states from their votes, session by session.

The model of Bailey, Strezhnev and Voeten (Journal of Conflict Resolution 61(2), 2017): on roll call j, state i
votes yes, abstains or votes no in session t as a normal variable with mean slope_j * point_it falls below the first
cut of the roll call, between its cuts, or above the second. Roll calls that repeat one another share slope and cuts,
and points follow a random walk from session to session; both tie the sessions together.

Estimated is the mode of the posterior over all points, slopes and cuts at once, by Levenberg's damped Fisher
scoring: roll calls are eliminated in blocks of three, and the points are solved for by conjugate gradients with
the walks as preconditioner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from multivector.analysis.normal import density, tail

Array = np.ndarray
Map = Callable[[Array], Array]
LEAST = 1e-290  # a probability is never less
GAPS = (-7.0, 3.0)  # of the logarithm of the distance between the cuts
YES, ABSTAIN, NO = 0, 1, 2


@dataclass(frozen=True)
class Prior:
    """What is thought before a vote is seen: variances, but for `reach` and `typical_gap`.

    Points have no unit; most lie within `reach` of 0, and the density falls off as exp(-(x / reach)^4). With the walk
    alone, a bloc that always votes together would run off the scale at the mode.

    Attributes:
        drift: of the step of a point from one session to the next.
        reach: how far points lie from 0.
        entry: of a point in the first session of its state.
        slope: of the slopes of roll calls, around 0.
        cut: of their first cuts, around 0.
        gap: of the logarithm of the distance between the cuts, around `typical_gap`.
        typical_gap: the mean of that logarithm.
    """

    drift: float = 0.05
    reach: float = 1.5
    entry: float = 1.0
    slope: float = 2.0
    cut: float = 9.0
    gap: float = 2.0
    typical_gap: float = -0.5


@dataclass(frozen=True)
class Ballots:
    """Votes cast: one value a vote.

    Attributes:
        cell: state * sessions + session, both counted from 0.
        item: roll call, counted from 0, all that repeat one another being one.
        vote: 0 yes, 1 abstain, 2 no.
        states: how many there are.
        sessions: how many there are, those without votes included.
    """

    cell: Array
    item: Array
    vote: Array
    states: int
    sessions: int
    items: int = field(init=False)
    seen: Array = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", int(self.item.max()) + 1)
        counts = np.bincount(self.cell, minlength=self.states * self.sessions)
        object.__setattr__(self, "seen", (counts > 0).reshape(self.states, self.sessions))

    def by_cell(self, values: Array) -> Array:
        """(states, sessions): sums of one value a vote."""
        return np.bincount(self.cell, values, self.states * self.sessions).reshape(self.states, self.sessions)

    def by_item(self, *values: Array) -> Array:
        """(items, len(values)): sums of one value a vote."""
        return np.stack([np.bincount(self.item, value, self.items) for value in values], axis=1)


@dataclass(frozen=True)
class Estimate:
    """Where the points and roll calls are.

    Attributes:
        points: (states, sessions); a guess from the walk alone where a state cast no vote.
        items: (items, 3): slope, first cut, logarithm of the distance to the second.
    """

    points: Array
    items: Array

    def moved(self, points: Array, items: Array) -> Estimate:
        """The estimate after a step."""
        moved = self.items + items
        moved[:, 2] = moved[:, 2].clip(*GAPS)
        return Estimate(self.points + points, moved)


@dataclass(frozen=True)
class Fit:
    """The mode, and how sure it is.

    Attributes:
        estimate: the mode.
        sd: (states, sessions): standard deviations of the points, by Laplace's approximation.
        log_posterior: up to a constant, at the mode.
        steps: how many were taken.
        settled: whether the last step changed next to nothing.
    """

    estimate: Estimate
    sd: Array
    log_posterior: float
    steps: int
    settled: bool


def fit(
    ballots: Ballots, start: Array, prior: Prior | None = None, *, most_steps: int = 200, enough: float = 0.01
) -> Fit:
    """The mode of the posterior; the same input gives the same result.

    Args:
        ballots: the votes.
        start: (states, sessions): points to begin with. The model has no left and right of its own: the signs come
            from here.
        prior: the default has been found to serve the General Assembly.
        most_steps: steps after which it stops anyway.
        enough: it stops at a step that gains less log posterior than this.
    """
    posterior = _Posterior(ballots, prior or Prior())
    estimate, damping, gain = posterior.begin(start), 1.0, np.inf
    value = posterior.value(estimate)
    step = 0
    while step < most_steps and gain >= enough:
        system = _System(posterior, estimate)
        while True:
            moved = estimate.moved(*system.step(damping, move_points=step > 0))
            reached = posterior.value(moved)
            if reached >= value or damping > 1e8:
                break
            damping *= 4
        gain = reached - value if step > 1 else np.inf
        if reached >= value:
            estimate, value = moved, reached
        damping = max(damping / 5, 1e-4)
        step += 1
    return Fit(estimate, _System(posterior, estimate).sd(), value, step, gain < enough)


class _Posterior:
    """The logarithm of the posterior density and its parts."""

    def __init__(self, ballots: Ballots, prior: Prior) -> None:
        self.ballots, self.prior = ballots, prior
        self.item_mean = np.array([0, 0, prior.typical_gap])
        self.item_precision = 1 / np.array([prior.slope, prior.cut, prior.gap])
        entered = np.maximum.accumulate(ballots.seen, axis=1)
        before = np.pad(entered, ((0, 0), (1, 0)))[:, :-1]
        self.links = entered[:, :-1] / prior.drift  # (states, sessions - 1): precision of each step
        self.diagonal = np.where(entered & ~before, 1 / prior.entry, 0)
        self.diagonal[:, 1:] += self.links
        self.diagonal[:, :-1] += self.links
        self.diagonal[~entered] = 1  # nothing is known and nothing asked of them

    def begin(self, points: Array) -> Estimate:
        """Slopes of 0 and cuts that give the shares of the votes."""
        shares = self.ballots.by_item(*(self.ballots.vote == vote for vote in (YES, ABSTAIN, NO))) + 0.5
        below = np.cumsum(shares / shares.sum(1, keepdims=True), axis=1)
        logits = np.log(below[:, :2] / (1 - below[:, :2])) / 1.7  # near enough to the normal's quantiles
        gaps = np.log(np.maximum(logits[:, 1] - logits[:, 0], 0.05))
        return Estimate(points, np.stack([np.zeros(len(gaps)), logits[:, 0], gaps], axis=1))

    def walked(self, points: Array) -> Array:
        """The precision of the walks times `points`."""
        result: Array = self.diagonal * points
        result[:, 1:] -= points[:, :-1] * self.links
        result[:, :-1] -= points[:, 1:] * self.links
        return result

    def wall(self, points: Array) -> tuple[float, Array, Array]:
        """What keeps points within reach: its logarithm, slope and curvature."""
        far = self.ballots.seen * points / self.prior.reach
        result: Array = -(far**4)
        return float(result.sum()), -4 * far**3 / self.prior.reach, 12 * (far / self.prior.reach) ** 2

    def value(self, estimate: Estimate) -> float:
        likely = np.log(np.maximum(_Chances(self.ballots, estimate).cast, LEAST)).sum()
        away = estimate.items - self.item_mean
        return float(
            likely
            + self.wall(estimate.points)[0]
            - 0.5 * (estimate.points * self.walked(estimate.points)).sum()
            - 0.5 * (away**2 * self.item_precision).sum()
        )


class _Chances:
    """The probabilities of every vote."""

    def __init__(self, ballots: Ballots, estimate: Estimate) -> None:
        slope, cut, gap = estimate.items[ballots.item].T
        self.low = cut - slope * estimate.points.ravel()[ballots.cell]
        self.high = self.low + np.exp(gap)
        low, high = tail(self.low), tail(self.high)
        apart = (self.low > 0) == (self.high > 0)
        self.yes = np.where(self.low > 0, 1 - low, low)
        self.no = np.where(self.high > 0, high, 1 - high)
        self.abstain = np.where(apart, np.abs(high - low), 1 - low - high)
        self.cast = np.choose(ballots.vote, (self.yes, self.abstain, self.no))


class _System:
    """The equations of a step: gradient and expected information at an estimate."""

    def __init__(self, posterior: _Posterior, estimate: Estimate) -> None:
        self.posterior, ballots = posterior, posterior.ballots
        self.ballots = ballots
        chances, vote = _Chances(ballots, estimate), ballots.vote
        slope = estimate.items[ballots.item, 0]
        gap = np.exp(estimate.items[ballots.item, 2])
        point = estimate.points.ravel()[ballots.cell]
        low, high = density(chances.low), density(chances.high)
        cast, zero = np.maximum(chances.cast, LEAST), np.zeros_like(low)
        by_low = np.choose(vote, (low, -low, zero)) / cast
        by_high = np.choose(vote, (zero, high, -high)) / cast
        shift = by_low + by_high
        away = estimate.items - posterior.item_mean
        _, inward, bend = posterior.wall(estimate.points)
        self.point_gradient = ballots.by_cell(-slope * shift) + inward - posterior.walked(estimate.points)
        self.item_gradient = ballots.by_item(-point * shift, shift, gap * by_high) - away * posterior.item_precision
        self.diagonal = posterior.diagonal + bend
        self._add_information(chances, low, high, slope, gap, point)

    def _add_information(
        self, chances: _Chances, low: Array, high: Array, slope: Array, gap: Array, point: Array
    ) -> None:
        yes, abstain, no = (np.maximum(chance, LEAST) for chance in (chances.yes, chances.abstain, chances.no))
        both = low * high / abstain
        high_high = high * high * (1 / abstain + 1 / no)
        high_any = high_high - both  # of a move of the second cut against one of both
        any_any = low * low * (1 / yes + 1 / abstain) - both + high_any
        self.diagonal = self.diagonal + self.ballots.by_cell(slope * slope * any_any)
        self.cross = (slope * point * any_any, -slope * any_any, -slope * gap * high_any)
        sums = self.ballots.by_item(
            point * point * any_any,
            -point * any_any,
            -point * gap * high_any,
            any_any,
            gap * high_any,
            gap * gap * high_high,
        )
        self.blocks = sums[:, [[0, 1, 2], [1, 3, 4], [2, 4, 5]]] + np.diag(self.posterior.item_precision)

    def to_items(self, points: Array) -> Array:
        chosen = points.ravel()[self.ballots.cell]
        return self.ballots.by_item(*(part * chosen for part in self.cross))

    def to_points(self, items: Array) -> Array:
        chosen = items[self.ballots.item]
        return self.ballots.by_cell(sum(part * chosen[:, place] for place, part in enumerate(self.cross)))

    def step(self, damping: float, *, move_points: bool) -> tuple[Array, Array]:
        """The step of points and of roll calls; a larger damping makes it shorter and more careful."""
        diagonal = (1 + damping) * self.diagonal
        inverse = np.linalg.inv(self.blocks * (1 + damping * np.eye(3)))

        def solve(items: Array) -> Array:
            result: Array = np.einsum("jab,jb->ja", inverse, items)
            return result

        points = np.zeros_like(self.diagonal)
        if move_points:
            extra = diagonal - self.posterior.diagonal
            points = _conjugate_gradients(
                lambda x: self.posterior.walked(x) + extra * x - self.to_points(solve(self.to_items(x))),
                self.point_gradient - self.to_points(solve(self.item_gradient)),
                lambda x: _along_walks(diagonal, -self.posterior.links, x),
            )
        return points, solve(self.item_gradient - self.to_items(points))

    def sd(self) -> Array:
        """Standard deviations of the points, given the roll calls, from the inverse of each walk's information."""
        squared = self.posterior.links**2
        ahead, back = self.diagonal.copy(), self.diagonal.copy()
        for t in range(1, self.ballots.sessions):
            ahead[:, t] -= squared[:, t - 1] / ahead[:, t - 1]
            back[:, -1 - t] -= squared[:, -t] / back[:, -t]
        result: Array = np.sqrt(1 / (ahead + back - self.diagonal))
        return result


def _along_walks(diagonal: Array, beside: Array, right: Array) -> Array:
    """Solves one symmetric tridiagonal system a row, all rows at once (Thomas's algorithm)."""
    ratio, result = np.empty_like(beside), np.empty_like(right)
    result[:, 0] = right[:, 0] / diagonal[:, 0]
    pivot = diagonal[:, 0]
    for t in range(1, diagonal.shape[1]):
        ratio[:, t - 1] = beside[:, t - 1] / pivot
        pivot = diagonal[:, t] - beside[:, t - 1] * ratio[:, t - 1]
        result[:, t] = (right[:, t] - beside[:, t - 1] * result[:, t - 1]) / pivot
    for t in range(diagonal.shape[1] - 2, -1, -1):
        result[:, t] -= ratio[:, t] * result[:, t + 1]
    return result


def _conjugate_gradients(
    multiply: Map, right: Array, condition: Map, *, most: int = 200, enough: float = 1e-4
) -> Array:
    """Solves multiply(x) = right, roughly: a step need not be exact."""
    x, rest = np.zeros_like(right), right.copy()
    conditioned = condition(rest)
    direction, size = conditioned.copy(), (rest * conditioned).sum()
    goal = enough * size
    for _ in range(most):
        if size <= goal:
            break
        product = multiply(direction)
        length = size / (direction * product).sum()
        x += length * direction
        rest -= length * product
        conditioned = condition(rest)
        before, size = size, (rest * conditioned).sum()
        direction = conditioned + size / before * direction
    return x
