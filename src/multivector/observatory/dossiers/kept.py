"""Answers kept: what the record says is worked out once for each version of it, language and question."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar

from django.core.cache import cache

from multivector.errors import StopRun
from multivector.observatory.archive import Archive

P = ParamSpec("P")
T = TypeVar("T")
Question = Callable[Concatenate[Archive, P], T]
DAY = 24 * 3600


def kept(ask: Question[P, T]) -> Question[P, T]:
    """A question to the archive of which the answer is kept while the record stays as it is.

    The arguments must say by their `repr` what they are; the answer must not be None. Who asks while an answer is
    being worked out waits for it.
    """
    working = RLock()

    @wraps(ask)
    def answer(archive: Archive, /, *args: P.args, **kwargs: P.kwargs) -> T:
        asked = f"{ask.__module__}.{ask.__qualname__} {archive.version} {args!r} {sorted(kwargs.items())!r}"
        name = f"dossiers:{hashlib.sha256(asked.encode()).hexdigest()}"
        found: T | None = cache.get(name)
        if found is not None:
            return found
        with working:
            found = cache.get(name)
            if found is None:
                found = ask(archive, *args, **kwargs)
                cache.set(name, found, DAY)
        return found

    return answer


def unless_nothing(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """The answer of an analysis; None where the record has nothing to say."""
    try:
        return ask(*args, **kwargs)
    except StopRun:
        return None
