"""Reads the sentences of a CoNLL-U treebank with what scoring and training need: ids, spans of words, gold columns."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = 10


@dataclass
class Tree:
    """One sentence of a treebank; `spans` count characters of `text`, heads are indices, -1 for the root.

    Words split from one token (don't) lie side by side in it where their forms make it up, and share its span where
    they don't.
    """

    id: str = ""
    text: str = ""
    new_paragraph: bool = False
    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


def read(path: str | Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file, plain or compressed with xz.

    Raises:
        ValueError: a token is not found in its sentence's text, or a line has not ten columns.
    """
    opener = lzma.open if str(path).endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        lines: list[str] = []
        for line in file:
            if line.strip():
                lines.append(line.rstrip("\n"))
            elif lines:
                yield _tree(lines)
                lines = []
        if lines:
            yield _tree(lines)


def _tree(lines: list[str]) -> Tree:
    tree = Tree()
    tokens: list[tuple[str, int]] = []  # surface form, number of words in it
    covered = 0  # number of the last word that belongs to a multiword token
    for line in lines:
        if line.startswith("#"):
            _comment(tree, line)
            continue
        row = line.split("\t")
        if len(row) != COLUMNS:
            raise ValueError(f"{tree.id}: {len(row)} columns instead of {COLUMNS}: {line}")
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            tokens.append((row[1], last - first + 1))
            covered = last
        elif row[0].isdigit():
            if int(row[0]) > covered:
                tokens.append((row[1], 1))
            _word(tree, row)
    _place(tree, tokens)
    return tree


def _comment(tree: Tree, line: str) -> None:
    key, _, value = line[1:].partition("=")
    key = key.strip()
    if key == "sent_id":
        tree.id = value.strip()
    elif key == "text":
        tree.text = value.strip()
    elif key.startswith(("newpar", "newdoc")):
        tree.new_paragraph = True


def _word(tree: Tree, row: list[str]) -> None:
    tree.words.append(row[1])
    tree.lemmas.append(row[2])
    tree.upos.append(row[3])
    tree.feats.append(row[5])
    tree.heads.append(int(row[6]) - 1)
    tree.deprels.append(row[7])


def _place(tree: Tree, tokens: list[tuple[str, int]]) -> None:
    place = 0
    for form, size in tokens:
        start = tree.text.find(form, place)
        if start < 0:
            raise ValueError(f"{tree.id}: '{form}' is not in the text")
        place = start + len(form)
        words = tree.words[len(tree.spans) : len(tree.spans) + size]
        if "".join(words) == form:
            for word in words:
                tree.spans.append((start, start + len(word)))
                start += len(word)
        else:
            tree.spans += [(start, place)] * size
