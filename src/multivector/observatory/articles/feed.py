"""The newest articles as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def atom(request: HttpRequest, rows: Iterable[dict[str, Any]], language: str) -> str:
    """The feed of these rows of documents, as text."""
    feed = Atom1Feed(
        title=_("Multivector: newest articles"),
        link=request.build_absolute_uri(reverse("articles")),
        feed_url=request.build_absolute_uri(),
        description=None,
        language=language,
    )
    for row in rows:
        url = request.build_absolute_uri(reverse("article", args=[row["id"]]))
        number = row["entries"]
        said = ngettext("%(number)s entry", "%(number)s entries", number) % {"number": number}
        day = _day(row["published"])
        feed.add_item(
            title=_clean(row["title"]),
            link=url,
            unique_id=url,
            description=" · ".join(_clean(part) for part in (row["outlet"], said) if part),
            author_name=_clean(row["author"]) or None,
            pubdate=day,
            updateddate=day or datetime(1970, 1, 1, tzinfo=UTC),
        )
    return str(feed.writeString("utf-8"))


def _clean(text: str | None) -> str:
    """The text without the characters that XML can't hold."""
    return _NOT_XML.sub("", text or "")


def _day(published: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(published or "").replace(tzinfo=UTC)
    except ValueError:
        return None
