"""ICEWS events: 20 columns with a header, one row for each pair of actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from multivector.interchange import incoming, outgoing
from multivector.interchange.incoming import Incoming, present
from multivector.interchange.outgoing import Outgoing, Pair
from multivector.interchange.parties import Party, icews_name, named, resolved, spot
from multivector.interchange.tables import table
from multivector.interchange.tally import Tally
from multivector.lexicon.ontology import SECTORS
from multivector.model import CodedDocument

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
_IGO_SECTOR = "International Government Organization"


def write(documents: Iterable[CodedDocument], tally: Tally) -> Iterator[str]:
    """A line for each pair of actors of each event that has a CAMEO root and two sides."""
    for coded in documents:
        for item, _ in outgoing.in_cameo(coded, tally):
            listed = outgoing.pairs(item, tally, both=True)
            tally.events += bool(listed)
            for pair in listed:
                yield outgoing.row(_cells(item, pair))


def _cells(item: Outgoing, pair: Pair) -> Iterator[object]:
    code, found = item.cameo, spot(item.event.place)
    assert code is not None
    assert pair.source is not None
    assert pair.target is not None
    yield from (pair.number, item.day.isoformat(), *_actor(pair.source))
    yield from (code.says, code.code, code.goldstein, *_actor(pair.target))
    yield from (outgoing.number(item.document.id), "", item.document.source)
    yield from (item.event.place if found.town or not found.state else "", "", "")
    yield from (icews_name(found.state) if found.state else "", "", "")


def _actor(party: Party) -> tuple[str, str, str]:
    """Name, sectors, country."""
    sectors = table("actors")["sectors"]
    if party.organisation:
        return party.name, sectors["NGO"]["icews"] if party.is_ngo else _IGO_SECTOR, ""
    state = icews_name(party.state) if party.state else ""
    sector = str(sectors[party.sector]["icews"]) if party.sector else ""
    name = f"{sector} ({state})" if sector and state else sector or state
    return name, sector, state


def read(row: Mapping[str, str]) -> list[Incoming]:
    """The event of a row. Raises RowError and NotAnEvent."""
    code = incoming.read_cameo(row.get("CAMEO Code"))
    source, target = (_party(row, side) for side in ("Source", "Target"))
    if code.code == "043":  # a visit as its host sees it
        source, target = target, source
    day = incoming.read_day(row.get("Event Date"))
    told = Incoming(
        form="icews",
        story=present(row.get("Story ID")),
        original=present(row.get("Event ID")),
        contexts=code.contexts,
        source=(source,) if source else (),
        target=(target,) if target else (),
        time=day,
        published=day,  # ICEWS dates an event by its story
        place=next(filter(None, (present(row.get(name)) for name in ("City", "Province", "Country"))), None),
        says=present(row.get("Event Text")) or code.says,
        publisher=present(row.get("Publisher")) or None,
    )
    return [incoming.typed(told, code.type, [code.mode or ""])]


def _party(row: Mapping[str, str], side: str) -> Party | None:
    name, country = present(row.get(f"{side} Name")), present(row.get(f"{side} Country"))
    sector = _sector(present(row.get(f"{side} Sectors")))
    state = named(country)
    if state and state.state:
        return Party(state.state, sector if sector in SECTORS else "")
    return resolved("", sector, name, name.partition(" (")[0])


def _sector(sectors: str) -> str:
    """The most telling of ICEWS's sectors: one that is not the government, and then the first."""
    found = [sector for name in sectors.split(",") if (sector := _sectors().get(name.strip().casefold()))]
    return next((sector for sector in found if sector != "GOV"), next(iter(found), ""))


@cache
def _sectors() -> dict[str, str]:
    actors = table("actors")
    names = {row["icews"]: sector for sector, row in actors["sectors"].items()} | actors["icews_sectors"]
    return {name.casefold(): sector for name, sector in names.items()}
