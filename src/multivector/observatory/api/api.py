"""The operations of the API. `problems.py` has what is around them, `shapes.py` what they take and give."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Query
from ninja.renderers import JSONRenderer

from multivector.analysis.priorities import priorities as count_priorities
from multivector.analysis.vectors import vectors as count_vectors
from multivector.errors import StopRun
from multivector.observatory.api import shapes
from multivector.observatory.api.annotations import CONTENT_TYPE, annotation_page, of_entry
from multivector.observatory.api.problems import Problem, register
from multivector.observatory.archive import Archive, archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import actor_label
from multivector.observatory.explore.exports import permalink
from multivector.observatory.explore.filters import Filters, read
from multivector.observatory.explore.queries import Selection, exported
from multivector.observatory.explore.shown import article

ERRORS = dict.fromkeys((400, 404, 405, 422, 429, 503), shapes.Error)
ANNOTATED: dict[str, Any] = {
    "responses": {200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}},
}
_DOCUMENT = "id, title, author, published, language, outlet, url, events, facts"
_ACTORS = (
    "SELECT coalesce(a.code, c.code) AS code, coalesce(a.kind, 'group') AS kind, name_ru, name_en, name_kk, c.number,"
    " (SELECT count(*) FROM parties p WHERE p.number = c.number) AS entries"
    " FROM codes c FULL JOIN actors a ON a.code = c.code"
)


class Readable(JSONRenderer):
    """Letters as they are."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        """The answer as text."""
        return json.dumps(data, cls=self.encoder_class, ensure_ascii=False)


api = NinjaAPI(
    title="Multivector",
    version="1",
    description="A record of foreign policy, read-only: texts, the events and facts drawn from them, what follows.",
    docs_url=None,  # its page would load scripts from elsewhere
    urls_namespace="api",
    renderer=Readable(),
)
register(api)


@api.get("documents", response={200: shapes.Documents, **ERRORS}, summary="Documents, or those with entries that fit")
def documents(request: HttpRequest, filters: Query[shapes.FilterPage]) -> dict[str, Any]:
    held = archive()
    asked = _filters(request, held, shapes.FilterPage)
    columns = f"SELECT {_DOCUMENT} FROM documents"
    if asked.is_empty():
        total = held.value("SELECT count(*) FROM documents")
        rows = held.rows(f"{columns} ORDER BY row LIMIT ? OFFSET ?", [filters.limit, filters.offset])
    else:
        found = Selection(held, asked).documents()
        total, part = len(found), found[filters.offset : filters.offset + filters.limit].tolist()
        rows = held.rows(f"{columns} JOIN (SELECT unnest(?::BIGINT[]) AS row) USING (row) ORDER BY row", [part])
    items = [{**row, "link": _root(request) + article(row["id"])} for row in rows]
    return _paged(request, filters, total, items)


@api.get(
    "documents/{path:id}",
    response={200: shapes.WholeDocument, **ERRORS},
    summary="A document with its text",
    openapi_extra=ANNOTATED,
)
def document(request: HttpRequest, id: str, asked: Query[shapes.DocumentFormat]) -> Any:
    _only(request, shapes.DocumentFormat)
    held = archive()
    row = held.document(id)
    if row is None:
        raise Problem(404, "There is no document of this id.")
    if asked.format == "annotations":
        return _annotated(request, held, [{**entry, "doc": id} for entry in held.entries_of(id)])
    return {**row, "link": _root(request) + article(id)}


@api.get("events", response={200: shapes.Events, **ERRORS}, summary="Events", openapi_extra=ANNOTATED)
def events(request: HttpRequest, filters: Query[shapes.EntryFormat]) -> Any:
    return _entries(request, filters, "event")


@api.get("events/{id}", response={200: shapes.Event, **ERRORS}, summary="An event")
def event(request: HttpRequest, id: str) -> dict[str, Any]:
    return _entry(request, id, "event")


@api.get(
    "events/{id}/annotations",
    response={200: dict[str, Any], **ERRORS},
    summary="The evidence of an event",
    openapi_extra=ANNOTATED,
)
def event_annotations(request: HttpRequest, id: str) -> HttpResponse:
    return _annotated(request, archive(), [_row(archive(), id, "event")])


@api.get("facts", response={200: shapes.Facts, **ERRORS}, summary="Facts", openapi_extra=ANNOTATED)
def facts(request: HttpRequest, filters: Query[shapes.EntryFormat]) -> Any:
    return _entries(request, filters, "fact")


@api.get("facts/{id}", response={200: shapes.Fact, **ERRORS}, summary="A fact")
def fact(request: HttpRequest, id: str) -> dict[str, Any]:
    return _entry(request, id, "fact")


@api.get(
    "facts/{id}/annotations",
    response={200: dict[str, Any], **ERRORS},
    summary="The evidence of a fact",
    openapi_extra=ANNOTATED,
)
def fact_annotations(request: HttpRequest, id: str) -> HttpResponse:
    return _annotated(request, archive(), [_row(archive(), id, "fact")])


@api.get("actors", response={200: shapes.Actors, **ERRORS}, summary="Parties, those that act most first")
def actors(request: HttpRequest, asked: Query[shapes.ActorPage]) -> dict[str, Any]:
    _only(request, shapes.ActorPage)
    held = archive()
    where = (
        " WHERE (? = '' OR kind = ?) AND"
        " (? = '' OR contains(lower(concat_ws(' ', code, name_ru, name_en, name_kk)), lower(?)))"
    )
    values = [asked.kind, asked.kind, asked.q, asked.q]
    total = held.value(f"SELECT count(*) FROM ({_ACTORS}){where}", values)
    order = " ORDER BY number NULLS LAST, code LIMIT ? OFFSET ?"
    rows = held.rows(f"SELECT * FROM ({_ACTORS}){where}{order}", [*values, asked.limit, asked.offset])
    return _paged(request, asked, total, [_named(held, row) for row in rows])


@api.get("actors/{code}", response={200: shapes.Actor, **ERRORS}, summary="A party")
def actor(request: HttpRequest, code: str) -> Row:
    held = archive()
    row = held.row(f"SELECT * FROM ({_ACTORS}) WHERE code = ?", [code])
    if row is None:
        raise Problem(404, "There is no party of this code.")
    return _named(held, row)


@api.get("vectors/{code}", response={200: shapes.Vectors, **ERRORS}, summary="What a state did with each partner")
def vectors(request: HttpRequest, code: str, asked: Query[shapes.By]) -> dict[str, Any]:
    _only(request, shapes.By)
    held = archive()
    return {
        "code": code,
        "items": _counted(held, f"vectors {code} {asked.by}", lambda: count_vectors(held.record, code, by=asked.by)),
    }


@api.get("priorities/{code}", response={200: shapes.Priorities, **ERRORS}, summary="What a state declares and does")
def priorities(request: HttpRequest, code: str, asked: Query[shapes.By]) -> dict[str, Any]:
    _only(request, shapes.By)
    held = archive()
    items = _counted(held, f"priorities {code} {asked.by}", lambda: count_priorities(held.record, code, by=asked.by))
    return {"code": code, "items": [{**item, "priority": f"{code}.{item['priority']}"} for item in items]}


def _counted(held: Archive, what: str, count: Any) -> list[Row]:
    """The rows of a table of the analysis, counted once for each version of the record."""
    key = f"api:{held.version}:{what.encode().hex()}"[:240]
    rows = cache.get(key)
    if rows is None:
        try:
            rows = count().to_dicts()
        except StopRun as error:
            raise Problem(404, str(error)) from error
        cache.set(key, rows, 3600)
    return list(rows)


def _only(request: HttpRequest, shape: Any) -> None:
    """Refuses parameters that nobody reads: a filter that is misspelt must not give everything."""
    unknown = sorted(set(request.GET) - set(shape.model_fields))
    if unknown:
        raise Problem(422, fields=dict.fromkeys(unknown, "There is no such parameter."))


def _filters(request: HttpRequest, held: Archive, shape: Any) -> Filters:
    _only(request, shape)
    filters, errors = read(request.GET, held)
    if errors:
        raise Problem(422, fields=errors)
    return filters


def _entries(request: HttpRequest, asked: shapes.EntryFormat, kind: str) -> Any:
    held = archive()
    filters = _filters(request, held, shapes.EntryFormat).having("kind", kind)
    rows = Selection(held, filters).numbers()
    found = list(exported(held, rows[asked.offset : asked.offset + asked.limit].tolist()))
    if asked.format == "annotations":
        return _annotated(request, held, found)
    return _paged(request, asked, len(rows), [_shaped(request, row) for row in found])


def _row(held: Archive, id: str, kind: str) -> Row:
    row = held.row("SELECT row FROM entries WHERE id = ? AND kind = ?", [id, kind])
    if row is None:
        raise Problem(404, f"There is no {kind} of this id.")
    return next(exported(held, [row["row"] - 1]))


def _entry(request: HttpRequest, id: str, kind: str) -> dict[str, Any]:
    return _shaped(request, _row(archive(), id, kind))


def _shaped(request: HttpRequest, row: Row) -> dict[str, Any]:
    shaped = {**row, "link": permalink(row["doc"], row["id"], _root(request))}
    if row["kind"] == "fact":
        shaped["fact"] = row["type"]
        shaped["slots"] = {name: value for name, value in row["slots"].items() if value not in (None, [])}
    return shaped


def _annotated(request: HttpRequest, held: Archive, rows: list[Row]) -> HttpResponse:
    root, texts = _root(request), {}
    items: list[dict[str, Any]] = []
    for row in rows:
        doc = row["doc"]
        if doc not in texts:
            texts[doc] = (held.document(doc) or {"text": ""})["text"]
        link = permalink(doc, row["id"], root)
        items += of_entry(row, link, root + article(doc), texts[doc])
    page = annotation_page(request.build_absolute_uri(), items)
    return JsonResponse(page, json_dumps_params={"ensure_ascii": False}, content_type=CONTENT_TYPE)


def _named(held: Archive, row: Row) -> Row:
    """A group beside a state has no name of its own."""
    if row["kind"] != "group":
        return row
    return {**row, **{f"name_{language}": actor_label(held, row["code"], language) for language in ("ru", "en", "kk")}}


def _paged(request: HttpRequest, asked: Any, total: int, items: list[Any]) -> dict[str, Any]:
    after = asked.offset + asked.limit
    query = [
        (name, value) for name in request.GET for value in request.GET.getlist(name) if name not in ("offset", "limit")
    ]
    query += [("limit", str(asked.limit)), ("offset", str(after))]
    address = f"{request.build_absolute_uri(request.path)}?{urlencode(query)}"
    following = address if after < total else None
    return {"total": total, "limit": asked.limit, "offset": asked.offset, "next": following, "items": items}


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]
