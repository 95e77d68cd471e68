import json
import re
import sys
from html.parser import HTMLParser
from types import SimpleNamespace

import polars as pl
import pytest
from django.core.cache import cache
from django.urls import reverse, set_script_prefix
from lxml import etree

from multivector.coder.score import weights
from multivector.model import CodedDocument, Document, Fact
from multivector.observatory.articles import page as page_module
from multivector.observatory.articles.page import web_address
from multivector.observatory.articles.saying import _words, reasons_said
from multivector.observatory.core import plugs
from tests.observatory.articles.conftest import EVIL, event, evil_document

pytestmark = pytest.mark.django_db


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)

    def values(self, name):
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture
def sample(archive):
    return archive.value("SELECT id FROM documents WHERE id LIKE '%shanghai-five%'")


def address(doc, language=""):
    set_script_prefix("/")
    return f"{f'/{language}' if language else ''}{reverse('article', args=[doc])}"


def shown(client, doc, language=""):
    response = client.get(address(doc, language))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_entry_is_in_the_text_and_in_the_list_and_leads_to_the_other(client, archive, sample, language):
    tags = Tags(shown(client, sample, language))
    ids, links = tags.values("id"), tags.values("href")
    assert len(ids) == len(set(ids))
    entries = archive.entries_of(sample)
    assert {f"event-{row['id']}" for row in entries} <= set(ids)
    in_text = {
        id for tag, a in tags.tags if tag == "a" and "trigger" in a.get("class", "") for id in a["data-entries"].split()
    }
    assert in_text == {row["id"] for row in entries}
    inner = {link[1:] for link in links if link.startswith("#")}
    assert inner <= set(ids)
    assert {id for id in ids if id.startswith("spot-")} <= inner


def test_no_word_of_the_text_is_lost(client, archive, sample):
    html = re.sub(r'<span class="says".*?</span></span></span>', "", shown(client, sample, "en"))
    body = html[html.index('<div class="text"') : html.index('<section class="drawn"')]
    said = [" ".join(Tags(p).words) for p in re.findall(r"<p[ >].*?</p>", body, re.S)]
    stored = [line for line in archive.document(sample)["text"].split("\n") if line.strip()]
    assert ["".join(line.split()) for line in said] == ["".join(line.split()) for line in stored]


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "уверенно"), ("kk", "сенімді"), ("en", "sure")],
)
def test_the_page_speaks_the_readers_language(client, sample, language, words):
    assert words in shown(client, sample, language)


def test_the_older_and_the_newer_article(client, archive):
    ids = [row["id"] for row in archive.rows("SELECT id FROM documents ORDER BY row")]
    tags = Tags(shown(client, ids[1]))
    found = {a["rel"]: a["href"] for tag, a in tags.tags if tag == "a" and a.get("rel") in ("prev", "next")}
    assert found == {"prev": address(ids[2]), "next": address(ids[0])}
    assert 'rel="next"' not in shown(client, ids[0])
    assert 'rel="prev"' not in shown(client, ids[-1])


@pytest.mark.parametrize("id", ["none", "a/b.txt", "../etc/passwd", "feed.atom", "'; DROP TABLE documents; --", "\n"])
@pytest.mark.parametrize("name", ["article", "article-annotations", "article-text"])
def test_no_such_article(client, id, name):
    assert client.get(reverse(name, args=[id])).status_code == 404


@pytest.mark.parametrize("name", ["articles", "articles-feed"])
def test_only_reading(client, name):
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("id", ["a.txt", "a/b/c.txt", "два слова", "a?b#c%2F", "annotations.json", "a\nb", "x/"])
def test_any_id_has_a_page(client, written, id):
    written(CodedDocument(Document(id, "Words.", language="en")))
    assert "Words." in shown(client, id)
    assert address(id) in client.get("/articles/").content.decode()
    assert client.get(reverse("article-text", args=[id])).content.decode() == "Words."


