from dataclasses import replace

import pytest

from multivector import Coder, Document, Record
from multivector.run import TASK_DOCUMENTS, code_into, code_stream

SENTENCES = [
    "Россия ввела санкции против Канады.",
    "Президент Казахстана Нурсултан Назарбаев встретился с Си Цзиньпином.",
    "Китай поддержал Иран.",
    "Погода сегодня хорошая.",
]


def documents(count=8, **fields):
    return [
        Document(f"d{n}", SENTENCES[n % len(SENTENCES)], **{"language": "ru", "published": "2015-09-01", **fields})
        for n in range(count)
    ]


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "record", create=True)


def run(record, coder, texts, **options):
    """(what was coded, what was told as written, problems)."""
    written, problems = [], []
    tally = code_into(record, texts, coder, on_problem=problems.append, on_written=written.append, **options)
    return tally, written, problems


def entries(record):
    events, facts = (frame.collect().drop("revision") for frame in (record.events(), record.facts()))
    return events.sort("id").to_dicts(), facts.sort("id").to_dicts()


def test_two_workers_give_the_same_as_one(coder):
    texts = [*documents(TASK_DOCUMENTS + 5), Document("foreign", "Hallo Welt", language="de"), *documents(3)]
    results = []
    for workers in (1, 2):
        problems = []
        coded = code_stream(iter(texts), coder, workers=workers, on_problem=problems.append)
        results.append(([one.to_dict() for one in coded], [problem.where for problem in problems]))
    assert results[0] == results[1]
    assert results[0][1] == ["foreign"]


def test_workers_use_the_lexicon_they_are_given(lexicon):
    less = Coder(replace(lexicon, frames={"none": lexicon.frames["meet"]}, fingerprint="less"))
    results = [
        [len(one.events) for one in code_stream(documents(4), less, workers=workers, on_problem=print)]
        for workers in (1, 2)
    ]
    assert results[0] == results[1]


def test_second_run_codes_nothing(record, coder):
    first, written, _ = run(record, coder, documents())
    assert (first.coded, first.unchanged, written) == (8, 0, [8])
    assert first.events == record.events().collect().height > 0
    assert first.facts == record.facts().collect().height > 0
    before = entries(record)
    second, written, _ = run(record, coder, documents())
    assert (second.coded, second.unchanged, second.events, written) == (0, 8, 0, [])
    assert entries(record) == before


def test_changed_text_replaces(record, coder):
    run(record, coder, documents(4))
    changed = [*documents(4)[1:], Document("d0", "США обвинили Иран.", language="ru", published="2015-09-01")]
    tally, _, _ = run(record, coder, changed)
    assert (tally.coded, tally.unchanged) == (1, 3)
    events = [(event["doc"], event["type"]) for event in entries(record)[0]]
    assert sorted(events) == [("d0", "ACCUSE"), ("d1", "CONSULT"), ("d2", "SUPPORT")]


def test_another_day_or_coder_codes_again(record, coder):
    run(record, coder, documents(4))
    assert run(record, coder, documents(4, published="2015-09-02"))[0].coded == 4
    assert run(record, Coder(min_confidence=0.99), documents(4, published="2015-09-02"))[0].coded == 4
    assert entries(record) == ([], [])


def test_one_bad_document_leaves_the_others(record, coder):
    texts = [*documents(2), Document("foreign", "Hallo Welt", language="de"), *documents(4)[2:]]
    tally, written, problems = run(record, coder, texts)
    assert (tally.coded, written) == (4, [4])
    assert [problem.where for problem in problems] == ["foreign"]


def test_writes_in_batches(record, coder, monkeypatch):
    monkeypatch.setattr("multivector.run.WRITE_DOCUMENTS", 3)
    assert run(record, coder, documents(8))[1] == [3, 6, 8]


def test_what_was_told_as_written_is_written(record, coder, monkeypatch):
    monkeypatch.setattr("multivector.run.WRITE_DOCUMENTS", 3)
    seen = []

    def look(count):
        seen.append((count, record.documents().collect().height))

    code_into(record, documents(8), coder, on_problem=print, on_written=look)
    assert seen == [(3, 3), (6, 6), (8, 8)]


def test_actors_are_written_once_something_is_coded(record, coder, lexicon):
    run(record, coder, documents(1))
    names = {row["code"]: row["name_ru"] for row in record.actors().collect().to_dicts()}
    assert names["KAZ"] == "Казахстан"
    own_code = {key for key in lexicon.organisations if lexicon.organisation_code(key) == key}
    assert lexicon.states.keys() | own_code == names.keys()
