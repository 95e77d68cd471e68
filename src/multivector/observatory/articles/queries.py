"""Questions of the article pages to the archive."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.core.cache import cache

from multivector.observatory.archive import Archive
from multivector.observatory.archive.stems import stem, words

Row = dict[str, Any]
LANGUAGES = ("ru", "kk", "en")  # in which words of a query are stemmed
MOST_WORDS = 8  # of a query
MOST_OUTLETS = 300
TITLE = "coalesce(nullif(trim(title), ''), regexp_extract(ltrim(text), '^[^\\n]{1,140}'), id)"
SAID = "replace(lower(coalesce(title, text[:140])), 'ё', 'е')"  # in which the words of a query are looked for
COLUMNS = f"row, id, {TITLE} AS title, author, published, language, outlet, events + facts AS entries"


@dataclass(frozen=True)
class Filters:
    """What a list of articles is narrowed to."""

    language: str = ""
    outlet: str = ""
    year: str = ""
    q: str = ""

    def where(self) -> tuple[str, list[Any]]:
        """The condition and its parameters."""
        conditions: list[str] = ["true"]
        parameters: list[Any] = []
        for column, value in (("language", self.language), ("outlet", self.outlet), ("published[:4]", self.year)):
            if value:
                conditions.append(f"{column} = ?")
                parameters.append(value)
        for word in words(self.q)[:MOST_WORDS]:
            condition, values = _holds(word)
            conditions.append(condition)
            parameters += values
        return " AND ".join(conditions), parameters


def _holds(word: str) -> tuple[str, list[Any]]:
    """That a form of the word begins a word of the title, or stands in the sentence of an entry."""
    stems = {language: stem(word, language) for language in LANGUAGES}
    beginnings: list[str] = []
    for one in sorted(set(stems.values()), key=len):
        if not any(one.startswith(shorter) for shorter in beginnings):
            beginnings.append(one)
    # the first condition is quick, the second right: it is asked only where the first holds
    in_title = " OR ".join(
        f"(contains({SAID}, ?) AND regexp_matches({SAID}, '(^|[^\\p{{L}}\\p{{N}}])' || ?))" for _ in beginnings
    )
    pairs = " OR ".join("(p.language = ? AND p.stem = ?)" for _ in stems)
    in_entries = f"SELECT e.doc FROM entries e WHERE e.row IN (SELECT p.row FROM postings p WHERE {pairs})"
    parameters = [part for one in beginnings for part in (one, one)] + [part for pair in stems.items() for part in pair]
    return f"({in_title} OR id IN ({in_entries}))", parameters


class Articles(Sequence[Row]):
    """The articles that pass the filters, the newest first; asked for only as far as a page needs them."""

    def __init__(self, archive: Archive, filters: Filters) -> None:
        self._archive = archive
        self._where, self._parameters = filters.where()
        self._length: int | None = None

    def __len__(self) -> int:
        if self._length is None:
            asked = f"{self._archive.version}|{self._where}|{self._parameters}"
            key = "articles:number:" + hashlib.sha256(asked.encode()).hexdigest()
            query = f"SELECT count(*) FROM documents WHERE {self._where}"
            number = cache.get_or_set(key, lambda: self._archive.value(query, self._parameters), 3600)
            self._length = int(number or 0)
        return self._length

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        start, stop = index.start or 0, len(self) if index.stop is None else index.stop
        query = f"SELECT {COLUMNS} FROM documents WHERE {self._where} ORDER BY row LIMIT ? OFFSET ?"
        return self._archive.rows(query, [*self._parameters, max(stop - start, 0), start])


def choices(archive: Archive) -> dict[str, list[tuple[str, int]]]:
    """By what articles can be narrowed: languages, outlets and years, each with its number of articles."""
    key = f"articles:choices:{archive.version}"
    found: dict[str, list[tuple[str, int]]] | None = cache.get(key)
    if found is None:
        found = {
            "language": _counted(archive, "language", "n DESC, value"),
            "outlet": _counted(archive, "outlet", "n DESC, value", MOST_OUTLETS),
            "year": _counted(archive, "published[:4]", "value DESC"),
        }
        cache.set(key, found, 3600)
    return found


def _counted(archive: Archive, column: str, order: str, most: int = 1000) -> list[tuple[str, int]]:
    query = (
        f"SELECT {column} AS value, count(*) AS n FROM documents WHERE {column} IS NOT NULL AND {column} <> ''"
        f" GROUP BY 1 ORDER BY {order} LIMIT {most}"
    )
    return [(row["value"], row["n"]) for row in archive.rows(query)]


def neighbours(archive: Archive, row: int) -> tuple[Row | None, Row | None]:
    """The article before (older) and the one after (newer)."""
    # a range, for a list of numbers would be looked for row by row
    query = f"SELECT row, id, {TITLE} AS title FROM documents WHERE row BETWEEN ? AND ?"
    found = {near["row"]: near for near in archive.rows(query, [row - 1, row + 1])}
    return found.get(row + 1), found.get(row - 1)


def title_of(document: Row) -> str:
    """The title of a document with its text; where it has none, how the text begins, else its id."""
    lines = (line.strip() for line in (document["title"] or "", *document["text"].split("\n", 20)))
    first: str = next((line for line in lines if line), document["id"])
    return first if len(first) <= 200 else first[:199].rstrip() + "…"
