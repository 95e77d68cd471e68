"""How the status page writes numbers, languages and databases."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

register = template.Library()
_DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


@register.filter
def grouped(number: int | None) -> str:
    """A number with its thousands set apart: a comma in English, a narrow space in Russian and Kazakh."""
    said = f"{number or 0:,}"
    return said if (get_language() or "en").startswith("en") else said.replace(",", "\u202f")


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's."""
    try:
        return str(_(get_language_info(code)["name"])).capitalize()
    except KeyError:
        return code


@register.filter
def database_name(vendor: str) -> str:
    """What a database calls itself."""
    return _DATABASES.get(vendor, vendor)
