"""Addresses of `api`: all below `/api/v1/`, also those where nothing is, answer in the API's own shape."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt

from multivector.observatory.api.api import api
from multivector.observatory.api.problems import guarded, problem


@csrf_exempt
@guarded
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address at which there is nothing."""
    return problem(404)


patterns, _app, _space = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern) and pattern.callback is not None:
        pattern.callback = csrf_exempt(guarded(pattern.callback, of_record=pattern.name != "openapi-json"))

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include((patterns, "api"))),
    path("api/", nothing),
    path("api/<path:rest>", nothing),
]
