"""What a language adapter is, and the one place where parsers are plugged in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol

from multivector.errors import StopRun
from multivector.language.sentence import Sentence
from multivector.model import Span


class Parser(Protocol):
    """A language adapter: splits texts into sentences and parses sentences into UD columns."""

    language: str

    def split(self, text: str) -> list[Span]:
        """The spans of the sentences of a text, in order."""
        ...

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Sentence]:
        """One `Sentence` for each (text of the sentence, offset of its first character), in the same order."""
        ...


class NamedParser(Parser, Protocol):
    """A parser that was asked for by name, which says which one it is."""

    name: str
    version: str


# language -> "module:factory"; imported when first asked for, so that no language costs anything unused
PARSERS: dict[str, str] = {
    "en": "multivector.language.english:EnglishParser",
    "ru": "multivector.language.russian:RussianParser",
}

_loaded: dict[str, Parser] = {}


def register(language: str, factory: Callable[[], Parser]) -> None:
    """Use another parser for a language, e.g. `register("ru", MyParser)`."""
    _loaded[language] = factory()


def parser_for(language: str) -> Parser:
    """The parser of a language (ISO 639-1).

    Raises:
        StopRun: no parser for the language is installed.
    """
    if language not in _loaded:
        if language not in PARSERS:
            raise StopRun(f"no parser for language '{language}': there is one for {', '.join(languages())}")
        module, _, name = PARSERS[language].partition(":")
        _loaded[language] = getattr(import_module(module), name)()
    return _loaded[language]


def named_parser(pipeline: str) -> NamedParser:
    """The parser of an installed spaCy pipeline (or of a folder that holds one), for the pipeline's own language.

    Raises:
        StopRun: there is no such pipeline, or it does not parse.
    """
    from multivector.language.spacy_parser import SpacyParser

    return SpacyParser(pipeline)


def languages() -> list[str]:
    """The languages that can be parsed, in alphabetical order."""
    return sorted(PARSERS.keys() | _loaded.keys())
