"""The files of the register, and what is said of broken ones."""

from datetime import date

import pytest

from multivector import StopRun
from multivector.analysis.register import RegisterError, load_register
from multivector.lexicon import default_lexicon

REGISTER = load_register()
WHOLE = """
code: XYZ
names: {ru: Икс, en: Ex, kk: Икс}
founded: 2000
sources:
  list: {title: List, publisher: Ex, as_of: 2020}
members:
  member:
    complete: 2000/2020
    source: list
    times:
      2000/..: [FRA, DEU]
chairs:
  chair:
    source: list
    times:
      2001: FRA
"""


def held(code, part, day, tie=None):
    return {
        state for span, state in REGISTER.get(code).holders[part] if span.touches(day, day) and tie in (None, span.tie)
    }


def test_the_organisations_that_must_be_there():
    wanted = "UNSC OSCE SCO CIS CSTO EAEU EURASEC OIC OTS EU NATO BRICS ASEAN AU G20 CICA COE UN"
    assert set(wanted.split()) <= set(REGISTER.bodies)


@pytest.mark.parametrize("code", sorted(REGISTER.bodies))
def test_codes_and_names_are_those_of_the_lexicon(code):
    body = REGISTER.get(code)
    states, organisations = default_lexicon().states, default_lexicon().organisations
    assert body.entry.names == organisations[code].name
    assert {state for holders in body.holders.values() for _, state in holders} <= {*states, *organisations}


@pytest.mark.parametrize("year", range(1947, 2027))
def test_elected_members_of_the_security_council_are_as_many_as_the_charter_says(year):
    assert len(held("UNSC", "members", date(year, 6, 1), "elected member")) == (6 if year < 1966 else 10)


@pytest.mark.parametrize("year", range(1995, 2027))
def test_one_member_of_the_security_council_presides_each_month(year):
    for month in range(1, 13):
        (president,) = held("UNSC", "chairs", date(year, month, 15))
        assert president in held("UNSC", "members", date(year, month, 15))


@pytest.mark.parametrize(
    ("code", "day", "members"),
    [("UN", "2024-01-01", 193), ("OSCE", "2024-01-01", 57), ("NATO", "2024-06-01", 32), ("EU", "2019-01-01", 28),
     ("EU", "2024-01-01", 27), ("COE", "2021-01-01", 47), ("COE", "2024-01-01", 46), ("OIC", "2010-01-01", 57),
     ("AU", "2020-01-01", 55), ("ASEAN", "2000-01-01", 10), ("SCO", "2024-08-01", 10), ("BRICS", "2012-01-01", 5),
     ("G20", "2020-01-01", 20), ("CSTO", "2020-01-01", 6), ("EAEU", "2020-01-01", 5), ("CICA", "2023-01-01", 28)],
)  # fmt: skip
def test_numbers_of_members(code, day, members):
    ties = {"member", "participating state", "permanent member", "elected member"}
    found = {s for tie in ties for s in held(code, "members", date.fromisoformat(day), tie)}
    assert len(found) == members


@pytest.mark.parametrize(
    ("code", "day", "chair"),
    [("OSCE", "2010-05-01", "KAZ"), ("SCO", "2011-01-01", "KAZ"), ("CIS", "2022-05-01", "KAZ"), ("CSTO", "2022-01-06", "ARM"),
     ("EAEU", "2021-05-01", "KAZ"), ("OIC", "2012-01-01", "KAZ"), ("OTS", "2016-01-01", "KAZ"), ("EU", "2022-02-24", "FRA"),
     ("BRICS", "2024-10-22", "RUS"), ("ASEAN", "2020-05-01", "VNM"), ("AU", "2011-03-01", "GNQ"), ("G20", "2022-11-15", "IDN"),
     ("CICA", "2012-01-01", "TUR"), ("COE", "2013-07-01", "ARM"), ("UNSC", "2003-02-05", "DEU"), ("G8", "2006-07-15", "RUS")],
)  # fmt: skip
def test_chairs(code, day, chair):
    assert chair in held(code, "chairs", date.fromisoformat(day))


def test_a_folder_of_ones_own(tmp_path):
    (tmp_path / "xyz.yaml").write_text(WHOLE)
    body = load_register(tmp_path).get("XYZ")
    assert [(span.tie, span.time) for span in body.of("members", "DEU")] == [("member", "2000/..")]
    assert body.covers("members", date(2001, 1, 1), date(2020, 12, 31))
    assert not body.covers("chairs", date(2001, 1, 1), date(2001, 1, 1))


# what is changed in a good file -> the line and the words of the error
BROKEN = [
    ("code: XYZ", "code: x", 2, "'x' is no code"),
    ("kk: Икс", "fr: Икс", 3, "Input should be 'ru', 'en' or 'kk'"),
    ("founded: 2000", "founded: then", 4, "'then' is no EDTF time"),
    ("founded: 2000", "started: 2000", 4, "no such key here"),
    ("  member:\n", "  friend:\n", 8, "'friend' is no kind of tie"),
    ("complete: 2000/2020", "complete: 2020/2000", 9, "ends before it begins"),
    ("[FRA, DEU]", "[]", 12, "at least 1 item"),
    ("[FRA, DEU]", "[FRA, Germany]", 12, "'Germany' is no code"),
    ("      2001: FRA", "      20011: FRA", 17, "'20011' is no EDTF time"),
    ("      2001: FRA", "      2001: FRA\n      2001: DEU", 18, "stands here twice"),
]


@pytest.mark.parametrize(("good", "bad", "line", "words"), BROKEN)
def test_an_error_is_named_with_its_line(good, bad, line, words, tmp_path):
    (tmp_path / "xyz.yaml").write_text(WHOLE.replace(good, bad, 1))
    with pytest.raises(RegisterError) as stopped:
        load_register(tmp_path)
    assert any(f"xyz.yaml:{line}: " in said and words in said for said in str(stopped.value).splitlines()), (
        stopped.value
    )


def test_all_errors_of_all_files_are_listed(tmp_path):
    (tmp_path / "a.yaml").write_text(WHOLE.replace("code: XYZ", "code: x").replace("2001: FRA", "20011: FRA"))
    (tmp_path / "b.yaml").write_text("code: [")
    (tmp_path / "c.yaml").write_text(WHOLE)
    (tmp_path / "d.yaml").write_text(WHOLE)
    (tmp_path / "e.yaml").write_text(WHOLE.replace("XYZ", "EEE").replace("source: list", "source: lost", 1))
    with pytest.raises(RegisterError, match="5 error") as stopped:
        load_register(tmp_path)
    assert [p.file for p in stopped.value.problems] == ["a.yaml", "a.yaml", "b.yaml", "d.yaml", "e.yaml"]


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_a_folder_that_is_no_register(name, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(StopRun, match=r"docs/register\.md"):
        load_register(tmp_path / name)
