"""Tells Russian, English and Kazakh from each other and from the languages that are not coded."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

SUPPORTED = ("ru", "en", "kk")
_ALIASES = {"rus": "ru", "eng": "en", "kaz": "kk"}

_SAMPLE = 5_000  # characters; more changes nothing
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_STRESS = "\u0301"  # as in encyclopedias: И́горь
_FOREIGN_LETTERS = 6.0  # a point for a share of 1.0 of letters that the language does not have
_BORROWED = 0.02  # such a share of foreign letters (`déjà vu`) counts for nothing
_MISSING_MARKS = 4.0  # a point for each share of 1.0 by which its own letters are too few
_PREFERENCE = 0.04  # for a supported language where nothing speaks for another
_LONG = 25  # words: a text of this length must hold function words of its language


@dataclass(frozen=True, slots=True)
class _Profile:
    """What a language is known by."""

    code: str
    letters: frozenset[str]
    marks: frozenset[str]  # letters that its neighbours lack
    marks_share: float  # the least share of them in its texts
    words: frozenset[str]  # function words
    words_share: float  # the least share of them in a long text


def normalise(value: str) -> str:
    """The code of a supported language (`ru`, `RU`, `ru-KZ`, `rus`). Raises ValueError with a message for the user."""
    code = re.split(r"[-_]", value.strip().lower())[0]
    code = _ALIASES.get(code, code)
    if code not in SUPPORTED:
        raise ValueError(f"the language {value!r} is not supported; known are {', '.join(SUPPORTED)}")
    return code


def detect(text: str) -> str | None:
    """`ru`, `en` or `kk`; None for any other language and for a text without words."""
    tokens = [token.lower() for token in _WORD.findall(text[:_SAMPLE].replace(_STRESS, "")) if not _is_initial(token)]
    letters = Counter(filter(str.isalpha, "".join(tokens)))
    if not letters:
        return None
    words = Counter(tokens)
    scores = {profile.code: _score(profile, words, letters) for profile in _profiles()}
    best = max(scores, key=lambda code: scores[code])
    return best if best in SUPPORTED and _holds(best, words, letters) else None


def _is_initial(token: str) -> bool:
    """`Е.` of `Е. Примаков` is no word of Bulgarian."""
    return len(token) == 1 and token.isupper()


def _score(profile: _Profile, words: Counter[str], letters: Counter[str]) -> float:
    marks = _share(letters, profile.marks) if profile.marks else 0.0
    return (
        _share(words, profile.words)
        - _FOREIGN_LETTERS * max(0.0, 1 - _share(letters, profile.letters) - _BORROWED)
        - _MISSING_MARKS * max(0.0, profile.marks_share - marks)
        + (_PREFERENCE if profile.code in SUPPORTED else 0.0)
    )


def _holds(code: str, words: Counter[str], letters: Counter[str]) -> bool:
    """Whether the best guess is good enough: most letters are its own, and a long text holds its function words."""
    profile = next(profile for profile in _profiles() if profile.code == code)
    if _share(letters, profile.letters) < 0.5:
        return False
    return words.total() < _LONG or _share(words, profile.words) >= profile.words_share


def _share(counts: Counter[str], wanted: frozenset[str]) -> float:
    return sum(count for item, count in counts.items() if item in wanted) / counts.total()


@cache
def _profiles() -> tuple[_Profile, ...]:
    text = resources.files("multivector.intake").joinpath("data/languages.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)
    return tuple(
        _Profile(
            code=code,
            letters=frozenset(entry["letters"]),
            marks=frozenset(entry.get("marks", "")),
            marks_share=float(entry.get("marks_share", 0)),
            words=frozenset(entry["words"].split()),
            words_share=float(entry.get("words_share", 0)),
        )
        for code, entry in data.items()
    )
