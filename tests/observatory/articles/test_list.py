import pytest
from lxml import etree

from multivector.model import CodedDocument, Document
from tests.observatory.articles.conftest import EVIL, event

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def documents():
    """One document of each kind, the newest first."""
    text = "Казахстан подписал договор. Он важен."
    meeting = "Presidents held a meeting."
    return [
        CodedDocument(Document("new", text, title="О договоре", published="2025-02-01", language="ru", source="ИА"),
                      [event("aaaa", text, "подписал"), event("bbbb", text, "договор")]),
        CodedDocument(Document("en", meeting, title="Summit", published="2024-05-05", language="en", source="Agency"),
                      [event("cccc", meeting, "meeting")]),
        CodedDocument(Document("bare", "Заголовок без записей\nИ текст.", published="2024-01-01", language="ru", source="ИА")),
        CodedDocument(Document("old", "…", title="Президенты встретились", published="1999", language="ru")),
        CodedDocument(Document("undated", "Еще текст", title="Үкімет отырысы", language="kk")),
    ]  # fmt: skip


@pytest.fixture
def ids(client, written):
    written(*documents())

    def ask(query=""):
        response = client.get(f"/articles/{query}")
        assert response.status_code == 200
        return [row["id"] for row in response.context["page"].object_list]

    return ask


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["new", "en", "bare", "old", "undated"]),
        ("?language=ru", ["new", "bare", "old"]),
        ("?outlet=ИА", ["new", "bare"]),
        ("?year=2024", ["en", "bare"]),
        ("?year=2024&language=ru", ["bare"]),
        ("?q=договоры", ["new"]),  # another form, in the title
        ("?q=подписали", ["new"]),  # in the sentence of an entry
        ("?q=meetings", ["en"]),
        ("?q=встретиться", ["old"]),  # an article without entries, by its title
        ("?q=записях", ["bare"]),  # without a title, by how it begins
        ("?q=үкіметтің", ["undated"]),
        ("?q=казахстан подписать", ["new"]),
        ("?q=казахстан meeting", []),
        ("?q=%20%27;--", ["new", "en", "bare", "old", "undated"]),  # no word in it
        ("?page=77", ["new", "en", "bare", "old", "undated"]),
        ("?page=x", ["new", "en", "bare", "old", "undated"]),
    ],
)
def test_filters(ids, query, expected):
    assert ids(query) == expected


@pytest.mark.parametrize("query", ["language=xx", "year=1'", "outlet=<b>", "q=" + "x" * 300])
def test_what_is_wrong_is_said_beside_the_field_and_kept(client, ids, query):
    html = client.get(f"/articles/?{query}").content.decode()
    assert 'role="alert"' in html
    assert "<b>" not in html
    assert not query.startswith("language") or '<option value="xx" selected>xx</option>' in html
    assert ids(f"?{query}&year=1999") == ["old"] or "year" in query


@pytest.mark.parametrize("word", EVIL)
def test_a_query_is_escaped(client, ids, word):
    html = client.get("/articles/", {"q": word}).content.decode()
    assert word not in html or "<" not in word
    assert "<svg" not in html


@pytest.mark.parametrize(("language", "words"), [("ru", "2 записи"), ("kk", "2 жазба"), ("en", "2 entries")])
def test_the_number_of_entries_is_shown(client, ids, language, words):
    assert words in client.get(f"/{language}/articles/").content.decode()


def test_long_lists_have_pages(client, written):
    written(*(CodedDocument(Document(f"d{n:03}", "Text", published=f"2024-01-{n % 28 + 1:02}")) for n in range(65)))
    shown = [row["id"] for n in (1, 2, 3) for row in client.get(f"/articles/?page={n}").context["page"].object_list]
    assert len(shown) == len(set(shown)) == 65
    assert 'href="?year=2024&amp;page=2"' in client.get("/articles/?year=2024").content.decode()


def test_an_empty_record(client, written):
    written()
    assert "holds no article yet" in client.get("/en/articles/").content.decode()


def test_the_feed(client, ids, written):
    answer = client.get("/articles/feed.atom?language=ru")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "О договоре", "Заголовок без записей", "Президенты встретились",
    ]  # fmt: skip
    assert all(
        entry.find(f"{ATOM}link").get("href").startswith("http://testserver/articles/")
        for entry in feed.iter(f"{ATOM}entry")
    )


def test_a_feed_of_odd_characters(client, written):
    written(CodedDocument(Document("a", "Text", title="A\x00\x0b<&>", author="\x1f", published="2024")))
    entry = etree.fromstring(client.get("/articles/feed.atom").content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "A<&>"
