"""A party of an event, and how its code is written."""

from __future__ import annotations

from dataclasses import dataclass

from multivector.lexicon.ontology import NO_STATE, STATE_SECTORS


@dataclass(frozen=True, slots=True)
class Party:
    """A party of an event: a state or organisation, the sector within it, and how it was found."""

    code: str  # KAZ, OSCE; '---' when no state is known
    sector: str = ""
    words: tuple[int, ...] = ()
    sure: float = 1.0  # factor on the confidence
    reason: str = "named"

    def written(self, others: set[str]) -> str:
        """The code as it is recorded: organs of a state bare, unless the other side is the same state."""
        if not self.sector:
            return self.code
        if self.sector in STATE_SECTORS and self.code not in others and self.code != NO_STATE:
            return self.code
        return f"{self.code}.{self.sector}"


def distinct(parties: list[Party]) -> list[Party]:
    """The parties without those that come twice."""
    seen: dict[tuple[str, str], Party] = {}
    for party in parties:
        seen.setdefault((party.code, party.sector), party)
    return list(seen.values())
