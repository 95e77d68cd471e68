"""What the header of all pages shows of the readers' comments, for staff."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from multivector.observatory.readers.queries import waiting_comments


def waiting(request: HttpRequest, *, name: str, **_what: Any) -> str:
    """How many comments wait for a moderator, behind the way to their queue; empty where none does."""
    number = waiting_comments() if name == "moderation" else 0
    said = _("wait for a moderator")
    return format_html('<span class="waiting" title="{}">{}</span>', said, number) if number else ""
