"""PLOVER: JSON lines, one event a line, compound actors as lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from multivector.edtf import is_valid
from multivector.interchange import incoming, outgoing
from multivector.interchange.incoming import Incoming, NotAnEvent, RowError
from multivector.interchange.outgoing import Outgoing
from multivector.interchange.parties import Party, chunks, organisation_name, resolved, spot
from multivector.interchange.tables import table
from multivector.interchange.tally import Tally
from multivector.lexicon.ontology import QUAD_OF_TYPE
from multivector.model import CodedDocument, Span, Status, TimeSource

AUXILIARY_MODES = {"planned": "future", "possible": "hypothetical", "denied": "negation"}
"""Status of an event -> PLOVER's auxiliary mode, from section "Modes" of its codebook."""
_STATUS = {mode: status for status, mode in AUXILIARY_MODES.items()}
# What the comment of our own lines says, and whether a value can be one.
_SOUND: dict[str, Callable[[str], object]] = {
    "status": lambda value: value in get_args(Status),
    "time": is_valid,
    "time_source": lambda value: value in get_args(TimeSource),
    "confidence": re.compile(r"0\.\d+|1\.0+|[01]").fullmatch,
    "frame": bool,
    "published": incoming.day_or_none,
}
_OURS = tuple(_SOUND)
_COMMENT = re.compile(rf"(?:(?:{'|'.join(_OURS)})=\S*(?: |$))+")


_LETTERS = re.compile(r"(?:---\.)?[A-Z]{3}(?:[ .;,/_-]*[A-Z]{3})*")  # a state's code and those of sectors


def write(documents: Iterable[CodedDocument], tally: Tally) -> Iterator[str]:
    """A line for each event; nothing but facts and undated events is left out."""
    for coded in documents:
        for item in outgoing.outgoing(coded, tally, real_only=False):
            tally.events += 1
            yield json.dumps(_object(item), ensure_ascii=False)


def _object(item: Outgoing) -> dict[str, Any]:
    event, (first, last) = item.event, item.event.sentence
    modes = [event.mode, AUXILIARY_MODES.get(event.status)]
    optional = {
        "enddate": item.last.isoformat() if item.last else None,
        "recipient": _entities(item, "target"),
        "event_loc": _location(item),
        "event_text": [event.trigger],
        "quad_code": QUAD_OF_TYPE[event.type],
        "event_scale": outgoing.score(event.type, event.mode),
        "mode": [mode for mode in modes if mode],
        "context": sorted(event.contexts),
        "link": item.document.url,
        "text": outgoing.sentence(item),
        "text_info": {"start": first, "end": last, "selector": _selectors(item)},
        "cite_info": _citation(item),
        "coder": "Multivector",
        "comment": _comment(item),
    }
    required = {
        "id": event.id,
        "date": item.day.isoformat(),
        "actor": _entities(item, "source"),
        "event": [event.type],
    }
    return {**required, **{key: value for key, value in optional.items() if value not in (None, [], {})}}


def _entities(item: Outgoing, slot: str) -> list[dict[str, str]]:
    codes = item.event.source if slot == "source" else item.event.target
    entities = [_entity(Party.of(code)) for code in codes]
    if len(entities) == 1 and (told := outgoing.words(item, slot)):
        entities[0]["entity_text"] = told
    return entities


def _entity(party: Party) -> dict[str, str]:
    """Code, sector and English name; an organisation has PLOVER's international code."""
    if party.organisation:
        return {"code": _international(party), "identifier_text": organisation_name(party.organisation)}
    given = {"code": party.state, "sector": party.sector, "identifier_text": party.name}
    return {key: value for key, value in given.items() if value}


def _international(party: Party) -> str:
    codes = {ours: code for code, ours in table("actors")["international"].items()}
    return "NGO" if party.is_ngo else str(codes.get(party.organisation, "IGO"))


def _location(item: Outgoing) -> dict[str, str]:
    if not item.event.place:
        return {}
    state = spot(item.event.place).state
    given = {"extracted_place": outgoing.words(item, "place"), "resolved_place": item.event.place}
    return {key: value for key, value in {**given, "country_code": state}.items() if value}


def _selectors(item: Outgoing) -> list[dict[str, Any]]:
    """W3C text position selectors into the document, each with the slot that the words fill."""
    spans = {"trigger": (item.event.start, item.event.end), **item.event.evidence}
    return [
        {"type": "TextPositionSelector", "slot": slot, "start": start, "end": end}
        for slot, (start, end) in spans.items()
    ]


def _citation(item: Outgoing) -> dict[str, str]:
    document = item.document
    given = {
        "citation": document.id,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "publication": document.source,
    }
    return {key: value for key, value in given.items() if value}


def _comment(item: Outgoing) -> str:
    event = item.event
    values = {
        **{name: getattr(event, name) for name in ("status", "time", "time_source", "frame")},
        "confidence": f"{event.confidence:.3f}",
        "published": item.document.published,
    }
    return " ".join(f"{name}={''.join(str(values[name]).split())}" for name in _OURS if values[name])


