"""`lexicon check`, `lexicon show`: what Multivector knows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from multivector.cli.console import SKIPPED, console

app = typer.Typer(no_args_is_help=True, help="Read and check what Multivector knows.")


@app.command("check")
def lexicon_check(
    folder: Annotated[Path | None, typer.Argument(help="A lexicon of your own; the package's if not given.")] = None,
) -> None:
    """Check every file and code every frame's examples."""
    from multivector.coder.examples import check_examples
    from multivector.lexicon import data_folder, load_lexicon

    lexicon = load_lexicon(folder or data_folder())
    report = check_examples(lexicon)
    for failure in report.failures:
        print(failure)
    print(f"{report.passed} of {report.checked} examples coded as they say.")
    print(f"{report.uncodable} examples are in languages that cannot be coded yet.")
    if report.failures:
        raise typer.Exit(SKIPPED)


@app.command("show")
def lexicon_show(
    name: Annotated[str, typer.Argument(help="A frame, an operator, a role, or the code of an actor.")],
) -> None:
    """Show an entry of the lexicon as a person wants to read it."""
    from multivector.lexicon import default_lexicon
    from multivector.lexicon.show import show_entry

    console(sys.stdout).print(show_entry(default_lexicon(), name))
