"""What the site calls codes of the record, in the reader's language: `data/labels.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multivector.lexicon.ontology import NO_STATE, QUAD_OF_TYPE
from multivector.observatory.archive import Archive

Labels = dict[str, dict[Any, dict[str, str]]]


@cache
def labels() -> Labels:
    """Group (types, facts, quads, statuses, sectors) -> code -> language -> words."""
    text = (files("multivector.observatory.core") / "data" / "labels.yaml").read_text(encoding="utf-8")
    loaded: Labels = yaml.safe_load(text)
    return loaded


def label(group: str, code: Any, language: str) -> str:
    """The words for a code; the code itself where there are none."""
    return labels()[group].get(code, {}).get(language) or str(code)


def kind_label(type: str, language: str) -> str:
    """The words for a PLOVER type or a kind of fact."""
    return label("types" if type.isupper() else "facts", type, language)


def css_class(type: str) -> str:
    """The class of an entry for the style sheet: its quad, or `fact`."""
    return labels()["quads"][QUAD_OF_TYPE[type]]["class"] if type in QUAD_OF_TYPE else "fact"


def actor_label(archive: Archive, code: str, language: str) -> str:
    """The name of a party: of its state or organisation, with its sector."""
    base, _, sector = code.partition(".")
    name = "" if base == NO_STATE else archive.actor(base, language)
    if not sector:
        return name or code
    said = label("sectors", sector, language)
    return f"{name} ({said})" if name else said
