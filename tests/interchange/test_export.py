"""What each form says of the same events. A case is an event and the cells that matter."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from multivector.errors import StopRun
from multivector.interchange import FORMS, export_form
from multivector.interchange.forms import by_header
from tests.interchange.conftest import TEXT, make_coded, make_event

WIDTHS = {"polecat": 40, "icews": 20, "phoenix": 26, "gdelt": 61}


def cells(lines, form):
    """Rows as mappings of columns to cells; empty ones are left out."""
    layout = FORMS[form]
    rows = [line.split("\t") for line in lines[layout.header :]]
    assert {len(row) for row in rows} <= {len(layout.columns)}
    return [{name: cell for name, cell in zip(layout.columns, row, strict=True) if cell} for row in rows]


@pytest.mark.parametrize(("form", "width"), WIDTHS.items())
def test_widths(form, width):
    assert len(FORMS[form].columns) == len(set(FORMS[form].columns)) == width


def test_older_gdelt_lacks_three_columns_and_then_the_url():
    assert [len(columns) for columns in FORMS["gdelt"].older] == [58, 57]


@pytest.mark.parametrize("form", ["polecat", "icews"])
def test_headers(record, exported, form):
    header = exported(record(), form)[0][0].split("\t")
    assert tuple(header) == FORMS[form].columns
    assert by_header(header, FORMS.values()) is FORMS[form]


def test_plover(record, exported):
    (line,), _ = exported(record(make_event(time="2017-05", contexts=("military", "diplomatic"))), "plover")
    given = json.loads(line)
    assert list(given)[:4] == ["id", "date", "actor", "event"]
    place = TEXT.index("в Астане")
    assert given["text_info"]["selector"][-1] == {
        "type": "TextPositionSelector",
        "slot": "place",
        "start": place,
        "end": place + 8,
    }
    del given["id"], given["text_info"]
    assert given == {
        "date": "2017-05-01",
        "enddate": "2017-05-31",
        "actor": [{"code": "KAZ", "identifier_text": "Kazakhstan", "entity_text": "президент Казахстана"}],
        "recipient": [{"code": "CHN", "identifier_text": "China", "entity_text": "с Си Цзиньпином"}],
        "event": ["CONSULT"],
        "event_loc": {"extracted_place": "в Астане", "resolved_place": "Астана", "country_code": "KAZ"},
        "event_text": ["встретился"],
        "quad_code": 1,
        "event_scale": 4.0,
        "mode": ["visit"],
        "context": ["diplomatic", "military"],
        "link": "http://x.kz/1",
        "text": TEXT,
        "cite_info": {
            "citation": "a",
            "url": "http://x.kz/1",
            "title": "Визит",
            "language": "ru",
            "publication": "Казинформ",
        },
        "coder": "Multivector",
        "comment": "status=done time=2017-05 time_source=text confidence=0.813 frame=meet published=2017-05-04",
    }


def test_polecat(record, exported):
    lines, _ = exported(record(make_event(source=("KAZ", "OSCE"), target=("SYR.REB",))), "polecat")
    (row,) = cells(lines, "polecat")
    del row["Event ID"]
    assert row == {
        "Event Date": "2017-05-03",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Intensity": "4.0",
        "Quad Code": "1",
        "Contexts": "diplomatic;military",
        "Actor Name": "Kazakhstan;Organization for Security and Co-operation in Europe",
        "Actor Country": "KAZ;None",
        "Actor COW": "705;None",
        "Primary Actor Sector": "None;IGO",
        "Actor Sectors": "IGO",
        "Actor Name Raw": "президент Казахстана",
        "Recipient Name": "Syria",
        "Recipient Country": "SYR",
        "Recipient COW": "652",
        "Primary Recipient Sector": "REB",
        "Recipient Sectors": "REB",
        "Recipient Name Raw": "с Си Цзиньпином",
        "Placename": "Астана",
        "City": "Астана",
        "Country": "KAZ",
        "Raw Placename": "в Астане",
        "Source": "Казинформ",
        "Publication Date": "2017-05-04",
        "Story Organizations": "Organization for Security and Co-operation in Europe",
        "Story Locations": "Астана",
        "Language": "ru",
        "Version": "Multivector",
    }


def test_icews(record, exported):
    lines, _ = exported(
        record(make_event(source=("SYR.REB", "UN"), target=("RUS",), mode=None, place="Сирия")), "icews"
    )
    first, second = cells(lines, "icews")
    assert first["Event ID"] != second["Event ID"]
    assert max(int(row["Event ID"]) for row in (first, second)) < 2**53
    assert first["Story ID"] == second["Story ID"]
    shared = {
        "Event Date": "2017-05-03",
        "Event Text": "Consult",
        "CAMEO Code": "040",
        "Intensity": "1.0",
        "Target Name": "Russian Federation",
        "Target Country": "Russian Federation",
        "Publisher": "Казинформ",
        "Country": "Syria",
    }
    ours = {"Event ID", "Story ID"}
    assert {name: cell for name, cell in first.items() if name not in ours} == {
        **shared,
        "Source Name": "Rebel (Syria)",
        "Source Sectors": "Rebel",
        "Source Country": "Syria",
    }
    assert {name: cell for name, cell in second.items() if name not in ours} == {
        **shared,
        "Source Name": "United Nations",
        "Source Sectors": "International Government Organization",
    }


def test_phoenix_tells_of_a_day_once(record, exported):
    one = make_coded(make_event(target=("SCO",)), id="a")
    two = make_coded(make_event(target=("SCO",), contexts=("military",)), id="b", url="http://x.kz/2;3", source="МИД")
    other = make_coded(make_event(time="2017-05-02", place=None), id="c")
    lines, tally = exported(record(one, two, other), "phoenix")
    first, second = cells(lines, "phoenix")
    assert first["date"] == "20170502"
    ids = second.pop("ids").split(";")
    assert len(ids) == 2
    assert ids == sorted(ids)
    assert second.pop("ID_version").endswith("_Multivector")
    assert second == {
        "date": "20170503",
        "year": "2017",
        "month": "5",
        "day": "3",
        "source": "KAZ",
        "source_root": "KAZ",
        "target": "IGOSCO",
        "target_root": "IGO",
        "target_others": "SCO",
        "code": "042",
        "root_code": "04",
        "quad_class": "1",
        "goldstein": "1.9",
        "issues": "diplomatic,1;military,2",
        "placeName": "Астана",
        "countryName": "Kazakhstan",
        "urls": "http://x.kz/1;http://x.kz/2%3B3",
        "sources": "Казинформ;МИД",
    }
    assert [line for line in tally.lines() if "same day" in line] == [
        "note: 1 event(s) of the same day, parties and code as another: one row tells of all"
    ]


def test_gdelt(record, exported):
    lines, _ = exported(record(make_event(source=("UKR.JRN",), target=("NATO",), type="ACCUSE", mode=None)), "gdelt")
    (row,) = cells(lines, "gdelt")
    del row["GlobalEventID"]
    assert row == {
        "Day": "20170503",
        "MonthYear": "201705",
        "Year": "2017",
        "FractionDate": "2017.3370",
        "Actor1Code": "UKRMED",
        "Actor1Name": "UKRAINE",
        "Actor1CountryCode": "UKR",
        "Actor1Type1Code": "MED",
        "Actor2Code": "IGOWSTNAT",
        "Actor2Name": "NORTH ATLANTIC TREATY ORGANIZATION",
        "Actor2KnownGroupCode": "NAT",
        "Actor2Type1Code": "IGO",
        "IsRootEvent": "1",
        "EventCode": "110",
        "EventBaseCode": "110",
        "EventRootCode": "11",
        "QuadClass": "3",
        "GoldsteinScale": "-2.0",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Астана, Kazakhstan",
        "ActionGeo_CountryCode": "KZ",
        "ActionGeo_ADM1Code": "KZ",
        "DATEADDED": "20170504000000",
        "SOURCEURL": "http://x.kz/1",
    }


DAYS = [
    # time, published, day of the event, note or reason
    ("2017-05-03", None, "2017-05-03", None),
    ("2017-05-03?", None, "2017-05-03", None),
    ("2017-05", None, "2017-05-01", "longer or inexact"),
    ("2017-01/2017-10", None, "2017-01-01", "longer or inexact"),
    ("201X", None, "2010-01-01", "longer or inexact"),
    ("../2019", None, "2019-12-31", "longer or inexact"),
    ("2019-02/..", None, "2019-02-01", "longer or inexact"),
    (None, "2017-05-04", "2017-05-04", "day of publication"),
    ("XXXX-10-12", "2017-05-04", "2017-05-04", "day of publication"),
    ("nonsense", "2017-05-04", "2017-05-04", "day of publication"),
    (None, None, None, "without a day"),
    ("XXXX-10-12", None, None, "without a day"),
]


@pytest.mark.parametrize(("time", "published", "day", "told"), DAYS)
@pytest.mark.parametrize("form", FORMS)
def test_days(record, exported, form, time, published, day, told):
    lines, tally = exported(record(make_coded(make_event(time=time), published=published)), form)
    lines = lines[FORMS[form].header :]
    names = {"polecat": "Event Date", "icews": "Event Date", "phoenix": "date", "gdelt": "Day"}
    found = [
        json.loads(line)["date"] if form == "plover" else cells([line] * 2, form)[-1][names[form]] for line in lines
    ]
    expected = day if day is None or form in ("plover", "polecat", "icews") else day.replace("-", "")
    assert found == ([expected] if expected else [])
    assert [told in line for line in tally.lines()] == ([True] if told else [])


LEFT_OUT = [
    # event, forms that leave it out, words
    ({"status": "planned"}, ["polecat", "icews", "phoenix", "gdelt"], "planned, possible or denied"),
    ({"status": "denied"}, ["polecat", "icews", "phoenix", "gdelt"], "planned, possible or denied"),
    ({"status": "ongoing"}, [], ""),
    (
        {"type": "ASSAULT", "mode": None, "target": ("SYR.REB",), "contexts": ()},
        ["icews", "phoenix", "gdelt"],
        "no CAMEO",
    ),
    ({"type": "ASSAULT", "mode": None, "contexts": ()}, [], ""),
    ({"type": "ASSAULT", "mode": None, "target": ("SYR.REB",)}, [], ""),  # military
    ({"type": "ACCUSE", "mode": None, "target": ()}, ["icews", "phoenix"], "one side only"),
    ({"source": (), "target": ()}, list(FORMS), "no party"),
    ({"source": ("KAZ", "CHN"), "target": ()}, [], ""),
]


@pytest.mark.parametrize(("event", "without", "words"), LEFT_OUT, ids=range(len(LEFT_OUT)))
@pytest.mark.parametrize("form", FORMS)
def test_what_is_left_out_is_counted(record, exported, form, event, without, words):
    lines, tally = exported(record(make_event(**event)), form)
    assert (tally.events, bool(lines[FORMS[form].header :])) == ((0, False) if form in without else (1, True))
    assert [line for line in tally.lines() if words in line and line.startswith("left out: 1 ")] or form not in without


@pytest.mark.parametrize("form", FORMS)
def test_facts_are_counted(record, exported, form):
    _, tally = exported(record(make_coded(make_event(), facts=3)), form)
    assert "left out: 3 fact(s): this form has events only" in list(tally.lines())


def test_status_is_an_auxiliary_mode(record, exported):
    (line,), _ = exported(record(make_event(status="denied")), "plover")
    assert json.loads(line)["mode"] == ["visit", "negation"]


PAIRS = [
    # type, source, target, pairs
    ("CONSULT", ("KAZ", "RUS"), ("CHN",), ["KAZ-CHN", "RUS-CHN"]),
    ("CONSULT", ("KAZ", "RUS", "CHN"), (), ["KAZ-RUS", "KAZ-CHN", "RUS-KAZ", "RUS-CHN", "CHN-KAZ", "CHN-RUS"]),
    ("ACCUSE", ("KAZ", "RUS"), (), ["KAZ-", "RUS-"]),
    ("ACCUSE", (), ("KAZ",), ["-KAZ"]),
    ("CONSULT", ("KAZ",), (), ["KAZ-"]),
]


@pytest.mark.parametrize(("type", "source", "target", "pairs"), PAIRS)
def test_compound_actors_become_pairs(record, exported, type, source, target, pairs):
    lines, _ = exported(record(make_event(type=type, mode=None, source=source, target=target)), "gdelt")
    rows = cells(lines, "gdelt")
    assert [f"{row.get('Actor1CountryCode', '')}-{row.get('Actor2CountryCode', '')}" for row in rows] == pairs
    assert len({row["GlobalEventID"] for row in rows}) == len(rows)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_whatever_the_order_of_contexts(record, exported, form):
    one = record(make_event(contexts=("military", "diplomatic")), name="one")
    two = record(make_event(contexts=("diplomatic", "military")), name="two")
    assert exported(one, form)[0] == exported(two, form)[0]


@pytest.mark.parametrize("form", FORMS)
def test_marks_that_would_break_a_table(record, exported, form):
    coded = make_coded(make_event(), source='a\tb\n"c"', url="http://x/\r\n1", title="t\u2028\0")
    lines, _ = exported(record(coded), form)
    assert len(lines) == 1 + FORMS[form].header
    if form != "plover":
        assert len(cells(lines, form)) == 1


def test_there_is_no_such_form(record):
    with pytest.raises(StopRun, match="no form 'xls'; forms are plover, polecat, icews, phoenix, gdelt"):
        export_form(record(), "xls", io.StringIO())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk(record, form):
    with pytest.raises(StopRun, match="/dev/full: can't be written: no space left"):
        export_form(record(make_event()), form, "/dev/full")
