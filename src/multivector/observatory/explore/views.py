"""The table of entries with its facets, all values of a facet, and the files to take home."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import parse_qsl

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop, pgettext
from django.views.decorators.http import require_safe

from multivector.observatory.archive import Archive, archive
from multivector.observatory.explore import exports, marks
from multivector.observatory.explore.columns import columns
from multivector.observatory.explore.filters import SORTS, Filters, read
from multivector.observatory.explore.queries import FACETS, Selection, entries
from multivector.observatory.explore.shown import grouped, matching, shown, value_label
from multivector.observatory.explore.shown import values as facet_values

PER_PAGE, TOP = 50, 12
MOST_VALUES, MOST_NAMES = 500, 150
KEPT = 3600  # seconds that a page is kept; a new version of the record has a name of its own
IN_FORM = ("q", "actor", "partner", "since", "until", "confidence")
TITLES = {
    "actor": gettext_noop("Party"),
    "partner": gettext_noop("Partner"),
    "type": gettext_noop("Event"),
    "fact": gettext_noop("Fact"),
    "kind": gettext_noop("Kind"),
    "status": gettext_noop("Status"),
    "year": gettext_noop("Year"),
    "outlet": gettext_noop("Source"),
    "language": gettext_noop("Language of the text"),
    "priority": gettext_noop("Priority"),
    "confidence": gettext_noop("Confidence"),
    "q": gettext_noop("Words"),
    "since": gettext_noop("From"),
    "until": gettext_noop("Until"),
    "doc": gettext_noop("Document"),
    "sort": gettext_noop("Order"),
    "time": gettext_noop("latest first"),
    "oldest": gettext_noop("earliest first"),
    "document": gettext_noop("by document"),
    "sort-confidence": gettext_noop("most certain first"),
    "events": gettext_noop("events"),
    "facts": gettext_noop("facts"),
}
CONTEXT = "explore"


def titled(name: str) -> str:
    """What a filter or an order is called."""
    return pgettext(CONTEXT, TITLES[name])


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """Events and facts that fit the filters."""
    held, language = archive(), _language()
    filters, errors = read(request.GET, held, language)
    number = request.GET.get("page", "")
    inside = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")
    address = reverse("explore") + _query(filters, number)
    if not errors and not inside and _asks_otherwise(request, filters, number):
        return HttpResponseRedirect(address)
    html = _drawn(held, filters, request.GET, errors, language) if errors else _kept(held, filters, number, language)
    found = marks.filled(html, request)
    if inside:
        response = HttpResponse(found)
    else:
        response = render(request, "explore/explore.html", _page(held, filters, found, language))
    if inside and not errors:
        response["HX-Push-Url"] = address
    response["Vary"] = ", ".join(filter(None, [response.get("Vary"), "HX-Request, HX-History-Restore-Request"]))
    return response


@require_safe
def values(request: HttpRequest, facet: str) -> HttpResponse:
    """All values of a facet, or those that have the words typed."""
    if facet not in FACETS:
        raise Http404
    held, language = archive(), _language()
    filters, _errors = read(QueryDict(request.GET.get("of", "")[:5000]), held, language)
    find = request.GET.get("find", "")[:100]
    counts = matching(held, facet, _counts(held, filters, Selection(held, filters))[facet], find, language)
    inside = bool(request.headers.get("HX-Request"))
    context = {
        "facet": facet,
        "title": titled(facet),
        "find": find,
        "of": filters.address()[1:],
        "values": facet_values(held, facet, counts[: TOP if inside else MOST_VALUES], filters, language),
        "more": max(0, len(counts) - MOST_VALUES),
        "back": reverse("explore") + filters.address(),
    }
    return render(request, "explore/listed.html" if inside else "explore/values.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """All that fits the filters, as a file."""
    if format not in exports.FORMATS:
        raise Http404
    held, language = archive(), _language()
    filters, errors = read(request.GET, held, language)
    if errors:
        reasons = [f"{titled(name)}: {error}" for name, error in errors.items() if name in TITLES]
        return render(request, "explore/refused.html", {"reasons": reasons or list(errors.values())}, status=400)
    total = Selection(held, filters).total
    if format != "atom" and total > exports.MOST:
        context = {
            "total": grouped(total, language),
            "most": grouped(exports.MOST, language),
            "back": reverse("explore") + filters.address(),
        }
        return render(request, "explore/refused.html", context, status=400)
    return exports.answer(request, held, filters, format, language)


def _kept(held: Archive, filters: Filters, number: str, language: str) -> str:
    """The table and facets of a page; drawn once for each version of the record."""
    said = f"{held.version} {language} {get_script_prefix()} {_query(filters, number)}"
    key = f"explore:{hashlib.sha256(said.encode()).hexdigest()}"
    html = cache.get(key)
    if html is None:
        query = QueryDict(mutable=True)
        for name, value in filters.pairs(page=number):
            query.appendlist(name, value)
        html = _drawn(held, filters, query, {}, language)
        cache.set(key, html, KEPT)
    return str(html)


def _drawn(held: Archive, filters: Filters, query: QueryDict, errors: dict[str, str], language: str) -> str:
    selection = None if errors else Selection(held, filters)
    chosen: Any = selection.numbers() if selection else []
    page = Paginator(chosen, PER_PAGE).get_page(query.get("page", "1"))
    numbers = list(page.object_list)
    counts = _counts(held, filters, selection) if selection else {}
    drawn = [
        {
            "name": name,
            "title": titled(name),
            "values": facet_values(held, name, _top(name, counts[name]), filters, language),
            "more": len(counts[name]) > TOP,
        }
        for name in FACETS
        if counts.get(name) or (counts and getattr(filters, name))
    ]
    context = {
        "fields": _fields(held, filters, query, errors, language),
        "hidden": [pair for pair in filters.pairs() if pair[0] not in IN_FORM],
        "errors": [(titled(name), error) for name, error in errors.items() if name not in IN_FORM and name in TITLES],
        "failed": bool(errors),
        "chips": _chips(held, filters, language),
        "rows": _rows(held, numbers, filters, language),
        "page": page,
        "total": page.paginator.count,
        "said": grouped(page.paginator.count, language),
        "pages": _pages(page, filters),
        "sorts": [
            (titled("sort-confidence" if s == "confidence" else s), _sorted(filters, s), s == filters.sort)
            for s in SORTS
        ],
        "facets": drawn,
        "of": filters.address()[1:],
        "exports": [
            (name, reverse("explore_export", args=[form]) + filters.address(**more))
            for name, form, more in exports.LINKS
        ],
        "too_many": page.paginator.count > exports.MOST,
        "most": exports.MOST,
        "most_said": grouped(exports.MOST, language),
        "empty_address": reverse("explore"),
    }
    return render_to_string("explore/found.html", context)


def _rows(held: Archive, numbers: list[int], filters: Filters, language: str) -> SafeString:
    """The rows of the table."""
    listed = shown(held, entries(held, numbers), filters, language)
    return SafeString("".join(one.row(marks.place(one.id)) for one in listed))


def _page(held: Archive, filters: Filters, found: SafeString, language: str) -> dict[str, Any]:
    feed = reverse("explore_export", args=["atom"]) + filters.address()
    return {"found": found, "feed": feed, "names": _names(held, language)}


def _fields(
    held: Archive, filters: Filters, query: QueryDict, errors: dict[str, str], language: str
) -> dict[str, dict[str, str]]:
    """What stands in the form: names of parties, and what was typed wrongly as it was typed."""
    fields = {}
    for name in IN_FORM:
        value = query.get(name, "") if name in errors else getattr(filters, name)
        if name in ("actor", "partner") and name not in errors and value:
            value = value_label(held, name, value, language)
        fields[name] = {"value": "" if value is None else str(value), "error": errors.get(name, "")}
    return fields


def _chips(held: Archive, filters: Filters, language: str) -> list[dict[str, str]]:
    """What is asked for, each with the address without it."""
    chips = []
    for name, text in filters.pairs():
        if name == "sort":
            continue
        given = getattr(filters, name)
        value = next((one for one in given if str(one) == text), text) if isinstance(given, tuple) else given
        label = titled(f"{value}s") if name == "kind" else text
        if name in FACETS:
            label = value_label(held, name, value, language)
        chips.append({"title": titled(name), "label": label, "address": filters.without(name, value).address()})
    return chips


def _counts(held: Archive, filters: Filters, selection: Selection) -> dict[str, list[tuple[Any, int]]]:
    """The counts of all facets; those of the whole record are asked for most and kept."""
    if not filters.is_empty():
        return selection.facets()
    key = f"explore:facets:{held.version}"
    counts = cache.get(key)
    if counts is None:
        counts = selection.facets()
        cache.set(key, counts, KEPT)
    return dict(counts)


def _top(name: str, counts: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    return sorted(counts[:TOP], reverse=True) if name == "year" else counts[:TOP]


def _names(held: Archive, language: str) -> SafeString:
    """Names of parties that the form proposes: those that take part most often."""
    key = f"explore:names:{held.version}:{language}"
    options = cache.get(key)
    if options is None:
        names = ((value_label(held, "actor", code, language),) for code in columns(held).parties[:MOST_NAMES])
        options = format_html_join("", '<option value="{}"></option>', names)
        cache.set(key, options, KEPT)
    return SafeString(options)


def _pages(page: Page[Any], filters: Filters) -> dict[str, str]:
    return {
        "previous": filters.address(page=page.previous_page_number()) if page.has_previous() else "",
        "next": filters.address(page=page.next_page_number()) if page.has_next() else "",
    }


def _sorted(filters: Filters, sort: str) -> str:
    return filters.having("sort", sort).address()


def _query(filters: Filters, number: str) -> str:
    query = filters.address(page="" if number in ("", "1") else number)
    return query if query != "?" else ""


def _asks_otherwise(request: HttpRequest, filters: Filters, number: str) -> bool:
    """Whether the address says the same in other words: empty fields, names in the place of codes."""
    asked = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    return sorted(asked) != sorted(parse_qsl(_query(filters, number)[1:], keep_blank_values=True))


def _language() -> str:
    return (translation.get_language() or "en")[:2]
