import json

import pytest

from multivector.observatory.archive import ArchiveUnavailable

LISTS = ("documents", "events", "facts", "actors")


def got(client, path, status=200, **headers):
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def refused(client, path, status, method="get", **headers):
    response = getattr(client, method)(f"/api/v1/{path}", headers=headers)
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert list(body) == ["error"]
    assert list(body["error"]) == ["status", "message", "fields"]
    assert body["error"]["status"] == status
    assert body["error"]["message"]
    return response, body["error"]["fields"]


def test_lists_say_how_many_there_are(client, archive):
    counts = {row["kind"]: row["n"] for row in archive.rows("SELECT kind, count(*) AS n FROM entries GROUP BY kind")}
    assert got(client, "events?limit=1")["total"] == counts["event"]
    assert got(client, "facts?limit=1")["total"] == counts["fact"]
    assert got(client, "documents?limit=1")["total"] == archive.value("SELECT count(*) FROM documents")


@pytest.mark.parametrize(
    "path", ["events?actor=KAZ&sort=confidence", "facts?q=подписали", "documents?actor=KAZ", "actors?q=union"]
)
def test_next_leads_through_all(client, path):
    whole = got(client, f"{path}&limit=1000")["items"]
    items, following = [], f"{path}&limit=7"
    while following:
        page = got(client, following.partition("/api/v1/")[2] or following)
        items += page["items"]
        following = page["next"]
    assert items == whole
    assert len(whole) > 7


def test_an_entry_is_what_the_list_says(client):
    for kind in ("events", "facts"):
        entry = got(client, f"{kind}?actor=KAZ&limit=1")["items"][0]
        assert got(client, f"{kind}/{entry['id']}") == entry
        refused(client, f"{'facts' if kind == 'events' else 'events'}/{entry['id']}", 404)


def test_filters_are_those_of_explore(client):
    query = "actor=KAZ&partner=IRN&type=AGREE&type=CONSULT&since=2017&confidence=0.3&sort=document"
    lines = b"".join(client.get(f"/explore/export.jsonl?{query}&kind=event").streaming_content).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        item["id"] for item in got(client, f"events?{query}")["items"]
    ]


def test_a_document_has_its_text_and_its_figures(client, archive):
    row = archive.row("SELECT * FROM documents WHERE events > 3 AND facts > 0")
    document = got(client, f"documents/{row['id']}")
    assert document["text"] == row["text"]
    assert document["events"] == row["events"]


@pytest.mark.parametrize("of", ["event", "facts", "document"])
def test_annotations_quote_the_text(client, archive, of):
    row = archive.row(
        "SELECT * FROM entries WHERE kind = ? AND len(evidence) > 1", ["fact" if of == "facts" else "event"]
    )
    path = {
        "event": f"events/{row['id']}/annotations",
        "facts": f"facts?format=annotations&doc={row['doc']}",
        "document": f"documents/{row['doc']}?format=annotations",
    }[of]
    text = archive.document(row["doc"])["text"]
    response = client.get(f"/api/v1/{path}")
    assert response["Content-Type"].startswith("application/ld+json; profile=")
    items = response.json()["items"]
    assert len(items) >= 1 + len(row["evidence"])
    for item in items:
        position, quote = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text
    assert len({item["id"] for item in items}) == len(items)


def test_actors_are_found_by_name_and_code(client):
    assert [item["code"] for item in got(client, "actors?q=казахстан&kind=state")["items"]] == ["KAZ"]
    kazakhstan = got(client, "actors/KAZ")
    assert kazakhstan["name_kk"] == "Қазақстан"
    assert kazakhstan["entries"] == got(client, "events?actor=KAZ")["total"] + got(client, "facts?actor=KAZ")["total"]
    group = got(client, "actors?kind=group")["items"][0]
    assert group["name_en"]


