import json
import re

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError

from multivector.errors import StopRun
from multivector.observatory.archive import keeping
from multivector.observatory.core import views
from multivector.observatory.operations import health
from multivector.observatory.operations.templatetags.operations import grouped, language_name

pytestmark = pytest.mark.django_db


def test_a_healthy_site(client, archive):
    answer = client.get("/healthz")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert "no-store" in answer["Cache-Control"]
    parts = answer.json()["parts"]
    assert {name for name, part in parts.items() if part["ok"]} == {"process", "database", "archive"}
    assert parts["archive"]["version"] == archive.version
    assert not answer.cookies
    assert client.post("/healthz").status_code == 405


def test_a_record_that_is_away(client, settings, tmp_path):
    settings.RECORD = str(tmp_path / "none")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["parts"]["archive"]) == (503, {"ok": False, "problem": "missing"})
    page = client.get("/ru/status/")
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert str(tmp_path) not in page.content.decode()


def test_a_database_that_is_away_is_said_without_its_words(client, monkeypatch):
    def fail(*arguments, **named):
        raise OperationalError("connection to server at 10.0.0.7, user secret")

    monkeypatch.setattr(health.connection, "cursor", fail)
    monkeypatch.setattr(health.connection, "close", lambda: None)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["parts"]["database"]) == (
        503,
        {"ok": False, "kind": health.connection.vendor},
    )
    assert "secret" not in answer.content.decode()


def test_jobs_that_failed_are_shown(client, monkeypatch):
    from multivector.observatory.operations import queries

    monkeypatch.setattr(queries, "jobs", lambda: {"waiting": 3, "failed": 1234})
    assert '<strong class="error">1,234</strong>' in client.get("/en/status/").content.decode()


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_status_page_says_what_the_record_covers(client, archive, language):
    page = client.get(f"/{language}/status/").content.decode()
    shown = [int(re.sub(r"\D", "", number)) for number in re.findall(r"<dd>([\d ,\u202f]+)</dd>", page)[:3]]
    counts = archive.row("SELECT count(*) d, sum(events) e, sum(facts) f FROM documents")
    assert shown == [counts["d"], counts["e"], counts["f"]]
    for row in archive.rows("SELECT DISTINCT left(published, 4) AS year FROM documents WHERE published IS NOT NULL"):
        assert f'<th scope="row">{row["year"]}</th>' in page


@pytest.mark.parametrize("problem", ["building", "missing", "emptied", "broken"])
@pytest.mark.parametrize(("language", "word"), [("ru", "последнюю"), ("kk", "соңғы"), ("en", "last version")])
def test_the_status_page_says_when_it_shows_an_older_version(client, archive, monkeypatch, problem, language, word):
    monkeypatch.setattr(keeping, "_condition", keeping.replace(keeping._condition, problem=problem))
    assert word in client.get(f"/{language}/status/").content.decode()


def test_words_of_the_status_page_are_translated(client):
    english = set(
        re.findall(r"<(?:h1|h2|dt|caption|th)[^>]*>([A-Z][a-z ]+)<", client.get("/en/status/").content.decode())
    )
    for language in ("ru", "kk"):
        page = client.get(f"/{language}/status/").content.decode()
        assert {word for word in english if f">{word}<" in page} <= {"Multivector", "Django", "Python"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("gone"), 503),
        (InterfaceError("gone"), 503),
        (DatabaseError("a fault"), 500),
        (ValueError("a fault"), 500),
    ],
)
def test_what_goes_away_below_the_pages_is_said_too(rf, error, status):
    """A middleware that meets the missing database ends in the page for errors."""
    request = rf.get("/")
    try:
        raise error
    except type(error):
        assert views.server_error(request).status_code == status


@pytest.mark.parametrize(("away", "status"), [(True, 503), (False, 500)])
def test_a_record_that_fails_while_it_changes(client, monkeypatch, settings, archive, tmp_path, away, status):
    """A page that reads the record itself gets 503 while that is away, and what is a fault stays one."""
    from multivector.observatory.operations import queries

    def fail(archive):
        if away:
            settings.RECORD = str(tmp_path / "none")
        raise StopRun("documents: this table is missing")

    monkeypatch.setattr(queries, "last_written", fail)
    client.raise_request_exception = False
    assert client.get("/status/").status_code == status


@pytest.mark.parametrize(
    ("number", "language", "said"), [(1234567, "en", "1,234,567"), (1234, "kk", "1\u202f234"), (None, "ru", "0")]
)
def test_numbers(number, language, said):
    from django.utils.translation import override

    with override(language):
        assert grouped(number) == said


def test_names_of_languages():
    from django.utils.translation import override

    with override("ru"):
        assert language_name("kk") == "Казахский"
    assert language_name("xx") == "xx"


def test_logs_are_json_and_hold_no_query(client, caplog):
    from multivector.observatory.core.logs import JsonLines

    client.get("/status/?q=private")
    lines = [
        json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "multivector.request"
    ]
    assert [(line["path"], line["status"], line["address"]) for line in lines] == [("/status/", 200, "127.0.0.0")]
    assert "private" not in json.dumps(lines)
