"""A table of pairs through `relate`: sentence, source and target in; the same rows with type and probability out.

The table is TSV with a header; quotes are plain text. Columns beyond the three are passed through. A row that cannot be
used keeps its place with an empty type and probability, so that the tables before and after have the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from multivector.coder import Coder
from multivector.coder.locate import locate
from multivector.errors import SkipInput, StopRun
from multivector.intake.encoding import NotText, detect
from multivector.intake.files import PACKINGS, STDIN, Problem, Source, UnreadableSource, opened
from multivector.intake.lines import Lines, TooLong, sniffed
from multivector.model import Pair

WANTED = ("sentence", "source", "target")
ADDED = ("type", "probability")
BATCH = 256  # rows
DAMAGED = "it is not valid text in the encoding of the file; repair it or convert the file to UTF-8"


@dataclass
class _Row:
    """A line of the table: its cells, and the pair that they name or what is wrong with them."""

    number: int
    cells: list[str]
    pair: Pair | None = None
    problem: str = ""
    answer: tuple[str, str] = ("", "")


def relate_table(
    path: str,
    out: TextIO,
    coder: Coder,
    language: str,
    *,
    on_problem: Callable[[Problem], None],
    on_done: Callable[[int], None],
) -> None:
    """Reads a table (`-`: standard input), writes it with the most probable type of each pair and its probability.

    `on_problem` is told of each row that cannot be used, `on_done` how many rows have been written.

    Raises:
        StopRun: the file cannot be read, or has no header with the three columns.
    """
    try:
        with opened(_source(path)) as stream:
            head, rest = sniffed(stream)
            if not head:
                raise StopRun(f"{path}: it is empty; it needs a header with the columns {', '.join(WANTED)}")
            _relate_lines(path, Lines(rest, detect(head)), out, _Answers(coder, language), on_problem, on_done)
    except (UnreadableSource, NotText) as error:
        raise StopRun(f"{path}: {error}") from error


def _source(path: str) -> Source:
    packing = next((ending for ending in PACKINGS if path.lower().endswith(ending)), None)
    return Source(path, "tsv", None if path == STDIN else packing)


def _relate_lines(
    path: str,
    lines: Lines,
    out: TextIO,
    answers: _Answers,
    on_problem: Callable[[Problem], None],
    on_done: Callable[[int], None],
) -> None:
    header = _header(path, lines)
    out.write("\t".join((*header, *ADDED)) + "\n")
    rows = _rows(lines, header)
    done = 0
    while batch := list(islice(rows, BATCH)):
        answers.fill(batch)
        for row in batch:
            if row.problem:
                on_problem(Problem(f"{path}:{row.number}", row.problem))
            out.write("\t".join((*row.cells, *row.answer)) + "\n")
        out.flush()
        done += len(batch)
        on_done(done)


def _header(path: str, lines: Lines) -> list[str]:
    lines.start_record()
    header = [name.strip() for name in _cells(next(lines, ""))]
    missing = [name for name in WANTED if name not in header]
    if missing:
        raise StopRun(f"{path}:1: the header lacks the column {', '.join(missing)} (tabs stand between columns)")
    taken = [name for name in ADDED if name in header]
    if taken:
        raise StopRun(f"{path}:1: the column {', '.join(taken)} would stand twice: give it another name")
    return header


def _rows(lines: Lines, header: Sequence[str]) -> Iterator[_Row]:
    """The rows below the header; empty lines are none."""
    number = 1
    while True:
        number += 1
        lines.start_record()
        try:
            line = next(lines)
        except StopIteration:
            return
        except TooLong:
            yield _Row(number, [""] * len(header), problem="the line is too long")
            continue
        if line.strip():
            yield _row(number, _cells(line), header)


def _cells(line: str) -> list[str]:
    return line.rstrip("\r\n").split("\t")


def _row(number: int, cells: list[str], header: Sequence[str]) -> _Row:
    whole = (cells + [""] * len(header))[: len(header)]
    row = _Row(number, [cell.encode("utf-8", "replace").decode() for cell in whole])
    if len(cells) != len(header):
        row.problem = f"it has {len(cells)} cells and the header {len(header)}: each row needs as many"
    elif row.cells != whole:  # lone surrogates stand for bytes that could not be decoded
        row.problem = DAMAGED
    else:
        try:
            row.pair = locate(*(row.cells[header.index(name)] for name in WANTED))
        except SkipInput as error:
            row.problem = f"{error.where}: {error.message}"
    return row


class _Answers:
    """Relates the pairs of rows; a fault of ours costs one row and not the run."""

    def __init__(self, coder: Coder, language: str) -> None:
        self.relater = coder.relater(language)

    def fill(self, rows: Sequence[_Row]) -> None:
        """Sets the answers of the rows that have a pair."""
        usable = [row for row in rows if row.pair]
        try:
            found = list(self.relater.relate(row.pair for row in usable if row.pair))
        except Exception as fault:
            if len(usable) > 1:
                for row in usable:
                    self.fill([row])
            for row in usable if len(usable) == 1 else ():
                row.problem = f"a fault of the coder ({type(fault).__name__}: {fault}); please report it with this row"
            return
        for row, relations in zip(usable, found, strict=True):
            row.answer = relations[0].type, f"{relations[0].probability:.4f}"
