"""`Filters`: what a reader asks for, read from an address and written to one. The pages and the API share it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multivector.edtf import bounds
from multivector.lexicon.ontology import FACTS, QUAD_OF_TYPE
from multivector.observatory.archive import Archive
from multivector.observatory.archive.stems import words
from multivector.observatory.explore.columns import columns
from multivector.observatory.explore.names import parties_named, priority_titles

KINDS = ("event", "fact")
STATUSES = ("done", "ongoing", "planned", "possible", "denied")
SORTS = ("time", "oldest", "confidence", "document")
MOST_WORDS, LONGEST = 10, 200
SEVERAL = ("type", "fact", "status", "year", "outlet", "language", "priority")  # any of the values that are given
SINGLE = ("q", "actor", "partner", "kind", "since", "until", "confidence", "doc")
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """An entry must fit all that is given; where several values are given for one thing, any of them."""

    q: str = ""
    actor: str = ""
    partner: str = ""
    kind: str = ""
    type: tuple[str, ...] = ()
    fact: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    year: tuple[int, ...] = ()
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    confidence: float | None = None
    doc: str = ""
    sort: str = "time"

    def words(self) -> tuple[str, ...]:
        """The words that the sentence or the title must have; single letters are not looked for."""
        return tuple(dict.fromkeys(word for word in words(self.q) if len(word) > 1))

    def first_day(self) -> int | None:
        """The first day of the period, in days since 1970."""
        return _day(self.since, 0) if self.since else None

    def last_day(self) -> int | None:
        """The last day of the period."""
        return _day(self.until, 1) if self.until else None

    def pairs(self, **more: Any) -> list[tuple[str, str]]:
        """Names and values for an address, always in the same order."""
        said: list[tuple[str, str]] = []
        for name in SINGLE + SEVERAL:
            value = getattr(self, name)
            given = value if isinstance(value, tuple) else (value,) if value not in ("", None) else ()
            said += [(name, str(one)) for one in given]
        if self.sort != SORTS[0]:
            said.append(("sort", self.sort))
        return said + [(name, str(value)) for name, value in more.items() if value]

    def address(self, **more: Any) -> str:
        """The query of an address that asks for the same."""
        return "?" + urlencode(self.pairs(**more))

    def having(self, name: str, value: Any) -> Filters:
        """With one value more, or in the place of what was given."""
        changed: dict[str, Any] = {name: value}
        if name in SEVERAL:
            changed[name] = (*(one for one in getattr(self, name) if one != value), value)
        return replace(self, **changed)

    def without(self, name: str, value: Any = None) -> Filters:
        """Without a value, or without all of a name."""
        changed: dict[str, Any] = {name: None if name == "confidence" else ""}
        if name in SEVERAL:
            kept = [] if value is None else [one for one in getattr(self, name) if one != value]
            changed[name] = tuple(kept)
        return replace(self, **changed)

    def is_empty(self) -> bool:
        """Whether nothing is asked for but an order."""
        return not replace(self, sort=SORTS[0]).pairs()


def read(query: QueryDict, archive: Archive, language: str = "en") -> tuple[Filters, dict[str, str]]:
    """What an address asks for, and for each name whose value can't be understood why not, in the reader's language.

    Parties may be given by their names too.
    """
    return _Reader(query, archive, language).read()


class _Reader:
    def __init__(self, query: QueryDict, archive: Archive, language: str) -> None:
        self.archive, self.language = archive, language
        self.single = {name: query.get(name, "").strip() for name in (*SINGLE, "sort")}
        self.several = {name: _distinct(query.getlist(name)) for name in SEVERAL}
        self.errors: dict[str, str] = {}

    def read(self) -> tuple[Filters, dict[str, str]]:
        for name, values in {**{n: [v] for n, v in self.single.items()}, **self.several}.items():
            if any(len(value) > LONGEST for value in values):
                self.errors[name] = ngettext("At most %(n)s character.", "At most %(n)s characters.", LONGEST) % {
                    "n": LONGEST
                }
        known = columns(self.archive).values
        several: Mapping[str, tuple[Any, ...]] = {
            "type": self._among("type", tuple(QUAD_OF_TYPE), str.upper),
            "fact": self._among("fact", tuple(FACTS), str.lower),
            "status": self._among("status", STATUSES, str.lower),
            "outlet": self._among("outlet", known["outlet"]),
            "language": self._among("language", known["language"], str.lower),
            "priority": self._among("priority", tuple(priority_titles())),
            "year": self._years(),
        }
        filters = Filters(
            q=self._text(),
            actor=self._party("actor"),
            partner=self._party("partner"),
            kind=self._one_of("kind", KINDS),
            since=self._date("since"),
            until=self._date("until"),
            confidence=self._confidence(),
            doc="" if "doc" in self.errors else self.single["doc"],
            sort=self._one_of("sort", SORTS) or SORTS[0],
            **several,
        )
        first, last = filters.first_day(), filters.last_day()
        if first is not None and last is not None and first > last:
            self.errors["until"] = _("The period ends before it begins.")
            filters = replace(filters, until="")
        return filters, self.errors

    def _wrong(self, name: str, message: str) -> str:
        self.errors.setdefault(name, message)
        return ""

    def _among(self, name: str, known: tuple[Any, ...], spelled: Any = str) -> tuple[str, ...]:
        values = _distinct([spelled(value) for value in self.several[name]])
        unknown = [value for value in values if value not in known]
        if unknown:
            self._wrong(name, _("Not known here: %(value)s.") % {"value": unknown[0][:50]})
        return tuple(value for value in values if value in known)

    def _one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self.single[name]
        if value and value not in known:
            return self._wrong(name, _("Not known here: %(value)s.") % {"value": value[:50]})
        return value

    def _years(self) -> tuple[int, ...]:
        bad = [value for value in self.several["year"] if not re.fullmatch(r"[0-9]{4}", value)]
        if bad:
            self._wrong("year", _("Write a year with four digits."))
        return tuple(int(value) for value in self.several["year"] if value not in bad)

    def _text(self) -> str:
        text = " ".join(self.single["q"].split()) if "q" not in self.errors else ""
        found = [word for word in words(text) if len(word) > 1]
        if text and not found:
            return self._wrong("q", _("Write a word of two letters or more."))
        if len(found) > MOST_WORDS:
            return self._wrong(
                "q", ngettext("At most %(n)s word.", "At most %(n)s words.", MOST_WORDS) % {"n": MOST_WORDS}
            )
        return text

    def _party(self, name: str) -> str:
        said = self.single[name]
        if not said or name in self.errors:
            return ""
        found = parties_named(self.archive, said, self.language)
        if len(found) == 1:
            return found[0][0]
        if not found:
            return self._wrong(name, _("No party of this name or code is in the record."))
        listed = ", ".join(f"{label} ({code})" for code, label in found[:8])
        return self._wrong(name, _("Several fit, choose one: %(names)s.") % {"names": listed})

    def _date(self, name: str) -> str:
        said = self.single[name]
        if not said or name in self.errors:
            return ""
        try:
            if _day(said, 0 if name == "since" else 1) is not None:
                return said
        except ValueError:
            pass
        return self._wrong(name, _("Write a day, month or year: 2017-05-03, 2017-05 or 2017."))

    def _confidence(self) -> float | None:
        said = self.single["confidence"].replace(",", ".")
        if not said:
            return None
        try:
            number = float(said)
        except ValueError:
            number = math.nan
        if not 0 <= number <= 1:
            self._wrong("confidence", _("Write a number from 0 to 1."))
            return None
        return number or None


def _distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


def _day(edtf: str, end: int) -> int | None:
    day = bounds(edtf)[end]
    return None if day is None else day.toordinal() - EPOCH
