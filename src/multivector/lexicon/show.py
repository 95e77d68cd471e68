"""An entry of the lexicon as a person wants to read it."""

from __future__ import annotations

from typing import Any

from multivector.errors import StopRun
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.ontology import MODES, QUAD_OF_TYPE, QUADS, SCORES
from multivector.lexicon.schema import ActorWord, Entry, Frame, TriggerWords

LANGUAGES = {"ru": "Russian", "en": "English", "kk": "Kazakh"}


def show_entry(lexicon: Lexicon, name: str) -> str:
    """The entry of that name as text for rich.

    Raises:
        StopRun: there is no such entry; the message names some that come near.
    """
    if name in lexicon.frames:
        return _frame(lexicon, name, lexicon.frames[name])
    places: list[tuple[str, dict[str, Any]]] = [
        ("operator", lexicon.operators),
        ("role", lexicon.roles),
        ("state", lexicon.states),
        ("organisation", lexicon.organisations),
        ("group", lexicon.groups),
    ]
    for kind, entries in places:
        if name in entries:
            return "\n".join([f"[bold]{name}[/] ({kind})", *_fields(entries[name]), *_leaders(lexicon, name)])
    near = [known for known in _names(lexicon) if name.lower() in known.lower()][:8]
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise StopRun(f"the lexicon has no entry '{name}'{hint}")


def _frame(lexicon: Lexicon, name: str, frame: Frame) -> str:
    file, line = lexicon.lines[name]
    lines = [f"[bold]{name}[/] ({file}:{line})"]
    if frame.type:
        mode = f", mode {frame.mode}" if frame.mode else ""
        score = MODES[frame.type].get(frame.mode or "", SCORES[frame.type])
        lines.append(f"event {frame.type}{mode}: {QUADS[QUAD_OF_TYPE[frame.type]]}, score {score:+g}")
    else:
        fixed = "".join(f", {slot} {value}" for slot, value in frame.fixed.items())
        lines.append(f"fact {frame.fact}{fixed}")
    if frame.context:
        lines.append(f"context: {', '.join(frame.context)}")
    lines += [f"  {slot} is the {' or the '.join(roles)}" for slot, roles in frame.slots.items()]
    for language, spoken in LANGUAGES.items():
        words: list[TriggerWords] = getattr(frame, language)
        if words:
            lines.append(f"{spoken}: {', '.join(_words(entry) for entry in words)}")
    if frame.examples:
        lines.append("examples:")
        lines += [
            f"  «{example.text}» → {(example.event if frame.type else example.fact) or 'nothing'}"
            for example in frame.examples
        ]
    return "\n".join(lines)


def _words(entry: TriggerWords) -> str:
    special = [f"{slot}: {' or '.join(roles)}" for slot, roles in (entry.slots or {}).items()]
    special += [f"mode {entry.mode}"] if entry.mode else []
    return ", ".join(entry.words) + (f" ({'; '.join(special)})" if special else "")


def _fields(entry: Entry) -> list[str]:
    lines = []
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if value not in (None, "", [], {}, False):
            lines.append(f"  {field}: {_value(value)}")
    return lines


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_value(inner) for inner in value)
    if isinstance(value, ActorWord):
        return value.word + (f" ({value.valid})" if value.valid else "")
    return str(value)


def _leaders(lexicon: Lexicon, code: str) -> list[str]:
    lines = []
    for leader in lexicon.leaders.get(code, []):
        name = leader.name.get("en") or next(iter(leader.name.values()))
        terms = "; ".join(f"{term.office} {term.from_ or '..'}/{term.to or '..'}" for term in leader.terms)
        lines.append(f"    {name}: {terms}")
    return ["  leaders:", *lines] if lines else []


def _names(lexicon: Lexicon) -> list[str]:
    return sorted(
        {*lexicon.frames, *lexicon.operators, *lexicon.roles, *lexicon.states, *lexicon.organisations, *lexicon.groups}
    )
