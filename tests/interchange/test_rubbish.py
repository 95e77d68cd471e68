"""Whatever stands in a file, a reader gives events or says why not."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multivector.interchange import FORMS
from multivector.interchange.incoming import NotAnEvent, RowError, distinct, story_document
from tests.interchange.conftest import events_of
from tests.interchange.test_import import GDELT, ICEWS, PHOENIX, PLOVER, POLECAT

GOOD = {"polecat": POLECAT, "icews": ICEWS, "phoenix": PHOENIX, "gdelt": GDELT}
CELLS = st.text(max_size=8) | st.sampled_from(
    ["KAZ", "None", "IGO", ";", ";;;", "042", "20170503", "1/2/2017", "-", "\x00"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | CELLS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(CELLS | st.sampled_from(["code", "start"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [*PLOVER, "cite_info", "text_info", "event_loc", "mode", "enddate", "link", "comment", "coder", "source"]


def read(form, row):
    try:
        told = FORMS[form].read(row)
    except (RowError, NotAnEvent):
        return
    coded = story_document(distinct(told), "f")
    text = coded.document.text
    for event in coded.events:
        assert event.trigger == text[event.start : event.end]
        assert all(0 <= start <= end <= len(text) for start, end in event.evidence.values())
        assert event.source or event.target


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
@pytest.mark.parametrize("form", GOOD)
def test_cells(form, data):
    changed = data.draw(st.dictionaries(st.sampled_from(FORMS[form].columns), CELLS, max_size=5))
    read(form, GOOD[form] | changed)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5))
def test_objects(changed):
    read("plover", PLOVER | changed)


@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(st.lists(st.binary(max_size=40) | st.sampled_from([b"{", b"[", b"}", json.dumps(PLOVER).encode()]), max_size=6))
def test_lines(imported, lines):
    imported(b"\n".join([json.dumps(PLOVER).encode(), *lines]))


def test_half_a_character(imported):
    content = json.dumps(PLOVER | {"text": "\ud83d backed \ud83d\ude00", "cite_info": {"title": "\udc00"}})
    record, _, problems = imported(content)
    assert problems == []
    assert events_of(record)[0]["sentence"] == "\ufffd backed \U0001f600"


@pytest.mark.parametrize(
    "comment",
    ["status=mad time=2017 confidence=nan", "time=soon", "confidence=7", "x=1", 5, "published=2017-99-99", "status="],
)
def test_a_comment_is_no_promise(imported, comment):
    record, _, problems = imported(json.dumps(PLOVER | {"coder": "Multivector", "comment": comment}))
    (event,) = events_of(record)
    assert (problems, event["status"], event["confidence"]) == ([], "done", 0.5)
    assert event["time"] in ("2017", PLOVER["date"])
