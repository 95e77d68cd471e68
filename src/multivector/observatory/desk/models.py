"""What staff write: articles with all their versions, and the queue of what is done with them in the background."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

USER = settings.AUTH_USER_MODEL
LANGUAGES = (("ru", "Русский"), ("en", "English"), ("kk", "Қазақша"))
WORDS = ("title", "text", "published", "language", "author", "source", "url")  # what a version says


class Article(models.Model):
    """An article that staff work on; `doc` is its id in the record. Readers see what is in the record, never this."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("article", "draft")
        PUBLISHED = "published", pgettext_lazy("article", "published")
        DISCARDED = "discarded", pgettext_lazy("article", "discarded")
        WITHDRAWN = "withdrawn", pgettext_lazy("article", "withdrawn")

    class Origin(models.TextChoices):
        WRITTEN = "written", _("written here")
        ADDRESS = "address", _("from an address")
        FEED = "feed", _("from a feed")
        RECORD = "record", _("from the record")

    doc = models.CharField(max_length=500, unique=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(max_length=7, choices=Origin.choices)
    address = models.CharField(max_length=2000, blank=True)  # where it was fetched
    shown = models.PositiveIntegerField(null=True)  # number of the version that is in the record
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-changed"], name="desk_article_state")]

    @property
    def latest(self) -> Version | None:
        """The newest version; None while it is being fetched."""
        return self.versions.order_by("-number").first()

    @property
    def name(self) -> str:
        """What lists call it."""
        latest = self.latest
        return latest.title if latest else self.address or self.doc


class Version(models.Model):
    """An article as somebody left it. Its words are never changed; what the coder found in them is added."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()
    published = models.CharField(max_length=10, blank=True)  # YYYY-MM-DD
    language = models.CharField(max_length=2, choices=LANGUAGES)
    author = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    note = models.CharField(max_length=300, blank=True)
    editor = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    editor_name = models.CharField(max_length=150, blank=True)
    time = models.DateTimeField(auto_now_add=True)
    coded = models.JSONField(null=True)  # events and facts in the native layout; null until it is coded

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="desk_version_number")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds it; a second time is a fault."""
        if self.pk:
            raise TypeError("a version is never changed: add another")
        super().save(*args, **kwargs)


class Withdrawal(models.Model):
    """That a published article was taken away: all may read who did so, when and why. Publishing it anew ends it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="withdrawals")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    time = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(ended__isnull=True), name="desk_withdrawal_open"
            )
        ]

    @property
    def who(self) -> str:
        """Whose decision it was; never an e-mail."""
        return self.by_name if self.by_name and "@" not in self.by_name else str(_("the editors"))


class Job(models.Model):
    """Something to be done in the background, and how far it is."""

    class Kind(models.TextChoices):
        FETCH = "fetch", _("fetching a page")
        FEED = "feed", _("reading a feed")
        CODE = "code", _("coding")
        PUBLISH = "publish", _("publishing")
        REMOVE = "remove", _("taking out of the record")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("job", "waiting")
        RUNNING = "running", pgettext_lazy("job", "running")
        DONE = "done", pgettext_lazy("job", "done")
        FAILED = "failed", pgettext_lazy("job", "failed")

    class Stage(models.TextChoices):
        NONE = "", ""
        FETCHING = "fetching", _("asking the server")
        READING = "reading", _("looking for the article")
        LOADING = "loading", _("loading the lexicon")
        CODING = "coding", _("coding the text")
        WRITING = "writing", _("writing to the record")
        BUSY = "busy", _("another program writes to the record; tried again soon")

    kind = models.CharField(max_length=7, choices=Kind.choices)
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="jobs")
    version = models.ForeignKey(Version, models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=8, choices=Stage.choices, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    failure = models.CharField(max_length=12, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    made = models.PositiveIntegerField(default=0)  # drafts that a feed gave
    taken = models.PositiveSmallIntegerField(default=0)  # how often it was begun
    worker = models.CharField(max_length=120, blank=True)
    beat = models.DateTimeField(null=True)  # when the worker was last alive
    ready = models.DateTimeField(default=timezone.now)  # not begun before
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "ready"], name="desk_job_queue")]

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (self.State.WAITING, self.State.RUNNING)
