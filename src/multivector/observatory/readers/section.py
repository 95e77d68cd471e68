"""Rating and comments as they stand under an article, on its page and on one of their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from multivector.observatory.core import lasting
from multivector.observatory.readers import moderation, queries, rules
from multivector.observatory.readers.challenge import Challenge
from multivector.observatory.readers.forms import CommentForm
from multivector.observatory.readers.identity import Reader, reader_of, shown_name
from multivector.observatory.readers.models import Comment, Discussion

WORDS = {
    5: pgettext_lazy("rating", "Excellent"),
    4: pgettext_lazy("rating", "Good"),
    3: pgettext_lazy("rating", "Fair"),
    2: pgettext_lazy("rating", "Poor"),
    1: pgettext_lazy("rating", "Useless"),
}
ARTICLE, OWN_PAGE = "article", "comments"  # where the reader is


class _LastingForm(CommentForm):
    """The form on a page that is kept: stamp and challenge are put in for each reader."""

    new_stamp = lasting.place("stamp")
    answer = ""

    def ask(self, kind: str = "") -> Challenge:
        return Challenge(lasting.place("challenge"))


def on_article(request: HttpRequest, document: dict[str, Any], *, lasts: bool = False, **_what: Any) -> str:
    """What the article's page shows."""
    doc = str(document["id"])
    numbers = queries.discussion(doc)
    if not lasts or numbers.pk:
        return _drawn(request, doc, numbers, lasts)
    # where nobody has said anything all articles show the same, but for their addresses
    key = f"readers:silence:{translation.get_language()}:{get_script_prefix()}"
    html = lasting.kept(key)
    if html is None:
        html = _drawn(request, lasting.place(lasting.DOC), numbers, lasts)
        lasting.keep(key, html)
    return SafeString(html)


def _drawn(request: HttpRequest, doc: str, numbers: Discussion, lasts: bool) -> SafeString:
    reader = reader_of(request)
    form = _LastingForm(doc=doc, reader=reader) if lasts else None
    context = rating_context(doc, reader, numbers, ARTICLE) | comments_context(
        request, doc, reader, numbers, at=ARTICLE, form=form
    )
    if lasts:
        context["csrf_token"] = lasting.place(lasting.CSRF)
    return render_to_string("readers/on_article.html", context, request)


def version(request: HttpRequest, *, doc: str, **_what: Any) -> str:
    """Changes whenever what guests see of ratings and comments does."""
    return queries.version_of(doc)


def rating_context(doc: str, reader: Reader, numbers: Discussion, at: str, notice: str = "") -> dict[str, Any]:
    """What the rating box needs."""
    own = queries.own_stars(doc, reader)
    average = numbers.average
    full = round(average or 0)
    return {
        "doc": doc,
        "at": at,
        "discussion": numbers,
        "average": average,
        "average_stars": "★" * full + "☆" * (5 - full),
        "own_stars": own,
        "choices": [(stars, WORDS[stars], "★" * stars) for stars in rules.STARS],
        "rating_notice": notice,
    }


def comments_context(
    request: HttpRequest,
    doc: str,
    reader: Reader,
    numbers: Discussion,
    *,
    at: str,
    page: int = 1,
    form: CommentForm | None = None,
    parent: Comment | None = None,
    preview: str = "",
    notice: str = "",
) -> dict[str, Any]:
    """What the comments and their form need."""
    nodes = queries.tree(doc, reader, page)
    form = form or CommentForm(doc=doc, reader=reader, parent=parent)
    parent = form.parent
    pages = max(1, -(-numbers.threads // rules.THREADS))
    return {
        "doc": doc,
        "at": at,
        "discussion": numbers,
        "nodes": nodes,
        "form": form,
        "form_at": parent.pk if parent and any(node.comment.pk == parent.pk for node in nodes) else 0,
        "may_write": not numbers.closed or moderation.may_moderate(request.user),
        "may_moderate": moderation.may_moderate(request.user),
        "speaks_as": shown_name(reader.user) if reader.user else "",
        "preview": preview,
        "comments_notice": notice,
        "page_number": page,
        "page_count": pages,
        "earlier": page + 1 if page < pages else 0,
        "later": page - 1 if page > 1 else 0,
    }


def place(request: HttpRequest, doc: str, anchor: str = "comments") -> str:
    """The address to go back to: the article's page if the reader came from there, else the page of comments."""
    at = request.POST.get("at") or request.GET.get("at")
    return f"{address_of(doc, ARTICLE if at == ARTICLE else OWN_PAGE)}#{anchor}"


def address_of(doc: str, at: str) -> str:
    """The article's page, or that of its comments."""
    if at == ARTICLE:
        try:
            return reverse("article", args=[doc])
        except NoReverseMatch:
            pass
    return reverse("comment", args=[doc])
