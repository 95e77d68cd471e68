"""Splits English into sentences by rules: where a full stop stands, what is before it and what comes after.

It runs on all text, before anything is parsed, so it is one regular expression over each paragraph and a few look-ups
at each full stop: linear in the length of the text. The words that it knows are in `data/english_sentences.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from multivector.language.paragraphs import paragraphs
from multivector.model import Span

DATA = Path(__file__).parent / "data" / "english_sentences.yaml"
OPENING = "\"'“‘«(["
# marks, then closing quotes, brackets and footnotes; possessive, so that a row of marks is read once
END = re.compile(r"(?<![.!?…])([.!?…]++)(?:[\"'”’»)\]]|\s?\[\d{1,3}\])*+(?=\s)")
NEXT = re.compile(rf"\s++([{re.escape(OPENING)}]*+)(\w*+)")
# who reports or speaks, before what is said: "Reuters: Rebels killed", "Al-Zaman : The army"
SPEAKER = re.compile(rf"(?:[A-Z][\w.'’-]*+ ?){{1,4}}:\s(?=[{re.escape(OPENING)}]?[A-Z][^\n:]*? [a-z]{{2,}})")
# place, day and agency before what an agency reports: "KHARTOUM, March 16 (Xinhua) -- The president"
CAPITALS = r"[A-Z]{3}(?:[ .'’]{0,2}[A-Z])*+(?:, [A-Z][\w. ]{1,25})??"
PLACE = rf"(?:{CAPITALS}|[A-Z][\w .'’-]{{2,30}}?(?=, [A-Z][a-z]{{2,8}}\.? \d| ?\((?:%s)\)))"
DAY_AND_AGENCY = r"(?P<day>, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: ?\((?P<agency>%s)\))? ?(?P<dash>--|—|–|-)?"
DATELINE = PLACE + DAY_AND_AGENCY + r"\s(?=[A-Z\"“])"  # of which the agencies' names are left open
LONGEST = 24  # characters looked at for the word before a full stop


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of a text, in order, without the spaces around them; none crosses a paragraph."""
    return [span for paragraph in paragraphs(text) for span in _sentences(text, *paragraph)]


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for opening in (_dateline(), SPEAKER):
        if (match := opening.match(text, begin, end)) and (opening is SPEAKER or _is_dateline(match)):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    for match in END.finditer(text, begin, end):
        if _ends(text, begin, match):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _is_dateline(match: re.Match[str]) -> bool:
    """Whether an agency, a day or two hyphens say that a place is only where the news is from: not USA - Mexico."""
    return bool(match["agency"] or (match["day"] and match["dash"]) or match["dash"] == "--")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    if sentence := sentence.strip():
        yield start, start + len(sentence)


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether a sentence that began at `begin` ends at these marks."""
    after = NEXT.match(text, match.end())
    if after is None:
        return True
    opening, word = after.groups()
    if word[:1].islower():
        return False
    if match[1] != ".":
        return True
    words = text[max(begin, match.start() - LONGEST) : match.start()].split()
    before = words[-1].lstrip(OPENING + "-–—").lower() if words else ""
    if len(words) == 1 and (before.isdigit() or len(before) == 1):
        return False  # the number of an item of a list
    return _stop(before, word, bool(opening))


def _stop(before: str, word: str, opened: bool) -> bool:
    """Whether a single full stop after the word `before` ends a sentence, if `word` comes next.

    `opened`: a quotation mark or bracket stands before `word`.
    """
    known = _known()
    if before in known["titles"]:
        return False
    if before in known["before_numbers"]:
        return not word[:1].isdigit()
    if before in known["abbreviations"] or _initials(before):
        return word.lower() in known["starters"] or (opened and not word)
    return True


def _initials(word: str) -> bool:
    """j, j.r, u.s: letters with full stops between them."""
    return word[:1].isalpha() and all(len(part) == 1 for part in word.split("."))


@cache
def _dateline() -> re.Pattern[str]:
    agencies = "|".join(
        re.escape(name) for name in yaml.safe_load(DATA.read_text(encoding="utf-8"))["agencies"].split()
    )
    return re.compile(DATELINE % (agencies, agencies))


@cache
def _known() -> dict[str, frozenset[str]]:
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}
