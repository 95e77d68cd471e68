"""The pages of the dossiers. They only read."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils import translation

from multivector.observatory.archive import Archive, archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import actor_label
from multivector.observatory.dossiers import figures, pictures, queries, standings, talks, worldmap
from multivector.observatory.dossiers.links import acts, explore
from multivector.observatory.dossiers.telling import Told, by_id, fact_kind, joined, span, told

COOKIE = "state"
YEAR = 365 * 24 * 3600
LATEST, NEWEST, STATES, ARTICLES = 6, 6, 120, 10
PAGE, GATHERINGS, THERE = 40, 30, 50


def _language() -> str:
    return (translation.get_language() or "en")[:2]


def _choice(known: Archive, language: str) -> list[tuple[str, str]]:
    """States to choose from, by name; those of which the record says most."""
    named = [(code, actor_label(known, code, language)) for code, _ in queries.frequent(known)[:STATES]]
    return sorted(named, key=lambda item: item[1])


def home(request: HttpRequest) -> HttpResponse:
    """The overview of a chosen state; the choice is kept in a cookie."""
    known, language = archive(), _language()
    asked = request.GET.get("state", "").strip().upper()
    wished = asked or request.COOKIES.get(COOKIE, "")
    state = wished if queries.kind_of(known, wished) == "state" else queries.home_state(known)
    context: dict[str, Any] = {"state": state, "states": _choice(known, language), "size": queries.size(known)}
    context["articles"] = queries.newest_articles(known, NEWEST)
    if state:
        context |= _overview(known, state, language)
        context["unknown"] = asked if asked and asked != state else ""
    response = render(request, "dossiers/home.html", context)
    if asked and asked == state:
        response.set_cookie(COOKIE, state, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


def _overview(known: Archive, state: str, language: str) -> dict[str, Any]:
    return {
        **_vectors(known, state, language),
        "latest": _latest(known, state, language),
        "quads": pictures.quads(queries.by_year(known, state), {"actor": state}, language),
        "declared": figures.declared(known, state, language),
    }


def _latest(known: Archive, code: str, language: str) -> list[Told]:
    """The last events; several entries of one event are one."""
    return joined(told(known, queries.latest(known, code, "event", 3 * LATEST), language))[:LATEST]


def _vectors(known: Archive, code: str, language: str) -> dict[str, Any]:
    vectors = pictures.vectors(known, code, language, get_script_prefix())
    return {
        "vectors": vectors,
        "summary": figures.sentence(known, code, language),
        "spoken": [
            translation.get_language_info(one)["name_translated"] for one in vectors.totals.get("languages") or ()
        ],
    }


def actors(request: HttpRequest) -> HttpResponse:
    """All states and organisations of which the record tells, the most frequent first."""
    known, language = archive(), _language()
    sought = request.GET.get("q", "").strip()
    groups = []
    for kind in ("state", "organisation"):
        named = [(code, actor_label(known, code, language), n) for code, n in queries.frequent(known, kind)]
        if sought:
            named = [item for item in named if sought.casefold() in f"{item[1]} {item[0]}".casefold()]
        groups.append((kind, named))
    return render(request, "dossiers/actors.html", {"groups": groups, "sought": sought})


def _known(code: str) -> tuple[Archive, str]:
    """The archive and the kind of an actor. Raises Http404 for a code that the record does not know."""
    known = archive()
    kind = queries.kind_of(known, code)
    if kind is None:
        raise Http404(code)
    return known, kind


def _as_written(name: str, code: str) -> HttpResponseRedirect | None:
    """Codes are written in capitals."""
    return None if code == code.upper() else HttpResponseRedirect(reverse(name, args=[code.upper()]))


def actor(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of one state, organisation or party."""
    if elsewhere := _as_written("actor", code):
        return elsewhere
    known, kind = _known(code)
    language = _language()
    rows = standings.lines(known, code, language)
    context: dict[str, Any] = {
        "code": code,
        "kind": kind,
        **_vectors(known, code, language),
        "quads": pictures.quads(queries.by_year(known, code), {"actor": code}, language),
        "latest": _latest(known, code, language),
        "facts": told(known, queries.latest(known, code, "fact", LATEST), language),
        "articles": queries.articles_about(known, code, ARTICLES),
        "bodies": [row for row in rows if row.kind in ("membership", "chairmanship")],
        "standing": len(rows),
        "talks": [_heading(known, one, language) for one in talks.hosted_by(known, code)[:ARTICLES]],
        "declared": figures.declared(known, code, language) if kind == "state" else None,
    }
    partners = _partners(known, code, context["vectors"].partners, language)
    context |= {"partners": partners[: figures.MOST_PARTNERS], "rest": partners[figures.MOST_PARTNERS :]}
    if kind == "organisation":
        context["members"] = standings.members(known, code, language)
        context["chairs"] = standings.chairs(known, code, language)
        context["register"] = standings.register_source(code)
    return render(request, "dossiers/actor.html", context)


