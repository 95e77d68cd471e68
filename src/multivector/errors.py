"""The exceptions of the package.

MultivectorError
├── SkipInput      one input cannot be used; the others go on
└── StopRun        nothing can go on (a broken lexicon, a record of another version, a full disk)
"""

from __future__ import annotations


class MultivectorError(Exception):
    """Base of all errors that the package raises on purpose; the message says what to do."""


class SkipInput(MultivectorError):
    """One input is left out. `where` names it; the message says why and what to do."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, message)
        self.where = where
        self.message = message

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class StopRun(MultivectorError):
    """The run ends; what was reported as written is in the record."""
