"""`site`: accounts, backup and restore of what people added, checks, the work in the background."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from multivector.cli.console import SKIPPED, RecordPath, say
from multivector.errors import StopRun

app = typer.Typer(no_args_is_help=True, help="Look after the web site of a record.")
users = typer.Typer(no_args_is_help=True, help="Accounts of those who sign in.")
app.add_typer(users, name="users")

Database = Annotated[
    str | None, typer.Option(help="URL of the site's database; the SQLite file beside the record if not given.")
]
Name = Annotated[str, typer.Argument(help="The name with which one signs in.")]


@users.command("add")
def users_add(
    record: RecordPath,
    name: Name,
    email: Annotated[str, typer.Option(help="Address, for messages of the site.")] = "",
    staff: Annotated[bool, typer.Option("--staff", help="May moderate, review and edit.")] = False,
    database: Database = None,
) -> None:
    """Add an account; the password is asked for, or read as a line from standard input."""
    _open(record, database)
    from multivector.observatory.operations import accounts

    accounts.add(name, _password(), email=email, staff=staff)
    say(f"{name} may sign in now{', as staff' if staff else ''}.")


@users.command("list")
def users_list(record: RecordPath, database: Database = None) -> None:
    """List the accounts: name, staff or reader, whether it is open, when it last signed in, address."""
    _open(record, database)
    from multivector.observatory.operations import accounts

    for user in accounts.everybody():
        kind, state = "staff" if user.is_staff else "reader", "open" if user.is_active else "disabled"
        seen = f"{user.last_login:%Y-%m-%d}" if user.last_login else "never"
        print("\t".join([user.username, kind, state, seen, user.email]))


@users.command("disable")
def users_disable(
    record: RecordPath,
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Open the account again.")] = False,
    database: Database = None,
) -> None:
    """Close an account and sign it out; what it wrote stays."""
    _open(record, database)
    from multivector.observatory.operations import accounts

    accounts.disable(name, enable=undo)
    say(f"{name} may sign in again." if undo else f"{name} can't sign in any more.")


@users.command("password")
def users_password(record: RecordPath, name: Name, database: Database = None) -> None:
    """Give an account another password, asked for or read from standard input."""
    _open(record, database)
    from multivector.observatory.operations import accounts

    accounts.change_password(name, _password())
    say(f"{name} has another password now and is signed out everywhere.")


@app.command()
def backup(
    record: RecordPath,
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    database: Database = None,
) -> None:
    """Write all that people added to a file; the site may go on meanwhile."""
    _open(record, database)
    from multivector.observatory.operations import backup as backups

    say(f"{backups.backup(file)} row(s) written to {file}. It holds addresses and hashes of passwords: keep it safe.")


@app.command()
def restore(
    record: RecordPath,
    file: Annotated[Path, typer.Argument(help="A file that `site backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what the database holds.")] = False,
    database: Database = None,
) -> None:
    """Read a backup into the database, all of it or nothing."""
    _open(record, database)
    from multivector.observatory.operations import backup as backups

    say(f"{backups.restore(file, replace=replace)} row(s) read from {file}.")


@app.command()
def check(record: RecordPath, database: Database = None) -> None:
    """Check settings, record and database, as before opening the site to the public."""
    _open(record, database, migrated=False)
    from multivector.observatory.operations.checks import findings

    found = list(findings())
    for one in found:
        print(f"{'ok     ' if one.ok else 'WRONG  '} {one.what}: {one.said}")
    if not all(one.ok for one in found):
        raise typer.Exit(SKIPPED)


@app.command()
def secret() -> None:
    """Print a new key for MULTIVECTOR_SECRET_KEY."""
    from multivector.observatory.server import new_secret

    print(new_secret())


@app.command()
def migrate(record: RecordPath, database: Database = None) -> None:
    """Bring the tables of the database up to date; `serve` does so by itself."""
    _open(record, database)
    say("the database is up to date.")


@app.command()
def work(record: RecordPath, database: Database = None) -> None:
    """Code in the background what staff write; `serve` does so by itself."""
    _open(record, database)
    from multivector.observatory.operations.work import run

    say("working - stop with Ctrl-C")
    run(threading.Event())


def _open(record: Path, database: str | None, *, migrated: bool = True) -> None:
    from multivector.observatory.server import configure, prepare_database

    configure(record, database)
    if migrated:
        prepare_database()


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if not password:
        raise StopRun("a password is needed")
    return password
