import csv
import io
import json
import xml.etree.ElementTree as ET

import polars as pl
import pytest

from multivector.observatory.explore import exports

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def taken(client, format, query="actor=KAZ&sort=confidence"):
    response = client.get(f"/en/explore/export.{format}?{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="entries.{format}"'
    return b"".join(response.streaming_content)


def test_all_forms_hold_the_same_rows_in_the_same_order(client, archive):
    lines = [json.loads(line) for line in taken(client, "jsonl").splitlines()]
    ids = [line["id"] for line in lines]
    assert len(ids) == len(set(ids)) == archive.value("SELECT count(*) FROM parts WHERE code = 'KAZ'")
    assert [line["confidence"] for line in lines] == sorted((line["confidence"] for line in lines), reverse=True)
    assert json.loads(taken(client, "json")) == lines
    assert [row["id"] for row in csv.DictReader(io.StringIO(taken(client, "csv").decode()))] == ids
    frame = pl.read_parquet(taken(client, "parquet"))
    assert frame["id"].to_list() == ids
    assert frame["evidence"].to_list() == [line["evidence"] for line in lines]
    assert frame.columns == exports.columns() == list(lines[0])


@pytest.mark.parametrize(
    ("format", "empty"), [("json", "[\n]\n"), ("jsonl", ""), ("csv", ",".join(exports.columns()) + "\r\n")]
)
def test_nothing_is_a_file_too(client, format, empty):
    assert taken(client, format, "q=unheard").decode() == empty
    assert pl.read_parquet(taken(client, "parquet", "q=unheard")).columns == exports.columns()


def test_batches_join(client, monkeypatch):
    whole = taken(client, "jsonl", "")
    monkeypatch.setattr(exports, "AT_ONCE", 100)
    monkeypatch.setattr("multivector.observatory.explore.queries.AT_ONCE", 100)
    assert taken(client, "jsonl", "") == whole
    assert pl.read_parquet(taken(client, "parquet", "")).height == len(whole.splitlines())


def test_csv_for_excel(client):
    assert taken(client, "csv", "actor=IRN&bom=1").startswith(b"\xef\xbb\xbfid,link,")
    assert not taken(client, "csv", "actor=IRN").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"), ("+7 701", "'+7 701"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        (["---.REB", "KAZ"], "'---.REB;KAZ"), ("a=b", "a=b"), (None, ""), (0.5, "0.5"),
        ([{"slot": "source", "start": 1, "end": 5}], "source:1-5"), (["=x", "y"], "'=x;y"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value, text):
    assert exports.cell(value) == text


def test_cells_are_quoted_where_they_must(client, monkeypatch):
    assert exports._quoted('a "b", c\n') == '"a ""b"", c\n"'


def test_the_feed_has_the_newest(client, archive):
    response = client.get("/ru/explore/export.atom?actor=KAZ&sort=confidence")
    feed = ET.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    newest = archive.rows("SELECT id FROM entries JOIN parts USING (row) WHERE code = 'KAZ' ORDER BY row LIMIT 100")
    assert [entry.find(f"{ATOM}id").text.partition("#event-")[2] for entry in entries] == [row["id"] for row in newest]
    assert feed.find(f"{ATOM}link[@rel='self']").attrib["href"].endswith("/ru/explore/export.atom?actor=KAZ")
    assert "Казахстан" in entries[0].find(f"{ATOM}title").text


def test_too_many_rows_are_refused_with_words(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 10)
    response = client.get("/en/explore/export.csv?actor=KAZ")
    assert response.status_code == 400
    assert "a file holds at most 10" in response.content.decode()
    assert "A file holds at most 10 entries" in client.get("/en/explore/?actor=KAZ&sort=document").content.decode()
    assert client.get("/en/explore/export.atom?actor=KAZ").status_code == 200


def test_what_is_wrong_is_said(client):
    response = client.get("/ru/explore/export.csv?since=gestern")
    assert response.status_code == 400
    assert "Напишите день" in response.content.decode()
    assert client.get("/ru/explore/export.exe").status_code == 404
