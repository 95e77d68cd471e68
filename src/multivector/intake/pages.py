"""Reads pages: the article of an HTML page; title, author and surroundings of one that was copied as plain text."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from multivector.intake import encoding
from multivector.intake.surroundings import Line, find, is_name_like, line_breaks, lines
from multivector.model import Span, outside

_TITLE = 200  # characters
_NOT_TITLE_END = tuple(".;:,…")
_HEAD, _TAIL = 4, 3  # lines at either end of the article among which "By ..." may stand

_NAME_WORD = r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ’']+(?:-[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ’']+)?"
_INITIAL = r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]\."
_NAME = re.compile(rf"(?:{_NAME_WORD}|(?:{_INITIAL}\s?){{1,2}})(?:\s(?:{_INITIAL}|{_NAME_WORD})){{0,2}}")
_BYLINE = re.compile(r"(?:Авторы?|Автор текста|Мәтін авторы|Author|Written by|By)(?:\s*[:–—-]\s*|\s+)(?P<names>.+)")
_NAMES_APART = re.compile(r"\s*(?:,|;|\sи\s|\sand\s|\sжәне\s|\sмен\s)\s*")

_CHARSET = re.compile(rb"""(?:charset\s*=\s*["']?|<\?xml[^>]*encoding\s*=\s*["'])([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HTML_TAG = re.compile(r"<html\b", re.IGNORECASE)
_MARKUP = re.compile(r"^\s*<(?:!doctype\s+html|!--|html|head|body|\?xml|article|div|p|h1|meta)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says; `text` is empty where no article was found. `published` is as the page gives it."""

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a plain text shows of the page that it was copied from."""

    title: str | None
    author: str | None
    surroundings: tuple[Span, ...]


def layout(text: str) -> Layout:
    """Title, author and surroundings of a plain text, which itself is not changed."""
    surroundings = find(text)
    found = lines(text)
    kept = set(outside(((line.start, line.end) for line in found), surroundings))
    article = [line for line in found if (line.start, line.end) in kept]
    title = _title(text, article)
    if title is not None and len(article) > 1 and _same(article[1].text, title):
        surroundings = _with(surroundings, (article[1].start, article[1].end))
        del article[1]
    body = article[1:] if title is not None else article
    return Layout(title, _author(body), surroundings)


def _with(spans: Sequence[Span], added: Span) -> tuple[Span, ...]:
    return tuple(sorted([*spans, added]))


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _title(text: str, article: Sequence[Line]) -> str | None:
    """The first line when it is short, does not end as a sentence and is set off from the text below."""
    if len(article) < 2 or len(article[0].text) > _TITLE or article[0].text.endswith(_NOT_TITLE_END):
        return None
    between = text[article[0].end : article[1].start]
    set_off = line_breaks(between) > 1
    return article[0].text if set_off or _same(article[0].text, article[1].text) else None


def _author(body: Sequence[Line]) -> str | None:
    """Who "By ..." names near either end, else the name that alone makes the last line."""
    for line in (*body[:_HEAD], *body[_HEAD:][-_TAIL:]):
        if match := _BYLINE.fullmatch(line.text):
            names = _NAMES_APART.split(match["names"])
            if all(map(_is_name, names)):
                return match["names"]
    if len(body) > 1 and any(line.is_body for line in body[:-1]) and _is_name(body[-1].text) and " " in body[-1].text:
        return body[-1].text
    return None


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and is_name_like(re.split(r"[\s-]", text))


def looks_like_html(text: str) -> bool:
    """Whether a text of unknown format begins as an HTML page does."""
    return bool(_MARKUP.match(text))


def decode_html(data: bytes) -> str:
    """The source of a page, by the encoding that it declares where it is not UTF-8. Raises encoding.NotText."""
    declared = _CHARSET.search(data[:4096])
    return encoding.decode(data, declared=declared[1].decode("ascii") if declared else None)


def read_html(source: str) -> Page:
    """The article of a page, however broken; the page's own furniture is left out."""
    html = _XML_DECLARATION.sub("", source)  # lxml refuses a declared encoding in what is decoded already
    if not _HTML_TAG.search(html):
        html = f"<html><body>{html}</body></html>"  # the library takes no fragments
    trafilatura = _trafilatura()
    try:
        found = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        text = getattr(found, "text", None) or trafilatura.baseline(html)[1] or ""
    except Exception:  # whatever a page can break in the library, the others must be read
        return Page("")
    known = {
        field: getattr(found, field, None) or None
        for field in ("title", "author", "url", "date", "sitename", "hostname")
    }
    return Page(
        text=text,
        title=known["title"],
        author=known["author"],
        published=known["date"],
        source=known["sitename"] or known["hostname"],
        url=known["url"],
    )


def _trafilatura() -> Any:
    """The library, imported when a page needs it. What it logs as errors our callers learn as a `Problem`."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura
