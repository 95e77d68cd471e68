"""Which acts serve which priorities of a strategy, and by which rule.

The cheap conditions come first: type, mode, contexts, frame and slots are decided once for each combination that
occurs, then the partners; sentences are searched only in the acts that are left.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import polars as pl

from multivector.analysis.acts import SLOTS
from multivector.analysis.strategy import ORGANISATIONS, STATES, Rule, Strategy

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
    forms, partners, sentences = _Forms(acts), _Partners(acts, strategy, organisations), _Sentences(acts, strategy)
    found = [pl.DataFrame(schema={"row": pl.UInt32, "rule": pl.UInt16})]
    for number, (_, rule) in enumerate(strategy.rules()):
        fits = forms.fitting(rule)
        if rule.side == "source":
            fits &= acts["own"]
        if rule.partners:
            fits &= partners.among(rule.partners, rule.other_than)
        rows = sentences.left(fits.arg_true(), rule)
        found.append(rows.to_frame("row").with_columns(rule=pl.lit(number, pl.UInt16)))
    return pl.concat(found).sort("row", "rule")


class _Forms:
    """Acts by type, mode, contexts, frame and slots: each combination is compared with a rule once."""

    def __init__(self, acts: pl.DataFrame) -> None:
        keys = [key for key in _KEYS if key in acts.columns]
        self._distinct = acts.select(keys).unique(maintain_order=False).with_row_index("form")
        self._form = acts.select(keys).join(self._distinct, on=keys, how="left", nulls_equal=True, maintain_order="left")["form"]

    def fitting(self, rule: Rule) -> pl.Series:
        is_fact = "fact" in self._distinct.columns
        conditions = _fact_conditions(rule) if is_fact else _event_conditions(rule)
        fits = self._distinct.select(pl.all_horizontal(conditions).fill_null(False)).to_series()
        return fits.gather(self._form)


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
            hit = pl.repeat(False, self._height, eager=True)
            self._known[key] = hit.scatter(rows.unique(), True)
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
    """Acts by the words of their sentences; each is searched for each list of words once at most."""

    def __init__(self, acts: pl.DataFrame, strategy: Strategy) -> None:
        self._sentences, self._strategy = acts["sentence"], strategy

    def left(self, rows: pl.Series, rule: Rule) -> pl.Series:
        """Of some acts those whose sentence has a word that the rule asks for, and none that rules it out."""
        if rule.words:
            rows = rows.filter(self._has(rows, rule.words))
        if rule.unless:
            rows = rows.filter(~self._has(rows, rule.unless))
        return rows

    def _has(self, rows: pl.Series, names: list[str]) -> pl.Series:
        words = words_of(self._strategy, names)
        sentences = self._sentences.gather(rows)
        near = sentences.str.contains_any(_beginnings(words))  # one pass for all words; what is left is few
        hits = near.arg_true()
        exact = sentences.gather(hits).str.contains(pattern(words))
        return near.clear(near.len()).fill_null(False).scatter(hits.filter(exact), True)


def words_of(strategy: Strategy, names: list[str]) -> list[str]:
    """The words of some lists, in all languages."""
    return sorted({word for name in names for words in strategy.words[name].values() for word in words})


def pattern(words: list[str]) -> str:
    r"""A regular expression for any of some words, the first group being what stands in the text.

    It has no \b, with which Rust's engine is ten times slower in texts that are not ASCII.
    """
    alternatives = [re.escape(word.removesuffix("*")) + (r"[\p{L}\p{N}]*" if word.endswith("*") else "") for word in words]
    return rf"(?i)(?:^|[^\p{{L}}\p{{N}}])({'|'.join(alternatives)})(?:$|[^\p{{L}}\p{{N}}])"


def _beginnings(words: list[str]) -> list[str]:
    """The words as they stand in a sentence, at its beginning, and in capitals."""
    plain = {word.removesuffix("*") for word in words}
    return sorted({form for word in plain for form in (word, word[:1].upper() + word[1:], word.upper(), word.title())})
