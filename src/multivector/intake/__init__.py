"""Turns files, folders and standard input into a stream of `Document`s."""

from multivector.intake.documents import document, read
from multivector.intake.files import MAX_CHARS, Problem

__all__ = ["MAX_CHARS", "Problem", "document", "read"]
