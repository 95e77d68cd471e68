"""Names of actors and groups for people, from the record's table of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from multivector.analysis.groups import Groups
from multivector.errors import StopRun

if TYPE_CHECKING:
    from multivector.record import Record

Language = Literal["ru", "kk", "en"]


class Names(dict[str, str]):
    """Code -> name. A sector stands behind the name of its state, what has no name goes by its code."""

    def __missing__(self, code: str) -> str:
        state, _, sector = code.partition(".")
        return f"{self[state]} ({sector})" if sector and state in self else code


def names(record: Record, language: str, groups: Groups | None = None) -> Names:
    """The names in a language (`ru`, `kk`, `en`) of actors and of groups. Raises StopRun for another language."""
    if language not in get_args(Language):
        raise StopRun(f"there are no names in '{language}': use {', '.join(get_args(Language))}")
    actors = record.actors().select("code", f"name_{language}").drop_nulls().collect()
    known = {id: group.names.get(language, id) for id, group in (groups or {}).items()}
    return Names({**dict(actors.iter_rows()), **known})
