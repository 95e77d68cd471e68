"""Parties and priorities by what people call them."""

from __future__ import annotations

import threading
from functools import cache, lru_cache

from multivector.analysis.strategy import shipped_strategies, title
from multivector.observatory.archive import Archive
from multivector.observatory.core.labels import actor_label

Named = list[tuple[str, str]]  # code, name
_lock = threading.Lock()


@cache
def priority_titles() -> dict[str, dict[str, str]]:
    """Priorities of the shipped strategies, as the site names them (`KAZ.trade`), with their titles by language."""
    return {
        f"{strategy.state}.{priority.id}": {
            language: title(priority.title, language) for language in ("en", "ru", "kk")
        }
        for strategy in shipped_strategies()
        for priority in strategy.priorities()
    }


def parties_named(archive: Archive, said: str, language: str) -> Named:
    """The parties that a code or name means: exactly, else those whose name begins so, else those that have it."""
    said = _plain(said)
    names = _names(archive, language)
    for fits in (_is_code, _is_name, _begins, _has):
        found = [(code, label) for code, label, spellings in names if fits(said, code, spellings)]
        whole = [(code, label) for code, label in found if "." not in code]  # a state rather than its sectors
        if found:
            return whole if len(whole) == 1 else found
    return []


def _is_code(said: str, code: str, spellings: tuple[str, ...]) -> bool:
    return said == code.casefold()


def _is_name(said: str, code: str, spellings: tuple[str, ...]) -> bool:
    return said in spellings


def _begins(said: str, code: str, spellings: tuple[str, ...]) -> bool:
    return len(said) > 1 and any(spelling.startswith(said) for spelling in spellings)


def _has(said: str, code: str, spellings: tuple[str, ...]) -> bool:
    return len(said) > 2 and any(said in spelling for spelling in spellings)


def _names(archive: Archive, language: str) -> list[tuple[str, str, tuple[str, ...]]]:
    with _lock:
        return _all_names(archive, language)


@lru_cache(maxsize=6)  # two versions of the record in three languages
def _all_names(archive: Archive, language: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Code, name in the language, all spellings; those that take part most often first."""
    rows = archive.rows(
        "SELECT coalesce(c.code, a.code) AS code, name_ru, name_en, name_kk FROM codes c"
        " FULL JOIN actors a ON a.code = c.code ORDER BY c.number NULLS LAST, code"
    )
    named = []
    for row in rows:
        label = actor_label(archive, row["code"], language)
        spellings = {_plain(name) for name in (label, row["name_ru"], row["name_en"], row["name_kk"]) if name}
        named.append((row["code"], label, tuple(spellings)))
    return named


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
