"""`multivector site check`: Django's check of a deployment, the record, the database, the index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core import checks
from django.db import Error, connection

from multivector.observatory.archive import ArchiveUnavailable
from multivector.observatory.archive import archive as site_archive
from multivector.observatory.operations import health


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is as it should be, and what to know or do about it."""

    ok: bool
    what: str
    said: str


def findings() -> Iterator[Finding]:
    """Everything that was looked at."""
    yield from _settings()
    yield from _record()
    yield from _database()


def _settings() -> Iterator[Finding]:
    found = checks.run_checks(include_deployment_checks=True)
    serious = [one for one in found if not one.is_silenced()]
    for one in serious:
        yield Finding(False, "settings", " ".join(f"{one.msg} {one.hint or ''} ({one.id})".split()))
    if not serious:
        kind = "behind TLS" if settings.TLS else "plain http: set MULTIVECTOR_TLS=1 where readers come by https"
        yield Finding(True, "settings", kind)
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    yield Finding("*" not in settings.ALLOWED_HOSTS, "hosts", hosts)


def _record() -> Iterator[Finding]:
    try:
        archive = site_archive()
    except ArchiveUnavailable as error:
        yield Finding(False, "record", str(error))
        return
    counts = archive.row("SELECT count(*) AS documents, sum(events + facts)::BIGINT AS entries FROM documents") or {}
    said = f"{counts['documents']} documents, {counts['entries'] or 0} entries, version {archive.version[:8]}"
    yield Finding(not archive.is_empty(), "record", said)


def _database() -> Iterator[Finding]:
    name = settings.DATABASES["default"]["NAME"]
    if not health.database().ok:
        yield Finding(False, "database", f"{connection.vendor} {name} does not answer")
        return
    missing = health.unapplied_migrations()
    if missing:
        said = f"{', '.join(missing)} not applied: run `multivector site migrate`"
        yield Finding(False, "database", said)
        return
    yield Finding(_takes_writes(), "database", f"{connection.vendor} {name}")


def _takes_writes() -> bool:
    from django.core.cache import caches

    try:
        caches["shared"].set("operations:check", 1, timeout=1)
    except Error:
        return False
    return True
