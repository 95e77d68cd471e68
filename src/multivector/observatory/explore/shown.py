"""How entries and the values of facets look on a page, in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote_plus

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop, pgettext

from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.archive.stems import stem, words
from multivector.observatory.core.labels import actor_label, css_class, kind_label, label
from multivector.observatory.explore.columns import columns
from multivector.observatory.explore.filters import Filters
from multivector.observatory.explore.names import priority_titles

_ITEM = '<li><a href="{}"{}><span class="value">{}{}</span> <span class="number quiet">{}</span></a></li>'
# a page has fifty of these and a hundred items: a template would take longer to draw them than all else takes
_ROW = """<tr class="{css}">
<td class="time">{time}</td>
<td class="parties">{who}{arrow}{whom}<br><span class="badge {css}">{kind}</span>{said}</td>
<td class="sentence">{sentence}<br><a href="{link}">{title}</a> {mark}</td>
<td class="number">{confidence}<br><span class="status {status_code}">{status}</span></td>
</tr>
"""
_ARROW = ' <span class="arrow" aria-hidden="true">→</span><span class="hidden">{}</span> '
_WORD = re.compile(r"[^\W_]+")
_WHO = ("member", "chair", "host", "actor", "parties", "founders")
_WHOM = ("of", "under")
_SAID = ("person", "position", "name", "what", "about", "count", "place")


# what was hosted, as the record says it
_HOSTED = {
    "talks": gettext_noop("talks"),
    "summit": gettext_noop("summit"),
    "meeting": gettext_noop("meeting"),
    "conference": gettext_noop("conference"),
}


@dataclass(frozen=True)
class Entry:
    """One row of the table."""

    id: str
    time: str
    who: str
    whom: str
    said: str  # of a fact: name, office, place and the like
    kind: str
    css: str
    sentence: SafeString
    title: SafeString
    link: str
    confidence: str
    status: str
    status_code: str

    def row(self, mark: SafeString) -> SafeString:
        """As a row of the table, with what other apps say of it."""
        shown = {
            **vars(self),
            "time": self.time or format_html('<span class="quiet">{}</span>', gettext("undated")),
            "arrow": format_html(_ARROW, gettext("to or with")) if self.who and self.whom else "",
            "said": format_html('<br><span class="said">{}</span>', self.said) if self.said else "",
            "mark": mark,
        }
        return format_html(_ROW, **shown)


@dataclass(frozen=True)
class Value:
    """One value of a facet, with the address where it is chosen (or no longer)."""

    label: str
    count: str
    chosen: bool
    address: str

    def item(self) -> SafeString:
        """As an item of a list."""
        chosen = mark_safe(' aria-current="true"') if self.chosen else ""
        sign = mark_safe('<span aria-hidden="true">✓ </span>') if self.chosen else ""
        return format_html(_ITEM, self.address, chosen, sign, self.label, self.count)


def shown(archive: Archive, rows: list[Row], filters: Filters, language: str) -> list[Entry]:
    """Rows of the archive as rows of the table."""
    return [_entry(archive, row, filters, language) for row in rows]


def _entry(archive: Archive, row: Row, filters: Filters, language: str) -> Entry:
    who, whom, said = parties(archive, row)

    def named(codes: list[str]) -> str:
        return ", ".join(actor_label(archive, code, language) for code in codes)

    return Entry(
        id=row["id"],
        time=row["time"] or "",
        who=named(who),
        whom=named(whom),
        said=" · ".join(_words_of(archive, value, language) for value in said),
        kind=kind_label(row["type"], language),
        css=css_class(row["type"]),
        sentence=marked(row["sentence"], filters, row["language"]),
        title=marked(row["title"] or row["doc"], filters, row["language"]),
        link=f"{article(row['doc'])}#event-{row['id']}",
        confidence=f"{row['confidence']:.2f}",
        status=label("statuses", row["status"], language),
        status_code=row["status"],
    )


def parties(archive: Archive, row: Row) -> tuple[list[str], list[str], list[str]]:
    """Who, to or with whom, and of a fact what its other slots say."""
    if row["kind"] == "event":
        return list(row["source"]), list(row["target"]), []
    slots = row.get("slots") or {}
    who = [code for slot in _WHO for code in _listed(slots.get(slot))]
    whom = [code for slot in _WHOM for code in _listed(slots.get(slot))]
    return who, whom, [text for slot in _SAID for text in _listed(slots.get(slot))]


def article(doc: str) -> str:
    """The address of a document's page."""
    return reverse("article", args=[doc])


