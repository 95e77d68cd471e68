"""A coding run: documents from the intake through the coder into a record or onto a stream."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from multivector.coder import Coder
from multivector.errors import SkipInput, StopRun
from multivector.intake import Problem
from multivector.lexicon import Lexicon
from multivector.lexicon.actors import actor_rows
from multivector.model import CodedDocument, Document
from multivector.record import Record

WRITE_DOCUMENTS = 500  # documents a commit of the record
WRITE_SECONDS = 10.0  # or that much time: what an interruption can cost
TASK_DOCUMENTS = 48  # documents that a worker gets at a time

OnProblem = Callable[[Problem], None]
OnWritten = Callable[[int], None]


@dataclass
class Tally:
    """What a run did."""

    coded: int = 0
    unchanged: int = 0
    events: int = 0
    facts: int = 0


def code_stream(
    documents: Iterable[Document], coder: Coder, *, workers: int = 1, on_problem: OnProblem
) -> Iterator[CodedDocument]:
    """Codes a stream of documents, in order; what cannot be coded goes to `on_problem` and the rest goes on."""

    def skip(error: SkipInput) -> None:
        on_problem(Problem.of(error))

    if workers <= 1:
        yield from coder.code_many(documents, on_skip=skip)
        return
    settings = coder.lexicon, coder.min_confidence, coder.pipelines
    # spawned, not forked: libraries of the parent run threads, whose locks a fork would copy in any state
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start_worker, initargs=settings) as pool:
        try:
            for coded, problems in _in_order(pool, documents, workers * 2):
                for problem in problems:
                    on_problem(problem)
                yield from coded
        except BrokenProcessPool:
            raise StopRun("a worker was killed, perhaps for want of memory: try again with fewer --workers") from None


def code_into(
    record: Record,
    documents: Iterable[Document],
    coder: Coder,
    *,
    workers: int = 1,
    on_problem: OnProblem,
    on_written: OnWritten,
) -> Tally:
    """Codes documents into a record; those that the same coder has coded before are passed over.

    `on_written` is told how many documents are safe on disk after each commit.
    """
    tally = Tally()
    batch: list[CodedDocument] = []
    last = time.monotonic()

    def write() -> None:
        nonlocal last
        if batch:
            record.write(batch, coder=coder.fingerprint)
            on_written(tally.coded)
            batch.clear()
        last = time.monotonic()

    seen: set[int] = set()  # a hash a document: 50 MB for a million

    def new() -> Iterator[Document]:
        for document in documents:
            if hash(document.id) in seen:
                message = "this id stands twice in the input: the first text is kept; give each its own id"
                on_problem(Problem(document.id, message))
                continue
            seen.add(hash(document.id))
            if record.is_current(document, coder.fingerprint):
                tally.unchanged += 1
            else:
                yield document

    for coded in code_stream(new(), coder, workers=workers, on_problem=on_problem):
        tally.coded += 1
        tally.events += len(coded.events)
        tally.facts += len(coded.facts)
        batch.append(coded)
        if len(batch) >= WRITE_DOCUMENTS or time.monotonic() - last > WRITE_SECONDS:
            write()
    write()
    if tally.coded:
        record.write_actors(actor_rows(coder.lexicon))
    record.compact()
    return tally


def _in_order(
    pool: ProcessPoolExecutor, documents: Iterable[Document], ahead: int
) -> Iterator[tuple[list[CodedDocument], list[Problem]]]:
    """Hands tasks to the workers, a few ahead, and yields what they return in the order of the documents."""
    stream = iter(documents)
    waiting: deque[Future[tuple[list[CodedDocument], list[Problem]]]] = deque()
    while True:
        while len(waiting) < ahead and (task := list(islice(stream, TASK_DOCUMENTS))):
            waiting.append(pool.submit(_work, task))
        if not waiting:
            return
        yield waiting.popleft().result()


_coder: Coder | None = None


def _start_worker(lexicon: Lexicon, min_confidence: float, pipelines: tuple[str, ...]) -> None:
    global _coder
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    _coder = Coder(lexicon, min_confidence=min_confidence, pipelines=pipelines)


def _work(documents: list[Document]) -> tuple[list[CodedDocument], list[Problem]]:
    assert _coder is not None
    problems: list[Problem] = []
    coded = list(_coder.code_many(documents, on_skip=lambda error: problems.append(Problem.of(error))))
    return coded, problems
