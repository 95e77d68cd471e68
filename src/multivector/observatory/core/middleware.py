"""What happens around every request: its language, its log line, and a page that says so when the record is away."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

import duckdb
from deltalake.exceptions import DeltaError
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import set_script_prefix
from django.utils import translation
from polars.exceptions import PolarsError

from multivector.errors import StopRun
from multivector.observatory.archive import ArchiveUnavailable, condition, look_again
from multivector.observatory.core.readers import address

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("multivector.request")
READING = (StopRun, OSError, duckdb.Error, DeltaError, PolarsError)  # what reading a record that changes can give
CODES = tuple(code for code, _ in settings.LANGUAGES)


class RequestLog:
    """One log line a request, with an id that the answer carries too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Times the request."""
        request_id, start = uuid.uuid4().hex[:12], time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        log.info(
            "request",
            extra={
                "id": request_id,
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "ms": round(1000 * (time.monotonic() - start), 1),
                "address": address(request, short=True),
            },
        )
        return response


class Language:
    """The language of a page: the one before its path (`/ru/...`), else the reader's cookie or browser.

    Links of a page with a prefix keep it: the prefix is given to Django as the site's root.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Takes the prefix off."""
        root = str(request.META.get("SCRIPT_NAME") or "").rstrip("/")
        first, _, rest = request.path_info.lstrip("/").partition("/")
        if first in CODES and (rest or request.path_info.endswith("/")):
            request.path_info = f"/{rest}"
            set_script_prefix(f"{root}/{first}/")
            language, prefixed = first, True
        else:
            set_script_prefix(f"{root}/")
            language, prefixed = translation.get_language_from_request(request), False
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not prefixed:
            response["Vary"] = ", ".join(filter(None, [response.get("Vary"), "Accept-Language, Cookie"]))
        return response


class Unavailable:
    """A record or a database that is away is said with 503; when it is back, so is the page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turns what is foreseen into a page."""
        return answer_for(request, error)


def answer_for(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The page for an error that says that record or database are away; None for any other."""
    if isinstance(error, ArchiveUnavailable):
        return unavailable(request, "broken" if error.kind == "emptied" else error.kind)
    if isinstance(error, OperationalError | InterfaceError):
        log.error("database away", extra={"error": str(error)})
        return unavailable(request, "database")
    if isinstance(error, READING) and _is_record_away():
        log.error("record away", extra={"error": str(error)})
        return unavailable(request, "broken")
    return None


def _is_record_away() -> bool:
    """Whether the record on disk is not what the site shows: then a failure to read it is foreseen."""
    look_again()
    try:
        return bool(condition().problem)
    except ArchiveUnavailable:
        return True


def unavailable(request: HttpRequest, kind: str) -> HttpResponse:
    """The page that says what is away, with 503; why, with paths and addresses, is for the log."""
    response = render(request, "core/unavailable.html", {"kind": kind}, status=503)
    response["Retry-After"] = "30"
    return response
