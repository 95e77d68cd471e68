"""The entries of a document as W3C Web Annotations (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from multivector.observatory.articles.saying import Said

Row = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a quotation


def annotation_page(document: Row, said: Sequence[Said], page: str, text: str, language: str) -> dict[str, Any]:
    """All entries of a document as one page of annotations.

    Args:
        document: row of the archive.
        said: its entries in words.
        page: absolute address of its page.
        text: absolute address of its plain text, which the positions count in Unicode code points.
        language: of the words.
    """
    return {
        "@context": CONTEXT,
        "id": f"{page}annotations.json",
        "type": "AnnotationPage",
        "partOf": {"id": page, "type": "AnnotationCollection", "label": document["id"], "total": len(said)},
        "startIndex": 0,
        "items": [_annotation(document["text"], entry, page, text, language) for entry in said],
    }


def _annotation(words: str, entry: Said, page: str, text: str, language: str) -> dict[str, Any]:
    row = entry.row
    spans = dict.fromkeys([(row["start"], row["end"]), *((e["start"], e["end"]) for e in row["evidence"] or ())])
    targets = [_target(words, start, end, text) for start, end in spans if 0 <= start < end <= len(words)]
    return {
        "id": f"{page}#event-{entry.id}",
        "type": "Annotation",
        "motivation": ["classifying", "describing"],
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": entry.type, "format": "text/plain"},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "value": entry.summary,
                "format": "text/plain",
                "language": language,
            },
        ],
        "target": targets,
    }


def _target(words: str, start: int, end: int, text: str) -> dict[str, Any]:
    return {
        "source": text,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": words[start:end],
                "prefix": words[max(start - AROUND, 0) : start],
                "suffix": words[end : end + AROUND],
            },
        ],
    }
