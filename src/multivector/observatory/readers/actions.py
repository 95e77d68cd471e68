"""What readers do: rate, comment, change, complain, take their data away. Each checks who may, does it, counts anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from multivector.observatory.core.readers import too_often
from multivector.observatory.readers import rules
from multivector.observatory.readers.identity import Reader
from multivector.observatory.readers.models import Comment, Complaint, Discussion, Revision, Vote
from multivector.observatory.readers.queries import may_edit
from multivector.observatory.readers.texts import digest, links

Why, Status = Comment.Why, Comment.Status


class TooOften(Exception):
    """Somebody does something more often than people do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment that is about to be added; what the form found out about it."""

    name: str
    email: str
    text: str
    language: str
    notify: bool = False
    too_fast: bool = False
    trapped: bool = False  # the field that people don't see was filled in


def count(doc: str) -> Discussion:
    """Counts an article's votes and comments anew; one after another, so that none is missed."""
    with transaction.atomic():
        Discussion.objects.get_or_create(doc=doc)
        row = Discussion.objects.select_for_update().get(doc=doc)
        votes = Vote.objects.filter(doc=doc).aggregate(n=Count("id"), stars=Sum("stars"))
        comments = Comment.objects.filter(doc=doc, status=Status.APPROVED).aggregate(
            n=Count("id"), threads=Count("thread", distinct=True)
        )
        row.votes, row.stars = votes["n"], votes["stars"] or 0
        row.comments, row.threads = comments["n"], comments["threads"]
        row.save(update_fields=["votes", "stars", "comments", "threads", "changed"])
    return row


def rate(doc: str, stars: int, reader: Reader) -> Discussion:
    """Sets or changes a reader's stars. Raises TooOften."""
    if too_often("rate", reader.network, *rules.VOTES):
        raise TooOften
    with transaction.atomic():
        Vote.objects.update_or_create(doc=doc, **reader.marks, defaults={"stars": stars})
        return count(doc)


def is_flood(reader: Reader, email: str) -> bool:
    """Whether this network, e-mail or account comments more often than people do."""
    if reader.user:
        return _many(Q(user=reader.user), rules.FLOOD_USER)
    network = Q(network=reader.network, user=None)
    return (
        _many(network, rules.FLOOD_NETWORK)
        or _many(network, rules.FLOOD_NETWORK_DAY)
        or _many(Q(email=email, user=None), rules.FLOOD_PERSON)
    )


def is_repeated(doc: str, text: str, reader: Reader, email: str) -> bool:
    """Whether the same reader has said the same under this article."""
    author = reader.owns | (Q(email=email, user=None) if email else Q(network=reader.network, user=None))
    same = Comment.objects.filter(author, doc=doc, digest=digest(text))
    return same.exclude(status=Status.DELETED).exists()


def add(doc: str, parent: Comment | None, draft: Draft, reader: Reader) -> Comment:
    """Keeps a comment; it is published at once or waits."""
    if not too_often("forget-addresses", "", 1, 3600, shared=False):
        forget_addresses()
    why = reason_to_wait(draft, reader)
    status = Status.REJECTED if draft.trapped else Status.WAITING if why else Status.APPROVED
    with transaction.atomic():
        comment = Comment.objects.create(
            doc=doc,
            parent=parent,
            thread=parent.thread if parent else 0,
            depth=min(parent.depth + 1, rules.DEPTH) if parent else 0,
            **reader.marks,
            name=draft.name,
            email="" if reader.user else draft.email,
            network=reader.network,
            language=draft.language,
            text=draft.text,
            digest=digest(draft.text),
            status=status,
            why=why,
            notify=draft.notify,
        )
        if not parent:
            comment.thread = comment.pk
            comment.save(update_fields=["thread"])
        count(doc)
    return comment


def reason_to_wait(draft: Draft, reader: Reader) -> str:
    """Why a comment waits for a moderator; empty when it does not."""
    if draft.trapped:
        return Why.HONEYPOT
    if reader.user and reader.user.is_staff:
        return ""
    if links(draft.text) > rules.LINKS:
        return Why.LINKS
    if draft.too_fast:
        return Why.FAST
    if _stands_elsewhere(draft.text):
        return Why.REPEATED
    return Why.NEWCOMER if is_newcomer(reader, draft.email) else ""


