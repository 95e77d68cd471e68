import polars as pl
import pytest

from multivector.analysis.sides import acts, event, party, with_partners

DAY = "2020-01-01"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("KAZ", "KAZ"),
        ("KAZ.GOV", "KAZ"),
        ("KAZ.PTY", "KAZ"),
        ("SYR.REB", "SYR.REB"),
        ("---.REB", "---.REB"),
        ("---.GOV", "---.GOV"),
        ("EU", "EU"),
    ],
)
def test_organs_are_their_state(code, expected):
    assert pl.select(party(pl.lit(code))).item() == expected


@pytest.mark.parametrize(
    ("type", "source", "target", "partners"),
    [
        ("CONSULT", "KAZ", "RUS", ["RUS"]),
        ("CONSULT", "KAZ RUS", "", ["RUS"]),
        ("CONSULT", "RUS KAZ CHN", "", ["CHN", "RUS"]),
        ("CONSULT", "KAZ RUS", "CHN", ["CHN"]),
        ("CONSULT", "RUS", "KAZ CHN", ["RUS"]),
        ("AID", "KAZ", "TJK AFG", ["AFG", "TJK"]),
        ("AID", "KAZ RUS", "TJK", ["TJK"]),
        ("AID", "RUS USA", "KAZ", ["RUS", "USA"]),
        ("AID", "KAZ", "", []),
        ("ACCUSE", "KAZ.GOV", "RUS.MIL", ["RUS"]),
        ("ACCUSE", "KAZ.GOV", "KAZ.OPP", []),
        ("ACCUSE", "KAZ.OPP", "RUS", []),
        ("ASSAULT", "SYR.REB", "KAZ", ["SYR.REB"]),
        ("CONSULT", "KAZ RUS RUS.MIL", "", ["RUS"]),
        ("SUPPORT", "---.GOV", "KAZ", []),
    ],
)
def test_partners(record_of, type, source, target, partners):
    record = record_of(("a", type, source, target, DAY))
    found = with_partners(acts(record.events()), "KAZ")
    assert sorted(found["partner"]) == partners


@pytest.mark.parametrize(
    ("status", "count"), [("done", 1), ("ongoing", 1), ("planned", 0), ("possible", 0), ("denied", 0)]
)
def test_only_what_is_done_is_an_act(record_of, status, count):
    record = record_of(("a", "AID", "KAZ", "RUS", DAY, {"status": status}))
    assert acts(record.events()).collect().height == count


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("a", "CONSULT", "KAZ", "RUS", DAY), ("b", "CONSULT", "RUS KAZ.GOV", "", DAY), True),
        (("a", "CONSULT", "KAZ", "RUS", DAY), ("b", "CONSULT", "RUS", "KAZ", DAY + "?"), True),
        (("a", "AID", "KAZ", "RUS", DAY), ("b", "AID", "KAZ", "RUS RUS.MIL", DAY), True),
        (("a", "AID", "KAZ RUS", "TJK", DAY), ("b", "AID", "RUS KAZ", "TJK", DAY), True),
        (("a", "AID", "KAZ", "RUS", DAY), ("b", "AID", "RUS", "KAZ", DAY), False),
        (("a", "AID", "KAZ", "RUS", DAY), ("b", "CONCEDE", "KAZ", "RUS", DAY), False),
        (("a", "AID", "KAZ", "RUS", DAY), ("b", "AID", "KAZ", "RUS", "2020-01-02"), False),
        (("a", "AID", "KAZ", "RUS", DAY), ("b", "AID", "KAZ", "RUS CHN", DAY), False),
        (("a", "AID", "KAZ", "RUS", "2020"), ("b", "AID", "KAZ", "RUS", "2020"), False),
        (("a", "AID", "KAZ", "RUS", "2020"), ("a", "AID", "KAZ", "RUS", "2020", {"start": 2}), True),
        (("a", "AID", "KAZ", "RUS", None), ("a", "AID", "KAZ", "RUS", None, {"start": 2}), True),
        (("a", "AID", "KAZ", "RUS", None), ("a", "AID", "KAZ", "RUS", "2020", {"start": 2}), False),
    ],
)
def test_reports_of_one_event(record_of, one, other, same):
    found = acts(record_of(one, other).events()).select(event()).collect()["event"]
    assert (len(found), found.n_unique() == 1) == (2, same)
