"""Addresses of what a figure rests on."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse


def explore(**filters: str | Sequence[str] | None) -> str:
    """The list of the entries that fit the filters."""
    given = {name: value for name, value in filters.items() if value}
    return f"{reverse('explore')}?{urlencode(given, doseq=True)}"


def acts(**filters: str) -> str:
    """The events that are done or going on: what vectors and balance count."""
    return explore(**filters, kind="event", status=("done", "ongoing"))


def within(period: str) -> dict[str, str]:
    """The filters of a period: a year or a month."""
    return {"since": period, "until": period}


def permalink(document: str, entry: str) -> str:
    """Where an entry stands in its article."""
    return f"{reverse('article', args=[document])}#event-{entry}"
