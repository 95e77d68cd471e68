"""What readers and staff say of entries. Judgements are never changed: the latest of each reviewer counts."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

USER = settings.AUTH_USER_MODEL
ENTRY = 80  # characters of an entry's id, at most
DOC = 500


class Fault(models.TextChoices):
    """What may be wrong with an entry."""

    NO_EVENT = "no_event", _("not an event")
    TYPE = "type", _("wrong type")
    PARTIES = "parties", _("wrong parties")
    TIME = "time", _("wrong time")
    OTHER = "other", _("something else")


class Judgement(models.Model):
    """What one reviewer says of one entry at one time, with the entry as it stood then."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", pgettext_lazy("judgement", "accepted")
        CORRECT = "correct", pgettext_lazy("judgement", "corrected")
        REJECT = "reject", pgettext_lazy("judgement", "rejected")
        WITHDRAW = "withdraw", pgettext_lazy("judgement", "withdrawn")  # as if it had never been judged

    entry = models.CharField(max_length=ENTRY)
    doc = models.CharField(max_length=DOC)
    snapshot = models.JSONField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    correction = models.JSONField(default=dict)  # type, source, target, slots, time, status: what is otherwise
    why = models.CharField(max_length=8, choices=Fault.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    reviewer = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    author = models.CharField(max_length=150)  # the reviewer's name at that time
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone")
    time = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["entry"], name="review_judgement_entry"),
            models.Index(fields=["doc"], name="review_judgement_doc"),
            models.Index(fields=["reviewer", "-id"], name="review_judgement_by"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds it; a second time is a fault."""
        if self.pk:
            raise TypeError("a judgement is never changed: add another")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Is a fault."""
        raise TypeError("a judgement is never deleted: withdraw it")

    @property
    def by(self) -> str:
        """A key of the reviewer, also when the account is gone."""
        return f"#{self.reviewer_id}" if self.reviewer_id else self.author


class Dispute(models.Model):
    """A reader's doubt of an entry. Staff see who; the public sees how many."""

    entry = models.CharField(max_length=ENTRY)
    doc = models.CharField(max_length=DOC)
    snapshot = models.JSONField()
    kind = models.CharField(max_length=8, choices=Fault.choices)
    text = models.TextField()
    email = models.EmailField(blank=True)
    user = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    reader = models.CharField(max_length=40)  # tells readers apart; of guests a keyed hash of their address
    time = models.DateTimeField(auto_now_add=True)
    answered = models.ForeignKey(Judgement, models.PROTECT, null=True, related_name="answers")

    class Meta:
        indexes = [
            models.Index(fields=["entry"], name="review_dispute_entry"),
            models.Index(fields=["answered", "time"], name="review_dispute_open"),
        ]


class Mark(models.Model):
    """What the judgements and disputes of an entry come to; made from them anew with every change."""

    class Verdict(models.TextChoices):
        NONE = "", _("not reviewed")
        ACCEPTED = "accepted", pgettext_lazy("judgement", "accepted")
        CORRECTED = "corrected", pgettext_lazy("judgement", "corrected")
        REJECTED = "rejected", pgettext_lazy("judgement", "rejected")
        OPEN = "open", _("reviewers disagree")

    entry = models.CharField(max_length=ENTRY, unique=True)
    doc = models.CharField(max_length=DOC)
    verdict = models.CharField(max_length=9, choices=Verdict.choices, blank=True)
    accepted = models.PositiveIntegerField(default=0)  # reviewers
    corrected = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    disputed = models.PositiveIntegerField(default=0)  # readers whose dispute is not answered
    correction = models.JSONField(default=dict)
    why = models.CharField(max_length=8, choices=Fault.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["doc"], name="review_mark_doc"),
            models.Index(fields=["verdict"], name="review_mark_verdict"),
        ]

    @property
    def keeping(self) -> int:
        """How many reviewers say that it is an entry."""
        return self.accepted + self.corrected