def read(row: Mapping[str, Any]) -> list[Incoming]:
    """The events of a JSON object: one for each type in `event`. Raises RowError and NotAnEvent."""
    if not any(name in row for name in ("event", "actor", "source", "date")):
        raise NotAnEvent("object(s) without an event")
    types = _texts(row.get("event"))
    if not types:
        raise RowError("has no `event`; give its PLOVER type")
    ours, cite, text = _ours(row), _mapping(row.get("cite_info")), _text(row.get("text"))
    modes = _texts(row.get("mode"))
    told = Incoming(
        form="plover",
        story=_story(row, cite),
        original=str(row.get("id") or ""),
        source=_parties(row.get("actor", row.get("source"))),
        target=_parties(row.get("recipient", row.get("target"))),
        time=ours.get("time") or _time(row),
        time_source=ours.get("time_source", "published" if text else "text"),
        published=ours.get("published"),
        status=next((_STATUS[mode] for mode in modes if mode in _STATUS), ours.get("status", "done")),
        confidence=float(ours.get("confidence") or incoming.CONFIDENCE),
        frame=ours.get("frame", ""),
        place=_place(_mapping(row.get("event_loc"))),
        contexts=incoming.read_contexts(_texts(row.get("context"))),
        text=text,
        spans=_spans(row, text) if text else {},
        publisher=_text(cite.get("publication")),
        url=_text(row.get("link")) or _text(cite.get("url")),
        title=_text(cite.get("title")),
        language=next(iter(re.findall(r"^[a-z]{2}$", _text(cite.get("language")) or "")), None),
    )
    return [incoming.typed(told, type, [mode for mode in modes if mode not in _STATUS]) for type in types]


def _story(row: Mapping[str, Any], cite: Mapping[str, Any]) -> str:
    info = _mapping(row.get("text_info"))
    keys = (cite.get("citation"), cite.get("url"), row.get("link"), info.get("text_story"), row.get("id"))
    return next((str(key) for key in keys if key), "")


def _ours(row: Mapping[str, Any]) -> dict[str, str]:
    """What the comment of a line that we wrote says."""
    comment = row.get("comment")
    if row.get("coder") != "Multivector" or not isinstance(comment, str) or not _COMMENT.fullmatch(comment):
        return {}
    told = dict(part.split("=", 1) for part in comment.split() if not part.endswith("="))
    return {name: value for name, value in told.items() if _SOUND[name](value)}


def _time(row: Mapping[str, Any]) -> str:
    """The day, or the interval up to `enddate`."""
    day = incoming.read_day(row.get("date"))
    last = incoming.read_day(row["enddate"]) if row.get("enddate") else day
    return f"{day}/{last}" if last > day else day


def _parties(value: Any) -> tuple[Party, ...]:
    found = [_read_entity(entity) for entity in (value if isinstance(value, list) else [value]) if entity]
    return tuple(dict.fromkeys(party for party in found if party))


def _read_entity(entity: Any) -> Party | None:
    """An entity as an object, or as a code: `USA`, `USA GOV`, `USAGOV`, `USA.GOV`."""
    if isinstance(entity, Mapping):
        names = [str(entity.get(key) or "") for key in ("identifier_text", "entity_text", "actor_text", "name")]
        sectors = _texts(entity.get("sector"))
        code = " ".join(_texts(entity.get("code"))) or " ".join(_texts(entity.get("actor")))
    else:
        names, sectors, code = [str(entity)], [], str(entity).strip()
    pieces = chunks(re.sub(r"[^A-Z]", "", code)) if _LETTERS.fullmatch(code) else [code]
    return resolved(pieces[0], next(iter([*sectors, *pieces[1:]]), ""), *names)


def _place(location: Mapping[str, Any]) -> str | None:
    keys = ("resolved_place", "city", "extracted_place", "district", "province", "country")
    return next((str(location[key]) for key in keys if location.get(key)), None)


def _spans(row: Mapping[str, Any], text: str) -> dict[str, Span]:
    """Slot -> span in `text`, from the selectors of our own lines, else from the words of the event."""
    info = _mapping(row.get("text_info"))
    first, listed = info.get("start"), info.get("selector")
    spans: dict[str, Span] = {}
    for selector in map(_mapping, listed if isinstance(listed, list) else []):
        start, end = selector.get("start"), selector.get("end")
        if isinstance(first, int) and isinstance(start, int) and isinstance(end, int):
            span = (start - first, end - first)
            if 0 <= span[0] <= span[1] <= len(text):
                spans[str(selector.get("slot"))] = span
    trigger = next(iter(_texts(row.get("event_text"))), "")
    if "trigger" not in spans and trigger and trigger in text:
        spans["trigger"] = (text.index(trigger), text.index(trigger) + len(trigger))
    return spans


def _texts(value: Any) -> list[str]:
    """A list of texts, whether it was given as a list, as one text or not at all."""
    values = value if isinstance(value, list) else [value]
    return [str(item).strip() for item in values if item is not None and str(item).strip()]


def _text(value: Any) -> str | None:
    return (str(value).strip() if isinstance(value, str | int | float) else "") or None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
