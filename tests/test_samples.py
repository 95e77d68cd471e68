"""The sample articles show the breadth of the lexicon: many states and years, every frame and kind of fact."""

from collections import Counter

import polars as pl
import pytest

from multivector import Record, read
from multivector.lexicon.ontology import FACTS

STATES = {"BRA", "CHN", "FIN", "IND", "IRN", "JPN", "KAZ", "RUS", "TUR", "USA", "UZB", "ZAF"}


@pytest.fixture(scope="module")
def record(coded_samples):
    path, result = coded_samples
    assert (result.status, result.err.count("\n")) == (0, 1)
    return Record(path)


@pytest.fixture(scope="module")
def entries(record):
    """What events and facts share, and `actors`, the codes of both sides."""
    events, facts = record.events().collect(), record.facts().collect()
    events = events.with_columns(actors=pl.col("source").list.concat("target"))
    shared = ["doc", "frame", "actors", "time_start", "time_end"]
    return pl.concat([events.select(shared), facts.select(shared)])


def test_articles_of_both_languages(record):
    languages = Counter(record.documents().collect()["language"])
    assert languages["ru"] >= 35
    assert languages["en"] >= 25


def test_kazakh_articles_wait_for_their_parser(cli, samples):
    folder = samples[0].parent / "kk"
    articles = list(read([folder], on_problem=lambda problem: pytest.fail(str(problem))))
    assert len(articles) >= 6
    assert {article.language for article in articles} == {"kk"}
    result = cli("code", folder)
    assert (result.status, result.out) == (1, "")
    assert result.err.count("only en, ru can be coded") == len(articles)


def test_many_states_are_subjects(entries):
    """The subject of an article is the state that has a part in most of its entries."""
    subjects = Counter()
    for (_,), of_article in entries.group_by("doc"):
        codes = Counter(code.split(".")[0] for actors in of_article["actors"] for code in actors)
        subjects[codes.most_common(1)[0][0]] += 1
    assert subjects.keys() >= STATES
    assert subjects["KAZ"] >= 12


def test_every_year(entries):
    dated = entries.filter(pl.col("time_start").dt.year() == pl.col("time_end").dt.year())
    assert set(dated["time_start"].dt.year()) >= set(range(1991, 2026))


def test_every_frame_occurs(entries, lexicon):
    assert lexicon.frames.keys() - set(entries["frame"]) == set()


def test_every_kind_of_fact_occurs(record):
    assert set(record.facts().collect()["fact"]) == set(FACTS)


def test_every_type_of_event_occurs(record, lexicon):
    types = {frame.type for frame in lexicon.frames.values() if frame.type}
    assert set(record.events().collect()["type"]) == types
