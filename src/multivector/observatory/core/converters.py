"""What an address may hold: `<document:doc>` is the id of a document, whatever stands in it."""

from django.urls import register_converter
from django.urls.converters import PathConverter


class DocumentId(PathConverter):
    """The id of a document."""

    regex = r"[\s\S]+"


register_converter(DocumentId, "document")
