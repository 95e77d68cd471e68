"""Questions about entries and what was said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import QueryDict

from multivector.lexicon.ontology import FACTS, MODES
from multivector.observatory.archive import Archive
from multivector.observatory.core import database
from multivector.observatory.review.models import Dispute, Judgement, Mark

Row = dict[str, Any]
KEPT = 24 * 3600  # seconds; a new version of the record has new keys
MANY = 5000  # ids that a query to the database is given at once
# order -> columns that sort it; `e` is the entry, `d` its document
ORDERS = {
    "confidence": ("e.confidence", "e.row"),
    "dispute": ("e.row",),
    "unreviewed": ("e.row",),
    "second": ("e.row",),
    "document": ("d.row", "e.start", "e.row"),
    "type": ("e.type", "e.confidence", "e.row"),
}


def marks(ids: Iterable[str]) -> dict[str, Mark]:
    """The marks of entries, by id; those that nobody has judged or disputed are absent."""
    wanted = list(ids)
    found: dict[str, Mark] = {}
    for first in range(0, len(wanted), MANY):
        for mark in Mark.objects.filter(entry__in=wanted[first : first + MANY]):
            if mark.verdict or mark.disputed:
                found[mark.entry] = mark
    return found


def marks_of(doc: str) -> dict[str, Mark]:
    """The marks of a document's entries, by id."""
    return {mark.entry: mark for mark in Mark.objects.filter(doc=doc) if mark.verdict or mark.disputed}


def version_of(doc: str) -> str:
    """A text that changes whenever a mark of the document does."""
    return str(database.value(f"SELECT max(changed) FROM {Mark._meta.db_table} WHERE doc = %s", doc) or "unmarked")


@dataclass(frozen=True, slots=True)
class Queue:
    """Which entries a reviewer sees, in which order, and after which one."""

    order: str = "confidence"
    type: str = ""
    doc: str = ""
    after: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Queue:
        """What a query string asks for; what is not known is left out."""
        order, type = query.get("order", ""), query.get("type", "")
        return cls(
            order if order in ORDERS else "confidence",
            type if type in MODES or type in FACTS else "",
            query.get("doc", ""),
            query.get("after", ""),
        )

    def query(self, **changed: str) -> str:
        """The query string of this queue, with changes."""
        made = QueryDict(mutable=True)
        for name in ("order", "type", "doc", "after"):
            if value := changed.get(name, getattr(self, name)):
                made[name] = value
        return made.urlencode()


def judged_by(user: Any) -> set[str]:
    """The entries that a reviewer has judged and not withdrawn."""
    last = dict(Judgement.objects.filter(reviewer=user).order_by("id").values_list("entry", "verdict"))
    return {entry for entry, verdict in last.items() if verdict != Judgement.Verdict.WITHDRAW}


def next_entry(archive: Archive, queue: Queue, user: Any) -> tuple[Row | None, int]:
    """The next entry of a queue, and how many it holds from there on, with this one."""
    mine = judged_by(user)
    conditions: list[str] = ["true"]
    parameters: list[Any] = []
    if queue.order == "dispute":
        wanted = list(Dispute.objects.filter(answered=None).values_list("entry", flat=True).distinct())
        conditions.append("e.id IN (SELECT unnest(?))")
        parameters.append(wanted)
    elif queue.order == "second":
        wanted = [id for id in Mark.objects.exclude(verdict="").values_list("entry", flat=True) if id not in mine]
        conditions.append("e.id IN (SELECT unnest(?))")
        parameters.append(wanted)
    else:
        done = mine
        if queue.order == "unreviewed":
            done = set(Mark.objects.exclude(verdict="").values_list("entry", flat=True))
        conditions.append("e.id NOT IN (SELECT unnest(?))")
        parameters.append(list(done))
    for column, value in (("e.type", queue.type), ("e.doc", queue.doc)):
        if value:
            conditions.append(f"{column} = ?")
            parameters.append(value)
    columns = ORDERS[queue.order]
    if queue.after and (key := _key(archive, columns, queue.after)) is not None:
        conditions.append(f"({', '.join(columns)}) > ({', '.join('?' * len(columns))})")
        parameters += key
    source = "FROM entries e JOIN documents d ON d.id = e.doc WHERE " + " AND ".join(conditions)
    order = f"ORDER BY {', '.join(columns)} LIMIT 1"
    found = archive.row(f"SELECT e.id, count(*) OVER () AS left {source} {order}", parameters)
    return (archive.entry(found["id"]), found["left"]) if found else (None, 0)


def _key(archive: Archive, columns: tuple[str, ...], entry: str) -> list[Any] | None:
    named = ", ".join(f"{column} AS k{number}" for number, column in enumerate(columns))
    row = archive.row(f"SELECT {named} FROM entries e JOIN documents d ON d.id = e.doc WHERE e.id = ?", [entry])
    return list(row.values()) if row else None


def codes(archive: Archive) -> frozenset[str]:
    """The codes of states and organisations that may stand before a dot."""
    key = f"review-codes:{archive.version}"
    known: frozenset[str] | None = cache.get(key)
    if known is None:
        rows = archive.rows("SELECT code FROM actors UNION SELECT split_part(code, '.', 1) AS code FROM parts")
        known = frozenset(row["code"] for row in rows)
        cache.set(key, known, KEPT)
    return known


def code_of_name(archive: Archive, name: str) -> str | None:
    """The code of a state or organisation by its name in one of the languages."""
    row = archive.row(
        "SELECT code FROM actors WHERE lower(?) IN (lower(name_ru), lower(name_en), lower(name_kk)) ORDER BY kind DESC",
        [name],
    )
    return row["code"] if row else None


def history(entry: str) -> list[Judgement]:
    """All that was said of an entry by reviewers, the newest first."""
    return list(Judgement.objects.filter(entry=entry).order_by("-id"))


def disputes(entry: str) -> list[Dispute]:
    """All disputes of an entry, the newest first."""
    return list(Dispute.objects.filter(entry=entry).select_related("answered", "user").order_by("-id"))


def orphans(archive: Archive) -> list[Row]:
    """Judged or disputed entries that the record no longer has: the last snapshot of each, with its mark."""
    known = {mark.entry: mark for mark in Mark.objects.all() if mark.verdict or mark.disputed}
    if not known:
        return []
    rows = archive.rows("SELECT unnest(?) AS id EXCEPT SELECT id FROM entries ORDER BY id", [list(known)])
    found = ((known[row["id"]], last_snapshot(row["id"])) for row in rows)
    return [{"mark": mark, "entry": entry} for mark, entry in found if entry]


def last_snapshot(entry: str) -> Row | None:
    """An entry as it was when something was last said of it."""
    for said in (Judgement.objects, Dispute.objects):
        snapshot = said.filter(entry=entry).order_by("-id").values_list("snapshot", flat=True).first()
        if snapshot:
            return dict(snapshot)
    return None


def open_disputes() -> int:
    """How many entries have a dispute that nobody has answered."""
    return Dispute.objects.filter(answered=None).values("entry").distinct().count()
