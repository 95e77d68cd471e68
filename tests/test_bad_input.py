"""Bad input is named with a remedy, the rest goes on, and nothing that was reported as written is lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from multivector import Record

GOOD = "Россия ввела санкции против Канады."
GERMAN = "Der Außenminister ist gestern nach Berlin gereist und hat dort mit dem Kanzler über die Lage gesprochen."
UKRAINIAN = "Міністр закордонних справ України зустрівся з прем'єр-міністром Польщі, щоб обговорити допомогу."
ENGLISH = "The president of Kazakhstan met with the prime minister of Canada and they signed an agreement."
KAZAKH = "Қазақстан президенті Қытай төрағасымен кездесіп, келісімге қол қойды және ынтымақтастықты талқылады."
LINE = json.dumps({"id": "good", "text": GOOD}, ensure_ascii=False).encode()


def csv(*rows):
    return "\n".join(rows).encode()


BAD = [
    # file, content, words of the message, documents of the file that are coded all the same
    ("empty.txt", b"", "it is empty; leave it out", 0),
    ("blank.txt", b" \n\n ", "no words", 0),
    ("binary.txt", bytes(range(256)) * 40, "text", 0),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + os.urandom(2000), "text", 0),
    ("cut.jsonl", LINE + b'\n{"id": "cut", "text": "\xd0\xa0', "cut.jsonl#2", 1),
    ("list.jsonl", LINE + b"\n[1, 2]\n", "give one object with a field `text` a line", 1),
    ("number.jsonl", LINE + b'\n{"text": 5}\n', "give the text as a string", 1),
    ("fields.jsonl", LINE + b'\n{"body": "x"}\n', "has no field `text`; rename", 1),
    ("bytes.jsonl", LINE + b'\n{"id": "x", "text": "\xff\xfe"}\n' + LINE.replace(b"good", b"too"), "repair it", 2),
    ("long.jsonl", LINE + b'\n{"text": "' + b"a" * 50_000_000 + b'"}\n' + LINE.replace(b"good", b"too"), "split it", 2),
    ("columns.csv", csv("id,body", f"a,{GOOD}"), "has no column `text`, only id, body; rename", 0),
    ("fields.csv", csv("id,text", f"a,{GOOD}", "b"), "1 fields and the header 2", 1),
    ("damaged.parquet", b"PAR1" + b"\0" * 50, "write it again", 0),
    ("damaged.jsonl.gz", b"\x1f\x8b\x08\x00" + b"x" * 50, "damaged or cut off", 0),
    ("german.txt", GERMAN.encode(), "", 0),
    ("ukrainian.txt", UKRAINIAN.encode(), "", 0),
    ("kazakh.txt", KAZAKH.encode(), "only en, ru can be coded", 0),
    ("date.jsonl", LINE[:-1] + b', "published": "2015-13-45"}', "read without a date", 1),
]


@pytest.mark.parametrize(("name", "content", "message", "coded"), BAD, ids=[case[0] for case in BAD])
def test_one_bad_file_leaves_the_others(cli, tmp_path, name, content, message, coded):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zzz.txt").write_text(GOOD, encoding="utf-8")
    result = cli("code", tmp_path)
    assert result.status == 1
    assert str(tmp_path / name) in result.err
    assert message in result.err
    assert "1 input(s) skipped or read in part" in result.err
    documents = [json.loads(line) for line in result.out.splitlines()]
    assert len(documents) == coded + 1
    assert [event["type"] for document in documents for event in document["events"]] == ["SANCTION"] * (coded + 1)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(cli, tmp_path, encoding):
    text = f"{GOOD} Президент Казахстана встретился с президентом Китая, сообщило агентство."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    result = cli("code", tmp_path / "a.txt")
    assert (result.status, result.err) == (0, "")
    assert len(json.loads(result.out)["events"]) == 2


def test_paths(cli, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.docx").touch()
    (tmp_path / "void").mkdir()
    result = cli("code", tmp_path / "nowhere", tmp_path / "a.docx", tmp_path / "void", tmp_path / "a.txt")
    assert result.status == 1
    assert f"{tmp_path / 'nowhere'}: there is no such file or folder; check the path" in result.err
    assert f"{tmp_path / 'a.docx'}: files of this kind are not read" in result.err
    assert f"{tmp_path / 'void'}: no file in this folder can be read" in result.err
    assert len(result.out.splitlines()) == 1


def test_unreadable(cli, tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text(GOOD, encoding="utf-8")
    scandir = os.scandir

    def refuse(path="."):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)  # root may read everything, so permissions alone do not test it
    result = cli("code", tmp_path)
    assert result.status == 1
    assert f"{tmp_path / 'closed'}: the folder can't be read (Permission denied); check its permissions" in result.err
    assert len(result.out.splitlines()) == 1


def test_nothing_on_standard_input(cli):
    result = cli("code", "-")
    assert (result.status, result.out) == (1, "")
    assert "-: it is empty" in result.err


def test_no_input_is_written_of_what_is_skipped(cli, tmp_path):
    (tmp_path / "texts.jsonl").write_bytes(LINE + b"\nnonsense\n" + LINE.replace(b"good", b"too"))
    result = cli("code", tmp_path / "texts.jsonl", "--to", tmp_path / "record")
    assert result.status == 1
    assert "2 document(s) coded: 2 events, 0 facts." in result.err
    assert Record(tmp_path / "record").documents().collect()["id"].sort().to_list() == ["good", "too"]


# records


def no_record(path):
    path.mkdir()
    (path / "notes.txt").write_text("mine", encoding="utf-8")


def another_version(path):
    Record(path, create=True)
    (path / "record.json").write_text('{"schema": 999}', encoding="utf-8")


def broken_marker(path):
    Record(path, create=True)
    (path / "record.json").write_text("{", encoding="utf-8")


def missing_table(path):
    Record(path, create=True)
    shutil.rmtree(path / "events")


RECORDS = [
    (lambda path: None, "there is no record here; check the path", ["show", "export"]),
    (Path.touch, "this is a file", ["code", "show", "export"]),
    (no_record, "no record", ["code", "show", "export"]),
    (another_version, "written by schema 999, this Multivector reads schema", ["code", "show", "export"]),
    (broken_marker, "can't be read", ["code", "show", "export"]),
    (missing_table, "restore", ["code", "show", "export"]),
]


@pytest.mark.parametrize(
    ("make", "message", "command"), [(make, message, command) for make, message, all in RECORDS for command in all]
)
def test_records(cli, tmp_path, make, message, command):
    path = tmp_path / "record"
    make(path)
    before = sorted(tmp_path.rglob("*"))
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    result = cli("code", tmp_path / "a.txt", "--to", path) if command == "code" else cli(command, path)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"error: {path}")
    assert message in result.err
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "a.txt"])


# processes


def start(*arguments, **options):
    program = [sys.executable, "-c", "from multivector.cli import main; main()", *map(str, arguments)]
    return subprocess.Popen(program, stdin=subprocess.PIPE, stderr=subprocess.PIPE, **options)


@pytest.fixture(scope="module")
def record(cli, samples, tmp_path_factory):
    path = tmp_path_factory.mktemp("bad") / "record"
    assert cli("code", *samples, "--to", path).status == 0
    return path


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["code", "export", "csv"])
def test_full_disk(record, command):
    options = {"code": ["code", "-"], "export": ["export", record], "csv": ["export", record, "--format", "csv"]}[
        command
    ]
    options += ["--table", "events"] if command == "csv" else []
    with open("/dev/full", "w") as full, start(*options, stdout=full) as process:
        _, err = process.communicate(GOOD.encode())
    assert process.returncode == 2
    assert "no space left" in err.decode().lower()
    assert "Traceback" not in err.decode()
    assert "Exception ignored" not in err.decode()


def test_a_reader_that_has_seen_enough():
    lines = b"".join(LINE.replace(b"good", b"d%d" % n) + b"\n" for n in range(300))
    with start("code", "-", stdout=subprocess.PIPE) as process:
        process.stdout.close()
        process.stdin.write(lines)
        process.stdin.close()
        err = process.stderr.read().decode()
    assert (process.returncode, err) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_interrupted_and_run_again(cli, tmp_path, sign, status):
    path = tmp_path / "record"
    written, ended, err = interrupt(path, sign)
    assert ended == status
    assert "Traceback" not in err
    assert set(written) <= set(ids(path, "documents"))
    result = cli("code", "-", "--to", path, stdin="".join(lines(700)).encode())
    assert result.status == 0
    assert f"{700 - len(written)} document(s) coded, {len(written)} unchanged" in result.err
    assert sorted(ids(path, "documents")) == sorted(f"d{n}" for n in range(700))
    assert sorted(Record(path).events().collect()["doc"].to_list()) == sorted(f"d{n}" for n in range(700))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_an_interruption_says_how_to_go_on(tmp_path):
    _, ended, err = interrupt(tmp_path / "record", signal.SIGINT, idle=0.5)
    assert ended == 130
    assert "Run the same command again to go on" in err


def interrupt(path, sign, idle=0.0):
    """(documents that were written, exit status, stderr) of a run that is stopped, if `idle` while it awaits input."""
    with start("code", "-", "--to", path, stdout=subprocess.DEVNULL) as process:
        try:
            process.stdin.write("".join(lines(600)).encode())
            process.stdin.flush()
            written = wait_for(path, 500)
            time.sleep(idle)
            process.send_signal(sign)
            if not idle:
                process.stdin.close()
            process.wait(timeout=5)
        finally:
            process.kill()
        return written, process.returncode, process.stderr.read().decode()


def lines(count):
    return [json.dumps({"id": f"d{n}", "text": GOOD}) + "\n" for n in range(count)]


def ids(path, table):
    return pl.DataFrame(getattr(Record(path), table)().collect())["id"].to_list()


def wait_for(path, count):
    """The documents of a record once it has so many."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if (path / "record.json").exists():
            found = ids(path, "documents")
            if len(found) >= count:
                return found
        time.sleep(0.1)
    raise TimeoutError(count)
