"""Named groups of partners from a YAML file, with the times of each membership."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl

from multivector.edtf import bounds
from multivector.errors import StopRun
from multivector.lexicon import default_lexicon
from multivector.lexicon.yamlfile import DataFile, Place, read_yaml

OTHER = "other"
"""The row of partners that belong to no group."""

_CODE = re.compile(r"([A-Z0-9]+|---)(\.[A-Z]{3})?")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = {"name", "source", "bodies", "members"}
_MEMBERSHIP: dict[str, Any] = {"partner": pl.String, "group": pl.String, "first": pl.Date, "last": pl.Date}


@dataclass(frozen=True, slots=True)
class Member:
    """A code that belongs to a group from the first to the last day; None where that is open."""

    code: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Partners that are looked at as one."""

    id: str
    names: Mapping[str, str]  # language -> name
    members: tuple[Member, ...]


Groups = Mapping[str, Group]


def load_groups(path: str | Path | None = None) -> dict[str, Group]:
    """The groups of a file by id, of the package's own without a path.

    Raises StopRun with every error of the file and its line, or when it can't be read.
    """
    where = files("multivector.analysis") / "data" / "groups.yaml" if path is None else Path(path)
    try:
        file = read_yaml(where, str(path or "groups.yaml"))
    except OSError as error:
        raise StopRun(f"{path}: the groups can't be read ({error.strerror}); check the path") from error
    groups = {group.id: group for group in _groups(file)}
    if not groups and not file.problems:
        file.problem((), "no group stands here: write an id with members below it")
    if file.problems:
        listed = "\n".join(f"  {problem}" for problem in sorted(file.problems))
        raise StopRun(f"the groups have {len(file.problems)} error(s); correct these lines:\n{listed}")
    return groups


def grouped(rows: pl.DataFrame, groups: Groups) -> pl.DataFrame:
    """The rows with groups in the place of partners: one row an act and group, `other` for partners in none.

    A membership counts when it and the time of the act (`time_start`, `time_end`) can have a day in common. The rows
    are those of `sides.with_partners`: what belongs to an act (`act`) is the same in each.
    """
    members = [
        (member.code, group.id, member.first, member.last) for group in groups.values() for member in group.members
    ]
    membership = pl.DataFrame(members, schema=_MEMBERSHIP, orient="row")
    begun = (pl.col("first") <= pl.col("time_end")).fill_null(True)
    lasts = (pl.col("last") >= pl.col("time_start")).fill_null(True)
    pairs = rows.select("act", "partner", "time_start", "time_end")
    found = pairs.join(membership, on="partner").filter(begun, lasts).select("act", "partner", "group")
    others = pairs.join(found, on=["act", "partner"], how="anti").select("act", group=pl.lit(OTHER))
    grouped = pl.concat([found.select("act", "group"), others]).unique().rename({"group": "partner"})
    return grouped.join(rows.drop("partner").unique("act"), on="act", how="left")


def _groups(file: DataFile) -> Iterator[Group]:
    if not isinstance(file.data, dict):
        if not file.problems:
            file.problem((), "groups are written as id: {name, source, members}")
        return
    for id, entry in file.data.items():
        place: Place = (id,)
        if not _ID.fullmatch(id) or id == OTHER:
            file.problem(place, f"'{id}' is no id of a group: use small letters, digits and _ (not '{OTHER}')")
        if not isinstance(entry, dict):
            file.problem(place, f"'{id}' needs name, source and members below it")
            continue
        for key in sorted(set(entry) - _KEYS):
            file.problem((*place, key), f"there is no key '{key}': use {', '.join(sorted(_KEYS))}")
        yield Group(id, _names(file, place, entry), tuple(_members(file, place, entry)))


def _names(file: DataFile, place: Place, entry: dict[str, Any]) -> dict[str, str]:
    names = entry.get("name")
    if isinstance(names, str) and names:
        return dict.fromkeys(("ru", "en", "kk"), names)
    if not isinstance(names, dict) or not names or set(names) - {"ru", "en", "kk"} or not all(names.values()):
        file.problem((*place, "name"), "name is one text, or texts by language: {ru: ..., en: ..., kk: ...}")
        return {}
    return names


def _members(file: DataFile, place: Place, entry: dict[str, Any]) -> Iterator[Member]:
    bodies, members = entry.get("bodies") or [], entry.get("members") or []
    if not isinstance(bodies, list) or not isinstance(members, list | dict):
        file.problem(place, "members and bodies are lists of codes; members can be code: interval as well")
        return
    if not bodies and not members:
        file.problem(place, "the group has no members")
    for key, codes in (("bodies", bodies), ("members", members)):
        for position, code in enumerate(codes):
            here: Place = (*place, key, code if isinstance(codes, dict) else position)
            if _is_code(file, here, code):
                times = codes[code] if isinstance(codes, dict) else None
                yield from (Member(code, *span) for span in _spans(file, here, times))


def _is_code(file: DataFile, place: Place, code: Any) -> bool:
    lexicon = default_lexicon()
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        file.problem(place, f"'{code}' is no code of an actor: write one as KAZ, OSCE or SYR.REB")
        return False
    root = code.partition(".")[0]
    if root != "---" and root not in lexicon.states and root not in lexicon.organisations:
        file.problem(place, f"no state or organisation has the code '{root}'")
        return False
    return True


def _spans(file: DataFile, place: Place, times: Any) -> Iterator[tuple[date | None, date | None]]:
    if times is None:
        yield None, None
        return
    for time in times if isinstance(times, list) else [times]:
        try:
            yield bounds(str(time))
        except ValueError as error:
            file.problem(place, str(error))
