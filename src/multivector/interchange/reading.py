"""Files as rows: lines are unpacked, decoded and cut into cells; what is broken is named with its line."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from multivector.intake.encoding import NotText, reject_binary
from multivector.intake.files import MAX_CHARS, PACKINGS, STDIN, Problem, Source, UnreadableSource, opened
from multivector.intake.lines import Lines, TooLong, sniffed
from multivector.interchange.forms import FORMS, Form, by_header, by_width, columns_of

Report = Callable[[Problem], None]
_OBJECT_LINES = 2000  # lines of one JSON object at most


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file, and where it stands."""

    form: Form
    line: int
    cells: Mapping[str, Any]


def sources(inputs: Sequence[str | Path], report: Report) -> Iterator[Source]:
    """The files that the inputs name; a folder gives all of its files, hidden ones aside, in sorted order."""
    for given in map(str, inputs):
        path = Path(given)
        if given == STDIN:
            yield Source(STDIN, None)
        elif path.is_dir():
            listed = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
            yield from (_source(str(file)) for file in listed)
            if not listed:
                report(Problem(given, "there is no file in this folder"))
        elif path.exists():
            yield _source(given)
        else:
            report(Problem(given, "there is no such file or folder; check the path"))


def _source(path: str) -> Source:
    suffix = Path(path).suffix.lower()
    return Source(path, None, suffix if suffix in PACKINGS else None)


def rows(source: Source, form: Form | None, report: Report) -> Iterator[Row]:
    """The rows of a file; `form` is None where it must be found out. `report` is told of what is broken."""
    try:
        with _opened(source) as stream:
            head, whole = sniffed(stream)
            reject_binary(head)
            lines = _Numbered(Lines(whole, "utf-8-sig"), source.path, report)
            yield from _rows(lines, form, report)
    except NotText as error:
        report(Problem(source.path, f"{error}; give event data as text, also in .gz, .zst or .zip"))
    except UnreadableSource as error:
        report(Problem(source.path, str(error)))


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    """As `opened`, and the only file of a `.zip`, as GDELT and ICEWS publish theirs."""
    if not source.path.lower().endswith(".zip"):
        with opened(source) as stream:
            yield stream
        return
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if len(names) != 1:
                raise UnreadableSource(f"the .zip file holds {len(names)} files; unpack it and give the folder")
            with archive.open(names[0]) as member:
                yield io.BufferedReader(cast(io.RawIOBase, member))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnreadableSource(f"the .zip file is damaged or locked ({error}); fetch it again") from error
    except OSError as error:
        raise UnreadableSource(f"the file can't be read ({error.strerror or error}); check its permissions") from error


class _Numbered(Iterator[str]):
    """Lines without their breaks and with their numbers; empty ones are passed over. Bytes of old files are Latin-1."""

    def __init__(self, lines: Lines, path: str, report: Report) -> None:
        self._lines = lines
        self._report = report
        self._waiting: list[tuple[int, str]] = []
        self._read = 0
        self.path = path
        self.number = 0

    def __next__(self) -> str:
        if self._waiting:
            self.number, line = self._waiting.pop()
            return line
        while True:
            self._read += 1
            self._lines.start_record()
            try:
                line = next(self._lines)
            except TooLong:
                self.broken(f"the line is longer than {MAX_CHARS:,} characters; split it", self._read)
                continue
            if line := _decoded(line).strip("\r\n"):
                self.number = self._read
                return line

    def give_back(self, line: str) -> None:
        """The line that was read last comes again."""
        self._waiting.append((self.number, line))

    def broken(self, message: str, number: int | None = None) -> None:
        """Reports a line."""
        self._report(Problem(f"{self.path}:{number or self.number}", message))


def _decoded(line: str) -> str:
    if line.isascii():
        return line
    if any("\udc80" <= char <= "\udcff" for char in line):
        line = line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return line.replace("\0", "")


def _rows(lines: _Numbered, form: Form | None, report: Report) -> Iterator[Row]:
    first = next(lines, None)
    if first is None or not first.strip():
        report(Problem(lines.path, "it is empty; leave it out"))
        return
    lines.give_back(first)
    if form == FORMS["plover"] or (form is None and first.lstrip()[:1] in ("{", "[")):
        yield from _objects(lines, FORMS["plover"])
    else:
        yield from _table(lines, form)


