"""What a state has been and done: facts of several documents put together."""

from datetime import date

import polars as pl
import pytest

from multivector import StopRun, standing
from multivector.analysis.charts import svg
from multivector.analysis.processes import grouped, stems, terms
from multivector.analysis.standing import chart

TEXTS = [
    ("a", "ru", None, "Казахстан вступил в ШОС в 2001 году."),
    ("b", "en", None, "In 2001 Kazakhstan joined the SCO."),
    ("c", "ru", None, "Казахстан председательствовал в ШОС в 2010–2011 годах."),
    ("d", "ru", None, "В 2011 году Казахстан председательствовал в ШОС."),
    ("e", "ru", None, "Казахстан председательствовал в ШОС в 2023–2024 годах."),
    ("f", "ru", None, "В 2017-18 годах Казахстан председательствовал в Совете Безопасности ООН."),
    ("g", "ru", None, "В январе 2017 года в Астане прошли переговоры по Сирии."),
    ("h", "ru", None, "23 января 2017 года в Астане прошли переговоры по Сирии."),
    ("i", "ru", None, "4 мая 2017 года в Астане прошли переговоры по Сирии."),
    ("j", "ru", None, "С января по октябрь 2017 года в Астане состоялись семь международных встреч по Сирии."),
    ("k", "ru", None, "28 марта 1994 года Казахстан и Россия подписали договор о сотрудничестве в Каспийском море."),
    ("l", "ru", None, "Казахстан и Россия подписали 28 марта 1994 года договор о сотрудничестве."),
    ("m", "ru", None, "28 марта 1994 года Казахстан и Китай подписали договор о сотрудничестве."),
    ("n", "ru", None, "В 2014 году Казахстан направил миротворцев в Ливан."),
    ("o", "ru", None, "Казахстан планирует вступить в ОПЕК."),
]


@pytest.fixture(scope="module")
def record(recorded):
    return recorded(*TEXTS)


@pytest.fixture(scope="module")
def table(record):
    return standing(record, "KAZ")


def row(table, what):
    (found,) = table.filter(pl.col("what").str.contains(what, literal=True)).iter_rows()
    return (*found[:5], len(found[5]))


def test_columns_and_order(table):
    assert table.schema == {
        "kind": pl.String, "what": pl.String, "with": pl.List(pl.String),
        "from": pl.Date, "to": pl.Date, "entries": pl.List(pl.String),
    }  # fmt: skip
    assert table["from"].to_list() == sorted(table["from"])


# words in `what` -> kind, what, with, from, to, number of entries
ROWS = [
    ("member since", "membership", "Shanghai Cooperation Organisation; register: member since 15 June 2001", ["SCO"], "2001-01-01", None, 2),
    ("chair 2010-2011", "chairmanship", "Shanghai Cooperation Organisation; register: chair 2010-2011", ["SCO"], "2010-01-01", "2011-12-31", 2),
    ("chair 2023-2024", "chairmanship", "Shanghai Cooperation Organisation; register: chair 2023-2024", ["SCO"], "2023-01-01", "2024-12-31", 1),
    ("Security Council", "chairmanship", "United Nations Security Council; contradicted by the register: elected member 2017-2018; president for January 2018", ["UNSC"], "2017-01-01", "2018-12-31", 1),
    ("Astana process", "hosting", "Astana process on Syria: rounds recorded: 2 (23 January 2017, 4 May 2017); claimed: 7 (January-October 2017)", ["SYR"], "2017-01-01", "2017-10-31", 4),
    ("Каспийском", "instrument", "договор о сотрудничестве в Каспийском море (signed)", ["RUS"], "1994-03-28", "1994-03-28", 2),
    ("peacekeeping", "mission", "peacekeeping mission: Lebanon", ["LBN"], "2014-01-01", "2014-12-31", 1),
]  # fmt: skip


@pytest.mark.parametrize("case", ROWS, ids=[case[0] for case in ROWS])
def test_what_is_said_in_several_documents_is_one_row(case, table):
    words, *expected, start, end, entries = case
    days = [day and date.fromisoformat(day) for day in (start, end)]
    assert row(table, words) == (*expected, *days, entries)


def test_others_stay_apart_and_plans_are_no_standing(table):
    assert table.height == len(ROWS) + 1  # the treaty with China
    assert not table.filter(pl.col("what").str.contains("OPEC")).height


def test_organs_of_a_state_are_the_state_and_others_are_not(record):
    assert standing(record, "RUS")["kind"].to_list() == ["instrument"]
    assert standing(record, "RUS.OPP").is_empty()


def test_three_languages(record):
    assert row(standing(record, "KAZ", language="ru"), "Астанинский процесс")[1].startswith(
        "Астанинский процесс по Сирии: раундов записано: 2"
    )
    assert row(standing(record, "KAZ", language="kk"), "Астана процесі")[0] == "hosting"


