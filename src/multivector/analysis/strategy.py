"""A strategy: what a state says that it wants, as a tree of areas and priorities in a YAML file.

`docs/strategies.md` describes the layout. Everything that a strategy needs to know stands in its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from multivector.analysis.acts import SLOTS
from multivector.errors import StopRun
from multivector.lexicon import Lexicon
from multivector.lexicon.ontology import CONTEXTS, FACTS, MODES, NO_STATE
from multivector.lexicon.schema import EventType, Interval, Language
from multivector.lexicon.yamlfile import DataFile, LexiconProblem, Place, read_yaml

STATES, ORGANISATIONS = "states", "organisations"
"""Groups that every strategy has: all states, all organisations."""

_NO_ACTS = frozenset({"office"})  # who holds an office is nothing that a state does
_ALL_MODES = frozenset(mode for modes in MODES.values() for mode in modes)


class StrategyError(StopRun):
    """A strategy file contradicts its layout; `problems` has all errors with their lines."""

    def __init__(self, problems: list[LexiconProblem]) -> None:
        super().__init__(problems)
        self.problems = sorted(problems)

    def __str__(self) -> str:
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        return f"the strategy has {len(self.problems)} error(s); correct these lines:\n{listed}"


def _one_of(allowed: frozenset[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"'{value}' is no {what}: use one of {', '.join(sorted(allowed))}")
        return value

    return AfterValidator(check)


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        raise ValueError(f"'{value}' is no id: write small Latin letters, digits and _")
    return value


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Z0-9]+(\.[A-Z]{3})?|---", value):
        raise ValueError(f"'{value}' is no code of an actor: write it as in the record's table of actors")
    return value


def _words(value: str) -> str:
    if not re.fullmatch(r"[^\W_]+([ '’-][^\W_]+)*\*?", value):
        raise ValueError(f"'{value}': write words with blanks between them, and * only at the end")
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Name = Annotated[str, AfterValidator(_name)]
Code = Annotated[str, AfterValidator(_code)]
Texts = Annotated[dict[Language, str], Field(min_length=1)]
Said = Annotated[Texts, BeforeValidator(lambda value: {"en": value} if isinstance(value, str) else value)]
Names = Annotated[list[str], BeforeValidator(_listed)]
WordList = dict[Language, list[Annotated[str, AfterValidator(_words)]]]


class _Layout(BaseModel):
    """Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Layout):
    """What counts as serving a priority: an entry that fits all keys, each by one of its values."""

    why: Said
    types: Annotated[list[EventType], BeforeValidator(_listed)] = []
    modes: list[Annotated[str, _one_of(_ALL_MODES, "PLOVER mode")]] = []
    contexts: list[Annotated[str, _one_of(CONTEXTS, "PLOVER context")]] = []
    frames: Names = []
    facts: list[Annotated[str, _one_of(frozenset(FACTS) - _NO_ACTS, "kind of fact")]] = []
    slots: dict[str, Names] = {}
    partners: Names = []
    other_than: Names = []
    words: Names = []
    unless: Names = []
    side: Literal["either", "source"] = "either"

    @model_validator(mode="after")
    def _fits(self) -> Rule:
        if not self.types and not self.facts:
            raise ValueError("say which events (types) or which facts (facts) it is about")
        for key, needed in (("modes", "types"), ("contexts", "types"), ("slots", "facts")):
            if getattr(self, key) and not getattr(self, needed):
                raise ValueError(f"'{key}' needs '{needed}'")
        known = {slot for kind in self.facts for slot in FACTS[kind] if slot in SLOTS}
        for slot in self.slots.keys() - known:
            raise ValueError(f"'{slot}' is no slot of {', '.join(self.facts)}: use one of {', '.join(sorted(known))}")
        if self.other_than and not self.partners:
            raise ValueError("'other_than' needs 'partners'")
        return self


class Priority(_Layout):
    """One thing that the state declares it wants; without rules nothing is counted for it."""

    id: Name
    title: Texts
    description: Texts | None = None
    serves: list[Rule] = []


class Area(_Layout):
    """Priorities that belong together."""

    id: Name
    title: Texts
    priorities: Annotated[list[Priority], Field(min_length=1)]


class Strategy(_Layout):
    """A strategy as its file says it."""

    title: Texts
    state: Code
    period: Interval | None = None
    source: str = ""
    groups: dict[Name, list[Code]] = {}
    words: dict[Name, WordList] = {}
    areas: Annotated[list[Area], Field(min_length=1)]

    def priorities(self) -> list[Priority]:
        """All priorities in the order of the file."""
        return [priority for area in self.areas for priority in area.priorities]

    def rules(self) -> Iterator[tuple[Priority, Rule]]:
        """All rules in the order of the file, each with the priority it serves."""
        return ((priority, rule) for priority in self.priorities() for rule in priority.serves)

    def members(self, names: list[str]) -> set[str]:
        """The codes that names of groups and codes stand for, `states` and `organisations` left as they are."""
        return {code for name in names for code in self.groups.get(name, [name])}


def title(texts: dict[Language, str], language: Language = "en") -> str:
    """The text in a language, or in the first of en, ru, kk that it has."""
    return next(texts[one] for one in (language, "en", "ru", "kk") if one in texts)


def load_strategy(source: str | Path | Traversable, lexicon: Lexicon | None = None) -> Strategy:
    """The strategy in a file, or a shipped one by its name.

    Args:
        source: the file, or the name.
        lexicon: where given, frames and codes that it does not have are errors too.

    Raises:
        StopRun: there is no such file and no shipped strategy of that name.
        StrategyError: with every error of the file.
    """
    path = _shipped().get(source) if isinstance(source, str) else source
    path = Path(source) if path is None and isinstance(source, str) else path
    assert path is not None
    if not path.is_file():
        raise StopRun(f"{source}: no such file, and no strategy that ships: use a path or one of {_known()}")
    file = read_yaml(path, str(source))
    strategy = _strategy(file) if file.data is not None else None
    if strategy is not None:
        _check_names(file, strategy)
        if lexicon is not None:
            _check_lexicon(file, strategy, lexicon)
    if file.problems or strategy is None:
        raise StrategyError(file.problems)
    return strategy


def strategy_of(state: str) -> Strategy:
    """The shipped strategy of a state. Raises StopRun where none ships."""
    found = next((strategy for strategy in shipped_strategies() if strategy.state == state), None)
    if found is None:
        raise StopRun(
            f"no strategy of {state} ships: write one (docs/strategies.md) and give it with --strategy FILE, "
            f"or use one of {_known()}"
        )
    return found


def shipped_strategies() -> list[Strategy]:
    """All strategies that ship with the package."""
    return [load_strategy(path) for path in _shipped().values()]


def _shipped() -> dict[str, Traversable]:
    folder = files("multivector.analysis") / "data" / "strategies"
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return {path.name.removesuffix(".yaml"): path for path in paths if path.name.endswith(".yaml")}


def _known() -> str:
    return ", ".join(_shipped())


def _strategy(file: DataFile) -> Strategy | None:
    try:
        return Strategy.model_validate(file.data)
    except ValidationError as error:
        file.invalid(error)
        return None


def _check_names(file: DataFile, strategy: Strategy) -> None:
    """Ids that stand twice, and names of groups and words that are nowhere listed."""
    seen: set[str] = set()
    for a, area in enumerate(strategy.areas):
        for p, priority in enumerate(area.priorities):
            if priority.id in seen:
                file.problem(("areas", a, "priorities", p, "id"), f"'{priority.id}' stands here twice: rename one")
            seen.add(priority.id)
    for place, rule in _placed_rules(strategy):
        _check_rule(file, strategy, rule, place)


def _check_rule(file: DataFile, strategy: Strategy, rule: Rule, place: Place) -> None:
    groups = strategy.groups.keys() | {STATES, ORGANISATIONS}
    for key in ("partners", "other_than"):
        for name in getattr(rule, key):
            if name not in groups and not name.isupper():
                file.problem((*place, key), f"'{name}' is no group: list it under 'groups', or write a code")
    for key in ("words", "unless"):
        for name in getattr(rule, key):
            if name not in strategy.words:
                file.problem((*place, key), f"'{name}' is no list of words: write it under 'words'")


def _check_lexicon(file: DataFile, strategy: Strategy, lexicon: Lexicon) -> None:
    """Codes and frames that the lexicon does not have: no entry would ever carry them."""
    codes = lexicon.states.keys() | lexicon.organisations.keys() | {NO_STATE}
    named: list[tuple[Place, str]] = [(("state",), strategy.state)]
    named += [(("groups", name, i), code) for name, group in strategy.groups.items() for i, code in enumerate(group)]
    for place, rule in _placed_rules(strategy):
        for key in ("partners", "other_than"):
            listed = [code for code in getattr(rule, key) if code.isupper()]
            named += [((*place, key), code) for code in listed]
        for frame in rule.frames:
            if frame not in lexicon.frames:
                file.problem((*place, "frames"), f"'{frame}' is no frame: see `multivector lexicon show`")
    for place, code in named:
        if code.partition(".")[0] not in codes:
            file.problem(place, f"'{code}' is no code of the lexicon: see `multivector lexicon show`")


def _placed_rules(strategy: Strategy) -> Iterator[tuple[Place, Rule]]:
    for a, area in enumerate(strategy.areas):
        for p, priority in enumerate(area.priorities):
            for r, rule in enumerate(priority.serves):
                yield ("areas", a, "priorities", p, "serves", r), rule
