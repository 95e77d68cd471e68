"""What readers add, and what keeps it in order. Addresses are kept shortened and only for days."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

USER = settings.AUTH_USER_MODEL


class Discussion(models.Model):
    """What an article's readers have said, in numbers; counted anew with every change."""

    doc = models.CharField(max_length=500, unique=True)
    closed = models.BooleanField(default=False)
    comments = models.PositiveIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    stars = models.PositiveIntegerField(default=0)  # their sum
    changed = models.DateTimeField(auto_now=True)  # when anything that readers see did

    @property
    def average(self) -> float | None:
        """Stars a vote; None without a vote."""
        return self.stars / self.votes if self.votes else None


class Vote(models.Model):
    """One reader's stars for one article."""

    doc = models.CharField(max_length=500, db_index=True)
    user = models.ForeignKey(USER, models.CASCADE, null=True, related_name="+")
    guest = models.CharField(max_length=32, blank=True)
    stars = models.PositiveSmallIntegerField()
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="readers_vote_stars"),
            models.UniqueConstraint(fields=["doc", "user"], condition=Q(user__isnull=False), name="readers_vote_user"),
            models.UniqueConstraint(fields=["doc", "guest"], condition=~Q(guest=""), name="readers_vote_guest"),
        ]


class Comment(models.Model):
    """What somebody said under an article. The e-mail is for notices and limits; no page shows it."""

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("comment", "waiting")
        APPROVED = "approved", pgettext_lazy("comment", "published")
        REJECTED = "rejected", pgettext_lazy("comment", "rejected")
        DELETED = "deleted", pgettext_lazy("comment", "deleted")

    class Why(models.TextChoices):
        """Why a comment waits."""

        NEWCOMER = "newcomer", _("first comment of this reader")
        LINKS = "links", _("many links")
        FAST = "fast", _("written too fast")
        REPEATED = "repeated", _("the same text stands elsewhere")
        HONEYPOT = "honeypot", _("filled in a field that people don't see")
        COMPLAINTS = "complaints", _("readers complained")
        EDITED = "edited", _("changed after a moderator hid it")

    doc = models.CharField(max_length=500)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replies")
    thread = models.BigIntegerField(default=0)  # id of the comment at the top; its own id at the top
    depth = models.PositiveSmallIntegerField(default=0)
    user = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    guest = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True, db_index=True)
    network = models.CharField(max_length=45, blank=True)
    language = models.CharField(max_length=8, default="en")
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    notify = models.BooleanField(default=False)
    announced = models.BooleanField(default=False)  # whether repliers were told of it
    created = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True)
    by_moderator = models.BooleanField(default=False)  # the last edit was
    note = models.CharField(max_length=300, blank=True)  # a moderator's reason, shown with the comment

    class Meta:
        indexes = [
            models.Index(fields=["doc", "status", "thread"], name="readers_comment_page"),
            models.Index(fields=["thread"], name="readers_comment_thread"),
            models.Index(fields=["status", "-created"], name="readers_comment_queue"),
            models.Index(fields=["network", "created"], name="readers_comment_flood"),
        ]

    @property
    def is_approved(self) -> bool:
        """Whether everybody sees it."""
        return self.status == self.Status.APPROVED

    @property
    def is_gone(self) -> bool:
        """Whether its author took it away: nothing of it is left."""
        return self.status == self.Status.DELETED


class Revision(models.Model):
    """What a comment said before a change."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    text = models.TextField()
    replaced = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    by_moderator = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)


class Complaint(models.Model):
    """A reader says that a comment should not stand."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="complaints")
    user = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    guest = models.CharField(max_length=32, blank=True)
    network = models.CharField(max_length=45, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    settled = models.BooleanField(default=False)  # a moderator has looked

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "user"], condition=Q(user__isnull=False), name="readers_complaint_user"
            ),
            models.UniqueConstraint(
                fields=["comment", "guest"], condition=~Q(guest=""), name="readers_complaint_guest"
            ),
        ]


class Block(models.Model):
    """Whom or what the site takes no comments from. A whole e-mail is kept as its hash, and shown masked."""

    class Kind(models.TextChoices):
        NETWORK = "network", pgettext_lazy("block", "network")
        EMAIL = "email", pgettext_lazy("block", "e-mail")
        WORD = "word", pgettext_lazy("block", "word")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    value = models.CharField(max_length=254)
    shown = models.CharField(max_length=254)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="readers_block_once")]


class Action(models.Model):
    """The log of what moderators did."""

    class What(models.TextChoices):
        APPROVE = "approve", pgettext_lazy("log", "published it")
        REJECT = "reject", pgettext_lazy("log", "rejected it")
        EDIT = "edit", pgettext_lazy("log", "changed the text")
        DELETE = "delete", pgettext_lazy("log", "deleted it")
        BLOCK = "block", pgettext_lazy("log", "blocked")
        UNBLOCK = "unblock", pgettext_lazy("log", "lifted a block")
        CLOSE = "close", pgettext_lazy("log", "closed the discussion")
        OPEN = "open", pgettext_lazy("log", "opened the discussion")

    what = models.CharField(max_length=10, choices=What.choices)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="actions")
    doc = models.CharField(max_length=500, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="readers_action_at")]


class DataLink(models.Model):
    """A link that was mailed to an e-mail and opens what is kept under it; only the hash of its token is kept."""

    token = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254)
    created = models.DateTimeField(auto_now_add=True)
