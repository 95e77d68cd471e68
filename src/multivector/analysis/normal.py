"""The standard normal distribution for arrays, good also far out in the tails."""

from __future__ import annotations

import numpy as np

Array = np.ndarray

# Hart (1968), algorithm 5666, in the form of West (Better approximations to cumulative normal functions, Wilmott 2005)
_ABOVE = (
    0.0352624965998911,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376,
)
_BELOW = (
    0.0883883476483184,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752,
)
_FAR = 7.07106781186547
_FARTHEST = 37.0  # beyond it the density is below what a double can hold


def density(x: Array) -> Array:
    """The height of the curve."""
    result: Array = np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi)
    return result


def tail(x: Array) -> Array:
    """The probability beyond |x| on one side, with a relative error below 1e-8."""
    x = np.minimum(np.abs(x), _FARTHEST)
    height = np.exp(-0.5 * x * x)
    result: Array = height * _polynomial(_ABOVE, x) / _polynomial(_BELOW, x)
    far = x > _FAR
    if far.any():
        y = x[far]
        result[far] = height[far] / (y + 1 / (y + 2 / (y + 3 / (y + 4 / (y + 0.65))))) / 2.506628274631
    return result


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    result = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        result *= x
        result += coefficient
    return result
