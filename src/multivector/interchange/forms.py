"""The forms that there are, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from multivector.interchange import gdelt, icews, phoenix, plover, polecat
from multivector.interchange.incoming import Incoming
from multivector.interchange.tally import Tally
from multivector.model import CodedDocument

_ALIKE = 0.6  # share of a form's columns that a header must name


@dataclass(frozen=True, slots=True)
class Form:
    """One way to lay out events. A form without columns is JSON lines."""

    name: str
    write: Callable[[Iterable[CodedDocument], Tally], Iterator[str]]
    read: Callable[[Mapping[str, Any]], list[Incoming]]
    columns: tuple[str, ...] = ()
    header: bool = False  # whether files begin with the names of the columns
    least: int = 0  # columns that a row must have: those after them may be missing
    older: Sequence[tuple[str, ...]] = ()  # layouts of earlier versions
    aliases: Mapping[str, str] = field(default_factory=dict)  # folded name of a column -> its name here


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("plover", plover.write, plover.read),
        Form("polecat", polecat.write, polecat.read, polecat.COLUMNS, True, 24, aliases=polecat.ALIASES),
        Form("icews", icews.write, icews.read, icews.COLUMNS, True, 12),
        Form("phoenix", phoenix.write, phoenix.read, phoenix.COLUMNS, False, 18),
        Form(
            *("gdelt", gdelt.write, gdelt.read, gdelt.COLUMNS, False, 61),
            older=(gdelt.COLUMNS_1, gdelt.COLUMNS_1[:-1]),
            aliases=gdelt.ALIASES,
        ),
    )
}
AUTO = "auto"


def by_header(cells: Sequence[str], among: Iterable[Form]) -> Form | None:
    """The form whose columns a line names; None for a line that is no header."""
    names = {fold(cell) for cell in cells}
    for form in among:
        known = {fold(column) for column in form.columns} | set(form.aliases)
        if form.columns and len(names & known) >= _ALIKE * len(form.columns):
            return form
    return None


def by_width(cells: Sequence[str]) -> Form | None:
    """The form whose rows have so many columns; empty ones at the end may be too many."""
    while True:
        for form in FORMS.values():
            if form.columns and len(cells) in {len(form.columns), *map(len, form.older)}:
                return form
        if not cells or cells[-1].strip():
            return None
        cells = cells[:-1]


def columns_of(form: Form, header: Sequence[str] | None) -> Sequence[str]:
    """The names of a file's columns as this form knows them; unknown ones stay as they are."""
    if header is None:
        return form.columns
    names = {fold(column): column for column in form.columns} | dict(form.aliases)
    return [names.get(fold(cell), cell.strip()) for cell in header]


def fold(name: str) -> str:
    """The name of a column without case and marks."""
    return " ".join("".join(char if char.isalnum() else " " for char in name).casefold().split())
