"""What the article page shows of review: at each entry its mark and the way to dispute it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from multivector.observatory.review import queries
from multivector.observatory.review.models import Mark

Row = dict[str, Any]


def entry(request: HttpRequest, *, entry: Row, document: Row, **_: Any) -> str:
    """The mark of an entry, the dispute link, and for staff the way to its review."""
    mark = _marks(request, document["id"]).get(entry["id"])
    staff = bool(getattr(getattr(request, "user", None), "is_staff", False))
    return render_to_string("review/on_entry.html", {"id": entry["id"], "mark": mark, "staff": staff})


def version(request: HttpRequest, *, document: Row, **_: Any) -> str:
    """Changes whenever a mark of the document does."""
    return queries.version_of(document["id"])


def style(request: HttpRequest, **_: Any) -> str:
    """The style sheet of marks."""
    return format_html('<link rel="stylesheet" href="{}">', static("review/marks.css"))


def _marks(request: HttpRequest, doc: str) -> dict[str, Mark]:
    """The marks of a document, asked for once a request."""
    kept: dict[str, dict[str, Mark]] = request.__dict__.setdefault("_review_marks", {})
    if doc not in kept:
        kept[doc] = queries.marks_of(doc)
    return kept[doc]
