"""Names of actors and groups for people, from the record's table of actors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

import polars as pl

from multivector.errors import StopRun

if TYPE_CHECKING:
    from multivector.analysis.groups import Groups
    from multivector.record import Record

Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[str, ...] = get_args(Language)


def check_language(language: str) -> None:
    """Raises StopRun for a language that the answers can't be given in."""
    if language not in LANGUAGES:
        raise StopRun(f"'{language}' is no language of the answers: use one of {', '.join(LANGUAGES)}")


class Names(dict[str, str]):
    """Code -> name. A sector stands behind the name of its state, what has no name goes by its code."""

    def __missing__(self, code: str) -> str:
        state, _, sector = code.partition(".")
        return f"{self[state]} ({sector})" if sector and state in self else code

    def __call__(self, code: str) -> str:
        """The name of a code."""
        return self[code]

    def all(self, codes: Iterable[str]) -> str:
        """The names of some codes, with commas between them."""
        return ", ".join(map(self, codes))


def names(record: Record, language: str, groups: Groups | None = None) -> Names:
    """The names in a language of actors and of groups, in English where it has none. Raises StopRun for another."""
    check_language(language)
    name = pl.coalesce(f"name_{language}", "name_en").alias("name")
    actors = record.actors().select("code", name).drop_nulls().collect()
    known = {id: group.names.get(language, id) for id, group in (groups or {}).items()}
    return Names({**dict(actors.iter_rows()), **known})
