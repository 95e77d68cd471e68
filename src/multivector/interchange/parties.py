"""Parties of events: our codes in pieces, and back from what other systems say of an actor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from multivector.interchange.tables import table
from multivector.lexicon import default_lexicon
from multivector.lexicon.forms import actor_name
from multivector.lexicon.ontology import NO_STATE, SECTORS, STATE_SECTORS
from multivector.lexicon.schema import Language

UNNAMED = "IGO"
"""Code of an intergovernmental organisation that a file does not name."""


@dataclass(frozen=True, slots=True)
class Party:
    """A state (alpha-3), a PLOVER sector, both, or an organisation by its code in the lexicon."""

    state: str = ""
    sector: str = ""
    organisation: str = ""

    @classmethod
    def of(cls, code: str) -> Party:
        """The party of one of our codes: `KAZ`, `SYR.REB`, `---.REB`, `OSCE`."""
        state, dot, sector = code.partition(".")
        if dot or state in default_lexicon().states:
            return cls("" if state == NO_STATE else state, sector)
        return cls(organisation=code)

    @property
    def code(self) -> str:
        """Our code."""
        if self.organisation:
            return self.organisation
        return f"{self.state or NO_STATE}.{self.sector}" if self.sector else self.state

    @property
    def is_ngo(self) -> bool:
        """Whether it is an organisation that no states belong to."""
        entry = default_lexicon().organisations.get(self.organisation)
        return entry is not None and entry.kind == "ngo"

    @property
    def name(self) -> str:
        """The English name of the state or organisation; empty for a sector without a state."""
        return state_name(self.state) if self.state else organisation_name(self.organisation)


def coded(sources: Iterable[Party], targets: Iterable[Party]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Our codes of two sides: an organ of a state carries the bare code unless its state stands elsewhere too."""
    sides = [list(dict.fromkeys(side)) for side in (sources, targets)]
    parties = [party for side in sides for party in side]

    def code(party: Party) -> str:
        same = [other for other in parties if other.state == party.state and other != party]
        return party.state if party.state and party.sector in STATE_SECTORS and not same else party.code

    codes = [tuple(dict.fromkeys(map(code, side))) for side in sides]
    return codes[0], codes[1]


def resolved(country: str, sector: str = "", *names: str) -> Party | None:
    """The party of a country's code (alpha-3 or PLOVER's for international actors), a PLOVER sector and names.

    None where nothing of it is known.
    """
    country, sector = country.strip().upper(), sector.strip().upper()
    states, international = default_lexicon().states, table("actors")["international"]
    known = next((code for code in (sector, country) if code in SECTORS), "")
    if country in states:
        return Party(country, known)
    found = next(filter(None, map(named, names)), None)
    if found:
        return Party(found.state, known or found.sector) if found.state else found
    for code in (country, sector):
        if code in international:
            return Party.of(international[code])
    if country in organisation_codes():
        return Party(organisation=organisation_codes()[country])
    return Party(sector=known) if known else None


def named(name: str) -> Party | None:
    """The state, organisation or group with a name (English or Russian, also older ones), acronym or code."""
    return _names().get(folded(name)) if name else None


@cache
def state_name(code: str) -> str:
    """The English name of a state (CLDR's); its code where it has none."""
    state = default_lexicon().states.get(code)
    return (actor_name(state, "en") if state else None) or code


@cache
def organisation_name(code: str) -> str:
    """The English name of an organisation; its code where it has none."""
    entry = default_lexicon().organisations.get(code)
    return (entry.name.get("en") if entry else None) or code


@cache
def organisation_codes() -> dict[str, str]:
    """Id of an organisation or body -> the code that it is recorded under."""
    lexicon = default_lexicon()
    return {key: lexicon.organisation_code(key) for key in lexicon.organisations}


@cache
def icews_name(code: str) -> str:
    """The name of a state in ICEWS."""
    return str(table("countries").get(code, {}).get("icews") or state_name(code))


def cow(code: str) -> str:
    """The Correlates of War number of a state; empty for what is none there."""
    return str(table("countries").get(code, {}).get("cow", ""))


def fips(code: str) -> str:
    """The FIPS 10-4 code of a state."""
    return str(table("countries").get(code, {}).get("fips", ""))


def folded(name: str) -> str:
    """A name without accents, case, punctuation and article, for comparing."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("-", " "))
    letters = re.sub(r"[^\w ]", "", "".join(char for char in plain if not unicodedata.combining(char)))
    return " ".join(letters.casefold().split()).removeprefix("the ")


@cache
def _names() -> dict[str, Party]:
    names: dict[str, Party] = {}
    for name, party in _all_names():
        names.setdefault(folded(name), party)
    return names


_NAME_LANGUAGES: tuple[Language, ...] = ("en", "ru")


def _all_names() -> Iterator[tuple[str, Party]]:
    lexicon = default_lexicon()
    for code, state in lexicon.states.items():
        party = Party(code)
        yield code, party
        yield icews_name(code), party
        for language in _NAME_LANGUAGES:
            yield actor_name(state, language) or code, party
            yield from ((word.word, party) for word in state.also.get(language, ()))
    for key, entry in (*lexicon.organisations.items(), *lexicon.groups.items()):
        party = Party.of(lexicon.organisation_code(key))
        if key in lexicon.organisations:
            yield key, party
        for language in _NAME_LANGUAGES:
            yield from ((name, party) for name in [entry.name.get(language)] if name)
            for words in (entry.acronym, entry.also):
                yield from ((word.word, party) for word in words.get(language, ()))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place lies: its state, and whether it is a town rather than the state itself."""

    state: str = ""
    town: bool = False


def spot(place: str | None) -> Spot:
    """Where a place of the lexicon lies; empty where no state or more than one has it."""
    return _spots().get(folded(place), Spot()) if place else Spot()


_PLACE_LANGUAGES: tuple[Language, ...] = ("ru", "en", "kk")


@cache
def _spots() -> dict[str, Spot]:
    spots: dict[str, Spot] = {}
    for code, state in default_lexicon().states.items():
        for language in _PLACE_LANGUAGES:
            towns = [word.word for words in (state.capital, state.cities) for word in words.get(language, ())]
            own = [actor_name(state, language) or "", *(word.word for word in state.also.get(language, ()))]
            for name, town in [*((name, True) for name in towns), *((name, False) for name in own)]:
                found = spots.setdefault(folded(name), Spot(code, town))
                if found.state != code:
                    spots[folded(name)] = Spot()
    return spots


def chunks(code: str) -> Sequence[str]:
    """A CAMEO actor code in its pieces of three letters."""
    return [code[first : first + 3] for first in range(0, len(code), 3)]
