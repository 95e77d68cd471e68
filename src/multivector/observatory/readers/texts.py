"""Texts of people: cleaned when they come in, escaped when they go out; new and changed ones alike."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# control characters, and those that turn the direction of writing of what follows
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0]")
_PILED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
_URL = re.compile(r"""https?://[^\s<>"'`]+""", re.IGNORECASE)
_LINK_LIKE = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>]+|\b[a-z0-9-]+\.(?:com|net|org|ru|kz|info|biz|xyz|top|shop|io)\b", re.IGNORECASE
)
_CODE = re.compile(r":([a-z0-9_+-]{1,30}):")


@cache
def shortcodes() -> dict[str, str]:
    """Shortcode -> emoji, from the file that the picker reads too."""
    path = files("multivector.observatory.readers") / "static" / "readers" / "emoji.json"
    return {code: item["emoji"] for item in json.loads(path.read_text(encoding="utf-8")) for code in item["codes"]}


def with_emoji(text: str) -> str:
    """`:smile:` as the emoji; what is no shortcode stays as it is."""
    return _CODE.sub(lambda match: shortcodes().get(match[1], match[0]), text)


def clean_text(text: str) -> str:
    """Line ends and spaces in order, nothing harmful, emoji for shortcodes."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _PILED.sub(r"\1", _HARMFUL.sub("", text))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return with_emoji(re.sub(r"\n{3,}", "\n\n", text).strip())


def clean_name(name: str) -> str:
    """A name on one line, of characters that can be seen."""
    name = _UNSEEN.sub("", _HARMFUL.sub("", unicodedata.normalize("NFC", name)))
    return " ".join(_PILED.sub(r"\1", name).split())


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return not _UNSEEN.sub("", text).strip()


def links(text: str) -> int:
    """How many addresses of the web it holds."""
    return len(_LINK_LIKE.findall(text))


def digest(text: str) -> str:
    """The same for texts that differ only in case, spaces and punctuation."""
    return hashlib.sha256("".join(c for c in text.casefold() if c.isalnum()).encode() or text.encode()).hexdigest()


def as_html(text: str) -> SafeString:
    """Escaped, with line breaks and links; http and https alone become links."""
    parts, position = [], 0
    for match in _URL.finditer(text):
        url = _without_tail(match[0])
        if len(url) <= len("https://"):
            continue
        parts.append(escape(text[position : match.start()]))
        parts.append(format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', url, url))
        position = match.start() + len(url)
    parts.append(escape(text[position:]))
    paragraphs = "".join(parts).split("\n\n")
    return mark_safe("".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs if part))


def _without_tail(url: str) -> str:
    """An address without the punctuation of the sentence that it stands in."""
    while url and (
        url[-1] in ".,;:!?»”’*_" or (url[-1] in ")]}" and url.count(url[-1]) > url.count("([{"[")]}".index(url[-1])]))
    ):
        url = url[:-1]
    return url
