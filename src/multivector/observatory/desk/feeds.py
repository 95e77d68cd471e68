"""Reads feeds: RSS 0.9x, 1.0 and 2.0, and Atom. A feed that declares entities of its own is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from multivector.observatory.desk.failures import Failure

MOST = 50  # items of a feed that are taken, the first ones
LONG = 600  # characters: an item with so much text needs not be fetched


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `text` is empty where the feed has only the beginning of it."""

    title: str
    url: str
    published: str = ""
    author: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's name and its items, the first ones."""

    title: str
    items: list[Item]


def read(body: bytes, address: str) -> Feed:
    """The items of a feed. Raises Failure."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Failure("feed", str(error)[:200]) from error
    if root is None or _name(root) not in ("rss", "RDF", "feed"):
        raise Failure("feed")
    if root.getroottree().docinfo.internalDTD is not None:
        raise Failure("feed", "DOCTYPE")
    top = next((child for child in root if _name(child) == "channel"), root)
    found = [node for node in root.iter() if _name(node) in ("item", "entry")][:MOST]
    items = [item for node in found if (item := _item(node, address)) is not None]
    if not items:
        raise Failure("feed")
    return Feed(_text(top, "title")[:200], items)


def _item(node: Any, address: str) -> Item | None:
    url = urljoin(address, _link(node))
    if not url.startswith(("http://", "https://")):
        return None
    content = _plain(_text(node, "encoded") or _text(node, "content") or _text(node, "description"))
    return Item(
        title=_plain(_text(node, "title"))[:300],
        url=url[:2000],
        published=_day(
            _text(node, "pubDate") or _text(node, "published") or _text(node, "date") or _text(node, "updated")
        ),
        author=_plain(_author(node))[:200],
        text=content if len(content) >= LONG else "",
    )


def _name(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _text(node: Any, name: str) -> str:
    """The text of a child, with all that lies in it."""
    child = next((child for child in node if _name(child) == name), None)
    if child is None:
        return ""
    if len(child) and child.get("type") == "xhtml":
        return "".join(etree.tostring(part, encoding="unicode") for part in child)
    return "".join(child.itertext()).strip()


def _link(node: Any) -> str:
    links = [child for child in node if _name(child) == "link"]
    for child in links:
        if child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href")).strip()
    return next((text for child in links if (text := "".join(child.itertext()).strip())), "") or _text(node, "guid")


def _author(node: Any) -> str:
    author = next((child for child in node if _name(child) in ("author", "creator")), None)
    if author is None:
        return ""
    return _text(author, "name") or "".join(author.itertext()).strip()


def _plain(text: str) -> str:
    """The words of HTML."""
    if "<" not in text and "&" not in text:
        return text.strip()
    from lxml import html

    try:
        tree = html.fromstring(f"<div>{text}</div>")
    except (etree.ParserError, ValueError):
        return ""
    for node in tree.xpath(".//script | .//style"):
        node.drop_tree()
    for node in tree.xpath(".//p | .//br | .//div | .//li | .//h1 | .//h2 | .//h3 | .//blockquote"):
        node.tail = "\n" + (node.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _day(text: str) -> str:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
