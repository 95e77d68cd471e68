"""`multivector serve`: the environment, the database, the index, and gunicorn with workers that stop gracefully."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from multivector.errors import StopRun
from multivector.record import Record

SETTINGS = "multivector.observatory.settings"
THREADS = 4  # of each worker
CONSTANT = {"worker_class": "gthread", "graceful_timeout": 20, "preload_app": True}


def configure(record: Path, database: str | None = None) -> None:
    """Sets the environment that settings.py reads, for this record, and makes Django ready.

    Without a database a SQLite file beside the record keeps what people add; beside it lies the generated secret.

    Raises:
        StopRun: there is no record at the path, or it is of another version.
    """
    Record(record)
    os.environ["MULTIVECTOR_RECORD"] = str(record.resolve())
    if database:
        os.environ["DATABASE_URL"] = database
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{beside(record, 'sqlite3')}"
    if not os.environ.get("MULTIVECTOR_SECRET_KEY"):
        os.environ["MULTIVECTOR_SECRET_KEY"] = _secret(beside(record, "secret"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def beside(record: Path, ending: str) -> Path:
    """The path of a file of the site beside a record."""
    return record.resolve().with_name(f"{record.resolve().name}.site.{ending}")


def _secret(path: Path) -> str:
    """The key that signs sessions: generated once, readable by its owner alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise StopRun(
            f"{path}: the site's secret can't be kept here ({error.strerror}); set MULTIVECTOR_SECRET_KEY"
        ) from error
    return path.read_text(encoding="utf-8").strip()


def prepare_database() -> None:
    """Brings the tables of the database up to date. Raises StopRun when it does not answer."""
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise StopRun(f"the database does not answer or is not ours ({error}); check --database") from error


def serve(record: Path, *, host: str, port: int, database: str | None, workers: int) -> None:
    """Serves a record until it is told to stop (SIGTERM, Ctrl-C)."""
    configure(record, database)
    prepare_database()
    from multivector.observatory.archive import prepare

    prepare()
    from django.db import connections

    connections.close_all()
    _gunicorn({"bind": f"{f'[{host}]' if ':' in host else host}:{port}", "workers": workers, "threads": THREADS}).run()


def _gunicorn(options: dict[str, Any]) -> Any:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """gunicorn with options from here, not from the command line."""

        def load_config(self) -> None:
            for name, value in {
                "worker_class": "gthread",
                "graceful_timeout": 20,
                "preload_app": True,
                **options,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from multivector.observatory.wsgi import application

            return application

    return Server()
