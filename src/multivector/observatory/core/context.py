"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """Language, theme, the page's address without its language, the languages to choose from."""
    theme = request.COOKIES.get("theme", "")
    query = request.META.get("QUERY_STRING", "")
    return {
        "language": translation.get_language() or "en",
        "languages": settings.LANGUAGES,
        "theme": theme if theme in THEMES else "",
        "bare_path": request.path_info + (f"?{query}" if query else ""),
    }
