import pytest

from multivector.observatory.archive.stems import stem, words


def test_the_index_holds_what_the_record_holds(archive, sample_record):
    from multivector import Record

    record = Record(sample_record)
    counts = {row["kind"]: row["n"] for row in archive.rows("SELECT kind, count(*) AS n FROM entries GROUP BY kind")}
    assert counts == {"event": record.events().collect().height, "fact": record.facts().collect().height}
    assert archive.value("SELECT count(*) FROM documents") == record.documents().collect().height


def test_a_part_is_found_by_its_state(archive):
    assert archive.value("SELECT count(*) FROM parts WHERE code LIKE '%.%'")
    assert not archive.value(
        "SELECT count(*) FROM parts p WHERE code LIKE '%.%' AND NOT EXISTS"
        " (SELECT * FROM parts s WHERE s.row = p.row AND s.code = split_part(p.code, '.', 1))"
    )


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [("встречи", "встреча", "ru"), ("agreements", "agreement", "en"), ("келіссөздер", "келіссөз", "kk")],
)
def test_forms_of_a_word_have_one_stem(one, other, language):
    assert stem(one, language) == stem(other, language)


def test_words_of_a_query():
    assert words("Ещё «Астана» 2017!") == ["еще", "астана", "2017"]
