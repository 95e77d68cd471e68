from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
import zstandard

from multivector.intake import Problem, files
from multivector.model import Document

Reader = Callable[..., tuple[list[Document], list[Problem]]]
Write = Callable[..., str]

RUSSIAN = "Президент Казахстана встретился в Пекине с председателем КНР и обсудил с ним сотрудничество."
RECORD = {
    "id": "n1", "text": RUSSIAN, "title": "Встреча", "author": "А. Ким", "published": "2019/03/05", "language": "RU",
    "source": "inform.kz", "url": "https://inform.kz/1",
}  # fmt: skip


def _json(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _check_record(found: Document) -> None:
    assert (found.id, found.text, found.title, found.author) == ("n1", RUSSIAN, "Встреча", "А. Ким")
    assert (found.published, found.language) == ("2019-03-05", "ru")
    assert (found.source, found.url) == ("inform.kz", "https://inform.kz/1")


def test_jsonl(reading: Reader, write: Write) -> None:
    path = write("a.jsonl", [_json(**RECORD), "", _json(text=RUSSIAN)])
    (first, second), problems = reading(path)
    _check_record(first)
    assert (second.id, second.language, second.published) == (f"{path}#3", "ru", None)
    assert problems == []


def test_csv(reading: Reader, write: Write) -> None:
    text = RUSSIAN + '\nВторая "строка", да.'
    header = ",".join(RECORD)
    values = ",".join('"' + value.replace('"', '""') + '"' for value in RECORD.values())
    path = write("a.csv", f'{header}\r\n{values}\r\n,"{text.replace(chr(34), chr(34) * 2)}",,,,,,\r\n')
    (first, second), problems = reading(path)
    _check_record(first)
    assert (second.id, second.text) == (f"{path}#2", text)
    assert problems == []


def test_csv_of_a_russian_spreadsheet(reading: Reader, write: Write) -> None:
    path = write("a.csv", f"ID;Text\n7;{RUSSIAN}\n".encode("cp1251"))
    (found,), problems = reading(path)
    assert (found.id, found.text, problems) == ("7", RUSSIAN, [])


def test_parquet(reading: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [RECORD, *({**RECORD, "id": None, "published": None} for _ in range(1200))]
    pl.DataFrame(rows).with_columns(number=1).write_parquet(path, row_group_size=100)
    found, problems = reading(path)
    _check_record(found[0])
    assert [one.id for one in found[1:]] == [f"{path}#{number}" for number in range(2, 1202)]
    assert problems == []


def test_parquet_dates(reading: Reader, tmp_path: Path) -> None:
    frame = pl.DataFrame({"text": [RUSSIAN], "published": ["2019-03-05"]}).with_columns(
        pl.col("published").str.to_date()
    )
    frame.write_parquet(tmp_path / "a.parquet")
    assert reading(tmp_path / "a.parquet")[0][0].published == "2019-03-05"


def test_text_stays_as_it_is(reading: Reader, write: Write) -> None:
    text = f"  {RUSSIAN}\r\n\r\n\tи ещё\rстрока \u00a0\n"
    (found,), _ = reading(write("a.txt", b"\xef\xbb\xbf" + text.encode()))
    assert found.text == text


def test_html(reading: Reader, write: Write) -> None:
    path = write("a.htm", f"<html><body><p>{RUSSIAN}<p>{RUSSIAN}")
    (found,), problems = reading(path)
    assert (found.id, found.language, problems) == (path, "ru", [])
    assert RUSSIAN in found.text


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
def test_packed(name: str, reading: Reader, write: Write) -> None:
    content = {"a.html": f"<p>{RUSSIAN}</p>", "a.jsonl": _json(text=RUSSIAN), "a.csv": f"text\n{RUSSIAN}\n"}
    data = content.get(name, RUSSIAN).encode()
    found, problems = reading(write(name + ".gz", gzip.compress(data)), write(name + ".zst", zstandard.compress(data)))
    assert [one.text for one in found] == [RUSSIAN, RUSSIAN]
    assert problems == []


@pytest.mark.parametrize("content", ["\n " + _json(text=RUSSIAN), f"<html><p>{RUSSIAN}</p>", RUSSIAN])
def test_standard_input(content: str, reading: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(content.encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
    (found,), problems = reading("-")
    assert (found.text, problems) == (RUSSIAN, [])
    assert found.id == "stdin-a8bbebdedb6e"  # of the text, so that two texts do not replace each other in a record
    assert not stream.closed


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "cp1251", "koi8-r", "utf-8-sig"])
def test_records_in_other_encodings(name: str, reading: Reader, write: Write) -> None:
    data = "".join(_json(text=RUSSIAN) + "\n" for _ in range(3)).encode(name)
    found, problems = reading(write("a.jsonl", data))
    assert [one.text for one in found] == [RUSSIAN] * 3
    assert problems == []


GOOD = _json(text=RUSSIAN).encode()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (GOOD[:-9], "no JSON"),
        (b"[1, 2]", "no JSON object"),
        (b'{"text": ' + b"[" * 100_000, "nested"),
        (b'{"text": ' + b"1" * 5000 + b"}", "no JSON"),
        (GOOD[:30] + b"\xff" + GOOD[30:], "bytes that do not belong"),
        (b'{"body": "x"}', "no field `text`"),
        (b'{"text": null}', "empty"),
        (b'{"text": 5}', "no string but int"),
        (b'{"text": " \\n"}', "no words"),
        (b'{"text": "The president met the \\ud800 of the state"}', "half of a character"),
        (b'{"text": "The president met the \\u0000 of the state"}', "binary"),
        (b'{"text": "The president met the head of state", "id": ["a"]}', "field `id` is no string"),
        (b'{"text": "The president met the head of state", "language": "de"}', "not supported"),
        ('{"text": "Der Präsident traf sich mit dem König in der Stadt"}'.encode(), "not recognised as one of"),
    ],
)
def test_a_bad_line_stops_nothing(line: bytes, says: str, reading: Reader, write: Write) -> None:
    path = write("a.jsonl", b"\n".join([GOOD, line, GOOD]))
    found, (problem,) = reading(path)
    assert [one.id for one in found] == [f"{path}#1", f"{path}#3"]
    assert problem.where == f"{path}#2"
    assert says in problem.message


