"""Stars for an article."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from multivector.observatory.readers import actions, queries
from multivector.observatory.readers.identity import Reader, reader_of, remember
from multivector.observatory.readers.section import ARTICLE, OWN_PAGE, place, rating_context
from multivector.observatory.readers.views.common import is_htmx, known_document


def rate(request: HttpRequest, doc: str) -> HttpResponse:
    """Takes a reader's stars; by htmx the box comes back, else the page."""
    known_document(doc)
    if request.method != "POST":
        return redirect(place(request, doc, "rating"))
    reader = reader_of(request, adds=True)
    notice, status = _take(doc, request.POST.get("stars", ""), reader)
    if is_htmx(request):
        response = _box(request, doc, reader, notice, 200)
    elif status == 200:
        messages.success(request, notice)
        response = HttpResponseRedirect(place(request, doc, "rating"))
    else:
        response = _box(request, doc, reader, notice, status)
    return remember(response, request, reader) if status == 200 else response


def _take(doc: str, stars: str, reader: Reader) -> tuple[str, int]:
    if stars not in ("1", "2", "3", "4", "5"):
        return _("Choose one to five stars."), 400
    try:
        actions.rate(doc, int(stars), reader)
    except actions.TooOften:
        return _("Too many votes come from your network just now. Please try again later."), 429
    return _("Thank you, your rating counts."), 200


def _box(request: HttpRequest, doc: str, reader: Reader, notice: str, status: int) -> HttpResponse:
    at = ARTICLE if request.POST.get("at") == ARTICLE else OWN_PAGE
    context = rating_context(doc, reader, queries.discussion(doc), at, notice)
    template = "readers/rating.html" if is_htmx(request) else "readers/rating_page.html"
    return render(request, template, context, status=status)
