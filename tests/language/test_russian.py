import pytest

from multivector.errors import StopRun
from multivector.language import languages, parser_for, register
from multivector.language.russian import LONGEST, RussianParser


@pytest.fixture(scope="module")
def parser():
    return parser_for("ru")


def parse(parser, text):
    return parser.parse([(text[a:b], a) for a, b in parser.split(text)])


def test_offsets_point_into_the_text(parser):
    text = "Заголовок\n\nПрезидент Казахстана встретился с Си Цзиньпином. Они говорили о торговле."
    for sentence in parse(parser, text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Первое. Второе.", 2),
        ("Заголовок\nТекст.", 2),
        ("Стороны обсудили\nторговлю и\nтранзит.", 1),
        ("Стороны обсудили\n\nторговлю.", 2),
        ("А. С. Пушкин жил в г. Москве.", 1),
        ("", 0),
        (" \n \n", 0),
    ],
)
def test_split(parser, text, count):
    assert len(parser.split(text)) == count


def test_tree_and_lemmas(parser):
    (sentence,) = parse(parser, "Договор был подписан Дмитрием Медведевым в Праге.")
    assert sentence.lemmas[:3] == ["договор", "быть", "подписать"]
    assert sentence.deprels[0] == "nsubj:pass"
    assert sentence.heads.count(-1) == 1


def test_overlong_sentences_are_cut_and_stay_one_tree(parser):
    text = "слово, " * LONGEST + "конец."
    (sentence,) = parser.parse([(text, 0)])
    assert len(sentence) == 2 * LONGEST + 2
    assert sentence.heads.count(-1) == 1


def test_order_does_not_depend_on_length(parser):
    texts = [("Россия ввела войска в Крым, сообщает газета.", 0), ("Да.", 50), ("США ответили.", 60)]
    assert [s.text for s in parser.parse(texts)] == [text for text, _ in texts]


def test_another_parser_can_be_plugged_in():
    register("xx", RussianParser)
    assert "xx" in languages()
    assert isinstance(parser_for("xx"), RussianParser)


def test_unknown_language_says_which_there_are():
    with pytest.raises(StopRun, match=r"no parser for language 'qq'.*ru"):
        parser_for("qq")