def test_a_bad_date_costs_only_the_date(reading: Reader, write: Write) -> None:
    path = write("a.jsonl", [_json(text=RUSSIAN, published="soon"), _json(text=RUSSIAN)])
    (first, second), (problem,) = reading(path)
    assert (first.published, second.published) == (None, None)
    assert "without a date" in problem.message


def test_doubled_ids_go_on(reading: Reader, write: Write) -> None:
    found, problems = reading(write("a.jsonl", [_json(id=1, text=RUSSIAN)] * 2))
    assert [one.id for one in found] == ["1", "1"]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "no words"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        ("a.txt", b"word\0word", "NUL"),
        ("a.txt", b"PK\x03\x04 word", "ZIP"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html></html>", "no article"),
        ("a.html", b"\0\1\2\3\4\5", "binary"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\n \n", "no records"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,body\n1,x\n", "no column `text`, only id, body"),
        ("a.csv", b"id,text\n", "no records"),
        ("a.parquet", b"", "Parquet"),
        ("a.parquet", b"PAR1 and no more", "Parquet"),
        ("a.txt.gz", b"\x1f\x8b\x08 and no more", "damaged"),
        ("a.jsonl.zst", b"and no more", "damaged"),
        ("a.docx", b"x", "known are"),
    ],
)
def test_a_bad_file_stops_nothing(name: str, content: bytes, says: str, reading: Reader, write: Write) -> None:
    bad, good = write(name, content), write("good.txt", RUSSIAN)
    found, (problem,) = reading(bad, good)
    assert [one.id for one in found] == [good]
    assert problem.where == bad
    assert says in problem.message


def test_parquet_without_text(reading: Reader, tmp_path: Path) -> None:
    pl.DataFrame({"body": ["x"]}).write_parquet(tmp_path / "a.parquet")
    _, (problem,) = reading(tmp_path / "a.parquet")
    assert "no column `text`, only body" in problem.message


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1,2,3", "3 fields and the header 2"),
        ("1", "1 fields and the header 2"),
        ('1,"a"b', "not valid CSV"),
        ("1,", "no words"),
    ],
)
def test_a_bad_row_stops_nothing(row: str, says: str, reading: Reader, write: Write) -> None:
    path = write("a.csv", ["id,text", row, f"2,{RUSSIAN}"])
    (found,), (problem,) = reading(path)
    assert (found.id, problem.where) == ("2", f"{path}#1")
    assert says in problem.message


def test_undecodable_bytes_in_a_row(reading: Reader, write: Write) -> None:
    good = RUSSIAN.encode()
    (found,), (problem,) = reading(write("a.csv", b"text\n" + good[:20] + b"\xff" + good[20:] + b"\n" + good + b"\n"))
    assert found.text == RUSSIAN
    assert "bytes that do not belong" in problem.message


def test_an_open_quote(reading: Reader, write: Write) -> None:
    found, (problem,) = reading(write("a.csv", f'text\n{RUSSIAN}\n"open\nmore\n'))
    assert len(found) == 1
    assert "unexpected end of data" in problem.message


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
def test_too_long(name: str, reading: Reader, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_CHARS", 200)
    long = "Президент встретился с послом. " * 50
    page = f"<html><body><p>{long}</p></body></html>"
    content = {
        "a.html": page,
        "a.jsonl": f"{_json(text=long)}\n{_json(text=RUSSIAN)}",
        "a.csv": f'text\n"{long}\n"\n{RUSSIAN}\n',
    }
    found, (problem,) = reading(write(name, content.get(name, long)))
    assert [one.text for one in found] == ([RUSSIAN] if name in ("a.jsonl", "a.csv") else [])
    assert "longer than 200 characters" in problem.message


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_a_huge_line_is_never_held_whole(write: Write) -> None:
    path = write("a.jsonl", GOOD + b'\n{"text": "' + b"x" * 60_000_000 + b'"}\n' + GOOD + b"\n")
    script = (
        "import sys; from multivector.intake import read\n"
        "def peak(): return int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) // 1024\n"
        "before = peak(); found = list(read([sys.argv[1]], on_problem=lambda problem: None))\n"
        "print(len(found), peak() - before)"
    )
    source = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", script, path],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    count, grown = map(int, done.stdout.split())
    assert count == 2
    assert grown < 45  # MiB; the line alone has 57
