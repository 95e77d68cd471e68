"""Reads a YAML data file strictly: plain strings, no key twice, and the line of every value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

_PLAIN = {"missing": "this key is missing", "extra_forbidden": "there is no such key here: correct or remove it"}
Place = tuple[str | int, ...]  # keys and list positions from the root of a file to a value


@dataclass(frozen=True, slots=True, order=True)
class LexiconProblem:
    """Something wrong in a data file, with its place."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class DataFile:
    """The content of a YAML file as mappings, lists and strings, with the line of every value."""

    name: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[LexiconProblem] = field(default_factory=list)

    def problem(self, place: Place, message: str) -> None:
        """Notes an error at a value, or at the nearest value above it that has a line."""
        while place and place not in self.lines:
            place = place[:-1]
        self.problems.append(LexiconProblem(self.name, self.lines.get(place, 1), message))

    def invalid(self, error: ValidationError, above: Place = ()) -> None:
        """Notes every error that pydantic found in the value at `above`, in plain words."""
        for one in error.errors():
            place: Place = (*above, *(part for part in one["loc"] if part != "[key]"))
            message = _PLAIN.get(one["type"], str(one["msg"]).removeprefix("Value error, "))
            self.problem(place, f"{'.'.join(map(str, place))}: {message}" if place else message)


def read_yaml(path: Path | Traversable, name: str) -> DataFile:
    """Reads a file; what is wrong with it stands in `problems`, `data` is None where it is no YAML at all."""
    file = DataFile(name)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except UnicodeDecodeError as error:
        file.problem((), f"not UTF-8 at byte {error.start}: save the file as UTF-8")
        return file
    except yaml.reader.ReaderError as error:
        file.problem(
            (), f"a character that no YAML file may hold (U+{error.character:04X} at {error.position}): remove it"
        )
        return file
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        file.problems.append(LexiconProblem(name, line, f"not YAML: {error.problem}"))
        return file
    file.data = {} if node is None else _value(node, (), file)
    return file


def _value(node: yaml.Node, place: Place, file: DataFile) -> Any:
    file.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, place, file))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, i), file) for i, item in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return str(node.value)


def _pairs(node: yaml.MappingNode, place: Place, file: DataFile) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        file.lines[(*place, key)] = key_node.start_mark.line + 1
        if key in seen:
            file.problem((*place, key), f"'{key}' stands here twice: remove one or rename it")
        seen.add(key)
        value = _value(value_node, (*place, key), file)
        file.lines[(*place, key)] = key_node.start_mark.line + 1
        yield key, value
