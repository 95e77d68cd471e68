"""Questions to what readers added: a page of comments as a tree, the rating, what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from multivector.observatory.core import database
from multivector.observatory.readers import rules
from multivector.observatory.readers.identity import Reader
from multivector.observatory.readers.models import Comment, Complaint, Discussion, Vote
from multivector.observatory.readers.texts import as_html

OPEN = Comment.Status.APPROVED


@dataclass(slots=True)
class Node:
    """A comment in the tree as the template walks it: `deeper` opens a list of replies, `ends` closes lists."""

    comment: Comment
    level: int
    mine: bool
    editable: bool
    to: Comment | None = None
    deeper: bool = False
    ends: range = field(default_factory=lambda: range(0))

    @property
    def html(self) -> SafeString:
        """The text, escaped."""
        return as_html(self.comment.text)

    @property
    def shown(self) -> bool:
        """Whether its text is: of one that was taken away only the place is left."""
        return self.comment.is_approved or (self.mine and self.comment.status == Comment.Status.WAITING)


def discussion(doc: str) -> Discussion:
    """The numbers of an article; all zero where nobody has said anything."""
    return Discussion.objects.filter(doc=doc).first() or Discussion(doc=doc)


def version_of(doc: str) -> str:
    """A text that changes whenever what readers see of an article's comments and votes does."""
    return str(database.value(f"SELECT changed FROM {Discussion._meta.db_table} WHERE doc = %s", doc) or "unsaid")


def discussions(docs: Iterable[str]) -> dict[str, Discussion]:
    """The numbers of several articles, for lists of them."""
    return {row.doc: row for row in Discussion.objects.filter(doc__in=list(docs))}


def own_stars(doc: str, reader: Reader) -> int:
    """The stars that this reader gave, 0 for none; asks nothing for a reader without account and cookie."""
    if not reader.user and not reader.guest:
        return 0
    return Vote.objects.filter(reader.owns, doc=doc).values_list("stars", flat=True).first() or 0


def tree(doc: str, reader: Reader, page: int = 1) -> list[Node]:
    """A page of threads, the latest first, the replies of each in their order. One query."""
    seen = Q(status=OPEN)
    if reader.user or reader.guest:
        seen |= reader.owns & Q(status=Comment.Status.WAITING)
    start = (page - 1) * rules.THREADS
    threads = (Comment.objects.filter(seen, doc=doc).order_by("-thread").values_list("thread", flat=True).distinct())[
        start : start + rules.THREADS
    ]
    answered = Exists(Comment.objects.filter(parent=OuterRef("pk"), status=OPEN))
    rows = Comment.objects.filter(seen | Q(answered), thread__in=threads).order_by("-thread", "created", "id")
    return flat(list(rows), reader)


def flat(rows: list[Comment], reader: Reader) -> list[Node]:
    """Comments in the order of reading; one whose parent is not among them stands at the top."""
    known = {row.pk: row for row in rows}
    below: dict[int | None, list[Comment]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in known else None].append(row)
    now, nodes = timezone.now(), []
    todo = [(row, 0) for row in reversed(below[None])]
    while todo:
        row, depth = todo.pop()
        level = min(depth, rules.DEPTH - 1)
        mine = reader.is_author_of(row)
        to = known.get(row.parent_id) if row.parent_id and depth >= rules.DEPTH else None
        nodes.append(Node(row, level, mine, mine and may_edit(row, now), to))
        todo += [(reply, depth + 1) for reply in reversed(below[row.pk])]
    for node, after in zip(nodes, [*nodes[1:], None], strict=False):
        next_level = after.level if after else 0
        node.deeper = next_level > node.level
        node.ends = range(max(0, node.level - next_level))
    return nodes


def may_edit(comment: Comment, now: datetime | None = None) -> bool:
    """Whether its author may still change it."""
    alive = comment.status in (OPEN, Comment.Status.WAITING)
    return alive and (now or timezone.now()) - comment.created <= rules.EDITING


def queue(which: str) -> QuerySet[Comment]:
    """The moderators' lists: waiting, complained, all; with the number of open complaints."""
    rows = Comment.objects.select_related("parent", "user").annotate(
        open_complaints=Count("complaints", filter=Q(complaints__settled=False), distinct=True)
    )
    if which == "waiting":
        return rows.filter(status=Comment.Status.WAITING).order_by("created")
    if which == "complained":
        return (
            rows.filter(open_complaints__gt=0)
            .exclude(status=Comment.Status.DELETED)
            .order_by("-open_complaints", "created")
        )
    return rows.order_by("-created", "-id")


def waiting_comments() -> int:
    """How many comments wait for a moderator; an index answers it."""
    return Comment.objects.filter(status=Comment.Status.WAITING).count()


def queue_sizes() -> dict[str, int]:
    """How many comments wait, and about how many readers complained."""
    complained = Complaint.objects.filter(settled=False).exclude(comment__status=Comment.Status.DELETED)
    return {
        "waiting": waiting_comments(),
        "complained": complained.values("comment").distinct().count(),
    }


def own_data(comments: QuerySet[Comment], reader: Reader) -> dict[str, Any]:
    """All that is kept about somebody, for them alone, ready for JSON."""
    return {
        "comments": [
            {
                "id": row.pk,
                "article": row.doc,
                "in_reply_to": row.parent_id,
                "name": row.name,
                "email": row.email or (row.user.email if row.user else ""),
                "text": row.text,
                "status": row.status,
                "created": row.created.isoformat(),
                "edited": row.edited.isoformat() if row.edited else None,
                "notify": row.notify,
                "network": row.network,
                "earlier": [{"text": old.text, "replaced": old.replaced.isoformat()} for old in row.revisions.all()],
            }
            for row in comments.select_related("user").prefetch_related("revisions").order_by("id")
        ],
        "ratings": [
            {"article": row.doc, "stars": row.stars, "changed": row.changed.isoformat()}
            for row in Vote.objects.filter(reader.owns).order_by("id")
        ],
        "complaints": [
            {"comment": row.comment_id, "created": row.created.isoformat()}
            for row in Complaint.objects.filter(reader.owns).order_by("id")
        ],
    }
