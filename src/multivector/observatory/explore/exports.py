"""What fits the filters as a file: CSV, JSON, JSON lines, Parquet, and the newest of it as an Atom feed."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import actor_label, kind_label
from multivector.observatory.explore.filters import Filters
from multivector.observatory.explore.queries import AT_ONCE, Selection, exported, newest
from multivector.observatory.explore.shown import article, parties

MOST = 200_000  # rows of a file; a feed has the newest
NEWEST = 100
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "atom": "application/atom+xml",
}
FORMATS = tuple(TYPES)
# name, format, what else stands in the address
LINKS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("CSV", "csv", {}),
    ("CSV (Excel)", "csv", {"bom": "1"}),
    ("JSON", "json", {}),
    ("JSON Lines", "jsonl", {}),
    ("Parquet", "parquet", {}),
    ("Atom", "atom", {}),
)
SLOTS = [
    "person", "position", "of", "member", "chair", "parties", "act", "name", "kind", "place", "host", "what", "about",
    "count", "actor", "under", "founders",
]  # fmt: skip
_FIRST = ["id", "link", "kind", "type", "mode", "contexts", "source", "target", "actors", "place"]
_THEN = [
    "time", "time_start", "time_end", "time_source", "status", "confidence", "sentence", "trigger", "start", "end",
    "sentence_start", "sentence_end", "frame", "evidence", "reasons", "doc", "title", "published", "language", "outlet",
    "url",
]  # fmt: skip
_LISTS = frozenset({"contexts", "source", "target", "actors", "reasons", "fact_parties", "fact_place", "fact_founders"})
_NUMBERS = {"confidence": pl.Float64, **dict.fromkeys(("start", "end", "sentence_start", "sentence_end"), pl.Int64)}
_EVIDENCE = pl.List(pl.Struct({"slot": pl.String, "start": pl.Int64, "end": pl.Int64}))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so
_TO_QUOTE = re.compile(r"[\",\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0B-\x0C\x0E-\x1F\ufffe\uffff]")  # XML can't hold these


def columns() -> list[str]:
    """The columns of a table, in their order; the slots of facts begin with `fact_`."""
    return [*_FIRST, *(f"fact_{slot}" for slot in SLOTS), *_THEN]


def answer(request: HttpRequest, archive: Archive, filters: Filters, format: str, language: str) -> HttpResponseBase:
    """The file, as it is being made."""
    if format == "atom":
        return _feed(request, archive, newest(filters), language)
    rows = _rows(request, archive, Selection(archive, filters).numbers().tolist())
    if format == "parquet":
        response: HttpResponseBase = FileResponse(_parquet(rows))
    else:
        lines = {"csv": _csv, "json": _json, "jsonl": _lines}[format](rows)
        mark = ["\ufeff"] if format == "csv" and request.GET.get("bom") == "1" else []
        response = StreamingHttpResponse(_encoded([*mark], lines))
    response["Content-Type"] = TYPES[format]
    response["Content-Disposition"] = f'attachment; filename="entries.{format}"'
    return response


def _rows(request: HttpRequest, archive: Archive, numbers: list[int]) -> Iterator[Row]:
    root = request.build_absolute_uri("/")[:-1]
    return (flat(row, root) for row in exported(archive, numbers))


def flat(row: Row, root: str) -> Row:
    """A row of the archive as a row of a file."""
    slots = row["slots"] or {}
    whole = {
        **row,
        **{f"fact_{slot}": slots.get(slot) for slot in SLOTS},
        "link": permalink(row["doc"], row["id"], root),
    }
    return {name: _plain(whole[name]) for name in columns()}


def permalink(doc: str, id: str, root: str) -> str:
    """The address of an entry on the site."""
    return f"{root}{article(doc)}#event-{id}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _encoded(first: Iterable[str], rest: Iterable[str]) -> Iterator[bytes]:
    """Texts as bytes, some hundred lines at once: every piece costs the server a little."""
    held, size = list(first), 0
    for text in rest:
        held.append(text)
        size += len(text)
        if size > 2**16:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    yield ",".join(columns()) + "\r\n"
    for row in rows:
        yield ",".join(_quoted(cell(value)) for value in row.values()) + "\r\n"


def cell(value: Any) -> str:
    """A value as text: lists with `;`, evidence as `slot:start-end`; no spreadsheet takes it for a formula."""
    if isinstance(value, list):
        value = ";".join(f"{v['slot']}:{v['start']}-{v['end']}" if isinstance(v, dict) else str(v) for v in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else str(value)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if _TO_QUOTE.search(text) else text


def _json(rows: Iterable[Row]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield ("," if number else "") + "\n" + _object(row)
    yield "\n]\n"


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    return (_object(row) + "\n" for row in rows)


def _object(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _parquet(rows: Iterator[Row]) -> Any:
    """An open file that goes when it has been sent."""
    kinds = {name: _NUMBERS.get(name, pl.List(pl.String) if name in _LISTS else pl.String) for name in columns()}
    schema = pl.Schema({**kinds, "evidence": _EVIDENCE})
    with tempfile.TemporaryDirectory() as folder:
        batches = []
        for number, batch in enumerate(_batches(rows)):
            path = Path(folder) / f"{number}.parquet"
            pl.DataFrame(batch, schema=schema).write_parquet(path)
            batches.append(pl.scan_parquet(path))
        whole = Path(folder) / "whole.parquet"
        (pl.concat(batches) if batches else pl.LazyFrame(schema=schema)).sink_parquet(whole)
        return whole.open("rb")


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _feed(request: HttpRequest, archive: Archive, filters: Filters, language: str) -> HttpResponse:
    root = request.build_absolute_uri("/")[:-1]
    page = root + reverse("explore") + filters.address()
    own = request.build_absolute_uri(reverse("explore_export", args=["atom"]) + filters.address())
    title = _("Newest entries")
    feed = Atom1Feed(title=f"Multivector: {title}", link=page, description=title, language=language, feed_url=own)
    for row in exported(archive, Selection(archive, filters).numbers()[:NEWEST].tolist()):
        link = permalink(row["doc"], row["id"], root)
        when = datetime.combine(_day(row), time(), UTC)
        feed.add_item(
            title=_safe(_headline(archive, row, language)),
            link=link,
            unique_id=link,
            description=_safe(f"{row['sentence']} ({row['title'] or row['doc']})"),
            author_name=_safe(row["outlet"] or "Multivector"),
            pubdate=when,
            updateddate=when,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=f"{TYPES['atom']}; charset=utf-8")
    response["ETag"] = quote_etag(archive.version)
    return response


def _headline(archive: Archive, row: Row, language: str) -> str:
    who, whom, said = parties(archive, row)
    sides = [", ".join(actor_label(archive, code, language) for code in side) for side in (who, whom) if side]
    return f"{' → '.join(sides) or ', '.join(said)}: {kind_label(row['type'], language)} ({row['time'] or '?'})"


def _day(row: Row) -> date:
    """The day of the event, else that of the text, else the first that there is."""
    try:
        return row["time_start"] or date.fromisoformat(row["published"] or "")
    except ValueError:
        return date(1970, 1, 1)


def _safe(text: str) -> str:
    return _CONTROL.sub(" ", text)
