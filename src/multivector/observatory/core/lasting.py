"""Pages that are kept and given to all readers alike, but for what must be fresh in each: tokens, stamps, challenges.

Where such a thing stands, a kept page has a `place`; `filled` puts into all places what their apps make for a request.
Only readers of whom nothing is known get such pages: see `is_for_all`.
"""

from __future__ import annotations

import re
import secrets
import zlib
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.http import RFC3986_SUBDELIMS

Make = Callable[[str], str]  # of the id of a document: text that is safe in HTML
CSRF, DOC = "csrf", "doc"
KEPT = 24 * 3600  # seconds; what a page depends on is in its key
_SIGN = secrets.token_hex(12)  # nobody can write a place into a comment
_PLACE = re.compile(rf"{_SIGN}-(\w+)")
_makers: dict[str, Make] = {DOC: lambda doc: quote(doc, safe=RFC3986_SUBDELIMS + "/~:@")}  # as in addresses


def provide(name: str, make: Make) -> None:
    """Lets an app fill the places of a name."""
    _makers[name] = make


def place(name: str) -> str:
    """What stands in a kept page until it is filled; letters, digits and `-` only."""
    return f"{_SIGN}-{name}"


def filled(html: str, request: HttpRequest, doc: str) -> str:
    """The page with all its places filled; those of one name alike."""
    names = set(_PLACE.findall(html))
    made = {name: get_token(request) if name == CSRF else _makers[name](doc) for name in names}
    return _PLACE.sub(lambda match: made[match[1]], html)


def is_for_all(request: HttpRequest) -> bool:
    """Whether the reader gets what everybody gets: not signed in, nothing added, nothing to be told, no query."""
    harmless = {"theme", settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return not request.META.get("QUERY_STRING") and request.COOKIES.keys() <= harmless and not get_messages(request)


def kept(key: str) -> str | None:
    """A page that is kept."""
    packed: bytes | None = cache.get(key)
    return None if packed is None else zlib.decompress(packed).decode()


def keep(key: str, html: str) -> None:
    """Keeps a page, packed: a tenth of its size."""
    cache.set(key, zlib.compress(html.encode(), 1), KEPT)
