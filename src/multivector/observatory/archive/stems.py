"""Word stems in three languages, so that *встречи* finds *встреча*."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import snowballstemmer

# Endings of Kazakh nouns and verbs, longest first: plural, possession, case, person (Балақаев 1992, a light stemmer)
_ENDINGS = """
лар лер дар дер тар тер ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні да де та те нда нде дан ден тан тен
нан нен мен бен пен сы сі ы і ым ім ың ің ымыз іміз ыңыз іңіз лары лері дары дері тары тері дағы дегі тағы тегі ндағы
ндегі лық лік дық дік тық тік ған ген қан кен атын етін йтын йтін
"""
_KAZAKH = sorted(_ENDINGS.split(), key=len, reverse=True)
_SHORTEST = 4  # letters that a Kazakh stem keeps
_SNOWBALL = {"ru": "russian", "en": "english"}


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_SNOWBALL[language])


def stem(word: str, language: str) -> str:
    """The stem of a word in lower case; Kazakh by its endings, other languages by Snowball."""
    if language in _SNOWBALL:
        return str(_stemmer(language).stemWord(word))
    for _ in range(3):  # endings stand one behind the other: plural, possession, case
        ending = next((e for e in _KAZAKH if word.endswith(e) and len(word) - len(e) >= _SHORTEST), None)
        if ending is None:
            break
        word = word[: -len(ending)]
    return word


def words(text: str) -> list[str]:
    """The words of a query, in lower case, ё as е."""
    return re.findall(r"[^\W_]+", text.lower().replace("ё", "е"))
