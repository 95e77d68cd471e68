"""Every change of state: who may, do, log. What takes long is put into the queue."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from multivector.observatory.archive import Archive
from multivector.observatory.desk import intake, jobs, withdrawal
from multivector.observatory.desk.models import Article, Job, Version, Withdrawal

log = logging.getLogger("multivector.desk")
Fields = Mapping[str, str]
State = Article.State


class Changed(Exception):
    """Somebody else has saved a version meanwhile."""


def write(user: Any, fields: Fields) -> Article:
    """A new draft, to be coded."""
    _check(user)
    with transaction.atomic():
        article = Article.objects.create(doc=intake.new_doc(), origin=Article.Origin.WRITTEN, by=user)
        version = intake.add_version(article, fields, user)
        jobs.put(Job.Kind.CODE, by=user, article=article, version=version)
    _log("written", user, article)
    return article


def fetch(user: Any, address: str) -> Article:
    """A new draft of the page at an address, to be fetched and coded."""
    _check(user)
    with transaction.atomic():
        article = Article.objects.create(doc=intake.new_doc(), origin=Article.Origin.ADDRESS, address=address, by=user)
        jobs.put(Job.Kind.FETCH, by=user, article=article, address=address)
    _log("to be fetched", user, article)
    return article


def feed(user: Any, address: str) -> Job:
    """A feed whose items become drafts."""
    _check(user)
    log.info("feed", extra={"by": user.get_username(), "address": address})
    return jobs.put(Job.Kind.FEED, by=user, address=address)


def open_record(user: Any, archive: Archive, doc: str) -> Article | None:
    """The article of a document of the record, to be edited; None where there is no such document."""
    _check(user)
    known = Article.objects.filter(doc=doc).first()
    row = archive.document(doc)
    if known is not None or row is None:
        return known
    fields = {name: row[column] or "" for name, column in _COLUMNS.items()}
    fields["title"] = fields["title"] or fields["text"].strip().partition("\n")[0]
    with transaction.atomic():
        article, is_new = Article.objects.get_or_create(
            doc=doc, defaults={"origin": Article.Origin.RECORD, "state": State.PUBLISHED, "shown": 1, "by": user}
        )
        if is_new:
            intake.add_version(article, fields, None)
            _log("opened from the record", user, article)
    return article


def edit(user: Any, article: Article, fields: Fields, *, based_on: int, note: str = "") -> Version:
    """The next version of an article, to be coded. Raises Changed when it is not based on the latest."""
    _check(user)
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        latest = article.latest
        if based_on != (latest.number if latest else 0):
            raise Changed
        version = intake.add_version(article, fields, user, note=note)
        jobs.put(Job.Kind.CODE, by=user, article=article, version=version)
    _log("edited", user, article)
    return version


def publish(user: Any, article: Article) -> Job | None:
    """Puts the latest version into the record; None where there is nothing to publish."""
    _check(user)
    version = article.latest
    if version is None or article.state == State.DISCARDED or article.shown == version.number:
        return None
    _log("to be published", user, article)
    return jobs.put(Job.Kind.PUBLISH, by=user, article=article, version=version)


def withdraw(user: Any, article: Article, reason: str) -> Withdrawal | None:
    """Takes a published article away, for a reason that all may read; None where it is not published.

    Readers see so at once; it is taken out of the record in the background. Publishing it anew brings it back.
    """
    _check(user)
    with transaction.atomic():
        published = Article.objects.filter(pk=article.pk, state=State.PUBLISHED)
        if not published.update(state=State.WITHDRAWN, shown=None, changed=timezone.now()):
            return None
        made = withdrawal.begin(article, reason, user)
        jobs.put(Job.Kind.REMOVE, by=user, article=article)
        _log("withdrawn", user, article)
    return made


def discard(user: Any, article: Article) -> bool:
    """Lays a draft aside; what is published stays."""
    _check(user)
    with transaction.atomic():
        laid = Article.objects.filter(pk=article.pk, state=State.DRAFT).update(state=State.DISCARDED)
        if laid:
            article.jobs.filter(state__in=(Job.State.WAITING, Job.State.FAILED)).delete()
            _log("discarded", user, article)
    return bool(laid)


def restore(user: Any, article: Article) -> bool:
    """Makes what was discarded a draft again."""
    _check(user)
    back = Article.objects.filter(pk=article.pk, state=State.DISCARDED).update(state=State.DRAFT)
    if back:
        _log("restored", user, article)
        version = article.latest
        if version is None:
            jobs.put(Job.Kind.FETCH, by=user, article=article, address=article.address)
        elif version.coded is None:
            jobs.put(Job.Kind.CODE, by=user, article=article, version=version)
    return bool(back)


def again(user: Any, job: Job) -> bool:
    """Tries once more what has failed."""
    _check(user)
    return jobs.again(job)


_COLUMNS = {
    "title": "title",
    "text": "text",
    "published": "published",
    "language": "language",
    "author": "author",
    "source": "outlet",
    "url": "url",
}


def _log(what: str, user: Any, article: Article) -> None:
    log.info(what, extra={"article": article.pk, "doc": article.doc, "by": user.get_username()})


def _check(user: Any) -> None:
    if not (user.is_authenticated and user.is_staff):
        raise PermissionDenied
