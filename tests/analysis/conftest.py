"""Records to ask: texts coded as one document each."""

from __future__ import annotations

import pytest

from multivector import Document, Record
from multivector.lexicon import default_lexicon
from multivector.lexicon.actors import actor_rows


@pytest.fixture(scope="session")
def recorded(coder, tmp_path_factory):
    """Codes (id, language, day of publication, text) lines into a record."""

    def recorded(*lines):
        record = Record(tmp_path_factory.mktemp("record") / "record", create=True)
        documents = [
            Document(id=id, text=text, language=language, published=published)
            for id, language, published, text in lines
        ]
        record.write(list(coder.code_many(documents)), coder="test")
        record.write_actors(actor_rows(default_lexicon()))
        return record

    return recorded
