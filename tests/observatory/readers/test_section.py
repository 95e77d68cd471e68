import re

import pytest
from django.core.cache import cache

from multivector.observatory.core import lasting
from multivector.observatory.readers import actions, moderation
from tests.observatory.readers.conftest import Guest

pytestmark = pytest.mark.django_db
FRESH = ("csrfmiddlewaretoken", "stamp", "captcha_0")


@pytest.fixture(autouse=True)
def afresh():
    cache.clear()


def article(reader, doc):
    return reader.get(f"/en/articles/{doc}/").content.decode()


def hidden(html, name):
    return set(re.findall(rf'name="{name}" value="([^"]*)"', html))


@pytest.mark.parametrize("name", FRESH)
def test_each_reader_gets_tokens_of_their_own(doc, name):
    one, other = (hidden(article(Guest(), doc), name) for _ in range(2))
    assert len(one) == len(other) == 1
    assert one != other or name == "stamp"  # within one moment two stamps may be alike
    assert not any(lasting.place("")[:-1] in value for value in one)


def test_the_page_that_is_kept_is_that_which_is_drawn(doc):
    def plain(html):
        for value in set().union(*(hidden(html, name) for name in FRESH)):
            html = html.replace(value, "-")
        return html

    kept, drawn = article(Guest(), doc), Guest().get(f"/en/articles/{doc}/?all").content.decode()
    assert plain(kept) == plain(drawn).replace("?all", "").replace("%3Fall", "")


def test_a_page_is_drawn_once_for_all_readers(doc, django_assert_num_queries):
    article(Guest(), doc)
    with django_assert_num_queries(3):  # whether it was withdrawn, how the marks stand, and the comments
        article(Guest(), doc)


def test_what_is_sent_from_a_kept_page_is_taken(doc):
    article(Guest(), doc)
    reader = Guest(enforce_csrf_checks=True)
    token = hidden(article(reader, doc), "csrfmiddlewaretoken").pop()
    sent = reader.post(f"/rate/{doc}/", {"stars": 4, "csrfmiddlewaretoken": token})
    assert sent.status_code == 302
    assert "4.0</strong>" in article(Guest(), doc)
    assert "checked" in article(reader, doc)
    assert "checked" not in article(Guest(), doc)


def test_whatever_becomes_of_a_comment_is_seen_at_once(doc, published, django_user_model):
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    assert published.text in article(Guest(), doc)
    moderation.edit(published, "Made milder.", editor, "insults")
    assert "Made milder." in article(Guest(), doc)
    moderation.close(doc, True, editor)
    assert "This discussion is closed." in article(Guest(), doc)
    actions.erase_all(type(published).objects.filter(pk=published.pk))
    assert "Made milder." not in article(Guest(), doc)


def test_theme_and_language_are_the_readers_own(doc):
    article(Guest(), doc)
    reader = Guest()
    reader.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in article(reader, doc)
    assert 'lang="ru"' in reader.get(f"/ru/articles/{doc}/").content.decode()
