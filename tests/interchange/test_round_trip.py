"""A record goes out and comes back with what the form can carry."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multivector.interchange import FORMS, Tally, export_form, import_files
from multivector.interchange.cameo import code_of
from multivector.interchange.forms import by_width
from multivector.interchange.incoming import distinct, story_document
from multivector.interchange.parties import organisation_codes
from multivector.lexicon.ontology import CONTEXTS, MODES
from multivector.record import Record
from tests.interchange.conftest import events_of, make_coded, make_event

STATES = ["KAZ", "RUS", "ROU", "TLS", "XKX", "PSE", "CIV", "SUN"]
# A state with an organ is bare in our records unless the state stands on the other side too.
SECTOR_CODES = [
    f"{state}.{sector}" for state in ("SYR", "---") for sector in ("REB", "OPP", "BUS", "JRN", "MED", "CRM")
]
ORGANISATIONS = ["UN", "EU", "NATO", "OSCE", "CSTO", "SCO", "BRICS", "AMNESTY", "CIS", "EAEU"]
PARTIES = st.lists(st.sampled_from([*STATES, *SECTOR_CODES, *ORGANISATIONS]), min_size=1, max_size=3, unique=True)


@st.composite
def events(draw):
    type = draw(st.sampled_from(sorted(MODES)))
    source = draw(PARTIES)
    target = [code for code in draw(PARTIES) if code not in source] or [code for code in STATES if code not in source][
        :1
    ]
    return make_event(
        type=type,
        mode=draw(st.sampled_from([None, *sorted(MODES[type])])),
        contexts=tuple(sorted(draw(st.sets(st.sampled_from(sorted(CONTEXTS)), max_size=3)))),
        source=tuple(source),
        target=tuple(target),
        time=draw(st.dates()).isoformat(),
        place=draw(st.sampled_from([None, "Астана", "Казахстан"])),
    )


def returned(event, form):
    """The events that come back, read without a record between."""
    coded = make_coded(event)
    event.id = "x" * 16
    lines = list(FORMS[form].write([coded], Tally()))
    layout = FORMS[form]
    found = []
    for line in lines:
        if form == "plover":
            row = json.loads(line)
        else:
            cells = line.split("\t")
            assert by_width(cells) is layout
            row = dict(zip(layout.columns, cells, strict=True))
        found += story_document(distinct(layout.read(row)), "f").events
    return found


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(events())
@pytest.mark.parametrize("form", ["plover", "polecat"])
def test_lists_come_back_whole(form, event):
    (back,) = returned(event, form)
    names = ("type", "mode", "contexts", "source", "target", "time", "place", "status")
    assert [getattr(back, name) for name in names] == [getattr(event, name) for name in names]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(events())
@pytest.mark.parametrize("form", ["icews", "phoenix", "gdelt"])
def test_pairs_come_back_as_pairs(form, event):
    code = code_of(event)
    back = returned(event, form)
    expected = {(source, target) for source in event.source for target in event.target} if code else set()
    if form == "gdelt":  # its names are its only way to say which organisation
        assert {organisation_codes().get(code, code) for one in back for code in one.source} <= set(event.source) | {
            "IGO"
        }
    assert {(one.source[0], one.target[0]) for one in back} == expected
    assert {one.time for one in back} <= {event.time}
    assert {one.type for one in back} <= {event.type, "CONCEDE" if event.type == "RETREAT" else event.type}


def test_plover_lines_bring_all_back_but_the_text_around(record, exported, imported):
    """Words, spans, uncertain times, status and confidence."""
    given = [
        make_event(status="planned", time="2017-05?"),
        make_event(type="ACCUSE", mode="allege", time=None, time_source="none", target=()),
        make_event(type="COERCE", mode="cyber", source=("---.CRM",), time="2017-01/2017-10", status="ongoing"),
    ]
    lines, _ = exported(record(*given), "plover")
    back, _, problems = imported("\n".join(lines))
    assert problems == []
    assert len(back.documents().collect()) == 1
    found = sorted(events_of(back), key=lambda event: [one.type for one in given].index(event["type"]))
    names = ("type", "mode", "trigger", "time_source", "status", "frame", "confidence", "place")
    for event, one in zip(found, given, strict=True):
        assert [event[name] for name in names] == [
            round(value, 3) if name == "confidence" else value
            for name, value in ((name, getattr(one, name)) for name in names)
        ]
        assert event["time"] == (one.time or "2017-05-04")
        assert {item["slot"]: (item["start"], item["end"]) for item in event["evidence"]} == {
            **one.evidence,
            "trigger": (one.start, one.end),
        }


@pytest.mark.parametrize("form", FORMS)
def test_out_in_and_out_again(form):
    """What came back goes out as it came in, ids aside."""
    given = [
        make_coded(
            make_event(time=f"2017-05-0{number}"),
            make_event(time=f"2017-05-0{number}", type="ACCUSE", mode="disapprove", source=("UN",), contexts=()),
            make_event(type="PROTEST", mode="demo", source=("KAZ.CVL",), target=("KAZ.GOV",), contexts=()),
            id=f"d{number}",
            published=f"2017-06-0{number}",
            url=f"http://x/{number}",
        )
        for number in range(1, 4)
    ]
    with tempfile.TemporaryDirectory() as folder:
        first, second = (Record(Path(folder) / name, create=True) for name in ("first", "second"))
        first.write(given)
        export_form(first, form, Path(folder) / "out")
        import_files(second, [Path(folder) / "out"], on_problem=print, on_written=lambda count: None)
        again = io.StringIO()
        export_form(second, form, again)
        # Not carried: ids, words of the text, which rows came first, the other addresses of a merged row.
        without = {"Event ID", "GlobalEventID", "ID_version", "ids", "Story ID", "Source", "Publisher", "sources"}
        without |= {"Actor Name Raw", "Recipient Name Raw", "Raw Placename", "Language", "IsRootEvent", "urls"}
        shown = [rows(form, text, without) for text in ((Path(folder) / "out").read_text(), again.getvalue())]
        assert shown[0] == shown[1]


def rows(form, text, without):
    lines = text.splitlines()[FORMS[form].header :]
    if form == "plover":
        kept = ("date", "event", "mode", "context", "link", "text", "quad_code", "event_scale")
        return sorted(json.dumps({name: json.loads(line).get(name) for name in kept}) for line in lines)
    columns = FORMS[form].columns
    return sorted(
        [cell for name, cell in zip(columns, line.split("\t"), strict=True) if name not in without] for line in lines
    )
