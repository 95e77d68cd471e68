"""Makes `Document`s of what the formats give: the door of the folder for Python and the shell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from multivector.errors import SkipInput, StopRun
from multivector.intake import dates, files, formats, languages, pages
from multivector.intake.files import Problem
from multivector.model import Document, Span

Report = Callable[[Problem], None]


def read(
    inputs: Iterable[str | Path],
    *,
    language: str | None = None,
    published: str | None = None,
    on_problem: Report,
) -> Iterator[Document]:
    """The documents of files, folders and standard input (`-`), one after the other.

    What can't be used is told to `on_problem` and passed over. `language` and `published` hold for
    documents that bring none of their own. Raises StopRun when these two are not valid.
    """
    try:
        given = {"language": language and languages.normalise(language), "published": dates.normalise(published)}
    except ValueError as error:
        raise StopRun(str(error)) from error
    return _read([inputs] if isinstance(inputs, str | Path) else inputs, given, on_problem)


def document(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
    language: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Document:
    """One text with its surroundings, and with the title, author and language that are not given.

    Raises SkipInput when it holds no words, is too long, or its language or date can't be used.
    """
    _check(id, text)
    try:
        day = dates.normalise(published)
        known = languages.normalise(language) if language else None
    except ValueError as error:
        raise SkipInput(id, str(error)) from error
    layout = pages.layout(text)
    return Document(
        id=id,
        text=text,
        title=title or layout.title,
        author=author or layout.author,
        published=day,
        language=known or _language(id, text, layout.surroundings),
        source=source,
        url=url,
        surroundings=layout.surroundings,
    )


def _read(inputs: Iterable[str | Path], given: Mapping[str, str | None], on_problem: Report) -> Iterator[Document]:
    for source in files.sources(inputs):
        if isinstance(source, Problem):
            on_problem(source)
            continue
        for record in formats.read(source):
            if isinstance(record, Problem):
                on_problem(record)
                continue
            try:
                yield _document(record, given, on_problem)
            except SkipInput as error:
                on_problem(Problem.of(error))


def _own_id(where: str, text: object) -> str:
    """The id of a record that has none: its place; of standard input its content, so that texts stay apart."""
    if where.partition("#")[0] != files.STDIN:
        return where
    return f"stdin-{hashlib.sha256(str(text).encode(errors='replace')).hexdigest()[:12]}"


def _document(record: formats.Raw, given: Mapping[str, str | None], on_problem: Report) -> Document:
    """Raises SkipInput."""
    where = record.where
    if "text" not in record.fields:
        raise SkipInput(where, "it has no field `text`; rename the one with the text")
    fields = {field: _string(where, field, record.fields.get(field)) for field in ("title", "author", "source", "url")}
    id = _string(where, "id", record.fields.get("id")) or _own_id(where, record.fields["text"])
    language = _string(where, "language", record.fields.get("language")) or given["language"]
    published = _published(where, record.fields.get("published"), on_problem) or given["published"]
    try:
        text = _text(where, record.fields["text"])
        return document(text, id=id, language=language, published=published, **fields)
    except SkipInput as error:
        raise SkipInput(where, error.message) from error  # the place helps more than the record's own id


def _text(where: str, value: object) -> str:
    if value is None:
        raise SkipInput(where, "its field `text` is empty; leave it out")
    if not isinstance(value, str):
        raise SkipInput(where, f"its field `text` is no string but {type(value).__name__}; give the text as a string")
    return value


def _string(where: str, field: str, value: Any) -> str | None:
    """A field as a stripped string; numbers are written out. None where it is empty."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise SkipInput(where, f"its field `{field}` is no string but {type(value).__name__}; give it as a string")
    text = str(value).strip()
    if _has_surrogates(text):
        raise SkipInput(where, f"its field `{field}` holds half of a character (a lone surrogate); repair it")
    return text or None


def _published(where: str, value: object, on_problem: Report) -> str | None:
    """A broken date costs the document its date, not its place."""
    try:
        return dates.normalise(value)
    except ValueError as error:
        on_problem(Problem(where, f"{error}; the document is read without a date"))
        return None


def _check(id: str, text: str) -> None:
    if not any(map(str.isalpha, text)):
        raise SkipInput(id, "there are no words in it; leave it out")
    if len(text) > files.MAX_CHARS:
        raise SkipInput(id, f"the text is longer than {files.MAX_CHARS:,} characters; split it")
    if "\0" in text:
        raise SkipInput(id, "it is binary data (it holds NUL characters), not text")
    if _has_surrogates(text):
        raise SkipInput(id, "the text holds half of a character (a lone surrogate); repair it")


def _has_surrogates(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _language(id: str, text: str, surroundings: Iterable[Span]) -> str:
    """The language of the article alone: emoji names and menus speak another."""
    parts, last = [], 0
    for start, end in surroundings:
        parts.append(text[last:start])
        last = end
    found = languages.detect("\n".join([*parts, text[last:]]))
    if found is None:
        known = ", ".join(languages.SUPPORTED)
        raise SkipInput(id, f"its language is not recognised as one of {known}; leave it out, or name its language")
    return found