def test_vectors_and_priorities(client):
    vectors = got(client, "vectors/KAZ?by=all")["items"]
    assert sum(item["share"] for item in vectors) == pytest.approx(1)
    priorities = {
        item["priority"]: item["events"] + item["facts"] for item in got(client, "priorities/KAZ?by=all")["items"]
    }
    name = max(priorities, key=priorities.get)
    found = sum(got(client, f"{kind}?priority={name}")["total"] for kind in ("events", "facts"))
    assert found == priorities[name] > 0


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("events?since=gestern", "since"), ("events?actor=Atlantis", "actor"), ("events?limit=1001", "limit"), ("facts?limit=0", "limit"),
        ("events?offset=-1", "offset"), ("events?confidence=2", "confidence"), ("events?type=LOVE", "type"), ("documents?year=17", "year"),
        ("events?actors=KAZ", "actors"), ("actors?kind=x", "kind"), ("actors?name=x", "name"), ("vectors/KAZ?by=day", "by"),
        ("documents?format=json", "format"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named(client, path, field):
    assert field in refused(client, path, 422)[1]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "events/nothing",
        "documents/nothing",
        "actors/nothing",
        "vectors/nothing",
        "priorities/UZB",
        "docs",
        "",
    ],
)
def test_nothing_is_404(client, path):
    refused(client, path, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", [*LISTS, "events/x", "openapi.json", "nothing"])
def test_the_record_is_read_only(client, method, path):
    response, _ = refused(client, path, 405, method)
    assert "GET" in response["Allow"]


def test_head_is_get_without_a_body(client):
    assert client.head("/api/v1/events").status_code == 200


def test_too_many_requests(client, settings):
    settings.API_PER_MINUTE = 3
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    for _ in range(3):
        got(client, "actors/KAZ")
    response, _ = refused(client, "actors/KAZ", 429)
    assert response["Retry-After"] == "60"
    client.defaults["REMOTE_ADDR"] = "203.0.113.8"
    got(client, "actors/KAZ")


def test_a_record_that_is_away(client, monkeypatch):
    def away():
        raise ArchiveUnavailable("building", "being made")

    for module in ("api", "problems"):
        monkeypatch.setattr(f"multivector.observatory.api.{module}.archive", away)
    response, _ = refused(client, "events", 503)
    assert response["Retry-After"]
    got(client, "openapi.json")


def test_what_has_not_changed_is_not_sent_again(client):
    response = client.get("/api/v1/events?limit=1")
    assert client.get("/api/v1/events?limit=1", headers={"If-None-Match": response["ETag"]}).status_code == 304
    got(client, "events?limit=1", **{"If-None-Match": 'W/"other"'})


def test_other_origins_only_where_allowed(client, settings):
    asked = {"headers": {"Origin": "https://newsroom.example"}}
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/actors/KAZ", **asked)
    settings.CORS_ORIGINS = ["https://newsroom.example"]
    for response in (client.get("/api/v1/actors/KAZ", **asked), client.options("/api/v1/events", **asked)):
        assert response["Access-Control-Allow-Origin"] == "https://newsroom.example"
        assert "Origin" in response["Vary"]
    asked["headers"]["Origin"] = "https://other.example"
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/actors/KAZ", **asked)


def test_the_description_has_words_and_examples(client):
    description = got(client, "openapi.json")
    paths = {path.removeprefix("/api/v1/") for path in description["paths"]}
    assert {
        "documents",
        "documents/{id}",
        "events",
        "events/{id}",
        "facts",
        "facts/{id}",
        "actors",
        "actors/{code}",
    } < paths
    assert {"vectors/{code}", "priorities/{code}"} < paths
    for path, operations in description["paths"].items():
        assert operations["get"]["summary"], path
        assert {"200", "404", "422", "429", "503"} <= set(operations["get"]["responses"]), path
        for parameter in operations["get"].get("parameters", []):
            assert parameter.get("description") or parameter["in"] == "path", (path, parameter["name"])
