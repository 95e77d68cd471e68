"""The features of a pair, by readable names; docs/relate.md explains each group.

*Shared* features say how far a reading is to be believed, whatever its type: they have one weight for all types.
*Own* features speak for or against single types: they have a weight for each type. No feature holds a proper name, so
that no actor is thought of as doing one thing rather than another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from multivector.coder.pairrule import best_reading
from multivector.coder.pairs import PairView, Reading
from multivector.coder.pairwords import Evidence, WordTypes
from multivector.language import ROOT
from multivector.lexicon.ontology import QUAD_OF_TYPE

DEEPEST = 3  # levels of the tree that are told apart
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", "ADP", "PART", "SCONJ"})
COMPLEMENTS = frozenset({"obj", "iobj", "obl", "xcomp", "ccomp", "compound:prt", "nsubj:pass", "advcl"})
LEXICAL = frozenset({"word", "between", "path", "top", "root", "source", "target"})  # groups of lemma features
CROWDS = frozenset({"word", "between"})  # groups in which a long sentence must not outweigh a short one


@dataclass(frozen=True)
class Features:
    """What a pair is known by: own features with their values, and shared ones with the type that each speaks for."""

    own: dict[str, float]
    shared: dict[tuple[str, str], float]  # (PLOVER type, feature) -> value
    choice: str | None  # the type of the reading that the rules choose


def features(view: PairView, readings: Sequence[Reading], words: WordTypes, *, lexical: bool) -> Features:
    """The features of a pair; `lexical` adds the lemmas of the sentence, whose weights hold for one language."""
    best = best_reading(view, readings)
    own = {*_frames(view, readings, best), *_parties(view), "bias"}
    if lexical:
        own |= {*_triggers(view, best), *_clauses(view), *_path(view), *_words(view)}
    sizes = Counter(name.partition(":")[0] for name in own)
    values = {name: sizes[group] ** -0.5 if (group := name.partition(":")[0]) in CROWDS else 1.0 for name in own}
    evidence: list[Evidence] = [*words.affinities(view), *words.loose(view, readings)]
    shared = {(type, name): value for type, name, value in evidence}
    shared |= {(r.type, name): 1.0 for r in readings for name in _trust(view, r, best)}
    return Features(values, shared, best.type if best else None)


# shared features


def _trust(view: PairView, reading: Reading, best: Reading | None) -> Iterator[str]:
    """How the pair stands to a reading, and how the reading stands in the sentence."""
    head = reading.trigger.head
    yield f"trust:source={reading.source}"
    yield f"trust:target={reading.target}"
    yield f"trust:source={reading.source},target={reading.target}"
    yield f"trust:depth={min(len(view.sentence.ancestors(head)), DEEPEST)}"
    yield f"trust:upos={view.sentence.upos[head]}"
    signs = {
        "on-path": head in view.path,
        "top": head == view.top,
        "phrase": len(reading.trigger.words) > 1,
        "absorbed": reading.absorbed,
        "supposed": reading.supposed,
        "passive": reading.passive,
        reading.status: reading.status != "done",
        "operator-alone": reading.frame.startswith("operator:"),
        "changed": reading.type != reading.type_before,
        "best": reading is best,
    }
    yield from (f"trust:{name}" for name, holds in signs.items() if holds)


# own features: the same in every language


def _frames(view: PairView, readings: Sequence[Reading], best: Reading | None) -> Iterator[str]:
    for reading in readings:
        fits = "slot" in reading.source or "slot" in reading.target or reading.source == "subject-above"
        yield f"frame:{reading.frame}" + ("" if fits else ":loose")
        yield f"reading:{reading.type}:{reading.status}"
    if best is None:
        yield "best:none"
        return
    quad = f"best:quad={QUAD_OF_TYPE[best.type]}"
    yield from (f"best:{best.type}", f"best:{best.type}:{best.status}", f"best:frame={best.frame}")
    yield from (f"best:{best.type}:source={best.source}", f"best:{best.type}:target={best.target}")
    yield from (quad, f"{quad}:{best.status}")
    for name in best.operators:
        yield f"operator:{name}"
        yield f"operator:{name}:{best.type_before}"


def _parties(view: PairView) -> Iterator[str]:
    """Who they are, as far as the lexicon knows them."""
    sectors = []
    for name, side in view.sides():
        if side is None:
            yield f"actor:{name}:absent"
            sectors.append("absent")
            continue
        kinds = {m.candidate.kind for i in side.words if (m := view.own.mentions.at(i))}
        yield from (f"actor:{name}:kind={kind}" for kind in kinds)
        found = {party.sector or "state" for party in view.own.all(side.head, owners=False)} or {"unknown"}
        yield from (f"actor:{name}:sector={sector}" for sector in found)
        sectors.append(min(found))
    yield f"sectors:{sectors[0]}>{sectors[1]}"


# own features: lemmas


def _lemma(view: PairView, i: int) -> str:
    """The lemma of a word; of a name no more than that it is one."""
    mention = view.own.mentions.at(i)
    named = view.sentence.upos[i] == "PROPN" or (mention is not None and mention.candidate.kind != "role")
    return "NAME" if named else view.sentence.folded[i]


def _triggers(view: PairView, best: Reading | None) -> Iterator[str]:
    if best is None:
        return
    sentence, head = view.sentence, best.trigger.head
    yield "best:trigger=" + " ".join(_lemma(view, i) for i in best.trigger.words)
    quad = f"best:quad={QUAD_OF_TYPE[best.type]}"
    verb = next((i for i in (head, *sentence.ancestors(head)) if sentence.upos[i] == "VERB"), head)
    yield from (f"{quad}:aux={sentence.folded[c]}" for c in sentence.children[verb] if sentence.deprels[c] == "aux")
    if sentence.deprels[verb] == "ccomp":
        yield f"{quad}:reported"
    if sentence.deprels[verb] == "xcomp":
        yield f"{quad}:xcomp={_lemma(view, sentence.heads[verb])}"


def _clauses(view: PairView) -> Iterator[str]:
    """Each side's words, the word that governs it, and the verb over it with what completes that."""
    sentence = view.sentence
    for name, side in view.sides():
        if side is None:
            continue
        spoken = view.analysis.speech.preposition(sentence, side.head)
        relation = sentence.deprels[side.head].partition(":")[0]
        yield f"{name}:relation={relation}" + (f":{spoken}" if spoken else "")
        yield f"{name}:head={_lemma(view, side.head)}"
        yield from (f"{name}:word={_lemma(view, i)}" for i in side.words if sentence.upos[i] in CONTENT)
        head = sentence.heads[side.head]
        if head != ROOT:
            yield f"{name}:governor={_lemma(view, head)}"
            yield f"{name}:governor={_lemma(view, head)}+{spoken or relation}"
        verb = next((i for i in sentence.ancestors(side.head) if sentence.upos[i] == "VERB"), None)
        if verb is not None:
            yield from (f"{name}:verb:{what}" for what in _verb(view, verb))


