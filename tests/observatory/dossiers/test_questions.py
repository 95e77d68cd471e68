"""What stands behind the pages: figures, talks, standing, the map."""

from datetime import date

import pytest

from multivector.analysis.balance import balance
from multivector.analysis.coverage import coverage
from multivector.analysis.priorities import priorities
from multivector.analysis.standing import standing
from multivector.analysis.vectors import vectors
from multivector.analysis.words import time_words
from multivector.lexicon import default_lexicon
from multivector.observatory.dossiers import figures, queries, standings, talks, worldmap
from multivector.observatory.dossiers.kept import kept
from multivector.observatory.dossiers.links import explore, within
from multivector.observatory.dossiers.telling import by_id, joined, span, told


def test_an_answer_is_kept_for_its_question(archive):
    asked = []

    @kept
    def answer(archive, code):
        asked.append(code)
        return code.lower()

    assert [answer(archive, code) for code in ("KAZ", "KAZ", "CHN")] == ["kaz", "kaz", "chn"]
    assert asked == ["KAZ", "CHN"]


def test_figures_are_those_of_the_analysis(archive):
    found = figures.vectors(archive, "KAZ")
    assert found.shares == vectors(archive.record, "KAZ").to_dicts()
    assert found.balance == balance(archive.record, "KAZ").to_dicts()
    assert found.coverage == coverage(archive.record, "KAZ").to_dicts()


def test_priorities_are_those_of_the_analysis(archive):
    declared = figures.declared(archive, "KAZ", "en")
    counted = priorities(archive.record, "KAZ")
    assert [(aim.id, aim.events, aim.facts) for aim in declared.aims] == counted.select(
        "priority", "events", "facts"
    ).rows()
    assert all(
        len(aim.acts) == min(aim.done, figures.MOST_ACTS) and (not aim.done or aim.acts[0].reason)
        for aim in declared.aims
    )


@pytest.mark.parametrize("code", ["SCO", "SYR.OPP", "FRA"])
def test_who_declares_nothing_has_no_priorities(archive, code):
    assert figures.declared(archive, code, "en") is None


def test_standing_keeps_every_row_and_parts_off_the_verdict(archive):
    table = standing(archive.record, "KAZ", language="ru")
    rows = standings.lines(archive, "KAZ", "ru")
    assert [row.entries for row in rows] == table["entries"].to_list()
    chair = next(
        row for row in rows if row.kind == "chairmanship" and row.partners == ["SCO"] and row.start.year == 2010
    )
    assert (chair.words, chair.verdict) == ("Шанхайская организация сотрудничества", "agrees")
    assert chair.register == "председатель 2010-2011"
    drawn = [row for *_, picture in standings.time_lines(rows, "ru") for row in picture.rows]
    assert len(drawn) == sum(bool(row.start or row.end) for row in rows)


def test_chairs_stand_beside_the_register(archive):
    terms = [one for one in standings.chairs(archive, "SCO", "en") if one.code == "KAZ"]
    assert [bool(one.told) for one in terms if "2023-2024" in one.register[0]] == [True]
    assert [one.when for one in terms] == sorted((one.when for one in terms), reverse=True)


def test_members_are_named_once(archive):
    found = standings.members(archive, "SCO", "en")
    assert len({one.code for one in found}) == len(found)
    assert next(one for one in found if one.code == "KAZ").register


def test_shared_organisations_are_of_the_same_time():
    assert "SCO" in [code for code, *_ in standings.shared_bodies("KAZ", "CHN", "en")]
    assert "EAEU" not in [code for code, *_ in standings.shared_bodies("KAZ", "CHN", "en")]


def test_the_astana_process_has_its_rounds_and_sentences(archive):
    process = talks.process(archive, "astana-syria")
    assert (process.host, process.is_process) == ("KAZ", True)
    assert process.rounds
    said = by_id(archive, process.entries, "en")
    assert set(said) == set(process.entries)
    for part in process.rounds:
        assert part.entries
        assert part.start <= part.end


def test_every_hosting_fact_belongs_to_one_process(archive):
    found = talks.processes(archive)
    entries = [entry for one in found for entry in one.entries]
    hosted = archive.rows(
        "SELECT id FROM entries WHERE type = 'hosting' AND status IN ('done', 'ongoing') AND slots.host IS NOT NULL"
    )
    assert sorted(set(entries)) == sorted(row["id"] for row in hosted)
    assert len({one.slug for one in found}) == len(found)


@pytest.mark.parametrize(
    ("place", "state"), [("Астана", "KAZ"), ("Geneva", "CHE"), ("Washington", "USA"), ("Актау", "KAZ")]
)
def test_a_place_lies_in_its_state(place, state):
    assert worldmap.places()[place.casefold()] == state


def test_outlines_are_of_known_states():
    shapes = worldmap.outlines()
    assert set(shapes.outlines) - {""} <= set(default_lexicon().states)
    assert {"KAZ", "CHN", "RUS", "SGP"} <= set(shapes.points)


@pytest.mark.parametrize("scope", [("", None, None), ("KAZ", None, None), ("", 2018, 2018)])
def test_the_map_counts_what_it_lists(archive, scope):
    counted = worldmap.by_state(archive, *scope)
    assert counted
    for state, number in counted:
        assert len(worldmap.there(archive, state, *scope, 10_000)) == number


def test_what_several_texts_tell_is_one_event(archive):
    rows = queries.latest(archive, "KAZ", "event", 50)
    entries = told(archive, rows, "en")
    one = joined([*entries, *entries])
    assert sum(1 + len(event.also) for event in one) == 2 * len(entries)
    assert len({event.event for event in one}) == len(one)


@pytest.mark.parametrize(
    ("time", "language", "words"),
    [
        ("2015-10", "en", "October 2015"),
        ("2015-10", "ru", "октябрь 2015"),
        ("2018-08-12", "kk", "2018 жылғы 12 тамыз"),
        ("2022-21", "en", "March-May 2022"),
        (None, "en", ""),
    ],
)
def test_times_in_words(time, language, words):
    assert time_words(time, language) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        (date(2017, 1, 23), date(2017, 1, 24), "23-24 January 2017"),
        (date(2017, 2, 1), date(2017, 2, 28), "February 2017"),
        (date(2017, 2, 1), None, "since 1 February 2017"),
        (date(2017, 2, 1), date(2017, 2, 1), "1 February 2017"),
    ],
)
def test_spans_in_words(start, end, words):
    assert span(start, end, "en") == words


def test_filters_without_a_value_are_left_out(archive):
    assert explore(actor="KAZ", partner=None, **within("2018")).endswith("/explore/?actor=KAZ&since=2018&until=2018")
