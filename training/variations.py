"""Sentences of a treebank written as headlines and news agencies write: the treebank has hardly any such."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from treebank import Tree

CITIES = [
    *("Beijing China", "Moscow Russia", "Kabul Afghanistan", "Baghdad Iraq", "Tehran Iran", "Cairo Egypt"),
    *("Nairobi Kenya", "Berlin Germany", "Ankara Turkey", "Tokyo Japan", "Lima Peru", "Kiev Ukraine", "Paris France"),
    *("Bogota Colombia", "Jakarta Indonesia", "Tripoli Libya", "Manila Philippines", "Warsaw Poland", "Austin Texas"),
]
AGENCIES = ["AP", "AFP", "Reuters", "UPI", "Xinhua"]
DASHES = ["--", "-", "–", "—"]


def in_case(change: Callable[[str], str]) -> Callable[[Tree], Tree]:
    """A variation that changes the case of letters; a sentence whose length would change stays as it is."""

    def vary(tree: Tree) -> Tree:
        text = change(tree.text)
        if len(text) != len(tree.text):
            return tree
        return replace(tree, text=text, words=[text[start:end] for start, end in tree.spans])

    return vary


def as_title(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def without_stop(tree: Tree) -> Tree:
    """The sentence without its last full stop."""
    last = len(tree.words) - 1
    if last < 1 or tree.words[last] != "." or last in tree.heads:
        return tree
    text = tree.text[: tree.spans[last][0]].rstrip()
    columns = ("words", "lemmas", "upos", "feats", "heads", "deprels", "spans")
    return replace(tree, text=text, **{name: getattr(tree, name)[:last] for name in columns})


def with_dateline(tree: Tree) -> Tree:
    """The sentence after a line like *KABUL, Afghanistan (AP) --*: news agencies write so, and EWT has none."""
    city, state = random.choice(CITIES).split()
    rows = [(city.upper(), "PROPN", None, "parataxis")]
    if random.random() < 0.5:
        rows += [(",", "PUNCT", 2, "punct"), (state, "PROPN", 0, "appos")]
    if random.random() < 0.5:
        agency = len(rows) + 1
        rows += [("(", "PUNCT", agency, "punct"), (random.choice(AGENCIES), "PROPN", 0, "parataxis")]
        rows += [(")", "PUNCT", agency, "punct")]
    rows += [(random.choice(DASHES), "PUNCT", 0, "punct")]
    text, spans = "", []
    for word, *_ in rows:
        text += "" if not text or word in (",", ")") or text.endswith("(") else " "
        spans.append((len(text), len(text) + len(word)))
        text += word
    text += " "
    root = tree.heads.index(-1) + len(rows)
    return replace(
        tree,
        text=text + tree.text,
        words=[row[0] for row in rows] + tree.words,
        lemmas=[row[0] for row in rows] + tree.lemmas,
        upos=[row[1] for row in rows] + tree.upos,
        feats=["Number=Sing" if row[1] == "PROPN" else "_" for row in rows] + tree.feats,
        heads=[root if row[2] is None else row[2] for row in rows]
        + [head + len(rows) if head >= 0 else head for head in tree.heads],
        deprels=[row[3] for row in rows] + tree.deprels,
        spans=spans + [(start + len(text), end + len(text)) for start, end in tree.spans],
    )


VARIATIONS: dict[str, Callable[[Tree], Tree]] = {
    "lower case": in_case(str.lower),
    "capitals": in_case(str.upper),
    "title": in_case(as_title),
    "no full stop": without_stop,
    "dateline": with_dateline,
}
