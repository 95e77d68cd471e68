"""What several pages need."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from multivector.observatory.archive import archive
from multivector.observatory.readers.models import Comment
from multivector.observatory.readers.moderation import may_moderate

View = Callable[..., HttpResponse]


def is_htmx(request: HttpRequest) -> bool:
    """Whether a piece of the page is asked for."""
    return request.headers.get("HX-Request") == "true"


def known_document(doc: str) -> dict[str, Any]:
    """Id and title of a document of the record, or 404."""
    row = archive().row("SELECT id, title FROM documents WHERE id = ?", [doc])
    if row is None:
        raise Http404
    return row


def open_comment(id: str | int, **where: Any) -> Comment:
    """A published comment of an article that the record has, or 404."""
    if not str(id).isdecimal() or len(str(id)) > 18:
        raise Http404
    comment = get_object_or_404(Comment, pk=int(id), status=Comment.Status.APPROVED, **where)
    known_document(comment.doc)
    return comment


def number(text: str | None) -> int:
    """The number of a page; 1 for what is none."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 7 else 1


def staff_only(view: View) -> View:
    """Sends those who are not signed in to do so, and others away."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
