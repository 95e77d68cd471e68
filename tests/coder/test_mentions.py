"""text | published | word -> what it names."""

import pytest

from multivector.coder.mentions import find_mentions, holds_office
from multivector.language import parser_for
from multivector.lexicon.forms import Candidate
from multivector.lexicon.schema import Term

NAMES = """
Токаев прибыл в Пекин. | 2019-09-11 | person KAZ, capital CHN
К. Токаев прибыл в Пекин. | 2019-09-11 | person KAZ, capital CHN
Касым-Жомарт Токаев прибыл в Пекин. | 2019-09-11 | person KAZ, capital CHN
Буш прибыл в Лондон. | 2003-11-18 | person USA, capital GBR
Джордж Буш прибыл в Лондон. | 2003-11-18 | person USA, capital GBR
Кейт Буш прибыла в Лондон. | 2003-11-18 | capital GBR
В. Путин прибыл в Лондон. | 2003-06-24 | person RUS, capital GBR
П. Путин прибыл в Лондон. | 2003-06-24 | capital GBR
После прибыли представители Казахстана. | | role representative, state KAZ
После визита Казахстан ответил. | | state KAZ
Посол Казахстана ответил. | | role ambassador, state KAZ
Совет безопасности ООН собрался. | | organisation UNSC
Рабочий визит в Казахстан завершён. | | state KAZ
Экс-президент Казахстана прибыл. | | role former_head, state KAZ
Российско-китайские переговоры начались. | | adjective CHN
Антироссийский митинг начался. | | anti RUS
Россиянин прибыл в Шымкент. | | people RUS, city KAZ
Соединённые Штаты ответили. | | state USA
"""


def named(coder, text, published):
    parser = parser_for("ru")
    (sentence,) = parser.parse([(text, 0)])
    for mention in find_mentions(sentence, coder.index("ru").find(text), published, coder.speech("ru")).all:
        candidate = mention.candidate
        yield f"{candidate.kind} {candidate.code or candidate.key}"


@pytest.mark.parametrize("row", NAMES.strip().splitlines())
def test_names(coder, row):
    text, published, expected = (part.strip() for part in row.split("|"))
    assert list(named(coder, text, published or None)) == expected.split(", ")


@pytest.mark.parametrize(
    ("text", "published", "given"),
    [
        ("Буш прибыл в Лондон.", "1991-06-01", "Джордж Герберт"),
        ("Буш прибыл в Лондон.", "2003-11-18", "Джордж"),
        ("Трюдо прибыл в Лондон.", "2017-07-01", "Джастин"),
    ],
)
def test_of_namesakes_the_one_in_office_is_meant(coder, text, published, given):
    (sentence,) = parser_for("ru").parse([(text, 0)])
    first = find_mentions(sentence, coder.index("ru").find(text), published, coder.speech("ru")).all[0].candidate
    assert first.given.startswith(given)
    assert holds_office(first, published)


@pytest.mark.parametrize(
    ("surname", "day", "yes"),
    [
        ("Токаев", "2019-03-20", True),
        ("Токаев", "2024-01-01", True),
        ("Назарбаев", "2019-03-19", True),
        ("Назарбаев", "2019-04-01", False),
    ],
)
def test_offices_of_the_day(lexicon, surname, day, yes):
    heads = [
        leader
        for leader in lexicon.leaders["KAZ"]
        if leader.name["ru"].endswith(surname) and any(term.office == "head_of_state" for term in leader.terms)
    ]
    terms = tuple(term for leader in heads for term in leader.terms if term.office == "head_of_state")
    assert holds_office(Candidate("person", "x", terms=terms), day) is yes


@pytest.mark.parametrize(("day", "yes"), [("2009-12-31", False), ("2010-05-01", True), ("2011-01-01", False)])
def test_a_year_lasts_to_its_end(day, yes):
    term = Term.model_validate({"office": "head", "from": "2010", "to": "2010"})
    assert holds_office(Candidate("person", "x", terms=(term,)), day) is yes
