from __future__ import annotations

import pytest

from multivector.intake import surroundings

BODY = "Президенты двух стран подписали в Астане договор о сотрудничестве в области обороны и безопасности."


def _article(text: str) -> list[str]:
    """The lines that are left when the surroundings are taken out."""
    last, parts = 0, []
    for start, end in surroundings.find(text):
        parts.append(text[last:start])
        last = end
    return [line.strip() for part in [*parts, text[last:]] for line in part.splitlines() if line.strip()]


@pytest.mark.parametrize(
    "line",
    [
        "Оцените новость", "• Ваша оценка", "1 комментария", "Комментарии (12)", "Оставить комментарий",
        "Leave a Reply",
        "Пікір қалдыру", "Поделиться:", "Share this article", "Бөлісу", "Теги: Китай, Россия\nКомментарии",
        "Мы используем файлы cookie, чтобы сайт работал лучше.", "This website uses cookies to serve you.",
        "Біз cookie файлдарын пайдаланамыз.", "Главная » Новости » Политика", "Home | News | World",
        "Читайте также: Токаев встретился с Си", "Read more: Tokayev meets Xi", "Тағы оқыңыз:", "© 2024 Информбюро",
        "Copyright © Reuters",
        "Copyright 2005 Houston Chronicle",
        "2019-2024. Все права защищены.", "All rights reserved.", "Барлық құқықтар қорғалған",
        "Введите код с картинки", "I'm not a robot", "Подпишитесь на наш канал!", "Subscribe to our newsletter",
        "bowtiesmilelaughingblush", "heart_eyeskissing_heartgrin", "smile laughing blush smirk",
        "Главная\nНовости\n\nО нас\nКонтакты", "Басты бет\nЖаңалықтар\nБайланыс", "Facebook\nTwitter\nTelegram",
    ],
)  # fmt: skip
def test_marked(line: str) -> None:
    assert _article(f"{BODY}\n\n{line}\n") == [BODY]
    assert _article(f"{line}\n\n{BODY}\n") == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Итоги", "Новости", "Политика", "Россия и Китай", "Комментарий МИД Казахстана по ситуации в Сирии",
        "Главная тема переговоров - безопасность.", "Итоги переговоров: договор подписан.", "Contact Group",
        "World leaders smile and cry.", "(copyright law was discussed)",
        "angry", "fire", "The EU asked sites to tell readers about cookies.",
        "Share of trade", "Поделиться опытом предложил посол КНР на встрече в Астане.", "Email", "Казахстан | Китай",
        "США/Россия: переговоры", "Читайте также труды Кучмы, советует посол.", "Комментарии президента",
    ],
)  # fmt: skip
def test_not_marked(line: str) -> None:
    assert _article(f"{BODY}\n\n{line}\n\n{BODY}\n") == [BODY, line, BODY]
    assert _article(f"{line}\n\n{BODY}\n") == [line, BODY]


def test_links_below_a_heading_end_at_the_blank_line() -> None:
    text = f"{BODY}\n\nЧитайте также:\nКитай построит дорогу\nИран ответил США\n\nПодзаголовок\n\n{BODY}"
    assert _article(text) == [BODY, "Подзаголовок", BODY]


def test_readers_words_below_an_article() -> None:
    comments = "3 комментария\n\nИван\nРоссия напала на всех, и это знает каждый.\n\nПётр\nНет, не напала!"
    assert _article(f"{BODY}\n{BODY}\n\n{comments}") == [BODY, BODY]


def test_a_count_of_comments_above_an_article_hides_nothing() -> None:
    assert _article(f"0 комментариев\n\n{BODY}\n\n{BODY}") == [BODY, BODY]


def test_scraps_between_forms() -> None:
    assert _article(f"{BODY}\n\nОцените статью\n\nПлохо\nХорошо\n\nОставить комментарий\n\n×\n") == [BODY]


def test_spans_are_ordered_apart_and_reach_the_end() -> None:
    text = f"Главная » Новости » Мир\n{BODY}\n\n \nПоделиться\n\nКомментарии\n \n"
    (_, first), (second, last) = surroundings.find(text)
    assert text[first:second].strip() == BODY
    assert last == len(text)


@pytest.mark.parametrize("text", ["", "\n\n", "x", "Оцените новость", "a" * 5000])
def test_odd_texts(text: str) -> None:
    for start, end in surroundings.find(text):
        assert 0 <= start < end <= len(text)
