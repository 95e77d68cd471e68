import re

import pytest
from django.test import Client

from multivector.observatory.desk import actions
from multivector.observatory.desk.models import Article, Job, Version
from tests.observatory.desk.conftest import ARTICLE

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "Договор",
    "text": ARTICLE,
    "published": "2017-05-13",
    "language": "ru",
    "author": "А. Автор",
    "source": "Газета",
    "url": "https://example.org/a",
}
EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% debug %}",
    "</textarea><svg onload=alert(1)>",
    "‮evil",
)
PAGES = ["", "new/", "queue/", "{pk}/", "{pk}/edit/", "{pk}/versions/"]
POSTS = [
    "fetch/",
    "feed/",
    "new/",
    "open/{doc}/",
    "{pk}/edit/",
    "{pk}/publish/",
    "{pk}/withdraw/",
    "{pk}/discard/",
    "{pk}/restore/",
    "jobs/{job}/again/",
    "jobs/{job}/forget/",
]


@pytest.fixture
def draft(django_user_model):
    return actions.write(django_user_model.objects.create_user("writer", is_staff=True), FIELDS)


def clean(text):
    return all(evil not in text for evil in EVIL[:2] + EVIL[3:4]) and 'style="' not in text and "onclick" not in text


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_pages(staff, draft, run, path, language):
    run()
    response = staff.get(f"/{language}/desk/{path.format(pk=draft.pk)}")
    assert response.status_code == 200
    assert clean(response.content.decode())
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["guest", "reader"])
@pytest.mark.parametrize(("method", "path"), [*(("get", path) for path in PAGES), *(("post", path) for path in POSTS)])
def test_drafts_are_for_staff(client, django_user_model, draft, who, method, path):
    if who == "reader":
        client.force_login(django_user_model.objects.create_user("reader"))
    before = Article.objects.count(), Version.objects.count(), Job.objects.count()
    response = getattr(client, method)(
        f"/desk/{path.format(pk=draft.pk, doc=draft.doc, job=draft.jobs.first().pk)}", FIELDS
    )
    assert response.status_code == (302 if who == "guest" else 403)
    if who == "guest":
        assert response.url.startswith("/login/?next=/desk/")
    assert before == (Article.objects.count(), Version.objects.count(), Job.objects.count())
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize("path", POSTS)
def test_changes_need_a_token(staff, draft, path):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff.cookies
    address = f"/desk/{path.format(pk=draft.pk, doc=draft.doc, job=draft.jobs.first().pk)}"
    assert strict.post(address, {**FIELDS, "address": "https://example.org/"}).status_code == 403


@pytest.mark.parametrize("path", ["999/", "999/edit/", "999/versions/"])
def test_what_is_not_there(staff, path):
    assert staff.get(f"/desk/{path}").status_code == 404
    assert staff.post("/desk/999/publish/").status_code == 404
    assert staff.post("/desk/open/nowhere/").status_code == 404


