"""Files in the forms of other systems into a record, story by story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from multivector.errors import StopRun
from multivector.intake.files import Problem, Source
from multivector.interchange.forms import AUTO, FORMS, Form
from multivector.interchange.incoming import Incoming, NotAnEvent, RowError, distinct, story_document
from multivector.interchange.reading import Report, Row, rows, sources
from multivector.interchange.tally import Tally
from multivector.lexicon import default_lexicon
from multivector.lexicon.actors import actor_rows
from multivector.model import CodedDocument
from multivector.record import Record

STORY_ROWS = 500  # of one document at most: the events of a larger story are spread over several
WRITE_DOCUMENTS = 2000  # a commit of the record
WRITE_EVENTS = 10_000  # or that many events
REPEATED = "row(s) that say again what a row of the same story has said"

OnWritten = Callable[[int], None]


def import_files(
    record: Record,
    inputs: Sequence[str | Path],
    *,
    form: str = AUTO,
    on_problem: Report,
    on_written: OnWritten,
) -> Tally:
    """Reads files into `record`; the same files give the same record again.

    `form` is a name of FORMS, or `auto`: found out for each file. What is broken goes to `on_problem` with file and
    line, and the rest goes on. `on_written` is told how many documents are safe on disk after each commit. Raises
    StopRun for a form that there is not and when the record can't be written.
    """
    if form != AUTO and form not in FORMS:
        raise StopRun(f"there is no form {form!r}; forms are {', '.join(FORMS)}")
    tally = Tally()
    for source in sources(inputs, on_problem):
        given = FORMS.get(form)
        _import(record, source, given, tally, on_problem, on_written)
    if tally.documents:
        record.write_actors(actor_rows(default_lexicon()))
    record.compact()
    return tally


def _import(
    record: Record, source: Source, form: Form | None, tally: Tally, on_problem: Report, on_written: OnWritten
) -> None:
    heard: list[Problem] = []

    def report(problem: Problem) -> None:
        heard.append(problem)
        on_problem(problem)

    before = tally.rows
    batch = _Batch(record, lambda: on_written(tally.documents))
    for story in _stories(_told(rows(source, form, report), source, tally, report)):
        told = distinct(story)
        coded = story_document(told, Path(source.path).name)
        tally.documents += 1
        tally.events += len(coded.events)
        if again := len(story) - len(told):
            tally.left[REPEATED] += again
        batch.add(coded, story[0].form)
    batch.write()
    if tally.rows == before and not heard:
        on_problem(Problem(source.path, "no event was found in it"))


class _Batch:
    """Documents of one form on their way into a record."""

    def __init__(self, record: Record, on_written: Callable[[], None]) -> None:
        self._record = record
        self._on_written = on_written
        self._documents: list[CodedDocument] = []
        self._events = 0
        self._form = ""

    def add(self, coded: CodedDocument, form: str) -> None:
        """Takes a document, and writes when there are enough."""
        self._documents.append(coded)
        self._events += len(coded.events)
        self._form = form
        if len(self._documents) >= WRITE_DOCUMENTS or self._events >= WRITE_EVENTS:
            self.write()

    def write(self) -> None:
        """Writes what has been taken."""
        if self._documents:
            self._record.write(self._documents, coder=f"import:{self._form}")
            self._on_written()
        self._documents, self._events = [], 0


def _told(found: Iterator[Row], source: Source, tally: Tally, on_problem: Report) -> Iterator[Incoming]:
    for row in found:
        tally.rows += 1
        try:
            yield from row.form.read(row.cells)
        except NotAnEvent as reason:
            tally.left[str(reason)] += 1
        except RowError as error:
            on_problem(Problem(f"{source.path}:{row.line}", str(error)))


def _stories(told: Iterator[Incoming]) -> Iterator[list[Incoming]]:
    """Rows that follow each other and tell of one story; a row that names no story is one by itself."""
    story: list[Incoming] = []
    for row in told:
        if story and (not row.story or row.story != story[0].story or len(story) >= STORY_ROWS):
            yield story
            story = []
        story.append(row)
    if story:
        yield story
