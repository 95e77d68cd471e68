"""POLECAT: 40 columns with a header, one row an event; compound actors are lists, joined with `;` in one order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from multivector.interchange import incoming, outgoing
from multivector.interchange.incoming import Incoming, RowError, present
from multivector.interchange.outgoing import Outgoing
from multivector.interchange.parties import Party, cow, named, resolved, spot
from multivector.interchange.tables import table
from multivector.interchange.tally import Tally
from multivector.lexicon.ontology import QUAD_OF_TYPE
from multivector.model import CodedDocument

_SIDES = ("Actor", "Recipient")
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(
        name.format(side)
        for side in _SIDES
        for name in (
            *("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw"),
            "Wikipedia {} ID",
        )
    ),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
ALIASES = {"event intensity": "Intensity"}
"""Names that later files have for a column."""
_NOTHING = "None"  # keeps the places in a list


def write(documents: Iterable[CodedDocument], tally: Tally) -> Iterator[str]:
    """A line for each event that is done or going on."""
    for coded in documents:
        story = _story(coded)
        for item in outgoing.outgoing(coded, tally):
            tally.events += 1
            yield outgoing.row(_cells(item, story))


def _cells(item: Outgoing, story: tuple[str, str]) -> Iterator[object]:
    event, found = item.event, spot(item.event.place)
    yield from (event.id, item.day.isoformat(), event.type, event.mode, outgoing.score(event.type, event.mode))
    yield from (QUAD_OF_TYPE[event.type], ";".join(sorted(event.contexts)))
    yield from (*_actors(item, "source"), *_actors(item, "target"))
    yield from (event.place, event.place if found.town or not found.state else "", "", "", found.state)
    yield from ("", "", "", outgoing.words(item, "place"), "")
    yield from (item.document.source, item.document.published, "", *story, item.document.language, "Multivector")


def _actors(item: Outgoing, slot: str) -> list[str]:
    """Names, countries, COW numbers, main sectors, all sectors, titles, words of the text, Wikipedia."""
    parties = [Party.of(code) for code in (item.event.source if slot == "source" else item.event.target)]
    sectors = [_sector(party) for party in parties]
    return [
        _joined(party.name for party in parties),
        _joined(party.state for party in parties),
        _joined(cow(party.state) for party in parties),
        _joined(sectors),
        ";".join(sorted(set(filter(None, sectors)))),
        "",
        outgoing.words(item, slot),
        "",
    ]


def _sector(party: Party) -> str:
    return ("NGO" if party.is_ngo else "IGO") if party.organisation else party.sector


def _joined(values: Iterable[str]) -> str:
    """Values in the order of the actors; one that is missing among others is `None`."""
    listed = list(values)
    return ";".join(value.replace(";", ",") or _NOTHING for value in listed) if any(listed) else ""


def _story(coded: CodedDocument) -> tuple[str, str]:
    """The organisations and the places that events of a document name."""
    parties = {Party.of(code) for event in coded.events for code in (*event.source, *event.target)}
    organisations = {party.name for party in parties if party.organisation}
    return ";".join(sorted(organisations)), ";".join(sorted({event.place for event in coded.events if event.place}))


def read(row: Mapping[str, str]) -> list[Incoming]:
    """The event of a row. Raises RowError and NotAnEvent."""
    type = present(row.get("Event Type"))
    if not type:
        raise RowError("has no Event Type; give one of PLOVER's")
    told = Incoming(
        form="polecat",
        story=_story_key(row),
        original=present(row.get("Event ID")),
        contexts=incoming.read_contexts(_listed(row.get("Contexts"))),
        source=_parties(row, "Actor"),
        target=_parties(row, "Recipient"),
        time=incoming.read_day(row.get("Event Date")),
        published=incoming.day_or_none(row.get("Publication Date")),
        place=next(
            filter(None, (present(row.get(name)) for name in ("Placename", "City", "Province", "Country"))), None
        ),
        publisher=present(row.get("Source")) or None,
    )
    return [incoming.typed(told, type, _listed(row.get("Event Mode")))]


def _story_key(row: Mapping[str, str]) -> str:
    """POLECAT names no stories: rows of one source and day with the same people, organisations and places are one.

    One list alone says too little: half the stories of a day name the same place.
    """
    names = ("Source", "Publication Date", "Story People", "Story Organizations", "Story Locations")
    cells = [present(row.get(name)) for name in names]
    return "|".join(cells) if sum(map(bool, cells[2:])) > 1 else present(row.get("Event ID"))


def _parties(row: Mapping[str, str], side: str) -> tuple[Party, ...]:
    columns = [_places(row.get(name.format(side))) for name in ("{} Country", "Primary {} Sector", "{} Name", "{} COW")]
    count = max(map(len, columns))
    filled = [column + [""] * (count - len(column)) for column in columns]
    found = (_party(*values) for values in zip(*filled, strict=True))
    return tuple(dict.fromkeys(party for party in found if party))


def _party(country: str, sector: str, name: str, number: str) -> Party | None:
    if not country and number and not named(name):
        country = _states_by_number().get(number.removesuffix(".0"), "")
    elif len(country) > 3 and (state := named(country)):
        country = state.state
    return resolved(country, sector, name)


def _places(value: str | None) -> list[str]:
    """The values of a list, those that are missing as empty texts."""
    return [present(item) for item in present(value).split(";")] if present(value) else []


def _listed(value: str | None) -> list[str]:
    return [item for item in map(present, re.split("[;,|]", value or "")) if item]


@cache
def _states_by_number() -> dict[str, str]:
    return {str(row["cow"]): state for state, row in table("countries").items() if "cow" in row}
