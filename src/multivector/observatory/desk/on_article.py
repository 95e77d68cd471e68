"""What the article page shows of the desk: for staff, the way to edit the article."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string


def way_to_desk(request: HttpRequest, *, document: dict[str, Any], **_: Any) -> str:
    """A button; empty for other readers."""
    if not getattr(request.user, "is_staff", False):
        return ""
    return render_to_string("desk/on_article.html", {"doc": document["id"]}, request)