@pytest.mark.parametrize("evil", EVIL)
def test_texts_of_people_stay_texts(staff, run, evil):
    fields = {
        name: f"{value} {evil}" if name in ("title", "text", "author", "source") else value
        for name, value in FIELDS.items()
    }
    address = staff.post("/desk/new/", fields).url
    run()
    edited = {**fields, "title": f"Other {evil}", "text": f"Other {evil}\n{ARTICLE}", "note": evil, "based_on": 1}
    assert staff.post(f"{address}edit/", edited).url == address
    run()
    for page in ("/desk/", address, f"{address}edit/", f"{address}versions/"):
        assert clean(staff.get(page).content.decode()), page
    assert Version.objects.get(number=2).title == f"Other {evil}"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"text": " "}, "This field is required"),
        ({"text": "1 2 3"}, "no words"),
        ({"text": "a\0b"}, "Null characters"),
        ({"text": "word " * 200_001}, "at most 1000000 characters"),
        ({"published": "yesterday"}, "no day"),
        ({"published": "2017-02-30"}, "no day"),
        ({"published": "2999-01-01"}, "still to come"),
        ({"language": "fr"}, "fr is not one of"),
        (
            {"language": "", "text": "Ceci n'est pas une langue connue, voilà tout ce qu'il y a à dire."},
            "not recognised",
        ),
        ({"url": "javascript:alert(1)"}, "no address of a page"),
        ({"url": "//example.org"}, "no address of a page"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(staff, draft, fields, says):
    for path in ("/desk/new/", f"/desk/{draft.pk}/edit/"):
        text = staff.post(path, {**FIELDS, "author": "Kept", "based_on": 1, **fields}).content.decode()
        assert says in text
        assert 'value="Kept"' in text
    assert Version.objects.count() == 1


def test_a_body_that_is_too_large(staff):
    assert staff.post("/desk/new/", {**FIELDS, "text": "x" * (6 * 2**20)}).status_code == 400


@pytest.mark.parametrize("form", ["fetch", "feed"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://example.org/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://2130706433/",
        EVIL[1],
    ],
)
def test_addresses_are_checked_at_once_as_far_as_they_say_it_themselves(staff, form, address):
    response = staff.post(f"/desk/{form}/", {"address": address})
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert clean(response.content.decode())
    assert not Job.objects.exists()


def test_the_way_of_an_article(staff, run, own_record):
    address = staff.post("/desk/new/", FIELDS).url
    assert 'http-equiv="refresh"' in staff.get(address).content.decode()
    run()
    text = staff.get(address).content.decode()
    assert "<mark class=" in text
    assert "agreement" in text
    staff.post(f"{address}publish/")
    run()
    text = staff.get(address).content.decode()
    assert "As readers see it" in text
    assert f'href="{address}withdraw/"' in text
    assert "Only drafts can be discarded" in staff.post(f"{address}discard/", follow=True).content.decode()
    fields = {**FIELDS, "title": "Договор (исправлено)", "based_on": 1, "note": "a slip"}
    staff.post(f"{address}edit/", {**fields, "publish": "1"})
    assert "readers see version 1" in staff.get(address).content.decode()
    run()
    assert Article.objects.get().shown == 2
    text = staff.get(f"{address}versions/?from=1&to=2").content.decode()
    assert "<ins>Договор (исправлено)</ins>" in text
    assert "a slip" in text
    assert "editor" in text


def test_a_second_who_saves_is_told(staff, draft):
    staff.post(f"/desk/{draft.pk}/edit/", {**FIELDS, "title": "First", "based_on": 1})
    text = staff.post(f"/desk/{draft.pk}/edit/", {**FIELDS, "title": "Second", "based_on": 1}).content.decode()
    assert "another version meanwhile" in text
    assert 'value="Second"' in text
    based_on = re.search(r'name="based_on" value="(\d+)"', text)[1]
    staff.post(f"/desk/{draft.pk}/edit/", {**FIELDS, "title": "Second", "based_on": based_on})
    assert [version.title for version in draft.versions.order_by("number")] == ["Договор", "First", "Second"]


def test_drafts_are_discarded_and_taken_back(staff, draft):
    assert staff.post(f"/desk/{draft.pk}/discard/").url == "/desk/"
    assert not Job.objects.exists()
    assert "Договор" in staff.get("/desk/?state=discarded").content.decode()
    staff.post(f"/desk/{draft.pk}/restore/")
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert Job.objects.get().kind == "code"


def test_the_queue_asks_again_only_while_something_is_done(staff, draft, run):
    assert 'hx-trigger="every 2s"' in staff.get("/desk/queue/").content.decode()
    run()
    assert "hx-trigger" not in staff.get("/desk/queue/").content.decode()


def test_the_article_page_leads_staff_to_the_desk(staff, archive, rf, django_user_model):
    from multivector.observatory.desk.on_article import way_to_desk

    row = archive.row("SELECT * FROM documents ORDER BY row LIMIT 1")
    request = rf.get("/")
    for user, shown in ((django_user_model(is_staff=True), True), (django_user_model(), False)):
        request.user = user
        assert bool(way_to_desk(request, document=row)) == shown
    response = staff.post(f"/desk/open/{row['id']}/")
    assert response.url == f"/desk/{Article.objects.get().pk}/edit/"
    assert row["text"][:20] in staff.get(response.url).content.decode()


def test_an_address_of_the_record_that_is_no_page_is_no_link(staff, django_user_model):
    article = Article.objects.create(doc="x", origin="record", state="published", shown=1)
    Version.objects.create(article=article, number=1, **{**FIELDS, "url": "javascript:alert(1)"})
    assert 'href="javascript' not in staff.get(f"/desk/{article.pk}/").content.decode()