def _partners(known: Archive, code: str, rows: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The partners with their names, and the two parts of each bar in percent of the longest."""
    most = max((row["events"] for row in rows), default=1)
    return [
        {
            **row,
            "name": actor_label(known, row["partner"], language),
            "url": acts(actor=code, partner=row["partner"]),
            "good": f"{100 * row['cooperation'] / most:.1f}",
            "bad": f"{100 * row['conflict'] / most:.1f}",
        }
        for row in rows
    ]


def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Everything that two have together."""
    known, _ = _known(one.upper())
    _known(other.upper())
    codes = _ordered(known, one.upper(), other.upper())
    if codes[0] == codes[1]:
        return redirect("actor", codes[0])
    if (one, other) != codes:
        return redirect("pair", *codes)
    language = _language()
    both = queries.Both(known, codes)
    pages: Paginator[Row] = Paginator(cast("Any", both), PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "one": codes[0],
        "other": codes[1],
        "total": page.paginator.count,
        "explore": explore(actor=codes[0], partner=codes[1]),
        "quads": pictures.quads(queries.together(known, *codes), {"actor": codes[0], "partner": codes[1]}, language),
        "page": page,
        "entries": told(known, list(page), language),
        "instruments": told(known, both.facts("instrument", "parties"), language),
        "bodies": standings.shared_bodies(*codes, language),
    }
    return render(request, "dossiers/pair.html", context)


def _ordered(known: Archive, one: str, other: str) -> tuple[str, str]:
    """The site's state first, then who is more frequent in the record, then the alphabet."""
    number = dict(queries.frequent(known)) | dict(queries.frequent(known, "organisation"))
    chosen = queries.home_state(known)
    first, second = sorted((one, other), key=lambda code: (code != chosen, -number.get(code, 0), code))
    return first, second


def processes(request: HttpRequest) -> HttpResponse:
    """Talks and meetings by who hosted them."""
    known, language = archive(), _language()
    found = talks.processes(known)
    series = [one for one in found if one.is_process]
    page = Paginator([one for one in found if not one.is_process], GATHERINGS).get_page(request.GET.get("page"))
    context = {
        "series": [_heading(known, one, language) for one in series],
        "page": page,
        "gatherings": [_heading(known, one, language) for one in page.object_list],
    }
    return render(request, "dossiers/processes.html", context)


def _heading(known: Archive, one: talks.Process, language: str) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "name": one.name(known, language),
        "host": one.host,
        "time": one.time(language),
        "rounds": len(one.rounds),
        "claims": [talks.claim_words(claimed, language) for claimed in one.claims],
        "parties": one.parties[:8],
        "entries": len(one.entries),
    }


def process(request: HttpRequest, slug: str) -> HttpResponse:
    """One process of talks, round by round."""
    known, language = archive(), _language()
    one = talks.process(known, slug)
    if one is None:
        raise Http404(slug)
    said = by_id(known, one.entries, language)

    def entries(ids: list[str]) -> list[Any]:
        return [said[id] for id in ids if id in said]

    context = {
        **_heading(known, one, language),
        "process": one,
        "rounds": [
            {
                "number": number,
                "when": span(part.start, part.end, language),
                "place": part.place,
                "entries": entries(part.entries),
            }
            for number, part in enumerate(one.rounds, start=1)
        ],
        "claimed": [
            {"words": talks.claim_words(part, language), "entries": entries(part.entries)} for part in one.claims
        ],
        "others": entries(one.others),
        "picture": pictures.rounds(one.rounds, language),
    }
    return render(request, "dossiers/process.html", context)


def priorities(request: HttpRequest, code: str) -> HttpResponse:
    """What a state declares, and what it does."""
    if elsewhere := _as_written("priorities", code):
        return elsewhere
    known, _ = _known(code)
    language = _language()
    declared = figures.declared(known, code, language)
    said = by_id(known, [act.entry for aim in declared.aims for act in aim.acts] if declared else [], language)
    goals = [
        {
            "title": goal.title,
            "aims": [
                {
                    "aim": aim,
                    "acts": [{"said": said[act.entry], "reason": act.reason} for act in aim.acts if act.entry in said],
                    "years": [{"year": year, "number": number} for year, number in aim.years],
                }
                for aim in goal.aims
            ],
        }
        for goal in (declared.goals if declared else ())
    ]
    context = {"code": code, "declared": declared, "goals": goals}
    return render(request, "dossiers/priorities.html", context)


def standing(request: HttpRequest, code: str) -> HttpResponse:
    """What a state or organisation has been and done, all of it."""
    if elsewhere := _as_written("standing", code):
        return elsewhere
    known, _ = _known(code)
    language = _language()
    rows = standings.lines(known, code, language)
    said = by_id(known, [id for row in rows for id in row.entries], language)
    context = {
        "code": code,
        "pictures": standings.time_lines(rows, language),
        "rows": [
            {
                "line": row,
                "kind": fact_kind(row.kind, language),
                "when": span(row.start, row.end, language),
                "entries": [said[id] for id in row.entries if id in said],
            }
            for row in rows
        ],
    }
    return render(request, "dossiers/standing.html", context)


def world_map(request: HttpRequest) -> HttpResponse:
    """Where it happened, for all or one actor, of all times or some years; `at` lists what happened in one state."""
    known, language = archive(), _language()
    who = request.GET.get("actor", "").strip().upper()
    who = who if who and queries.kind_of(known, who) else ""
    since, until = (_year(request.GET.get(name, "")) for name in ("since", "until"))
    counted = worldmap.by_state(known, who, since, until)
    at = request.GET.get("at", "").strip().upper()
    kept = {"actor": who, "since": since, "until": until}
    context: dict[str, Any] = {
        "actor": who,
        "since": since,
        "until": until,
        "states": _choice(known, language),
        "places": worldmap.drawn(counted),
        "empty": worldmap.empty(counted),
        "shapes": worldmap.outlines(),
        "total": sum(number for _, number in counted),
        "query": "".join(f"{name}={value}&" for name, value in kept.items() if value),
        "at": at if at in dict(counted) else "",
        "there": dict(counted).get(at, 0),
        "most": THERE,
    }
    if context["at"]:
        context["entries"] = told(known, worldmap.there(known, at, who, since, until, THERE), language)
    return render(request, "dossiers/map.html", context)


def _year(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text.strip()) == 4 else None
