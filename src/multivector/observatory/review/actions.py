"""Every change of state: who may, do, log."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from multivector.observatory.core.readers import address
from multivector.observatory.review import readings
from multivector.observatory.review.models import Dispute, Judgement, Mark

log = logging.getLogger("multivector.review")
Verdict = Judgement.Verdict


def judge(
    user: Any,
    entry: Mapping[str, Any],
    verdict: str,
    *,
    correction: Mapping[str, Any] | None = None,
    why: str = "",
    note: str = "",
) -> Judgement:
    """Adds a judgement of an entry (a row of the archive or a snapshot); it answers the entry's open disputes."""
    _check(user)
    with transaction.atomic():
        _lock(entry["id"], entry["doc"])
        made = _add(user, entry, verdict, correction or {}, why=why, note=note)
        Dispute.objects.filter(entry=entry["id"], answered=None).update(answered=made)
        recount(entry["id"])
    log.info("judgement", extra={"entry": made.entry, "verdict": verdict, "by": made.author})
    return made


def undo(user: Any) -> Judgement | None:
    """Takes back the reviewer's last judgement that stands; what the reviewer said before counts again."""
    _check(user)
    with transaction.atomic():
        mine = Judgement.objects.filter(reviewer=user)
        last = mine.filter(undoes=None, undone=None).order_by("-id").first()
        if last is None:
            return None
        _lock(last.entry, last.doc)
        before = mine.filter(entry=last.entry, undoes=None, undone=None, id__lt=last.pk).order_by("-id").first()
        made = _add(
            user,
            {**last.snapshot, "id": last.entry, "doc": last.doc},
            before.verdict if before else Verdict.WITHDRAW,
            before.correction if before else {},
            why=before.why if before else "",
            note=before.note if before else "",
            undoes=last,
        )
        Dispute.objects.filter(answered=last).update(answered=None)
        recount(last.entry)
    log.info("judgement undone", extra={"entry": made.entry, "by": made.author})
    return made


def dispute(request: HttpRequest, entry: Mapping[str, Any], *, kind: str, text: str, email: str) -> Dispute:
    """Adds a reader's doubt."""
    user = request.user if request.user.is_authenticated else None
    with transaction.atomic():
        _lock(entry["id"], entry["doc"])
        made = Dispute.objects.create(
            entry=entry["id"],
            doc=entry["doc"],
            snapshot=readings.snapshot(entry),
            kind=kind,
            text=text,
            email=email,
            user=user,
            reader=reader_key(request),
        )
        recount(entry["id"])
    log.info("dispute", extra={"entry": made.entry, "kind": kind})
    return made


def reader_key(request: HttpRequest) -> str:
    """What tells readers apart without telling who they are."""
    if request.user.is_authenticated:
        return f"#{request.user.pk}"
    return salted_hmac("dispute", address(request), algorithm="sha256").hexdigest()[:40]


def recount(entry: str) -> Mark:
    """Makes an entry's mark from its judgements and disputes."""
    judgements = readings.latest(Judgement.objects.filter(entry=entry).order_by("id"))
    verdict, speaks = readings.outcome(judgements)
    given = [judgement.verdict for judgement in judgements]
    disputed = Dispute.objects.filter(entry=entry, answered=None).values("reader").distinct().count()
    mark = Mark.objects.get(entry=entry)
    mark.verdict = verdict
    mark.accepted, mark.corrected, mark.rejected = map(given.count, (Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT))
    mark.disputed = disputed
    mark.correction = speaks.correction if speaks else {}
    mark.why, mark.note = (speaks.why, speaks.note) if speaks else ("", "")
    mark.save()
    return mark


def _lock(entry: str, doc: str) -> None:
    """Two who judge one entry at once come one after the other."""
    Mark.objects.get_or_create(entry=entry, defaults={"doc": doc})
    Mark.objects.select_for_update().get(entry=entry)


def _add(
    user: Any,
    entry: Mapping[str, Any],
    verdict: str,
    correction: Mapping[str, Any],
    *,
    why: str,
    note: str,
    undoes: Judgement | None = None,
) -> Judgement:
    return Judgement.objects.create(
        entry=entry["id"],
        doc=entry["doc"],
        snapshot=readings.snapshot(entry),
        verdict=verdict,
        correction=dict(correction),
        why=why,
        note=note,
        reviewer=user,
        author=user.get_username(),
        undoes=undoes,
    )


def _check(user: Any) -> None:
    if not (user.is_authenticated and user.is_staff):
        raise PermissionDenied
