import pytest

from multivector.lexicon.inflect import adjective_forms, name_forms, surname_forms, trigger_forms

FAULT = pytest.mark.xfail(strict=True, reason="surnames that the dictionary does not know are not declined")


@pytest.mark.parametrize(
    ("name", "some", "none"),
    [
        ("Республика Казахстан", ["Республикой Казахстан", "Республике Казахстан"], ["Республикой Казахстаном"]),
        ("Южная Корея", ["Южной Кореи", "Южную Корею"], ["Южная Кореи", "южная корея"]),
        ("Соединённые Штаты", ["Соединенных Штатов", "Соединенными Штатами"], ["Соединенный Штат"]),
        ("Нур-Султан", ["Нур-Султана", "Нур-Султане"], []),
        ("МИД", ["МИДа", "МИДом"], ["МИДы"]),
        ("ОБСЕ", ["ОБСЕ"], ["ОБСЕа"]),
        ("Косово", ["Косово", "Косова", "Косове"], []),
        ("Совет Безопасности", ["Совета Безопасности", "Советом Безопасности"], ["Советы Безопасности"]),
    ],
)
def test_names(name, some, none):
    forms = name_forms(name)
    assert set(some) <= forms
    assert not set(none) & forms


def test_nouns_with_plural():
    forms = name_forms("министр иностранных дел", plural=True)
    assert {"министра иностранных дел", "министры иностранных дел", "министрам иностранных дел"} <= forms


def test_adjectives():
    assert {"казахстанского", "казахстанская", "казахстанские"} <= adjective_forms("казахстанский")


def test_yo_is_folded():
    assert not any("ё" in form for form in name_forms("Королёв") | trigger_forms("обстрелять") | adjective_forms("чёрный"))


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("встретиться", ["встретился", "встретятся", "встретившийся", "встретившись"]),
        ("осудить", ["осудил", "осужден", "осужденного", "осудив", "осудится"]),
        ("подписывать", ["подписывается", "подписываемый", "подписывая"]),
        ("визит", ["визита", "визитами"]),
        ("готов", ["готова", "готовы"]),
    ],
)
def test_triggers(word, some):
    assert set(some) <= trigger_forms(word)


@pytest.mark.parametrize(
    ("surname", "given", "forms"),
    [
        ("Назарбаев", "Нурсултан", {"Назарбаев", "Назарбаева", "Назарбаеву", "Назарбаевым", "Назарбаеве"}),
        ("Захарова", "Мария", {"Захарова", "Захаровой", "Захарову"}),
        ("Меркель", "Ангела", {"Меркель"}),
        ("Лукашенко", "Александр", {"Лукашенко"}),
        ("Байден", "Джо", {"Байден", "Байдена", "Байдену", "Байденом", "Байдене"}),
        pytest.param(
            "Токаев", "Касым-Жомарт", {"Токаев", "Токаева", "Токаеву", "Токаевым", "Токаеве"}, marks=FAULT
        ),
        pytest.param("Пашинян", "Никол", {"Пашинян", "Пашиняна", "Пашиняну", "Пашиняном", "Пашиняне"}, marks=FAULT),
        pytest.param("Вучич", "Александр", {"Вучич", "Вучича", "Вучичу", "Вучичем", "Вучиче"}, marks=FAULT),
        pytest.param(
            "Ким Чен Ын", "", {"Ким Чен Ын", "Ким Чен Ына", "Ким Чен Ыну", "Ким Чен Ыном", "Ким Чен Ыне"}, marks=FAULT
        ),
    ],
)
def test_surnames(surname, given, forms):
    assert {form for form in surname_forms(surname, given) if not form.endswith("ою")} == forms
