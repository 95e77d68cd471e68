import pytest

from multivector import Coder, Document, SkipInput
from multivector.language import parser_for

TEXT = "Президент Казахстана Нурсултан Назарбаев встретился с Си Цзиньпином. Россия ввела санкции против Канады."


def documents(count, **fields):
    return (Document(f"d{n}", TEXT, **{"language": "ru", **fields}) for n in range(count))


def ids(coded):
    return [entry.id for entry in (*coded.events, *coded.facts)]


def test_entries_carry_their_evidence(code):
    coded = code(TEXT, "2015-09-01")
    assert coded.events
    assert coded.facts
    for entry in (*coded.events, *coded.facts):
        assert TEXT[entry.start : entry.end] == entry.trigger
        assert entry.sentence[0] <= entry.start < entry.end <= entry.sentence[1]
        assert 0 < entry.confidence < 1
        assert entry.frame
        assert entry.reasons
        for start, end in entry.evidence.values():
            assert entry.sentence[0] <= start < end <= entry.sentence[1]


def test_ids_are_stable_and_unlike(coder, code):
    first = code(TEXT)
    assert ids(first) == ids(Coder().code(TEXT, language="ru"))
    assert len(set(ids(first))) == len(ids(first))
    assert not set(ids(first)) & set(ids(coder.code(TEXT, language="ru", id="another")))


def test_neighbours_change_nothing(coder):
    alone = {
        coded.document.id: coded.to_dict() for n in range(3) for coded in [coder.code(TEXT, language="ru", id=f"d{n}")]
    }
    crowd = [coded.to_dict() for coded in coder.code_many(documents(100))]
    assert {coded["doc"]: coded for coded in crowd[:3]} == alone


def test_stream_is_lazy(coder):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield Document(f"d{len(taken)}", "Россия ввела санкции против Канады.", language="ru")

    stream = coder.code_many(endless())
    assert next(stream).document.id == "d1"
    assert len(taken) < 1000


def test_order_is_kept(coder):
    assert [coded.document.id for coded in coder.code_many(documents(120))] == [f"d{n}" for n in range(120)]


@pytest.mark.parametrize("language", ["kk", "de", "uk", None])
def test_languages_that_cannot_be_coded(coder, language):
    skipped = []
    mixed = [*documents(2), Document("foreign", "Russia", language=language), *documents(1)]
    coded = list(coder.code_many(mixed, on_skip=skipped.append))
    assert len(coded) == 3
    assert [error.where for error in skipped] == ["foreign"]
    assert "en, ru can be coded" in skipped[0].message
    with pytest.raises(SkipInput, match="foreign"):
        list(coder.code_many(mixed))


@pytest.mark.parametrize("text", ["", " \n", "123"])
def test_texts_without_words(coder, text):
    with pytest.raises(SkipInput):
        coder.code(text)


def test_language_is_detected(coder):
    assert coder.code(TEXT).document.language == "ru"


def test_min_confidence():
    everything = Coder(min_confidence=0).code(TEXT, language="ru")
    least = max(entry.confidence for entry in (*everything.events, *everything.facts))
    sure = Coder(min_confidence=least).code(TEXT, language="ru")
    assert {entry.confidence for entry in (*sure.events, *sure.facts)} == {least}
    assert set(ids(sure)) < set(ids(everything))
    assert not ids(Coder(min_confidence=1).code(TEXT, language="ru"))


def test_fingerprint():
    assert Coder().fingerprint == Coder().fingerprint != Coder(min_confidence=0.5).fingerprint


def test_surroundings_are_never_coded(coder):
    text = "Россия ввела санкции против Канады.\n\nКитай поддержал Иран.\n\nФранция обвинила Турцию."
    start = text.index("Китай")
    around = Document("d", text, language="ru", surroundings=((0, 35), (start + 23, len(text))))
    (event,) = next(coder.code_many([around])).events
    assert (event.type, event.start) == ("SUPPORT", text.index("поддержал"))


@pytest.mark.parametrize(("published", "time"), [("2014-09-17", "2014-09-17"), (None, None)])
def test_news_of_the_day(code, published, time):
    (event,) = code("Россия ввела санкции против Канады.", published).events
    assert (event.time, event.time_source) == (time, "published" if published else "none")


def test_sentences_of_another_parser_are_coded(coder):
    document = Document(id="a", text=TEXT, language="ru", published="2020-03-06")
    parser = parser_for("ru")
    sentences = parser.parse([(TEXT[a:b], a) for a, b in parser.split(TEXT)])
    assert coder.code_sentences(document, sentences).to_dict() == coder.code(document).to_dict()
