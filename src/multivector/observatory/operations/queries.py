"""What the status page asks of the record's index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.apps import apps
from django.core.cache import cache
from django.db import Error

from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row

OUTLETS = 15  # sources that are listed one by one
KEPT = 24 * 3600  # seconds; the key holds the record's version
_DOCUMENTS = "count(*) AS documents, sum(events)::BIGINT AS events, sum(facts)::BIGINT AS facts"


@dataclass(frozen=True)
class Coverage:
    """What the record covers, in rows with `documents`, `events`, `facts`."""

    total: Row
    languages: list[Row]
    outlets: list[Row]
    more_outlets: int
    years: list[Row]


def coverage(archive: Archive) -> Coverage:
    """Counts by language, source and year of publication; kept for as long as the version is shown."""
    key = f"operations:coverage:{archive.version}"
    kept: Coverage | None = cache.get(key)
    if kept is None:
        kept = _coverage(archive)
        cache.set(key, kept, KEPT)
    return kept


def _coverage(archive: Archive) -> Coverage:
    total = archive.row(
        f"SELECT {_DOCUMENTS}, max(published) AS latest, min(published) AS earliest,"
        " count(*) FILTER (published IS NULL) AS undated, count(*) FILTER (events + facts = 0) AS without_entries,"
        " count(DISTINCT coder) AS coders FROM documents"
    )
    outlets = _by(archive, "outlet", "documents DESC, outlet NULLS LAST")
    years = _by(archive, "left(published, 4)", "value DESC NULLS LAST")
    most = max((row["documents"] for row in years), default=1)
    return Coverage(
        total=total or {},
        languages=_by(archive, "language", "documents DESC"),
        outlets=outlets[:OUTLETS],
        more_outlets=max(0, len(outlets) - OUTLETS),
        years=[{**row, "most": most} for row in years],
    )


def _by(archive: Archive, what: str, order: str) -> list[Row]:
    return archive.rows(f"SELECT {what} AS value, {_DOCUMENTS} FROM documents GROUP BY {what} ORDER BY {order}")


def last_written(archive: Archive) -> datetime | None:
    """When something was last written to the record."""
    commits = (archive.path / "documents" / "_delta_log").glob("*.json")
    newest = max((file.stat().st_mtime for file in commits), default=None)
    return None if newest is None else datetime.fromtimestamp(newest, UTC)


def jobs() -> dict[str, int] | None:
    """How many jobs of the background wait (or run) and how many failed; None while the database is away."""
    model = apps.all_models["desk"].get("job")
    try:
        states = [] if model is None else list(model._base_manager.values_list("state", flat=True))
    except Error:
        return None
    return {"waiting": states.count("waiting") + states.count("running"), "failed": states.count("failed")}
