"""What the register of organisations says of the facts of a document; kept for each version of the record."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache

from multivector.errors import MultivectorError
from multivector.observatory.archive import Archive
from multivector.observatory.articles.saying import Verdict

CHECKED = frozenset({"membership", "chairmanship"})  # of other kinds of fact the register says nothing
log = logging.getLogger("multivector.articles")


def verdicts(archive: Archive, document: str, types: Iterable[str], language: str) -> dict[str, Verdict]:
    """The verdict on each fact of a document that the register can speak of, by the id of the entry."""
    if CHECKED.isdisjoint(types):
        return {}
    key = "claims:" + hashlib.sha256(f"{archive.version}|{language}|{document}".encode()).hexdigest()
    found: dict[str, Verdict] | None = cache.get(key)
    if found is None:
        found = {
            row["entry"]: Verdict(row["verdict"], row["register"], row["source"])
            for row in _claims(archive, document, language)
        }
        cache.set(key, found, 24 * 3600)
    return found


def _claims(archive: Archive, document: str, language: str) -> list[dict[str, Any]]:
    from multivector.analysis.claims import claims  # it loads the register and the charts: only where it is needed

    try:
        table = claims(archive.record, doc=document, language=language, register=settings.REGISTER or None)
    except MultivectorError as error:  # a register of one's own that is broken must not take the article away
        log.error("no verdicts", extra={"document": document, "error": str(error)})
        return []
    return [row for row in table.iter_rows(named=True) if row["fact"] in CHECKED]
