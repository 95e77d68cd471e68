"""Health for machines, status for people."""

from __future__ import annotations

import platform

import django
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from multivector import __version__
from multivector.coder.coder import VERSION as CODER_VERSION
from multivector.observatory.archive import archive as site_archive
from multivector.observatory.archive import condition
from multivector.observatory.operations import health, queries
from multivector.record.schema import SCHEMA_VERSION


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all parts do their work, 503 otherwise; who asks needs no session."""
    parts = health.health()
    ok = all(part.ok for part in parts.values())
    answer = {
        "status": "ok" if ok else "unavailable",
        "parts": {name: {"ok": part.ok, **part.said} for name, part in parts.items()},
    }
    return JsonResponse(answer, status=200 if ok else 503)


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """What the record covers, how fresh it is, what failed, what runs."""
    archive = site_archive()
    return render(
        request,
        "operations/status.html",
        {
            "coverage": queries.coverage(archive),
            "written": queries.last_written(archive),
            "version": archive.version[:8],
            "state": condition(),
            "database": health.database(),
            "jobs": queries.jobs(),
            "versions": {
                "Multivector": __version__,
                "coder": CODER_VERSION,
                "record": SCHEMA_VERSION,
                "Django": django.get_version(),
                "Python": platform.python_version(),
            },
        },
    )
