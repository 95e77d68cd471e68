"""What one app puts on a page of another, without either knowing the other: functions by the name of a place.

| place | given | what it gives |
|---|---|---|
| `article` | `document` (row) | what stands below an article: rating, comments |
| `entry` | `entry`, `document` (rows) | what stands at an entry: alike for all readers of one language, staff apart |
| `version` | `document` (row) | a text that changes whenever what the app gives for `entry` does |
| `home` | | what stands on the first page |

Apps register in `ready()` of their `apps.py`. Who plugs into `entry` plugs into
`version` too, for the entries are kept under what all `version`s say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape

_plugs: dict[str, list[Callable[..., str]]] = {}


def plug(place: str, function: Callable[..., str]) -> None:
    """Adds `function(request, **what) -> safe HTML` to a place; once, however often it is asked."""
    functions = _plugs.setdefault(place, [])
    if function not in functions:
        functions.append(function)


def plugged(place: str, request: HttpRequest, **what: Any) -> list[str]:
    """What the functions of a place give, without what is empty; what is not marked safe is escaped."""
    given = (function(request, **what) for function in _plugs.get(place, ()))
    return [conditional_escape(html) for html in given if html]


def is_plugged(place: str) -> bool:
    """Whether any app gives something for a place."""
    return bool(_plugs.get(place))
