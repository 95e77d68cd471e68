"""What answers say around their figures - sentences, titles, notes, axes - in Russian, Kazakh or English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from multivector.analysis.names import check_language
from multivector.lexicon.yamlfile import read_yaml


class Speech:
    """Sentences, numbers and lists of one language."""

    def __init__(self, language: str) -> None:
        from babel import Locale

        check_language(language)
        self.language = language
        self._words = _words()[language]
        self._locale = Locale.parse(language)

    def __call__(self, key: str, **values: str) -> str:
        return str(self._words[key]).format(**values)

    def counted(self, key: str, number: int) -> str:
        """A number with its noun."""
        from babel.numbers import format_decimal

        forms = self._words[key]
        form = forms.get(self._locale.plural_form(number)) or forms["other"]
        return str(form.format(n=format_decimal(number, locale=self._locale)))

    def number(self, value: float) -> str:
        """A number with one decimal place."""
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.0", locale=self._locale)

    def numbers(self, values: Mapping[str, Any], *keys: str) -> dict[str, str]:
        """Several numbers by their keys."""
        return {key: self.number(values[key]) for key in keys}

    def percent(self, share: Any) -> str:
        """A share as whole percents."""
        from babel.numbers import format_percent

        return format_percent(share, locale=self._locale)

    def listed(self, items: list[str]) -> str:
        """Items joined as a sentence joins them."""
        from babel.lists import format_list

        return format_list(items, locale=self._locale)


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = read_yaml(files("multivector.analysis") / "data" / "speech.yaml", "speech.yaml").data
    return words
