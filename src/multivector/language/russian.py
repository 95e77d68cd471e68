"""The Russian adapter: razdel splits, slovnet tags and parses on navec's vectors, pymorphy3 lemmatises.

The weights (news models, 30 MB) come inside the natasha package; natasha itself is not imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from multivector.errors import StopRun
from multivector.language.paragraphs import paragraphs
from multivector.language.russian_morphology import lemmatise
from multivector.language.russian_repair import find_subjects
from multivector.language.sentence import ROOT, Sentence, join_roots
from multivector.model import Span

BATCH = 64  # sentences a batch of the neural models
LONGEST = 180  # words; the syntax model needs memory in the square of the length, so longer sentences are cut
MODELS = {
    "navec": "emb/navec_news_v1_1B_250K_300d_100q.tar",
    "morph": "model/slovnet_morph_news_v1.tar",
    "syntax": "model/slovnet_syntax_news_v1.tar",
}


class RussianParser:
    """Parses Russian on natasha's models."""

    language = "ru"

    def split(self, text: str) -> list[Span]:
        """Sentences of each paragraph; a line break ends a paragraph unless the sentence plainly goes on."""
        from razdel import sentenize

        return [
            (start + sentence.start, start + sentence.stop)
            for start, end in paragraphs(text)
            for sentence in sentenize(text[start:end])
            if sentence.text.strip()
        ]

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Sentence]:
        """Tags and parses in batches of sentences of like length."""
        from razdel import tokenize

        tokens = [list(tokenize(text)) for text, _ in sentences]
        columns = _tag_and_parse([[token.text for token in chunk] for row in tokens for chunk in _chunks(row)])
        parsed = []
        for (text, offset), row in zip(sentences, tokens, strict=True):
            parts = list(islice(columns, len(_chunks(row))))
            parsed.append(_sentence(text, offset, row, parts))
        return parsed


def _chunks(tokens: list[Any]) -> list[list[Any]]:
    return [tokens[i : i + LONGEST] for i in range(0, len(tokens), LONGEST)]


def _tag_and_parse(rows: list[list[str]]) -> Iterator[list[tuple[str, dict[str, str], int, str]]]:
    """(UPOS, features, head, deprel) of each word of each row; rows of like length go together."""
    models = _models()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    ordered = [rows[i] for i in order]
    result: list[list[tuple[str, dict[str, str], int, str]]] = [[] for _ in rows]
    for i, tagged, parsed in zip(order, models["morph"].map(ordered), models["syntax"].map(ordered), strict=True):
        result[i] = [
            (tag.pos, tag.feats or {}, int(arc.head_id) - 1, arc.rel)
            for tag, arc in zip(tagged.tokens, parsed.tokens, strict=True)
        ]
    return iter(result)


def _sentence(
    text: str, offset: int, tokens: list[Any], parts: Iterable[list[tuple[str, dict[str, str], int, str]]]
) -> Sentence:
    """One sentence; a part after the first hangs on the root of the first."""
    words = [token.text for token in tokens]
    upos: list[str] = []
    feats: list[dict[str, str]] = []
    heads: list[int] = []
    deprels: list[str] = []
    root = ROOT
    for part in parts:
        base = len(upos)
        for pos, features, head, deprel in part:
            upos.append(pos)
            feats.append(features)
            heads.append(head + base if head != ROOT else root)
            deprels.append(deprel)
        if root == ROOT and ROOT in heads:
            root = heads.index(ROOT)
    join_roots(heads, deprels)
    sentence = Sentence(
        text=text,
        start=offset,
        end=offset + len(text),
        words=words,
        lemmas=[lemmatise(word, pos, features) for word, pos, features in zip(words, upos, feats, strict=True)],
        upos=upos,
        feats=feats,
        heads=heads,
        deprels=deprels,
        starts=[offset + token.start for token in tokens],
        ends=[offset + token.stop for token in tokens],
    )
    find_subjects(sentence)
    return sentence


@cache
def _models() -> dict[str, Any]:
    folder = _weights()
    # one thread: the matrices are small, more threads only wait for each other, and workers are processes
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from navec import Navec
    from slovnet import Morph, Syntax

    navec = Navec.load(folder / MODELS["navec"])
    models = {
        "morph": Morph.load(folder / MODELS["morph"], batch_size=BATCH),
        "syntax": Syntax.load(folder / MODELS["syntax"], batch_size=BATCH),
    }
    for model in models.values():
        model.navec(navec)
    return models


def _weights() -> Path:
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise StopRun("the Russian models are missing: install them with  pip install natasha")
    return Path(spec.submodule_search_locations[0]) / "data"
