"""What moderators do. Every change is logged with its author and reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from multivector.observatory.readers.actions import count, erase_all
from multivector.observatory.readers.blocks import email_hash, masked, network_of
from multivector.observatory.readers.models import Action, Block, Comment, Complaint, Discussion, Revision
from multivector.observatory.readers.texts import digest

What, Status = Action.What, Comment.Status


def may_moderate(user: Any) -> bool:
    """Whether somebody is of the staff."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def _check(user: Any) -> None:
    if not may_moderate(user):
        raise PermissionDenied


def log(
    what: str, by: Any, *, comment: Comment | None = None, doc: str = "", detail: str = "", reason: str = ""
) -> None:
    """Notes what was done."""
    Action.objects.create(
        what=what,
        by=by,
        by_name=by.get_username(),
        comment=comment,
        doc=comment.doc if comment else doc,
        detail=detail[:300],
        reason=reason[:300],
    )


def decide(what: str, ids: Iterable[int], by: Any, reason: str = "") -> list[Comment]:
    """Approves, rejects or deletes comments; gives those that were changed by it."""
    _check(by)
    with transaction.atomic():
        rows = list(Comment.objects.select_for_update().filter(pk__in=list(ids)).exclude(status=Status.DELETED))
        changed = [row for row in rows if _decide(what, row, by, reason)]
        for doc in sorted({row.doc for row in changed}):
            count(doc)
    return changed


def _decide(what: str, row: Comment, by: Any, reason: str) -> bool:
    settled = Complaint.objects.filter(comment=row, settled=False).update(settled=True)
    if what == What.DELETE:
        log(what, by, comment=row, detail=row.name, reason=reason)
        erase_all(Comment.objects.filter(pk=row.pk))
        return True
    status = Status.APPROVED if what == What.APPROVE else Status.REJECTED
    if row.status == status and not settled:
        return False
    row.status, row.why = status, ""
    row.save(update_fields=["status", "why"])
    log(what, by, comment=row, reason=reason)
    return True


def edit(comment: Comment, text: str, by: Any, reason: str) -> Comment:
    """Changes a text with a reason that is shown; what it said before is kept."""
    _check(by)
    with transaction.atomic():
        comment = Comment.objects.select_for_update().exclude(status=Status.DELETED).get(pk=comment.pk)
        Revision.objects.create(comment=comment, text=comment.text, by=by, by_moderator=True, reason=reason)
        comment.text, comment.digest, comment.note = text, digest(text), reason
        comment.edited, comment.by_moderator = timezone.now(), True
        comment.save()
        count(comment.doc)
        log(What.EDIT, by, comment=comment, reason=reason)
    return comment


def block_author(comment: Comment, kind: str, by: Any, reason: str = "") -> Block | None:
    """Blocks the network or e-mail of a comment's author; None where it is not known (any more)."""
    _check(by)
    if kind == Block.Kind.NETWORK:
        value = shown = network_of(comment.network) if comment.network else ""
    else:
        email = comment.email or (comment.user.email if comment.user else "")
        value, shown = (email_hash(email), masked(email)) if email else ("", "")
    return block(kind, value, shown, by, reason, comment) if value else None


def block(kind: str, value: str, shown: str, by: Any, note: str = "", comment: Comment | None = None) -> Block:
    """Takes no more comments from there."""
    _check(by)
    row, made = Block.objects.get_or_create(kind=kind, value=value, defaults={"shown": shown, "note": note, "by": by})
    if made:
        log(What.BLOCK, by, comment=comment, detail=f"{kind} {shown}", reason=note)
    return row


def unblock(row: Block, by: Any) -> None:
    """Lifts a block."""
    _check(by)
    log(What.UNBLOCK, by, detail=f"{row.kind} {row.shown}")
    row.delete()


def close(doc: str, closed: bool, by: Any) -> None:
    """Closes an article for comments, or opens it again."""
    _check(by)
    row, _ = Discussion.objects.get_or_create(doc=doc)
    if row.closed != closed:
        Discussion.objects.filter(pk=row.pk).update(closed=closed, changed=timezone.now())
        log(What.CLOSE if closed else What.OPEN, by, doc=doc)
