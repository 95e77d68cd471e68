"""How the answers on standing, claims and the time line are worded; the words themselves stand in `data/words.yaml`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict

from multivector.analysis.names import Names
from multivector.edtf import bounds
from multivector.lexicon.ontology import RECIPROCAL
from multivector.record.schema import SLOT_COLUMNS

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class In(_Words):
    """One phrase in three languages."""

    ru: str
    en: str
    kk: str

    def __call__(self, language: str, **values: object) -> str:
        text: str = getattr(self, language)
        return text.format(**values) if values else text


class TieWords(In):
    """A kind of tie; `counts`: who stands in it is a member (or holds the chair)."""

    counts: bool = True


class TimeWords(_Words):
    """How times are said in a language."""

    months: list[str]
    of_months: list[str]
    day: str
    of_month: str
    month: str
    for_month: str
    months_of_year: str
    since: str
    until: str
    about: str


class Vocabulary(_Words):
    """The content of `data/words.yaml`."""

    ties: dict[str, TieWords]
    claims: dict[str, str]
    times: dict[str, TimeWords]
    answers: dict[str, In]
    statuses: dict[str, In]
    facts: dict[str, In]
    values: dict[str, In]
    events: dict[str, In]
    standing: dict[str, In]
    verdicts: dict[str, In]
    kinds: dict[str, In]
    titles: dict[str, In]


@cache
def vocabulary() -> Vocabulary:
    """The words, read once."""
    text = (files("multivector.analysis") / "data" / "words.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(yaml.safe_load(text))


def pattern(name: str) -> re.Pattern[str]:
    """A regular expression of the part `claims`, upper or lower case alike."""
    return re.compile(vocabulary().claims[name].replace(" ", ""), re.IGNORECASE)


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its slots filled; a part in [ ] goes where one of its slots is empty."""

    def part(match: re.Match[str]) -> str:
        return match[1] if all(values.get(slot) for slot in _SLOT.findall(match[1])) else ""

    return _SLOT.sub(lambda match: values.get(match[1]) or "?", _OPTIONAL.sub(part, template))


def facts_said(facts: pl.DataFrame, names: Names, language: str) -> pl.Series:
    """What each fact says, with its status and without its time; `facts` has `fact`, `status` and the slots."""
    worded = facts.select("fact", "status", *(_slot_said(facts, slot, names, language) for slot in SLOT_COLUMNS))
    said = pl.coalesce(
        pl.when(pl.col("fact") == kind).then(_as_expression(template(language)))
        for kind, template in vocabulary().facts.items()
    )
    return worded.select(said + noted("status", language)).to_series()


def _slot_said(facts: pl.DataFrame, slot: str, names: Names, language: str) -> pl.Expr:
    """The column of a slot in words, empty where the slot is; each different value is worded once."""
    is_list = isinstance(facts.schema[slot], pl.List)
    present = (facts[slot].explode() if is_list else facts[slot]).drop_nulls().unique()
    words = {value: _value(slot, value, names, language) for value in present}
    if is_list:
        return pl.col(slot).list.eval(pl.element().replace(words)).list.join(", ").fill_null("")
    return pl.col(slot).replace(words).fill_null("")


def _as_expression(template: str) -> pl.Expr:
    """`filled` over columns."""
    return pl.concat_str(_piece(piece) for piece in re.split(r"(\[[^\[\]]*\])", template) if piece)


def _piece(piece: str) -> pl.Expr:
    if not piece.startswith("["):
        return _run(piece)
    slots = _SLOT.findall(piece)
    return (
        pl.when(pl.all_horizontal(pl.col(slot) != "" for slot in slots)).then(_run(piece[1:-1])).otherwise(pl.lit(""))
    )


def _run(text: str) -> pl.Expr:
    parts = enumerate(_SLOT.split(text))  # words and names of slots in turn
    return pl.concat_str(
        pl.when(pl.col(part) == "").then(pl.lit("?")).otherwise(part) if number % 2 else pl.lit(part)
        for number, part in parts
    )


def _value(slot: str, value: str, names: Names, language: str) -> str:
    if slot in ("act", "what", "kind") and value in (known := vocabulary().values):
        return known[value](language)
    return names(value) if slot in _CODED or value in names else value


_CODED = {"member", "chair", "of", "host", "actor", "under", "parties", "founders"}


def noted(status: str, language: str) -> pl.Expr:
    """What the column of the status adds to the words: in brackets, where it is not simply done."""
    notes = {name: f" ({words(language)})" for name, words in vocabulary().statuses.items()}
    return pl.col(status).replace_strict(notes, default="", return_dtype=pl.String)


def sides_said(type: str, sides: Iterable[Iterable[str] | None], names: Callable[[str], str]) -> str:
    """Who acts with or towards whom; where both sides act they stand side by side. A side that is empty is left out."""
    named = (", ".join(map(names, side)) for side in sides if side)
    return (", " if type in RECIPROCAL else " → ").join(named)


def span_words(start: date, end: date, time: str, language: str, *, lasts: bool = True) -> str:
    """A span in words: `2017-2018`, `since 30 January 1992`, of what lasts `for January 2018`, else `January 2018`."""
    said = vocabulary().times[language]
    if end == date.max:
        words = said.since.format(time=_point(start, time.partition("/")[0], language))
    elif start == date.min:
        words = said.until.format(time=_point(end, time.partition("/")[2], language))
    elif start.year != end.year:
        words = f"{start.year}-{end.year}"
    else:
        words = _within_year(start, end, said, said.for_month if lasts else said.month)
    return said.about.format(time=words) if "~" in time else words


def _point(day: date, time: str, language: str) -> str:
    said = vocabulary().times[language]
    digits = len(time.rstrip("?~%"))
    of_month = said.of_months[day.month - 1]
    if digits == 4:
        return str(day.year)
    return (said.of_month if digits == 7 else said.day).format(day=day.day, of_month=of_month, year=day.year)


def _within_year(start: date, end: date, said: TimeWords, whole_month: str) -> str:
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole and (start.month, end.month) == (1, 12):
        return str(start.year)
    if start.month == end.month:
        month, of_month = said.months[start.month - 1], said.of_months[start.month - 1]
        if whole:
            return whole_month.format(month=month, year=start.year)
        days = str(start.day) if start == end else f"{start.day}-{end.day}"
        return said.day.format(day=days, of_month=of_month, year=start.year)
    months = said.months[start.month - 1], said.months[end.month - 1]
    return said.months_of_year.format(month=months[0], last_month=months[1], year=start.year)


def time_words(time: str | None, language: str) -> str:
    """An EDTF time of a record in words; the time itself where it has no bounds."""
    if time is None:
        return ""
    first, last = bounds(time)
    if first is None and last is None:
        return time
    return span_words(first or date.min, last or date.max, time, language, lasts="/" in time)
