"""Template tags of the article pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from multivector.analysis.words import time_words

register = template.Library()


@register.simple_tag
def piece(part: dict[str, Any], of_spot: str = "") -> str:
    """A stretch of the text, marked where entries rest on it; in a spot only where its class differs."""
    if part["around"]:
        return format_html('<span class="around">{}</span>', part["text"])
    if not part["ids"] or part["css"] == of_spot:
        return format_html("{}", part["text"])
    kind = "inner" if of_spot else "evidence"
    return format_html('<mark class="{} {}" data-entries="{}">{}</mark>', kind, part["css"], part["ids"], part["text"])


@register.simple_tag
def spot(part: dict[str, Any], language: str) -> str:
    """Triggers of the text with the card of their entries; not a blank more than the text has."""
    return mark_safe(render_to_string("articles/spot.html", {"part": part, "language": language}).strip())


@register.filter
def day(published: str) -> str:
    """A day of publication in words; as it stands where it is no date."""
    try:
        return time_words(published, (translation.get_language() or "en")[:2])
    except ValueError:
        return published


@register.filter
def language_name(code: str) -> str:
    """A language by its own name."""
    return dict(settings.LANGUAGES).get(code, code)
