"""Domains of foreign policy - political, economic, military, cultural, legal - from contexts and frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

from multivector.errors import StopRun
from multivector.lexicon.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Domain:
    """What makes an event part of a domain."""

    id: str
    names: Mapping[str, str]  # language -> name
    contexts: tuple[str, ...]
    frames: tuple[str, ...]


@cache
def domains() -> dict[str, Domain]:
    """The domains of `data/domains.yaml` by id, in their order."""
    file = read_yaml(files("multivector.analysis") / "data" / "domains.yaml", "domains.yaml")
    return {
        id: Domain(id, entry["name"], tuple(entry["contexts"]), tuple(entry.get("frames", ())))
        for id, entry in file.data.items()
    }


def in_domain(id: str) -> pl.Expr:
    """Whether an event belongs to the domain; rests on the columns `contexts` and `frame`.

    Raises StopRun for a domain that there is not.
    """
    domain = domains().get(id)
    if domain is None:
        raise StopRun(f"'{id}' is no domain: use {', '.join(domains())}")
    contexts = pl.col("contexts").list.eval(pl.element().is_in(domain.contexts)).list.any()
    return contexts | pl.col("frame").is_in(domain.frames)
