"""Which acts serve which priorities of a strategy, and by which rule.

The cheap conditions come first: type, mode, contexts, frame and slots are decided once for each combination that
occurs, then the partners; sentences are searched only in the acts that are left.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import reduce
from operator import or_

import polars as pl

from multivector.analysis.acts import SLOTS
from multivector.analysis.strategy import ORGANISATIONS, STATES, Rule, Strategy

_LETTERS = 6  # of a word are looked for in the first pass: a smaller automaton is faster
GIVEN = "*"  # a slot that is filled, with whatever
_KEYS = ("type", "mode", "frame", "contexts", "fact", *SLOTS)


def serving(acts: pl.DataFrame, strategy: Strategy, organisations: Collection[str]) -> pl.DataFrame:
    """The rules that each act fits.

    Args:
        acts: what `acts.events_of` or `acts.facts_of` gave.
        strategy: whose rules are asked.
        organisations: the codes of organisations; any other code without a sector is a state.

    Returns:
        `row, rule`: the number of the act and of the rule as `Strategy.rules` counts them.
    """
    forms, partners = _Forms(acts), _Partners(acts, strategy, organisations)
    rules = [rule for _, rule in strategy.rules()]
    fits = []
    for rule in rules:
        fit = forms.fitting(rule)
        if rule.side == "source":
            fit &= acts["own"]
        if rule.partners:
            fit &= partners.among(rule.partners, rule.other_than)
        fits.append(fit)
    searched = _any([fit for fit, rule in zip(fits, rules, strict=True) if rule.words or rule.unless], acts.height)
    sentences = _Sentences(acts["sentence"], searched.arg_true(), strategy)
    found = [pl.DataFrame(schema={"row": pl.UInt32, "rule": pl.UInt16})]
    for number, (fit, rule) in enumerate(zip(fits, rules, strict=True)):
        if rule.words:
            fit &= sentences.having(rule.words)
        if rule.unless:
            fit &= ~sentences.having(rule.unless)
        found.append(fit.arg_true().to_frame("row").with_columns(rule=pl.lit(number, pl.UInt16)))
    return pl.concat(found).sort("row", "rule")


class _Forms:
    """Acts by type, mode, contexts, frame and slots: each combination is compared with a rule once."""

    def __init__(self, acts: pl.DataFrame) -> None:
        keys = [key for key in _KEYS if key in acts.columns]
        forms = acts.select(*keys, form=pl.struct(keys).hash())  # far cheaper to compare than the columns themselves
        self._distinct = forms.unique("form").with_row_index("number")
        numbers = self._distinct.select("form", "number")
        self._number = forms.select("form").join(numbers, on="form", how="left", maintain_order="left")["number"]

    def fitting(self, rule: Rule) -> pl.Series:
        is_fact = "fact" in self._distinct.columns
        conditions = _fact_conditions(rule) if is_fact else _event_conditions(rule)
        fits = self._distinct.select(pl.all_horizontal(conditions).fill_null(False)).to_series()
        return fits.gather(self._number)


def _event_conditions(rule: Rule) -> list[pl.Expr]:
    conditions = [pl.col("type").is_in(rule.types)]
    for column, allowed in (("mode", rule.modes), ("frame", rule.frames)):
        if allowed:
            conditions.append(pl.col(column).is_in(allowed))
    if rule.contexts:
        conditions.append(pl.any_horizontal(pl.col("contexts").list.contains(context) for context in rule.contexts))
    return conditions


def _fact_conditions(rule: Rule) -> list[pl.Expr]:
    conditions = [pl.col("fact").is_in(rule.facts)]
    if rule.frames:
        conditions.append(pl.col("frame").is_in(rule.frames))
    for slot, allowed in rule.slots.items():
        conditions.append(pl.any_horizontal(_filled(pl.col(slot), value) for value in allowed))
    return conditions


def _filled(slot: pl.Expr, value: str) -> pl.Expr:
    """Whether a slot holds a value: `*` anything, `states` the code of a state or of a party in it."""
    if value == GIVEN:
        return slot.is_not_null()
    return slot.str.contains(r"^[A-Z]{3}(\.[A-Z]{3})?$") if value == STATES else slot == value


class _Partners:
    """Acts by partner; each set of codes is looked up once."""

    def __init__(self, acts: pl.DataFrame, strategy: Strategy, organisations: Collection[str]) -> None:
        self._height, self._strategy, self._organisations = acts.height, strategy, organisations
        pairs = acts.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"), "partners").explode("partners")
        self._pairs = pairs.drop_nulls()
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], pl.Series] = {}

    def among(self, names: list[str], other_than: list[str]) -> pl.Series:
        """Whether some partner is among `names` and not among `other_than`."""
        key = (tuple(names), tuple(other_than))
        if key not in self._known:
            rows = self._pairs.filter(self._is(names) & ~self._is(other_than))["row"]
            self._known[key] = _mask(rows, self._height)
        return self._known[key]

    def _is(self, names: list[str]) -> pl.Expr:
        codes, code = self._strategy.members(names), pl.col("partners")
        condition = code.is_in(sorted(codes - {STATES, ORGANISATIONS}))
        organisation = code.is_in(sorted(self._organisations))
        if ORGANISATIONS in codes:
            condition |= organisation
        if STATES in codes:
            condition |= ~organisation & ~code.str.contains(".", literal=True)
        return condition


class _Sentences:
    """Acts by the words of their sentences: one pass for the beginnings of all words, then each list where one is."""

    def __init__(self, sentences: pl.Series, rows: pl.Series, strategy: Strategy) -> None:
        self._height = sentences.len()
        beginnings = _beginnings(strategy)
        searched = pl.DataFrame({"row": rows, "sentence": sentences.gather(rows)})
        patterns = beginnings["beginning"].unique().implode()
        near = searched.filter(pl.col("sentence").str.contains_any(patterns))
        met = near.select("row", beginning=pl.col("sentence").str.extract_many(patterns, overlapping=True))
        pairs = met.explode("beginning").join(beginnings, on="beginning").select("row", "list").unique()
        self._having = {}
        for name in strategy.words:
            some = pairs.filter(pl.col("list") == name)["row"]
            exact = sentences.gather(some).str.contains(pattern(words_of(strategy, [name])))
            self._having[name] = _mask(some.filter(exact), self._height)

    def having(self, names: list[str]) -> pl.Series:
        """Whether the sentence of each act has a word of one of the lists."""
        return _any([self._having[name] for name in names], self._height)


def _mask(rows: pl.Series, height: int) -> pl.Series:
    return pl.repeat(False, height, dtype=pl.Boolean, eager=True).scatter(rows, True)


def _any(masks: list[pl.Series], height: int) -> pl.Series:
    return reduce(or_, masks, pl.repeat(False, height, dtype=pl.Boolean, eager=True))


def words_of(strategy: Strategy, names: list[str]) -> list[str]:
    """The words of some lists, in all languages."""
    return sorted({word for name in names for words in strategy.words[name].values() for word in words})


def pattern(words: list[str]) -> str:
    r"""A regular expression for any of some words, the first group being what stands in the text.

    It has no \b, with which Rust's engine is ten times slower in texts that are not ASCII.
    """
    alternatives = [
        re.escape(word.removesuffix("*")) + (r"[\p{L}\p{N}]*" if word.endswith("*") else "") for word in words
    ]
    return rf"(?i)(?:^|[^\p{{L}}\p{{N}}])({'|'.join(alternatives)})(?:$|[^\p{{L}}\p{{N}}])"


def _beginnings(strategy: Strategy) -> pl.DataFrame:
    """How words may begin in a sentence - small, as its first word, in capitals - and in which `list` they stand."""
    pairs = {
        (form[:_LETTERS], name)
        for name in strategy.words
        for word in words_of(strategy, [name])
        for plain in (word.removesuffix("*"),)
        for form in (plain, plain[:1].upper() + plain[1:], plain.upper(), plain.title())
    }
    return pl.DataFrame(sorted(pairs), schema={"beginning": pl.String, "list": pl.String}, orient="row")
