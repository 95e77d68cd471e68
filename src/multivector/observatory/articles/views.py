"""The list of articles, an article, and both for machines."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from multivector.observatory.archive import Archive, archive
from multivector.observatory.articles.annotations import annotation_page
from multivector.observatory.articles.feed import atom
from multivector.observatory.articles.forms import FilterForm
from multivector.observatory.articles.page import entries_html, key_for_all, page
from multivector.observatory.articles.queries import Articles
from multivector.observatory.articles.saying import say
from multivector.observatory.core import lasting
from multivector.observatory.core.plugs import plugged

ON_PAGE = 30
IN_FEED = 50


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """All articles that pass the filters, the newest first."""
    site = archive()
    form = FilterForm(site, request.GET)
    pages = Paginator(Articles(site, form.filters()), ON_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    shown = {
        "form": form,
        "page": pages.get_page(request.GET.get("page")),
        "total": pages.count,
        "narrowed": any(form.filters().__dict__.values()),
        "query": query.urlencode(),
    }
    return render(request, "articles/list.html", shown)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest articles that pass the filters, as Atom."""
    site = archive()
    rows = Articles(site, FilterForm(site, request.GET).filters())[:IN_FEED]
    return HttpResponse(atom(request, rows, _language()), content_type="application/atom+xml; charset=utf-8")


@require_safe
def article(request: HttpRequest, doc: str) -> HttpResponse:
    """An article with all that was drawn from it."""
    site, versions = archive(), plugged("version", request, doc=doc)
    if not lasting.is_for_all(request):
        return HttpResponse(_drawn(request, site, doc, versions))
    key = key_for_all(request, site, doc, versions)
    html = lasting.kept(key)
    if html is None:
        html = _drawn(request, site, doc, versions, lasts=True)
        lasting.keep(key, html)
    return HttpResponse(lasting.filled(html, request, doc))


def _drawn(request: HttpRequest, site: Archive, doc: str, versions: list[str], *, lasts: bool = False) -> str:
    """The page of an article; one that lasts has places for what differs from reader to reader."""
    kept = page(site, doc)
    if kept is None:
        raise Http404
    address = request.build_absolute_uri(reverse("article", args=[doc]))
    shown = {
        "kept": kept,
        "document": kept.document,
        "about": mark_safe(kept.about),
        "text": mark_safe(kept.text),
        "entries": mark_safe(entries_html(request, site, kept, versions)) if kept.entries else "",
        "around": mark_safe(kept.around),
        "below": plugged("article", request, document=kept.document, lasts=lasts),
        "address": address,
        "share": f"mailto:?subject={quote(kept.title)}&body={quote(address)}",
        **({"csrf_token": lasting.place(lasting.CSRF)} if lasts else {}),
    }
    return render_to_string("articles/article.html", shown, request)


@require_safe
def article_annotations(request: HttpRequest, doc: str) -> HttpResponse:
    """The entries of an article as W3C Web Annotations."""
    site, language = archive(), _language()
    document = _document(site, doc)
    said = say(site, site.entries_of(doc), document["text"], language)
    address, text = (request.build_absolute_uri(reverse(name, args=[doc])) for name in ("article", "article-text"))
    answer = JsonResponse(
        annotation_page(document, said, address, text, language), json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Type"] = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"; charset=utf-8'
    return answer


@require_safe
def article_text(request: HttpRequest, doc: str) -> HttpResponse:
    """The stored text of an article, which all offsets count."""
    return HttpResponse(_document(archive(), doc)["text"], content_type="text/plain; charset=utf-8")


def _document(site: Archive, doc: str) -> dict[str, Any]:
    document = site.document(doc)
    if document is None:
        raise Http404
    return document


def _language() -> str:
    return (translation.get_language() or "en")[:2]
