"""The queue: jobs are put in, claimed by one worker, reported on, and taken up again when their worker has died."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from multivector.observatory.desk.models import Article, Job, Version

DEAD = timedelta(seconds=60)  # without a sign of life a worker counts as dead
BUSY_WAIT = timedelta(seconds=15)
BUSY_LONGEST = timedelta(hours=1)  # after which a record that is being written is a failure
MOST_TIMES = 4  # that a job is begun
KEPT = timedelta(days=14)  # jobs that are done
State = Job.State


def put(
    kind: str, *, by: Any, article: Article | None = None, version: Version | None = None, address: str = ""
) -> Job:
    """Puts a job into the queue; what waits or has failed for the same article is dropped for it.

    But that an article is taken out of the record is never dropped for anything else.
    """
    if article is not None:
        same = Job.objects.filter(article=article, state__in=(State.WAITING, State.FAILED))
        (same if kind == Job.Kind.REMOVE else same.exclude(kind=Job.Kind.REMOVE)).delete()
    return Job.objects.create(kind=kind, by=by, article=article, version=version, address=address)


def worker_name() -> str:
    """The name of this process among workers: its machine and number, and when it began."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{timezone.now().timestamp():.3f}"


def claim(worker: str) -> Job | None:
    """Takes the oldest job that is ready, if there is one; no other worker gets it."""
    while (
        waiting := Job.objects.filter(state=State.WAITING, ready__lte=timezone.now()).order_by("ready", "id").first()
    ) is not None:
        now = timezone.now()
        mine = Job.objects.filter(pk=waiting.pk, state=State.WAITING).update(
            state=State.RUNNING, worker=worker, beat=now, taken=waiting.taken + 1, failure="", detail=""
        )
        if mine:
            waiting.refresh_from_db()
            return waiting
    return None


def take_up_again(worker: str) -> int:
    """Puts back what dead workers have left; returns how many jobs."""
    count = 0
    for job in Job.objects.filter(state=State.RUNNING).exclude(worker=worker):
        if not _is_dead(job):
            continue
        lost = Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)
        if job.taken >= MOST_TIMES:
            count += lost.update(state=State.FAILED, failure="interrupted", finished=timezone.now())
        else:
            count += lost.update(state=State.WAITING, stage="", progress=0, ready=timezone.now())
    return count


def beat(job: int, worker: str) -> None:
    """A sign of life."""
    Job.objects.filter(pk=job, worker=worker, state=State.RUNNING).update(beat=timezone.now())


def tell(job: Job, stage: str, progress: int) -> None:
    """Says how far a job is."""
    _mine(job).update(stage=stage, progress=progress, beat=timezone.now())


def done(job: Job, *, made: int = 0) -> None:
    """It is done."""
    _mine(job).update(state=State.DONE, stage="", progress=100, made=made, finished=timezone.now())


def failed(job: Job, code: str, detail: str) -> None:
    """It can't be done; somebody has to do something."""
    _mine(job).update(state=State.FAILED, failure=code, detail=detail[:500], finished=timezone.now())


def later(job: Job) -> None:
    """The record is being written by another program: tried again soon, and not for ever."""
    now = timezone.now()
    if now - job.created > BUSY_LONGEST:
        failed(job, "busy", "")
    else:
        _mine(job).update(state=State.WAITING, stage=Job.Stage.BUSY, taken=0, ready=now + BUSY_WAIT)


def again(job: Job) -> bool:
    """Tries a job that has failed once more."""
    now = timezone.now()
    return bool(
        Job.objects.filter(pk=job.pk, state=State.FAILED).update(
            state=State.WAITING,
            stage="",
            progress=0,
            taken=0,
            failure="",
            detail="",
            ready=now,
            created=now,
            finished=None,
        )
    )


def forget_old() -> None:
    """Deletes what was done long ago."""
    Job.objects.filter(Q(state=State.DONE) & Q(finished__lt=timezone.now() - KEPT)).delete()


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=State.RUNNING)


def _is_dead(job: Job) -> bool:
    if job.beat is None or timezone.now() - job.beat > DEAD:
        return True
    host, _, rest = job.worker.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname()[:60] or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return True  # an earlier process had our number: its name is not ours
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
