import json
from importlib.resources import files

import pytest

from multivector.observatory.readers import challenge
from multivector.observatory.readers.texts import as_html, clean_name, clean_text, digest, is_blank, links

LINK = '<a href="{0}" rel="nofollow ugc noopener">{0}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("see https://a.org/x.", f"<p>see {LINK.format('https://a.org/x')}.</p>"),
        ("(http://a.org/w_(x))", f"<p>({LINK.format('http://a.org/w_(x)')})</p>"),
        ("https://a.org/?a=1&b=2", f"<p>{LINK.format('https://a.org/?a=1&amp;b=2')}</p>"),
        (
            "javascript:alert(1) ftp://a.org www.a.org a@b.org",
            "<p>javascript:alert(1) ftp://a.org www.a.org a@b.org</p>",
        ),
        ('https://a.org/"x', f"<p>{LINK.format('https://a.org/')}&quot;x</p>"),
        ("https://", "<p>https://</p>"),
        ("", ""),
    ],
)
def test_as_html(text, html):
    assert as_html(text) == html


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a \r\nb\r\n\r\n\r\n\r\nc  ", "a\nb\n\nc"),
        (":smile: :+1: :-1: :kazakhstan: :thumbsup:", "😄 👍️ 👎️ 🇰🇿 👍️".replace("\ufe0f", "")),
        ("at 10:30:45 :nonsense:", "at 10:30:45 :nonsense:"),
        ("a\x00\x07\u202eb", "ab"),
        ("Z" + "\u0300" * 50, "Z\u0300\u0300"),
        ("👩‍💻", "👩‍💻"),
    ],
)
def test_clean_text(text, cleaned):
    assert clean_text(text).replace("\ufe0f", "") == cleaned


def test_names_and_blanks():
    assert clean_name(" A\u200bi\n gul\u202e ") == "Ai gul"
    assert is_blank(" \u200b\u2060\n")
    assert not is_blank("a")


@pytest.mark.parametrize(
    ("text", "count"), [("none", 0), ("https://www.a.org", 1), ("a.com b.kz www.c.de", 3), ("e.g. this", 0)]
)
def test_links(text, count):
    assert links(text) == count


def test_digest_sees_through_case_and_spaces():
    assert digest("Hello, World!") == digest("hello world")
    assert digest("👍") != digest("👎")


def test_the_emoji_are_whole():
    path = files("multivector.observatory.readers") / "static" / "readers" / "emoji.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    codes = [code for item in items for code in item["codes"]]
    assert len(items) >= 300
    assert len(codes) == len(set(codes))
    assert all(item[language] for item in items for language in ("ru", "kk", "en"))


@pytest.mark.parametrize("language", ["ru", "kk", "en", "xx"])
def test_questions_are_spelled_out(db, language):
    for _ in range(30):
        question = challenge.new(challenge.QUESTION, language).question
        assert question.endswith("?")
        assert not any(character.isdigit() for character in question)
