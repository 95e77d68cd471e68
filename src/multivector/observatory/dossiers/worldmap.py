"""Where it happened: entries by state, drawn on outlines of states without anything from outside."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.dossiers.drawing import length
from multivector.observatory.dossiers.kept import kept
from multivector.observatory.dossiers.queries import HELD, OF
from multivector.observatory.dossiers.telling import COLUMNS

_LARGEST, _SMALLEST = 22.0, 3.0  # radius of a circle
WITH_NUMBER = 9.0  # radius from which a circle holds its number


@dataclass(frozen=True)
class Outlines:
    """The shapes of states, by their codes; what has no code has the empty one."""

    width: float
    height: float
    points: dict[str, tuple[float, float]]
    outlines: dict[str, str]
    source: str


@cache
def outlines() -> Outlines:
    """`data/outlines.json`, made by `training/outlines.py`."""
    text = (files("multivector.observatory.dossiers") / "data" / "outlines.json").read_text(encoding="utf-8")
    return Outlines(**json.loads(text))


@cache
def places() -> dict[str, str]:
    """The name of a place in any language, in small letters -> code of the state in which it lies."""
    text = (files("multivector.lexicon") / "data" / "actors" / "states.yaml").read_text(encoding="utf-8")
    states: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, str] = {}
    for key in ("capital", "name", "cities", "also"):
        for code, state in states.items():
            for word in _words(state.get(key) or {}):
                found.setdefault(word.casefold(), code)
    return found


def _words(by_language: dict[str, Any]) -> Iterator[str]:
    for listed in by_language.values():
        for word in listed if isinstance(listed, list) else [listed]:
            yield word["word"] if isinstance(word, dict) else str(word)


@dataclass(frozen=True)
class Place:
    """A state in which things happened."""

    code: str
    entries: int
    numbered: bool
    radius: str
    x: str
    y: str
    outline: str

    @property
    def drawn(self) -> bool:
        return bool(self.x)


@kept
def by_state(archive: Archive, actor: str, since: int | None, until: int | None) -> list[tuple[str, int]]:
    """Code of a state -> how many entries happened there, the most first.

    Where the text names a place that is known, its state counts; an event without one counts for the first state to
    which or with which it was done.
    """
    condition, values = _condition(actor, since, until)
    rows = archive.rows(
        "SELECT place, CASE WHEN kind = 'event' THEN split_part(target[1], '.', 1) END AS target, count(*) AS n"
        f" FROM entries WHERE {condition} AND (place IS NOT NULL OR len(target) > 0) GROUP BY ALL",
        values,
    )
    states = _states(archive)
    counted: dict[str, int] = {}
    for row in rows:
        code = _where(row["place"], row["target"], states)
        if code in states:
            counted[code] = counted.get(code, 0) + row["n"]
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _where(place: str | None, target: str | None, states: dict[str, str]) -> str:
    if place is None:
        return target or ""
    return states.get(place.casefold()) or target or ""


@kept
def _states(archive: Archive) -> dict[str, str]:
    """Names of places and of states -> code; each code of a state stands for itself too."""
    rows = archive.rows("SELECT code, name_ru, name_en, name_kk FROM actors WHERE kind = 'state'")
    names = {str(name).casefold(): row["code"] for row in rows for name in row.values() if name}
    return {**places(), **names, **{row["code"]: row["code"] for row in rows}}


def _condition(actor: str, since: int | None, until: int | None) -> tuple[str, list[Any]]:
    conditions, values = [HELD], list[Any]()
    if actor:
        conditions.append(OF)
        values.append(actor)
    if since is not None:
        conditions.append("year(time_start) >= ?")
        values.append(since)
    if until is not None:
        conditions.append("year(time_end) <= ?")
        values.append(until)
    return " AND ".join(conditions), values


def there(archive: Archive, state: str, actor: str, since: int | None, until: int | None, most: int) -> list[Row]:
    """The latest entries that `by_state` counts for a state."""
    condition, values = _condition(actor, since, until)
    states = _states(archive)
    inside = [name for name, code in states.items() if code == state]
    return archive.rows(
        f"SELECT {COLUMNS} FROM entries WHERE {condition}"
        " AND ((place IS NOT NULL AND lower(place) IN (SELECT unnest(?)))"
        " OR ((place IS NULL OR lower(place) NOT IN (SELECT unnest(?)))"
        "     AND kind = 'event' AND split_part(target[1], '.', 1) = ?)) ORDER BY row LIMIT ?",
        [*values, inside, list(states), state, most],
    )


def drawn(counted: list[tuple[str, int]]) -> list[Place]:
    """The states with their shapes; those that no map shows have none."""
    shapes = outlines()
    most = max((number for _, number in counted), default=1)
    found = []
    for code, number in counted:
        x, y = shapes.points.get(code, (None, None))
        radius = max(_LARGEST * math.sqrt(number / most), _SMALLEST)
        spot = (length(x), length(y)) if x is not None and y is not None else ("", "")
        found.append(Place(code, number, radius >= WITH_NUMBER, length(radius), *spot, shapes.outlines.get(code, "")))
    return found


def empty(counted: list[tuple[str, int]]) -> str:
    """The shapes of all states in which nothing happened, as one path."""
    taken = {code for code, _ in counted}
    return "".join(path for code, path in outlines().outlines.items() if code not in taken)
