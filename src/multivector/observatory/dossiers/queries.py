"""Questions of the dossiers to the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from multivector.lexicon.ontology import NO_STATE
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.dossiers.kept import kept
from multivector.observatory.dossiers.telling import COLUMNS

NEWEST = "ORDER BY row LIMIT ? OFFSET ?"
OF = "row IN (SELECT row FROM parts WHERE code = ?)"  # entries in which an actor takes part
HELD = "status IN ('done', 'ongoing')"


@kept
def frequent(archive: Archive, kind: str = "state") -> list[tuple[str, int]]:
    """The actors of a kind with the number of entries in which they take part, the most frequent first."""
    rows = archive.rows(
        "SELECT code, count(*) AS n FROM parts JOIN actors USING (code) WHERE kind = ? GROUP BY code"
        " ORDER BY n DESC, code",
        [kind],
    )
    return [(row["code"], row["n"]) for row in rows]


def home_state(archive: Archive) -> str:
    """The state whose page is the first: the one of the settings, else the record's most frequent."""
    if settings.STATE:
        return str(settings.STATE)
    return next((code for code, _ in frequent(archive)), "")


def kind_of(archive: Archive, code: str) -> str | None:
    """What a code is: state, organisation, or party (one that only stands in entries); None if it is unknown."""
    known = archive.row("SELECT kind FROM actors WHERE code = ?", [code])
    if known:
        return str(known["kind"])
    return "party" if code != NO_STATE and archive.row("SELECT 1 FROM parts WHERE code = ? LIMIT 1", [code]) else None


@kept
def size(archive: Archive) -> dict[str, Any]:
    """How much the record holds: documents, sources, languages, entries, first and last day of publication."""
    documents = archive.rows(
        "SELECT count(*) AS documents, count(DISTINCT outlet) AS sources, min(published) AS first,"
        " max(published) AS last, list_sort(list(DISTINCT language)) AS languages FROM documents"
    )[0]
    entries = archive.rows(
        "SELECT count(*) FILTER (kind = 'event') AS events, count(*) FILTER (kind = 'fact') AS facts FROM entries"
    )[0]
    return {**documents, **entries}


def newest_articles(archive: Archive, most: int) -> list[Row]:
    """The articles that were published last."""
    return archive.rows(
        "SELECT id, title, published, language, outlet, events, facts FROM documents ORDER BY row LIMIT ?", [most]
    )


@kept
def articles_about(archive: Archive, code: str, most: int) -> list[Row]:
    """The articles with most entries about an actor, the newest first."""
    return archive.rows(
        "SELECT * FROM (SELECT d.id, d.title, d.published, d.language, d.outlet, d.row, count(*) AS entries"
        f" FROM entries e JOIN documents d ON d.id = e.doc WHERE e.{OF} GROUP BY ALL"
        " ORDER BY entries DESC, d.row LIMIT ?) ORDER BY row",
        [code, most],
    )


@kept
def latest(archive: Archive, code: str, kind: str, most: int) -> list[Row]:
    """The last events (or facts) of an actor that have a time, the latest first."""
    return archive.rows(
        f"SELECT {COLUMNS} FROM entries WHERE {OF} AND kind = ? AND {HELD} AND time_start IS NOT NULL"
        " AND time_start <= coalesce((SELECT max(published) FROM documents)::DATE + 1, DATE '9999-12-31')"
        " ORDER BY row LIMIT ?",
        [code, kind, most],
    )


@dataclass(frozen=True)
class Both:
    """The entries in which two actors stand together, the latest first; a list for a Paginator."""

    archive: Archive
    codes: tuple[str, str]

    @property
    def where(self) -> str:
        return f"{OF} AND {OF}"

    def count(self) -> int:
        return int(self.archive.value(f"SELECT count(*) FROM entries WHERE {self.where}", self.codes))

    __len__ = count

    def __getitem__(self, part: slice) -> list[Row]:
        return self.archive.rows(
            f"SELECT {COLUMNS} FROM entries WHERE {self.where} {NEWEST}",
            [*self.codes, part.stop - part.start, part.start],
        )

    def __iter__(self) -> Iterator[Row]:
        return iter(self[0 : self.count()])

    def by_year(self) -> list[Row]:
        """`year, type, entries` of what is done or going on; the year is null where the time is no single one."""
        return self.archive.rows(
            f"SELECT year, type, count(*) AS entries FROM entries WHERE {self.where} AND {HELD}"
            " GROUP BY ALL ORDER BY year, type",
            self.codes,
        )

    def facts(self, type: str, slot: str) -> list[Row]:
        """The facts of a kind in which both stand in the slot, the latest first."""
        return self.archive.rows(
            f"SELECT {COLUMNS} FROM entries WHERE {self.where} AND type = ? AND list_has_all(slots.{slot}, ?)"
            " ORDER BY row",
            [*self.codes, type, list(self.codes)],
        )


@kept
def by_year(archive: Archive, code: str) -> list[Row]:
    """`year, type, entries` of what an actor takes part in and is done or going on."""
    return archive.rows(
        f"SELECT year, type, count(*) AS entries FROM entries WHERE {OF} AND {HELD} GROUP BY ALL ORDER BY year, type",
        [code],
    )


@kept
def together(archive: Archive, one: str, other: str) -> list[Row]:
    """`Both.by_year`, kept."""
    return Both(archive, (one, other)).by_year()


def of_organisation(archive: Archive, code: str, type: str) -> list[Row]:
    """The facts that name an organisation as what somebody belongs to or chairs, by time."""
    return archive.rows(
        f'SELECT {COLUMNS} FROM entries WHERE {OF} AND type = ? AND slots."of" = ? AND {HELD} ORDER BY row DESC',
        [code, type, code],
    )