def test_an_unknown_state_is_said(record):
    with pytest.raises(StopRun, match="no actor 'XXX'"):
        standing(record, "XXX")


def test_the_chart_names_rows_and_what_contradicts(table):
    drawn = svg(chart(table))
    assert "Astana process on Syria" in drawn
    assert "contradicted by the register" in drawn


def test_many_rows_are_counted(table):
    assert "Astana process" not in svg(chart(pl.concat([table] * 20)))


def test_rows_without_a_date_are_drawn_as_such(table):
    assert "no date" in svg(
        chart(table.with_columns(pl.lit(None, pl.Date).alias("from"), pl.lit(None, pl.Date).alias("to")))
    )


# Grouping


def hosting(id, host, time=None, about=None, place=None, count=None, doc="d", sentence=""):
    return {
        "id": id, "doc": doc, "host": host, "what": "talks", "about": about,
        "place": [place] if place else None, "count": count, "time": time, "sentence": sentence,
    }  # fmt: skip


# facts, parties of their sentences -> ids that belong together
GROUPS = [
    ([hosting("1", "KAZ", "2017-01", "SYR"), hosting("2", "KAZ", "2018-05", "SYR")], {}, [["1", "2"]]),
    ([hosting("1", "KAZ", "2010-01", "SYR"), hosting("2", "KAZ", "2018-05", "SYR")], {}, [["1"], ["2"]]),  # before the process
    ([hosting("1", "BLR", "2015-02-11"), hosting("2", "BLR", "2014-09-05", "UKR")], {"1": ["UKR", "RUS"]}, [["1", "2"]]),
    ([hosting("1", "BLR", "2015-02-11"), hosting("2", "BLR", "2014-09-05", "UKR")], {"1": ["RUS"]}, [["1"], ["2"]]),
    ([hosting("1", "NOR", "2000", "LKA"), hosting("2", "NOR", "2002", "LKA")], {}, [["1", "2"]]),  # no named process
    ([hosting("1", "NOR", "2000", "рыболовство"), hosting("2", "NOR", "2002", "рыболовства")], {}, [["1", "2"]]),
    ([hosting("1", "NOR", "2000", "LKA"), hosting("2", "NOR", "2010", "LKA")], {}, [["1"], ["2"]]),  # years apart
    ([hosting("1", "NOR", "2000", place="Осло"), hosting("2", "NOR", "2002", place="Осло")], {}, [["1"], ["2"]]),
    ([hosting("1", "NOR", "2000", place="Осло"), hosting("2", "NOR", "2000", place="Осло", doc="e")], {}, [["1", "2"]]),
    ([hosting("1", "NOR", place="Осло"), hosting("2", "NOR", place="Осло")], {}, [["1"], ["2"]]),  # nobody knows
    ([hosting("1", "NOR", "2000", "LKA", "Осло"), hosting("2", "NOR", "2002", place="Осло")], {}, [["1", "2"]]),
    ([hosting("1", "NOR", "2000", "LKA", "Осло"), hosting("2", "NOR", "2002", place="Осло", doc="e")], {}, [["1"], ["2"]]),
    ([hosting("1", "CHN", "2005", sentence="Шестисторонние переговоры"), hosting("2", "CHN", "2006", "PRK")], {}, [["1", "2"]]),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "parties", "ids"), GROUPS)
def test_talks_are_grouped(facts, parties, ids):
    assert [[fact["id"] for fact in talks.facts] for talks in grouped(facts, parties)] == ids


# times of hosting facts -> number of rounds
ROUNDS = [
    (["2017-01-23/2017-01-24", "2017-01-24"], 1),
    (["2017-01", "2017-01-23"], 1),  # the month is that of the day
    (["2017-01-23", "2017-02-15"], 2),
    (["2017", None, "2017-03/2017-10"], 0),  # too long for one round
]


@pytest.mark.parametrize(("times", "rounds"), ROUNDS)
def test_rounds_are_counted_once(times, rounds):
    (talks,) = grouped([hosting(str(n), "KAZ", time, "SYR") for n, time in enumerate(times)], {})
    assert len(talks.rounds()) == rounds


# times of facts of one thing -> the times that make one term
TERMS = [
    (["2010", "2010-05", "2011"], [["2010", "2010-05", "2011"]]),
    (["2010", "2016"], [["2010"], ["2016"]]),
    (["2010", None], [["2010", None]]),
    (["2010", "2016", None], [["2010"], ["2016"], [None]]),
    ([None], [[None]]),
]


@pytest.mark.parametrize(("times", "expected"), TERMS)
def test_terms(times, expected):
    assert [[fact["time"] for fact in term] for term in terms({"time": time} for time in times)] == expected


def test_endings_and_small_words_make_no_difference():
    assert stems("Договор о дружбе") == stems("договора дружбы")
