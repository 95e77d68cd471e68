"""Whether the site can do its work: process, database, record."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from multivector import __version__
from multivector.observatory.archive import ArchiveUnavailable, condition
from multivector.observatory.archive import archive as site_archive

log = logging.getLogger("multivector.health")


@dataclass(frozen=True)
class Part:
    """One part of the site: whether it does its work, and what may be said of it to anybody."""

    ok: bool
    said: dict[str, Any]


def health() -> dict[str, Part]:
    """All parts by name."""
    return {"process": Part(True, {"version": __version__}), "database": database(), "archive": archive()}


def database() -> Part:
    """Whether the database answers; why it does not is for the log, not for the reader."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error as error:
        connection.close()
        log.error("database away", extra={"error": str(error)})
        return Part(False, {"kind": connection.vendor})
    return Part(True, {"kind": connection.vendor})


def archive() -> Part:
    """Whether a version of the record is shown; `problem` says why it is not the one on disk."""
    try:
        shown, state = site_archive(), condition()
    except ArchiveUnavailable as error:
        return Part(False, {"problem": error.kind})
    return Part(True, {"version": shown.version, "problem": state.problem or None})


def unapplied_migrations() -> list[str]:
    """Migrations that the database has not seen; `multivector site migrate` applies them."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
