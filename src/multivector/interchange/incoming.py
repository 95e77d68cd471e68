"""Events on their way in: what a row tells, and stories of such rows as coded documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from multivector.errors import MultivectorError
from multivector.ids import ID_LENGTH, content_hash
from multivector.interchange.cameo import UNTYPED_ROOTS, Cameo, read_code
from multivector.interchange.outgoing import clean
from multivector.interchange.parties import Party, coded
from multivector.interchange.tables import table
from multivector.lexicon.ontology import CONTEXTS, MODES
from multivector.model import CodedDocument, Document, Event, Reason, Span, Status, TimeSource

CONFIDENCE = 0.5  # of events whose coder gives none: nothing is known of them
MISSING = frozenset({"", "none", "na", "n/a", "nan", "null", "\\n"})


class RowError(MultivectorError):
    """A row is broken; the message says what is wrong and what to do."""


class NotAnEvent(MultivectorError):
    """A row is sound and tells nothing that a record can hold; the message is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a row tells, in our terms. `spans` are into `text`; a row without text is put into words."""

    form: str
    story: str  # rows with the same one tell of the same text
    original: str = ""  # id in the file
    type: str = ""
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    time: str
    time_source: str = "text"
    published: str | None = None
    status: str = "done"
    confidence: float = CONFIDENCE
    frame: str = ""
    place: str | None = None
    says: str = ""  # the event in the words of its code book
    text: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None


def typed(told: Incoming, type: str, modes: Sequence[str]) -> Incoming:
    """`told` with a PLOVER type and mode; names of older drafts are brought up to date. Raises RowError."""
    name = type.strip().upper()
    older = table("plover")["types"].get(name, {})
    name = older.get("type", name)
    if name not in MODES:
        raise RowError(f"there is no PLOVER type {type[:40]!r}; give one of {', '.join(sorted(MODES))}")
    mode = older.get("mode") or next(filter(None, (_mode(name, mode) for mode in modes)), None)
    contexts = dict.fromkeys([*told.contexts, *older.get("contexts", ())])
    if not (told.source or told.target):
        raise NotAnEvent("row(s) whose parties are not known")
    return replace(told, type=name, mode=mode, contexts=tuple(contexts), says=told.says or _in_words(name, mode))


def _mode(type: str, mode: str) -> str | None:
    name = mode.strip().lower().replace("_", "-").replace(" ", "-")
    today = table("plover")["modes"].get(f"{type}/{name}", name)
    return today if today in MODES[type] else None


def _in_words(type: str, mode: str | None) -> str:
    return f"{type} ({mode})" if mode else type


def read_contexts(contexts: Iterable[str]) -> tuple[str, ...]:
    """PLOVER contexts, sorted; names of older drafts are brought up to date, unknown ones passed over."""
    names = (context.strip().lower().replace("-", "_").replace(" ", "_") for context in contexts)
    return tuple(sorted({table("plover")["contexts"].get(name, name) for name in names} & CONTEXTS))


def read_day(value: Any) -> str:
    """YYYYMMDD, YYYY-MM-DD (a time may follow) or M/D/YYYY as YYYY-MM-DD. Raises RowError."""
    text = str(value if value is not None else "").strip()
    for pattern, order in _DAYS:
        if match := pattern.fullmatch(text):
            year, month, day = (int(match[index]) for index in order)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                break
    raise RowError(f"{text[:40]!r} is no day; write YYYY-MM-DD" if text else "has no day; write YYYY-MM-DD")


_DAYS = (
    (re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?(?:\.0)?"), (1, 2, 3)),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[T ,].*)?"), (3, 1, 2)),
)


def read_cameo(value: Any) -> Cameo:
    """A CAMEO code that has a PLOVER type. Raises RowError for what is none, NotAnEvent for one without a type."""
    try:
        code = read_code(present(value))
    except ValueError as error:
        raise RowError(str(error)) from error
    if code is None:
        raise NotAnEvent(f"row(s) with CAMEO roots {' and '.join(UNTYPED_ROOTS)}: PLOVER has no type for them")
    return code


def day_or_none(value: Any) -> str | None:
    """As `read_day`; None for what is no day."""
    try:
        return read_day(value)
    except RowError:
        return None


def present(value: Any) -> str:
    """A cell without spaces around it; empty for the ways to write that nothing is known."""
    text = str(value if value is not None else "").strip()
    return "" if text.casefold() in MISSING else text


def distinct(rows: Iterable[Incoming]) -> dict[str, Incoming]:
    """Hash of what a row says -> the row; of rows that say the same, whatever their ids, the first."""
    told: dict[str, Incoming] = {}
    for row in rows:
        told.setdefault(_content(row), row)
    return told


def story_document(told: Mapping[str, Incoming], file: str) -> CodedDocument:
    """A document of the `distinct` rows of a story. Its id depends on what they say, not on file or ids."""
    rows = list(told.values())
    first = rows[0]
    page = _Page()
    events = [_event(row, page) for row in rows]
    publisher = next((row.publisher for row in rows if row.publisher), None)
    document = Document(
        f"{first.form}:{content_hash([first.story, *told])[:ID_LENGTH]}",
        page.text,
        title=first.title,
        published=next((row.published for row in rows if row.published), None),
        language=(first.language if first.text else "en"),
        source=f"{publisher} ({first.form}: {file})" if publisher else f"{first.form}: {file}",
        url=first.url,
    )
    return CodedDocument(document, events)


def _content(row: Incoming) -> str:
    values = {name: getattr(row, name) for name in Incoming.__slots__ if name not in ("original", "source", "target")}
    sides = [[party.code for party in side] for side in (row.source, row.target)]
    return content_hash([values, sides])


class _Page:
    """The text of a document as it grows: one line a sentence."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._length = 0

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def add(self, line: str) -> int:
        """Where `line` begins; one that stands there already is not repeated."""
        if line not in self._lines:
            self._lines[line] = self._length
            self._length += len(line) + 1
        return self._lines[line]


def _event(row: Incoming, page: _Page) -> Event:
    text, spans = (row.text, row.spans) if row.text else _told(row)
    first = page.add(text)
    moved = {slot: (first + start, first + end) for slot, (start, end) in spans.items()}
    whole = (first, first + len(text))
    start, end = moved.get("trigger", whole)
    source, target = coded(row.source, row.target)
    return Event(
        type=row.type,
        mode=row.mode,
        contexts=row.contexts,
        source=source,
        target=target,
        place=row.place,
        start=start,
        end=end,
        trigger=text[start - first : end - first],
        sentence=whole,
        time=row.time,
        time_source=cast(TimeSource, row.time_source),
        status=cast(Status, row.status),
        confidence=row.confidence,
        frame=row.frame or f"import:{row.form}",
        evidence=moved,
        reasons=(Reason("import", f"{row.form} {row.original}".strip()),),
    )


def _told(row: Incoming) -> tuple[str, dict[str, Span]]:
    """A row in words, and where each of its parts stands."""
    parts = [
        ("time", "", row.time),
        ("source", ": ", ", ".join(map(_name, row.source))),
        ("trigger", " - ", row.says),
        ("target", " - ", ", ".join(map(_name, row.target))),
        ("place", ", ", row.place),
        ("", ". ", row.publisher),
    ]
    line, spans = "", {}
    for slot, mark, words in ((slot, mark, clean(words)) for slot, mark, words in parts):
        if words:
            line += mark
            if slot:
                spans[slot] = (len(line), len(line) + len(words))
            line += words
    return line + ".", spans


def _name(party: Party) -> str:
    return " ".join(part for part in (party.name, party.sector) if part)
