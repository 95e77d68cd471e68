"""From pages and feeds to drafts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from multivector.intake import dates, encoding, languages, pages
from multivector.observatory.archive import ArchiveUnavailable, archive
from multivector.observatory.desk import feeds, jobs
from multivector.observatory.desk.failures import Failure
from multivector.observatory.desk.fetch import FEEDS, Fetched, fetch
from multivector.observatory.desk.models import Article, Job, Version

Fields = Mapping[str, str]
LONGEST = 1_000_000  # characters of an article
LIMITS = {"title": 300, "author": 200, "source": 200, "url": 2000, "note": 300}


def new_doc() -> str:
    """The id of a new article: never used before, also when the database has been lost meanwhile."""
    return f"desk/{secrets.token_hex(6)}"


def add_version(article: Article, fields: Fields, by: Any, *, note: str = "") -> Version:
    """Adds the next version of an article."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        last = article.versions.aggregate(last=Max("number"))["last"] or 0
        kept = {name: value.replace("\0", "")[: LIMITS.get(name, LONGEST)] for name, value in fields.items()}
        made = Version.objects.create(
            article=article,
            number=last + 1,
            editor=by,
            editor_name=by.get_username() if by else "",
            note=note[: LIMITS["note"]],
            **kept,
        )
        article.save(update_fields=["changed"])
    return made


def page(address: str, tell: Callable[[str, int], None]) -> dict[str, str]:
    """The article of a page as the fields of a version. Raises Failure."""
    tell(Job.Stage.FETCHING, 10)
    fetched = fetch(address)
    tell(Job.Stage.READING, 50)
    if fetched.kind in FEEDS:
        raise Failure("kind", fetched.kind)
    return article_of(fetched)


def article_of(fetched: Fetched) -> dict[str, str]:
    """What a fetched page or text says."""
    try:
        if fetched.kind == "text/plain":
            text = encoding.decode(fetched.body)
            layout = pages.layout(text)
            found = pages.Page(text, layout.title, layout.author)
        else:
            found = pages.read_html(pages.decode_html(fetched.body))
    except encoding.NotText as error:
        raise Failure("kind", str(error)) from error
    text = found.text.replace("\0", "").strip()
    if not any(map(str.isalpha, text)):
        raise Failure("empty")
    if len(text) > LONGEST:
        raise Failure("large")
    language = languages.detect(text)
    if language is None:
        raise Failure("language")
    return {
        "title": (found.title or text.partition("\n")[0])[:300],
        "text": text,
        "published": _day(found.published),
        "language": language,
        "author": found.author or "",
        "source": found.source or "",
        "url": fetched.url,
    }


def feed(address: str, by: Any) -> int:
    """Makes a draft of each item of a feed that is not known yet; returns how many. Raises Failure."""
    fetched = fetch(address)
    found = feeds.read(fetched.body, fetched.url)
    made = 0
    for item in found.items:
        if not is_known(item.url):
            _draft_of(item, found.title, by)
            made += 1
    return made


def is_known(url: str) -> bool:
    """Whether an article of this address is at the desk or in the record."""
    if Article.objects.filter(address=url).exists() or Version.objects.filter(url=url).exists():
        return True
    try:
        return archive().row("SELECT id FROM documents WHERE url = ? LIMIT 1", [url]) is not None
    except ArchiveUnavailable:
        return False


def _draft_of(item: feeds.Item, source: str, by: Any) -> None:
    language = languages.detect(item.text) if item.text else None
    with transaction.atomic():
        article = Article.objects.create(doc=new_doc(), origin=Article.Origin.FEED, address=item.url, by=by)
        if language is None:
            jobs.put(Job.Kind.FETCH, by=by, article=article, address=item.url)
            return
        fields = {
            "title": item.title or item.text.partition("\n")[0][:300],
            "text": item.text[:LONGEST],
            "published": item.published,
            "language": language,
            "author": item.author,
            "source": source,
            "url": item.url,
        }
        version = add_version(article, fields, by, note=item.url)
        jobs.put(Job.Kind.CODE, by=by, article=article, version=version)


def _day(published: str | None) -> str:
    try:
        return dates.normalise(published) or ""
    except ValueError:
        return ""
