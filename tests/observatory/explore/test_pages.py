import re

import pytest

from multivector.observatory.explore import marks

pytestmark = pytest.mark.django_db
LANGUAGES = ("ru", "kk", "en")


def page(client, path, **headers):
    response = client.get(path, headers=headers, follow=True)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query", ["", "?actor=KAZ", "?fact=office&sort=confidence", "?q=unheard", "?actor=Atlantis", "?page=99999"]
)
def test_every_state_is_a_page_in_each_language(client, language, query):
    html = page(client, f"/{language}/explore/{query}")
    assert html.count("<h1") == 1
    assert "style=" not in html
    assert "onclick" not in html


def test_the_number_stands_over_the_rows(client, archive):
    total = archive.value("SELECT count(*) FROM entries")
    html = page(client, "/en/explore/")
    assert f"{total:,} entries" in html
    assert html.count('class="parties"') == 50


def test_pages_follow_each_other(client, archive):
    total = archive.value("SELECT count(*) FROM entries WHERE type = 'AGREE'")
    pages = [page(client, f"/en/explore/?type=AGREE&sort=document&page={n}") for n in range(1, -(-total // 50) + 1)]
    assert sum(html.count('class="parties"') for html in pages) == total
    assert 'rel="prev"' not in pages[0]
    assert re.search(r'rel="next" href="/en/explore/\?type=AGREE&amp;sort=document&amp;page=2"', pages[0])
    assert 'rel="next"' not in pages[-1]


def test_names_and_empty_fields_are_put_in_order(client):
    response = client.get("/ru/explore/?q=&actor=Казахстан&partner=&since=&sort=time&page=1")
    assert response.status_code == 302
    assert response["Location"] == "/ru/explore/?actor=KAZ"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "language", "said"),
    [
        ("actor=Atlantis", "en", "No party of this name or code is in the record."),
        ("since=gestern", "ru", "Напишите день, месяц или год"),
        ("confidence=1.5", "kk", "0-ден 1-ге дейінгі сан жазыңыз."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(client, query, language, said):
    name, _, value = query.partition("=")
    html = page(client, f"/{language}/explore/?{query}&partner=IRN")
    field = re.search(rf'<p class="field[^"]* wrong">.*?name="{name}".*?</p>', html, re.S)[0]
    assert said in field
    assert f'value="{value}"' in field
    assert 'aria-invalid="true"' in field
    assert html.count('class="parties"') == 0


@pytest.mark.parametrize(("query", "title"), [("type=LOVE", "Event"), ("sort=LOVE", "Order"), ("kind=LOVE", "Kind")])
def test_what_has_no_field_is_said_above(client, query, title):
    assert f"<strong>{title}</strong>: Not known here: LOVE." in page(client, f"/en/explore/?{query}")


def test_the_words_that_were_found_are_marked(client):
    html = page(client, "/ru/explore/?q=подписал+конвенций")
    assert re.search(r"<mark>подписали</mark>", html)
    assert re.search(r"<mark>[Кк]онвенцию</mark>", html)


def test_what_is_typed_is_escaped(client):
    html = page(client, "/en/explore/?q=%3Cscript%3Ealert(1)%3C/script%3E&actor=%22%3E%3Cimg%20src=x%3E")
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_htmx_gets_the_inside_and_the_address(client):
    response = client.get("/en/explore/?q=&actor=KAZ", headers={"HX-Request": "true"})
    assert response.content.startswith(b'<div id="explore"')
    assert response["HX-Push-Url"] == "/en/explore/?actor=KAZ"
    assert "HX-Request" in response["Vary"]
    back = client.get("/en/explore/?actor=KAZ", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert back.content.startswith(b"<!doctype html>")


def test_facets_choose_and_take_back(client):
    html = page(client, "/en/explore/?actor=KAZ&type=AGREE")
    assert re.search(r'href="/en/explore/\?actor=KAZ" aria-current="true"', html)
    assert re.search(r'href="/en/explore/\?actor=KAZ&amp;type=AGREE&amp;type=CONSULT"', html)
    assert re.search(r'class="chip" href="/en/explore/\?type=AGREE"', html)


@pytest.mark.parametrize(
    "facet", ["actor", "partner", "type", "fact", "status", "year", "outlet", "language", "priority"]
)
def test_all_values_of_a_facet(client, facet):
    html = page(client, f"/en/explore/values/{facet}/?of=status%3Ddone")
    assert "/en/explore/?status=done&amp;" in html


def test_values_are_found_by_their_names(client):
    html = page(client, "/ru/explore/values/partner/?of=actor%3DKAZ&find=кирг", **{"HX-Request": "true"})
    assert re.findall(r"partner=(\w+)", html) == ["KGZ"]
    assert client.get("/ru/explore/values/nothing/").status_code == 404


def test_other_apps_mark_entries_though_pages_are_kept(client, monkeypatch):
    monkeypatch.setattr(marks, "_providers", [])
    assert "<!--mark" not in page(client, "/en/explore/?actor=IRN")
    marks.provide(lambda request, ids: {ids[0]: f"<b>reviewed of {len(ids)}</b>"})
    assert page(client, "/en/explore/?actor=IRN").count("<b>reviewed of 50</b>") == 1


def test_a_reviewed_entry_is_shown_as_such(client, archive):
    from multivector.observatory.review.models import Mark

    row = archive.row("SELECT id, doc FROM entries WHERE list_contains(actors, 'IRN') ORDER BY row LIMIT 1")
    assert "Accepted by" not in page(client, "/en/explore/?actor=IRN")
    Mark.objects.create(entry=row["id"], doc=row["doc"], verdict=Mark.Verdict.ACCEPTED, accepted=2)
    assert page(client, "/en/explore/?actor=IRN").count("Accepted by 2 reviewers") == 1


def test_only_reading(client):
    assert client.post("/en/explore/").status_code == 405
    assert client.head("/en/explore/").status_code == 200
