"""Evidence as W3C Web Annotations: which words of a document say what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from multivector import __version__
from multivector.observatory.archive.reading import Row

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTENT_TYPE = f'application/ld+json; profile="{CONTEXT}"'
AROUND = 32  # characters before and after a quote, by which it is found again in a changed text
GENERATOR = {"type": "Software", "name": f"Multivector {__version__}"}


def annotation_page(id: str, annotations: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Annotations that belong together."""
    return {"@context": CONTEXT, "id": id, "type": "AnnotationPage", "items": list(annotations)}


def of_entry(row: Row, link: str, source: str, text: str) -> list[dict[str, Any]]:
    """One annotation for the words that carry an entry, and one for each slot that words fill."""
    said = [_body("classifying", row["type"]), _body("describing", row["sentence"])]
    whole = _annotation(link, "classifying", said, source, text, row["start"], row["end"])
    return [whole] + [
        _annotation(
            f"{link}-{number}",
            "identifying",
            [_body("tagging", f"{row['type']}: {span['slot']}")],
            source,
            text,
            span["start"],
            span["end"],
        )
        for number, span in enumerate(row["evidence"] or [], start=1)
    ]


def _body(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _annotation(
    id: str, motivation: str, body: list[dict[str, Any]], source: str, text: str, start: int, end: int
) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "@context": CONTEXT,
        "id": id,
        "type": "Annotation",
        "motivation": motivation,
        "generator": GENERATOR,
        "body": body,
        "target": {"source": source, "selector": [position, quote]},
    }
