"""Template tags of all pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multivector.observatory.archive import archive
from multivector.observatory.core import labels
from multivector.observatory.core.plugs import plugged

register = template.Library()
# name of the page's address, its title
NAVIGATION = (
    ("home", gettext_noop("Overview")),
    ("articles", gettext_noop("Articles")),
    ("explore", gettext_noop("Explore")),
    ("processes", gettext_noop("Talks")),
    ("review", gettext_noop("Review")),
    ("moderation", gettext_noop("Comments")),
    ("desk", gettext_noop("Desk")),
    ("status", gettext_noop("Status")),
)
FOR_STAFF = frozenset({"review", "moderation", "desk"})


@register.simple_tag(takes_context=True)
def site_navigation(context: Context) -> list[dict[str, Any]]:
    """The pages of the header: title, url, what waits there (for staff), whether the reader is there."""
    request = context.get("request")
    staff = bool(getattr(context.get("user"), "is_staff", False))
    items: list[dict[str, Any]] = []
    for name, title in NAVIGATION:
        if name in FOR_STAFF and not staff:
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        waiting = plugged("navigation", request, name=name) if request and name in FOR_STAFF else []
        items.append({"title": _(title), "url": url, "waiting": waiting, "here": False})
    around = [item for item in items if request and _is_within(request.path, item["url"])]
    if around:
        max(around, key=lambda item: len(item["url"]))["here"] = True
    return items


def _is_within(path: str, url: str) -> bool:
    """Whether an address is that of a page or below it; below the first one are all, which says nothing."""
    return path == url or (path.startswith(url) and url != reverse("home"))


@register.simple_tag(takes_context=True)
def page_url(context: Context, number: int, name: str = "page") -> str:
    """The address of another page of the same list: all filters kept."""
    query = context["request"].GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def actor(code: str) -> str:
    """The name of a party in the reader's language."""
    return labels.actor_label(archive(), code, _language())


@register.filter
def actors(codes: Iterable[str] | None) -> str:
    """The names of parties, with commas."""
    return ", ".join(actor(code) for code in codes or ())


@register.filter
def kind(type: str) -> str:
    """The words for a PLOVER type or a kind of fact."""
    return labels.kind_label(type, _language())


@register.filter
def status(code: str) -> str:
    """The words for a status."""
    return labels.label("statuses", code, _language())


@register.filter
def css_class(type: str) -> str:
    """The style class of an entry."""
    return labels.css_class(type)


@register.filter
def percent(share: float | None) -> str:
    """A share as whole percents."""
    return "" if share is None else f"{100 * share:.0f} %"


def _language() -> str:
    return (translation.get_language() or "en")[:2]
