"""text | person, position, state of each office fact."""

import pytest

OFFICES = [
    ("Президент США Барак Обама прибыл в Берлин.", [("Барак Обама", "президент", "USA")]),
    ("Встреча с президентом Франции Эмманюэлем Макроном прошла в Бонне.", [("Эмманюэль Макрон", "президент", "FRA")]),
    ("Ангела Меркель, канцлер Германии, прибыла в Рим.", [("Ангела Меркель", "канцлер", "DEU")]),
    ("Российский министр обороны Сергей Шойгу прибыл в Рим.", [("Сергей Шойгу", "министр обороны", "RUS")]),
    ("Премьер-министр Индии Нарендра Моди посетил Непал.", [("Нарендра Моди", "премьер-министр", "IND")]),
    ("Экс-президент Финляндии Мартти Ахтисаари дал интервью.", [("Мартти Ахтисаари", "экс-президент", "FIN")]),
    (
        "Президент Казахстана Нурсултан Назарбаев и президент Китая Си Цзиньпин подписали договор.",
        [("Нурсултан Назарбаев", "президент", "KAZ"), ("Си Цзиньпин", "президент", "CHN")],
    ),
    pytest.param(
        "Президент Казахстана Н. Назарбаев прибыл в Берлин.",
        [("Н. Назарбаев", "президент", "KAZ")],
        marks=pytest.mark.xfail(strict=True, reason="not coded right yet"),
    ),
    ("Генсек НАТО Йенс Столтенберг посетил Киев.", [("Йенс Столтенберг", "генсек", "NATO")]),
    ("Президент Казахстана посетил Китай.", []),  # no name
    ("Барак Обама прибыл в Берлин.", []),  # no office
    ("Полковник Иван Петров прибыл в Казахстан.", []),  # a bare rank
    pytest.param(
        "Директор российского завода Иван Петров посетил Казахстан.",
        [],  # a company's
        marks=pytest.mark.xfail(strict=True, reason="not coded right yet"),
    ),
]


@pytest.mark.parametrize(("text", "offices"), OFFICES)
def test_offices(code, text, offices):
    found = [
        (fact.slots["person"], fact.slots["position"], fact.slots["of"])
        for fact in code(text).facts
        if fact.fact == "office"
    ]
    assert sorted(found) == sorted(offices)


def test_the_fact_spans_title_and_name(code):
    (fact,) = code("Вчера президент США Барак Обама прибыл в Берлин.").facts
    assert fact.trigger == "президент США Барак Обама"


def test_a_name_that_was_explained_is_known_further_on(code):
    first, then = "Президент Польши Анджей Новак прибыл в Прагу.", "Новак встретился с президентом Чехии."
    assert [event.source for event in code(f"{first} {then}").events if event.trigger == "встретился"] == [("POL",)]
    assert not any(event.source for event in code(then).events)
