import sys

import pytest

from multivector import CodedDocument, Document, Record


@pytest.fixture
def three(tmp_path):
    """A record of the documents `a`, `b`, `c`."""
    record = Record(tmp_path / "record", create=True)
    record.write([CodedDocument(Document(id, "They met.", language="en")) for id in "abc"])
    return record


def documents(record):
    return sorted(Record(record.path).documents().collect()["id"])


def test_withdraw(cli, three):
    result = cli("withdraw", three.path, "b", "a")
    assert (result.status, result.err) == (0, "2 document(s) withdrawn.\n")
    assert documents(three) == ["c"]


def test_withdraw_names_what_is_not_there_and_takes_the_rest(cli, three, tmp_path):
    file = tmp_path / "ids.txt"
    file.write_text("unheard\n\n b \nb\n")
    result = cli("withdraw", three.path, "--from", file)
    assert result.status == 1
    assert "unheard: no document of this record has this id" in result.err
    assert "1 document(s) withdrawn." in result.err
    assert documents(three) == ["a", "c"]


def test_withdraw_reads_standard_input_and_erases(cli, three):
    result = cli("withdraw", three.path, "--from", "-", "--erase", stdin=b"a\nb\nc\n")
    assert result.status == 0
    assert "file(s) of earlier versions deleted" in result.err
    assert documents(three) == []
    assert list((three.path / "documents").glob("*.parquet")) == []
    assert cli("withdraw", three.path, "--erase").status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing to withdraw: give ids"),
        (("--from", "nowhere.txt"), "nowhere.txt"),
        (("--from", sys.executable), "this is no UTF-8 text"),
    ],
)
def test_withdraw_without_ids(cli, three, arguments, words):
    result = cli("withdraw", three.path, *arguments)
    assert (result.status, words in result.err) == (2, True)
    assert documents(three) == ["a", "b", "c"]
