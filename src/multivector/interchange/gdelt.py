"""GDELT 2.0 events: 61 columns without a header, one row for each pair of actors. GDELT 1.0 (57 or 58) is read too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from multivector.interchange import incoming, outgoing
from multivector.interchange.cameo import root_quad
from multivector.interchange.cameoactors import Letters, country, letters, read_letters
from multivector.interchange.incoming import Incoming, present
from multivector.interchange.outgoing import Outgoing, Pair
from multivector.interchange.parties import Party, fips, spot, state_name
from multivector.interchange.tables import table
from multivector.interchange.tally import Tally
from multivector.model import CodedDocument

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *(f"{actor}{name}" for actor in ("Actor1", "Actor2") for name in _ACTOR.split()),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{geo}_{name}" for geo in ("Actor1Geo", "Actor2Geo", "ActionGeo") for name in _GEO.split()),
    *("DATEADDED", "SOURCEURL"),
)
COLUMNS_1 = tuple(name for name in COLUMNS if not name.endswith("ADM2Code"))
"""GDELT 1.0: 58 columns, and 57 before April 2013, when SOURCEURL came."""
ALIASES = {"sqldate": "Day"}
"""Name of a column in GDELT's own database, whose exports have a header."""
_COUNTRY, _CITY, _NO_PLACE = "1", "4", "0"
_GROUPS = ("IGO", "NGO")


def write(documents: Iterable[CodedDocument], tally: Tally) -> Iterator[str]:
    """A line for each pair of actors of each event that has a CAMEO root."""
    for coded in documents:
        for item, _ in outgoing.in_cameo(coded, tally):
            tally.events += 1
            for pair in outgoing.pairs(item, tally, both=False):
                yield outgoing.row(_cells(item, pair))


def _cells(item: Outgoing, pair: Pair) -> Iterator[object]:
    code, day = item.cameo, item.day
    assert code is not None
    yield from (pair.number, f"{day:%Y%m%d}".zfill(8), f"{day:%Y%m}".zfill(6), day.year, fraction(day))
    yield from (*_actor(pair.source), *_actor(pair.target))
    yield from (int(_leads(item)), code.code, code.code[:3], code.root, root_quad(code.root), code.goldstein)
    yield from (1, 1, 1, "")
    yield from (*_no_place(), *_no_place(), *_place(item.event.place))
    published = incoming.day_or_none(item.document.published)
    yield from (published.replace("-", "") + "000000" if published else "", item.document.url or item.document.id)


def fraction(day: date) -> str:
    """The year and the part of it that has passed, counted in months of 30 days as GDELT does: `2017.3370`."""
    passed = min(((day.month - 1) * 30 + day.day) / 365, 0.9999)
    return f"{day.year + passed:.4f}"


def _actor(party: Party | None) -> list[str]:
    if party is None:
        return [""] * len(_ACTOR.split())
    code = letters(party, gdelt=True)
    state = country(party.state, gdelt=True)
    name = party.name or str(table("actors")["sectors"].get(party.sector, {}).get("icews", ""))
    return [code.code, name.upper(), state, _known_group(code), "", "", "", *_types(code, state)]


def _known_group(code: Letters) -> str:
    return code.others[-1] if code.root in _GROUPS and code.others else ""


def _types(code: Letters, state: str) -> list[str]:
    return [code.agent if state else code.root, "", ""]


def _leads(item: Outgoing) -> bool:
    """Whether the sentence stands in the first paragraph."""
    return "\n" not in item.document.text[: item.event.sentence[0]].strip()


def _no_place() -> list[str]:
    return [_NO_PLACE, *[""] * 7]


def _place(place: str | None) -> list[str]:
    if not place:
        return _no_place()
    found = spot(place)
    name = f"{place}, {state_name(found.state)}" if found.town else state_name(found.state) or place
    code = fips(found.state)
    kind = _CITY if found.town else _COUNTRY if found.state else _NO_PLACE
    return [kind, name, code, code, "", "", "", ""]


def read(row: Mapping[str, str]) -> list[Incoming]:
    """The event of a row. Raises RowError and NotAnEvent."""
    code = incoming.read_cameo(row.get("EventCode"))
    url = present(row.get("SOURCEURL"))
    source, target = (_party(row, actor) for actor in ("Actor1", "Actor2"))
    if code.code == "043":  # a visit as its host sees it
        source, target = target, source
    told = Incoming(
        form="gdelt",
        story=url,
        original=present(row.get("GlobalEventID")),
        contexts=code.contexts,
        source=(source,) if source else (),
        target=(target,) if target else (),
        time=incoming.read_day(row.get("Day")),
        published=incoming.day_or_none(row.get("DATEADDED")),
        place=_read_place(row),
        says=code.says,
        url=url or None,
    )
    return [incoming.typed(told, code.type, [code.mode or ""])]


def _party(row: Mapping[str, str], actor: str) -> Party | None:
    parts = ("CountryCode", "KnownGroupCode", "Type1Code", "Type2Code", "Type3Code")
    name = present(row.get(f"{actor}Name"))
    return read_letters((present(row.get(actor + part)) for part in parts), name)


def _read_place(row: Mapping[str, str]) -> str | None:
    """The first part of `Astana, Astana, Kazakhstan`."""
    return present(row.get("ActionGeo_FullName")).partition(",")[0] or None
