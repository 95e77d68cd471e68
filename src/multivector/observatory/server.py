"""`multivector serve` and `multivector site`: the environment that settings.py reads, the secret, the database, and
the way from the command to a server that answers.

The process that gunicorn forks its workers from touches neither the record nor the database: the engines that read
them start threads, which no fork takes along. A child of its own prepares both.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from multivector.errors import StopRun

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

SETTINGS = "multivector.observatory.settings"
CHECKED, FOREIGN = b"\0", "the site could not be prepared; what stands above says why"
EVERYWHERE = ("0.0.0.0", "::", "")


def configure(record: Path, database: str | None = None) -> None:
    """Sets the environment that settings.py reads, for this record, and makes Django ready.

    Without a database a SQLite file beside the record keeps what people add; beside it lies the generated secret.

    Raises:
        StopRun: there is no record at the path, it is of another version, or the settings are wrong.
    """
    from multivector.record import Record

    Record(record)
    _set_environment(record, database)


def beside(record: Path, ending: str) -> Path:
    """The path of a file of the site beside a record."""
    return record.resolve().with_name(f"{record.resolve().name}.site.{ending}")


def new_secret() -> str:
    """A key that signs sessions and forms."""
    return secrets.token_urlsafe(50)


def prepare_database() -> None:
    """Brings the tables of the database up to date. Raises StopRun when it does not answer."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.db import Error

    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except (Error, ImproperlyConfigured) as error:
        said = " ".join(str(error).split())
        raise StopRun(f"the database does not answer or is not ours ({said}); check --database") from error


def serve(
    record: Path,
    *,
    host: str,
    port: int,
    database: str | None,
    workers: int,
    on_ready: Callable[[str], None],
) -> int:
    """Serves a record until it is told to stop; `on_ready` is given the address.

    Returns 0 after SIGTERM, 130 after Ctrl-C. Raises StopRun for whatever keeps it from starting.
    """
    with _ending_quietly(), _listening(host, port) as listener:
        if host not in EVERYWHERE:
            os.environ.setdefault("MULTIVECTOR_HOSTS", f"localhost,127.0.0.1,[::1],{_written(host)}")
        with _beside_us(lambda checked: _prepare(record, database, checked)) as prepared:
            _set_environment(record, database)
            application = _warm_application()
            prepared()
        from multivector.observatory.processes import run

        address = f"http://{_written(host)}:{listener.getsockname()[1]}/"
        return run(application, listener, workers=workers, on_ready=lambda: on_ready(address))


def _prepare(record: Path, database: str | None, checked: Callable[[], None]) -> None:
    from multivector.record import Record

    if Record(record).documents().head(1).collect().is_empty():
        raise StopRun(f"{record}: this record is empty; code some texts with `multivector code ... --to {record}`")
    _set_environment(record, database)
    checked()
    prepare_database()
    from multivector.observatory.archive import ArchiveUnavailable, prepare

    try:
        prepare()
    except ArchiveUnavailable as error:
        raise StopRun(f"{record}: {error}") from error


def _set_environment(record: Path, database: str | None) -> None:
    """Sets what settings.py reads, and loads it. Raises StopRun for settings that are wrong."""
    os.environ["MULTIVECTOR_RECORD"] = str(record.resolve())
    if database:
        os.environ["DATABASE_URL"] = database
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{beside(record, 'sqlite3')}"
    if not os.environ.get("MULTIVECTOR_SECRET_KEY"):
        os.environ["MULTIVECTOR_SECRET_KEY"] = _kept_secret(beside(record, "secret"))
    _check_database(os.environ["DATABASE_URL"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ValueError as error:  # a port of the mail server that is no number
        raise StopRun(f"a setting is wrong: {' '.join(str(error).split())}; docs/observatory.md lists them") from error
    except ImproperlyConfigured as error:
        hint = "" if "psycopg" not in str(error) else "; install it with: pip install 'psycopg[binary]'"
        raise StopRun(f"{' '.join(str(error).split())}{hint}") from error


def _check_database(url: str) -> None:
    """Raises StopRun for an URL of no database that the site is made for, without its words: it may hold a password."""
    import dj_database_url

    try:
        engine = str(dj_database_url.parse(url).get("ENGINE"))
    except ValueError:
        engine = ""
    if not engine.endswith((".sqlite3", ".postgresql")):
        raise StopRun("--database: use sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME")


def _warm_application() -> WSGIHandler:
    """The application with what its first page would load, so that all workers share it."""
    from django.template.loader import get_template
    from django.urls import get_resolver
    from django.utils import translation

    from multivector.observatory.messages import LANGUAGES
    from multivector.observatory.wsgi import application

    list(get_resolver().url_patterns)
    get_template("base.html")
    for language in LANGUAGES:
        with translation.override(language):
            translation.gettext("")
    return application


def _kept_secret(path: Path) -> str:
    """The key of this site: generated once, readable by its owner alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(new_secret())
    except FileExistsError:
        pass
    except OSError as error:
        raise StopRun(
            f"{path}: the site's secret can't be kept here ({error.strerror}); set MULTIVECTOR_SECRET_KEY"
        ) from error
    kept = path.read_text(encoding="utf-8").strip()
    if not kept:
        raise StopRun(f"{path}: the site's secret is empty; delete the file, and a new one is made")
    return kept


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host or "0.0.0.0"


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The socket, before anything else is done: who can't have the port learns it at once."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError, UnicodeError) as error:
        number = getattr(error, "errno", None)
        said = os.strerror(number) if number and number > 0 else str(error)
        raise StopRun(f"can't listen on port {port} of {host}: {said}; choose another --port or --host") from error
    with listener:
        yield listener


@contextlib.contextmanager
def _ending_quietly() -> Iterator[None]:
    """SIGTERM before the server runs ends the command like one that is done."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _beside_us(work: Callable[[Callable[[], None]], None]) -> Iterator[Callable[[], None]]:
    """Runs `work` in a forked child. Our own work begins when it says that all is checked; what it is given waits for
    its end. Raises StopRun with its words when it fails.
    """
    reading, writing = os.pipe()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_childs_part(work, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:

        def wait() -> None:
            nonlocal child
            said = pipe.read().decode().strip()
            status, child = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0
            if status:
                raise StopRun(said or FOREIGN)

        try:
            if pipe.read(1) != CHECKED:
                wait()
            yield wait
        finally:
            if child:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _childs_part(work: Callable[[Callable[[], None]], None], pipe: int) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def say(words: bytes) -> None:
        os.write(pipe, words)

    try:
        work(lambda: say(CHECKED))
    except (StopRun, OSError) as error:
        say(b" " + str(error).encode())
        return 2
    except KeyboardInterrupt:
        return 130
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        return 2
    return 0
