"""Actors in CAMEO's letters, as Phoenix and GDELT write them: `KAZGOV`, `IGOUNO`, `SYRREB`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from multivector.interchange.parties import UNNAMED, Party, named, organisation_codes
from multivector.interchange.tables import table
from multivector.lexicon import default_lexicon
from multivector.lexicon.ontology import SECTORS

NGO = "NGO"


@dataclass(frozen=True, slots=True)
class Letters:
    """An actor's code in its parts; `root` is a state, or the kind of an organisation or group."""

    root: str = ""
    agent: str = ""
    others: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The whole code."""
        return "".join((self.root, self.agent, *self.others))


def letters(party: Party, *, gdelt: bool = False) -> Letters:
    """The CAMEO code of a party. An organisation that CAMEO lacks has our code among `others`, but in GDELT none."""
    if party.organisation:
        known = table("actors")["organisations"].get(party.organisation, "")
        kind = NGO if party.is_ngo else UNNAMED
        if known:
            return Letters(known[:3], "", tuple(known[first : first + 3] for first in range(3, len(known), 3)))
        return Letters(kind, "", () if gdelt or party.organisation == UNNAMED else (party.organisation,))
    sector = table("actors")["sectors"].get(party.sector, {}).get("cameo", "")
    state = country(party.state, gdelt=gdelt)
    return Letters(state, sector) if state else Letters(sector)


def country(state: str, *, gdelt: bool = False) -> str:
    """CAMEO's code of a state; GDELT has some of its own."""
    own = table("actors")["cameo_countries"]
    return str(own["both"].get(state) or (gdelt and own["gdelt"].get(state)) or state)


def read_letters(codes: Iterable[str], *names: str) -> Party | None:
    """The party of CAMEO codes of three letters, the more telling first, and of its names; None for nobody we know."""
    given = [code.strip().upper() for code in codes if code.strip()]
    found = Party()
    for code in given:
        found = _with(found, code, _organisation(code, given))
    if found.state and (UNNAMED not in given or found.sector):
        return Party(found.state, found.sector)
    if found.organisation not in ("", UNNAMED):
        return Party(organisation=found.organisation)
    by_name = next(filter(None, map(named, names)), None)
    if by_name:
        return Party(by_name.state, found.sector or by_name.sector) if by_name.state else by_name
    if found.organisation:
        return Party(organisation=found.organisation)
    return Party(found.state, found.sector) if found.state or found.sector else None


def _with(party: Party, code: str, organisation: str) -> Party:
    """What a further code adds: the first state and sector count, and the last organisation that has a name."""
    state = table("actors")["cameo_countries"]["read"].get(code, code)
    if organisation:
        named_before = code == UNNAMED and party.organisation
        return Party(party.state, party.sector, named_before or organisation)
    if state in default_lexicon().states and not party.state:
        return Party(state, party.sector, party.organisation)
    sector = table("actors")["cameo_types"].get(code) or (code if code in SECTORS else "")
    return Party(party.state, party.sector or sector, party.organisation)


def _organisation(code: str, given: Sequence[str]) -> str:
    """The organisation of a code; our own codes count only beside `IGO` or `NGO`."""
    if code == UNNAMED:
        return UNNAMED
    ours = organisation_codes().get(code, "") if UNNAMED in given or NGO in given else ""
    return _groups().get(code) or ours


@cache
def _groups() -> dict[str, str]:
    """The last three letters of an organisation's code -> our code: GDELT's known groups."""
    return {code[-3:]: organisation for organisation, code in table("actors")["organisations"].items()}
