"""Rows of the archive in the words of the analysis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from multivector.analysis.names import Names
from multivector.analysis.words import facts_said
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import actor_label, labels
from multivector.record.schema import FACTS, SLOT_COLUMNS


class SiteNames(Names):
    """The names of parties as the site writes them, for the words of the analysis."""

    def __init__(self, archive: Archive, language: str) -> None:
        super().__init__({})
        self._archive, self._language = archive, language

    def __contains__(self, code: object) -> bool:
        """Whether it is a code at all: slots hold words of the text too, and those may have dots."""
        base, _dot, sector = str(code).partition(".")
        return self._archive.actor(base, self._language) != base and (not sector or sector in labels()["sectors"])

    def __call__(self, code: str) -> str:
        """The name of a code."""
        return actor_label(self._archive, code, self._language)


def facts_in_words(rows: Sequence[Row], names: Names, language: str) -> list[str]:
    """What each of some facts says, without its time and status."""
    if not rows:
        return []
    schema: dict[str, Any] = {"fact": pl.String, "status": pl.String, **{slot: FACTS[slot] for slot in SLOT_COLUMNS}}
    facts = [{"fact": row["type"], "status": "done", **row["slots"]} for row in rows]
    return facts_said(pl.DataFrame(facts, schema=schema), names, language).to_list()
