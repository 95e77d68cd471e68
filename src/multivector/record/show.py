"""Entries as a person reads them: when, who to whom, what, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from multivector.model import Event, Fact
from multivector.record.find import Found

# What a text could steer a terminal with.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def show(found: Iterable[Found], console: Console) -> int:
    """Print entries, an empty line between them; returns how many."""
    count = 0
    for one in found:
        if count:
            console.print()
        console.print(render(one), soft_wrap=True, highlight=False)
        count += 1
    return count


def render(found: Found) -> Text:
    """Three lines: date, parties and type; the sentence with the trigger set off; where it stands."""
    entry = found.entry
    text = Text()
    text.append(_when(found), style="cyan").append("  ")
    text.append_text(_event_line(entry) if isinstance(entry, Event) else _fact_line(entry))
    for note in (entry.status if entry.status != "done" else "", f"{entry.confidence:.2f}"):
        if note:
            text.append(f" · {note}", style="dim")
    text.append("\n  ").append_text(_sentence(found))
    title = f"  {_plain(found.title)}" if found.title else ""
    return text.append(f"\n  {_plain(found.doc)}  {_plain(entry.id)}{title}", style="dim")


def _when(found: Found) -> str:
    if found.entry.time:
        return _plain(found.entry.time)
    return f"(published {_plain(found.published)})" if found.published else "(no date)"


def _event_line(event: Event) -> Text:
    target = f" → {_codes(event.target)}" if event.target else ""
    text = Text(f"{_codes(event.source)}{target}", style="bold").append("  ").append(_plain(event.type), style="green")
    return text.append(f" {_plain(event.mode)}" if event.mode else "")


def _fact_line(fact: Fact) -> Text:
    text = Text(_plain(fact.fact), style="green")
    for slot, value in fact.slots.items():
        if value is not None and value != []:
            text.append(f"  {slot} ", style="dim").append(_codes(value) if isinstance(value, list) else _plain(value))
    return text


def _sentence(found: Found) -> Text:
    """The sentence, its trigger underlined; offsets hold since each character is replaced by one."""
    text = Text(_plain(found.sentence))
    first = found.entry.sentence[0]
    text.stylize("bold underline", max(found.entry.start - first, 0), max(found.entry.end - first, 0))
    return text


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(map(_plain, codes)) or "?"


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)
