"""The article page's dear part, its text and its entries, made once for each version of the record and language."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import translation

from multivector.observatory.archive import Archive
from multivector.observatory.articles import queries
from multivector.observatory.articles.saying import Said, say
from multivector.observatory.articles.spans import Paragraph, Piece, Spot, marks_of, paragraphs
from multivector.observatory.articles.verdicts import verdicts
from multivector.observatory.core.labels import css_class, labels
from multivector.observatory.core.plugs import plugged

Row = dict[str, Any]
KEPT = 24 * 3600  # seconds; a new version of the record has new keys
DESCRIPTION = 200  # characters
_making = threading.Lock()


@dataclass(frozen=True)
class Page:
    """What is kept of an article page, small enough to be read from the cache in no time."""

    document: Row  # without its surroundings
    title: str
    description: str
    about: str  # HTML: heading, date, source
    text: str  # HTML: legend and text
    around: str  # HTML: the articles before and after
    entries: tuple[tuple[str, str], ...]  # id, and HTML without its end, for what other apps add


def page(archive: Archive, document: str) -> Page | None:
    """The page of a document in the present language, or None where there is no such document."""
    language = (translation.get_language() or "en")[:2]
    key = _key("page", archive.version, language, get_script_prefix(), document)
    kept: Page | None = cache.get(key)
    if kept is None:
        with _making:  # many readers of an article that is not kept yet: one makes it, the others wait
            kept = cache.get(key)
            if kept is None and (row := archive.document(document)) is not None:
                kept = _make(archive, row, language)
                cache.set(key, kept, KEPT)
    return kept


def entries_html(request: HttpRequest, archive: Archive, kept: Page, versions: Sequence[str]) -> str:
    """The entries with what other apps add to each; kept as long as their `version` plugs say the same."""
    staff, doc = bool(getattr(request.user, "is_staff", False)), kept.document["id"]
    language = translation.get_language() or "en"
    key = _key("entries", archive.version, language, get_script_prefix(), doc, str(staff), *versions)
    html: str | None = cache.get(key)
    if html is None:
        html = "".join(f"{said}{''.join(plugged('entry', request, id=id, doc=doc))}</li>" for id, said in kept.entries)
        cache.set(key, html, KEPT)
    return html


def key_for_all(request: HttpRequest, archive: Archive, doc: str, versions: Sequence[str]) -> str:
    """Under what the whole page of a document is kept for all readers of whom nothing is known."""
    shown = (request.build_absolute_uri(), translation.get_language() or "en", request.COOKIES.get("theme", ""))
    return _key("whole", archive.version, doc, *shown, *versions)


def _key(*parts: str) -> str:
    return "article:" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _make(archive: Archive, document: Row, language: str) -> Page:
    rows = archive.entries_of(document["id"])
    said, lines = _laid(archive, document, rows, language)
    title = queries.title_of(document)
    older, newer = queries.neighbours(archive, document["row"])
    shown = {
        "document": document,
        "title": title,
        "number": len(rows),
        "original": web_address(document["url"]),
        "legend": _legend(rows, language),
        "blocks": _blocks(lines, said, title),
        "older": older,
        "newer": newer,
    }
    return Page(
        document={name: value for name, value in document.items() if name != "surroundings"},
        title=title,
        description=_description(document["text"], title),
        about=render_to_string("articles/about.html", shown),
        text=render_to_string("articles/text.html", shown),
        around=render_to_string("articles/around.html", shown),
        entries=tuple((one.id, render_to_string("articles/entry.html", {"entry": one})) for one in said),
    )


def _laid(archive: Archive, document: Row, rows: list[Row], language: str) -> tuple[list[Said], list[Paragraph]]:
    """The entries in words, each with its place in the text and the register's verdict, and the text cut by them."""
    said = say(archive, rows, document["text"], language)
    found = verdicts(archive, document["id"], {row["type"] for row in rows}, language)
    lines = paragraphs(document["text"], marks_of(rows, document.get("surroundings")))
    for one in said:
        one.verdict = found.get(one.id)
    for part in (part for line in lines for part in line.parts if isinstance(part, Spot)):
        for number in part.entries:
            if said[number].spot is None:
                said[number].spot = part.number
    return said, lines


def web_address(url: str | None) -> str:
    """The address where it is one of the web; empty for anything else (`javascript:`, `data:`, a path)."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return (url or "").strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def _description(text: str, title: str) -> str:
    words = " ".join(text.split()).removeprefix(title).strip() or title
    return words if len(words) <= DESCRIPTION else words[: DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


def _legend(rows: list[Row], language: str) -> tuple[tuple[str, str, int], ...]:
    """The classes of the entries of a document."""
    numbers: dict[str, int] = {}
    for row in rows:
        name = css_class(row["type"])
        numbers[name] = numbers.get(name, 0) + 1
    quads = {quad["class"]: quad[language] for quad in labels()["quads"].values()}
    return tuple((name, quads.get(name, ""), numbers[name]) for name in (*quads, "fact") if name in numbers)


def _blocks(lines: list[Paragraph], said: list[Said], title: str) -> list[dict[str, Any]]:
    """Paragraphs for the template, those of the surroundings that follow each other as one block."""
    blocks: list[dict[str, Any]] = []
    for number, line in enumerate(lines):
        if not blocks or blocks[-1]["around"] != line.is_around:
            blocks.append({"around": line.is_around, "paragraphs": []})
        plain = [part.text for part in line.parts if isinstance(part, Piece) and not part.marks]
        repeats = number == 0 and "".join(plain).strip() == title
        parts = [_part(part, said) for part in line.parts]
        blocks[-1]["paragraphs"].append({"parts": parts, "repeats_title": repeats})
    return blocks


def _part(part: Piece | Spot, said: list[Said]) -> dict[str, Any]:
    if isinstance(part, Piece):
        return _piece(part, said)
    entries = [said[number] for number in part.entries]
    classes = list(dict.fromkeys(entry.css for entry in entries))
    pieces = [_piece(piece, said) for piece in part.pieces]
    return {"spot": part.number, "pieces": pieces, "entries": entries, "css": classes[0], "mixed": len(classes) > 1}


def _piece(piece: Piece, said: list[Said]) -> dict[str, Any]:
    entries = [said[number] for number in piece.entries]
    return {
        "text": piece.text,
        "css": entries[0].css if entries else "",
        "ids": " ".join(entry.id for entry in entries),
        "around": piece.is_around,
    }
