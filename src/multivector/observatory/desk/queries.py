"""Lists of the desk, and an article for the eye."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from multivector.observatory.core.highlight import Mark, Piece, pieces
from multivector.observatory.core.labels import css_class, kind_label
from multivector.observatory.desk.failures import told
from multivector.observatory.desk.models import Article, Job, Version
from multivector.observatory.review.telling import slot_value
from multivector.observatory.review.words import SLOTS
from multivector.record.schema import FACT_SLOTS

Row = dict[str, Any]
SHOWN_JOBS = 30
LONGEST = 200_000  # characters of a preview


def articles(state: str) -> QuerySet[Article]:
    """The articles of a state, the last changed first, each with its newest title."""
    newest = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    return (
        Article.objects.filter(state=state)
        .annotate(
            title=Subquery(newest.values("title")[:1]),
            number=Subquery(newest.values("number")[:1]),
            edited=Subquery(newest.values("time")[:1]),
            editor=Subquery(newest.values("editor_name")[:1]),
        )
        .order_by("-changed", "-pk")
    )


def queue() -> list[Row]:
    """What is being done, has failed, or was done last."""
    found = Job.objects.select_related("article", "by").order_by("-id")
    active = list(found.exclude(state=Job.State.DONE)[: 10 * SHOWN_JOBS])
    done = list(found.filter(state=Job.State.DONE)[:5])
    return [job_row(job) for job in (*active[:SHOWN_JOBS], *done)]


def job_row(job: Job) -> Row:
    """A job for a template."""
    return {
        "job": job,
        "name": job.article.name if job.article else job.address,
        "failure": told(job.failure, job.detail) if job.state == Job.State.FAILED else None,
        "waits_until": job.ready if job.state == Job.State.WAITING and job.ready > timezone.now() else None,
    }


def is_working() -> bool:
    """Whether anything waits or runs."""
    return Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).exists()


def preview(version: Version, language: str) -> Row:
    """The text with its entries in place, and the entries."""
    coded = version.coded or {"events": [], "facts": []}
    entries = sorted((*coded["events"], *coded["facts"]), key=lambda entry: (entry["start"], entry["end"]))
    marks = [Mark(e["start"], e["end"], css_class(_kind(e)), kind_label(_kind(e), language)) for e in entries]
    return {
        "paragraphs": _paragraphs(version.text[:LONGEST], marks),
        "is_cut": len(version.text) > LONGEST,
        "entries": [_entry(entry, version.text) for entry in entries],
        "is_coded": version.coded is not None,
    }


def _kind(entry: Row) -> str:
    return str(entry.get("type") or entry["fact"])


def _entry(entry: Row, text: str) -> Row:
    kind = _kind(entry)
    slots = [
        (SLOTS[slot], *slot_value(kind, slot, entry[slot])) for slot in FACT_SLOTS.get(kind, ()) if entry.get(slot)
    ]
    first, last = entry["sentence"]
    return {**entry, "kind": kind, "css": css_class(kind), "slots": slots, "says": text[first:last]}


def _paragraphs(text: str, marks: list[Mark]) -> list[list[Piece]]:
    found, start = [], 0
    waiting = sorted(marks, key=lambda mark: mark.start)
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [mark for mark in waiting if mark.start < end and mark.end > start]
            found.append(pieces(text, start, end, here))
            waiting = [mark for mark in waiting if mark.end > end]
        start = end + 1
    return found
