"""Who the subject of a sentence is, as the source of its event."""

import pytest

PARTIES = [
    ("Казахстан поддержал Иран.", "KAZ"),
    ("Республика Казахстан поддержала Иран.", "KAZ"),
    ("Астана поддержала Иран.", "KAZ"),
    ("Кремль поддержал Иран.", "RUS"),
    ("Президент Казахстана поддержал Иран.", "KAZ"),
    ("Казахстанский президент поддержал Иран.", "KAZ"),
    ("МИД Казахстана поддержал Иран.", "KAZ"),
    ("Казахстанские дипломаты поддержали Иран.", "KAZ"),
    ("Армия Сирии поддержала Иран.", "SYR"),
    ("Сирийская оппозиция поддержала Иран.", "SYR.OPP"),
    ("Сирийские повстанцы поддержали Иран.", "SYR.REB"),
    ("Повстанцы в Сирии поддержали Иран.", "SYR.REB"),
    ("Россияне поддержали Иран.", "RUS.CVL"),
    ("ООН поддержала Иран.", "UN"),
    ("Генсек ООН поддержал Иран.", "UN"),
    ("Организация Объединённых Наций поддержала Иран.", "UN"),
    ("Европейский союз поддержал Иран.", "EU"),
    ("СССР поддержал Иран.", "SUN"),
    ("Россия, Китай и Армения поддержали Иран.", "ARM,CHN,RUS"),
    ("Президенты России и Китая поддержали Иран.", "CHN,RUS"),
    ("Хезболла поддержала Иран.", "LBN.REB"),
]


@pytest.mark.parametrize(("text", "source"), PARTIES)
def test_parties(code, text, source):
    found = [",".join(sorted(event.source)) for event in code(text).events if event.type == "SUPPORT"]
    assert found == [source]


def test_an_office_without_owner_belongs_to_the_state_that_the_text_is_about(code):
    about = "Казахстан граничит с Китаем. Столица Казахстана выросла, сообщило агентство Казахстана."
    (event,) = code(f"{about} Министр поддержал Иран.").events
    assert event.source == ("KAZ",)


def test_nobody_known_acts(code):
    assert code("Дядя Ваня поддержал тётю Машу.").events == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Полиция Белоруссии задержала белорусского журналиста.", ("BLR.COP", "BLR.JRN")),
        ("Полиция Белоруссии задержала польского журналиста.", ("BLR", "POL.JRN")),
        ("Армия Сирии обстреляла сирийских повстанцев.", ("SYR.MIL", "SYR.REB")),
    ],
)
def test_organs_are_told_apart_only_within_a_state(code, text, sides):
    (event,) = code(text).events
    assert (*event.source, *event.target) == sides


def test_former_officials(code):
    (event,) = code("Суд Перу приговорил бывшего президента Перу к тюремному заключению.").events
    assert (event.source, event.target) == (("PER.JUD",), ("PER.ELI",))


def test_a_leader_without_office_on_the_day_is_elite(code):
    (event,) = code("Суд Перу приговорил Фухимори к тюремному заключению.", "2009-04-07").events
    assert event.target == ("PER.ELI",)
