"""Vectors: what a state did with each of its partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from multivector.analysis.domains import domains, in_domain
from multivector.analysis.groups import Groups, grouped
from multivector.analysis.periods import UNDATED, By, period, within
from multivector.analysis.sides import acts, event, with_partners
from multivector.errors import StopRun
from multivector.lexicon.ontology import MODES, QUAD_OF_TYPE, SCORES

if TYPE_CHECKING:
    from multivector.analysis.charts import Chart
    from multivector.record import Record

COOPERATIVE = [type for type, quad in QUAD_OF_TYPE.items() if quad <= 2]

_MODE_SCORES = pl.DataFrame(
    [(type, mode, score) for type, modes in MODES.items() for mode, score in modes.items()],
    schema={"type": pl.String, "mode": pl.String, "_of_mode": pl.Float64},
    orient="row",
)
