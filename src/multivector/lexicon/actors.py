"""The actors of the lexicon as the rows of a record's table of actors."""

from __future__ import annotations

from collections.abc import Iterator

from multivector.lexicon.forms import actor_name
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.schema import Language

_LANGUAGES: tuple[Language, ...] = ("ru", "en", "kk")


def actor_rows(lexicon: Lexicon) -> Iterator[dict[str, str | None]]:
    """The states and organisations with their names: `code, kind, name_ru, name_en, name_kk`."""
    for kind, entries in (("state", lexicon.states), ("organisation", lexicon.organisations)):
        for code, entry in entries.items():
            if kind == "organisation" and lexicon.organisation_code(code) != code:
                continue  # a body that is recorded under its organisation's code
            names = {f"name_{language}": actor_name(entry, language) for language in _LANGUAGES}
            yield {"code": code, "kind": kind, **names}
