"""What the shipped spaCy pipeline is made of besides spaCy: dictionary features of words, and dictionary lemmas.

spaCy finds both by the entry points of this package, so that `spacy.load` on the pipeline's folder works as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.ml.featureextractor import FeatureExtractor
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

from multivector.language.english_morphology import lemmatise


@registry.architectures("multivector.DictionaryEmbed.v1")  # type: ignore[untyped-decorator]
def dictionary_embed(width: int, attrs: list[str], rows: list[int], seed: int = 8) -> Model[Any, Any]:
    """`spacy.MultiHashEmbed` with two more features: which endings a word may have by the dictionary, and its lemmas.

    Args:
        width: of each table of vectors, and of the vector of a word that they are combined to.
        attrs: spaCy's names of the other features.
        rows: size of each table: one for each of `attrs`, then two for the dictionary's.
        seed: of the first table's hash; the others count on.
    """
    if len(rows) != len(attrs) + 2:
        raise ValueError(f"rows: {len(attrs) + 2} numbers are needed, {len(rows)} are given")
    tables: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=i, seed=seed + i, dropout=0.0) for i, size in enumerate(rows)
    ]
    return chain(
        _features(attrs),
        list2ragged(),
        with_array(concatenate(*tables)),
        with_array(Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)),
        ragged2list(),
    )


def _features(attrs: list[str]) -> Model[Any, Any]:
    """Docs to arrays of features, a row a word: spaCy's, then the dictionary's."""
    return Model("dictionary_features", _extract, layers=[FeatureExtractor([*attrs, "LOWER"])])


def _extract(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Callable[..., Any]]:
    arrays, back = model.layers[0](docs, is_train)
    return [_with_dictionary(array, doc) for array, doc in zip(arrays, docs, strict=True)], back


def _with_dictionary(array: Any, doc: Doc) -> Any:
    strings = doc.vocab.strings
    known = [_readings(strings[number]) for number in array[:, -1].tolist()]
    return np.hstack([array[:, :-1], np.asarray(known, dtype="uint64").reshape(len(known), 2)])


@lru_cache(maxsize=200_000)
def _readings(word: str) -> tuple[int, int]:
    """Numbers of the Penn tags that a word in lower case may have, and of its lemmas, by the dictionary."""
    from lemminflect import getAllInflections, getAllLemmas

    word = word.replace("’", "'")
    found = {(kind, lemma) for kind, lemmas in getAllLemmas(word).items() for lemma in lemmas}
    tags = {tag for kind, lemma in found for tag, forms in getAllInflections(lemma, kind).items() if word in forms}
    lemmas = {lemma for _, lemma in found} or {word}
    return get_string_id("|".join(sorted(tags))), get_string_id("|".join(sorted(lemmas)))


@Language.component("multivector_lemmas", assigns=["token.lemma"])
def lemmas(doc: Doc) -> Doc:
    """Sets each word's lemma by its form and UPOS."""
    for token in doc:
        token.lemma_ = lemmatise(token.text, token.pos_)
    return doc
