"""What other pages show of review: the mark of an entry and, on the article page, the way to dispute it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from multivector.observatory.review import queries
from multivector.observatory.review.models import Mark


def entry(request: HttpRequest, *, id: str, doc: str, **_: Any) -> str:
    """The mark of an entry, the dispute link, and for staff the way to its review."""
    mark = _marks(request, doc).get(id)
    staff = bool(getattr(getattr(request, "user", None), "is_staff", False))
    return render_to_string("review/on_entry.html", {"id": id, "mark": mark, "staff": staff})


def table(request: HttpRequest, ids: Sequence[str]) -> dict[str, str]:
    """The marks of the entries of a table."""
    return {
        id: format_html(
            '<span class="review-mark {}">{}</span>', mark.verdict, render_to_string("review/mark.html", {"mark": mark})
        )
        for id, mark in queries.marks(ids).items()
    }


def version(request: HttpRequest, *, doc: str, **_: Any) -> str:
    """Changes whenever a mark of the document does."""
    return queries.version_of(doc)


def style(request: HttpRequest, **_: Any) -> str:
    """The style sheet of marks."""
    return format_html('<link rel="stylesheet" href="{}">', static("review/marks.css"))


def _marks(request: HttpRequest, doc: str) -> dict[str, Mark]:
    """The marks of a document, asked for once a request."""
    kept: dict[str, dict[str, Mark]] = request.__dict__.setdefault("_review_marks", {})
    if doc not in kept:
        kept[doc] = queries.marks_of(doc)
    return kept[doc]
