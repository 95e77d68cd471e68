"""The pages as a reader gets them."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve

pytestmark = pytest.mark.django_db
LANGUAGES = ("ru", "kk", "en")
PAGES = (
    "", "actors/", "actors/KAZ/", "actors/SCO/", "actors/SYR.OPP/", "pairs/KAZ/CHN/", "pairs/KAZ/SCO/", "processes/",
    "processes/astana-syria/", "priorities/KAZ/", "priorities/FRA/", "standing/KAZ/", "standing/SCO/", "map/",
    "map/?actor=KAZ&since=2017&until=2018", "map/?at=KAZ",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_and_nothing_inline(page, path, language):
    html = page(f"/{language}/{path}")
    assert len(re.findall("<h1", html)) == 1
    assert f'<html lang="{language}"' in html
    assert not re.search(r"""\s(style|on\w+)=["']|<style|<script(?! src)|url\(|data:image""", html)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_picture_leads_to_a_page(page, path):
    html = page(f"/en/{path}")
    for picture in re.findall(r"<svg.*?</svg>", html, re.S):
        for link in map(unescape, re.findall(r'<a href="([^"]*)"', picture)):
            parts = urlsplit(link)
            assert parts.scheme == parts.netloc == ""
            assert not parts.path or resolve(parts.path.removeprefix("/en"), "tests.observatory.dossiers.addresses")
            if parts.fragment:
                assert f'id="{parts.fragment}"' in html or parts.query


@pytest.mark.parametrize(
    ("language", "said", "partner"),
    [
        ("ru", "договаривается, ведёт переговоры или сотрудничает", "Россия"),
        ("kk", "келіседі, сөйлеседі немесе бірге жұмыс істейді", "Ресей"),
        ("en", "agrees, talks or works", "Russia"),
    ],
)
def test_reasons_are_in_the_language_of_the_page(page, language, said, partner):
    reasons = re.findall(r'<p class="from">[^<]*: ([^<]*)</p>', page(f"/{language}/priorities/KAZ/"))
    assert any(said in reason for reason in reasons)
    assert any(f"({partner})" in reason for reason in reasons)
    assert language == "en" or not any(re.match("[a-z]", reason) for reason in reasons)
    assert not any(re.search(r"\([A-Z]{3}\)", reason) for reason in reasons)


@pytest.mark.parametrize("path", PAGES)
def test_ids_stand_once(page, path):
    ids = re.findall(r'\sid="([^"]+)"', page(f"/en/{path}"))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "path",
    ["actors/QQQ/", "actors/---/", "pairs/KAZ/QQQ/", "processes/no-such-talks/", "priorities/QQQ/", "standing/QQQ/"],
)
def test_what_the_record_does_not_know_is_not_found(client, path):
    assert client.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/en/pairs/CHN/KAZ/", "/en/pairs/KAZ/CHN/"),
        ("/en/pairs/kaz/chn/", "/en/pairs/KAZ/CHN/"),
        ("/en/pairs/KAZ/KAZ/", "/en/actors/KAZ/"),
        ("/en/actors/kaz/", "/en/actors/KAZ/"),
        ("/standing/kaz/", "/standing/KAZ/"),
    ],
)
def test_an_address_has_one_form(client, path, target):
    assert client.get(path).headers["Location"] == target


def test_the_chosen_state_is_kept(client):
    assert "<h1>Russia</h1>" in client.get("/en/?state=rus").content.decode()
    assert "<h1>Russia</h1>" in client.get("/en/").content.decode()


@pytest.mark.parametrize("wrong", ["QQQ", "SCO", "<b>x"])
def test_a_state_that_there_is_not_is_said(client, wrong):
    answer = client.get("/en/", {"state": wrong})
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert "<b>x" not in html.lower()
    assert "state" not in answer.cookies


def test_the_state_of_the_settings_comes_first(page, site):
    site.STATE = "IRN"
    assert "<h1>Iran</h1>" in page("/en/")


def test_figures_lead_to_their_events(page):
    links = [unescape(link) for link in re.findall(r'href="([^"]*/explore/\?[^"]*)"', page("/en/actors/KAZ/"))]
    asked = [parse_qs(urlsplit(link).query) for link in links]
    counted = {"kind": ["event"], "status": ["done", "ongoing"]}
    assert {"actor": ["KAZ"], "partner": ["RUS"], "since": ["1994"], "until": ["1994"], **counted} in asked


def test_an_actor_can_be_sought(page):
    html = page("/en/actors/?q=kazakh")
    assert "/en/actors/KAZ/" in html
    assert "/en/actors/RUS/" not in html


def test_an_entry_leads_to_its_place_in_the_article(page):
    assert re.search(r'href="/ru/articles/[^"]+/#event-[a-z0-9]{16}"', page("/ru/pairs/KAZ/IRN/"))


@pytest.mark.parametrize("query", ["since=x&until=99999", "at=QQQ", "actor=QQQ", "page=0", "at=%00"])
def test_the_map_passes_over_what_it_can_not_read(page, query):
    assert "<svg" in page(f"/en/map/?{query}")


def test_a_bar_leads_to_the_acts_of_its_priority(page):
    assert "/explore/?actor=KAZ&amp;priority=KAZ.nuclear" in page("/en/priorities/KAZ/")
