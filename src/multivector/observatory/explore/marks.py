"""What other apps know of the entries of a page: a reviewed one is shown as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# ids of the entries of a page -> safe HTML for those that have a mark
Marks = Callable[[HttpRequest, Sequence[str]], Mapping[str, str]]

_providers: list[Marks] = []
_PLACE = re.compile(r"<!--mark:([^-]*)-->")


def provide(marks: Marks) -> None:
    """Lets an app add its marks to the tables: one question for all entries of a page."""
    _providers.append(marks)


def place(id: str) -> SafeString:
    """Where the marks of an entry will stand: pages are kept, marks change."""
    return format_html("<!--mark:{}-->", id)


def filled(html: str, request: HttpRequest) -> SafeString:
    """A page with its marks."""
    ids = _PLACE.findall(html) if _providers else []
    found = [provider(request, ids) for provider in _providers]
    return mark_safe(_PLACE.sub(lambda match: "".join(marks.get(match[1], "") for marks in found), html))
