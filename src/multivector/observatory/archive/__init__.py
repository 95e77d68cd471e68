"""The record as the site reads it: an index of its own, made from the record and thrown away with every new version."""

from multivector.observatory.archive.keeping import archive, condition, look_again, prepare
from multivector.observatory.archive.reading import Archive, ArchiveUnavailable

__all__ = ["Archive", "ArchiveUnavailable", "archive", "condition", "look_again", "prepare"]