def _table(lines: _Numbered, form: Form | None) -> Iterator[Row]:
    first = next(lines)
    cut = _comma if "\t" not in first and "," in first else _tabs
    header = cut(first)
    found = by_header(header, [form] if form else FORMS.values())
    if found is None:
        found = form or by_width(header)
        if found is None:
            known = ", ".join(f"{form.name} {len(form.columns)}" for form in FORMS.values() if form.columns)
            lines.broken(
                f"no known form has {len(header)} columns and this header; say which it is with --format ({known})"
            )
            return
        lines.give_back(first)
    columns = columns_of(found, header if by_header(header, [found]) else None)
    for line in lines:
        cells = cut(line)
        named = _named(found, columns, cells)
        if named is None:
            lines.broken(f"has {len(cells)} columns where {found.name} has {len(found.columns)}; mend or leave it out")
        else:
            yield Row(found, lines.number, named)


def _named(form: Form, columns: Sequence[str], cells: list[str]) -> Mapping[str, str] | None:
    """Cells by the names of their columns; None for a row that has too few or too many."""
    for layout in (columns, form.columns, *form.older):
        if len(cells) == len(layout):
            return _zipped(layout, cells)
    widest = max(len(columns), len(form.columns))
    while len(cells) > widest and not cells[-1].strip():
        cells = cells[:-1]
    if form.least <= len(cells) <= len(columns):
        return _zipped(columns, cells)
    return _zipped(form.columns, cells) if len(cells) == len(form.columns) else None


def _zipped(columns: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    """The first of columns with the same name counts."""
    return dict(reversed(list(zip(columns, cells, strict=False))))


def _tabs(line: str) -> list[str]:
    """Cells between tabs; quotation marks around one are taken off, and a tab between them is no border."""
    if '"' not in line:
        return line.split("\t")
    cells: list[str] = []
    parts = iter(line.split("\t"))
    for part in parts:
        if part.startswith('"') and not _closed(part):
            ahead = part
            for more in parts:
                ahead += "\t" + more
                if _closed(ahead):
                    cells.append(_unquoted(ahead))
                    break
            else:  # a lone quotation mark: every tab is a border
                cells += ahead.split("\t")
        else:
            cells.append(_unquoted(part))
    return cells


def _closed(cell: str) -> bool:
    return len(cell) > 1 and cell.endswith('"') and cell.count('"') % 2 == 0


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') and _closed(cell) else cell


def _comma(line: str) -> list[str]:
    return next(csv.reader([line]), [])


def _objects(lines: _Numbered, form: Form) -> Iterator[Row]:
    """JSON objects, one a line, or spread over lines, or as one list."""
    for line in lines:
        number = lines.number
        text = line.strip().removesuffix(",").strip()
        if text in ("[", "]", ""):
            continue
        value = _parsed(text)
        if value is None and text.startswith("{"):
            value = _continued(text, lines)
        listed = value if isinstance(value, list) else [value]
        for item in listed:
            if isinstance(item, dict):
                yield Row(form, number, item)
            else:
                lines.broken("it is no JSON object; give one object a line", number)


def _continued(text: str, lines: _Numbered) -> Any:
    """An object that goes on over the next lines; one that a new object interrupts is broken."""
    parts = [text]
    while len(parts) < _OBJECT_LINES and (line := next(lines, None)) is not None:
        if line.startswith("{"):
            lines.give_back(line)
            return None
        parts.append(line)
        if line.rstrip().rstrip(",").endswith(("}", "]")):
            value = _parsed("\n".join(parts).rstrip().rstrip(","))
            if value is not None:
                return value
    return None


def _parsed(text: str) -> Any:
    """The value of a JSON text, None for what is none; half characters become U+FFFD, as no table can store them."""
    try:
        value = json.loads(text, strict=False)
        if "\\ud" not in text.lower():
            return value
        whole = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return json.loads(whole)
    except (ValueError, RecursionError):
        return None
