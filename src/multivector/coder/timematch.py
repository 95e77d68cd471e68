"""What a rule of the time grammar gets: the words of a matched pattern, and what time is counted from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from multivector.coder.moments import Anchor, Interval, Moment


@dataclass(slots=True)
class Match:
    """The words of a matched pattern by class, in order of place, and what time is counted from."""

    anchor: Anchor
    words: dict[str, list[Any]] = field(default_factory=dict)

    def get(self, name: str, index: int = 0) -> Any:
        """The value of a class's word, or None."""
        found = self.words.get(name, ())
        return found[index] if index < len(found) else None

    def any(self, *names: str) -> Any:
        """The value of the first of these classes that has a word."""
        return next((self.words[name][0] for name in names if name in self.words), None)

    @property
    def point(self) -> Moment | Interval | None:
        """The point that a phrase stands around."""
        found: Moment | Interval | None = self.any("point", "whole", "part")
        return found

    @property
    def unit(self) -> str:
        """The unit of time that the match names, whatever its form."""
        return str(self.any("unit", "unit_single", "one", "calendar", "weekend"))

    @property
    def published(self) -> date | None:
        """The publication date."""
        return self.anchor.published


def year_of(match: Match) -> tuple[int | None, bool]:
    """The year that a match names, and whether it was counted from publication (*May of last year*)."""
    year = match.any("year", "bare_year")
    if year is not None:
        return year, False
    which = match.any("which", "which_year", "which_adjective")
    if which is None or match.published is None:
        return None, False
    return match.published.year + which, True
