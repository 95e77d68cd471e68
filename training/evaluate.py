"""Measures a parser against a treebank.

    python training/evaluate.py DEV.conllu.xz [--pipeline NAME] [--varied title] [--json]

Figures are per cent and follow the CoNLL 2018 shared task: words are matched by their characters; each figure is F1
over the words of both sides (with gold words: accuracy); punctuation counts; the relation's subtype does not, except
in `LAS full`. `LAS -punct` is LAS without the words that are punctuation in the treebank. Lemmas are compared in lower
case. `gold words` are the treebank's own words and sentences; `raw text` is split and tokenized by the adapter.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from treebank import Tree, read
from variations import VARIATIONS

from multivector.language import Sentence
from multivector.language.spacy_parser import SpacyParser

PARTS = {"EWT": lambda id: not id.startswith("GUM_"), "GUM": lambda id: id.startswith("GUM_"),
         "GUM news": lambda id: id.startswith("GUM_news")}  # fmt: skip
MEASURES = ("words", "sentences", "UPOS", "lemmas", "UAS", "LAS", "LAS full", "LAS -punct")

# a word as it is compared: span -> (UPOS, lemma, span of its head or None, deprel)
Words = dict[tuple[int, int], tuple[str, str, tuple[int, int] | None, str]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("treebank", type=Path)
    options.add_argument("--pipeline", help="a spaCy pipeline or its folder; default: the one of the package")
    options.add_argument("--varied", choices=sorted(VARIATIONS), help="every sentence written in this way")
    options.add_argument("--json", action="store_true")
    arguments = options.parse_args()
    parser = SpacyParser(arguments.pipeline) if arguments.pipeline else SpacyParser()
    random.seed(0)
    vary = VARIATIONS[arguments.varied] if arguments.varied else lambda tree: tree
    trees = [vary(tree) for tree in read(arguments.treebank)]
    table = {name: measure(parser, [tree for tree in trees if chosen(tree.id)]) for name, chosen in PARTS.items()}
    if arguments.json:
        print(json.dumps(table, indent=1))
        return
    print(
        f"| part | words from | {' | '.join(MEASURES)} | words a CPU second |\n|---|---|{'---|' * (len(MEASURES) + 1)}"
    )
    for name, rows in table.items():
        for source, row in rows.items():
            print(f"| {name} | {source} | {' | '.join(f'{row[m]:.2f}' for m in MEASURES)} | {row['speed']:,.0f} |")


def measure(parser: SpacyParser, trees: list[Tree]) -> dict[str, dict[str, float]]:
    return {"gold words": with_gold_words(parser, trees), "raw text": from_raw_text(parser, trees)}


def with_gold_words(parser: SpacyParser, trees: list[Tree]) -> dict[str, float]:
    """Scores sentence by sentence."""
    start = time.process_time()
    parsed = parser.parse_words([(tree.text, 0, tree.spans) for tree in trees])
    seconds = time.process_time() - start
    counts: Counter[str] = Counter()
    for tree, sentence in zip(trees, parsed, strict=True):
        counts.update(compare(gold_words(tree, 0), {(0, 1)}, found_words(sentence), {(0, 1)}))
    return scores(counts) | {"speed": counts["found"] / seconds}


def from_raw_text(parser: SpacyParser, trees: list[Tree]) -> dict[str, float]:
    """Scores document by document: sentences of a paragraph stand side by side, paragraphs on lines of their own."""
    counts: Counter[str] = Counter()
    seconds = 0.0
    for document in documents(trees):
        text, gold, spans = "", {}, set()
        for tree in document:
            text += ("\n\n" if tree.new_paragraph else " ") if text else ""
            gold.update(gold_words(tree, len(text)))
            spans.add((len(text), len(text) + len(tree.text)))
            text += tree.text
        start = time.process_time()
        parsed = parser.parse([(text[a:b], a) for a, b in parser.split(text)])
        seconds += time.process_time() - start
        found: Words = {}
        for sentence in parsed:
            found.update(found_words(sentence))
        counts.update(compare(gold, spans, found, {sentence.span for sentence in parsed}))
    return scores(counts) | {"speed": counts["found"] / seconds}


def documents(trees: Iterable[Tree]) -> list[list[Tree]]:
    result: dict[str, list[Tree]] = {}
    for tree in trees:
        result.setdefault(tree.id.rpartition("-")[0], []).append(tree)
    return list(result.values())


def gold_words(tree: Tree, offset: int) -> Words:
    spans = [(start + offset, end + offset) for start, end in tree.spans]
    return words(spans, tree.upos, tree.lemmas, tree.heads, tree.deprels)


def found_words(sentence: Sentence) -> Words:
    spans = list(zip(sentence.starts, sentence.ends, strict=True))
    return words(spans, sentence.upos, sentence.lemmas, sentence.heads, sentence.deprels)


def words(
    spans: list[tuple[int, int]], upos: list[str], lemmas: list[str], heads: list[int], deprels: list[str]
) -> Words:
    return {
        span: (pos, lemma.lower(), spans[head] if head >= 0 else None, deprel)
        for span, pos, lemma, head, deprel in zip(spans, upos, lemmas, heads, deprels, strict=True)
    }


def compare(gold: Words, gold_sentences: set[Any], found: Words, found_sentences: set[Any]) -> Counter[str]:
    counts = Counter(gold=len(gold), found=len(found), gold_sentences=len(gold_sentences))
    counts.update(found_sentences=len(found_sentences), sentences=len(gold_sentences & found_sentences))
    counts["gold -punct"] = sum(word[0] != "PUNCT" for word in gold.values())
    counts["found -punct"] = sum(
        gold[span][0] != "PUNCT" if span in gold else word[0] != "PUNCT" for span, word in found.items()
    )
    for span in gold.keys() & found.keys():
        (gold_pos, gold_lemma, gold_head, gold_rel), (pos, lemma, head, rel) = gold[span], found[span]
        attached = gold_head == head
        labelled = attached and gold_rel.split(":")[0] == rel.split(":")[0]
        counts["words"] += 1
        counts["UPOS"] += gold_pos == pos
        counts["lemmas"] += gold_lemma == lemma
        counts["UAS"] += attached
        counts["LAS"] += labelled
        counts["LAS full"] += attached and gold_rel == rel
        counts["LAS -punct"] += labelled and gold_pos != "PUNCT"
    return counts


def scores(counts: Counter[str]) -> dict[str, float]:
    kinds = {"sentences": "_sentences", "LAS -punct": " -punct"}
    return {
        name: 200 * counts[name] / (counts["gold" + kinds.get(name, "")] + counts["found" + kinds.get(name, "")])
        for name in MEASURES
    }


if __name__ == "__main__":
    main()