def marked(text: str, filters: Filters, language: str | None) -> SafeString:
    """A text with the words marked that the filters look for."""
    wanted = filters.words()
    if not wanted:
        return conditional_escape(text)
    stems = {_stem(word, language or "") for word in wanted}
    parts, last = [], 0
    for match in _WORD.finditer(text):
        if _stem(match[0].lower().replace("ё", "е"), language or "") in stems:
            parts += [conditional_escape(text[last : match.start()]), format_html("<mark>{}</mark>", match[0])]
            last = match.end()
    return mark_safe("".join([*parts, conditional_escape(text[last:])]))


_stem = lru_cache(maxsize=50_000)(stem)


def value_label(archive: Archive, facet: str, value: Any, language: str) -> str:
    """What a value of a facet is called."""
    if facet in ("actor", "partner"):
        return actor_label(archive, value, language)
    if facet in ("type", "fact"):
        return kind_label(value, language)
    if facet == "status":
        return label("statuses", value, language)
    if facet == "language":
        return language_name(value, language)
    if facet == "priority":
        state, said = value.partition(".")[0], priority_titles().get(value, {}).get(language, value)
        return f"{actor_label(archive, state, language)}: {said}"
    return f"≥ {value:g}" if facet == "confidence" else str(value)


@lru_cache(maxsize=50_000)
def grouped(number: int, language: str) -> str:
    """A number with its digits in groups, as the language writes them."""
    return str(format_decimal(number, locale=language))


@cache
def language_name(code: str, language: str) -> str:
    """What a language is called in another; its code where nobody knows."""
    try:
        return str(Locale.parse(language).languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def values(archive: Archive, facet: str, counts: list[tuple[Any, int]], filters: Filters, language: str) -> list[Value]:
    """The values of a facet as links; those that are chosen first, so that they can be taken back."""
    given = getattr(filters, facet)
    chosen = given if isinstance(given, tuple) else (given,) if given not in ("", None) else ()
    counted = dict(counts)
    listed, page = [], reverse("explore")
    for value in chosen:
        address = page + filters.without(facet, value).address()
        listed.append(Value(*_named(archive, facet, value, counted.get(value, 0), language), True, address))
    rest = filters if isinstance(given, tuple) else filters.without(facet)
    start = page + rest.address()
    start += "" if start.endswith("?") else "&"
    for value, count in counts:
        if value not in chosen:
            address = f"{start}{facet}={quote_plus(str(value))}"
            listed.append(Value(*_named(archive, facet, value, count, language), False, address))
    return listed


def _named(archive: Archive, facet: str, value: Any, count: int, language: str) -> tuple[str, str]:
    return value_label(archive, facet, value, language), grouped(count, language)


def matching(
    archive: Archive, facet: str, counts: list[tuple[Any, int]], find: str, language: str
) -> list[tuple[Any, int]]:
    """The values whose code or name has all the words typed."""
    typed = words(find)

    def fits(value: Any) -> bool:
        said = f"{value} {value_label(archive, facet, value, language)}".lower().replace("ё", "е")
        return all(word in said for word in typed)

    return [pair for pair in counts if fits(pair[0])]


def _words_of(archive: Archive, value: str, language: str) -> str:
    if value in _HOSTED:
        return pgettext("explore", _HOSTED[value])
    return actor_label(archive, value, language) if value in columns(archive).codes else value


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []
