"""Loads the data files into one `Lexicon`, reporting every error with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from multivector.errors import StopRun
from multivector.lexicon.ontology import NO_STATE
from multivector.lexicon.schema import Frame, Grammar, Leader, Operator, Organisation, RoleNoun, State
from multivector.lexicon.yamlfile import DataFile, LexiconProblem, Place, read_yaml

Model = TypeVar("Model", bound=BaseModel)


class LexiconError(StopRun):
    """The data files contradict their layout; `problems` has all errors."""

    def __init__(self, problems: list[LexiconProblem]) -> None:
        super().__init__(problems)
        self.problems = sorted(problems)

    def __str__(self) -> str:
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        return f"the lexicon has {len(self.problems)} error(s); correct these lines:\n{listed}"


@dataclass
class Lexicon:
    """All that is known, by id. Read-only once loaded."""

    states: dict[str, State] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Organisation] = field(default_factory=dict)
    roles: dict[str, RoleNoun] = field(default_factory=dict)
    leaders: dict[str, list[Leader]] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    operators: dict[str, Operator] = field(default_factory=dict)
    grammars: dict[str, Grammar] = field(default_factory=dict)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)  # frame -> file, line
    fingerprint: str = ""  # changes whenever a data file does

    def organisation_code(self, key: str) -> str:
        """The code under which an organisation, body or group is recorded."""
        entry = self.organisations.get(key) or self.groups[key]
        return entry.code or key


def data_folder() -> Traversable:
    """The data files that ship with the package."""
    return files("multivector.lexicon") / "data"


@cache
def default_lexicon() -> Lexicon:
    """The lexicon that ships with the package, loaded once."""
    return load_lexicon(data_folder())


def load_lexicon(folder: str | Path | Traversable) -> Lexicon:
    """Loads a lexicon from a folder laid out as `docs/lexicon.md` says.

    Raises:
        LexiconError: with every error of every file.
    """
    lexicon, problems = read_lexicon(Path(folder) if isinstance(folder, str) else folder)
    if problems:
        raise LexiconError(problems)
    return lexicon


def read_lexicon(folder: Path | Traversable) -> tuple[Lexicon, list[LexiconProblem]]:
    """What could be read, and what is wrong with the rest."""
    lexicon, problems, digest = Lexicon(), [], hashlib.sha256()
    for path, name in _data_files(folder):
        digest.update(name.encode() + path.read_bytes())
        file = read_yaml(path, name)
        if file.data is not None:
            _take(file, lexicon)
        problems += file.problems
    lexicon.fingerprint = digest.hexdigest()[:16]
    if not lexicon.frames and not problems:
        problems.append(
            LexiconProblem(str(folder), 1, "no frames/*.yaml here: this is no lexicon, see docs/lexicon.md")
        )
    problems += _dangling(lexicon)
    return lexicon, problems


def _data_files(folder: Path | Traversable, prefix: str = "") -> Iterator[tuple[Path | Traversable, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _data_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield entry, prefix + entry.name


def _take(file: DataFile, lexicon: Lexicon) -> None:
    """Puts the entries of one file in their place."""
    folder, _, stem = file.name.removesuffix(".yaml").rpartition("/")
    match folder, stem:
        case "frames", _:
            frames = _entries(file, Frame)
            for name, frame in frames.items():
                if name in lexicon.frames:
                    file.problem((name,), f"frame '{name}' stands in {lexicon.lines[name][0]} too: rename one")
                lexicon.frames[name] = frame
                lexicon.lines[name] = (file.name, file.lines[(name,)])
        case "actors", "states":
            lexicon.states = _entries(file, State)
        case "actors", "organisations":
            lexicon.organisations = _entries(file, Organisation)
        case "actors", "groups":
            lexicon.groups = _entries(file, Organisation)
        case "actors", "roles":
            lexicon.roles = _entries(file, RoleNoun)
        case "actors/leaders", _:
            if not isinstance(file.data, dict):
                file.problem((), "the file must be a mapping of codes to lists of leaders")
                return
            for code, leaders in file.data.items():
                found = [_entry(file, Leader, leader, (code, i)) for i, leader in enumerate(leaders or [])]
                lexicon.leaders.setdefault(code, []).extend(leader for leader in found if leader)
        case "", "operators":
            lexicon.operators = _entries(file, Operator)
        case "grammar", language:
            grammar = _entry(file, Grammar, file.data, ())
            if grammar:
                lexicon.grammars[language] = grammar
        case "time", _:
            pass  # the time grammar reads its own files
        case _:
            file.problem((), "no such file in a lexicon: see docs/lexicon.md for the files there are")


def _entries(file: DataFile, model: type[Model]) -> dict[str, Model]:
    if not isinstance(file.data, dict):
        file.problem((), "the file must be a mapping of ids to entries")
        return {}
    entries = {key: _entry(file, model, value, (key,)) for key, value in file.data.items()}
    return {key: entry for key, entry in entries.items() if entry is not None}


def _entry(file: DataFile, model: type[Model], value: Any, place: Place) -> Model | None:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        file.invalid(error, place)
        return None


def _dangling(lexicon: Lexicon) -> list[LexiconProblem]:
    """Codes that are used and nowhere defined."""
    known = lexicon.states.keys() | lexicon.organisations.keys()
    problems = [
        LexiconProblem("actors/leaders", 1, f"'{code}' is neither a state nor an organisation of the lexicon")
        for code in lexicon.leaders.keys() - known
        if known
    ]
    for key, organisation in (*lexicon.organisations.items(), *lexicon.groups.items()):
        state = (organisation.code or "").partition(".")[0]
        if organisation.part_of and organisation.part_of not in known:
            problems.append(
                LexiconProblem(
                    "actors/organisations.yaml", 1, f"{key} is part of '{organisation.part_of}', which is unknown"
                )
            )
        if state and state != NO_STATE and state not in known:
            problems.append(
                LexiconProblem(
                    "actors/groups.yaml", 1, f"{key} has the code '{organisation.code}', whose state is unknown"
                )
            )
    return problems
