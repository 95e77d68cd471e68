"""Trains the English pipeline that comes with Multivector, on the EWT part of the shared treebank.

    python training/english_parser.py TRAIN.conllu.xz DEV.conllu.xz --output FOLDER [--section.name VALUE ...]

Settings are in english_parser.cfg beside this file; any of them can be changed for a run, as `--training.dropout 0.2`.
The same data, settings and versions give the same model. GUM is left out of training, because its licence does not
allow commercial use, and so are documents on which the coder is measured. `evaluate.py` measures the result.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before numpy: one thread gives the same sums in the same order

import spacy
from confection import Config
from spacy.cli._util import parse_config_overrides
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from statements import statements
from thinc.api import NumpyOps, set_current_ops
from treebank import Tree, read
from variations import VARIATIONS

from multivector.language import spacy_dictionary  # noqa: F401  registers what the settings name

CONFIG = Path(__file__).with_suffix(".cfg")
FEATURES = {  # the others (Typo, Style, Abbr, ExtPos ...) are of no use to the coder
    *("Case", "Definite", "Degree", "Gender", "Mood", "Number", "NumType", "Person", "Polarity", "Poss", "PronType"),
    *("Reflex", "Tense", "VerbForm", "Voice"),
}
META = {
    "name": "ud_ewt",
    "version": "1.1.0",
    "description": "UPOS, features and Universal Dependencies of English, for news",
    "author": "The Multivector developers",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8,<4",
    "sources": [{"name": "UD_English-EWT 2.16, training part", "license": "CC BY-SA 4.0"}],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="folder of the packed model")
    arguments, others = parser.parse_known_args()
    overrides = {"paths.train": str(arguments.train), "paths.dev": str(arguments.dev)}
    overrides.update(parse_config_overrides(others))
    set_current_ops(NumpyOps(use_blis=False))  # numpy's own matrix product is twice as fast as BLIS
    nlp = init_nlp(load_config(CONFIG, overrides, interpolate=False))
    with tempfile.TemporaryDirectory() as folder:
        train(nlp, Path(folder), stdout=sys.stdout, stderr=sys.stderr)
        pack(Path(folder) / "model-best", arguments.output)


@spacy.registry.readers("multivector.treebank.v1")
def treebank(
    path: str, without: Sequence[str] = (), varied: float = 0.0, made: float = 0.0
) -> Callable[[Language], Iterator[Example]]:
    """Sentences of a treebank as spaCy's tokenizer cuts them; a share of them once more, `varied` as headlines are.

    `made` is the number of made statements of news for each sentence.
    """

    def examples(nlp: Language) -> Iterator[Example]:
        for tree in read(path):
            if tree.id.startswith(tuple(without)):
                continue
            yield example(nlp, tree)
            if varied and random.random() < varied:
                yield example(nlp, random.choice(list(VARIATIONS.values()))(tree))
            for plain in statements(made):
                yield example(nlp, plain)

    return examples


def example(nlp: Language, tree: Tree) -> Example:
    spaces = [b > a for (_, a), (b, _) in zip(tree.spans, [*tree.spans[1:], (tree.spans[-1][1],) * 2], strict=True)]
    gold = Doc(
        nlp.vocab,
        words=tree.words,
        spaces=spaces,
        pos=tree.upos,
        morphs=[features(feats) for feats in tree.feats],
        heads=[i if head < 0 else head for i, head in enumerate(tree.heads)],
        deps=["ROOT" if relation == "root" else relation for relation in tree.deprels],
    )
    return Example(one_sentence(nlp.make_doc(tree.text)), gold)


def one_sentence(doc: Doc) -> Doc:
    """Forbids the parser to split: at run time, too, it is given one sentence at a time."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def features(column: str) -> str:
    return "|".join(pair for pair in column.split("|") if pair.split("=")[0] in FEATURES)


def pack(trained: Path, output: Path) -> None:
    """Saves what parsing needs: no optimizer, no settings of the training, no word list of the treebank."""
    nlp = spacy.load(trained)
    nlp.add_pipe("multivector_lemmas")
    nlp.to_disk(output, exclude=["vocab"])
    slim(output)


def slim(folder: Path) -> None:
    settings = Config().from_disk(folder / "config.cfg", interpolate=True)
    Config({name: settings[name] for name in ("nlp", "components")}).to_disk(folder / "config.cfg")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta = {name: meta[name] for name in ("lang", "pipeline", "components")} | META
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
