"""An entry in the reader's language: who did what to whom, when, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

import yaml
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from multivector.analysis.names import Names
from multivector.analysis.words import sides_said, time_words, vocabulary
from multivector.coder.score import weights
from multivector.lexicon.ontology import NO_STATE
from multivector.observatory.archive import Archive
from multivector.observatory.core.labels import css_class, kind_label, label
from multivector.observatory.core.saying import SiteNames, facts_in_words
from multivector.record.schema import ACTOR_SLOTS

Row = dict[str, Any]
MOST_PARTIES_OF_PAIRS = 3  # of an entry with more parties no pairs are linked


@dataclass(frozen=True)
class Link:
    """Words that may lead somewhere; without an address just words."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the register of organisations says of a fact."""

    verdict: str
    register: str
    source: str | None

    @property
    def words(self) -> str:
        """The verdict in the reader's language."""
        return {
            "agrees": _("The register of organisations agrees"),
            "contradicts": _("The register of organisations contradicts"),
        }.get(self.verdict, _("The register of organisations can't tell"))


@dataclass
class Said:
    """An entry as the page tells it."""

    number: int
    id: str
    type: str
    kind: str
    css: str
    summary: str
    time: str
    time_source: str
    status: str
    place: str
    confidence: float
    sureness: str
    parties: list[Link]
    pairs: list[Link]
    words: list[tuple[str, str]]
    why: list[str]
    speaks_for: list[str]
    speaks_against: list[str]
    spot: int | None = None
    verdict: Verdict | None = None
    row: Row = field(default_factory=dict, repr=False)


def say(archive: Archive, entries: Sequence[Row], text: str, language: str) -> list[Said]:
    """The entries of a document in words, in their order."""
    names = SiteNames(archive, language)
    summaries = _summaries(entries, names, language)
    return [_said(number, row, summaries[number], names, text, language) for number, row in enumerate(entries)]


def _said(number: int, row: Row, summary: str, names: SiteNames, text: str, language: str) -> Said:
    why, speaks_for, speaks_against = reasons_said(row["reasons"] or (), language)
    return Said(
        number=number + 1,
        id=row["id"],
        type=row["type"],
        kind=kind_label(row["type"], language),
        css=css_class(row["type"]),
        summary=summary,
        time=time_words(row["time"], language),
        time_source=row["time_source"] if row["time"] else "",
        status=label("statuses", row["status"], language),
        place=row["place"] or "",
        confidence=row["confidence"],
        sureness=sureness(row["confidence"]),
        parties=[Link(names(code), _address("actor", _base(code))) for code in _actors(row)],
        pairs=_pairs(row, names),
        words=[(label_of("slots", slot, language), text[start:end]) for slot, start, end in _evidence(row)],
        why=why,
        speaks_for=speaks_for,
        speaks_against=speaks_against,
        row=row,
    )


def _summaries(entries: Sequence[Row], names: SiteNames, language: str) -> list[str]:
    """Who did what to whom, of each entry."""
    facts = [number for number, row in enumerate(entries) if row["kind"] == "fact"]
    words = dict(zip(facts, facts_in_words([entries[number] for number in facts], names, language), strict=True))
    return [words.get(n) or event_said(row, names, language) for n, row in enumerate(entries)]


def event_said(row: Row, names: Names, language: str) -> str:
    """Who did what to whom, of one event."""
    known = vocabulary().events.get(row["type"])
    sides = sides_said(row["type"], (row["source"], row["target"]), names)
    return known(language, sides=sides or "?") if known else kind_label(row["type"], language)


def sureness(confidence: float) -> str:
    """A confidence in words."""
    if confidence >= 0.75:
        return _("rather sure")
    return _("likely") if confidence >= 0.5 else _("unsure: look at the sentence")


def _base(code: str) -> str:
    base = code.partition(".")[0]
    return "" if base == NO_STATE else base


def _actors(row: Row) -> Iterable[str]:
    """All parties: of an event who acts first, of a fact as they stand."""
    if row["kind"] == "event":
        return dict.fromkeys((*(row["source"] or ()), *(row["target"] or ())))
    return row["actors"] or ()


def _pairs(row: Row, names: SiteNames) -> list[Link]:
    """The pairs of parties that the entry is about, where they are few; of a fact those of one slot."""
    codes = _parties_of(row)
    bases = sorted({_base(code) for code in codes} - {""})
    if len(bases) > MOST_PARTIES_OF_PAIRS:
        return []
    links = (
        Link(f"{names(one)} – {names(other)}", _address("pair", one, other)) for one, other in combinations(bases, 2)
    )
    return [link for link in links if link.url]


def _parties_of(row: Row) -> Iterable[str]:
    if row["kind"] == "event":
        return _actors(row)
    slots = (row["slots"].get(slot) for slot in ACTOR_SLOTS.get(row["type"], ()))
    return next((slot for slot in slots if isinstance(slot, list)), ())


def _address(name: str, *arguments: str) -> str:
    """The address of a page of another app; empty where that has none."""
    try:
        return reverse(name, args=arguments) if all(arguments) else ""
    except NoReverseMatch:
        return ""


def _evidence(row: Row) -> list[tuple[str, int, int]]:
    return [(words["slot"], words["start"], words["end"]) for words in row["evidence"] or ()]


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    text = (files("multivector.observatory.articles") / "data" / "words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return loaded


def label_of(group: str, name: str, language: str) -> str:
    """The words for a slot, or another name of `data/words.yaml`; the name itself where there are none."""
    return _words()[group].get(name, {}).get(language) or name


def reasons_said(reasons: Iterable[Row], language: str) -> tuple[list[str], list[str], list[str]]:
    """What made the entry, what raises its confidence, what lowers it."""
    why: list[str] = []
    speaks_for: list[str] = []
    speaks_against: list[str] = []
    for reason in reasons:
        group, _colon, name = reason["id"].partition(":")
        if group == "score":
            raises = weights().get(name, (0.0, ""))[0] >= 0
            (speaks_for if raises else speaks_against).append(_feature(name, reason["text"], language))
        else:
            template = _words()["reasons"].get(group, {}).get(language)
            # filled part by part: the text is of a document and may hold braces
            said = template.replace("{name}", name).replace("{text}", reason["text"]) if template else reason["text"]
            why.append(said)
    return why, speaks_for, speaks_against


def _feature(name: str, text: str, language: str) -> str:
    known = _words()["features"]
    if name.startswith("type-"):
        return known["type"][language].replace("{name}", kind_label(name.removeprefix("type-"), language))
    return known.get(name, {}).get(language) or text
