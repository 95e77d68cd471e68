"""One shape for all errors, and what happens around every request: limit, CORS, ETag, read-only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from multivector import __version__
from multivector.observatory.archive import ArchiveUnavailable, archive
from multivector.observatory.core.readers import address, too_often

View = Callable[..., HttpResponseBase]
MINUTE = 60
MESSAGES = {
    400: "The request can't be understood.",
    404: "There is nothing at this address.",
    405: "The record is read-only: use GET.",
    422: "Some parameters can't be used; see fields.",
    429: "Too many requests: wait a minute.",
    503: "The record or the database can't be read now.",
}


class Problem(Exception):
    """An error that is answered: its status, and which fields are wrong and why."""

    def __init__(self, status: int, message: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.fields = status, message, dict(fields or {})


def problem(status: int, message: str = "", fields: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer that says what is wrong."""
    said = message or MESSAGES.get(status, "Something went wrong.")
    body = {"error": {"status": status, "message": said, "fields": dict(fields or {})}}
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    if status in (429, 503):
        response["Retry-After"] = str(MINUTE if status == 429 else 30)
    if status == 405:
        response["Allow"] = "GET, HEAD, OPTIONS"
    return response


def register(api: NinjaAPI) -> None:
    """Teaches an API to answer errors so."""

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        fields = {_name(one["loc"]): str(one["msg"]) for one in error.errors}
        return problem(422, fields=fields)

    def unavailable(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(503, str(error))

    api.add_exception_handler(ValidationError, invalid)

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(error.status_code, str(error))

    def foreseen(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(error.status, error.message, error.fields)

    api.add_exception_handler(HttpError, refused)
    api.add_exception_handler(Problem, foreseen)
    api.add_exception_handler(ArchiveUnavailable, unavailable)


def _name(place: tuple[str | int, ...]) -> str:
    """The parameter at a place such as `query, filters, type, 0`."""
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def guarded(view: View, *, of_record: bool = True) -> View:
    """A view of the API with its limit, its CORS headers, its ETag and its refusals.

    What is not `of_record` answers though the record is away.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answer(view, of_record, request, *args, **kwargs)
        patch_vary_headers(response, ["Origin"])
        origin = request.headers.get("Origin", "")
        if origin in settings.CORS_ORIGINS:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Expose-Headers"] = "ETag"
        return response

    return answer


def _answer(view: View, of_record: bool, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in ("GET", "HEAD"):
        return problem(405)
    if too_often("api", address(request), settings.API_PER_MINUTE, MINUTE, shared=False):
        return problem(429)
    try:
        tag = f'W/"{archive().version if of_record else ""}-{__version__}"'
    except ArchiveUnavailable as error:
        return problem(503, str(error))
    if tag in (part.strip() for part in request.headers.get("If-None-Match", "").split(",")):
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = tag
        return unchanged
    request.method = "GET"  # the server leaves out the body of what HEAD asks for
    try:
        response = view(request, *args, **kwargs)
    except Http404:
        return problem(404)
    if response.status_code == 200:
        response["ETag"] = tag
        response["Cache-Control"] = "no-cache"
    return response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    return response
