"""What an export or import did, and what it left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts; the keys of `left` and `notes` are the words for the user."""

    rows: int = 0
    events: int = 0
    documents: int = 0
    left: Counter[str] = field(default_factory=Counter)  # what is not there, and why
    notes: Counter[str] = field(default_factory=Counter)  # what is there otherwise than it was given

    def lines(self) -> Iterator[str]:
        """A line for each reason, the commonest first."""
        for reason, count in self.left.most_common():
            yield f"left out: {count} {reason}"
        for note, count in self.notes.most_common():
            yield f"note: {count} {note}"
