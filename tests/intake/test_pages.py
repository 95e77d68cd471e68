from __future__ import annotations

from pathlib import Path

import pytest

from multivector.intake import document, pages

SHARED = Path(__file__).parents[2].parent / "shared"
BODY = "Главы двух государств подписали в Астане договор о сотрудничестве в области обороны и безопасности."
COPIED = f"""Казахстан и Китай: новый этап

Казахстан и Китай: новый этап

{BODY}

         {BODY}

Алия Сергеева-Ким

\u00a0

Оцените статью

  • Ваша оценка
Итоги:
Проголосовало людей: 12

2 комментария

Оставить комментарий

Ваш e-mail не будет опубликован. Поля обязательны для заполнения - *

  • smilelaughingblushheart_eyes
    winkgrincrysob
Кликните на изображение чтобы обновить код
×"""
PAGE = """<!DOCTYPE html><html><head><title>Site</title><meta charset="{charset}">
<meta property="og:title" content="Договор подписан"><meta name="author" content="Алия Ким">
<meta property="article:published_time" content="2019-03-05T10:00:00+06:00"></head><body>
<nav><a href="/">Главная</a><a href="/n">Новости</a></nav>
<article><h1>Договор подписан</h1><p>{body}</p><p>{body} Затем состоялся приём.</p></article>
<footer>© Все права защищены</footer></body></html>"""


def test_a_copied_page() -> None:
    found = document(COPIED)
    assert found.text == COPIED
    assert (found.title, found.author, found.language) == ("Казахстан и Китай: новый этап", "Алия Сергеева-Ким", "ru")
    (_, doubled_end), (start, end) = found.surroundings
    assert COPIED[:doubled_end].count("новый этап") == 2
    assert start <= COPIED.index("\nОцените")
    assert end == len(COPIED)


def test_the_seed() -> None:
    path = SHARED / "seed" / "article.ru.txt"
    if not path.exists():
        pytest.skip("the seed is not here")
    text = path.read_bytes().decode()
    found = document(text)
    assert (found.title, found.author) == ("Внешняя политика Республики Казахстан", "Асем Есельбаева")
    assert found.surroundings[0] == (39, 76)
    start, end = found.surroundings[1]
    assert text.index("Тюркском совете") < start <= text.index("\nОцените новость")
    assert end == len(text)
    assert len(found.surroundings) == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Заголовок без точки\n\n{BODY}", "Заголовок без точки"),
        (f"\ufeffWhat next?\r\n\r\n{BODY}".lstrip("\ufeff"), "What next?"),
        (f"Это предложение.\n\n{BODY}", None),
        (f"Первая строка абзаца\n{BODY}", None),
        (f"Главная » Новости » Мир\n\nЗаголовок\n\n{BODY}", "Заголовок"),
        ("Одна строка", None),
        (f"{'Слово ' * 50}\n\n{BODY}", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert pages.layout(text).title == title


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (f"Заголовок\n\nАвтор: Асем Есельбаева\n\n{BODY}", "Асем Есельбаева"),
        (f"Title\n\nBy John Smith and Mary Jones\n\n{BODY}", "John Smith and Mary Jones"),
        (f"Заголовок\n\n{BODY}\n\nА. Б. Есельбаева", "А. Б. Есельбаева"),
        (f"Тақырып\n\n{BODY}\n\nАйгүл Өмірбаева\n\nПікір қалдыру", "Айгүл Өмірбаева"),
        (f"Заголовок\n\n{BODY}\n\nРеспублика Казахстан", None),
        (f"Заголовок\n\n{BODY}\n\nАстана", None),
        (f"Title\n\n{BODY}\n\nAssociated Press", None),
        (f"Title\n\nBy the end of the year\n\n{BODY}", None),
        ("Заголовок\n\nАсем Есельбаева", None),
    ],
)
def test_authors(text: str, author: str | None) -> None:
    assert pages.layout(text).author == author


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
def test_an_html_page(charset: str) -> None:
    source = pages.decode_html(PAGE.format(charset=charset, body=BODY).encode(charset))
    page = pages.read_html(source)
    assert (page.title, page.author, page.published) == ("Договор подписан", "Алия Ким", "2019-03-05")
    assert BODY in page.text
    assert "защищены" not in page.text


@pytest.mark.parametrize(
    "source",
    [
        f"<html><body><p>{BODY}<div><p>{BODY}</span></table>",
        f'<?xml version="1.0" encoding="windows-1251"?><html><body><p>{BODY}</p></body></html>',
        f"<<<p>{BODY}<<</p",
    ],
)
def test_broken_html(source: str) -> None:
    assert BODY[:-1] in pages.read_html(source).text


@pytest.mark.parametrize("source", ["", "<html></html>", "<", "<script>x</script>", "<!-- -->"])
def test_html_without_words(source: str) -> None:
    assert not any(map(str.isalpha, pages.read_html(source).text))


@pytest.mark.parametrize(
    ("text", "is_html"), [("<!DOCTYPE html>", True), (" <html lang=ru>", True), ("<p>a", True), ("a < b", False)]
)
def test_looks_like_html(text: str, is_html: bool) -> None:
    assert pages.looks_like_html(text) == is_html