def is_newcomer(reader: Reader, email: str) -> bool:
    """Whether no comment of this account or e-mail has been published yet."""
    author = Q(user=reader.user) if reader.user else Q(email=email, user=None)
    return not Comment.objects.filter(author, status=Status.APPROVED).exists()


def edit(comment: Comment, text: str, reader: Reader) -> Comment:
    """Changes one's own comment; what it said before is kept. Raises PermissionDenied."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        if not reader.is_author_of(comment) or not may_edit(comment):
            raise PermissionDenied
        if text == comment.text:
            return comment
        Revision.objects.create(comment=comment, text=comment.text, by=reader.user)
        comment.text, comment.digest = text, digest(text)
        comment.edited, comment.by_moderator = timezone.now(), False
        if comment.is_approved and links(text) > rules.LINKS and not (reader.user and reader.user.is_staff):
            comment.status, comment.why = Status.WAITING, Why.LINKS
        comment.save()
        count(comment.doc)
    return comment


def complain(comment: Comment, reader: Reader) -> bool:
    """Notes a complaint, once a reader; True when the comment waits again because of it. Raises TooOften."""
    if too_often("complain", reader.network, *rules.COMPLAINTS):
        raise TooOften
    if reader.is_author_of(comment) or not comment.is_approved:
        raise PermissionDenied
    if not reader.user and Complaint.objects.filter(comment=comment, network=reader.network, user=None).exists():
        return False  # guests of one network count once: a new cookie does not make a new person
    try:
        with transaction.atomic():
            Complaint.objects.create(comment=comment, network=reader.network, **reader.marks)
    except IntegrityError:
        return False
    if Complaint.objects.filter(comment=comment, settled=False).count() < rules.COMPLAINTS_TO_WAIT:
        return False
    with transaction.atomic():
        hidden = Comment.objects.filter(pk=comment.pk, status=Status.APPROVED).update(
            status=Status.WAITING, why=Why.COMPLAINTS
        )
        count(comment.doc)
    return bool(hidden)


def erase(comment: Comment, reader: Reader) -> None:
    """Takes one's own comment away. Raises PermissionDenied."""
    if not reader.is_author_of(comment) or comment.is_gone:
        raise PermissionDenied
    erase_all(Comment.objects.filter(pk=comment.pk))


def erase_all(comments: QuerySet[Comment]) -> int:
    """Empties comments of all that their authors gave; the place stays, for the replies below it."""
    with transaction.atomic():
        ids, docs = list(comments.values_list("pk", flat=True)), set(comments.values_list("doc", flat=True))
        Revision.objects.filter(comment__in=ids).delete()
        Complaint.objects.filter(comment__in=ids).delete()
        gone: dict[str, Any] = {
            **{"name": "", "email": "", "text": "", "digest": "", "network": "", "guest": "", "user": None},
            **{"notify": False, "why": "", "note": "", "status": Status.DELETED},
        }
        Comment.objects.filter(pk__in=ids).update(**gone)
        for doc in docs:
            count(doc)
    return len(ids)


def erase_person(comments: QuerySet[Comment], reader: Reader) -> int:
    """Takes away all comments given, and the votes and complaints of the reader who asks."""
    with transaction.atomic():
        gone = erase_all(comments)
        votes = Vote.objects.filter(reader.owns)
        docs = set(votes.values_list("doc", flat=True))
        votes.delete()
        Complaint.objects.filter(reader.owns).delete()
        for doc in docs:
            count(doc)
    return gone


def forget_addresses() -> int:
    """Deletes shortened addresses that have been kept long enough."""
    before = timezone.now() - rules.NETWORK_LIFE
    old = Comment.objects.filter(created__lt=before).exclude(network="").update(network="")
    return old + Complaint.objects.filter(created__lt=before).exclude(network="").update(network="")


def _many(author: Q, limit: tuple[int, timedelta]) -> bool:
    most, within = limit
    return Comment.objects.filter(author, created__gt=timezone.now() - within).count() >= most


def _stands_elsewhere(text: str) -> bool:
    since = timezone.now() - rules.SAME_TEXT
    return len(text) > 40 and Comment.objects.filter(digest=digest(text), created__gt=since).exists()


def stop_mails(comment: Comment) -> None:
    """Its author hears of no more replies, to this comment or another."""
    same = Q(pk=comment.pk)
    if comment.user_id:
        same |= Q(user=comment.user_id)
    elif comment.email:
        same |= Q(email=comment.email, user=None)
    Comment.objects.filter(same).update(notify=False)
