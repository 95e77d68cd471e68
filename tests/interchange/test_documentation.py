"""docs/interchange.md names every column and says which code every type and mode gets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from multivector.interchange import FORMS
from multivector.interchange.cameo import code_of
from multivector.lexicon.ontology import MODES
from tests.interchange.conftest import make_event

PAGE = (Path(__file__).parents[2] / "docs/interchange.md").read_text(encoding="utf-8")


def section(title):
    return re.split(r"^## ", PAGE.partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.columns], ids=lambda form: form.name)
def test_every_column_is_documented(form):
    text = section(form.name)
    # the empty ones of GDELT's two places of actors are named by an example
    silent = re.compile(r"Actor[12]Geo_(?!Type|FullName)")
    assert [
        name for name in form.columns if not re.search(rf"\b{re.escape(name)}\b", text) and not silent.match(name)
    ] == []


def test_every_field_of_plover_is_documented(record, exported):
    (line,), _ = exported(record(make_event(time="2017-05")), "plover")
    assert re.findall(r"^\| `(\w+)` \|", section("plover"), re.MULTILINE) == list(json.loads(line))


def test_every_code_is_documented():
    table = re.findall(r"^\| ([A-Z]+) \| (\d+|-) \| (.*) \|$", section("CAMEO codes"), re.MULTILINE)
    documented = {type: (code, dict(re.findall(r"`([\w-]+)` (\d+)", modes))) for type, code, modes in table}
    assert list(documented) == list(MODES)
    for type, (code, modes) in documented.items():
        found = {mode: given(type, mode) for mode in (None, *MODES[type])}
        assert found == {None: code, **dict.fromkeys(MODES[type], code), **modes}


def given(type, mode):
    found = code_of(make_event(type=type, mode=mode, contexts=(), target=("SYR.REB",)))
    return found.code if found else "-"
