"""What one app puts on a page of another, without either knowing the other: functions by the name of a place.

| place | given | what it gives |
|---|---|---|
| `article` | `document` (row), `lasts` | what stands below an article: rating, comments |
| `entry` | `id`, `doc` | what stands at an entry: alike for all readers of one language, staff apart |
| `version` | `doc` | a text that changes whenever what the app gives for `entry`, or to guests for `article`, does |
| `home` | | what stands on the first page |
| `navigation` | `name` (of a page of staff) | how much waits there; asked for staff alone |

Apps register in `ready()` of their `apps.py`. Who plugs into `entry` or `article` plugs into `version` too, unless
guests never see it: the page is kept under what all `version`s say. A page that `lasts` is kept for all
guests: what must differ from one to the next is a place (lasting.py).
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
