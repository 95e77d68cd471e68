"""Reads each format into `Raw` records: the fields as they stand there, and where.

A reader yields a `Problem` for what it leaves out and goes on; it raises UnreadableSource when it can't go on.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from multivector.intake import encoding, files, pages
from multivector.intake.files import Problem, Source, UnreadableSource, opened
from multivector.intake.lines import Lines, TooLong, sniffed

FIELDS = ("id", "text", "title", "author", "published", "language", "source", "url")
_ROWS = 512  # of a Parquet file in memory at once
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as it stands in its source. `where` names it to the user and is its id where it has none."""

    where: str
    fields: dict[str, Any]


def read(source: Source) -> Iterator[Raw | Problem]:
    """The records of one source."""
    found = False
    try:
        for record in _records(source):
            found = True
            yield record
        if not found:
            yield Problem(source.path, "it holds no records; leave it out")
    except (UnreadableSource, encoding.NotText) as error:
        yield Problem(source.path, str(error))


def _records(source: Source) -> Iterator[Raw | Problem]:
    if source.format == "parquet":
        yield from _parquet(source.path)
    else:
        with opened(source) as stream:
            yield from _stream(source, stream)


def _stream(source: Source, stream: BinaryIO) -> Iterator[Raw | Problem]:
    head, rest = sniffed(stream)
    if not head:
        raise UnreadableSource("it is empty; leave it out")
    match source.format or _guess(head):
        case "jsonl":
            return _jsonl(source.path, Lines(rest, encoding.detect(head)))
        case "csv":
            return _csv(source.path, Lines(rest, encoding.detect(head), newline="", quoted=True))
        case "html":
            return _html(source.path, rest)
        case _:
            return _text(source.path, rest)


def _guess(head: bytes) -> str:
    """The format of standard input by its beginning."""
    start = head.decode(encoding.detect(head), "replace").lstrip()
    if start.startswith("{"):
        return "jsonl"
    return "html" if pages.looks_like_html(start) else "text"


def _whole(stream: BinaryIO) -> bytes:
    limit = 4 * files.MAX_CHARS  # no encoding needs more bytes for a character
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableSource(_too_long("text"))
    return data


def _too_long(what: str) -> str:
    return f"the {what} is longer than {files.MAX_CHARS:,} characters; split it"


def _text(path: str, stream: BinaryIO) -> Iterator[Raw | Problem]:
    yield Raw(path, {"text": encoding.decode(_whole(stream))})


def _html(path: str, stream: BinaryIO) -> Iterator[Raw | Problem]:
    page = pages.read_html(pages.decode_html(_whole(stream)))
    if not page.text.strip():
        raise UnreadableSource("no article is found in the page; save its text as .txt")
    yield Raw(path, {field: getattr(page, field, None) for field in FIELDS})


def _jsonl(path: str, lines: Lines) -> Iterator[Raw | Problem]:
    for number in itertools.count(1):
        where = f"{path}#{number}"
        lines.start_record()
        try:
            line = next(lines, "")
        except TooLong:
            yield Problem(where, _too_long("line"))
            continue
        if not line:
            return
        if line.strip():
            yield _json_record(where, line)


def _json_record(where: str, line: str) -> Raw | Problem:
    if not _is_whole(line):
        return Problem(where, _damaged("line"))
    try:
        record = json.loads(line)
    except RecursionError:
        return Problem(where, "the line is nested too deeply; give one flat JSON object a line")
    except ValueError as error:
        return Problem(where, f"the line is no JSON ({error}); give one whole JSON object a line")
    if not isinstance(record, dict):
        return Problem(where, "the line is no JSON object; give one object with a field `text` a line")
    return Raw(where, record)


def _csv(path: str, lines: Lines) -> Iterator[Raw | Problem]:
    csv.field_size_limit(max(csv.field_size_limit(), files.MAX_CHARS))  # else it is 131,072 characters
    columns, delimiter = _csv_header(lines)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in itertools.count(1):
        where = f"{path}#{number}"
        lines.start_record()
        try:
            row = next(reader, None)
        except TooLong:
            yield Problem(where, f"{_too_long('row')}, or close its quotation marks")
            continue
        except csv.Error as error:
            yield Problem(where, f"the row is not valid CSV ({error}); check its quotation marks")
            continue
        if row is None:
            return
        if row:
            yield _csv_record(where, columns, row)


def _csv_header(lines: Lines) -> tuple[list[str], str]:
    """The names of the columns in lower case, and what stands between the fields."""
    lines.start_record()
    try:
        first = next(lines, "")
    except TooLong:
        raise UnreadableSource(_too_long("header")) from None
    delimiter = max(_DELIMITERS, key=first.count)
    columns = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    _require_text(columns)
    return columns, delimiter


def _csv_record(where: str, columns: Sequence[str], row: Sequence[str]) -> Raw | Problem:
    if len(row) != len(columns):
        return Problem(where, f"the row has {len(row)} fields and the header {len(columns)}; check its quotation marks")
    if not all(map(_is_whole, row)):
        return Problem(where, _damaged("row"))
    return Raw(where, dict(zip(columns, row, strict=True)))


def _require_text(columns: Sequence[str]) -> None:
    if "text" not in columns:
        raise UnreadableSource(
            f"it has no column `text`, only {', '.join(columns) or 'none'}; rename the one with the text"
        )


def _is_whole(text: str) -> bool:
    """Whether no byte was kept back as undecodable (as a surrogate, see `Lines`)."""
    return text.isascii() or not any("\udc80" <= char <= "\udcff" for char in text)


def _damaged(what: str) -> str:
    return f"the {what} holds bytes that do not belong to the file's encoding; repair it or convert the file to UTF-8"


def _parquet(path: str) -> Iterator[Raw | Problem]:
    import polars as pl

    try:
        table = pl.scan_parquet(path, glob=False)
        columns = {name.strip().lower(): name for name in table.collect_schema().names()}
        _require_text(list(columns))
        wanted = [pl.col(columns[field]).alias(field) for field in FIELDS if field in columns]
        for first in itertools.count(0, _ROWS):
            rows = table.select(wanted).slice(first, _ROWS).collect()
            if rows.is_empty():
                return
            for number, fields in enumerate(rows.iter_rows(named=True), first + 1):
                yield Raw(f"{path}#{number}", fields)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableSource(f"it can't be read as Parquet ({_first_line(error)}); write it again") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
