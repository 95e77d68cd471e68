"""Phoenix: 26 columns without a header, one row for each pair of actors, act and day."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import duckdb
import polars as pl

from multivector.interchange import incoming, outgoing
from multivector.interchange.cameo import codes, root_quad
from multivector.interchange.cameoactors import letters, read_letters
from multivector.interchange.incoming import Incoming, present
from multivector.interchange.outgoing import Outgoing, Pair
from multivector.interchange.parties import Party, chunks, spot, state_name
from multivector.interchange.tally import Tally
from multivector.model import CodedDocument
from multivector.record.export import MEMORY

COLUMNS = (
    *("ID_version", "date", "year", "month", "day"),
    *("source", "source_root", "source_agent", "source_others"),
    *("target", "target_root", "target_agent", "target_others"),
    *("code", "root_code", "quad_class", "goldstein", "issues", "lat", "lon"),
    *("placeName", "stateName", "countryName", "ids", "urls", "sources"),
)
MERGED = "event(s) of the same day, parties and code as another: one row tells of all"
_KEY = ("date", "source", "target", "code")
# What a row is made of, before those of one day are merged.
_PARTS = (*_KEY, "source_parts", "target_parts", "contexts", "place", "id", "url", "publisher")
_AT_ONCE = 10_000  # rows
_VERBAL_SANCTIONS = "16"


def write(documents: Iterable[CodedDocument], tally: Tally) -> Iterator[str]:
    """A line for each pair, code and day: the one-a-day filter joins ids, urls and sources.

    Rows are sorted by day, parties and code on the disk, so that memory stays bounded.
    """
    for _, same in groupby(_sorted(_rows(documents, tally)), key=lambda row: tuple(row[name] for name in _KEY)):
        group = list(same)
        tally.notes.update({MERGED: len(group) - 1} if len(group) > 1 else {})
        yield outgoing.row(_cells(group))


def _rows(documents: Iterable[CodedDocument], tally: Tally) -> Iterator[dict[str, str]]:
    for coded in documents:
        for item, _ in outgoing.in_cameo(coded, tally):
            listed = outgoing.pairs(item, tally, both=True)
            tally.events += bool(listed)
            yield from (_row(item, pair) for pair in listed)


def _row(item: Outgoing, pair: Pair) -> dict[str, str]:
    assert pair.source is not None
    assert pair.target is not None
    assert item.cameo is not None
    source, target = letters(pair.source), letters(pair.target)
    return {
        "date": item.day.isoformat(),
        "source": source.code,
        "target": target.code,
        "code": item.cameo.code,
        "source_parts": "\t".join((source.root, source.agent, ";".join(source.others))),
        "target_parts": "\t".join((target.root, target.agent, ";".join(target.others))),
        "contexts": ";".join(item.event.contexts),
        "place": item.event.place or "",
        "id": item.event.id,
        "url": outgoing.clean(item.document.url or item.document.id).replace(";", "%3B"),
        "publisher": outgoing.clean(item.document.source).replace(";", ","),
    }


def _sorted(rows: Iterator[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows in order; they lie on the disk meanwhile."""
    with tempfile.TemporaryDirectory(prefix="multivector-") as folder:
        files = list(_spilled(rows, Path(folder)))
        if not files:
            return
        with duckdb.connect() as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.execute(f"SET memory_limit = '{MEMORY}'")
            connection.execute("SET temp_directory = ?", [folder])
            order = ", ".join(f'"{name}"' for name in _PARTS)
            cursor = connection.execute(f"SELECT {order} FROM read_parquet(?) ORDER BY {order}", [files])
            while found := cursor.fetchmany(_AT_ONCE):
                yield from (dict(zip(_PARTS, row, strict=True)) for row in found)


def _spilled(rows: Iterator[dict[str, str]], folder: Path) -> Iterator[str]:
    batch: list[dict[str, str]] = []
    for number, row in enumerate(rows, 1):
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield _spill(batch, folder / f"{number}.parquet")
            batch = []
    if batch:
        yield _spill(batch, folder / "last.parquet")


def _spill(batch: list[dict[str, str]], path: Path) -> str:
    pl.DataFrame(batch, schema=dict.fromkeys(_PARTS, pl.String), orient="row").write_parquet(path)
    return str(path)


def _cells(group: list[dict[str, str]]) -> Iterator[object]:
    first = group[0]
    code = codes()[first["code"]]
    year, month, day = first["date"].split("-")
    yield f"{outgoing.number(*(first[name] for name in _KEY))}_Multivector"
    yield from (first["date"].replace("-", ""), year, int(month), int(day))
    yield from (first["source"], *first["source_parts"].split("\t"))
    yield from (first["target"], *first["target_parts"].split("\t"))
    yield from (code.code, code.root, _quad(code.root), code.goldstein, _issues(group), "", "")
    yield from _place(group)
    yield from (_joined(group, "id"), _joined(group, "url"), _joined(group, "publisher"))


def _quad(root: str) -> int:
    """As Phoenix counts: like GDELT, but for root 16, which it holds to be verbal."""
    return 3 if root == _VERBAL_SANCTIONS else root_quad(root)


def _issues(group: list[dict[str, str]]) -> str:
    counted = Counter(context for row in group for context in row["contexts"].split(";") if context)
    return ";".join(f"{context},{count}" for context, count in sorted(counted.items()))


def _place(group: list[dict[str, str]]) -> tuple[str, str, str]:
    """Place, province, country: of the first row that has a place."""
    place = next((row["place"] for row in group if row["place"]), "")
    found = spot(place)
    return place, "", state_name(found.state) if found.state else ""


def _joined(group: list[dict[str, str]], name: str) -> str:
    return ";".join(sorted({row[name] for row in group if row[name]}))


def read(row: Mapping[str, str]) -> list[Incoming]:
    """The event of a row. Raises RowError and NotAnEvent."""
    code = incoming.read_cameo(row.get("code"))
    source, target = _party(row, "source"), _party(row, "target")
    if code.code == "043":  # a visit as its host sees it
        source, target = target, source
    urls, day = present(row.get("urls")), incoming.read_day(row.get("date"))
    issues = [item.rpartition(",")[0] or item for item in present(row.get("issues")).split(";")]
    told = Incoming(
        form="phoenix",
        story=urls or present(row.get("ids")),
        original=present(row.get("ID_version")),
        contexts=tuple(sorted({*code.contexts, *incoming.read_contexts(issues)})),
        source=(source,) if source else (),
        target=(target,) if target else (),
        time=day,
        published=day,  # Phoenix dates an event by its story
        place=present(row.get("placeName")) or present(row.get("countryName")) or None,
        says=code.says,
        publisher=present(row.get("sources")) or None,
        url=urls.partition(";")[0] or None,
    )
    return [incoming.typed(told, code.type, [code.mode or ""])]


def _party(row: Mapping[str, str], side: str) -> Party | None:
    parts = [present(row.get(f"{side}_{part}")) for part in ("root", "agent", "others")]
    listed = [code for part in parts for code in part.split(";")]
    whole = present(row.get(side))
    return read_letters(listed if any(listed) else chunks(whole))
