"""The door for the shell: `multivector COMMAND`. Entries and tables go to stdout, all else to stderr.

Exit status: 0 all done, 1 something was skipped (or an example failed), 2 the run could not go on, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from multivector import __version__
from multivector.cli import (
    coding,
    data,
    lexicon,
    priorities,
    records,
    review,
    serve,
    site,
    standing,
    vectors,
    votes,
)
from multivector.cli.console import INTERRUPTED, STOPPED, say
from multivector.errors import MultivectorError


class Door(TyperGroup):
    """Answers an interruption and a closed pipe before typer does: it would say nothing, or exit with 1."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say("interrupted; what was reported as written is safe. Run the same command again to go on.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader, head perhaps, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A record of foreign policy that anyone can check.",
)
for part in (
    coding,
    priorities,
    records,
    serve,
    standing,
    vectors,
):
    app.add_typer(part.app)
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(data.app, name="data")
app.add_typer(votes.app, name="votes")
app.add_typer(review.app, name="review")
app.add_typer(site.app, name="site")


def main() -> None:
    """Runs the command line; every foreseen failure is one message on stderr and an exit status."""
    try:
        app()
    except MultivectorError as error:
        say(f"error: {error}")
        sys.exit(STOPPED)
    except OSError as error:
        say(f"error: {error.strerror or error} {error.filename or ''}".rstrip())
        sys.exit(STOPPED)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit()


__all__ = ["app", "main"]
