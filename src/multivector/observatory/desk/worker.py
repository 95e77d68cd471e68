"""Works the queue off: fetches pages and feeds, codes drafts, publishes. One process is enough; more do no harm."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction

from multivector.coder import Coder
from multivector.errors import SkipInput, StopRun
from multivector.intake import document as make_document
from multivector.lexicon import load_lexicon
from multivector.lexicon.actors import actor_rows
from multivector.model import CodedDocument
from multivector.observatory.desk import intake, jobs, withdrawal
from multivector.observatory.desk.failures import Busy, Failure
from multivector.observatory.desk.models import Article, Job, Version
from multivector.record import Record
from multivector.record.lock import write_lock

log = logging.getLogger("multivector.desk")
POLL = 1.0  # seconds between two looks at an empty queue
BEAT = 10.0  # seconds between two signs of life
RARE = 3600  # looks between two clearings
PATIENCE = 2.0  # seconds to wait for a record that is being written before the job is put back
Stage = Job.Stage


def work(stop: threading.Event) -> None:
    """Works until `stop` is set; a job that has begun is finished first."""
    worker = Worker()
    life = threading.Thread(target=worker.show_life, args=(stop,), daemon=True)
    life.start()
    looks = 0
    while not stop.is_set():
        try:
            close_old_connections()
            if looks % RARE == 0:
                jobs.forget_old()
                withdrawal.take_out_again()
            looks += 1
            busy = worker.step()
        except (DatabaseError, InterfaceError) as error:
            log.error("database away", extra={"error": str(error)})
            connection.close()
            busy = False
        if not busy:
            stop.wait(POLL)
    life.join(BEAT)


class Worker:
    """Does one job after the other. The coder is loaded with the first text."""

    def __init__(self, coder: Coder | None = None) -> None:
        self.name = jobs.worker_name()
        self._coder = coder
        self._record: Record | None = None
        self._job: int | None = None
        self._steps: dict[str, Callable[[Job], None]] = {
            Job.Kind.FETCH: self._fetch,
            Job.Kind.FEED: self._feed,
            Job.Kind.CODE: self._code,
            Job.Kind.PUBLISH: self._publish,
            Job.Kind.REMOVE: self._remove,
        }

    def step(self) -> bool:
        """Does the next job; False where none is ready."""
        jobs.take_up_again(self.name)
        job = jobs.claim(self.name)
        if job is None:
            return False
        self._job = job.pk
        extra = {"job": job.pk, "kind": job.kind, "article": job.article_id}
        try:
            self._steps[job.kind](job)
            log.info("job done", extra=extra)
        except Busy:
            log.warning("record busy", extra=extra)
            jobs.later(job)
        except Failure as failure:
            log.warning("job failed", extra={**extra, "failure": failure.code, "detail": failure.detail})
            jobs.failed(job, failure.code, failure.detail)
        except (DatabaseError, InterfaceError):
            raise
        except Exception as error:
            log.exception("fault in a job", extra=extra)
            jobs.failed(job, "fault", type(error).__name__)
        finally:
            self._job = None
        return True

    def show_life(self, stop: threading.Event) -> None:
        """Says every few seconds that the present job is being worked on."""
        while True:
            stopped = stop.wait(BEAT)
            job = self._job
            if job is None:
                if stopped:
                    connection.close()
                    return
                continue
            try:
                jobs.beat(job, self.name)
            except (DatabaseError, InterfaceError):
                connection.close()
            if stopped:
                time.sleep(BEAT)

    def _fetch(self, job: Job) -> None:
        article = _article(job)
        if article.latest is None:
            found = intake.page(job.address, lambda stage, percent: jobs.tell(job, stage, percent))
            intake.add_version(article, found, job.by, note=job.address)
        with transaction.atomic():
            jobs.done(job)
            jobs.put(Job.Kind.CODE, by=job.by, article=article, version=article.latest)

    def _feed(self, job: Job) -> None:
        jobs.tell(job, Stage.FETCHING, 20)
        made = intake.feed(job.address, job.by)
        jobs.done(job, made=made)

    def _code(self, job: Job) -> None:
        version = _version(job)
        coded = self._coded(job, version)
        Version.objects.filter(pk=version.pk).update(coded=_kept(coded))
        jobs.done(job)

    def _publish(self, job: Job) -> None:
        version, article = _version(job), _article(job)
        coded = self._coded(job, version)
        jobs.tell(job, Stage.WRITING, 80)
        self._change(lambda record: self._write(record, coded))
        with transaction.atomic():
            Version.objects.filter(pk=version.pk).update(coded=_kept(coded))
            if withdrawal.since(article, job.created):  # while it was being published
                jobs.put(Job.Kind.REMOVE, by=job.by, article=article)
            else:
                Article.objects.filter(pk=article.pk).update(state=Article.State.PUBLISHED, shown=version.number)
                withdrawal.end(article)
        jobs.done(job)

    def _remove(self, job: Job) -> None:
        article = _article(job)
        jobs.tell(job, Stage.WRITING, 50)
        if article.state == Article.State.WITHDRAWN:
            self._change(lambda record: record.withdraw([article.doc]))
        jobs.done(job)

    def _coded(self, job: Job, version: Version) -> CodedDocument:
        jobs.tell(job, Stage.LOADING, 10)
        coder = self._loaded()
        if version.language not in coder.languages:
            raise Failure("language", version.language)
        jobs.tell(job, Stage.CODING, 40)
        try:
            document = make_document(
                version.text,
                id=_article(job).doc,
                title=version.title,
                author=version.author or None,
                published=version.published or None,
                language=version.language,
                source=version.source or None,
                url=version.url or None,
            )
            return coder.code(document)
        except SkipInput as error:
            raise Failure("text", error.message) from error

    def _loaded(self) -> Coder:
        if self._coder is None:
            self._coder = Coder(load_lexicon(Path(settings.LEXICON)) if settings.LEXICON else None)
        return self._coder

    def _write(self, record: Record, coded: CodedDocument) -> None:
        coder = self._loaded()
        record.write([coded], coder=coder.fingerprint)
        record.write_actors(actor_rows(coder.lexicon))

    def _change(self, change: Callable[[Record], object]) -> None:
        """Changes the record. Raises Busy or Failure."""
        path = Path(settings.RECORD)
        try:
            if self._record is None or self._record.path != path:
                self._record = Record(path)
            try:
                with write_lock(path, PATIENCE):
                    pass
            except StopRun as error:
                raise Busy from error
            change(self._record)
        except SkipInput as error:
            raise Failure("text", error.message) from error
        except (StopRun, OSError) as error:
            self._record = None
            raise Failure("record", str(error)) from error


def _kept(coded: CodedDocument) -> dict[str, object]:
    found = coded.to_dict()
    return {"events": found["events"], "facts": found["facts"], "surroundings": list(coded.document.surroundings)}


def _article(job: Job) -> Article:
    if job.article is None:
        raise Failure("fault", "no article")
    return job.article


def _version(job: Job) -> Version:
    if job.version is None:
        raise Failure("fault", "no version")
    return job.version
