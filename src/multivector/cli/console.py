"""What all commands share: exit statuses, messages on stderr, progress, codes of actors."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from multivector.errors import StopRun

if TYPE_CHECKING:
    from rich.console import Console

    from multivector.intake import Problem

SKIPPED, STOPPED, INTERRUPTED = 1, 2, 130

RecordPath = Annotated[Path, typer.Argument(help="A record: the folder that `code --to` wrote.")]


def let_interrupts_through() -> None:
    """Libraries imported by now restart reads that Ctrl-C interrupts; waiting for standard input must end then."""
    import signal

    if hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)


def reporter(problems: list[Problem]):  # type: ignore[no-untyped-def]
    said: set[Problem] = set()

    def report(problem: Problem) -> None:
        if problem not in said:
            said.add(problem)
            problems.append(problem)
            say(f"{problem.where}: {problem.message}")

    return report


def say(message: str) -> None:
    print(message, file=sys.stderr)


def console(file) -> Console:  # type: ignore[no-untyped-def]
    from rich.console import Console

    return Console(file=file, highlight=False, soft_wrap=not file.isatty())


@contextmanager
def progress(what: str = "documents written") -> Iterator:  # type: ignore[type-arg]
    """A progress line on stderr that counts what is done: by default the documents that are safe on disk."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(f"{{task.completed}} {what}"), TimeElapsedColumn())
    shell = Console(stderr=True)
    with Progress(*columns, console=shell, disable=not shell.is_terminal, transient=True) as shown:
        task = shown.add_task("code", total=None)
        yield lambda count: shown.update(task, completed=count)


def check_code(code: str | None) -> None:
    """Tells who asks by name by which code an actor is found."""
    if code is None or re.fullmatch(r"[A-Z0-9]+(\.[A-Z]{3})?|---(\.[A-Z]{3})?", code):
        return
    from multivector.lexicon import default_lexicon
    from multivector.lexicon.actors import actor_rows

    rows = actor_rows(default_lexicon())
    near = [str(row["code"]) for row in rows if code.casefold() in {str(name).casefold() for name in row.values()}]
    hint = f"use {' or '.join(near)}" if near else "use one as in the record's table of actors, KAZ or OSCE"
    raise StopRun(f"'{code}' is no code of an actor: {hint}")
