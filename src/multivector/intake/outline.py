"""The text of an HTML page with its headings and lists marked as in Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HEADING = re.compile(r"h([1-6])")
_BLOCKS = frozenset(
    ["p", "div", "li", "ul", "ol", "br", "tr", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_LEFT_OUT = frozenset(["script", "style", "nav", "header", "footer", "aside", "form", "head"])


def outlined(source: str) -> str:
    """The lines of a page: `#` before headings by their rank, `-` before items of lists; menus are left out."""
    parser = _Outline()
    parser.feed(source)
    parser.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line.strip("#- "))


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._left_out = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _LEFT_OUT:
            self._left_out += 1
        elif tag in _BLOCKS:
            heading = _HEADING.fullmatch(tag)
            self.parts.append("\n" + ("#" * int(heading[1]) + " " if heading else "- " if tag == "li" else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._left_out = max(0, self._left_out - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.parts.append(data.replace("\n", " "))
