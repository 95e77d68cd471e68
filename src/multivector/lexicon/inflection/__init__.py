"""How the words of the lexicon are inflected and read, one module a language."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from multivector.lexicon.inflection.base import Inflection, Reading, WordClass

# language -> "module:class"; a language that is not here is taken as its words stand
INFLECTIONS = {
    "en": "multivector.lexicon.inflection.english:EnglishInflection",
    "ru": "multivector.lexicon.inflection.russian:RussianInflection",
}


@cache
def inflection_of(language: str) -> Inflection:
    """The inflection of a language (ISO 639-1)."""
    if language not in INFLECTIONS:
        return Inflection()
    module, _, name = INFLECTIONS[language].partition(":")
    return getattr(import_module(module), name)()  # type: ignore[no-any-return]


__all__ = ["Inflection", "Reading", "WordClass", "inflection_of"]
