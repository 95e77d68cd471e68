"""The record as the site reads it: an index of its own, made from the record and thrown away with every new version."""

from multivector.observatory.archive.reading import Archive, ArchiveUnavailable, archive, prepare

__all__ = ["Archive", "ArchiveUnavailable", "archive", "prepare"]
