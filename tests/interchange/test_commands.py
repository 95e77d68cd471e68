"""`multivector export --format FORM` and `multivector import`."""

from __future__ import annotations

import json
import os

import pytest

from multivector.cli.records import ExportFormat, ImportFormat
from multivector.interchange import FORMS
from multivector.interchange.forms import AUTO
from multivector.record.export import FORMATS
from tests.interchange.conftest import events_of, make_coded, make_event


def test_the_commands_offer_what_there_is():
    assert list(ImportFormat) == [AUTO, *FORMS]
    assert list(ExportFormat) == [*FORMATS, *FORMS]


@pytest.mark.parametrize("form", FORMS)
def test_out_and_in(cli, record, tmp_path, form):
    path = record(make_coded(make_event(), make_event(status="planned"), facts=2)).path
    out = cli("export", path, "--format", form)
    assert out.status == 0
    assert "left out: 2 fact(s): this form has events only" in out.err
    file = cli("export", path, "--format", form, "--to", tmp_path / "out.txt")
    assert (file.status, file.out, (tmp_path / "out.txt").read_text(encoding="utf-8")) == (0, "", out.out)
    back = cli("import", tmp_path / "out.txt", "--to", tmp_path / "back")
    count = 2 if form == "plover" else 1
    assert (back.status, back.out) == (0, "")
    assert f"{count} row(s) read: 1 document(s), {count} events." in back.err
    shown = cli("show", tmp_path / "back", "--actor", "KAZ", "--partner", "CHN")
    assert shown.err.startswith(f"{count} ")


def test_standard_input(cli, record, tmp_path):
    lines = cli("export", record(make_event()).path, "--format", "gdelt").out
    result = cli("import", "-", "--to", tmp_path / "back", "--format", "gdelt", stdin=lines.encode())
    assert result.status == 0
    assert "1 document(s), 1 events." in result.err


def test_what_is_broken_is_named_and_the_rest_is_done(cli, record, tmp_path):
    out = cli("export", record(make_event()).path, "--format", "plover").out
    (tmp_path / "in.jsonl").write_text(
        f"nonsense\n{out}{json.dumps({'date': 'x', 'event': ['AID']})}\n", encoding="utf-8"
    )
    result = cli("import", tmp_path / "in.jsonl", "--to", tmp_path / "back", "--format", "plover")
    assert result.status == 1
    assert f"{tmp_path / 'in.jsonl'}:1: it is no JSON object; give one object a line" in result.err
    assert f"{tmp_path / 'in.jsonl'}:3: 'x' is no day; write YYYY-MM-DD" in result.err
    assert "2 row(s) or file(s) skipped; the messages above say why." in result.err
    assert "1 document(s), 1 events." in result.err


def test_no_such_file(cli, tmp_path):
    result = cli("import", tmp_path / "none", "--to", tmp_path / "back")
    assert (result.status, result.out) == (1, "")
    assert f"{tmp_path / 'none'}: there is no such file or folder; check the path" in result.err


def test_an_empty_folder(cli, tmp_path):
    (tmp_path / "empty").mkdir()
    result = cli("import", tmp_path / "empty", "--to", tmp_path / "back")
    assert (result.status, "there is no file in this folder" in result.err) == (1, True)


def test_there_are_no_tables_in_a_form(cli, record):
    result = cli("export", record().path, "--format", "icews", "--table", "facts")
    assert result.status == 2
    assert "error: icews has events only: leave out --table" in result.err


def test_a_coded_record_of_russian_texts(cli, code, tmp_path, record):
    """What the coder finds fits all forms."""
    coded = code(
        "Президент Казахстана встретился в Пекине с Си Цзиньпином. Россия ввела санкции против Канады.", "2017-05-03"
    )
    path = record(coded).path
    for form in FORMS:
        result = cli("export", path, "--format", form, "--to", tmp_path / form)
        assert (result.status, "2 events in " in result.err) == (0, True)
        cli("import", tmp_path / form, "--to", tmp_path / f"{form}.back")
    assert all(os.path.getsize(tmp_path / form) > 100 for form in FORMS)


def test_import_beside_other_documents(cli, record, tmp_path):
    ours = record(make_event())
    out = cli("export", ours.path, "--format", "icews", "--to", tmp_path / "out.tab")
    assert cli("import", tmp_path / "out.tab", "--to", ours.path).status == out.status == 0
    assert len(events_of(ours)) == 2
    assert cli("import", tmp_path / "out.tab", "--to", ours.path).status == 0
    assert len(events_of(ours)) == 2
