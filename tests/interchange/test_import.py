"""Files as they are published, regular and irregular, become records."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
import zstandard

from multivector.errors import StopRun
from multivector.interchange import FORMS, gdelt, import_files
from multivector.model import CodedDocument
from multivector.record import Record
from tests.interchange.conftest import events_of, make_coded, make_event


def table(form, *rows, header=None, columns=None):
    """A file of rows that are given as mappings of columns to cells."""
    layout = FORMS[form]
    columns = columns or layout.columns
    lines = ["\t".join(header or columns)] if (layout.header or header) else []
    return "\n".join([*lines, *("\t".join(row.get(name, "") for name in columns) for row in rows)]) + "\n"


POLECAT = {
    "Event ID": "E1",
    "Event Date": "2021-03-04",
    "Event Type": "CONSULT",
    "Event Mode": "visit",
    "Contexts": "diplomatic;executive",
    "Actor Name": "Kazakhstan",
    "Actor Country": "KAZ",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "Syrian rebels",
    "Recipient Country": "SYR",
    "Primary Recipient Sector": "REB",
    "Placename": "Astana",
    "Source": "Agency",
    "Publication Date": "2021-03-05",
}
ICEWS = {
    "Event ID": "7",
    "Event Date": "2014-01-31",
    "Source Name": "Citizen (Russia)",
    "Source Sectors": "Social,General Population / Civilian / Social",
    "Source Country": "Russian Federation",
    "Event Text": "Demonstrate or rally",
    "CAMEO Code": "141",
    "Intensity": "-6.5",
    "Target Name": "NATO",
    "Target Sectors": "International Government Organization",
    "Target Country": "",
    "Story ID": "31",
    "Sentence Number": "1",
    "Publisher": "Agency",
    "City": "Moscow",
    "Country": "Russian Federation",
}
PHOENIX = {
    "ID_version": "12_v1",
    "date": "20150621",
    "source": "KAZGOV",
    "source_root": "KAZ",
    "source_agent": "GOV",
    "target": "IGOUNO",
    "target_root": "IGO",
    "target_others": "UNO",
    "code": "057",
    "issues": "legal,2;nonsense,1",
    "placeName": "Astana",
    "ids": "a;b",
    "urls": "http://x/1;http://x/2",
    "sources": "agency",
}
GDELT = {
    "GlobalEventID": "410412347",
    "Day": "20150218",
    "Actor1Code": "KAZGOV",
    "Actor1Name": "KAZAKHSTAN",
    "Actor1CountryCode": "KAZ",
    "Actor1Type1Code": "GOV",
    "Actor2Name": "CHINA",
    "Actor2CountryCode": "CHN",
    "EventCode": "042",
    "ActionGeo_FullName": "Astana, Astana, Kazakhstan",
    "DATEADDED": "20150219230000",
    "SOURCEURL": "http://x/1",
}
PLOVER = {
    "id": "P1",
    "date": "2016-02-03",
    "actor": [{"code": "KAZ", "sector": "GOV"}],
    "recipient": [{"code": "UNO"}],
    "event": ["SUPPORT"],
    "context": ["diplomatic"],
    "text": "Kazakhstan backed the United Nations.",
    "event_text": ["backed"],
}

READ = [
    # form, file, what its only event says
    (
        "polecat",
        table("polecat", POLECAT),
        ("CONSULT", "visit", ["KAZ"], ["SYR.REB"], "2021-03-04", "Astana", ["diplomatic", "executive"]),
    ),
    ("icews", table("icews", ICEWS), ("PROTEST", "demo", ["RUS.SOC"], ["NATO"], "2014-01-31", "Moscow", [])),
    (
        "phoenix",
        table("phoenix", PHOENIX),
        ("SUPPORT", None, ["KAZ"], ["UN"], "2015-06-21", "Astana", ["diplomatic", "legal"]),
    ),
    ("gdelt", table("gdelt", GDELT), ("CONSULT", "visit", ["KAZ"], ["CHN"], "2015-02-18", "Astana", [])),
    ("plover", json.dumps(PLOVER), ("SUPPORT", None, ["KAZ"], ["UN"], "2016-02-03", None, ["diplomatic"])),
]


def said(event):
    return tuple(event[name] for name in ("type", "mode", "source", "target", "time", "place", "contexts"))


@pytest.mark.parametrize(("form", "content", "expected"), READ, ids=FORMS.keys() - {""})
def test_reading(imported, form, content, expected):
    record, tally, problems = imported(content)
    (event,) = events_of(record)
    assert (said(event), problems) == (expected, [])
    assert (tally.rows, tally.documents, tally.events) == (1, 1, 1)
    (document,) = record.documents().collect().to_dicts()
    assert document["coder"] == f"import:{form}"
    assert document["id"].startswith(f"{form}:")
    assert document["source"].endswith(f"{form}: file.txt)" if "(" in document["source"] else f"{form}: file.txt")


@pytest.mark.parametrize(("form", "content", "expected"), READ, ids=FORMS.keys() - {""})
def test_every_entry_can_be_traced(imported, form, content, expected):
    """The spans of evidence hold the words, in the text of the file or in a line that says what the row does."""
    record, _, _ = imported(content)
    (event,), (document,) = events_of(record), record.documents().collect().to_dicts()
    text = document["text"]
    assert text[event["start"] : event["end"]] == event["trigger"]
    assert event["sentence"] == text
    words = {item["slot"]: text[item["start"] : item["end"]] for item in event["evidence"]}
    assert (event["trigger"] in text, bool(words)) == (True, True)
    if form == "gdelt":
        assert text == "2015-02-18: Kazakhstan GOV - Make a visit - China, Astana."
        assert words == {
            "time": "2015-02-18",
            "source": "Kazakhstan GOV",
            "trigger": "Make a visit",
            "target": "China",
            "place": "Astana",
        }
    if form == "plover":
        assert (text, event["trigger"]) == (PLOVER["text"], "backed")


@pytest.mark.parametrize(("form", "content", "expected"), READ, ids=FORMS.keys() - {""})
def test_the_same_file_twice_gives_the_same_record(imported, form, content, expected):
    first = imported(content)[0]
    before = (first.events().collect().to_dicts(), first.documents().collect().to_dicts())
    second, tally, _ = imported(content)
    assert (second.events().collect().to_dicts(), second.documents().collect().to_dicts()) == before
    assert tally.events == 1


def narrow(form, columns, **fields):
    return table(form, {**GDELT, **fields}, columns=columns)


IRREGULAR = [
    # why, file: all of them tell of one event
    ("a header with more columns", table("polecat", POLECAT, header=[*FORMS["polecat"].columns, "", "x"])),
    (
        "a header and rows with more columns",
        table("polecat", POLECAT | {"x": "1"}, columns=["x", *FORMS["polecat"].columns], header=["x", *FORMS["polecat"].columns]),
    ),
    ("surplus tabs", table("polecat", POLECAT).replace("\n", "\t\t\n")),
    ("the later name of a column", table("polecat", POLECAT).replace("Intensity", "Event Intensity")),
    ("another case of the header", table("icews", ICEWS).replace("Event ID", "EVENT_ID")),
    ("a type in small letters", table("polecat", POLECAT | {"Event Type": "consult"})),
    ("columns in another order", table("icews", ICEWS, columns=FORMS["icews"].columns[::-1], header=FORMS["icews"].columns[::-1])),
    ("the header of GDELT's database", table("gdelt", GDELT, header=["SQLDATE" if name == "Day" else name.upper() for name in gdelt.COLUMNS])),
    ("CRLF", table("polecat", POLECAT).replace("\n", "\r\n")),
    ("BOM", "\ufeff" + table("icews", ICEWS)),
    ("empty lines", "\n" + table("icews", ICEWS) + "\n\n"),
    ("no header", table("icews", ICEWS).partition("\n")[2]),
    ("the empty cells at the end are gone", "\n".join(line.rstrip() for line in table("icews", ICEWS).split("\n"))),
    ("quoted cells", table("icews", ICEWS | {"Source Name": '"Citizen ""X"" (Russia)"'})),
    ("a tab between quotation marks", table("icews", ICEWS | {"Publisher": '"A\tB"'})),
    ("a lone quotation mark", table("icews", ICEWS | {"Publisher": '"Agency'})),
    ("commas", ",".join(FORMS["icews"].columns) + "\n" + ",".join(f'"{ICEWS.get(name, "")}"' for name in FORMS["icews"].columns)),
    ("M/D/YYYY", table("polecat", POLECAT | {"Event Date": "3/4/2021"})),
    ("a day with a time", table("polecat", POLECAT | {"Event Date": "2021-03-04 00:00:00"})),
    ("a number that was a code", table("gdelt", GDELT | {"EventCode": "42"})),
    ("GDELT 1.0", narrow("gdelt", gdelt.COLUMNS_1)),
    ("GDELT 1.0 without addresses", narrow("gdelt", gdelt.COLUMNS_1[:-1])),
    ("missing values by name", table("polecat", POLECAT | {"Event Mode": "None", "Recipient Title": "NA"})),
    ("Phoenix with a header", "\t".join(FORMS["phoenix"].columns) + "\n" + table("phoenix", PHOENIX)),
    ("spread over lines", json.dumps(PLOVER, indent=2)),
    ("a list", json.dumps([PLOVER])),
    ("a list over lines", json.dumps([PLOVER], indent=1)),
    ("older names", json.dumps({**{k: v for k, v in PLOVER.items() if k not in ("actor", "recipient")}, "source": PLOVER["actor"], "target": PLOVER["recipient"]})),
    ("texts for lists", json.dumps(PLOVER | {"event": "SUPPORT", "actor": {"code": "KAZ"}, "event_text": "backed"})),
    ("codes for objects", json.dumps(PLOVER | {"actor": ["KAZ GOV"], "recipient": ["USAMIL"]})),
    ("a document among the events", json.dumps({"DOCUMENT": "about"}) + "\n" + json.dumps(PLOVER)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "content"), IRREGULAR, ids=[case[0] for case in IRREGULAR])
def test_irregular_files_are_read(imported, why, content):
    record, _, problems = imported(content)
    assert problems == []
    (event,) = events_of(record)
    assert event["time"] in {"2021-03-04", "2014-01-31", "2015-06-21", "2015-02-18", "2016-02-03"}
    assert event["source"]
    assert event["target"]


def test_latin_1(imported):
    record, _, problems = imported(table("icews", ICEWS | {"City": "São Paulo"}).encode("latin-1"))
    assert (problems, events_of(record)[0]["place"]) == ([], "São Paulo")


def zipped(data, *names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ["f.tab"]:
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [("f.tab.gz", gzip.compress), ("f.tab.zst", zstandard.ZstdCompressor().compress), ("F.ZIP", zipped)],
)
def test_packed(imported, name, pack):
    record, _, problems = imported(pack(table("icews", ICEWS).encode()), name=name)
    assert (problems, len(events_of(record))) == ([], 1)


OLDER_TYPES = [
    # type and mode in a file, what they are
    ("DEMAND", [], ("REQUEST", None, [])),
    ("DISAPPROVE", [], ("ACCUSE", "disapprove", [])),
    ("INVESTIGATE", [], ("ACCUSE", "investigate", [])),
    ("FIGHT", [], ("ASSAULT", None, ["military"])),
    ("YIELD", [], ("CONCEDE", None, [])),
    ("ASSAULT", ["assassinate"], ("ASSAULT", "targeted", [])),
    ("COERCE", ["ban"], ("COERCE", "restrict", [])),
    ("COERCE", ["martial law"], ("COERCE", "martial-law", [])),
    ("COERCE", ["nonsense"], ("COERCE", None, [])),
    ("CONSULT", ["future", "visit"], ("CONSULT", "visit", [])),
]


@pytest.mark.parametrize(("type", "modes", "expected"), OLDER_TYPES)
def test_names_of_older_drafts(imported, type, modes, expected):
    record, _, _ = imported(json.dumps(PLOVER | {"event": [type], "mode": modes, "context": []}))
    (event,) = events_of(record)
    assert (event["type"], event["mode"], event["contexts"]) == expected
    assert event["status"] == ("planned" if "future" in modes else "done")


BROKEN = [
    # form, row, words of the message
    ("icews", table("icews", ICEWS | {"Event Date": "2014-02-31"}), "file.txt:2 '2014-02-31' is no day; write YYYY-MM-DD"),
    ("icews", table("icews", ICEWS | {"Event Date": ""}), "file.txt:2 has no day"),
    ("icews", table("icews", ICEWS | {"CAMEO Code": "x"}), "file.txt:2 'x' is no CAMEO code; give 2 to 4 digits"),
    ("icews", table("icews", ICEWS | {"CAMEO Code": "99"}), "file.txt:2 there is no CAMEO code '99'"),
    ("icews", "\t".join(FORMS["icews"].columns) + "\n1\t2\n", "file.txt:2 has 2 columns where icews has 20; mend or leave it out"),
    ("gdelt", table("gdelt", GDELT) + "1\t2\t3\n", "file.txt:2 has 3 columns where gdelt has 61"),
    ("polecat", table("polecat", POLECAT | {"Event Type": "DANCE"}), "file.txt:2 there is no PLOVER type 'DANCE'; give one of AC"),
    ("polecat", table("polecat", POLECAT | {"Event Type": ""}), "file.txt:2 has no Event Type"),
    ("plover", '{"id": 1, "date": "20', "file.txt:1 it is no JSON object; give one object a line"),
    ("plover", json.dumps(PLOVER) + "\n[1]\n", "file.txt:2 it is no JSON object"),
    ("plover", json.dumps(PLOVER | {"event": []}), "file.txt:1 has no `event`"),
    ("plover", json.dumps(PLOVER | {"date": None}), "file.txt:1 has no day"),
    ("auto", "", "file.txt it is empty; leave it out"),
    ("auto", "a\tb\tc\n1\t2\t3\n", "file.txt:1 no known form has 3 columns and this header; say which it is with --format"),
    ("auto", b"PK\x03\x04....", "file.txt it is not text but a ZIP"),
    ("auto", b"\x1f\x8b\x08....", "file.txt it is not text but gzip data; give it as a file that ends in .gz"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "content", "words"), BROKEN, ids=[case[2][:40] for case in BROKEN])
def test_broken_files(imported, form, content, words):
    _, _, problems = imported(content, form=form)
    assert problems[0].startswith(words)
    assert len({problem.split(" ")[0] for problem in problems}) == 1


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("icews", table("icews", ICEWS, ICEWS | {"Story ID": "32"}), "1\tnonsense"),
        ("plover", f"{json.dumps(PLOVER)}\n{json.dumps(PLOVER | {'id': 'P2'})}\n", '{"id": "P3", "date": '),
        ("plover", f"{json.dumps(PLOVER)}\n{json.dumps(PLOVER | {'id': 'P2'})}\n", "nonsense"),
    ],
)
def test_one_broken_line_leaves_the_others(imported, form, good, bad):
    *before, last = good.splitlines()
    record, _, problems = imported("\n".join([*before, bad, last]))
    assert len(events_of(record)) == 2
    assert [problem.split(" ")[0] for problem in problems] == [f"file.txt:{len(before) + 1}"]


def test_a_cut_off_file(imported):
    rows = (ICEWS | {"Story ID": str(number), "Publisher": str(hash(str(number)))} for number in range(5000))
    packed = gzip.compress(table("icews", *rows).encode())
    record, _, problems = imported(packed[: len(packed) // 2], name="f.gz")
    assert 0 < len(events_of(record)) < 5000
    assert "damaged or cut off" in problems[-1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(b"x", "a", "b"), "holds 2 files; unpack it and give the folder"),
        (zipped(b"x" * 9999)[:60], "damaged or locked"),
        (b"nonsense", "damaged or locked"),
    ],
)
def test_a_zip_that_can_not_be_read(imported, content, words):
    _, _, (problem,) = imported(content, name="f.zip")
    assert problem.startswith("f.zip the .zip file ")
    assert words in problem


CODES = [
    # what stands in PLOVER's actor, our code
    ("USA", "USA"), ("USAMIL", "USA"), ("SYR REB", "SYR.REB"), ("SYR.REB", "SYR.REB"), ("---.REB", "---.REB"),
    ("OSCE", "OSCE"), ("Kazakhstan", "KAZ"), ("UNO", "UN"), ("NGO", "---.NGO"), ({"code": "SYR", "sector": ["REB"]}, "SYR.REB"),
    ({"code": ["SYR", "REB"]}, "SYR.REB"), ({"sector": "REB"}, "---.REB"), ({"identifier_text": "ОБСЕ"}, "OSCE"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code"), CODES, ids=[str(given) for given, _ in CODES])
def test_actors_of_plover(imported, given, code):
    record, _, _ = imported(json.dumps(PLOVER | {"actor": [given], "recipient": []}))
    assert events_of(record)[0]["source"] == [code]


def test_what_no_record_can_hold_is_counted(imported):
    rows = [ICEWS | {"CAMEO Code": "010"}, ICEWS | {"CAMEO Code": "020"}]
    rows += [
        ICEWS
        | {"Source Country": "", "Source Name": "?", "Source Sectors": "", "Target Name": "", "Target Sectors": ""}
    ]
    record, tally, problems = imported(table("icews", *rows, ICEWS))
    assert (problems, len(events_of(record))) == ([], 1)
    assert list(tally.lines()) == [
        "left out: 2 row(s) with CAMEO roots 01 and 02: PLOVER has no type for them",
        "left out: 1 row(s) whose parties are not known",
    ]


def test_repeated_ids_are_no_ids(imported):
    """ICEWS gives one id to several events, and one event several times."""
    rows = [ICEWS, ICEWS | {"CAMEO Code": "145"}, ICEWS, ICEWS | {"Story ID": "32"}, ICEWS | {"Event ID": "8"}]
    record, tally, _ = imported(table("icews", *rows))
    events = events_of(record)
    assert len(events) == len({event["id"] for event in events}) == 4
    assert sorted(event["type"] for event in events) == ["PROTEST"] * 4
    assert "left out: 1 row(s) that say again what a row of the same story has said" in list(tally.lines())


def test_rows_of_a_story_are_one_document(imported):
    rows = [GDELT, GDELT | {"EventCode": "057"}, GDELT | {"SOURCEURL": "http://x/2"}]
    record, _, _ = imported(table("gdelt", *rows))
    documents = {row["id"]: row["url"] for row in record.documents().collect().to_dicts()}
    assert sorted((documents[event["doc"]], event["type"]) for event in events_of(record)) == [
        ("http://x/1", "CONSULT"),
        ("http://x/1", "SUPPORT"),
        ("http://x/2", "CONSULT"),
    ]


def test_a_scattered_story_loses_nothing(imported):
    rows = [GDELT, GDELT | {"SOURCEURL": "http://x/2"}, GDELT | {"EventCode": "057"}]
    record, _, _ = imported(table("gdelt", *rows))
    assert len(events_of(record)) == len(record.documents().collect()) == 3


def test_a_host_is_the_recipient(imported):
    record, _, _ = imported(table("gdelt", GDELT | {"EventCode": "043"}))
    (event,) = events_of(record)
    assert (event["mode"], event["source"], event["target"]) == ("visit", ["CHN"], ["KAZ"])


def test_lists_of_actors_keep_their_order(imported):
    row = POLECAT | {
        "Actor Name": "Kazakhstan;United Nations;Somebody",
        "Actor Country": "KAZ;None;None",
        "Primary Actor Sector": "GOV;IGO;REB",
    }
    record, _, _ = imported(table("polecat", row))
    assert events_of(record)[0]["source"] == ["KAZ", "UN", "---.REB"]


def test_a_folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(table("icews", ICEWS))
    (tmp_path / "in/b.CSV").write_text(table("gdelt", GDELT))
    (tmp_path / "in/.hidden").write_text("x")
    problems = []
    record = Record(tmp_path / "record", create=True)
    paths = [tmp_path / "in", tmp_path / "nowhere"]
    tally = import_files(record, paths, on_problem=problems.append, on_written=lambda count: None)
    assert tally.events == len(events_of(record)) == 2
    assert [problem.where for problem in problems] == [str(tmp_path / "nowhere")]
    assert record.actors().collect().height > 200


def test_beside_coded_documents(tmp_path, imported):
    record = Record(tmp_path / "imported", create=True)
    coded: CodedDocument = make_coded(make_event())
    record.write([coded], coder="x")
    record, _, _ = imported(table("icews", ICEWS))
    assert len(events_of(record)) == 2


def test_there_is_no_such_form(tmp_path):
    with pytest.raises(StopRun, match="no form 'xls'"):
        import_files(
            Record(tmp_path / "r", create=True), [], form="xls", on_problem=print, on_written=lambda count: None
        )
