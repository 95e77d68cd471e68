"""Template tags of review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import translation
from django.utils.translation import gettext as _

from multivector.observatory.archive import archive
from multivector.observatory.core.labels import actor_label, kind_label, label
from multivector.observatory.review.words import SLOTS, VALUES
from multivector.record.schema import ACTOR_SLOTS

register = template.Library()
_HOLD_CODES = {slot for slots in ACTOR_SLOTS.values() for slot in slots} - {"place"}


@register.filter
def correction(said: Mapping[str, Any]) -> str:
    """What a correction says, in words: `agreement; Kazakhstan → Russia; 2017-05`."""
    language = (translation.get_language() or "en")[:2]
    parts = []
    if "type" in said:
        parts.append(kind_label(said["type"], language))
    if "source" in said or "target" in said:
        sides = (said.get(side) for side in ("source", "target"))
        parts.append(" → ".join("…" if side is None else _names(side, language) or "-" for side in sides))
    for slot, value in (said.get("slots") or {}).items():
        if value:
            words = _names(value, language) if slot in _HOLD_CODES else str(VALUES.get(_plain(value), _plain(value)))
            parts.append(f"{SLOTS[slot]}: {words}")
    if "time" in said:
        parts.append(said["time"] or _("time not known"))
    if "status" in said:
        parts.append(label("statuses", said["status"], language))
    return "; ".join(parts)


def _names(codes: Any, language: str) -> str:
    store = archive()
    return ", ".join(actor_label(store, code, language) for code in ([codes] if isinstance(codes, str) else codes))


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
