"""Sentences out of CoNLL-U files: what a user's own parser wrote, or a treebank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from multivector.errors import SkipInput
from multivector.language.sentence import Sentence

COLUMNS = 10


def read_conllu(path: str | Path) -> Iterator[Sentence]:
    """Streams the sentences of a CoNLL-U file; the text of the file is taken as one sentence a line.

    Offsets count in the sentences' `# text` joined by line breaks; without it words are joined by `SpaceAfter`.

    Raises:
        SkipInput: the file is no CoNLL-U; the message names the line.
    """
    offset = 0
    with open(path, encoding="utf-8") as file:
        for number, lines in _blocks(file):
            sentence = _sentence(lines, offset, str(path), number)
            offset = sentence.end + 1
            yield sentence


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """(number of the first line, lines) of each sentence."""
    block: list[str] = []
    first = 1
    for number, line in enumerate(lines, 1):
        if line.strip():
            if not block:
                first = number
            block.append(line.rstrip("\r\n"))
        elif block:
            yield first, block
            block = []
    if block:
        yield first, block


def _sentence(lines: list[str], offset: int, path: str, number: int) -> Sentence:
    rows, text = [], ""
    for place, line in enumerate(lines, number):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            text = value.strip() if key.strip() == "text" else text
            continue
        row = line.split("\t")
        if len(row) != COLUMNS:
            raise SkipInput(
                f"{path}:{place}", f"a CoNLL-U line has {COLUMNS} columns divided by tabs, this one has {len(row)}"
            )
        if row[0].isdigit():  # not a multiword token (1-2), not an empty node (1.1)
            rows.append(row)
        elif "-" not in row[0] and "." not in row[0]:
            raise SkipInput(f"{path}:{place}", f"the first column is a word's number, not '{row[0]}'")
    try:
        heads = [int(row[6]) - 1 for row in rows]
    except ValueError:
        raise SkipInput(f"{path}:{number}", "a HEAD (column 7) is not a number: parse the file first") from None
    if any(head >= len(rows) or head < -1 for head in heads):
        raise SkipInput(f"{path}:{number}", "a HEAD (column 7) points outside its sentence")
    text = text or _joined(rows)
    starts, ends = _offsets(rows, text, offset)
    return Sentence(
        text=text,
        start=offset,
        end=offset + len(text),
        words=[row[1] for row in rows],
        lemmas=[row[2] for row in rows],
        upos=[row[3] for row in rows],
        feats=[_feats(row[5]) for row in rows],
        heads=heads,
        deprels=[row[7] for row in rows],
        starts=starts,
        ends=ends,
    )


def _joined(rows: list[list[str]]) -> str:
    return "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows).strip()


def _feats(column: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in column.split("|") if "=" in pair)


def _offsets(rows: list[list[str]], text: str, offset: int) -> tuple[list[int], list[int]]:
    """Where the words stand; a word of a contraction that is not in the text stands where the one before ended."""
    starts, ends, place = [], [], 0
    for row in rows:
        found = text.find(row[1], place)
        start = found if found >= 0 else place
        place = start + len(row[1]) if found >= 0 else place
        starts.append(offset + start)
        ends.append(offset + place)
    return starts, ends
