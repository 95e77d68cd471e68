"""Whether a claim of membership or chairmanship agrees with the register; docs/register.md has the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from multivector.analysis.register import Body, Days, Part, Span, days, merged
from multivector.analysis.words import vocabulary

Verdict = Literal["agrees", "contradicts", "unknown"]
# A claim that something lasted from A to B is wrong where it held for less than this share of the time.
LEAST_SHARE = 1 / 4
# An accession is signed, decided and in force on different days; a handover is announced before it happens.
NEAR_MEMBERSHIP = timedelta(days=366)
NEAR_HANDOVER = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says of a state and an organisation."""

    part: Part
    state: str
    time: str | None = None  # EDTF
    published: date | None = None
    denied: bool = False
    held: bool = True  # said to be so: neither planned nor possible nor denied
    asserted: bool = True  # by a verb; a noun (the accession of X) may only name it
    begins: bool = False  # the words say that it began: joined, took over
    less_named: bool = False  # the sentence speaks of observers, partners, candidates; of committees, commissions


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and the spans of the register on which it rests (for `agrees`)."""

    verdict: Verdict
    spans: tuple[Span, ...] = ()


UNKNOWN = Judgement("unknown")


def judge(claim: Claim, body: Body) -> Judgement:
    """Compares one claim with what the register has of the organisation."""
    if claim.denied:
        return UNKNOWN
    ties = vocabulary().ties
    spans = [span for span in body.of(claim.part, claim.state) if ties[span.tie].counts]
    judgement = _undated(claim, spans, body) if not _is_dated(claim.time) else _dated(claim, spans, body)
    if judgement.verdict == "contradicts" and (not claim.held or _may_mean_less(claim, body)):
        return UNKNOWN
    return judgement


def _is_dated(time: str | None) -> bool:
    return time is not None and days(time) != (date.min, date.max)


def _undated(claim: Claim, spans: list[Span], body: Body) -> Judgement:
    """Without a time a claim agrees if it ever held by the day of publication."""
    until = claim.published or date.max
    before = tuple(span for span in spans if span.start <= until)
    if before:
        return Judgement("agrees", before)
    known_until = claim.published or body.known_until(claim.part)
    if not spans and claim.asserted and body.covers(claim.part, body.founded, known_until):
        return Judgement("contradicts")
    return UNKNOWN


def _dated(claim: Claim, spans: list[Span], body: Body) -> Judgement:
    assert claim.time is not None
    first, last = _ends(claim.time)
    start, end = first[0], last[1]
    touching = tuple(span for span in spans if span.touches(start, end))
    if agreeing := _agreeing(claim, touching, first, last):
        return Judgement("agrees", agreeing)
    if not _can_contradict(claim, spans, touching, (start, end)):
        return UNKNOWN
    known = start if start != date.min else body.founded, end if end != date.max else first[1]
    return Judgement("contradicts") if body.covers(claim.part, *known) else UNKNOWN


def _ends(time: str) -> tuple[Days, Days]:
    """The first and the last unit of a time: 2017 and 2018 of 2017/2018; the same one twice if it is no interval."""
    first, slash, last = time.partition("/")
    if not slash:
        return days(time), days(time)
    open_start, open_end = (date.min, date.min), (date.max, date.max)
    return days(first) if first not in ("", "..") else open_start, days(last) if last not in ("", "..") else open_end


def _agreeing(claim: Claim, touching: tuple[Span, ...], first: Days, last: Days) -> tuple[Span, ...]:
    """Of the spans that touch the claimed time those that bear the claim out; none where they don't."""
    if claim.begins and claim.part == "members":
        latest = first[1] if last[1] == date.max else last[1]
        return tuple(span for span in touching if first[0] <= span.start <= latest)
    if last[1] == date.max:  # since A
        return touching if any(span.touches(*first) for span in touching) else ()
    if not _is_interval(first, last):
        return touching
    at_both_ends = all(any(span.touches(*unit) for span in touching) for unit in (first, last))
    return touching if at_both_ends and _share(touching, first[0], last[1]) >= LEAST_SHARE else ()


def _is_interval(first: Days, last: Days) -> bool:
    """From A to B, both said: the claim is that it lasted."""
    return first != last and first[0] != date.min and last[1] != date.max


def _share(spans: tuple[Span, ...], start: date, end: date) -> float:
    held = sum((min(b, end) - max(a, start)).days + 1 for a, b in merged((s.start, s.end) for s in spans))
    return held / ((end - start).days + 1)


def _can_contradict(claim: Claim, spans: list[Span], touching: tuple[Span, ...], claimed: Days) -> bool:
    """Whether the claim is firm and far enough from what the register has."""
    assert claim.time is not None
    first, last = _ends(claim.time)
    lasts = _is_interval(first, last)
    if not claim.asserted and not (lasts and claim.part == "chairs"):
        return False
    if any(span.approximate for span in spans) and _near(spans, claimed, NEAR_MEMBERSHIP):
        return False
    if claim.begins and claim.part == "members" and touching:
        starts = [(span.start, span.start) for span in spans]
        return not any(_gap(one, first) <= NEAR_MEMBERSHIP for one in starts)
    if touching:
        return lasts and _share(touching, *claimed) < LEAST_SHARE
    if claim.part == "members":
        return not _near(spans, claimed, NEAR_MEMBERSHIP)
    return not (claim.begins and _near(spans, claimed, NEAR_HANDOVER))


def _near(spans: list[Span], claimed: Days, within: timedelta) -> bool:
    return any(_gap((span.start, span.end), claimed) <= within for span in spans)


def _gap(one: Days, other: Days) -> timedelta:
    return max(one[0] - other[1], other[0] - one[1], timedelta(0))


def _may_mean_less(claim: Claim, body: Body) -> bool:
    """Whether the claim may well be of a lesser tie in which the state stood, or of the chair of one of the bodies."""
    if not claim.less_named or claim.part == "chairs":
        return claim.less_named
    ties = vocabulary().ties
    return any(not ties[span.tie].counts for span in body.of(claim.part, claim.state))