@pytest.mark.parametrize("evil", EVIL)
def test_texts_of_others_stay_texts(client, written, evil):
    coded = evil_document(evil)
    written(coded)
    for url in ("/articles/", address(coded.document.id)):
        html = client.get(url).content.decode()
        tags = Tags(html)
        assert {a.get("src", "/")[:1] for tag, a in tags.tags if tag in ("script", "img")} == {"/"}
        assert not [
            name for _, attributes in tags.tags for name in attributes if name.startswith("on") or name == "style"
        ]
        assert not {"svg", "style"} & {tag for tag, _ in tags.tags}
        assert evil in "".join(tags.words)
        assert not [link for link in tags.values("href") if not re.match(r"/|#|\?|mailto:|http://testserver/", link)]
    assert json.loads(client.get(reverse("article-annotations", args=[coded.document.id])).content)
    feed = etree.fromstring(client.get("/articles/feed.atom").content)
    assert [title.text for title in feed.iter("{http://www.w3.org/2005/Atom}title")][1:] == [evil]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        (" http://example.org ", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("http:", ""),
        ("http://[", ""),
        ("file:///etc/passwd", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_are_linked(url, expected):
    assert web_address(url) == expected


def test_surroundings_are_folded_away(client, written):
    text = "Menu\nHome\nKazakhstan signed."
    written(CodedDocument(Document("d", text, language="en", surroundings=((0, 9),)), [event("aaaa", text, "signed")]))
    html = shown(client, "d")
    folded = html[html.index("<details") : html.index("</details>")]
    assert "Menu" in folded
    assert "Home" in folded
    assert "Kazakhstan" not in folded


def test_two_entries_of_the_same_words(client, written):
    text = "Kazakhstan signed."
    both = [event("aaaa", text, "signed"), event("bbbb", text, "signed", type="ACCUSE")]
    written(CodedDocument(Document("d", text, language="en"), both))
    html = shown(client, "d")
    assert 'data-entries="aaaa bbbb"' in html
    assert 'class="trigger verbal-cooperation mixed"' in html
    assert html.count('class="said ') == 2


def test_verdicts_of_the_register(client, archive, sample, monkeypatch):
    facts = [row["id"] for row in archive.entries_of(sample) if row["type"] == "membership"]
    said = [("agrees", "member since 2017", "The list"), ("contradicts", "no member", "The <b>list</b>")]
    rows = [(id, sample, "membership", "", *verdict) for id, verdict in zip(facts, said, strict=True)]
    asked = []

    def claims(record, *, doc, language, register):
        asked.append((doc, language))
        return pl.DataFrame(
            rows, schema=["entry", "doc", "fact", "claim", "verdict", "register", "source"], orient="row"
        )

    monkeypatch.setitem(sys.modules, "multivector.analysis.claims", SimpleNamespace(claims=claims))
    for _ in range(2):
        html = shown(client, sample, "en")
        assert '<p class="verdict agrees">The register of organisations agrees: member since 2017' in html
        assert '<p class="verdict contradicts">The register of organisations contradicts: no member' in html
        assert "The &lt;b&gt;list" in html
    assert asked == [(sample, "en")]


def test_the_register_itself(client, sample, settings, tmp_path):
    assert '<p class="verdict agrees">' in shown(client, sample, "en")
    cache.clear()
    settings.REGISTER = str(tmp_path)  # none there: the article is shown all the same
    assert '<p class="verdict' not in shown(client, sample, "en")


def test_annotations_point_at_the_words(client, archive, sample):
    answer = client.get(reverse("article-annotations", args=[sample]))
    assert answer["Content-Type"].startswith("application/ld+json")
    found = json.loads(answer.content)
    text = client.get(reverse("article-text", args=[sample])).content.decode()
    assert found["partOf"]["total"] == len(found["items"]) == len(archive.entries_of(sample))
    for item in found["items"]:
        for target in item["target"]:
            assert target["source"].endswith("/text.txt")
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"] != ""
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


@pytest.fixture
def no_plugs(monkeypatch):
    monkeypatch.setattr(plugs, "_plugs", {})


def test_other_apps_add_to_a_page_and_its_entries(client, sample, no_plugs, archive):
    state = {"version": "1", "made": 0}

    def mark(request, *, id, doc):
        state["made"] += 1
        return f"<i>{state['version']} & {id} {doc}</i>"

    plugs.plug("entry", mark)
    plugs.plug("entry", mark)
    plugs.plug("article", lambda request, **_: "")
    plugs.plug("version", lambda request, *, doc: state["version"])
    number = len(archive.entries_of(sample))
    assert shown(client, sample).count("&lt;i&gt;1 &amp; ") == number  # once, and escaped: it was not marked safe
    shown(client, sample), shown(client, sample)
    assert state["made"] == number
    state["version"] = "2"
    assert "&lt;i&gt;2 " in shown(client, sample)


def test_the_page_is_made_once(client, sample, monkeypatch):
    shown(client, sample)
    monkeypatch.setattr(page_module, "_make", None)
    shown(client, sample)


def test_every_feature_of_the_score_has_words():
    known = set(_words()["features"])
    features = {name for name in weights() if not name.startswith(("type-", "("))}
    assert features <= known
    assert all({"ru", "kk", "en"} <= set(said) for group in _words().values() for said in group.values())


@pytest.mark.parametrize(
    ("about", "words"),
    [("KAZ", "Казахстан"), ("KAZ.OPP", "Казахстан (оппозиция)"), ("г. Алма-Ата", "г. Алма-Ата"), ("N.", "N.")],
)
def test_slots_hold_codes_or_words(client, written, about, words):
    text = "Казахстан провёл переговоры."
    slots = {"host": "KAZ", "what": "talks", "about": about}
    fact = Fact(id="aaaa", start=0, end=9, trigger="Казахстан", sentence=(0, 28), fact="hosting", slots=slots)
    written(CodedDocument(Document("d", text, language="ru"), [], [fact]))
    assert f"переговоры, тема: {words}<" in shown(client, "d", "ru")


def test_reasons():
    reasons = [
        {"id": "frame:meet", "text": "встретиться {name}"},
        {"id": "score:verb", "text": ""},
        {"id": "score:one-side", "text": ""},
        {"id": "unheard", "text": "as it is"},
    ]
    why, speaks_for, speaks_against = reasons_said(reasons, "en")
    assert why == ["the words “встретиться {name}”, rule meet", "as it is"]
    assert sorted(speaks_for + speaks_against) == ["a finite verb says it", "only one side is known"]
