"""Articles that were taken away: which they are, and the page that says so wherever they were public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from multivector.observatory.archive import ArchiveUnavailable, archive
from multivector.observatory.core import database
from multivector.observatory.desk import jobs
from multivector.observatory.desk.models import Article, Job, Withdrawal

OWN = "desk"  # what the names of the desk's addresses begin with: there staff still work on the article


def in_force(doc: str) -> Withdrawal | None:
    """The withdrawal of a document that has not been published anew."""
    id = database.value(
        f"SELECT w.id FROM {Withdrawal._meta.db_table} w JOIN {Article._meta.db_table} a ON a.id = w.article_id"
        " WHERE a.doc = %s AND w.ended IS NULL",
        doc,
    )
    return Withdrawal.objects.get(pk=id) if id else None


def begin(article: Article, reason: str, by: Any) -> Withdrawal:
    """Notes that an article is taken away; from now on readers see that it is."""
    made = noted(article, reason, by)
    made.save()
    return made


def noted(article: Article, reason: str, by: Any) -> Withdrawal:
    """A withdrawal as it will stand, not kept yet."""
    name = by.get_full_name() or by.get_username()
    return Withdrawal(article=article, reason=reason, by=by, by_name=name[:150], time=timezone.now())


def end(article: Article) -> None:
    """Notes that an article is published anew."""
    Withdrawal.objects.filter(article=article, ended__isnull=True).update(ended=timezone.now())


def since(article: Article, time: datetime) -> bool:
    """Whether an article was taken away after a time, and is."""
    return Withdrawal.objects.filter(article=article, ended__isnull=True, time__gt=time).exists()


def take_out_again() -> None:
    """Has those taken out of the record that are in it once more: their files were coded again."""
    for article in Article.objects.filter(state=Article.State.WITHDRAWN):
        try:
            is_back = archive().row("SELECT id FROM documents WHERE id = ?", [article.doc]) is not None
        except ArchiveUnavailable:
            return
        if is_back:
            jobs.put(Job.Kind.REMOVE, by=None, article=article)


class Withdrawn:
    """Answers for a document that was taken away, whatever page of it is asked for: 410, by whom, when and why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, given: Any, named: dict[str, Any]) -> HttpResponse | None:
        """The page that says so, in the place of the one asked for."""
        match = request.resolver_match
        if "doc" not in named or match is None or (match.url_name or "").startswith(OWN):
            return None
        found = in_force(named["doc"])
        if found is None:
            return None
        answer = render(request, "desk/withdrawn.html", {"withdrawal": found}, status=410)
        add_never_cache_headers(answer)
        return answer