def _verb(view: PairView, verb: int) -> Iterator[str]:
    sentence, lemma = view.sentence, _lemma(view, verb)
    yield lemma
    for child in sentence.children[verb]:
        relation = sentence.deprels[child]
        if relation.partition(":")[0] == "aux":
            yield f"aux={sentence.folded[child]}"
        elif relation in COMPLEMENTS and not view.is_inside(child):
            yield f"{lemma}+{_lemma(view, child)}"
    if view.analysis.operators.is_negated(verb):
        yield from ("negated", f"not+{lemma}")
    if view.analysis.roles.is_passive(verb):
        yield "passive"
    tense = sentence.feats[verb].get("Tense") or sentence.feats[verb].get("VerbForm")
    if tense:
        yield f"tense={tense}"


def _path(view: PairView) -> Iterator[str]:
    """The words between the two in the tree, alone and in pairs; the lowest above both; the root."""
    sentence = view.sentence
    path = [i for i in view.path if not view.is_inside(i)]
    yield from (f"path:{_lemma(view, i)}/{sentence.upos[i]}" for i in path)
    yield from (f"path:{_lemma(view, i)}>{_lemma(view, j)}" for i, j in pairwise(path))
    if view.top != ROOT:
        yield f"top:{_lemma(view, view.top)}"
    root = next((i for i, head in enumerate(sentence.heads) if head == ROOT and not view.is_inside(i)), None)
    if root is not None:
        yield f"root:{_lemma(view, root)}"


def _words(view: PairView) -> Iterator[str]:
    """The words of the sentence outside both sides; those between the heads of the two also as such."""
    low, high = sorted((view.source.head, view.target.head)) if view.source and view.target else (0, -1)
    for i, upos in enumerate(view.sentence.upos):
        if upos in CONTENT and not view.is_inside(i) and (lemma := _lemma(view, i)) != "NAME":
            yield f"word:{lemma}"
            if low < i < high:
                yield f"between:{lemma}"
