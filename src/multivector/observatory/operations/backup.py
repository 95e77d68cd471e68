"""What people added, in a file that any later Multivector and either database can read.

The file is JSON, one object a line: a head (form, version, when, by which Multivector, migrations), then one object a
row as Django's serializers write it, last a foot with the number of rows and the SHA-256 of all lines before it.
Sessions and pictures of letters are left out: they are worth nothing tomorrow.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import Error, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from multivector import __version__
from multivector.errors import StopRun

FORM, VERSION = "multivector-site", 1
OURS = "multivector.observatory."
ACCOUNTS = ("auth.Group", "auth.User")
BATCH = 1000
UNFIT = (DeserializationError, FieldDoesNotExist, ValidationError, ValueError, TypeError, KeyError, Error)

Line = dict[str, Any]


def backup(target: Path) -> int:
    """Writes the file, whole or not at all, readable by its owner alone; returns the number of rows."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            count = _write(file.write)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise StopRun(f"{target}: can't be written ({error.strerror})") from error
    except Error as error:
        raise StopRun(f"the database can't be read ({error})") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def restore(source: Path, *, replace: bool = False) -> int:
    """Reads a file into the database, all of it or nothing; returns the number of rows.

    Raises StopRun, with nothing changed, for a file that is damaged, foreign or of a newer version, and where there is
    something in the database already and `replace` is not set.
    """
    head = _checked(source)
    _check_head(source, head)
    try:
        with transaction.atomic():
            _make_room(replace)
            with connection.constraint_checks_disabled():
                count = _read_in(source)
            connection.check_constraints(table_names=[model._meta.db_table for model in models()])
            _reset_sequences()
    except UNFIT as error:
        said = " ".join(str(error).split())
        raise StopRun(f"{source}: does not fit this Multivector ({said}); nothing was changed") from error
    return count


def models() -> list[type[Model]]:
    """What is kept: all models of the site's apps, and the accounts; what others refer to comes first."""
    chosen = [
        (config, [model for model in config.get_models(include_auto_created=False) if _is_kept(model)])
        for config in apps.get_app_configs()
    ]
    ordered = serializers.sort_dependencies([(config, found) for config, found in chosen if found], allow_cycles=True)
    return [model for model in ordered if _is_kept(model)]


def _is_kept(model: type[Model]) -> bool:
    config = model._meta.app_config
    ours = config is not None and config.name.startswith(OURS)
    return (ours or model._meta.label in ACCOUNTS) and not model._meta.proxy and model._meta.managed


def _write(write: Any) -> int:
    digest = hashlib.sha256()

    def put(line: Line) -> None:
        encoded = json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        digest.update(encoded)
        write(encoded)

    count = 0
    with transaction.atomic():
        if connection.vendor == "postgresql":  # all tables as they are at one moment
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        put(_head())
        for line in _rows():
            put(line)
            count += 1
    put({"rows": count, "sha256": digest.hexdigest()})
    return count


def _head() -> Line:
    return {
        "form": FORM,
        "version": VERSION,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "multivector": __version__,
        "migrations": sorted(_applied()),
    }


def _applied() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def _rows() -> Iterator[Line]:
    for model in models():
        rows = model._base_manager.order_by("pk").iterator(chunk_size=BATCH)
        for row in rows:
            (line,) = json.loads(serializers.serialize("json", [row], use_natural_foreign_keys=True))
            yield line


def _lines(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            yield from file
    except OSError as error:
        raise StopRun(f"{source}: can't be read ({error.strerror})") from error


def _checked(source: Path) -> Line:
    """The head of a file that is whole: its foot has the right number of rows and the right checksum."""
    digest, head, last, count = hashlib.sha256(), b"", b"", 0
    for line in _lines(source):
        if last:
            digest.update(last)
        head, last, count = head or line, line, count + 1
    try:
        first, foot = json.loads(head), json.loads(last)
        whole = foot["rows"] == count - 2 and foot["sha256"] == digest.hexdigest()
    except (ValueError, KeyError, TypeError) as error:
        raise StopRun(f"{source}: this is no backup of a site, or it is cut off") from error
    if not whole or not isinstance(first, dict):
        raise StopRun(f"{source}: this backup is damaged: its checksum does not fit; take another one")
    return first


def _check_head(source: Path, head: Line) -> None:
    if head.get("form") != FORM:
        raise StopRun(f"{source}: this is no backup of a site")
    newer = set(head.get("migrations", ())) - _known_migrations()
    if head.get("version") != VERSION or newer:
        raise StopRun(f"{source}: made by a newer Multivector ({head.get('multivector')}); update this one")


def _known_migrations() -> set[str]:
    from django.db.migrations.loader import MigrationLoader

    return {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ()}


def _make_room(replace: bool) -> None:
    for model in reversed(models()):
        rows = model._base_manager.all()
        if not replace and rows.exists():
            held = model._meta.verbose_name_plural
            raise StopRun(f"the database holds {held} already; --replace puts the backup in the place of all")
        rows.delete()


def _read_in(source: Path) -> int:
    kept, count = {model._meta.label_lower for model in models()}, 0
    for rows in _batches(source):
        foreign = {row["model"] for row in rows} - kept
        if foreign:
            raise StopRun(f"{source}: holds rows of {', '.join(sorted(foreign))}, which no backup has")
        for row in serializers.deserialize("python", rows):
            row.save()
            count += 1
    return count


def _batches(source: Path) -> Iterator[list[Line]]:
    rows: list[Line] = []
    for line in _lines(source):
        row = json.loads(line)
        if "model" in row:
            rows.append(row)
        if len(rows) >= BATCH:
            yield rows
            rows = []
    yield rows


def _reset_sequences() -> None:
    """After rows with numbers of their own the database must count on from the highest."""
    statements: Iterable[str] = connection.ops.sequence_reset_sql(no_style(), models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
