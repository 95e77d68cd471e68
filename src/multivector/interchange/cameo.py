"""CAMEO codes: what they are in PLOVER, and which one an event gets. `data/cameo.yaml` has the codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from multivector.interchange.parties import Party
from multivector.interchange.tables import table
from multivector.lexicon.ontology import STATE_SECTORS
from multivector.model import Event

UNTYPED_ROOTS = ("01", "02")
"""Statements and appeals: PLOVER has no type for them."""
_NO_ROOT = "ASSAULT"  # stands for three roots: 18, 19 and 20
_CONVENTIONAL = "190"


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code with its PLOVER reading and its Goldstein value (-10 conflict to +10 cooperation)."""

    code: str
    says: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float

    @property
    def root(self) -> str:
        """The first two digits, 01 to 20."""
        return self.code[:2]


@cache
def codes() -> dict[str, Cameo]:
    """All CAMEO codes that have a PLOVER type."""
    return {
        code: Cameo(
            code, row["says"], row["type"], row.get("mode"), tuple(row.get("contexts", ())), float(row["goldstein"])
        )
        for code, row in table("cameo")["codes"].items()
    }


def read_code(text: str) -> Cameo | None:
    """The code that `text` means, or the nearest one above it; None for roots without a type.

    A zero that a spreadsheet has eaten is put back (42 is 042). Raises ValueError for what is no CAMEO code.
    """
    code = text.strip().removesuffix(".0")
    if not (code.isascii() and code.isdigit() and 1 <= len(code) <= 4):
        raise ValueError(f"{text!r} is no CAMEO code; give 2 to 4 digits")
    known = _restored(code)
    if known[:2] in UNTYPED_ROOTS:
        return None
    for candidate in _nearest(known, exact=known != code and len(code) > 1):
        if candidate in codes():
            return codes()[candidate]
    raise ValueError(f"there is no CAMEO code {text!r}")


def _nearest(code: str, *, exact: bool) -> tuple[str, ...]:
    return (code,) if exact else (code, code[:3], code[:2] + "0")


def _restored(code: str) -> str:
    """The code with the zero before it that it must have had: roots go to 20, so 42 is 042 and 841 is 0841."""
    return code if len(code) > 1 and code[:2] <= "20" else "0" + code


def root_quad(root: str) -> int:
    """The quad class of a CAMEO root as GDELT counts it: 1 to 5, 6 to 8, 9 to 13, 14 to 20."""
    number = int(root)
    return 1 if number <= 5 else 2 if number <= 8 else 3 if number <= 13 else 4


def code_of(event: Event) -> Cameo | None:
    """The CAMEO code that an event gets; None where type and mode decide not even the root."""
    if event.type == _NO_ROOT and not event.mode:
        return codes()[_CONVENTIONAL] if _is_conventional(event) else None
    contexts = event.contexts if event.type in table("cameo")["contexts_decide"] else ()
    code = _code(event.type, event.mode, tuple(contexts))
    return codes()[code] if code else None


@cache
def _code(type: str, mode: str | None, contexts: tuple[str, ...]) -> str | None:
    data = table("cameo")
    decided: str | None = data["decided"].get(f"{type}/{mode}")
    if decided:
        return decided
    root: str | None = data["roots"].get(type)
    same = [code for code in codes().values() if (code.type, code.mode) == (type, mode)]
    if root:
        same = [code for code in same if code.root == root]
    named = [code for code in same if set(code.contexts) & set(contexts)]
    return _covering(code.code for code in named or same) or (f"{root}0" if root else None)


def _covering(group: Iterable[str]) -> str | None:
    """The deepest code that covers all of a group; None where there is none."""
    listed = list(group)
    common = "".join(chars[0] for chars in takewhile(lambda chars: len(set(chars)) == 1, zip(*listed, strict=False)))
    # The general code of a root ends in 0: 040 covers 042.
    if listed and any(code.endswith("0") and len(code) == 3 for code in listed):
        common = common[:2]
    if len(common) >= 3:
        return common if common in codes() else common[:3]
    return f"{common}0" if len(common) == 2 and f"{common}0" in codes() else None


def _is_conventional(event: Event) -> bool:
    """Force whose form is not told: conventional where it is military or between states; else nothing decides."""
    sides = [[Party.of(code) for code in side] for side in (event.source, event.target)]
    states = all(side and all(party.state and party.sector in STATE_SECTORS | {""} for party in side) for side in sides)
    return "military" in event.contexts or states
